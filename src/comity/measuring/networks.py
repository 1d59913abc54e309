"""Networks: organisations that share members, and who is central among those who met; communities with stability."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

import networkx as nx
import numpy as np

from comity.measuring.events import HAPPENED
from comity.measuring.measured import Measured, frame_of, row
from comity.model import Event
from comity.recording import View
from comity.register import Register

SEEDS, RESOLUTIONS = range(20), (0.5, 1.0, 2.0)
LEIDEN = "Traag, Waltman and van Eck 2019, Scientific Reports 9:5233 (Leiden), modularity, 20 seeds at 3 resolutions"
OVERLAP = "Share of the states in either organisation that are in both on a day (Jaccard), with their number"
CENTRALITY = (
    "Betweenness of each actor among those who met or talked in the record, ties weighted by shared happenings; "
    "`community` is Leiden's at resolution 1; `stability` the share of 60 runs in which an actor keeps most of it"
)


def measure_overlap(register: Register, organisations: Sequence[str], at: str) -> Measured:
    """How far organisations share their member states on a day: one row a pair."""
    members = {
        name: {line.member for line in register.members(name, at) if line.status in ("member", "founder")}
        for name in organisations
    }
    rows = []
    for one, two in combinations(organisations, 2):
        both, either = members[one] & members[two], members[one] | members[two]
        share = len(both) / len(either) if either else None
        line = row(share, n=len(both), unit="share", rule="Jaccard", reason="neither has a member on that day")
        rows.append({"organisation": one, "other": two, "at": at} | line | {"shared": sorted(both)})
    frame = frame_of(rows, ("organisation", "other", "at"))
    return Measured("overlap", frame, f"{OVERLAP}.", "own, after Jaccard 1912", "register", register.version)


def measure_meetings(view: View, actors: Sequence[str]) -> Measured:
    """Centrality and community of the actors and of those whom they met, from the record's meetings."""
    graph = build_meetings(view, actors)
    if graph.number_of_edges() == 0:
        nothing = row(
            None, unit="betweenness", rule="meetings", reason="the record tells of no meeting between two actors"
        )
        return Measured(
            "meetings", frame_of([{"actor": None} | nothing]), f"{CENTRALITY}.", LEIDEN, "record", view.data_version
        )
    distances = {(a, b): 1 / data["weight"] for a, b, data in graph.edges(data=True)}
    nx.set_edge_attributes(graph, distances, "distance")
    central = nx.betweenness_centrality(graph, weight="distance")
    community, stability = find_communities(graph)
    rows = [
        {"actor": node} | row(value, n=graph.degree(node), unit="betweenness", rule="meetings")
        | {"community": community[node], "stability": stability[node]}
        for node, value in sorted(central.items(), key=lambda item: (-item[1], item[0]))
    ]  # fmt: skip
    return Measured("meetings", frame_of(rows, ("actor",)), f"{CENTRALITY}.", LEIDEN, "record", view.data_version)


def build_meetings(view: View, actors: Iterable[str]) -> "nx.Graph":
    """Actors tied by the number of meetings and talks that both took part in."""
    told = {
        h.id: h for actor in actors for h in view.happenings(actor) if h.type == "CONSULT" and h.modality == HAPPENED
    }
    heads = view.statements({h.head for h in told.values()})
    ties: Counter[tuple[str, str]] = Counter()
    for happening in told.values():
        event = heads[happening.head].statement if happening.head in heads else None
        parties = (
            sorted({ref.acts_for or ref.id for ref in (*event.actors, *event.recipients)})
            if isinstance(event, Event)
            else []
        )
        ties.update(combinations(parties, 2))
    graph = nx.Graph()
    graph.add_weighted_edges_from((one, two, count) for (one, two), count in sorted(ties.items()))
    return graph


def find_communities(graph: "nx.Graph") -> tuple[dict[str, int], dict[str, float]]:
    """Leiden's communities at resolution 1, and how stably each node keeps its own over seeds and resolutions."""
    nodes = sorted(graph)
    edges = [(one, two, float(data.get("weight", 1))) for one, two, data in graph.edges(data=True)]
    base = _leiden(edges, 1.0, 0)
    with_me = np.array([[base[a] == base[b] for b in nodes] for a in nodes])
    kept = np.zeros(len(nodes))
    for resolution in RESOLUTIONS:
        for seed in SEEDS:
            other = _leiden(edges, resolution, seed)
            again = np.array([[other[a] == other[b] for b in nodes] for a in nodes])
            kept += (again & with_me).sum(axis=1) > with_me.sum(axis=1) / 2
    share = kept / (len(RESOLUTIONS) * len(SEEDS))
    return base, dict(zip(nodes, share.tolist(), strict=True))


def _leiden(edges: Sequence[tuple[str, str, float]], resolution: float, seed: int) -> dict[str, int]:
    import graspologic_native

    _, found = graspologic_native.leiden(edges, resolution=resolution, seed=seed + 1, trials=1)
    return dict(found)
