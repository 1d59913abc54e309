"""Counted expressions: builders for shifts (“two weeks later”), durations, sets, references (“now”) and clock times."""

import re
from dataclasses import replace

from comity.reading.date_expressions import UNIT_CLASSES, Expression, Match, Origin

NUMBER_CLASSES = (
    "DAY",
    "SHORT_YEAR",
    "HUNDREDS",
    "YEAR",
    "AMOUNT",
    "DECIMAL",
    "CARDINAL",
    "TENS",
    "HUNDRED",
    "DOZEN",
    "HALF",
)


def build_day_shift(match: Match) -> Expression | None:
    """“yesterday”, “tomorrow morning”, “tonight”, “last night”, “this evening”."""
    step = match.number("TODAY", "YESTERDAY", "TOMORROW", "LAST")
    if match.has("THIS", "TONIGHT"):
        step = 0
    part = match.text("PART", "TONIGHT")
    origin: Origin = "published"
    if match.has("FOLLOWING", "NEXT", "PREVIOUS", "SAME", "THAT"):
        step, origin = match.number("FOLLOWING", "NEXT", "PREVIOUS") or 0, "told"
    return Expression(match.start, match.end, "shift", unit="D", step=step or 0, origin=origin, part=part)


def build_shift(match: Match) -> Expression | None:
    """“last week”, “the following year”, “that month”, “the day before”, “later this month”."""
    unit = match.text(*UNIT_CLASSES)
    step, origin = _step(match)
    return Expression(match.start, match.end, "shift", unit=unit, step=step, origin=origin)


def _step(match: Match) -> tuple[int, Origin]:
    if match.has("SAME", "THAT"):
        return 0, "told"
    if (step := match.number("PREVIOUS", "FOLLOWING")) is not None:
        return step, "told"
    index = match.index("LAST", "NEXT", "PAST", "COMING")
    if index is not None:
        told = match.has("NEXT") and match.class_at(index - 1) == "THE"
        return int(match.words.values[index]), "told" if told else "published"
    if match.has("THIS"):
        return 0, "published"
    return match.number("EARLIER", "LATER", "BEFORE", "AFTER") or 0, "told"


def build_then(match: Match) -> Expression | None:
    """“by then”, “until then”: the date told last, as it was told."""
    return Expression(match.start, match.end, "then", origin="told")


def build_edge_of_unit(match: Match) -> Expression | None:
    """“the end of the year”, “late in the month”."""
    unit = match.text(*UNIT_CLASSES)
    step, origin = _step(match)
    if not match.has("THAT", "SAME", "PREVIOUS", "FOLLOWING", "LAST", "NEXT", "THIS"):
        step, origin = 0, "current"
    return Expression(
        match.start,
        match.end,
        "shift",
        unit=unit,
        step=step,
        origin=origin,
        edge=match.text("END", "START"),
    )


def build_counted_shift(match: Match) -> Expression | None:
    """“two weeks ago”, “three days later”, “a decade earlier”, “the day before”."""
    direction = match.number("AGO", "LATER", "EARLIER", "AFTER", "BEFORE", "FROM") or 1
    if match.has("FROM"):
        direction = 1
    unit, count = measure(match)
    origin: Origin = "published" if match.has("AGO", "FROM") else "told"
    step = direction * (count or 0)
    unknown = ("PAST_REF" if direction < 0 else "FUTURE_REF") if count is None else None
    return Expression(match.start, match.end, "shift", unit=unit, count=count, step=step, origin=origin, timex3=unknown)


def measure(match: Match) -> tuple[str, float | None]:
    """Unit and count; no count for “several”."""
    unit = str(match.value("UNITS", *UNIT_CLASSES))
    count = _count(match)
    if unit == "W2":
        unit, count = "W", count and count * 2
    if unit == "Y10":
        unit, count = "Y", count and count * 10
    return unit, count


def _count(match: Match) -> float | None:
    if match.has("VAGUE", "COUPLE", "DOZENS") or (match.has("UNITS") and not match.has(*NUMBER_CLASSES)):
        return None
    total, found = 0.0, False
    for index in range(match.start, match.end):
        name, value = match.class_at(index), match.words.values[index]
        if name in ("HUNDRED", "DOZEN"):
            total, found = max(total, 1) * float(value), True
        elif name == "HALF":
            total, found = total + 0.5 if found else 0.5, True
        elif name in NUMBER_CLASSES:
            total, found = total + float(value), True
    return total if found else 1.0


def build_duration(match: Match) -> Expression | None:
    """“three days”, “a month-long”, “the past decade” (step -1), “the next two weeks” (step 1)."""
    unit, count = measure(match)
    step = match.number("LAST", "PAST", "NEXT", "COMING", "FOLLOWING", "PREVIOUS", "AHEAD") or 0
    origin: Origin | None = None
    if step:
        origin = "told" if match.has("FOLLOWING", "PREVIOUS") else "current"
    return Expression(match.start, match.end, "duration", unit=unit, count=count, step=step, origin=origin)


def build_near_units(match: Match) -> Expression | None:
    built = build_duration(match)
    return built and replace(built, count=None)


def build_bare_units(match: Match) -> Expression | None:
    """“for years”, “within minutes”, “after months of talks”."""
    before = match.before()
    if before in ("DURING", "AFTER", "IN", "OF", "BY", "THROUGH") or match.words.token(match.start - 1).lower() in (
        "take",
        "takes",
        "took",
        "lasted",
        "lasting",
        "spent",
        "spend",
        "with",
    ):
        return build_duration(match)
    return None


def build_near_decade(match: Match) -> Expression | None:
    """“the next decade” from now is ten years; “the following decade” is on the calendar."""
    if not match.has("FOLLOWING", "PREVIOUS"):
        return build_duration(match)
    return Expression(match.start, match.end, "shift", unit=match.text("DECADETIME", "CENTURY"), origin="told",
                      step=match.number("FOLLOWING", "PREVIOUS") or 0)  # fmt: skip


def build_lone_part(match: Match) -> Expression | None:
    """“in the morning”, of the day told last; “at night”."""
    part = match.text("PART")
    if not match.has("THE"):
        return Expression(match.start, match.end, "set", timex3=f"XXXX-XX-XXT{part}") if part == "NI" else None
    return Expression(match.start, match.end, "shift", unit="D", origin="current", part=part)


def build_set(match: Match) -> Expression | None:
    """“every Monday”, “each year”, “every two years”, “daily”, “on Mondays”."""
    weekday = match.number("WEEKDAY", "WEEKDAYS")
    if weekday:
        return Expression(match.start, match.end, "set", timex3=f"XXXX-WXX-{weekday}")
    if match.has("FREQUENT") and match.words.token(match.start)[0].isupper() and _stands_in_name(match):
        return None
    if fixed := match.value("FREQUENT"):
        return Expression(match.start, match.end, "set", timex3=str(fixed))
    if part := match.value("PART", "NIGHTS"):
        return Expression(match.start, match.end, "set", timex3=f"XXXX-XX-XXT{part}")
    if season := match.value("SEASON", "FALL"):
        return Expression(match.start, match.end, "set", timex3=f"XXXX-{season}")
    if month := match.number("MONTH", "MODAL_MONTH"):
        return Expression(match.start, match.end, "set", timex3=f"XXXX-{month:02d}")
    unit, count = measure(match)
    return Expression(match.start, match.end, "set", unit=unit, count=count, step=0 if match.has("EACH") else 1)


def _stands_in_name(match: Match) -> bool:
    """“the Daily Star”, “Breakfast News Daily”."""
    return "UPPER" in (match.before(), match.class_at(match.end))


def build_reference(match: Match) -> Expression | None:
    value = match.value(
        "PRESENT", "PRESENT_ADJECTIVE", "RECENT", "RECENT_ADJECTIVE", "FORMER", "FUTURE", "PAST", "DATE", "TIME"
    )
    if match.has("THE") and match.has("PAST", "FUTURE") and match.begins_noun():
        return None
    modifying = match.has("FORMER", "RECENT_ADJECTIVE") or (match.has("FUTURE") and not match.has("THE"))
    fixed = {"0": "PRESENT_REF", "-1": "PAST_REF"}.get(str(value), str(value))
    if match.has("THIS"):
        fixed = "PRESENT_REF"
    elif match.has("TIME"):
        fixed = "PAST_REF"
    return Expression(match.start, match.end, "reference", timex3=fixed, modifying=modifying)


def build_clock(match: Match) -> Expression | None:
    """“15:00 GMT”, “8 PM”, “5:30PM”, “11 a.m.”."""
    token = str(match.words.token(match.start))
    hour, _, minute = re.sub(r"[a-z.]+$", "", token.lower()).partition(":")
    half = re.sub(r"[^ap]", "", (token + str(match.value("HALF_DAY") or "")).lower())[-1:]
    number = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
    if number > 24 or int(minute[:2] or 0) > 59:
        return None
    clock = f"T{number:02d}:{minute[:2] or '00'}"
    return Expression(match.start, match.end, "clock", clock=clock)
