"""The network of happenings for Gephi, Cytoscape, igraph and networkx: actors as nodes, happenings as edges."""

import io
from collections.abc import Callable, Iterable

import networkx as nx

from comity.exchanging.happened import Happened
from comity.register import Register


def build_network(events: Iterable[Happened], register: Register) -> "nx.MultiDiGraph":
    """A directed edge from actor to recipient for each happening; a reciprocal one has an edge both ways."""
    graph = nx.MultiDiGraph()
    for one in events:
        told = one.told
        said = {
            "happening": told.id, "type": told.type, "mode": told.mode, "modality": told.modality, "date": told.date,
            "reciprocal": not one.event.recipients, "reports": told.backing.sources,
            "statements": "; ".join(told.backing.statements),
        }  # fmt: skip
        for actor, recipient in one.pairs():
            graph.add_edge(actor, recipient, **{key: value for key, value in said.items() if value is not None})
    for node in graph:
        entry = register.entry(node)
        graph.nodes[node]["label"] = entry.name if entry else node.partition(":")[2]
        graph.nodes[node]["kind"] = node.partition(":")[0]
    return graph


def to_graphml(graph: "nx.MultiDiGraph") -> bytes:
    """GraphML 1.0."""
    return _written(nx.write_graphml_xml, graph)


def to_gexf(graph: "nx.MultiDiGraph") -> bytes:
    """GEXF 1.2."""
    return _written(nx.write_gexf, graph)


def _written(write: Callable[..., None], graph: "nx.MultiDiGraph") -> bytes:
    buffer = io.BytesIO()
    write(graph, buffer, encoding="utf-8")
    return buffer.getvalue()
