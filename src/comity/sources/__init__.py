"""Documents in: files, folders and globs. A document or a refusal comes out; nothing here knows reading or record."""
