"""The reports of one happening: independent texts told apart from their copies, and in what they differ."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from comity.asking import Desk
from comity.asking.rows import StatementRow, TimelineRow, WhyRow
from comity.edtf import Bounds, bounds
from comity.errors import UserError
from comity.serving.web.words import date

WHETHER = {"actual": "told as fact", "planned": "told as planned", "possible": "told as possible", "denied": "denied"}
NEAR = 40
"""Happenings of one day that are looked at."""
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """One independent text: what it says of the happening, and what its copies say, by copy."""

    rows: tuple[WhyRow, ...]
    copies: tuple[tuple[WhyRow, ...], ...] = ()

    @property
    def reprinted(self) -> int:
        """How many copies of it there are."""
        return len(self.copies)


@dataclass(frozen=True, slots=True)
class Side:
    """What some of the reports say, and which."""

    value: str
    sources: int
    publishers: tuple[str, ...]
    said_by: tuple[str, ...]
    statements: tuple[str, ...]
    origin: str = "reports"
    happening: str = ""
    """The happening of its own that it is, where it is one."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """In what reports differ, and each side."""

    what: str
    sides: tuple[Side, ...]


def tell_apart(rows: Iterable[WhyRow]) -> list[Text]:
    """The texts that are no copies, in order, each with its copies."""
    texts: dict[str, dict[str, list[WhyRow]]] = {}
    for row in rows:
        texts.setdefault(row.copy_of or row.document, {}).setdefault(row.document, []).append(row)
    return [Text(tuple(found.pop(lead)), tuple(map(tuple, found.values()))) for lead, found in texts.items()]


def find_contrary(desk: Desk, first: StatementRow, asof: str | None) -> list[TimelineRow]:
    """What happened on its day, of its kind and among the same, where the one is denied and the other told as fact."""
    keys = json.loads(first.keys)
    parties = [one["id"] for one in (*keys.get("actors", ()), *keys.get("recipients", ()))]
    wanted = {"actual": "denied", "denied": "actual"}.get(first.modality)
    if wanted is None or first.when is None or len(parties) < 2:
        return []
    try:
        told = desk.timeline(parties[0], parties[-1], since=first.when, until=first.when, asof=asof, limit=NEAR)
    except UserError:
        return []
    return [
        row for row in told.rows
        if row.modality == wanted and row.type == keys["event_type"] and {*row.actors, *row.recipients} == {*parties}
    ]  # fmt: skip


def find_contrasts(
    rows: Sequence[WhyRow], said: Mapping[str, StatementRow], names: Names, contrary: Iterable[TimelineRow] = ()
) -> list[Contrast]:
    """In what the reports of a happening differ: whether it came about, when, where and who took part.

    `contrary` are happenings that cannot have been if it was.
    """
    told = [(row, json.loads(said[row.statement].keys)) for row in rows if row.statement in said]
    events = [(row, keys) for row, keys in told if keys["kind"] == "event"]
    held = [(row, keys) for row, keys in events if row.part in ("first", "joined")]
    against = [
        Side(WHETHER[row.modality], row.sources, row.publishers, row.said_by, row.statements, happening=row.happening)
        for row in contrary
    ]
    own = [row for row, _ in held]
    found = [
        Contrast("whether it came about", (_side(WHETHER[own[0].modality], own), *against))
        if against and own
        else _contrast("whether it came about", events, lambda row, keys: WHETHER[row.modality], _is_denied),
        _contrast("when it was", held, lambda row, keys: date(row.when), _is_redated),
        _contrast("where it was", held, lambda row, keys: _name(keys["where"], names), None),
        _contrast("who took part", held, lambda row, keys: _parties(keys, names), None),
    ]
    return [contrast for contrast in found if contrast is not None]


def parties_of(said: Iterable[StatementRow]) -> set[str]:
    """Ids of everybody and of every place that statements of events name."""
    found = set()
    for row in said:
        keys = json.loads(row.keys)
        named = [*keys.get("actors", ()), *keys.get("recipients", ()), keys.get("where")]
        found |= {one["id"] for one in named if isinstance(one, dict)}
    return found


def scene_of(row: StatementRow, names: Names) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who did it, to or with whom and where, as a report of an event has it: labels, and ids with names."""
    keys = json.loads(row.keys)
    labels = (("Who", keys.get("actors")), ("To or with", keys.get("recipients")), ("Where", keys.get("where")))
    given = [(label, [named] if isinstance(named, dict) else list(named or ())) for label, named in labels]
    return [(label, [(one["id"], _name(one, names)) for one in some]) for label, some in given if some]


Told = Sequence[tuple[WhyRow, Mapping[str, Any]]]


def _contrast(
    what: str, told: Told, value: Callable[[WhyRow, Mapping[str, Any]], str],
    parts: Callable[[Sequence[WhyRow]], bool] | None,
) -> Contrast | None:  # fmt: skip
    """The sides of one question; None where all give one answer, or answers that can all hold."""
    sides: dict[str, list[WhyRow]] = {}
    for row, keys in told:
        if answer := value(row, keys):
            sides.setdefault(answer, []).append(row)
    if len(sides) < 2 or (parts is not None and not parts([row for rows in sides.values() for row in rows])):
        return None
    ordered = sorted(sides.items(), key=lambda side: -_count(side[1]))
    return Contrast(what, tuple(_side(answer, rows) for answer, rows in ordered))


def _side(value: str, rows: Sequence[WhyRow]) -> Side:
    publishers = dict.fromkeys(row.publisher for row in rows if row.publisher)
    said_by = dict.fromkeys(name for row in rows for name in row.said_by)
    return Side(value, _count(rows), tuple(publishers), tuple(said_by), tuple(row.statement for row in rows))


def _count(rows: Iterable[WhyRow]) -> int:
    """In how many independent texts they stand."""
    return len({row.copy_of or row.document for row in rows})


def _is_denied(rows: Sequence[WhyRow]) -> bool:
    return any(row.modality == "denied" for row in rows)


def _is_redated(rows: Sequence[WhyRow]) -> bool:
    """Whether two of the dates have no day in common."""
    spans = [bounds(when) for when in {row.when for row in rows} if when]
    return any(_apart(one, two) or _apart(two, one) for one, two in combinations(spans, 2))


def _apart(one: Bounds, other: Bounds) -> bool:
    """Whether the one is over before the other begins."""
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest


def _name(named: Any, names: Names) -> str:
    return names.get(named["id"], named["name"]) if isinstance(named, dict) else ""


def _parties(keys: Mapping[str, Any], names: Names) -> str:
    return ", ".join(sorted({_name(one, names) for one in (*keys["actors"], *keys["recipients"])}))
