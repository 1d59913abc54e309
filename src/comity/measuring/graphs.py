"""What is computed on a graph of actors: who is between others, who belongs together, who bridges, and a layout."""

from collections.abc import Sequence
from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

SEEDS, RESOLUTIONS = range(20), (0.5, 1.0, 2.0)
LAYOUT_SEED, EXACT = 4, 80
"""Above so many nodes a layout is by springs, whose beginning the seed fixes; up to there by Kamada and Kawai."""
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
    """Where to draw each node, always the same for the same graph, within -1 to 1; parts without a tie side by side."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    room = [np.sqrt(len(part)) for part in parts]
    width = max(max(room, default=1.0), np.sqrt(sum(size**2 for size in room)))
    found: dict[str, tuple[float, float]] = {}
    across, down, row_height = 0.0, 0.0, 0.0
    for part, size in zip(parts, room, strict=True):
        if across and across + size > 1.25 * width:
            across, down, row_height = 0.0, down + row_height, 0.0
        for node, (x, y) in _lay_out_part(graph, part).items():
            found[node] = (across + size * (0.5 + 0.42 * x), down + size * (0.5 + 0.42 * y))
        across, row_height = across + size, max(row_height, size)
    return _stretch(found)


def _lay_out_part(graph: "Graph", nodes: Sequence[str]) -> dict[str, tuple[float, float]]:
    ordered = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_weighted_edges_from(sorted(graph.subgraph(nodes).edges(data="weight", default=1.0)))
    if len(nodes) <= EXACT:
        for _, _, data in ordered.edges(data=True):
            data["distance"] = 1.0
        return dict(nx.kamada_kawai_layout(ordered, weight="distance"))
    return dict(nx.spring_layout(ordered, seed=LAYOUT_SEED, k=2.5 / np.sqrt(len(nodes)), iterations=200))


def _stretch(places: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """To -1 to 1 in both directions."""
    if not places:
        return {}
    points = np.array(list(places.values()))
    low, span = points.min(axis=0), np.maximum(np.ptp(points, axis=0), 1e-9)
    scaled = np.where(np.ptp(points, axis=0) > 1e-9, 2 * (points - low) / span - 1, 0.0)
    return {node: (float(x), float(y)) for node, (x, y) in zip(places, scaled, strict=True)}


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
