"""Judging: a named person decides about statements, with a reason; and the list of all that was decided."""

import re
from collections.abc import Mapping
from typing import Any

from comity.asking.actors import Actors
from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.rows import JudgementRow
from comity.asking.wording import say
from comity.edtf import is_edtf
from comity.errors import UserError
from comity.model import (
    EVENT_TYPES,
    MODALITIES,
    PROPERTIES,
    RELATIONS,
    STATEMENT_KINDS,
    STATUSES,
    Event,
    Evidence,
    Statement,
    statement_from_json,
)
from comity.recording import Record
from comity.recording.judgements import ONE_ACTOR, Judgement, Subject, Verdict, keep_live
from comity.recording.view import View
from comity.register import Register
from comity.written_dates import parse_date

FRAME = "judgement"
"""Named as the reader of what a person corrected or added."""
VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "modality": MODALITIES, "event_type": EVENT_TYPES, "status": STATUSES, "relation": RELATIONS,
    "property": PROPERTIES, "form": ("direct", "indirect"),
}  # fmt: skip
ACTORS = frozenset({"said_by", "member", "organisation", "person", "of", "speaker", "from", "to", "about", "where"})
LISTS = frozenset({"actors", "recipients"})
FREE = frozenset({"mode", "role", "text", "cue", "value", "when"})
NONE = ("", "none")


class Judge:
    """Judgements by one person on one record; each method records one and says what was recorded.

    Raises `UserError` without a person or a reason, and for an id or a value that cannot be.
    """

    def __init__(self, record: Record, register: Register, person: str | None) -> None:
        self._record, self._register, self._person = record, register, " ".join((person or "").split())

    def accept(self, statement: str, *, reason: str) -> JudgementRow:
        """Vouch for a statement: its date leads its spell, and a dispute over it counts as judged."""
        return self._judge("accept", reason, statement)

    def reject(self, statement: str, *, reason: str) -> JudgementRow:
        """Take a statement out of spells and happenings; it stays in the record as rejected."""
        return self._judge("reject", reason, statement)

    def correct(self, statement: str, *, reason: str, **values: str) -> JudgementRow:
        """Put a statement with other values in the place of one; keys are those of the contract, `from_` is `from`."""
        return self._judge("correct", reason, statement, values=values)

    def same(self, one: str, other: str, *, reason: str) -> JudgementRow:
        """Join what two statements, or two happenings, tell."""
        return self._judge("same", reason, one, other)

    def not_same(self, one: str, other: str, *, reason: str) -> JudgementRow:
        """Keep apart what two statements, or two happenings, tell."""
        return self._judge("not-same", reason, one, other)

    def one_actor(self, gone: str, kept: str, *, reason: str) -> JudgementRow:
        """Have one actor stand for another: all that is said of the first, now or later, is said of the second."""
        with self._record.view() as view:
            actors = Actors(view, self._register)
            one, other = (actors.find(name).id for name in (gone, kept))
        if one == other:
            raise UserError(f"“{gone}” and “{kept}” mean one actor already ({one}).")
        if self._register.entry(one):
            raise UserError(f"{one} is an actor of the register, for which no other can stand; name it second.")
        if one.partition(":")[0] != other.partition(":")[0] and not self._register.entry(other):
            raise UserError(f"{one} and {other} are of two kinds; only actors of one kind can be one.")
        return self._keep(Judgement(ONE_ACTOR, self._named(), _reason(reason), "", actors=(one, other)))

    def add(self, document: str, kind: str, words: str, *, reason: str, **values: str) -> JudgementRow:
        """Add a statement that the reader missed; `words` are its evidence, as they stand in the document."""
        with self._record.view() as view:
            found = view.document(document)
            if found is None:
                raise UserError(f"No document has the id {document}; “comity documents” lists all.")
            head, text = found[0], found[1]
            data = {"kind": kind, "document": head.id, "evidence": [_find_words(text, words)], "modality": "actual"}
            made = Subject(self._make(view, data, values), head.register)
        return self._keep(Judgement("add", self._named(), _reason(reason), "", made=made))

    def undo(self, judgement: str, *, reason: str) -> JudgementRow:
        """Take one judgement back; what it changed is as it was before, and both stay in the record."""
        with self._record.view() as view:
            wanted = judgement if judgement.startswith("jd-") else f"jd-{judgement}"
            found = [known.id for known in view.judgements() if known.id.startswith(wanted)]
        if len(found) > 1:
            raise UserError(f"More than one judgement begins with “{judgement}”; give more of its id.")
        return self._keep(
            Judgement("undo", self._named(), _reason(reason), "", withdraws=found[0] if found else wanted)
        )

    def _judge(self, verdict: Verdict, reason: str, *ids: str, values: Mapping[str, str] | None = None) -> JudgementRow:
        with self._record.view() as view:
            subjects = tuple(_find(view, id) for id in ids)
            if verdict in ("same", "not-same"):
                _check_pair(subjects)
            made = None
            if values is not None:
                told = subjects[0].statement
                made = Subject(self._make(view, told.to_json(with_id=False), values), subjects[0].register)
                if made.statement.id == told.id:
                    raise UserError("The correction says what the statement says already; give another value.")
        return self._keep(Judgement(verdict, self._named(), _reason(reason), "", subjects, made))

    def _make(self, view: View, data: Mapping[str, Any], values: Mapping[str, str]) -> Statement:
        """The statement of `data` with other values."""
        if data["kind"] not in STATEMENT_KINDS:
            raise UserError(f"“{data['kind']}” is no kind of statement; there are {', '.join(STATEMENT_KINDS)}.")
        actors = Actors(view, self._register)
        given = {key.rstrip("_"): _value(actors, key.rstrip("_"), value) for key, value in values.items()}
        try:
            return statement_from_json({**data, **given, "confidence": 1.0, "frame": FRAME})
        except (TypeError, KeyError) as error:
            missing = ", ".join(re.findall(r"'(\w+)'", str(error))) or str(error)
            raise UserError(f"A statement of kind {data['kind']} lacks {missing}; give it as KEY=VALUE.") from error

    def _keep(self, judgement: Judgement) -> JudgementRow:
        return judgement_row(self._record.writer().judge(judgement), None)

    def _named(self) -> str:
        if not self._person:
            raise UserError("Who judges? Give a name (--by on the command line, or COMITY_PERSON).")
        return self._person


def judgements(asked: Asked, about: str | None = None) -> Answer[JudgementRow]:
    """Every judgement, newest first, or those about a statement; what was taken back says by which one."""
    asked.take(about=about)
    everything = asked.view.judgements()
    withdrawals = [judgement for judgement in everything if judgement.withdraws]
    live = {judgement.id for judgement in keep_live(everything)}
    taken_back = {undo.withdraws: undo.id for undo in withdrawals if undo.withdraws not in live}
    rows = [judgement_row(judgement, taken_back.get(judgement.id)) for judgement in reversed(everything)]
    if about:
        rows = [row for row in rows if any(id.startswith(about) for id in (row.judgement, *row.statements))]
    return asked.answer(JudgementRow, rows)


def judgement_row(judgement: Judgement, taken_back: str | None) -> JudgementRow:
    """A judgement in words."""
    subjects = [subject.statement for subject in judgement.subjects]
    made = judgement.made.statement if judgement.made else None
    told = " / ".join(map(say, subjects))
    if judgement.actors:
        told = f"{judgement.actors[0]} is {judgement.actors[1]}"
    says = f"{told} → {say(made)}" if made and told else say(made) if made else told or f"{judgement.withdraws}"
    return JudgementRow(
        judgement=judgement.id,
        verdict=judgement.verdict,
        says=says,
        person=judgement.person,
        reason=judgement.reason,
        recorded=judgement.recorded_at,
        withdraws=judgement.withdraws,
        taken_back=taken_back,
        keys=judgement.content,
        statements=tuple(statement.id for statement in (*subjects, made) if statement),
    )


def _find(view: View, id: str) -> Subject:
    """The statement of an id, or the one that told a happening first."""
    if id.startswith("hp-"):
        happening = view.find_happening(id)
        id = happening.head if happening else id
    found = view.find_statement(id)
    if found is None:
        raise UserError(f"No statement or happening has the id {id}; tables and “comity show” give ids.")
    return Subject(found.statement, found.document.register)


def _check_pair(subjects: tuple[Subject, ...]) -> None:
    one, other = (subject.statement for subject in subjects)
    if not (isinstance(one, Event) and isinstance(other, Event)):
        raise UserError("Only events can be the same happening or not; give statements or happenings of events.")
    if one.id == other.id:
        raise UserError("Both ids are of one statement; give two.")


def _find_words(text: str, words: str) -> dict[str, Any]:
    start = text.find(words) if words else -1
    if start < 0:
        raise UserError(f"The words “{words}” do not stand in the document; copy them as they are.")
    if text.find(words, start + 1) >= 0:
        raise UserError(f"The words “{words}” stand more than once in the document; give more of the sentence.")
    span = Evidence.of(text, start, start + len(words))
    return {"start": span.start, "end": span.end, "exact": span.exact}


def _value(actors: Actors, key: str, value: str) -> Any:
    """A value as the contract has it, from what a person wrote; raises `UserError`."""
    if key in LISTS:
        return [_actor(actors, part) for part in value.split(";") if part.strip()]
    if key in VOCABULARIES and value not in VOCABULARIES[key]:
        raise UserError(f"“{value}” is no {key.replace('_', ' ')}; there are {', '.join(VOCABULARIES[key])}.")
    if key in VOCABULARIES:
        return value
    if value.strip().lower() in NONE:
        return None
    if key in ACTORS:
        return _actor(actors, value)
    if key == "when":
        return value if is_edtf(value) else parse_date(value)
    if key in FREE:
        return value
    raise UserError(f"No statement has a “{key}” that can be given; docs/statements.md lists the keys of each kind.")


def _actor(actors: Actors, value: str) -> dict[str, str | None]:
    """A reference from a name or id, and after ` for ` whom a person acts for."""
    name, _, behind = (part.strip() for part in value.partition(" for "))
    taken = actors.find(name)
    return {"id": taken.id, "name": taken.name, "for": actors.find(behind).id if behind else None}


def _reason(reason: str) -> str:
    told = " ".join(reason.split())
    if not told:
        raise UserError("Why? Give the reason (--why on the command line); whoever reads the judgement later will ask.")
    return told
