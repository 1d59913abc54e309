"""Whom a question means, and what actors are called in answers: the register first, then the names in the record."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comity.errors import UnknownActor
from comity.recording.view import View
from comity.register import Register
from comity.register.rows import Entry

FROM_RECORD = 0.85
"""How likely a name that texts use for somebody means that one, beside the register's own scores."""
SEEN = 0.1
"""What it adds that the record speaks of a candidate of the register by that name: texts call China “Xi”, but a person
whom both the register and the texts call so comes first."""
TOLD_OF = 0.02
"""What it adds among bearers of one name that the record tells of one: less than `CLOSE`, so the others are named."""
WEIGHED = 200
"""How many actors of the register are weighed for a suggestion."""
SUGGESTED = 50
"""How many names of the record are looked through for a suggestion."""
CLOSE = 0.03
"""Candidates nearer than this to the best are named in a note."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The actor that a question is taken to mean, with a note when it could be another."""

    id: str
    name: str
    notes: tuple[str, ...] = ()


class Actors:
    """Finds actors by name and names them, for one view."""

    def __init__(self, view: View, register: Register) -> None:
        self._view, self._register = view, register
        self._joined = view.joined()
        self._names: dict[str, str] = {}

    def find(self, wanted: str, kind: str | None = None) -> Taken:
        """The actor that a name, code or id means; raises `UnknownActor` with the nearest names."""
        text = self.stand_in(" ".join(wanted.split()))
        if self._register.entry(text):
            return Taken(text, self.name(text))
        scores = self._candidates(text, kind)
        if not scores:
            raise UnknownActor(wanted, self._nearest(text))
        scores = self._told_of(scores)
        ranked = sorted(scores, key=lambda id: (-scores[id], id))
        best = ranked[0]
        rivals = [id for id in ranked[1:] if scores[best] - scores[id] < CLOSE]
        return Taken(best, self.name(best), self._note(text, best, rivals))

    def stand_in(self, id: str) -> str:
        """The actor that people had stand for another, or that other itself."""
        return self._joined.get(id, id)

    def entry(self, id: str) -> Entry | None:
        """The register's row of an actor, None where it has none."""
        return self._register.entry(id)

    def name(self, id: str) -> str:
        """What to call an actor: the register's name, else the longest that texts use, else its id."""
        if id not in self._names:
            entry = self._register.entry(id)
            self._names[id] = entry.name if entry else next(iter(self._view.names_of(id)), id.partition(":")[2] or id)
        return self._names[id]

    def names_of(self, id: str) -> tuple[str, ...]:
        """Every name by which texts or the register call an actor."""
        known = [row.name for row in self._register.names(id)] if self._register.entry(id) else []
        return tuple(dict.fromkeys([self.name(id), *known, *self._view.names_of(id)]))

    def beginning(self, letters: str) -> Iterator[tuple[str, str]]:
        """Actors, each with the name of it that begins with some letters: of the register first, then of the texts."""
        known = {id: name for name, id in self._register.beginning(letters, WEIGHED)}
        yield from known.items()
        for name in self._view.names_beginning(letters, limit=SUGGESTED) if letters else ():
            for id in map(self.stand_in, self._view.actors_called(name)):
                if id not in known:
                    known[id] = name
                    yield id, name

    def _candidates(self, text: str, kind: str | None) -> dict[str, float]:
        found = self._register.resolve(text, kind) or self._register.resolve(text.upper(), kind)
        scores = {candidate.id: candidate.score for candidate in found}
        for id in dict.fromkeys(map(self.stand_in, self._view.actors_called(text))):
            scores[id] = max(scores[id], FROM_RECORD) + SEEN if id in scores else FROM_RECORD
        return scores

    def _told_of(self, scores: dict[str, float]) -> dict[str, float]:
        """The scores, with more for those of the best whom the record tells of, when there are several."""
        top = max(scores.values())
        best = [id for id, score in scores.items() if top - score < CLOSE]
        if len(best) == 1:
            return scores
        return scores | {id: scores[id] + TOLD_OF for id in best if self._view.is_told_of(id)}

    def _note(self, text: str, best: str, rivals: Iterable[str]) -> tuple[str, ...]:
        others = ", ".join(f"{self.name(id)} ({id})" for id in rivals)
        return (f"“{text}” was taken as {self.name(best)} ({best}); it can also mean {others}.",) if others else ()

    def _nearest(self, text: str) -> list[str]:
        nearest = self._register.nearest(text)
        beginnings = (self._view.names_beginning(text[:letters]) for letters in (2, 1))
        seen = next((near for names in beginnings if (near := difflib.get_close_matches(text, names, n=3))), [])
        return list(dict.fromkeys([*nearest, *seen]))[:4]
