"""A network as a drawing that can move through time: where each actor stays, how large it is and to whom it is tied."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from comity.serving.web import addresses
from comity.serving.web.plots.frame import COLOURS, show

MOST_TIES, SLIM_TIES = 600, 150
"""Lines in a drawing, the strongest; more of them hide each other, and every one of them is work for the browser."""
FEW, LOWEST, EACH = 30, 360, 14
"""Ties that have their numbers written beside them; height of a drawing of nobody, and what each actor adds to it."""
MANY = 60
"""Actors that have room at their full size."""
BIG = 0.62
"""Of the largest radius: from there on a name is set larger."""
THICK = 5.0
"""How wide the strongest tie is; the weakest is 1."""
ARROW = 0.6
"""How far along a tie its arrow stands."""
GREY = "s-rest"
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Canvas:
    """What is drawn on: its size, room at the edges, radius of an actor of no weight and of the one with most, about
    how wide a letter is and how high a line, and how many ties have room."""

    width: int = 960
    height: int = 620
    room: int = 46
    least: float = 6.0
    largest: float = 22.0
    letter: float = 7.4
    line: float = 16.0
    ties: int = MOST_TIES

    def across(self, x: float) -> float:
        """Where a place between -1 and 1 lies from the left."""
        return round(self.room + (x + 1) / 2 * (self.width - 2 * self.room), 1)

    def down(self, y: float) -> float:
        """Where a place between -1 and 1 lies from the top."""
        return round(self.room + (1 - y) / 2 * (self.height - 2 * self.room), 1)

    def radius(self, value: float, top: float) -> float:
        """How large an actor of that weight is."""
        return round(self.least + (self.largest - self.least) * math.sqrt(max(value, 0) / top), 1)

    def fit(self, actors: int) -> "Canvas":
        """No higher than so many actors need, who are smaller where they are many."""
        many = min(1.0, math.sqrt(MANY / max(actors, 1)))
        return replace(
            self, height=min(self.height, LOWEST + EACH * actors), least=round(max(4.0, self.least * many), 1),
            largest=round(max(9.0, self.largest * many), 1),
        )  # fmt: skip


BROAD = Canvas()
SLIM = Canvas(320, 430, 22, 4.0, 13.0, 6.9, 15.0, SLIM_TIES)


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
    big: bool = False


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
    counts: Mapping[str, str]
    """How much it is in each period, in as few letters as can be; the weakest ties have none."""


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
    """Pairs whose ties are too weak to be drawn here."""
    unit: str = ""
    """What makes an actor large."""
    sizes: tuple[tuple[float, str], ...] = ()
    """Some radii and the weights that they stand for."""
    widths: tuple[tuple[float, str], ...] = ()
    """Some widths of ties and what they stand for."""
    numbered: bool = False
    """Whether ties have their numbers beside them."""
    width: int = BROAD.width
    height: int = BROAD.height

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Who is seen tied to whom, in any period."""
        return frozenset((tie.one, tie.other) for tie in self.ties)


Look = Callable[[Mapping[str, Any]], str]


def draw_graph(
    nodes: pl.DataFrame, ties: pl.DataFrame, period: str, name: Callable[[str], str], looks: "Looks", *,
    directed: bool = False, canvas: Canvas = BROAD,
) -> Graph:  # fmt: skip
    """The drawing of a network of all periods, seen at one."""
    rows = sorted(nodes.to_dicts(), key=lambda row: (-row["n"], row["actor"]))
    periods = tuple(sorted({str(row["period"]) for row in rows}, key=_order))
    canvas = canvas.fit(len({row["actor"] for row in rows}))
    places = {row["actor"]: (canvas.across(row["x"]), canvas.down(row["y"])) for row in rows}
    named = {id: name(id) for id in places}
    lines = _draw_ties(ties, places, named, canvas.ties)
    drawn = _draw_nodes(rows, places, named, looks, canvas)
    return Graph(
        tuple(drawn), tuple(lines), periods, period, looks.legend, directed, _pairs(ties) - len(lines),
        unit=str(rows[0]["unit"]) if rows else "", sizes=_sizes(rows, canvas), widths=_widths(ties),
        numbered=max(_busy(lines).values(), default=0) <= FEW, width=canvas.width, height=canvas.height,
    )  # fmt: skip


def _busy(lines: Sequence[Tie]) -> Counter[str]:
    """How many ties there are in each period."""
    return Counter(period for line in lines for period in line.moments)


def _sizes(rows: Sequence[Mapping[str, Any]], canvas: Canvas) -> tuple[tuple[float, str], ...]:
    """The least, a middling and the largest weight as they are drawn."""
    top = max((row["value"] for row in rows), default=0)
    if not top:
        return ()
    shown = dict.fromkeys((0.0, *(float(top) * part for part in (0.25, 1.0))))
    whole = all(float(row["value"]).is_integer() for row in rows)
    steps = dict.fromkeys(round(value) if whole else round(value, 3) for value in shown)
    return tuple((canvas.radius(value, top), show(value, 0 if whole else 2)) for value in steps)


def _widths(ties: pl.DataFrame) -> tuple[tuple[float, str], ...]:
    """The weakest and the strongest tie as they are drawn; one where all are alike."""
    rows = ties.filter(pl.col("value").is_not_null()).sort("value").to_dicts()
    if not rows or rows[0]["unit"] == "membership":
        return ()
    weakest, strongest = (1.0, _count(rows[0])), (THICK, _count(rows[-1]))
    return (weakest,) if rows[0]["value"] == rows[-1]["value"] else (weakest, strongest)


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
    rows: Sequence[dict[str, Any]], places: Mapping[str, tuple[float, float]], named: Mapping[str, str], looks: Looks,
    canvas: Canvas,
) -> list[Node]:  # fmt: skip
    top = max((row["value"] for row in rows), default=0) or 1
    moments: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        moments[row["actor"]][str(row["period"])] = canvas.radius(row["value"], top), looks.of(row)
        told[row["actor"]][str(row["period"])] = (
            f"{named[row['actor']]}: {row['unit']} {show(row['value'])}, tied to {row['n']}"
        )
    weight = {id: sum(radius for radius, _ in moments[id].values()) for id in moments}
    order = sorted(moments, key=lambda id: (-weight[id], id))
    reach = {id: max(radius for radius, _ in moments[id].values()) for id in order}
    big = {id for id in order if reach[id] >= BIG * canvas.largest}
    boxes = _place_names(
        [Named(id, named[id], *places[id], reach[id], frozenset(moments[id]), id in big) for id in order], canvas
    )
    drawn = []
    for id in order:
        label, anchor = boxes.get(id, (None, "middle"))
        square = id.startswith("org:")
        drawn.append(Node(id, named[id], *places[id], square, moments[id], told[id], label, anchor, id in big))
    return drawn


def _draw_ties(
    ties: pl.DataFrame, places: Mapping[str, tuple[float, float]], named: Mapping[str, str], most: int
) -> list[Tie]:
    values = ties["value"].drop_nulls().to_list()
    floor, top = (min(values), max(values)) if values else (0.0, 1.0)
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in ties.filter(pl.col("value").is_not_null()).to_dicts():
        if row["actor"] in places and row["other"] in places:
            found[row["actor"], row["other"]].append(row)
    strongest = sorted(found, key=lambda pair: (-sum(row["value"] for row in found[pair]), pair))[:most]
    lines = []
    for one, other in strongest:
        rows = {str(row["period"]): row for row in found[one, other]}
        told = {at: f"{named[one]} – {named[other]}: {_count(row)}" for at, row in rows.items()}
        hrefs = {at: addresses.sentences(row["statements"]) for at, row in rows.items() if row.get("statements")}
        widths = {
            at: round(1 + (THICK - 1) * (row["value"] - floor) / ((top - floor) or 1), 1) for at, row in rows.items()
        }
        counts = {at: _number(row) for at, row in rows.items() if row["value"] > floor}
        lines.append(Tie(one, other, _run(places[one], places[other]), widths, told, hrefs, counts))
    return lines


def _pairs(ties: pl.DataFrame) -> int:
    """How many pairs have a tie in any period."""
    return ties.filter(pl.col("value").is_not_null()).select("actor", "other").unique().height


def _run(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float, float, float, float, float]:
    x, y = (round(here + ARROW * (there - here), 1) for here, there in zip(start, end, strict=True))
    return (*start, x, y, *end)


def _count(row: Mapping[str, Any]) -> str:
    if row["unit"] == "membership":
        return _number(row)
    return f"{_number(row)} {str(row['unit']).removesuffix('s') if row['value'] == 1 else row['unit']}"


def _number(row: Mapping[str, Any]) -> str:
    return show(row["value"], 0 if float(row["value"]).is_integer() and row["unit"] != "share" else 3)


@dataclass(frozen=True, slots=True)
class Named:
    """What has a name to be written beside it, and the periods in which it is there."""

    id: str
    name: str
    x: float
    y: float
    reach: float
    periods: frozenset[str]
    big: bool = False


def _place_names(nodes: Sequence[Named], canvas: Canvas) -> dict[str, tuple[Box, str]]:
    """Names beside their nodes on the first side that is free, those with most weight first.

    Only what is seen together in some period takes room from each other.
    """
    taken = [((n.x - n.reach, n.y - n.reach, n.x + n.reach, n.y + n.reach), n.periods, n.id) for n in nodes]
    found: dict[str, tuple[Box, str]] = {}
    for node in nodes:
        around = [box for box, periods, id in taken if id != node.id and periods & node.periods]
        for box, anchor in _sides(node, canvas):
            inside = box[0] >= 2 and box[2] <= canvas.width - 2 and box[1] >= 0 and box[3] <= canvas.height
            if inside and not any(_overlap(box, other) for other in around):
                taken.append((box, node.periods, node.id))
                found[node.id] = box, anchor
                break
    return found


def _sides(node: Named, canvas: Canvas) -> tuple[tuple[Box, str], ...]:
    wide = (canvas.letter + node.big) * len(node.name)
    x, y, away, high = node.x, node.y, node.reach + 3, canvas.line + 2 * node.big
    return (
        ((x - wide / 2, y + away, x + wide / 2, y + away + high), "middle"),
        ((x - wide / 2, y - away - high, x + wide / 2, y - away), "middle"),
        ((x + away, y - high / 2, x + away + wide, y + high / 2), "start"),
        ((x - away - wide, y - high / 2, x - away, y + high / 2), "end"),
    )


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _order(period: str) -> tuple[float, str]:
    return (float(period), "") if period.isdigit() else (0.0, period)
