"""Choosing recipients: whom a deed is done to where rules alone are unsure, weighed by what gold has taught."""
