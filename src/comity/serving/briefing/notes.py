"""Notes of a brief: which sentences stand for a line, numbered in the order in which they are first needed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from comity.asking import Desk
from comity.asking.excerpts import Excerpt
from comity.recording.lookup import StandsIn
from comity.serving.briefing.brief import Note

LOOKED_AT, SHOWN = 6, 2
"""Of a line's statements as many are looked at, and sentences of so many texts shown."""
LONGEST = 700
"""Characters of a sentence that are shown."""


@dataclass(slots=True)
class Notes:
    """Numbers sentences. Before `load` it only takes down which are asked for, so that they are one question."""

    desk: Desk
    made: list[Note] = field(default_factory=list)
    _asked: list[tuple[tuple[str, ...], int]] = field(default_factory=list)
    _rows: dict[str, Excerpt] | None = None
    _texts: dict[str, StandsIn] = field(default_factory=dict)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def load(self) -> None:
        """Fetch the sentences that were asked for."""
        self._texts = self.desk.texts_of({id for line, _ in self._asked for id in line})
        chosen = dict.fromkeys(id for line, texts in self._asked for id in self._choose(line, texts))
        self._rows = self.desk.excerpts(chosen) if chosen else {}

    def numbers(self, statements: Sequence[str], texts: int = SHOWN) -> tuple[int, ...]:
        """The notes of a line: reports before the register, one for each of the first texts; none before `load`."""
        known, line = self._rows, tuple(statements[:LOOKED_AT])
        if known is None:
            self._asked.append((line, texts))
            return ()
        return tuple(dict.fromkeys(self._number(known[id]) for id in self._choose(line, texts)))

    def _choose(self, line: Sequence[str], texts: int) -> list[str]:
        """The first statement of each of the first texts."""
        known = sorted((id for id in line if id in self._texts), key=lambda id: self._texts[id].register)
        by_text = {self._texts[id].document: id for id in reversed(known)}
        return [id for id in known if by_text[self._texts[id].document] == id][:texts]

    def _number(self, row: Excerpt) -> int:
        note = _note(row)
        key = (note.document, note.words)
        if key not in self._numbers:
            self._numbers[key] = len(self.made) + 1
            self.made.append(note_with_number(note, self._numbers[key]))
        return self._numbers[key]


def note_with_number(note: Note, number: int) -> Note:
    """The same note under another number."""
    return Note(number, *(getattr(note, name) for name in Note.__slots__ if name != "number"))


def _note(row: Excerpt) -> Note:
    """The first sentence of a statement, cut where it is endless."""
    passage = row.passages[0]
    words = passage.text[:LONGEST]
    marks = tuple((start, min(end, LONGEST)) for start, end in passage.marks if start < LONGEST)
    return Note(0, words, marks, row.publisher, row.published, row.title, row.url, row.statement, row.document)
