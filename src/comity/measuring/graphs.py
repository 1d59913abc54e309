"""What is computed on a graph of actors: who is between others, who belongs together, who bridges, and a layout."""

from collections.abc import Sequence
from itertools import combinations
from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

SEEDS, RESOLUTIONS = range(20), (0.5, 1.0, 2.0)
LAYOUT_SEED = 4
LEIDEN = "Traag, Waltman and van Eck 2019, Scientific Reports 9:5233 (Leiden), modularity, 20 seeds at 3 resolutions"
Graph: TypeAlias = "nx.Graph"


def betweenness(graph: "Graph") -> dict[str, float]:
    """Share of shortest paths between others that lead over each node; strong ties are short."""
    distances = {(one, other): 1 / weight for one, other, weight in graph.edges(data="weight")}
    nx.set_edge_attributes(graph, distances, "distance")
    found: dict[str, float] = nx.betweenness_centrality(graph, weight="distance")
    return found


def find_communities(graph: "Graph") -> tuple[dict[str, str], dict[str, float]]:
    """Leiden's communities at resolution 1, and how stably each node keeps its own over seeds and resolutions.

    A community goes by its node with the strongest ties, so that it keeps its name while that one stays.
    """
    nodes = sorted(graph)
    base = _leiden(graph, 1.0, 0)
    together = _together(base, nodes)
    kept = np.zeros(len(nodes))
    for resolution in RESOLUTIONS:
        for seed in SEEDS:
            again = _together(_leiden(graph, resolution, seed), nodes)
            kept += (again & together).sum(axis=1) > together.sum(axis=1) / 2
    share = kept / (len(RESOLUTIONS) * len(SEEDS))
    return _name_communities(graph, base), dict(zip(nodes, share.tolist(), strict=True))


def bridging(graph: "Graph", community: dict[str, str]) -> dict[str, float]:
    """How evenly the ties of each node go to several communities: 0 all to one, towards 1 to many alike.

    The participation coefficient of Guimerà and Amaral 2005, Nature 433:895-900.
    """
    found = {}
    for node in graph:
        shares: dict[str, float] = {}
        for _, other, weight in graph.edges(node, data="weight"):
            shares[community[other]] = shares.get(community[other], 0.0) + weight
        total = sum(shares.values())
        found[node] = 1 - sum((share / total) ** 2 for share in shares.values()) if total else 0.0
    return found


def lay_out(graph: "Graph") -> dict[str, tuple[float, float]]:
    """Where to draw each node, always the same for the same graph; within -1 to 1."""
    if not graph:
        return {}
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_weighted_edges_from(sorted(graph.edges(data="weight", default=1.0)))
    spread = 2.5 / np.sqrt(len(ordered))
    places = nx.spring_layout(ordered, seed=LAYOUT_SEED, k=spread, iterations=200)
    return {node: (float(x), float(y)) for node, (x, y) in places.items()}


def tie_members(groups: Sequence[Sequence[str]]) -> "Graph":
    """A graph of all who are in a group together; each tie weighs the number of groups that both are in."""
    graph = nx.Graph()
    for group in groups:
        for one, other in combinations(sorted(set(group)), 2):
            weight = graph[one][other]["weight"] + 1 if graph.has_edge(one, other) else 1
            graph.add_edge(one, other, weight=weight)
    return graph


def _leiden(graph: "Graph", resolution: float, seed: int) -> dict[str, int]:
    import graspologic_native

    edges = sorted((*sorted((one, other)), float(weight)) for one, other, weight in graph.edges(data="weight"))
    _, found = graspologic_native.leiden(edges, resolution=resolution, seed=seed + 1, trials=1)
    return dict(found)


def _together(found: dict[str, int], nodes: Sequence[str]) -> NDArray[np.bool_]:
    labels = np.array([found[node] for node in nodes])
    return np.asarray(labels[:, None] == labels)


def _name_communities(graph: "Graph", found: dict[str, int]) -> dict[str, str]:
    strength = dict(graph.degree(weight="weight"))
    heads: dict[int, str] = {}
    for node in sorted(found, key=lambda node: (-strength[node], node)):
        heads.setdefault(found[node], node)
    return {node: heads[label] for node, label in found.items()}
