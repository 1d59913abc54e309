"""Notes of a brief: which sentences stand for a line, numbered in the order in which they are first needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from comity.asking import Desk
from comity.asking.rows import StatementRow
from comity.serving.briefing.brief import Note

LOOKED_AT, SHOWN = 6, 2
"""Of a line's statements as many are looked at, and sentences of so many texts shown."""
LONGEST = 700
"""Characters of a sentence that are shown."""


@dataclass(slots=True)
class Notes:
    """Numbers sentences. Ask for everything that will be needed with `load` first: it is one question."""

    desk: Desk
    made: list[Note] = field(default_factory=list)
    _rows: dict[str, StatementRow] = field(default_factory=dict)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def load(self, groups: Iterable[Sequence[str]]) -> None:
        """Fetch the sentences of the first statements of each group."""
        wanted = [id for group in groups for id in group[:LOOKED_AT] if id not in self._rows]
        if wanted:
            self._rows |= {row.statement: row for row in self.desk.sentences(wanted).rows}

    def numbers(self, statements: Sequence[str]) -> tuple[int, ...]:
        """The notes of a line: reports before the register, one for each text."""
        rows = [self._rows[id] for id in statements[:LOOKED_AT] if id in self._rows and self._rows[id].passages]
        rows.sort(key=lambda row: row.source == "register")
        by_text = {row.document: row for row in reversed(rows)}
        ordered = [row for row in rows if by_text[row.document] is row]
        return tuple(dict.fromkeys(self._number(row) for row in ordered[:SHOWN]))

    def _number(self, row: StatementRow) -> int:
        note = _note(row)
        key = (note.document, note.words)
        if key not in self._numbers:
            self._numbers[key] = len(self.made) + 1
            self.made.append(note_with_number(note, self._numbers[key]))
        return self._numbers[key]


def note_with_number(note: Note, number: int) -> Note:
    """The same note under another number."""
    return Note(number, *(getattr(note, name) for name in Note.__slots__ if name != "number"))


def _note(row: StatementRow) -> Note:
    """The first sentence of a statement, cut where it is endless."""
    passage = row.passages[0]
    words = passage.text[:LONGEST]
    marks = tuple((start, min(end, LONGEST)) for start, end in passage.marks if start < LONGEST)
    return Note(0, words, marks, row.publisher, row.published, row.title, row.url, row.statement, row.document)
