"""A document in, statements out: a pure function that knows no database and no network."""
