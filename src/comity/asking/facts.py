"""What sources say of an actor's properties: value by value, those that cannot both hold beside each other."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.claimed import backed, claim_of, some_of, speaks_of
from comity.asking.members import MODALITIES
from comity.asking.rows import FactRow
from comity.asking.suggestions import kind_of
from comity.edtf import bounds, is_edtf
from comity.model import PROPERTIES
from comity.recording.claims import Claim, agree_on_starts, meet
from comity.recording.disputes import SINGLE_VALUED
from comity.recording.stated import Few
from comity.register.rows import Entry

BASED = "based-in"
"""A relation that is read as a property, too: where somebody is."""
KINDS = (*PROPERTIES, BASED)
DATED = frozenset({"founded", "dissolved", "born", "announced"})
"""Properties of which a value is a day, month or year; a year agrees with every day in it."""


def facts(
    asked: Asked,
    actor: str,
    property: str | None = None,
    *,
    value: str | None = None,
    at: str | None = None,
    limit: int | None = None,
) -> Answer[FactRow]:
    """Properties of an actor and their values; of a `property`, with a `value` and on the day `at` where given.

    `limit` counts of each property only what was reported last, so many statements.

    Several properties are parted by commas. The register's own values stand beside those of reports. Raises
    `UserError` for a property that there is not.
    """
    about = asked.actor("actor", actor)
    wanted = some_of("property", property, KINDS)
    asked.take(property=property or None, value=value or None, at=at)
    claims = [claim for claim in _claims(asked, about, limit) if claim.body in wanted]
    if at:
        claims = [claim for claim in claims if speaks_of(claim, bounds(at))]
    held = asked.view.disputes(about)
    disputes = {dispute.body: dispute.state for dispute in held if (dispute.kind, dispute.about) == ("fact", about)}
    rows = sorted(_rows(asked, claims, disputes), key=_order)
    if value:
        left_out = [row for row in rows if not has_value(row, value)]
        rows = [row for row in rows if has_value(row, value)]
        asked.notes += _instead(rows, left_out)
    return asked.answer(FactRow, rows)


def values_of(asked: Asked, about: str, property: str) -> list[FactRow]:
    """What reports say of one property of an actor, value by value; no row for what the register alone has."""
    claims = [claim for claim in _claims(asked, about, None) if claim.body == property]
    return [row for row in _rows(asked, claims, {}) if row.statements]


def _instead(kept: Sequence[FactRow], left_out: Iterable[FactRow]) -> Iterator[str]:
    """What else is said of a property that has one value, which would be missed where one value is asked for."""
    asked_for = {row.property for row in kept} or SINGLE_VALUED
    others = [f"{row.property} {row.value}" for row in left_out if row.property in asked_for & SINGLE_VALUED]
    if others:
        yield f"Sources also say: {', '.join(others)}."


def _claims(asked: Asked, about: str, limit: int | None) -> Iterator[Claim]:
    """What reports say, the last of each property, and what the register has where it counts."""
    few = None if limit is None else Few(limit, of_each=True)
    told = asked.view.stated("fact", about, roles=("about",), few=few)
    said: Counter[str] = Counter()
    for item in told:
        said[item.label] += 1
        value = item.content if item.content is not None else item.ends["value"][0]
        yield claim_of(item, about, item.label, value)
    for item in asked.view.stated("relation", about, roles=("from",), few=few, label=BASED):
        said[BASED] += 1
        yield claim_of(item, about, BASED, item.ends["to"][0])
    if often := [name for name, number in said.items() if number == limit]:
        asked.notes.append(
            f"Of {', '.join(sorted(often))} only what the last {limit} statements of each say is told, "
            "with the sources among these."
        )
    entry = asked.actors.entry(about)
    if entry and asked.view.looked().register:
        yield from _registered(entry)


def _registered(entry: Entry) -> Iterator[Claim]:
    """What the register's own row has: an organisation's founding, end and seat, a person's birth."""
    values: dict[str, dict[str, str | None]] = {
        "organisation": {"founded": entry.since, "dissolved": entry.until, "headquarters": entry.details.get("seat")},
        "person": {"born": entry.since},
    }
    for property, value in values.get(entry.family, {}).items():
        if value:
            when = value if property in DATED else None
            yield Claim("", "", "fact", entry.id, property, value, when=when, known=dt.date.min, register=True)


def _rows(asked: Asked, claims: Iterable[Claim], disputes: Mapping[str, str]) -> Iterator[FactRow]:
    slots: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        slots.setdefault((claim.body, claim.modality), []).append(claim)
    for (property, modality), told in slots.items():
        single = property in SINGLE_VALUED and modality == "actual"
        rows = [_row(asked, same) for same in _values(property, told)]
        for row in rows:
            others = tuple(other.value for other in rows if single and other is not row)
            yield replace(row, dissent=others, dispute=disputes.get(property) if single else None)


def _values(property: str, claims: Sequence[Claim]) -> Iterator[Sequence[Claim]]:
    """Claims of one value together, dates that can be one date too."""
    dated = [replace(claim, when=claim.label) for claim in claims if property in DATED and is_edtf(claim.label)]
    own = {claim.statement: claim for claim in claims}
    for dating in agree_on_starts(dated):
        yield [own[claim.statement] for claim in dating.claims]
    taken = {claim.statement for claim in dated}
    words: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.statement not in taken:
            words.setdefault(" ".join(claim.label.casefold().split()), []).append(claim)
    yield from words.values()


def _row(asked: Asked, claims: Sequence[Claim]) -> FactRow:
    reports = [claim for claim in claims if not claim.register]
    first = min(reports or claims, key=lambda claim: (-len(claim.label) if claim.body in DATED else 0, claim.known))
    actor = first.label if " " not in first.label and kind_of(first.label) != "actor" else None
    value = asked.actors.name(actor) if actor else first.label
    register = next((claim.label for claim in claims if claim.register), None)
    return FactRow(
        actor=first.holder,
        name=asked.actors.name(first.holder),
        property=first.body,
        value=value,
        value_actor=actor,
        modality=first.modality,
        dissent=(),
        dispute=None,
        register=value if actor and register == actor else register,
        **backed(claims),
    )


def has_value(row: FactRow, value: str) -> bool:
    """Whether a row has a value: the same words or actor, or a date that can be the same."""
    if row.property in DATED and is_edtf(row.value) and is_edtf(value):
        return meet(bounds(row.value), bounds(value)) is not None
    return value.casefold() in (row.value.casefold(), row.value_actor and row.value_actor.casefold())


def _order(row: FactRow) -> tuple[int, int, int, str]:
    return KINDS.index(row.property), MODALITIES.index(row.modality), -row.sources, row.value
