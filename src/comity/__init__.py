"""Comity, the citable memory of world affairs: the public face."""

__version__ = "0.1.0"
