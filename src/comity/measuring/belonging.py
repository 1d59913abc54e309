"""Memberships as a network of two kinds of nodes, states and organisations; and how far organisations overlap."""

from collections.abc import Collection, Sequence
from itertools import combinations
from typing import Any

import networkx as nx

from comity.measuring.blocs import STANDING
from comity.measuring.graphs import LEIDEN, Graph, betweenness, bridging, find_communities, lay_out
from comity.measuring.measured import Measured, frame_of, row
from comity.register import Register

OVERLAP = "Share of the states in either organisation that are in both on a day (Jaccard), with their number"
MEMBERSHIPS = (
    "Betweenness in the two-mode network of states and the organisations they are members of on a day. `n` is the "
    "number of memberships or members, `kind` state or organisation. `community` is Leiden's at resolution 1, named "
    "after its node with most ties; `stability` the share of 60 runs (20 seeds, 3 resolutions) in which a node keeps "
    "most of it; `bridging` the participation coefficient; `x` and `y` a spring layout of all days together, with a "
    "fixed seed"
)
TIES = "Memberships on a day: who is a member of what"


def measure_overlap(register: Register, organisations: Sequence[str], days: Sequence[str]) -> Measured:
    """How far organisations share their member states on each day: one row a pair and day."""
    rows = []
    for day in days:
        members = {name: _members(register, name, day) for name in organisations}
        for one, two in combinations(organisations, 2):
            both, either = members[one] & members[two], members[one] | members[two]
            share = len(both) / len(either) if either else None
            line = row(share, n=len(both), unit="share", rule="Jaccard", reason="neither has a member on that day")
            rows.append({"organisation": one, "other": two, "period": day} | line | {"shared": sorted(both)})
    frame = frame_of(rows, ("organisation", "other", "period"))
    return _measured("overlap", frame, f"{OVERLAP}.", "own, after Jaccard 1912", register)


def measure_memberships(
    register: Register, organisations: Collection[str], days: Sequence[str], *, ties: bool = False
) -> Measured:
    """The two-mode network of some organisations (or all) on each day: one row a node, or a membership."""
    bodies = list(organisations) or [entry.id for entry in register.entries("organisation")]
    graphs = {day: _graph(register, bodies, day) for day in days}
    places = lay_out(nx.compose_all(list(graphs.values()))) if graphs and not ties else {}
    rows: list[dict[str, Any]] = []
    for day, graph in graphs.items():
        if graph.number_of_edges() == 0:
            nothing = row(None, unit="betweenness", rule="two-mode", reason="none has a member on that day")
            rows.append({"actor": None, "period": day} | nothing)
        else:
            rows += _ties(graph, day) if ties else _nodes(graph, day, places)
    text = TIES if ties else MEMBERSHIPS
    return _measured("memberships", frame_of(rows, ("actor", "period")), f"{text}.", LEIDEN, register)


def _members(register: Register, organisation: str, day: str) -> set[str]:
    return {line.member for line in register.members(organisation, day) if line.status in STANDING}


def _graph(register: Register, organisations: Collection[str], day: str) -> "Graph":
    graph = nx.Graph()
    for organisation in organisations:
        members = {member for member in _members(register, organisation, day) if member.startswith("state:")}
        graph.add_weighted_edges_from((member, organisation, 1) for member in members)
    return graph


def _nodes(graph: "Graph", day: str, places: dict[str, tuple[float, float]]) -> list[dict[str, Any]]:
    community, stability = find_communities(graph)
    values, bridges = betweenness(graph), bridging(graph, community)
    return [
        {"actor": node, "period": day}
        | row(values[node], n=graph.degree(node), unit="betweenness", rule="two-mode")
        | {"kind": "state" if node.startswith("state:") else "organisation", "community": community[node]}
        | {"stability": stability[node], "bridging": bridges[node], "x": places[node][0], "y": places[node][1]}
        | {"tied": sorted(graph[node])}
        for node in sorted(graph, key=lambda node: (-values[node], node))
    ]


def _ties(graph: "Graph", day: str) -> list[dict[str, Any]]:
    pairs = sorted(sorted(edge, key=lambda node: not node.startswith("state:")) for edge in graph.edges)
    return [
        {"actor": state, "other": body, "period": day} | row(1.0, n=1, unit="membership", rule="two-mode")
        for state, body in pairs
    ]


def _measured(name: str, frame: Any, definition: str, source: str, register: Register) -> Measured:
    coverage = f"{len(register.entries('organisation'))} organisations"
    return Measured(name, frame, definition, source, "register", register.version, coverage=coverage)
