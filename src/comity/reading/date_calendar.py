"""Calendar expressions: builders for years, months, days, seasons, quarters and decades as they are written."""

import re
from dataclasses import replace

from comity.reading.date_expressions import Expression, Match, Origin

_BEFORE_ANY = frozenset(
    {"IN", "OF", "BY", "SINCE", "UNTIL", "FROM", "BETWEEN", "DURING", "THROUGH", "AND", "TO", "DASH"}
)
_BEFORE_MODAL_MONTH = _BEFORE_ANY | {"ONTO", "EARLY", "LATE", "MID", "LAST", "NEXT", "THIS", "AFTER", "BEFORE", "DAY"}
_BEFORE_OLD_YEAR = _BEFORE_ANY | {
    "EARLY",
    "LATE",
    "MID",
    "AFTER",
    "BEFORE",
    "OPEN",
    "THE",
    "LINE",
    "A",
    "COMMA",
    "SEASON",
}
_BEFORE_SEASON = frozenset(
    {"IN", "DURING", "BY", "SINCE", "UNTIL", "AND", "TO", "THROUGH", "BETWEEN", "DASH", "OR", "OF"}
)


def build_calendar(match: Match) -> Expression | None:
    """Year, month, season, weekday, day and part of the day as far as they are written."""
    year, month, day = match.number("YEAR"), match.number("MONTH", "MODAL_MONTH", "SHORT_MONTH"), match.day()
    season, part = match.text("SEASON", "FALL"), match.text("PART")
    step = match.number("LAST", "NEXT", "PREVIOUS", "FOLLOWING", "PAST")
    if year is None and month and day:
        year = _known_year(match, month, day)
    origin: Origin | None = None
    if step is not None:
        origin = "told" if match.has("PREVIOUS", "FOLLOWING") else "published"
    elif match.has("SAME", "THAT"):
        origin, step = "told", 0
    elif match.has("THIS"):
        origin, step = "published", 0
    return Expression(
        match.start,
        match.end,
        "calendar",
        year=year,
        month=month,
        day=day,
        season=season,
        part=part,
        weekday=match.number("WEEKDAY", "SHORT_WEEKDAY"),
        before_christ=match.has("ERA_BEFORE"),
        unit="Y" if match.has("YEARTIME") and year is None else None,
        step=step or 0,
        origin=origin,
    )


def _known_year(match: Match, month: int, day: int) -> int | None:
    """“the Sept. 11 attacks”."""
    year, before = match.lexicon.named_days.get((month, day), (None, frozenset[str]()))
    return year if match.words.token(match.end).lower() in before else None


def build_weekday(match: Match) -> Expression | None:
    """A weekday; short forms alone are names (“Sun Yat-sen”) unless “on” or a full stop marks them."""
    if match.has("SHORT_WEEKDAY") and match.before() != "ONTO" and not match.has("DOT"):
        return None
    return build_calendar(match)


def build_month_of_year_told(match: Match) -> Expression | None:
    """“October of that year”, “July last year”, “the summer of the same year”."""
    built = build_calendar(match)
    return built and replace(built, unit="Y")


def build_lone_month(match: Match) -> Expression | None:
    """A month alone: “March” and “May” are verbs too, and short forms are names."""
    if match.has("SHORT_MONTH"):
        return None
    joined = match.class_at(match.end) in _BEFORE_ANY and match.class_at(match.end + 1) in ("MONTH", "MODAL_MONTH")
    named = (
        joined
        or match.before() in _BEFORE_MODAL_MONTH
        or (match.before() == "THE" and match.class_at(match.end) == "LOWER")
    )
    if match.has("MODAL_MONTH") and not named:
        return None
    return build_calendar(match)


def build_lone_year(match: Match) -> Expression | None:
    """A four-digit number is a year unless the words beside it make it a quantity or a number of something."""
    index = match.index("YEAR")
    if index is None or not _reads_as_year(match, index):
        return None
    built = build_calendar(match)
    after = match.class_at(match.end)
    modifying = match.start == index and match.before() in ("THE", "A", "LOWER", "UPPER", "QUOTE", "THIS", "THAT")
    return built and replace(built, modifying=modifying and after in ("LOWER", "UPPER"))


def _reads_as_year(match: Match, index: int) -> bool:
    words, cues = match.words, match.lexicon.cues
    if match.start < index or match.end > index + 1:
        return True
    before, after = match.class_at(index - 1), match.class_at(index + 1)
    if before in ("CURRENCY", "DECIMAL", "AMOUNT") or after == "PERCENT":
        return False
    if before == "DASH" and match.class_at(index - 2) in ("HUNDREDS", "AMOUNT"):
        return False
    if before == "SLASH" and match.class_at(index - 2) != "YEAR":
        return False
    if after == "SLASH" and match.class_at(index + 2) not in ("YEAR", "SHORT_YEAR", "DAY"):
        return False
    if after == "UNITS" or words.token(index + 1).lower() in cues["no_year_after"]:
        return False
    value = int(words.values[index])
    near = words.token(index - 1).lower()
    if near in cues["no_year_before"]:
        return near in cues["approximate"] and value >= 1900 and not match.begins_noun()
    if value >= 1900:
        return not (before == "DOT" and words.token(index - 2).lower() in cues["no_year_before"])
    return before in _BEFORE_OLD_YEAR or after in ("DASH", "LINE", "CLOSE") or index == 0


def build_short_end_year(match: Match) -> Expression | None:
    """“-16” after “1915”, “–72” after “1871”, “-5” after “1904”."""
    start = match.words.values[match.start - 2]
    end = match.words.values[match.start]
    digits = match.words.token(match.start)
    base = int(start) - int(start) % 10 ** len(digits)
    year = base + int(end)
    numbered = match.class_at(match.start - 3) == "SLASH"
    return Expression(match.start, match.end, "calendar", year=year) if year > int(start) and not numbered else None


def build_era_year(match: Match) -> Expression | None:
    """“490 BC”, “AD 420”, “347 AD”."""
    year = match.number("YEAR", "HUNDREDS", "SHORT_YEAR", "DAY")
    return Expression(match.start, match.end, "calendar", year=year, season=match.text("SEASON", "FALL"),
                      month=match.number("MONTH", "MODAL_MONTH"), before_christ=match.has("ERA_BEFORE"))  # fmt: skip


def build_apostrophe_year(match: Match) -> Expression | None:
    """“'99”, told by the reader's century."""
    return Expression(
        match.start, match.end, "calendar", timex3=None, decade=None, year=match.number("SHORT_YEAR"), modifying=True
    )


def build_fiscal_year(match: Match) -> Expression | None:
    return Expression(match.start, match.end, "calendar", year=match.number("YEAR"), fiscal=True)


def build_iso(match: Match) -> Expression | None:
    year, month, day = (int(part) for part in match.words.token(match.start)[:10].split("-"))
    if not 1 <= month <= 12:
        return None
    return Expression(match.start, match.end, "calendar", year=year, month=month, day=day)


def build_slashed(match: Match) -> Expression | None:
    """“14/09/2022”, “9/11”; where day and month could be either, the number over twelve decides, else day first."""
    token = match.words.token(match.start)
    if token == "9/11":
        return Expression(match.start, match.end, "calendar", year=2001, month=9, day=11)
    day, month, year = (int(part) for part in re.split(r"[./]", token))
    if month > 12:
        day, month = month, day
    if month > 12:
        return None
    return Expression(match.start, match.end, "calendar", year=year, month=month, day=day)


def build_listed_day(match: Match) -> Expression | None:
    """A day whose month follows (“6-7 January”) or went before (“May 6 and 7th”)."""
    return Expression(
        match.start,
        match.end,
        "day-of-month",
        day=match.day(),
        year=match.number("YEAR"),
        part=match.text("PART"),
    )


def build_following_day(match: Match) -> Expression | None:
    """“9, 1918” after “March 5-”: only where a month stands before the first day."""
    if match.class_at(match.start - 3) not in ("MONTH", "MODAL_MONTH", "SHORT_MONTH", "DOT"):
        return None
    if match.class_at(match.start - 1) == "AND" and match.begins_noun():
        return None
    return build_listed_day(match)


def build_lone_ordinal(match: Match) -> Expression | None:
    """“on the 20th”."""
    if match.begins_noun() or match.class_at(match.end) == "DASH":
        return None
    return replace(build_listed_day(match) or Expression(match.start, match.end, "day-of-month"), origin="told")


def build_decade(match: Match) -> Expression | None:
    """“the 1970s”, “mid-1980s”, “the eighties”, “the 470s BC”."""
    word = match.number("DECADE_WORD")
    if word is not None:
        return Expression(match.start, match.end, "calendar", decade=word)
    token = str(match.value("DECADE", "HUNDREDS_DECADE"))
    if (
        len(token) == 3
        and not match.has("THE", "QUOTE", "MID", "EARLY", "LATE")
        and match.before() not in ("AND", "OR", "TO")
    ):
        return None
    decade = int(token[:-2])
    if len(token) == 3 and match.has("DECADE"):
        decade += 190 if decade >= 2 else 200
    return Expression(match.start, match.end, "calendar", decade=decade, before_christ=match.has("ERA_BEFORE"))


def build_century(match: Match) -> Expression | None:
    century = match.day()
    return (
        century
        and Expression(match.start, match.end, "calendar", century=century - 1, before_christ=match.has("ERA_BEFORE"))
    ) or None


def build_quarter(match: Match) -> Expression | None:
    """“the third quarter of 2022”, “Q3 2022”, “the first half of last year”."""
    quarter, half = match.number("QUARTER_NAME"), match.number("HALF_NAME")
    if quarter is None and half is None:
        number = match.day() or 4
        quarter, half = (number, None) if match.has("QUARTER") else (None, number)
    if (quarter or 1) > 4 or (half or 1) > 2:
        return None
    built = build_calendar(match)
    return built and replace(built, quarter=quarter, half=half, day=None, unit="Y")


def build_holiday(match: Match) -> Expression | None:
    month, day = str(match.value("HOLIDAY")).split("-")
    step = match.number("EVE") or 0
    return Expression(
        match.start, match.end, "calendar", year=match.number("YEAR"), month=int(month), day=int(day) + step
    )


def build_lone_season(match: Match) -> Expression | None:
    """“in spring”, “the winter”; never “the Arab spring” or “spring to life”."""
    if match.class_at(match.end) == "UPPER" or (match.end - match.start == 1 and match.before() not in _BEFORE_SEASON):
        return None
    return build_calendar(match)


def build_lone_weekend(match: Match) -> Expression | None:
    """“over the weekend”, on the side of the publication that the tense says."""
    return Expression(match.start, match.end, "calendar", unit="WE")
