"""The network: who meets, backs, accuses, belongs with or votes like whom, through time, beside the same in tables."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
import polars as pl
from fastapi import Request

from comity.edtf import bounds
from comity.errors import UserError
from comity.exchanging.networks import to_gexf, to_graphml
from comity.measuring.blocs import organisation
from comity.measuring.measured import Measured
from comity.serving.web.given import TheInstruments, TheMoment, TheSite, own_address
from comity.serving.web.instruments import Instruments, StillMeasuringError
from comity.serving.web.measure_table import tabulate
from comity.serving.web.measuring import Question, read_question, take_measure
from comity.serving.web.page import Page
from comity.serving.web.pages.measures import NEEDS_VOTES, call, patience_of, shorten, write_foot, write_forms
from comity.serving.web.plots.frame import is_session, name_period
from comity.serving.web.plots.graph import BROAD, SLIM, Graph, Looks, by_bloc, by_community, draw_graph
from comity.serving.web.site import Site

TIES = (
    ("meetings", "meetings and talks"), ("backing", "backing"), ("accusations", "accusing"),
    ("memberships", "common memberships"), ("likeness", "votes"),
)  # fmt: skip
WORDS = {
    "meetings": "Who met whom", "backing": "Who backs whom", "accusations": "Who accuses whom",
    "memberships": "Who belongs together", "likeness": "Who votes like whom",
}  # fmt: skip
DIRECTED = ("backing", "accusations")
MOST = 150
"""Actors in a drawing."""
SINCE = "2000"
"""Where memberships begin to be looked at, unless another year is asked for."""
BODIES = "SCO, CSTO, EAEU, CIS, BRICS, ASEAN"
Namer = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Network:
    """The rows of actors and of ties, in all periods."""

    nodes: Measured
    ties: Measured

    @property
    def reason(self) -> str:
        """Why there is nobody in it; empty when there is."""
        return str(self.nodes.frame["reason"][0]) if self.nodes.frame["value"].null_count() else ""

    def filled(self) -> "Network":
        """Without the periods in which there is nobody, unless there are no others."""
        kept = [one.frame.filter(pl.col("value").is_not_null()) for one in (self.nodes, self.ties)]
        if kept[0].is_empty():
            return self
        return Network(replace(self.nodes, frame=kept[0]), replace(self.ties, frame=kept[1]))

    def at(self, period: str | None) -> "Network":
        """Of one period; of all without one."""
        if period is None:
            return self
        chosen = [replace(one, frame=one.frame.filter(pl.col("period") == period)) for one in (self.nodes, self.ties)]
        return Network(*chosen)


def network(site: TheSite, moment: TheMoment, instruments: TheInstruments, request: Request) -> Page:
    """The network that an address asks for, at one of its periods."""
    given = fill(request.query_params)
    tie = given["tie"]
    base = {"given": given, "tie": tie, "ties": TIES, "tab": given.get("tab", ""), "needs_votes": False,
            "pending": False, "graph": None, "found": None, "reason": ""}  # fmt: skip
    if tie not in WORDS:
        raise UserError(f"There is no network of “{tie}”; choose one of {', '.join(WORDS)}.")
    try:
        found = take_network(instruments, given, moment.at, moment.asof, patience_of(request))
    except StillMeasuringError:
        return _page(WORDS[tie], base | {"pending": True}, status=202)
    except UserError as error:
        if NEEDS_VOTES not in str(error):
            raise
        return _page(WORDS[tie], base | {"needs_votes": True})
    if found.reason:
        return _page(WORDS[tie], base | {"reason": found.reason})
    return _show(site, found, given, base, own_address(request))


def fill(query: Mapping[str, str]) -> dict[str, str]:
    """What is asked for, and what stands for what is not said."""
    given = {key: value.strip() for key, value in query.items() if value.strip()}
    tie = given.setdefault("tie", "meetings")
    if tie == "memberships":
        given.setdefault("since", SINCE)
        given.setdefault("actor", BODIES)
    given.setdefault("by", "session" if tie == "likeness" else "year")
    if tie == "likeness" and given["by"] not in ("session", "year", "all"):
        given["by"] = "session"
    if tie in ("meetings", *DIRECTED) and given["by"] == "session":
        given["by"] = "year"
    return given


def take_network(
    instruments: Instruments, given: Mapping[str, str], at: str | None, asof: str | None, patience: float | None
) -> Network:
    """Both kinds of rows; raises `StillMeasuringError` while they are computed."""
    keys = ("actor", "by", "since", "until", "issue", "sessions", "final")
    asked = read_question(given["tie"], {key: given[key] for key in keys if key in given}, at, asof)
    both = [
        Question(asked.measure, asked.actors, asked.span, asked.choices, at, asof, ties, MOST) for ties in (False, True)
    ]
    return Network(*(take_measure(instruments, question, patience) for question in both)).filled()


def _show(site: Site, found: Network, given: dict[str, str], base: Mapping[str, Any], address: str) -> Page:
    name = shorten(call(site, found.nodes.frame))
    periods = sorted(found.nodes.frame["period"].unique().to_list(), key=lambda label: (len(label), label))
    chosen = choose_period(found, periods, given.get("period"))
    shown = chosen or periods[-1]
    here = found.at(shown)
    looks = _look(site, found, given, shown, name)
    directed = given["tie"] in DIRECTED
    graph, slim = (
        draw_graph(found.nodes.frame, found.ties.frame, shown, name, looks, directed=directed, canvas=canvas)
        for canvas in (BROAD, SLIM)
    )
    title = entitle(given["tie"], shown)
    rows = given.get("rows", "nodes")
    saved = found.at(chosen)
    kept = saved.ties if rows == "ties" else saved.nodes
    forms = write_forms(site, title, kept, [], address)
    forms |= {
        "graphml": lambda: to_graphml(build_graph(saved, given["tie"], name)),
        "gexf": lambda: to_gexf(build_graph(saved, given["tie"], name)),
        "svg": lambda: draw_file(site, title, here.nodes, graph),
    }
    more = {
        **base, "found": found, "graph": graph, "period": graph.period,
        "periods": [(label, name_period(label)) for label in periods],
        "slim": slim,
        "nodes": tabulate(here.nodes, name, here.nodes.frame.sort("value", descending=True, nulls_last=True)),
        "lines": tabulate(here.ties, name, _seen(here.ties.frame, graph, rows == "all")),
        "counts": (here.nodes.frame.height, here.ties.frame.height),
    }  # fmt: skip
    return _page(title, more, forms=forms)


def _seen(ties: pl.DataFrame, graph: Graph, whole: bool) -> pl.DataFrame:
    """The ties of the period that are drawn, or all of them, the strongest first."""
    ends = ["actor", "other"]
    drawn = pl.DataFrame(sorted(graph.pairs), schema=dict.fromkeys(ends, pl.String), orient="row")
    shown = ties if whole else ties.join(drawn, on=ends, how="semi")
    return shown.sort("value", *ends, descending=[True, False, False], nulls_last=True)


def choose_period(found: Network, periods: list[str], wanted: str | None) -> str | None:
    """The period that is asked for, else the last of those with most ties; None for all of them."""
    if wanted in periods:
        return wanted
    if wanted == "all":
        return None
    ties = found.ties.frame["period"].to_list()
    return max(periods, key=lambda period: (ties.count(period), periods.index(period)))


def entitle(tie: str, period: str) -> str:
    """What is seen and when."""
    if period == "all":
        return WORDS[tie]
    return f"{WORDS[tie]}, {f'session {name_period(period)}' if is_session(period) else name_period(period)}"


def _page(title: str, more: Mapping[str, Any], **rest: Any) -> Page:
    summary = f"{title}: a network through time, with the table of the same rows."
    return Page("network.html", title, summary, more=more, moved_by=("asof",), **rest)


def _look(site: Site, found: Network, given: Mapping[str, str], period: str, name: Namer) -> Looks:
    bloc = given.get("bloc", "")
    if given.get("colour") != "bloc" or not bloc:
        return by_community(found.nodes.frame, period, name)
    members = organisation(site.desk.register, bloc)
    return by_bloc(name(members.name), lambda actor, period: actor in members.members_at(_last_day(period)))


def _last_day(period: str) -> dt.date:
    if is_session(period):
        return dt.date(int(period) + 1945, 12, 31)
    last = bounds(period).latest if period[:1].isdigit() else None
    return last or dt.date.today()


def build_graph(found: Network, tie: str, name: Namer) -> "nx.MultiGraph":
    """The network for other programs, a tie for each period; `statements` are its evidence."""
    graph = nx.MultiDiGraph() if tie in DIRECTED else nx.MultiGraph()
    for row in found.nodes.frame.to_dicts():
        if row["actor"] not in graph:
            graph.add_node(row["actor"], label=name(row["actor"]), kind=row["actor"].partition(":")[0])
        graph.nodes[row["actor"]].update(x=row["x"], y=row["y"], community=row["community"], value=row["value"])
    for row in found.ties.frame.to_dicts():
        told = {"period": str(row["period"]), "weight": row["value"], "unit": row["unit"]}
        graph.add_edge(row["actor"], row["other"], **told, statements="; ".join(row.get("statements") or ()))
    return graph


def draw_file(site: Site, title: str, measured: Measured, graph: Graph) -> bytes:
    """The drawing as a file of its own."""
    text = site.templates.get_template("graph.svg").render(
        title=title, graph=graph, foot=write_foot(measured), style=site.templates.get_template("plot.css").render()
    )
    return text.strip().encode("utf-8", "replace")
