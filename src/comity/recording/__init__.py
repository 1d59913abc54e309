"""The record: the only room that knows SQL. Documents and statements are appended, spells and happenings derived."""

from comity.recording.record import Added, Record, Run, Writer, open_record

__all__ = ["Added", "Record", "Run", "Writer", "open_record"]
