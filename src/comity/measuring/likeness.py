"""States that vote alike as a network: each is tied to those that vote most like it, session by session."""

from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from comity.measuring.graphs import Graph, bridging, find_communities, lay_out
from comity.measuring.measured import FEW, Measured, frame_of, of_votes, row
from comity.measuring.tables import periods_or_none
from comity.votes import NO, SEATS, YES, Votes

NEAREST = 3
DEFINITION = (
    "To how many states a state is among the three that vote most like them: the share of the roll calls in which both "
    "took part, twenty or more, on which they cast the same vote, abstaining being a third kind. Ties are weighted by "
    "that share; `n` is the number of states tied to it, `strength` the mean share over its ties. `community` is "
    "Leiden's at resolution 1, named after its member with the strongest ties; `stability` the share of 60 runs (20 "
    "seeds, 3 resolutions) in which a state keeps most of it; `bridging` the participation coefficient; `x` and `y` a "
    "spring layout of all periods together, with a fixed seed"
)
TIES = "Share of the roll calls on which two states voted the same, where one is among the three most like the other"
SOURCE = "own; Traag, Waltman and van Eck 2019, Scientific Reports 9:5233 (Leiden)"
Numbers = NDArray[np.float64]


def measure_likeness(votes: Votes, states: Sequence[str] = (), *, by: str = "session", ties: bool = False) -> Measured:
    """The network of `states` (or all) by period: one row a state, or a tie."""
    chosen = [seat for seat in dict.fromkeys(SEATS.get(state, state) for state in states) if seat in votes.row]
    names = chosen if states else list(votes.states)
    rows = [votes.row[name] for name in names]
    graphs = {
        str(period): _graph(votes.cast[rows][:, columns], names)
        for period, columns in periods_or_none(votes, by)
        if period
    }
    graphs = {period: graph for period, graph in graphs.items() if graph.number_of_edges()}
    text = f"{TIES}." if ties else f"{DEFINITION}."
    if not graphs:
        nothing = row(None, unit="states", rule="exact", reason=f"no two states share {FEW} votes")
        return of_votes("likeness", frame_of([{"actor": None, "period": by} | nothing]), text, SOURCE, votes)
    places = {} if ties else lay_out(nx.compose_all(list(graphs.values())))
    lines = [line for p, graph in graphs.items() for line in (_ties(graph, p) if ties else _nodes(graph, p, places))]
    return of_votes("likeness", frame_of(lines, ("actor", "period")), text, SOURCE, votes)


def share_alike(cast: NDArray[np.int8]) -> tuple[Numbers, Numbers]:
    """How often each two states cast the same vote, and in how many roll calls both took part; (states, states)."""
    kinds = [(cast == code).astype(np.float32) for code in range(YES, NO + 1)]
    took = sum(kinds[1:], kinds[0])
    shared = (took @ took.T).astype(float)
    same = sum((kind @ kind.T for kind in kinds[1:]), kinds[0] @ kinds[0].T).astype(float)
    return np.divide(same, shared, out=np.zeros_like(same), where=shared > 0), shared


def _graph(cast: NDArray[np.int8], names: Sequence[str]) -> "Graph":
    """Each state tied to its nearest; equal ones in the order of their names."""
    share, shared = share_alike(cast)
    usable = np.where(shared >= FEW, share, -1.0)
    np.fill_diagonal(usable, -1.0)
    graph = nx.Graph()
    for one in range(len(names)):
        for other in np.argsort(-usable[one], kind="stable")[:NEAREST]:
            if usable[one, other] >= 0:
                graph.add_edge(names[one], names[other], weight=float(share[one, other]))
                graph[names[one]][names[other]].setdefault("by", set()).add(names[one])
                graph[names[one]][names[other]]["shared"] = int(shared[one, other])
    return graph


def _nodes(graph: "Graph", period: str, places: dict[str, tuple[float, float]]) -> list[dict[str, Any]]:
    community, stability = find_communities(graph)
    bridges = bridging(graph, community)
    chosen = {node: sum(node not in data["by"] or len(data["by"]) > 1 for _, _, data in graph.edges(node, data=True))
              for node in graph}  # fmt: skip
    return [
        {"actor": node, "period": period}
        | row(float(chosen[node]), n=graph.degree(node), unit="states", rule="exact")
        | {"strength": graph.degree(node, weight="weight") / graph.degree(node)}
        | {"community": community[node], "stability": stability[node], "bridging": bridges[node]}
        | {"x": places[node][0], "y": places[node][1], "tied": sorted(graph[node])}
        for node in sorted(graph, key=lambda node: (-chosen[node], node))
    ]


def _ties(graph: "Graph", period: str) -> list[dict[str, Any]]:
    return [
        {"actor": min(one, other), "other": max(one, other), "period": period}
        | row(data["weight"], n=data["shared"], unit="share", rule="exact")
        for one, other, data in sorted(graph.edges(data=True), key=lambda edge: (-edge[2]["weight"], edge[:2]))
    ]
