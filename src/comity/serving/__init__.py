"""Surfaces: the command line and the Python face. They translate questions and answers and decide nothing."""
