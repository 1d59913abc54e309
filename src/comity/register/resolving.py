"""Deciding whom a name means: candidates from the index of names, ranked by form, date and context, with reasons."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.register.codes import Codes
from comity.register.folding import key
from comity.register.names import Names, Sense
from comity.register.rows import Candidate, Entry, family_of
from comity.register.spells import At, holding

_SAYS = {
    "name": "name", "official": "official name", "former": "former name", "abbreviation": "abbreviation",
    "demonym": "demonym", "people": "people", "capital": "capital, for the government",
    "seat": "seat, for the government", "variant": "variant", "surname": "surname", "native": "native name",
}  # fmt: skip
_PARTS = re.compile(r"[(),:;/*]")
_RELATED = ("in", "capital", "sovereign", "seat", "parent", "predecessor", "successor")
_SPEAKS_FOR, _SPEAKS_AGAINST = 0.12, -0.3
_LOOSE, _LISTED, _SHORTENED, _REMARKED = -0.02, -0.04, -0.1, -0.25


@dataclass(frozen=True)
class Knowledge:
    """What ranking looks at beside the names themselves."""

    entry: Callable[[str], Entry | None]
    ids_in: Callable[[str], set[str]]
    """The ids that the names in a text can mean."""
    cues: Mapping[str, Sequence[str]]
    """Words that speak for one of several bearers of a name, in small letters."""
    serves: Callable[[str, At], bool]
    """Whether a person holds an office at a time."""


@dataclass(frozen=True, slots=True)
class _Scored:
    sense: Sense
    score: float
    reasons: tuple[str, ...]

    def moved(self, by: float, reason: str) -> "_Scored":
        return _Scored(self.sense, self.score + by, (*self.reasons, reason))


class Resolver:
    """Finds and ranks whom a text means; what the register does not know gives an empty list."""

    def __init__(self, names: Names, codes: Codes, knowledge: Knowledge) -> None:
        self._names, self._codes, self._knowledge = names, codes, knowledge

    def resolve(self, text: str, kind: str | None, at: At | None, context: str | None) -> list[Candidate]:
        """Candidates for an id, a code or a name, the likeliest first, one for each id."""
        text = " ".join(text.split())
        if known := self._by_id_or_code(text) or self._by_small_code(text, kind):
            return [known] if _is_kind(known.id, known.kind, kind) else []
        scored = [item for item in self._scored(text, kind) if self._fits(item.sense, kind)]
        if at is not None:
            scored = [self._dated(item, at) for item in scored]
        if context:
            scored = self._in_context(scored, text, context)
        return self._best(scored)

    def _by_id_or_code(self, text: str) -> Candidate | None:
        if known := self._knowledge.entry(text):
            return Candidate(known.id, known.name, known.kind, 1.0, "id")
        code = self._codes.find(text)
        if code is None or self._names.exact(text):
            return None
        known = self._knowledge.entry(code[0])
        return Candidate(known.id, known.name, known.kind, 1.0, f"{code[1]} code") if known else None

    def _by_small_code(self, text: str, kind: str | None) -> Candidate | None:
        """A code in small letters, when a state is asked for and the code is no word."""
        is_word = text in self._names.silent or len(text) != 3
        return self._by_id_or_code(text.upper()) if kind == "state" and not is_word else None

    def _scored(self, text: str, kind: str | None) -> Iterator[_Scored]:
        word_too = kind is None and text in self._names.silent
        for senses, less in self._senses(text, kind):
            if senses:
                for sense in senses:
                    if not (word_too and sense.form == "surname"):
                        yield _Scored(sense, sense.weight + less, (_SAYS.get(sense.form, sense.form),))
                return

    def _senses(self, text: str, kind: str | None) -> Iterator[tuple[Sequence[Sense], float]]:
        """From the strictest way of looking to the loosest."""
        yield self._names.exact(text), 0.0
        yield self._names.loose(text), _LOOSE
        yield self._names.listed(text), _LISTED
        yield self._specified(text), _LISTED
        if kind in (None, "state"):
            yield self._names.shortened(text), _SHORTENED
        if kind == "state":
            yield self._remarked(text), _REMARKED

    def _specified(self, text: str) -> list[Sense]:
        """The one entry that all parts of a listing name, or whose sovereign the others name.

        `Burma (Myanmar)`, `Guam (US)`, `France, Martinique`; not `Belgium, Luxembourg`.
        """
        parts = [part for part in (piece.strip(" *.") for piece in _PARTS.split(text)) if part]
        senses = [[sense for sense in self._any(part) if family_of(sense.id) == "state"] for part in parts]
        codes = [self._codes.find(part) for part in parts]
        named = [
            {sense.id for sense in found} | ({code[0]} if code else set())
            for found, code in zip(senses, codes, strict=True)
        ]
        if len(parts) < 2 or not all(named):
            return []
        for found in senses:
            for sense in found:
                if all(sense.id in ids or self._sovereign(sense.id) in ids for ids in named):
                    return [sense]
        return []

    def _remarked(self, text: str) -> Sequence[Sense]:
        """The state before a remark in parentheses that names nobody: `Sudan (before partition)`."""
        name, opened, remark = text.partition("(")
        senses = [sense for sense in self._any(name.strip()) if family_of(sense.id) == "state"]
        one = len({sense.id for sense in senses}) == 1
        return senses[:1] if opened and one and not self._knowledge.ids_in(remark) else []

    def _sovereign(self, identifier: str) -> str:
        known = self._knowledge.entry(identifier)
        return known.details.get("sovereign", "") if known else ""

    def _any(self, text: str) -> Sequence[Sense]:
        return self._names.exact(text) or self._names.loose(text) or self._names.listed(text)

    def _fits(self, sense: Sense, kind: str | None) -> bool:
        known = self._knowledge.entry(sense.id)
        return known is not None and _is_kind(known.id, known.kind, kind)

    def _dated(self, item: _Scored, at: At) -> _Scored:
        sense = item.sense
        known = self._knowledge.entry(sense.id)
        if known and family_of(sense.id) != "person" and holding(known.since, known.until, at) == "no":
            return item.moved(_SPEAKS_AGAINST, f"did not exist at {at}")
        if known and known.kind == "historic":
            item = item.moved(_SPEAKS_FOR, f"existed at {at}")
        if sense.since or sense.until:
            called = holding(sense.since, sense.until, at) != "no"
            return item.moved(*(_SPEAKS_FOR, f"so used at {at}") if called else (_SPEAKS_AGAINST / 2, f"not at {at}"))
        if family_of(sense.id) == "person" and self._knowledge.serves(sense.id, at):
            return item.moved(_SPEAKS_FOR, f"in office at {at}")
        return item

    def _in_context(self, scored: Sequence[_Scored], text: str, context: str) -> list[_Scored]:
        beside = re.compile(rf"\b(?:in|at|near|from|outside)\s+{re.escape(text)}\b")
        words = f" {key(context)} "
        around = self._knowledge.ids_in(context)
        bearers = {item.sense.id for item in scored}
        judged = []
        for item in scored:
            identifier = item.sense.id
            if cue := self._cue(identifier, words):
                item = item.moved(_SPEAKS_FOR, f"context says “{cue}”")
            elif tie := self._tie(identifier, around - bearers):
                item = item.moved(_SPEAKS_FOR / 2, f"context names {tie}")
            if family_of(identifier) == "place" and beside.search(context):
                item = item.moved(_SPEAKS_FOR, "named as a place")
            judged.append(item)
        return judged

    def _cue(self, identifier: str, words: str) -> str | None:
        return next((cue for cue in self._knowledge.cues.get(identifier, ()) if f" {cue} " in words), None)

    def _tie(self, identifier: str, around: Iterable[str]) -> str | None:
        """The name of an entry in the context that lies in, belongs to or holds the candidate."""
        own = self._relations(identifier)
        for other in sorted(around):
            if other in own or identifier in self._relations(other):
                known = self._knowledge.entry(other)
                return known.name if known else other
        return None

    def _relations(self, identifier: str) -> set[str]:
        known = self._knowledge.entry(identifier)
        details = known.details if known else {}
        return {related for column in _RELATED for related in details.get(column, "").split("|") if related}

    def _best(self, scored: Iterable[_Scored]) -> list[Candidate]:
        best: dict[str, _Scored] = {}
        for item in scored:
            if item.sense.id not in best or item.score > best[item.sense.id].score:
                best[item.sense.id] = item
        ranked = sorted(best.values(), key=lambda item: -item.score)
        return [candidate for item in ranked if (candidate := self._candidate(item))]

    def _candidate(self, item: _Scored) -> Candidate | None:
        known = self._knowledge.entry(item.sense.id)
        if known is None:
            return None
        score = round(min(1.0, max(0.0, item.score)), 3)
        return Candidate(known.id, known.name, known.kind, score, "; ".join(item.reasons))


def _is_kind(identifier: str, kind: str, wanted: str | None) -> bool:
    return wanted is None or wanted in (kind, family_of(identifier))
