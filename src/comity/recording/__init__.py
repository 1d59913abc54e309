"""The record: the only room that knows SQL. Documents and statements are appended, spells and happenings derived."""
