"""Networks from the record: who met whom, who accused whom; nodes with their places, or ties, by period."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import networkx as nx
import numpy as np

from comity.errors import UserError
from comity.measuring.graphs import LEIDEN, Graph, betweenness, bridging, find_communities, lay_out
from comity.measuring.measured import LEVEL, Measured, frame_of, of_record, row
from comity.measuring.told import choose, gather, lies_within, parties, period_of
from comity.recording import View
from comity.recording.summaries import ToldHappening

MEETINGS = (
    "Betweenness of each actor among those who met or talked in the record: the share of shortest paths between others "
    "that lead over it, ties weighted by shared happenings. `n` is the number of actors tied to it, `strength` the sum "
    "of its ties"
)
ACCUSATIONS = (
    "How often each actor is accused in the record. `n` is the number of those who accuse it, `made` how often it "
    "accuses others"
)
BACKING = (
    "How often each actor is backed in the record (PLOVER's SUPPORT). `n` is the number of those who back it, `made` "
    "how often it backs others"
)
NODES = (
    "`community` is Leiden's at resolution 1, named after its member with the strongest ties; `stability` the share of "
    "60 runs (20 seeds, 3 resolutions) in which an actor keeps most of it; `bridging` the participation coefficient, 0 "
    "for ties within one community; `x` and `y` a spring layout of all periods together, with a fixed seed. "
    "interval: bootstrap over happenings, from five of them on"
)
TIES = "Ties of a network: how many happenings two actors share"
PERIODS = {"all": 0, "day": 10, "month": 7, "year": 4}
DRAWS, SEED, ENOUGH, MOST = 100, 3, 5, 60
"""Draws of the bootstrap; happenings it needs; and actors up to which it is done, for it is slow."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One happening as ties: the pairs that it joins, directed for accusations."""

    happening: ToldHappening
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A network by name: its type of happening, its value and what that is; directed when one does it to another."""

    name: str
    type: str
    unit: str
    definition: str
    directed: bool = True


KINDS = {
    "meetings": Kind("meetings", "CONSULT", "betweenness", MEETINGS, directed=False),
    "backing": Kind("backing", "SUPPORT", "backing received", BACKING),
    "accusations": Kind("accusations", "ACCUSE", "accusations received", ACCUSATIONS),
}


def measure_network(
    view: View,
    name: str,
    actors: Collection[str],
    *,
    by: str = "all",
    since: str | None = None,
    until: str | None = None,
    ties: bool = False,
    most: int | None = None,
    level: float = LEVEL,
) -> Measured:
    """The network of those that `actors` (or all) met or accused, by period: one row a node, or a tie.

    `most` keeps so many actors, those with most happenings; the definition then says so.
    """
    if by not in PERIODS:
        raise UserError(f"A network cannot be drawn by “{by}”; choose one of {', '.join(PERIODS)}.")
    kind = KINDS[name]
    contacts = _contacts(view, kind, actors, by, since, until)
    kept = _keep(contacts, most)
    definition = f"{TIES}. {kind.definition}." if ties else f"{kind.definition}. {NODES}."
    if not contacts:
        nothing = row(None, unit=kind.unit, rule=name, reason="the record tells of none between two actors")
        return of_record(name, frame_of([{"actor": None, "period": by} | nothing]), definition, LEIDEN, view, level)
    if kept is not contacts:
        contacts, definition = kept, f"{definition} Only the {most} actors with most happenings, and ties between them."
    rows: list[dict[str, Any]] = []
    places = {} if ties else lay_out(_graph([contact for period in contacts.values() for contact in period]))
    for period, group in sorted(contacts.items()):
        rows += _ties(group, period, name) if ties else _nodes(group, period, kind, places, level)
    return of_record(name, frame_of(rows, ("actor", "period")), definition, LEIDEN, view, level)


def _contacts(
    view: View, kind: Kind, actors: Collection[str], by: str, since: str | None, until: str | None
) -> dict[str, list[Contact]]:
    """By period; happenings known less precisely than that are left out."""
    told = choose(gather(view, actors) if actors else view.happenings(type=kind.type), kind.type)
    sides = parties(view, told)
    found: dict[str, list[Contact]] = defaultdict(list)
    for happening in told:
        period = "all" if by == "all" else period_of(happening, PERIODS[by])
        pairs = _pairs(kind, *sides.get(happening.id, ((), ())))
        if pairs and period and lies_within(happening, since, until):
            found[period].append(Contact(happening, pairs))
    return found


def _keep(contacts: dict[str, list[Contact]], most: int | None) -> dict[str, list[Contact]]:
    """Ties between those who have most; the same when there are no more."""
    counted = Counter(actor for group in contacts.values() for c in group for pair in c.pairs for actor in pair)
    if most is None or len(counted) <= most:
        return contacts
    chosen = set(sorted(counted, key=lambda actor: (-counted[actor], actor))[:most])
    kept = {
        period: [
            Contact(contact.happening, pairs)
            for contact in group
            if (pairs := tuple(pair for pair in contact.pairs if chosen.issuperset(pair)))
        ]
        for period, group in contacts.items()
    }
    return {period: group for period, group in kept.items() if group}


def _pairs(kind: Kind, actors: Sequence[str], recipients: Sequence[str]) -> tuple[tuple[str, str], ...]:
    if kind.directed:
        return tuple((one, other) for one, other in product(actors, recipients) if one != other)
    return tuple(combinations(sorted({*actors, *recipients}), 2))


def _graph(contacts: Sequence[Contact]) -> "Graph":
    graph = nx.Graph()
    for contact in contacts:
        for one, other in contact.pairs:
            weight = graph[one][other]["weight"] + 1 if graph.has_edge(one, other) else 1
            graph.add_edge(one, other, weight=weight)
    return graph


def _nodes(
    contacts: Sequence[Contact], period: str, kind: Kind, places: dict[str, tuple[float, float]], level: float
) -> list[dict[str, Any]]:
    graph = _graph(contacts)
    community, stability = find_communities(graph)
    bridges, values = bridging(graph, community), _values(kind, contacts, graph)
    ends = _intervals(kind, contacts, sorted(graph), level)
    made = _count(contacts, 0)
    rows = []
    for node in sorted(graph, key=lambda node: (-values[node], node)):
        low, high = ends[node]
        tied = len({a for c in contacts for a, b in c.pairs if b == node}) if kind.directed else graph.degree(node)
        own = {"made": made.get(node, 0)} if kind.directed else {"strength": graph.degree(node, weight="weight")}
        rows.append(
            {"actor": node, "period": period}
            | row(values[node], low=low, high=high, n=tied, unit=kind.unit, rule=kind.name)
            | own
            | {"community": community[node], "stability": stability[node], "bridging": bridges[node]}
            | {"x": places[node][0], "y": places[node][1], "tied": sorted(graph[node])}
        )
    return rows


def _ties(contacts: Sequence[Contact], period: str, name: str) -> list[dict[str, Any]]:
    shared: dict[tuple[str, str], list[ToldHappening]] = defaultdict(list)
    for contact in contacts:
        for pair in contact.pairs:
            shared[pair].append(contact.happening)
    return [
        {"actor": one, "other": other, "period": period}
        | row(float(len(told)), n=len(told), unit="happenings", rule=name)
        | {"statements": [id for happening in told for id in happening.backing.statements]}
        for (one, other), told in sorted(shared.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _values(kind: Kind, contacts: Sequence[Contact], graph: "Graph") -> dict[str, float]:
    if kind.directed:
        received = _count(contacts, 1)
        return {node: float(received.get(node, 0)) for node in graph}
    return betweenness(graph)


def _count(contacts: Sequence[Contact], side: int) -> dict[str, int]:
    """In how many happenings each actor stands on a side."""
    counted: dict[str, int] = defaultdict(int)
    for contact in contacts:
        for actor in {pair[side] for pair in contact.pairs}:
            counted[actor] += 1
    return counted


def _intervals(
    kind: Kind, contacts: Sequence[Contact], nodes: Sequence[str], level: float
) -> dict[str, tuple[float | None, float | None]]:
    if len(contacts) < ENOUGH or len(nodes) > MOST:
        return dict.fromkeys(nodes, (None, None))
    rng = np.random.default_rng(SEED)
    drawn = np.zeros((DRAWS, len(nodes)))
    for draw in range(DRAWS):
        again = [contacts[i] for i in rng.integers(len(contacts), size=len(contacts))]
        values = _values(kind, again, _graph(again))
        drawn[draw] = [values.get(node, 0.0) for node in nodes]
    ends = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return {node: (float(ends[0, i]), float(ends[1, i])) for i, node in enumerate(nodes)}
