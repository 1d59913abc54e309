"""A network as a drawing that can move through time: where each actor stays, how large it is and to whom it is tied."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from comity.serving.web import addresses
from comity.serving.web.plots.frame import COLOURS, show

WIDTH, HEIGHT, ROOM = 960, 620, 46
LEAST, LARGEST = 5.0, 18.0
"""Radius of an actor of no weight, and of the one with most."""
LETTER, LINE = 7.0, 15.0
"""About how wide a letter is and how high a line."""
MOST_TIES = 600
"""Lines in a drawing, the strongest; more of them hide each other, and every one of them is work for the browser."""
ARROW = 0.6
"""How far along a tie its arrow stands."""
GREY = "s-rest"
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """An actor at its place. `moments` is a radius and a look for each period in which it is there."""

    id: str
    name: str
    x: float
    y: float
    square: bool
    moments: Mapping[str, tuple[float, str]]
    told: Mapping[str, str]
    label: Box | None
    """Where its name has room; None where it has none and shows only when looked at."""
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two actors; `moments` is its width for each period in which it is there."""

    one: str
    other: str
    places: tuple[float, float, float, float, float, float]
    """Where it begins, where its arrow is, and where it ends."""
    moments: Mapping[str, float]
    told: Mapping[str, str]
    hrefs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Graph:
    """A drawing of all periods, one of which is shown first."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    periods: tuple[str, ...]
    period: str
    legend: tuple[tuple[str, str], ...]
    directed: bool = False
    left: int = 0
    """Ties that are too weak to be drawn here; the tables hold them."""
    width: int = WIDTH
    height: int = HEIGHT


Look = Callable[[Mapping[str, Any]], str]


def draw_graph(
    nodes: pl.DataFrame, ties: pl.DataFrame, period: str, name: Callable[[str], str], looks: "Looks", *,
    directed: bool = False,
) -> Graph:  # fmt: skip
    """The drawing of a network of all periods, seen at one."""
    rows = sorted(nodes.to_dicts(), key=lambda row: (-row["n"], row["actor"]))
    periods = tuple(sorted({str(row["period"]) for row in rows}, key=_order))
    places = {row["actor"]: (_across(row["x"]), _down(row["y"])) for row in rows}
    named = {id: name(id) for id in places}
    lines = _draw_ties(ties, places, named)
    drawn = _draw_nodes(rows, places, named, looks)
    return Graph(tuple(drawn), tuple(lines), periods, period, looks.legend, directed, _pairs(ties) - len(lines))


@dataclass(frozen=True, slots=True)
class Looks:
    """What colour a row has, and what the colours mean."""

    of: Look
    legend: tuple[tuple[str, str], ...]


def by_community(nodes: pl.DataFrame, period: str, name: Callable[[str], str]) -> Looks:
    """A colour for each of the larger communities, the same in all periods and never twice in one."""
    sizes = Counter(zip(nodes["period"].to_list(), nodes["community"].to_list(), strict=True))
    periods: dict[str, set[str]] = defaultdict(set)
    for at, community in sizes:
        periods[community].add(at)
    largest = {community: max(sizes[at, community] for at in periods[community]) for community in periods}
    look: dict[str, str] = {}
    for community in sorted(periods, key=lambda one: (-largest[one], -len(periods[one]), one)):
        near = {look[other] for other in look if periods[other] & periods[community]}
        free = [f"s{place}" for place in range(COLOURS) if f"s{place}" not in near]
        look[community] = free[0] if free and largest[community] > 1 else GREY
    here = sorted((one for one in periods if period in periods[one]), key=lambda one: (-sizes[period, one], one))
    legend = tuple((f"dot {look[one]}", f"with {name(one)}") for one in here if look[one] != GREY)
    rest = ((f"dot {GREY}", "other communities"),) if any(look[one] == GREY for one in here) else ()
    return Looks(lambda row: look[row["community"]], legend + rest)


def by_bloc(bloc: str, inside: Callable[[str, str], bool]) -> Looks:
    """Two colours: who belonged in the period, and who did not."""
    legend = (("dot s1", f"member of {bloc} in that period"), (f"dot {GREY}", "no member"))
    return Looks(lambda row: "s1" if inside(row["actor"], str(row["period"])) else GREY, legend)


def _draw_nodes(
    rows: Sequence[dict[str, Any]], places: Mapping[str, tuple[float, float]], named: Mapping[str, str], looks: Looks
) -> list[Node]:
    top = max((row["value"] for row in rows), default=0) or 1
    moments: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        radius = LEAST + (LARGEST - LEAST) * math.sqrt(max(row["value"], 0) / top)
        moments[row["actor"]][str(row["period"])] = round(radius, 1), looks.of(row)
        told[row["actor"]][str(row["period"])] = (
            f"{named[row['actor']]}: {row['unit']} {show(row['value'])}, tied to {row['n']}"
        )
    weight = {id: (len(moments[id]), sum(radius for radius, _ in moments[id].values())) for id in moments}
    order = sorted(moments, key=lambda id: (-weight[id][1], id))
    reach = {id: max(radius for radius, _ in moments[id].values()) for id in order}
    boxes = _place_names([Named(id, named[id], *places[id], reach[id], frozenset(moments[id])) for id in order])
    return [
        Node(id, named[id], *places[id], id.startswith("org:"), moments[id], told[id], *boxes.get(id, (None, "middle")))
        for id in order
    ]


def _draw_ties(ties: pl.DataFrame, places: Mapping[str, tuple[float, float]], named: Mapping[str, str]) -> list[Tie]:
    values = ties["value"].drop_nulls().to_list()
    floor, top = (min(values), max(values)) if values else (0.0, 1.0)
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in ties.filter(pl.col("value").is_not_null()).to_dicts():
        if row["actor"] in places and row["other"] in places:
            found[row["actor"], row["other"]].append(row)
    strongest = sorted(found, key=lambda pair: (-sum(row["value"] for row in found[pair]), pair))[:MOST_TIES]
    lines = []
    for one, other in strongest:
        rows = {str(row["period"]): row for row in found[one, other]}
        told = {at: f"{named[one]} – {named[other]}: {_count(row)}" for at, row in rows.items()}
        hrefs = {at: addresses.sentences(row["statements"]) for at, row in rows.items() if row.get("statements")}
        widths = {at: round(1 + 3 * (row["value"] - floor) / ((top - floor) or 1), 1) for at, row in rows.items()}
        lines.append(Tie(one, other, _run(places[one], places[other]), widths, told, hrefs))
    return lines


def _pairs(ties: pl.DataFrame) -> int:
    """How many pairs have a tie in any period."""
    return ties.filter(pl.col("value").is_not_null()).select("actor", "other").unique().height


def _run(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float, float, float, float, float]:
    x, y = (round(here + ARROW * (there - here), 1) for here, there in zip(start, end, strict=True))
    return (*start, x, y, *end)


def _count(row: Mapping[str, Any]) -> str:
    value = show(row["value"], 0 if float(row["value"]).is_integer() and row["unit"] != "share" else 3)
    return value if row["unit"] == "membership" else f"{value} {row['unit']}"


@dataclass(frozen=True, slots=True)
class Named:
    """What has a name to be written beside it, and the periods in which it is there."""

    id: str
    name: str
    x: float
    y: float
    reach: float
    periods: frozenset[str]


def _place_names(nodes: Sequence[Named]) -> dict[str, tuple[Box, str]]:
    """Names beside their nodes on the first side that is free, those with most weight first.

    Only what is seen together in some period takes room from each other.
    """
    taken = [((n.x - n.reach, n.y - n.reach, n.x + n.reach, n.y + n.reach), n.periods, n.id) for n in nodes]
    found: dict[str, tuple[Box, str]] = {}
    for node in nodes:
        around = [box for box, periods, id in taken if id != node.id and periods & node.periods]
        for box, anchor in _sides(node):
            inside = box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 0 and box[3] <= HEIGHT
            if inside and not any(_overlap(box, other) for other in around):
                taken.append((box, node.periods, node.id))
                found[node.id] = box, anchor
                break
    return found


def _sides(node: Named) -> tuple[tuple[Box, str], ...]:
    x, y, wide, away = node.x, node.y, LETTER * len(node.name), node.reach + 3
    return (
        ((x - wide / 2, y + away, x + wide / 2, y + away + LINE), "middle"),
        ((x - wide / 2, y - away - LINE, x + wide / 2, y - away), "middle"),
        ((x + away, y - LINE / 2, x + away + wide, y + LINE / 2), "start"),
        ((x - away - wide, y - LINE / 2, x - away, y + LINE / 2), "end"),
    )


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _across(x: float) -> float:
    return round(ROOM + (x + 1) / 2 * (WIDTH - 2 * ROOM), 1)


def _down(y: float) -> float:
    return round(ROOM + (1 - y) / 2 * (HEIGHT - 2 * ROOM), 1)


def _order(period: str) -> tuple[float, str]:
    return (float(period), "") if period.isdigit() else (0.0, period)
