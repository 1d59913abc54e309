"""Happenings from event statements: which reports tell the same thing, and which plans came true. Pure.

Joined are reports of different texts with the same type and modality, compatible mode, parties, place and time.
Every report of a block is compared with every other, in one order, so the order of arrival does not matter.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from comity.edtf import bounds
from comity.recording.claims import independent

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose parties may be told on either side."""
BEFORE = dt.timedelta(days=10)
AHEAD = dt.timedelta(days=30)
COARSE = 62
"""A date that leaves open more days than this joins only with the very same date."""


SAME, NOT_SAME = "same", "not-same"


@dataclass(frozen=True, slots=True)
class Links:
    """Statements, by key and in pairs, that people judged to tell the same happening, and not the same."""

    together: frozenset[frozenset[int]] = frozenset()
    apart: frozenset[frozenset[int]] = frozenset()

    def of(self, keys: Collection[int]) -> set[int]:
        """The partners of some statements."""
        return {key for pair in (*self.together, *self.apart) if not pair.isdisjoint(keys) for key in pair}


NO_LINKS = Links()


@dataclass(frozen=True, slots=True)
class Report:
    """One event statement as the resolver sees it; parties as the states or bodies they act for."""

    statement: str
    key: int
    document: str
    type: str
    mode: str | None
    modality: str
    actors: frozenset[str]
    recipients: frozenset[str]
    where: str | None
    when: str | None
    known: dt.date
    opens: dt.date
    closes: dt.date
    publisher: str | None = None
    said_by: str | None = None
    family: int | None = None
    agency: str | None = None
    cast: frozenset[int] = frozenset()
    """Numbers of the parties and of the people who act for them."""

    @property
    def parties(self) -> frozenset[str]:
        return self.actors | self.recipients

    @property
    def coarse(self) -> bool:
        return (self.closes - self.opens).days > COARSE


@dataclass(frozen=True, slots=True)
class Happening:
    """One event in the world with the reports that tell it, the first reported one at the head."""

    block: int
    """Smallest key of the reports that it was compared with."""
    reports: tuple[Report, ...]
    outcome: str | None = None
    """Of a plan: `fulfilled`, `missed`, `unknown`; `as-planned` of what fulfils one."""

    @property
    def id(self) -> str:
        told = "\n".join(sorted(report.statement for report in self.reports))
        return "hp-" + hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def key(self) -> int:
        """Number by which it is kept: the smallest key of its reports."""
        return min(report.key for report in self.reports)

    @property
    def head(self) -> Report:
        return self.reports[0]

    @property
    def date(self) -> str | None:
        """The most precise date that a report gives."""
        dated = [report for report in self.reports if report.when]
        return min(dated, key=lambda r: ((r.closes - r.opens).days, r.when or "")).when if dated else None

    @property
    def sources(self) -> int:
        """How many independent texts tell it."""
        return independent(self.reports)


def window(when: str | None, modality: str, known: dt.date) -> tuple[dt.date, dt.date]:
    """The days on which an event can lie: those of its date, else a stretch before (for plans, after) the report."""
    if when is None:
        return (known, known + AHEAD) if modality in ("planned", "possible") else (known - BEFORE, known)
    span = bounds(when)
    earliest, latest = span.earliest or span.latest or known, span.latest or span.earliest or known
    return earliest, latest


def resolve_happenings(reports: Iterable[Report], links: Links = NO_LINKS) -> list[Happening]:
    """All happenings that the reports tell, plans linked with what became of them."""
    return [happening for block in blocks(reports, links) for happening in _resolve_block(block, links)]


def blocks(reports: Iterable[Report], links: Links = NO_LINKS) -> list[list[Report]]:
    """Reports in groups such that no report of one group can be joined or linked with one of another."""
    ordered = sorted(reports, key=_order)
    parent = list(range(len(ordered)))
    active: dict[tuple[str, str], list[int]] = {}
    for i, report in enumerate(ordered):
        for party in report.parties:
            near = active.setdefault((report.type, party), [])
            near[:] = [j for j in near if ordered[j].closes >= report.opens]
            for j in near:
                if related(ordered[j], report):
                    _unite(parent, i, j)
            near.append(i)
    places = {report.key: i for i, report in enumerate(ordered)} if links.together else {}
    for pair in links.together:
        present = [places[key] for key in pair if key in places]
        for other in present[1:]:
            _unite(parent, present[0], other)
    groups: dict[int, list[Report]] = {}
    for i, report in enumerate(ordered):
        groups.setdefault(_root(parent, i), []).append(report)
    return list(groups.values())


def related(one: Report, other: Report) -> bool:
    """Whether two reports can be of one happening, or of a plan and what became of it."""
    return (
        one.type == other.type
        and one.document != other.document
        and (one.mode is None or other.mode is None or one.mode == other.mode)
        and _same_time(one, other)
        and _same_place(one.where, other.where)
        and _same_parties(one, other)
    )


def _resolve_block(block: Sequence[Report], links: Links) -> list[Happening]:
    groups: list[list[Report]] = []
    for report in sorted(block, key=_order):
        homes = [group for group in groups if any(_judged_same(report, other, links) for other in group)]
        homes = homes or list(islice((group for group in groups if _joins(report, group, links)), 1))
        if not homes:
            groups.append([report])
            continue
        homes[0].append(report)
        for other in homes[1:]:
            homes[0].extend(other)
            groups = [group for group in groups if group is not other]
    name = min(report.key for report in block)
    found = [Happening(name, tuple(sorted(group, key=_first_told))) for group in groups]
    return _link_plans(found, links)


def _joins(report: Report, group: Sequence[Report], links: Links) -> bool:
    return all(
        report.modality == other.modality
        and related(report, other)
        and not (links.apart and frozenset((report.key, other.key)) in links.apart)
        for other in group
    )


def _judged_same(report: Report, other: Report, links: Links) -> bool:
    if not links.together or report.modality != other.modality:
        return False
    return frozenset((report.key, other.key)) in links.together


def _link_plans(found: Sequence[Happening], links: Links) -> list[Happening]:
    done = [happening for happening in found if happening.head.modality in ("actual", "denied")]
    linked: dict[str, str] = {}
    for happening in found:
        if happening.head.modality != "planned":
            continue
        outcomes = [other for other in done if answers(happening, other, links)]
        came_true = [other for other in outcomes if other.head.modality == "actual"]
        linked[happening.id] = "fulfilled" if came_true else "missed" if outcomes else "unknown"
        linked |= {other.id: "as-planned" for other in came_true}
    return [replace(happening, outcome=linked.get(happening.id)) for happening in found]


def answers(planned: Happening, done: Happening, links: Links) -> bool:
    """Whether what was done, or denied, is what had been planned."""
    if planned.head.modality != "planned" or done.head.modality not in ("actual", "denied"):
        return False
    pairs = [(p, d, frozenset((p.key, d.key))) for p in planned.reports for d in done.reports]
    if any(pair in links.together for *_, pair in pairs):
        return True
    return any(related(p, d) and d.known >= p.known and pair not in links.apart for p, d, pair in pairs)


def _same_time(one: Report, other: Report) -> bool:
    if one.coarse or other.coarse:
        return one.when == other.when
    return one.opens <= other.closes and other.opens <= one.closes


def _same_place(one: str | None, other: str | None) -> bool:
    """Different places of one kind differ; a city and a state may be one in the other."""
    return one is None or other is None or one == other or one.partition(":")[0] != other.partition(":")[0]


def _same_parties(one: Report, other: Report) -> bool:
    small, large = sorted((one.parties, other.parties), key=len)
    if not small <= large:
        return False
    if len(small) < 2 and not (small == large and one.when and one.when == other.when):
        return False
    if one.type in MUTUAL or not (one.recipients and other.recipients):
        return True
    return bool(one.actors & other.actors) and bool(one.recipients & other.recipients)


def _order(report: Report) -> tuple[dt.date, dt.date, str]:
    return (report.opens, report.closes, report.statement)


def _first_told(report: Report) -> tuple[dt.date, str]:
    return (report.known, report.statement)


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _unite(parent: list[int], i: int, j: int) -> None:
    parent[_root(parent, i)] = _root(parent, j)
