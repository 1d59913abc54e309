"""The surfaces: command line and Python answers translated for people; nothing is decided here."""
