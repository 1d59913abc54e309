"""A document in, statements out: a pure function that knows no database and no network."""

from comity.reading.pipeline import Reader, Reading

__all__ = ["Reader", "Reading"]
