"""Expressions: what the words of a time expression say by themselves, before anything is anchored.

Each builder turns the tokens that a rule of `date_grammar` matched into an `Expression`, or rejects them with `None`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from comity.reading.date_words import Lexicon, Value, Words, load_lexicon

Kind = Literal["calendar", "shift", "day-of-month", "unit", "duration", "set", "reference", "clock"]
Origin = Literal["published", "told", "current", "following"]


@dataclass(frozen=True, slots=True)
class Expression:
    """What the words of a time expression say: tokens `start` to `end` (exclusive) and the fields they fill.

    `step` counts `unit`s from `origin`: the publication, the date told last, the date
    that follows in the text, or (`current`) whichever of the first two the text runs on.
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    decade: int | None = None
    century: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    clock: str | None = None
    before_christ: bool = False
    fiscal: bool = False
    modifying: bool = False
    unit: str | None = None
    count: float | None = None
    step: float = 0
    origin: Origin | None = None
    edge: str | None = None
    timex3: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The tokens a rule matched, to be asked for the words of a class."""

    words: Words
    lexicon: Lexicon
    start: int
    end: int

    def index(self, *names: str) -> int | None:
        """The first token of one of the classes."""
        signs = {self.lexicon.signs[name] for name in names}
        return next((i for i in range(self.start, self.end) if self.words.classes[i] in signs), None)

    def value(self, *names: str) -> Value | None:
        """The value of the first token of one of the classes."""
        index = self.index(*names)
        return None if index is None else self.words.values[index]

    def number(self, *names: str) -> int | None:
        """That value as a whole number."""
        value = self.value(*names)
        return None if value is None else int(value)

    def has(self, *names: str) -> bool:
        """Whether a token of one of the classes is there."""
        return self.index(*names) is not None

    def before(self) -> str:
        """The class of the token before the match; empty at the start of the text."""
        return self.class_at(self.start - 1)

    def class_at(self, index: int) -> str:
        """The name of the class of one token of the text."""
        return self.words.class_at(index)


Builder = Callable[[Match], Expression | None]

_UNIT_CLASSES = ("HOUR", "DAYTIME", "WEEK", "MONTHTIME", "YEARTIME", "DECADETIME", "CENTURY", "WEEKEND", "QUARTER")


def _day(match: Match) -> int | None:
    index = match.index("DAY", "DIGIT_ORDINAL", "ORDINAL")
    if index is None:
        return None
    tens = match.number("TENS") if match.class_at(index - 1) == "DASH" else None
    day = int(match.words.values[index]) + (tens or 0)
    return day if 1 <= day <= 31 else None


def build_calendar(match: Match) -> Expression | None:
    """Year, month, season, weekday, day and part of the day as far as they are written."""
    year, month, day = match.number("YEAR"), match.number("MONTH", "MODAL_MONTH", "SHORT_MONTH"), _day(match)
    season, part = match.value("SEASON", "FALL"), match.value("PART")
    step = match.number("LAST", "NEXT", "PREVIOUS", "FOLLOWING", "PAST")
    origin: Origin | None = None
    if step is not None:
        origin = "told" if match.has("PREVIOUS", "FOLLOWING") else "published"
    elif match.has("SAME", "THAT"):
        origin, step = "told", 0
    elif match.has("THIS"):
        origin, step = "published", 0
    return Expression(
        match.start, match.end, "calendar", unit="Y" if match.has("YEARTIME") and year is None else None, year=year, month=month, day=day,
        season=None if season is None else str(season), part=None if part is None else str(part),
        weekday=match.number("WEEKDAY", "SHORT_WEEKDAY"), before_christ=match.has("ERA_BEFORE"), step=step or 0, origin=origin,
    )  # fmt: skip


def build_month_of_year_told(match: Match) -> Expression | None:
    """“October of that year”, “July last year”, “the summer of the same year”."""
    built = build_calendar(match)
    return built and replace(built, unit="Y")


def build_lone_month(match: Match) -> Expression | None:
    """A month alone: “March” and “May” are verbs too, and short forms are names."""
    if match.has("SHORT_MONTH"):
        return None
    named = match.before() in _BEFORE_MODAL_MONTH or (match.before() == "THE" and match.class_at(match.end) == "LOWER")
    if match.has("MODAL_MONTH") and not named:
        return None
    return build_calendar(match)


_BEFORE_MODAL_MONTH = {"IN", "ONTO", "OF", "BY", "SINCE", "UNTIL", "FROM", "BETWEEN", "DURING", "THROUGH", "EARLY", "LATE", "MID",
                       "DASH", "LAST", "NEXT", "THIS", "AFTER", "BEFORE", "AND", "TO", "DAY", "FOLLOWING", "PREVIOUS"}  # fmt: skip


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
    if before == "SLASH" and match.class_at(index - 2) != "YEAR":
        return False
    if after == "SLASH" and match.class_at(index + 2) not in ("YEAR", "SHORT_YEAR", "DAY"):
        return False
    if after == "UNITS" or words.token(index + 1).lower() in cues["no_year_after"]:
        return False
    value = int(words.values[index])
    near = words.token(index - 1).lower()
    if near in cues["no_year_before"]:
        return near in cues["approximate"] and value >= 1900 and not _begins_noun(match)
    if value >= 1900:
        return not (before == "DOT" and words.token(index - 2).lower() in cues["no_year_before"])
    return before in _BEFORE_OLD_YEAR or after in ("DASH", "LINE", "CLOSE") or index == 0


_BEFORE_OLD_YEAR = {"IN", "OF", "BY", "SINCE", "UNTIL", "FROM", "BETWEEN", "DURING", "THROUGH", "EARLY", "LATE", "MID", "AFTER", "AND",
                    "BEFORE", "OPEN", "TO", "DASH", "THE", "LINE", "A", "COMMA", "SEASON", "FALL", "THIS"}  # fmt: skip


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
    return Expression(match.start, match.end, "calendar", year=year, season=_text(match.value("SEASON", "FALL")),
                      month=match.number("MONTH", "MODAL_MONTH"), before_christ=match.has("ERA_BEFORE"))  # fmt: skip


def _text(value: Value | None) -> str | None:
    return None if value is None else str(value)


def build_apostrophe_year(match: Match) -> Expression | None:
    """“'99”, told by the reader's century."""
    return Expression(match.start, match.end, "calendar", timex3=None, decade=None, year=match.number("SHORT_YEAR"), modifying=True)


def build_fiscal_year(match: Match) -> Expression | None:
    return Expression(match.start, match.end, "calendar", year=match.number("YEAR"), fiscal=True)


def build_iso(match: Match) -> Expression | None:
    year, month, day = (int(part) for part in match.words.token(match.start)[:10].split("-"))
    return Expression(match.start, match.end, "calendar", year=year, month=month, day=day)


def build_slashed(match: Match) -> Expression | None:
    """“14/09/2022”, “9/11”; where day and month could be either, the number over twelve decides, else day first."""
    token = match.words.token(match.start)
    if token == "9/11":
        return Expression(match.start, match.end, "calendar", year=2001, month=9, day=11)
    day, month, year = (int(part) for part in re.split(r"[./]", token))
    if month > 12:
        day, month = month, day
    return Expression(match.start, match.end, "calendar", year=year, month=month, day=day)


def build_listed_day(match: Match) -> Expression | None:
    """A day whose month follows (“6-7 January”) or went before (“May 6 and 7th”)."""
    return Expression(match.start, match.end, "day-of-month", day=_day(match), year=match.number("YEAR"), part=_text(match.value("PART")))


def _begins_noun(match: Match) -> bool:
    """Whether the words after a number may be what it counts."""
    following = match.words.token(match.end)
    return match.class_at(match.end) in ("UNITS", "LOWER", "UPPER") and following not in match.lexicon.cues["function"]


def build_following_day(match: Match) -> Expression | None:
    """“9, 1918” after “March 5-”: only where a month stands before the first day."""
    if match.class_at(match.start - 3) not in ("MONTH", "MODAL_MONTH", "SHORT_MONTH", "DOT"):
        return None
    if match.class_at(match.start - 1) == "AND" and _begins_noun(match):
        return None
    return build_listed_day(match)


def build_lone_ordinal(match: Match) -> Expression | None:
    """“on the 20th”."""
    if _begins_noun(match) or match.class_at(match.end) == "DASH":
        return None
    return replace(build_listed_day(match) or Expression(match.start, match.end, "day-of-month"), origin="told")


def build_decade(match: Match) -> Expression | None:
    """“the 1970s”, “mid-1980s”, “the eighties”, “the 470s BC”."""
    word = match.number("DECADE_WORD")
    if word is not None:
        return Expression(match.start, match.end, "calendar", decade=word)
    token = str(match.value("DECADE", "HUNDREDS_DECADE"))
    decade = int(token[:-2])
    if len(token) == 3 and match.has("DECADE"):
        decade += 190 if decade >= 2 else 200
    return Expression(match.start, match.end, "calendar", decade=decade, before_christ=match.has("ERA_BEFORE"))


def build_century(match: Match) -> Expression | None:
    century = _day(match)
    return century and Expression(match.start, match.end, "calendar", century=century - 1, before_christ=match.has("ERA_BEFORE")) or None


def build_quarter(match: Match) -> Expression | None:
    """“the third quarter of 2022”, “Q3 2022”, “the first half of last year”."""
    quarter, half = match.number("QUARTER_NAME"), match.number("HALF_NAME")
    if quarter is None and half is None:
        number = _day(match) or 4
        quarter, half = (number, None) if match.has("QUARTER") else (None, number)
    if (quarter or 1) > 4 or (half or 1) > 2:
        return None
    built = build_calendar(match)
    return built and replace(built, quarter=quarter, half=half, day=None, unit="Y")


def build_holiday(match: Match) -> Expression | None:
    month, day = str(match.value("HOLIDAY")).split("-")
    step = match.number("EVE") or 0
    return Expression(match.start, match.end, "calendar", year=match.number("YEAR"), month=int(month), day=int(day) + step)


def build_day_shift(match: Match) -> Expression | None:
    """“yesterday”, “tomorrow morning”, “tonight”, “last night”, “this evening”."""
    step = match.number("TODAY", "YESTERDAY", "TOMORROW", "LAST")
    if match.has("THIS", "TONIGHT"):
        step = 0
    part = match.value("PART", "TONIGHT")
    origin: Origin = "published"
    if match.has("FOLLOWING", "NEXT", "PREVIOUS", "SAME", "THAT"):
        step, origin = match.number("FOLLOWING", "NEXT", "PREVIOUS") or 0, "told"
    return Expression(match.start, match.end, "shift", unit="D", step=step or 0, origin=origin, part=_text(part))


def build_shift(match: Match) -> Expression | None:
    """“last week”, “the following year”, “that month”, “the day before”, “later this month”."""
    unit = _text(match.value(*_UNIT_CLASSES))
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


def build_lone_weekend(match: Match) -> Expression | None:
    """“over the weekend”, on the side of the publication that the tense says."""
    return Expression(match.start, match.end, "calendar", unit="WE")


def build_edge_of_unit(match: Match) -> Expression | None:
    """“the end of the year”, “late in the month”."""
    unit = match.value(*_UNIT_CLASSES)
    step, origin = _step(match)
    if not match.has("THAT", "SAME", "PREVIOUS", "FOLLOWING", "LAST", "NEXT", "THIS"):
        step, origin = 0, "current"
    return Expression(match.start, match.end, "shift", unit=_text(unit), step=step, origin=origin, edge=_text(match.value("END", "START")))


def build_counted_shift(match: Match) -> Expression | None:
    """“two weeks ago”, “three days later”, “a decade earlier”, “the day before”."""
    direction = match.number("AGO", "LATER", "EARLIER", "AFTER", "BEFORE", "FROM") or 1
    if match.has("FROM"):
        direction = 1
    unit, count = _measure(match)
    origin: Origin = "published" if match.has("AGO", "FROM") else "told"
    return Expression(match.start, match.end, "shift", unit=unit, count=count, step=direction * (count or 0), origin=origin,
                      timex3=None if count is not None else ("PAST_REF" if direction < 0 else "FUTURE_REF"))  # fmt: skip


def _measure(match: Match) -> tuple[str, float | None]:
    """Unit and count; no count for “several”."""
    unit = str(match.value("UNITS", *_UNIT_CLASSES))
    count = _count(match)
    if unit == "W2":
        unit, count = "W", count and count * 2
    if unit == "Y10":
        unit, count = "Y", count and count * 10
    return unit, count


def _count(match: Match) -> float | None:
    if match.has("VAGUE", "COUPLE", "DOZENS") or (match.has("UNITS") and not match.has(*_NUMBER_CLASSES)):
        return None
    total, found = 0.0, False
    for index in range(match.start, match.end):
        name, value = match.class_at(index), match.words.values[index]
        if name in ("HUNDRED", "DOZEN"):
            total, found = max(total, 1) * float(value), True
        elif name == "HALF":
            total, found = total + 0.5 if found else 0.5, True
        elif name in _NUMBER_CLASSES:
            total, found = total + float(value), True
    return total if found else 1.0


_NUMBER_CLASSES = ("DAY", "SHORT_YEAR", "HUNDREDS", "YEAR", "AMOUNT", "DECIMAL", "CARDINAL", "TENS", "HUNDRED", "DOZEN", "HALF")


def build_duration(match: Match) -> Expression | None:
    """“three days”, “a month-long”, “the past decade” (step -1), “the next two weeks” (step 1)."""
    unit, count = _measure(match)
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
    if before in ("DURING", "AFTER", "IN", "OF", "BY", "THROUGH") or match.words.token(match.start - 1).lower() in ("take", "takes", "took", "lasted", "lasting", "spent", "spend", "with"):
        return build_duration(match)
    return None


def build_near_decade(match: Match) -> Expression | None:
    """“the next decade” from now is ten years; “the following decade” and “the previous century” are on the calendar."""
    if not match.has("FOLLOWING", "PREVIOUS"):
        return build_duration(match)
    return Expression(match.start, match.end, "shift", unit=_text(match.value("DECADETIME", "CENTURY")), origin="told",
                      step=match.number("FOLLOWING", "PREVIOUS") or 0)  # fmt: skip


def build_lone_season(match: Match) -> Expression | None:
    """“in spring”, “the winter”; never “the Arab spring” or “spring to life”."""
    if match.class_at(match.end) == "UPPER" or (match.end - match.start == 1 and match.before() not in _BEFORE_SEASON):
        return None
    return build_calendar(match)


_BEFORE_SEASON = {"IN", "DURING", "BY", "SINCE", "UNTIL", "AND", "TO", "THROUGH", "BETWEEN", "DASH", "OR"}


def build_lone_part(match: Match) -> Expression | None:
    """“in the morning”, of the day told last; “at night”."""
    part = _text(match.value("PART"))
    if not match.has("THE"):
        return Expression(match.start, match.end, "set", timex3=f"XXXX-XX-XXT{part}") if part == "NI" else None
    return Expression(match.start, match.end, "shift", unit="D", origin="current", part=part)


def build_set(match: Match) -> Expression | None:
    """“every Monday”, “each year”, “every two years”, “daily”, “on Mondays”."""
    weekday = match.number("WEEKDAY", "WEEKDAYS")
    if weekday:
        return Expression(match.start, match.end, "set", timex3=f"XXXX-WXX-{weekday}")
    if fixed := match.value("FREQUENT"):
        return Expression(match.start, match.end, "set", timex3=str(fixed))
    if part := match.value("PART", "NIGHTS"):
        return Expression(match.start, match.end, "set", timex3=f"XXXX-XX-XXT{part}")
    if season := match.value("SEASON", "FALL"):
        return Expression(match.start, match.end, "set", timex3=f"XXXX-{season}")
    if month := match.number("MONTH", "MODAL_MONTH"):
        return Expression(match.start, match.end, "set", timex3=f"XXXX-{month:02d}")
    unit, count = _measure(match)
    return Expression(match.start, match.end, "set", unit=unit, count=count, step=0 if match.has("EACH") else 1)


def build_reference(match: Match) -> Expression | None:
    value = match.value("PRESENT", "PRESENT_ADJECTIVE", "RECENT", "RECENT_ADJECTIVE", "FORMER", "FUTURE", "PAST", "DATE", "TIME")
    fixed = {"0": "PRESENT_REF", "-1": "PAST_REF"}.get(str(value), str(value))
    if match.has("THIS"):
        fixed = "PRESENT_REF"
    elif match.has("TIME"):
        fixed = "PAST_REF"
    return Expression(match.start, match.end, "reference", timex3=fixed, modifying=match.has("FORMER", "RECENT_ADJECTIVE"))


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


