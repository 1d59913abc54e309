"""Questions over a read-only view of the record; each answers with rows, statements, coverage and data version."""
