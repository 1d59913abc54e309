"""How many documents the record has of each time, with the times of which it has none left empty."""

from collections import Counter
from collections.abc import Mapping

from comity.serving.web import addresses
from comity.serving.web.plots.frame import BOTTOM, LEFT, RIGHT, TOP, WIDTH, Bar, Plot, Scale, Tick
from comity.serving.web.words import count, date

HEIGHT = 220
MONTHS = 48
"""So many months are drawn one by one, more of them as years."""
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
TICKS = 9


def draw_stock(months: Mapping[str, int]) -> Plot | None:
    """A bar for each month, or year, from the first to the last; None when no document has a date."""
    known = {month: number for month, number in months.items() if month[:4].isdigit()}
    if not known:
        return None
    by_month = {_ordinal(month): number for month, number in known.items() if len(month) >= 7}
    if len(by_month) == len(known) and max(by_month) - min(by_month) < MONTHS:
        return _draw(by_month, True)
    years: Counter[int] = Counter()
    for month, number in known.items():
        years[int(month[:4])] += number
    return _draw(years, False)


def _draw(counts: Mapping[int, int], by_month: bool) -> Plot:
    first, last = min(counts), max(counts)
    x = Scale(first - 0.5, last + 0.5, LEFT, WIDTH - RIGHT)
    y = Scale(0.0, max(counts.values()) * 1.08, HEIGHT - BOTTOM, TOP)
    pace = (WIDTH - RIGHT - LEFT) / (last - first + 1)
    width = round(min(pace * 0.82, 46), 1)
    bars = []
    for at in range(first, last + 1):
        name, number = _name(at, by_month), counts.get(at, 0)
        told = f"{date(name)}: {count(number, 'document')}"
        href = addresses.ask("/documents", {"month": name}) if by_month and number else ""
        if number:
            bars.append(
                Bar(round(x(at) - width / 2, 1), y(number), width, round(y(0) - y(number), 1), "good", told, href=href)
            )
        else:
            bars.append(Bar(round(x(at) - pace / 2, 1), TOP, round(pace, 1), y(0) - TOP, "silent", told))
    step = next(step for step in STEPS if (last - first + 1) / step <= TICKS)
    ticks = tuple(Tick(x(at), _short(at, by_month)) for at in range(first, last + 1) if at % step == 0)
    whole = tuple(tick for tick in y.ticks(5) if "." not in tick.text)
    legend = (("bar good", "documents"), ("silent", "none published")) if len(bars) > len(counts) else ()
    title = f"documents by {'month' if by_month else 'year'} of publication"
    return Plot(ticks, whole, bars=tuple(bars), legend=legend, y_title=title, zero=y(0), height=HEIGHT)


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _name(at: int, by_month: bool) -> str:
    return f"{at // 12:04}-{at % 12 + 1:02}" if by_month else f"{at:04}"


def _short(at: int, by_month: bool) -> str:
    return f"{date(_name(at, True))[:3]} {at // 12}" if by_month else str(at)
