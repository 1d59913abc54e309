"""Points with their intervals, one a row: what is measured once for each state, pair or bloc."""

from collections.abc import Callable
from typing import Any

import polars as pl

from comity.measuring.plotting.page import varying
from comity.serving.web.plots.frame import COLOURS, RIGHT, WIDTH, Dot, Path, Plot, Scale, Tick, interval, join, show

MOST = 60
TALL = 26
ROW, LABELS, HEAD, FOOT = 24, 270, 12, 44
"""Height of a row; width of the labels; room above and below."""
LETTERS = 38
UNSURE = ("not distinguishable", "too little")
SIGNED = ("difference", "change", "outcomes")
KEYS = ("state", "other", "reference", "bloc", "part", "series", "actor", "organisation", "period", "session", "rule")


def draw_points(frame: pl.DataFrame, name: Callable[[str], str]) -> list[Plot]:
    """Each row a point; hollow where nothing can be told apart, a tick where chance expects it."""
    lines = frame.head(MOST).to_dicts()
    keys = varying(frame, KEYS) or [key for key in KEYS if key in frame.columns][:1]
    ends = [line[key] for line in lines for key in ("value", "low", "high", "expected") if line.get(key) is not None]
    signed = str(frame["unit"][0]).startswith(SIGNED)
    x = Scale.over([*ends, *([0.0] if signed else [])], LABELS, WIDTH - RIGHT)
    head = HEAD + (ROW if len(lines) > TALL else 0)  # where one has to scroll, the scale stands above, too
    rules = frame["rule"].unique(maintain_order=True).to_list()
    dots, paths, labels = [], [], []
    for place, line in enumerate(lines):
        y = head + ROW * (place + 0.5)
        label = _label(line, keys, name)
        unsure = " hollow" if str(line.get("verdict") or "").startswith(UNSURE) or line.get("few") else ""
        look = f"s{rules.index(line['rule']) % COLOURS}{unsure}"
        low, high = (None if line[end] is None else x(line[end]) for end in ("low", "high"))
        told = f"{label}: {show(line['value'])}{interval(line['low'], line['high'])}, n = {line['n']}"
        dots.append(Dot(x(line["value"]), y, look, told, low, high, across=True, size=4.2))
        labels.append(Tick(y, label if len(label) <= LETTERS else f"{label[: LETTERS - 1]}…"))
        if line.get("expected") is not None:
            paths.append(Path(join([(x(line["expected"]), y - 7), (x(line["expected"]), y + 7)]), "expected"))
    return [
        Plot(
            x.ticks(), tuple(labels), tuple(paths), tuple(dots), legend=_legend(frame), left=LABELS,
            x_title=str(frame["unit"][0]), height=head + ROW * len(lines) + FOOT, top=head, bottom=FOOT,
            zero=x(0) if x.low <= 0 <= x.high and signed else None, upright=True,
        )
    ]  # fmt: skip


def _label(line: dict[str, Any], keys: list[str], name: Callable[[str], str]) -> str:
    between = " – " if "other" in keys and "rule" not in keys else ", "
    return between.join(name(str(line[key])) for key in keys if line[key] is not None)


def _legend(frame: pl.DataFrame) -> tuple[tuple[str, str], ...]:
    if "expected" in frame.columns:
        return (("dot s0", "the bloc, with its interval"), ("expected", "as many states drawn at random"))
    if "verdict" in frame.columns:
        return (("dot s0", "told apart"), ("dot s0 hollow", "not distinguishable, after correction"))
    return ()
