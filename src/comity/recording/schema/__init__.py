"""The tables of a record, one schema for SQLite and PostgreSQL.

`document` to `refusal`, the votes and what others coded (`outside_…`) are appended and never edited (a statement's
`superseded` is set once, a document's head follows its earliest appearance). `happening` to `dispute`, and `position`,
are derived and can be rebuilt from the rest.
Two clocks: `published` and `known` are the world's knowledge, `reading.sequence` is ours; ties in `recorded_at`
are ordered by the sequence. Days are ISO strings, so that they compare as text.
"""

from comity.recording.schema.claims import QUOTATION, actor, called, evidence, name, party, statement
from comity.recording.schema.columns import metadata
from comity.recording.schema.derived import dispute, happening, happening_party, happening_statement, reported, spell
from comity.recording.schema.judging import judged, judgement, ruling
from comity.recording.schema.keeping import migration, watched
from comity.recording.schema.outside import outside_event, outside_file, outside_party
from comity.recording.schema.texts import appearance, band, document, passage, reading, refusal, run, unresolved
from comity.recording.schema.voting import ballot, position, rollcall, votes

__all__ = [
    "APPLICATION_ID", "BULK", "QUOTATION", "actor", "appearance", "ballot", "band", "called", "dispute", "document",
    "evidence", "happening", "happening_party", "happening_statement", "judged", "judgement", "metadata",
    "migration", "name", "outside_event", "outside_file", "outside_party", "party", "passage", "position",
    "reading", "refusal", "reported", "rollcall", "ruling", "run", "spell", "statement", "unresolved", "votes",
    "watched",
]  # fmt: skip

APPLICATION_ID = 0x434D5459
"""`CMTY`, written into the header of an SQLite file so that a foreign one is told at once."""

BULK = (
    statement, evidence, party, passage, band, spell, dispute, happening, happening_statement, happening_party,
    reported,
)  # fmt: skip
"""Tables of many rows, all of whose numbers the writer gives. Looking up each reference of each row takes a server more
than half of the time of writing, so none has it do so; `comity fsck` looks them up."""
for _table in BULK:
    for _constraint in _table.foreign_key_constraints:
        _constraint.ddl_if(dialect="sqlite")
