"""Statements as rows and back: which keys of a kind are columns, and which are parties."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from comity.model import (
    STATEMENT_KINDS,
    Evidence,
    Fact,
    Membership,
    Office,
    Reference,
    Statement,
)
from comity.recording.date_kinds import kind_of_date
from comity.recording.spells import number_of_slot, slot_of

LABELS = {
    "event": "event_type", "membership": "status", "office": "role", "quotation": "form", "relation": "relation",
    "fact": "property",
}  # fmt: skip
_PARTIES: dict[str, tuple[tuple[str, str], ...]] = {
    "event": (("actor", "actors"), ("recipient", "recipients"), ("where", "where")),
    "membership": (("member", "member"), ("organisation", "organisation")),
    "office": (("person", "person"), ("of", "of")),
    "quotation": (("speaker", "speaker"),),
    "relation": (("from", "from_"), ("to", "to")),
    "fact": (("about", "about"), ("value", "value")),
}
_CAST = {
    kind: (
        [role for role, _ in (*parties, ("said_by", "said_by"))],
        attrgetter(*(attribute for _, attribute in (*parties, ("said_by", "said_by")))),
    )
    for kind, parties in _PARTIES.items()
}
"""The roles of each kind, and what gets their values out of a statement."""
_SHARED = {
    kind: attrgetter(label, "modality", "when", "when_basis", "confidence", "frame") for kind, label in LABELS.items()
}
"""What gets the columns that every kind has out of a statement, its label first."""
_LISTS = frozenset({"actors", "recipients"})


Part = tuple[str, int, Reference]
"""One party of a statement: its role, its place among those of the role, and who it is."""


class Columns(NamedTuple):
    """The columns of a statement that are its own words, in the order of the table."""

    kind: str
    label: str
    mode: str | None
    contexts: str | None
    content: str | None
    modality: str
    when: str | None
    when_basis: str | None
    confidence: float
    frame: str | None


Values = tuple[str, str, str | None, str | None, str | None, str, str | None, str | None, float, str | None]
"""The same as `Columns`, a plain tuple."""


def values_of(statement: Statement) -> Values:
    """What of `statement` stands in the table `statement`."""
    kind = statement.kind
    mode, contexts, content = _OWN[kind](statement)
    label, modality, when, basis, confidence, frame = _SHARED[kind](statement)
    return kind, label, mode, contexts, content, modality, when, basis, confidence, frame


def columns_of(statement: Statement) -> Columns:
    """The same by name."""
    return Columns._make(values_of(statement))


def parties_of(statement: Statement) -> list[Part]:
    """Everyone with a part in `statement`, the sayer included."""
    roles, values_of = _CAST[statement.kind]
    parts: list[Part] = []
    for role, value in zip(roles, values_of(statement), strict=True):
        if not value:
            continue
        if type(value) is tuple:
            for place, who in enumerate(value):
                parts.append((role, place, who))
        elif type(value) is Reference:
            parts.append((role, 0, value))
    return parts


_OWN: dict[str, Callable[[Any], tuple[str | None, str | None, str | None]]] = {
    "event": lambda said: (said.mode, " ".join(said.contexts) or None, None),
    "membership": lambda said: (kind_of_date(said), None, None),
    "office": lambda said: (None, None, None),
    "quotation": lambda said: (said.cue, None, said.text),
    "relation": lambda said: (None, None, None),
    "fact": lambda said: (None, None, said.value if isinstance(said.value, str) else None),
}
"""Mode, contexts and content of each kind."""


def slot_number(statement: Statement) -> int | None:
    """The number of the slot that a statement competes for, None of kinds that fill none."""
    match statement:
        case Membership():
            return number_of_slot(
                slot_of("membership", statement.member.id, statement.organisation.id, statement.status)
            )
        case Office():
            return number_of_slot(slot_of("office", statement.person.id, statement.of.id, statement.role))
        case Fact():
            return number_of_slot(slot_of("fact", statement.about.id, statement.property, statement.property))
    return None


def build(document: str, columns: Columns, parties: Sequence[Part], evidence: tuple[Evidence, ...]) -> Statement:
    """The statement that the rows hold; the inverse of `columns_of` and `parties_of`."""
    by_role: dict[str, list[Reference]] = {}
    for role, _, who in sorted(parties, key=itemgetter(0, 1)):
        by_role.setdefault(role, []).append(who)
    own: dict[str, Any] = {LABELS[columns.kind]: columns.label, **_own_words(columns)}
    for role, attribute in _PARTIES[columns.kind]:
        found = by_role.get(role, [])
        if attribute in _LISTS:
            own[attribute] = tuple(found)
        elif found or attribute == "where":
            own[attribute] = found[0] if found else None
    return STATEMENT_KINDS[columns.kind](
        document=document,
        evidence=evidence,
        said_by=by_role["said_by"][0] if "said_by" in by_role else None,
        modality=columns.modality,  # type: ignore[arg-type]
        when=columns.when,
        when_basis=columns.when_basis,
        confidence=columns.confidence,
        frame=columns.frame,
        **own,
    )


def _own_words(columns: Columns) -> Mapping[str, Any]:
    if columns.kind == "event":
        return {"mode": columns.mode, "contexts": tuple((columns.contexts or "").split())}
    if columns.kind == "quotation":
        return {"cue": columns.mode, "text": columns.content or ""}
    if columns.kind == "fact" and columns.content is not None:
        return {"value": columns.content}
    return {}
