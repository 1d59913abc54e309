"""The desk in parts: its questions by subject."""
