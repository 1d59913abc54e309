"""Notes of a brief: which sentences stand for a line, numbered in the order in which they are first needed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from comity.asking import Desk
from comity.asking.excerpts import Excerpt
from comity.recording.lookup import StandsIn
from comity.serving.briefing.brief import Line, Note, Section

LOOKED_AT, SHOWN = 4, 2
"""Of a line's statements as many are looked at, and sentences of so many texts shown."""
LONGEST = 700
"""Characters of a sentence that are shown."""
Asked = tuple[tuple[str, ...], int]
"""Statements of which sentences are asked for, and of how many texts."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Takes down which sentences lines ask for while they are told, so that all are one question once all is told."""

    _asked: list[Asked] = field(default_factory=list)

    def ask(self, statements: Sequence[str], texts: int = SHOWN) -> tuple[int, ...]:
        """What stands in a line where its notes will: reports before the register, one for each of the first texts."""
        self._asked.append((tuple(statements[:LOOKED_AT]), texts))
        return (len(self._asked) - 1,)

    def number(self, desk: Desk, told: Iterable[Section]) -> tuple[tuple[Section, ...], tuple[Note, ...]]:
        """The sections with the numbers of their notes, and these."""
        texts = desk.texts_of({id for line, _ in self._asked for id in line})
        chosen = [_choose(line, most, texts) for line, most in self._asked]
        wanted = dict.fromkeys(id for ids in chosen for id in ids)
        numbering = _Numbering(desk.excerpts(wanted, first=True) if wanted else {})
        sections = tuple(
            replace(section, lines=tuple(numbering.fill(line, chosen) for line in section.lines)) for section in told
        )
        return sections, tuple(numbering.made)


@dataclass(slots=True)
class _Numbering:
    """Numbers sentences, the same one once."""

    said: Mapping[str, Excerpt]
    made: list[Note] = field(default_factory=list)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def fill(self, line: Line, chosen: Sequence[Sequence[str]]) -> Line:
        """A line with its notes in place of what it asked for."""
        ids = (id for asked in line.notes for id in chosen[asked])
        return replace(line, notes=tuple(dict.fromkeys(self._number(self.said[id]) for id in ids)))

    def _number(self, said: Excerpt) -> int:
        words = said.passages[0].text[:LONGEST]
        key = (said.document, words)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.made) + 1
            self.made.append(_note(number, words, said))
        return number


def _choose(line: Sequence[str], most: int, texts: Mapping[str, StandsIn]) -> list[str]:
    """The first statement of each of the first texts, so many."""
    known = sorted((id for id in line if id in texts), key=lambda id: texts[id].register)
    by_text = {texts[id].document: id for id in reversed(known)}
    return [id for id in known if by_text[texts[id].document] == id][:most]


def _note(number: int, words: str, said: Excerpt) -> Note:
    """The first sentence of a statement, cut where it is endless."""
    marks = tuple((start, min(end, LONGEST)) for start, end in said.passages[0].marks if start < LONGEST)
    return Note(number, words, marks, said.publisher, said.published, said.title, said.url, said.statement,
                said.document)  # fmt: skip
