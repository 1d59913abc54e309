"""Reads a match table: which roll calls are on a resolution that comes back, by their numbers or symbols."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import polars as pl

from comity.errors import SourceError
from comity.votes import Fault, Votes

BEGINNINGS = ("rcid", "resid", "rollcall", "recurring", "symbol", "unres")


def link_recurring(votes: Votes, path: Path) -> Votes:
    """The votes with their column `recurring` filled from a table.

    Each line names roll calls that are on the same resolution, or a roll call and the name of its group, in two columns
    or in all those that begin with `rcid`, `resid`, `rollcall`, `recurring`, `symbol` or `unres`. What is linked to
    the same is linked. Raises `SourceError` for a file that is not there or has no such columns.
    """
    graph = nx.Graph()
    for cells in _lines(path):
        nx.add_path(graph, cells)
    rollcalls = votes.rollcalls
    ids = {name for pair in rollcalls.select("rollcall", "symbol").rows() for name in pair if name}
    groups = [sorted(found) for found in nx.connected_components(graph) if ids & found]
    group_of = {name: group[0] for group in groups for name in group}
    linked = [group_of.get(id) or group_of.get(symbol) for id, symbol in rollcalls.select("rollcall", "symbol").rows()]
    strange = graph.number_of_nodes() - sum(map(len, groups))
    faults = (Fault("", f"{strange} names of {path.name} are of no roll call here."),) if strange else ()
    filled = rollcalls.with_columns(pl.Series("recurring", linked, dtype=pl.String))
    return replace(votes, rollcalls=filled, faults=(*votes.faults, *faults))


def _lines(path: Path) -> Iterable[list[str]]:
    if not path.is_file():
        raise SourceError(f"There is no file {path} with matches; check its path.")
    table = pl.read_csv(path, infer_schema=False, encoding="utf8-lossy", truncate_ragged_lines=True)
    named = [name for name in table.columns if name.lower().startswith(BEGINNINGS)]
    columns = named if len(named) > 1 else table.columns if table.width == 2 else []
    if not columns:
        raise SourceError(f"{path} does not say which columns name roll calls; call them rcid1 and rcid2.")
    return ([cell.strip() for cell in row if cell and cell.strip()] for row in table.select(columns).rows())
