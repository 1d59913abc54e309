"""Pages and HTTP: the same questions as on the command line, each at an address that holds its full state."""
