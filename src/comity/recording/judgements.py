"""Judgements: what people decided about statements, and what follows for what stands. Pure.

A judgement is never edited; one that is taken back is followed by another that withdraws it. It is about what a text
says at a place, not about a row: a statement that another reader reads there with the same content is judged too.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from comity.model import Statement, statement_from_json

Verdict = Literal["accept", "reject", "correct", "add", "same", "not-same", "one-actor", "undo"]
ONE_ACTOR: Verdict = "one-actor"
"""Two ids mean one actor: whatever is said of the first is said of the second."""
REGISTER = "register"
"""Stands for the document of a judged row of the register, whose text is another with each version."""
SET_ASIDE = frozenset({"reject", "correct", ONE_ACTOR})
"""Verdicts after which a statement no longer stands."""
ACTORS = "actors"
"""Stands for the documents of a judgement about actors: every one that mentions them, read before or after."""
_PLACE = frozenset({"id", "document", "evidence", "confidence", "frame", "when_basis"})
"""Keys of a statement that say where and how it was read, not what it says."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A statement as it was judged."""

    statement: Statement
    register: bool = False

    @property
    def document(self) -> str:
        """The document's id, or `REGISTER`."""
        return REGISTER if self.register else self.statement.document

    def is_told_by(self, other: Statement) -> bool:
        """Whether `other` says the same at the same place, whoever read it."""
        if content_of(self.statement) != content_of(other):
            return False
        if self.register:
            return {span.exact for span in self.statement.evidence} == {span.exact for span in other.evidence}
        return self.statement.document == other.document and _overlap(self.statement, other)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided, when and why."""

    verdict: Verdict
    person: str
    reason: str
    recorded_at: str
    subjects: tuple[Subject, ...] = ()
    """The statement judged; two of `same` and `not-same`; the new one of `add` stands in `made` alone."""
    made: Subject | None = None
    """The statement that `correct` or `add` puts into the record."""
    withdraws: str | None = None
    """Id of the judgement that an `undo` takes back."""
    actors: tuple[str, str] | None = None
    """Of `one-actor`: the id that is no longer used, and the one that takes its place."""
    key: int = field(default=0, compare=False)

    @property
    def id(self) -> str:
        """`jd-` and sixteen hex digits over all of it."""
        said = (self.verdict, self.person, self.reason, self.recorded_at, self.content, self.withdraws or "")
        return "jd-" + hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def content(self) -> str:
        """Subjects and what is made, as JSON."""
        made = _to_json(self.made) if self.made else None
        said: dict[str, Any] = {"subjects": [_to_json(subject) for subject in self.subjects], "made": made}
        if self.actors:
            said["actors"] = list(self.actors)
        return json.dumps(said, ensure_ascii=False, sort_keys=True)

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents it is about, or `REGISTER`, each once; one about actors is about none by itself."""
        touched = (*self.subjects, self.made) if self.made else self.subjects
        return tuple(dict.fromkeys(subject.document for subject in touched))


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one judgement means for one statement; `side` tells the two of a pair apart."""

    statement: str
    judgement: Judgement
    verdict: Verdict
    side: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What stands of a document once its judgements are heeded."""

    standing: Mapping[str, tuple[Statement, Judgement | None]]
    """By id; with the judgement that made it, None for what the reader read."""
    rulings: tuple[Ruling, ...]


def read_judgement(row: Mapping[str, Any]) -> Judgement:
    """The judgement of a row of the table, its withdrawn one as id."""
    content = json.loads(row["content"])
    made = content["made"]
    return Judgement(
        verdict=row["verdict"],
        person=row["person"],
        reason=row["reason"],
        recorded_at=row["recorded_at"],
        subjects=tuple(map(_from_json, content["subjects"])),
        made=_from_json(made) if made else None,
        withdraws=row["withdraws"],
        actors=tuple(content["actors"]) if "actors" in content else None,
        key=row["key"],
    )


def keep_live(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Of judgements in order of time, those that nobody has taken back; withdrawals themselves are left out."""
    withdrawn: set[str] = set()
    live = []
    for judgement in reversed(judgements):
        if judgement.id in withdrawn:
            continue
        if judgement.withdraws:
            withdrawn.add(judgement.withdraws)
        else:
            live.append(judgement)
    return live[::-1]


def decide(read: Iterable[Statement], live: Sequence[Judgement]) -> Decision:
    """What stands of the statements that were read, and of those that people made; the last judgement counts."""
    everything: dict[str, tuple[Statement, Judgement | None]] = {statement.id: (statement, None) for statement in read}
    last: dict[str, Ruling] = {}
    pairs: list[Ruling] = []
    for judgement in live:
        for side, subject in enumerate(judgement.subjects):
            told = [id for id, (statement, _) in everything.items() if subject.is_told_by(statement)]
            rulings = [Ruling(id, judgement, judgement.verdict, side) for id in told]
            if judgement.verdict in ("same", "not-same"):
                pairs += rulings
            else:
                last.update((ruling.statement, ruling) for ruling in rulings)
        if judgement.made:
            made = judgement.made.statement
            last.pop(made.id, None)
            everything.setdefault(made.id, (made, judgement))
        if judgement.actors:
            _put_in_place(judgement, everything, last, pairs)
    set_aside = {id for id, ruling in last.items() if ruling.verdict in SET_ASIDE}
    standing = {id: told for id, told in everything.items() if id not in set_aside}
    return Decision(standing, (*last.values(), *(pair for pair in pairs if pair.statement in standing)))


def _put_in_place(
    judgement: Judgement,
    everything: dict[str, tuple[Statement, Judgement | None]],
    last: dict[str, Ruling],
    pairs: list[Ruling],
) -> None:
    """Have one actor stand for another in all that stands; what was ruled of a statement is ruled of the new one."""
    gone, kept = judgement.actors or ("", "")
    for id, (statement, _) in list(everything.items()):
        ruled = last.get(id)
        if (ruled and ruled.verdict in SET_ASIDE) or not mentions(statement, gone):
            continue
        renamed = rename(statement, gone, kept)
        everything.setdefault(renamed.id, (renamed, judgement))
        if ruled:
            last[renamed.id] = replace(ruled, statement=renamed.id)
        pairs += [replace(pair, statement=renamed.id) for pair in pairs if pair.statement == id]
        last[id] = Ruling(id, judgement, judgement.verdict)


def mentions(statement: Statement, actor: str) -> bool:
    """Whether an actor, or somebody who acts for it, has a part in a statement."""
    return any(actor in (part.get("id"), part.get("for")) for part in _references(statement.to_json(with_id=False)))


def rename(statement: Statement, gone: str, kept: str) -> Statement:
    """The statement with one actor in the place of another; names stay as they stand in the text."""
    data = statement.to_json(with_id=False)
    for part in _references(data):
        part.update({key: kept for key in ("id", "for") if part.get(key) == gone})
    return statement_from_json(data)


def joined(live: Iterable[Judgement]) -> dict[str, str]:
    """Actors that others stand for, each with the one that stands for it now."""
    found: dict[str, str] = {}
    for judgement in live:
        if judgement.actors:
            gone, kept = judgement.actors
            found = {one: kept if other == gone else other for one, other in found.items()} | {gone: kept}
    return found


def _references(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for value in data.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict) and "id" in part:
                yield part


def builds_on(judgement: Judgement, later: Iterable[Judgement]) -> list[Judgement]:
    """Live judgements about the statement that `judgement` made: they have to be taken back first."""
    if judgement.made is None:
        return []
    made = judgement.made.statement
    return [
        other
        for other in later
        if other.id != judgement.id and any(subject.is_told_by(made) for subject in other.subjects)
    ]


def content_of(statement: Statement) -> str:
    """What a statement says, without where it stands and how names are written."""
    said = {key: _bare(value) for key, value in statement.to_json(with_id=False).items() if key not in _PLACE}
    return json.dumps(said, sort_keys=True)


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return [value.get("id"), value.get("for")]
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value


def _overlap(one: Statement, other: Statement) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def _to_json(subject: Subject) -> dict[str, Any]:
    return {"register": subject.register, "statement": subject.statement.to_json()}


def _from_json(data: Mapping[str, Any]) -> Subject:
    return Subject(statement_from_json(data["statement"]), data["register"])
