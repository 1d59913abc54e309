"""The record: the only room that knows SQL. Documents and statements are appended, spells and happenings derived."""

from comity.recording.preparing import Item
from comity.recording.record import Record, open_record
from comity.recording.view import View
from comity.recording.ways import Added, Run
from comity.recording.writer import Writer

__all__ = ["Added", "Item", "Record", "Run", "View", "Writer", "open_record"]
