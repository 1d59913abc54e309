"""Dates: the time expressions of a text, found by a grammar of words and anchored to publication or to earlier dates."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from comity.edtf import is_edtf
from comity.reading.date_anchors import Anchor, Point, Reading, Tense, read_expression, shift
from comity.reading.date_expressions import Expression
from comity.reading.date_grammar import find_expressions
from comity.reading.date_words import Words, load_lexicon, read_words
from comity.reading.page import Timex

_NARRATIVE_YEARS = 4
_NARRATIVE_SHARE = 0.75
_CUE_TOKENS = 14
_JOINS = {"DASH", "TO", "AND", "OR", "UNTIL", "THROUGH", "SLASH", "COMMA"}
_BREAKS = {"LINE", "STOP"}
_TITLES = {"Mr", "Mrs", "Ms", "Dr", "Gen", "Col", "Lt", "Sen", "Rep", "St", "Gov", "Prof", "U", "S", "No"}


def find_dates(text: str, published: str | None, *, tense: Callable[[int], str | None] | None = None) -> tuple[Timex, ...]:
    """The time expressions of `text`, in order.

    `published` is the EDTF date of publication; without a day in it, what counts from publication has no value.
    `tense` may give “past” or “future” for the verb beside a character offset; otherwise the words nearby decide.
    """
    words = read_words(text)
    expressions = _merge_clocks(words, _share_years(words, list(find_expressions(words))))
    expressions = _count_from_following(words, expressions)
    anchor = Anchor(_publication(published))
    anchor = replace(anchor, narrative=_is_narrative(expressions, anchor))
    read = _read_all(words, expressions, anchor, tense)
    return tuple(_timexes(words, read, anchor))


@dataclass(frozen=True, slots=True)
class _Read:
    expression: Expression
    reading: Reading
    anchor: Anchor


def _publication(published: str | None) -> dt.date | None:
    if not published or not re.match(r"\d{4}-\d{2}-\d{2}", published):
        return None
    try:
        return dt.date.fromisoformat(published[:10])
    except ValueError:
        return None


def _is_narrative(expressions: Sequence[Expression], anchor: Anchor) -> bool:
    """A text that tells of years long before its publication, and seldom counts from it."""
    if anchor.published is None:
        return True
    this_year = anchor.published.year
    years = [e.year for e in expressions if e.kind == "calendar" and e.year and not e.modifying]
    old = sum(1 for year in years if year < this_year - 1)
    fresh = sum(1 for e in expressions if e.origin == "published" or (e.weekday and not e.month))
    return old >= _NARRATIVE_YEARS and old >= _NARRATIVE_SHARE * len(years) and fresh * 4 < old


def _between(words: Words, first: Expression, second: Expression) -> list[str]:
    if not 0 <= second.start - first.end <= 4:
        return ["far"]
    return [words.class_at(i) for i in range(first.end, second.start)]


def _joined(words: Words, first: Expression, second: Expression) -> str | None:
    """The class of the word that joins two expressions (“May to August”, “3–5”), if one does."""
    classes = [name for name in _between(words, first, second) if name not in ("THE", "IN", "ONTO")]
    if classes == ["COMMA", "AND"]:
        return "AND"
    return classes[0] if len(classes) == 1 and classes[0] in _JOINS else None


def _share_years(words: Words, expressions: list[Expression]) -> list[Expression]:
    """“May 15 to August 16, 1988”, “3-4 May”, “499-493 BC”: the first takes what only the second says."""
    for index in range(len(expressions) - 2, -1, -1):
        first, second = expressions[index], expressions[index + 1]
        if first.kind not in ("calendar", "day-of-month") or second.kind not in ("calendar", "day-of-month"):
            continue
        if (join := _joined(words, first, second)) is None:
            continue
        if first.kind == "day-of-month" and first.month is None and second.month:
            expressions[index] = replace(first, kind="calendar", month=second.month, year=second.year, unit=second.unit,
                                         before_christ=second.before_christ)  # fmt: skip
        elif first.year and first.year < 1000 and second.before_christ and not first.before_christ:
            expressions[index] = replace(first, before_christ=True)
        elif (first.month or first.season) and first.year is None and first.origin is None and second.year and join != "COMMA":
            turned = (first.month or 0) > (second.month or 13)
            expressions[index] = replace(first, year=second.year - turned, before_christ=second.before_christ)
    return expressions


def _count_from_following(words: Words, expressions: list[Expression]) -> list[Expression]:
    """“two weeks before 5 March”, “the day after 13 July 2020” count from the date that follows."""
    counted = list(expressions)
    for index, (first, second) in enumerate(pairwise(expressions)):
        if second.kind != "calendar" or not (second.day or second.year or second.month or first.kind == "clock"):
            continue
        if first.kind == "duration" and first.count and _between(words, first, second) in (["BEFORE"], ["AFTER"]):
            sign = -1 if words.class_at(first.end) == "BEFORE" else 1
            counted[index] = replace(first, kind="shift", step=sign * first.count, origin="following")
        elif first.kind == "shift" and first.end == second.start and words.class_at(first.end - 1) in ("BEFORE", "AFTER"):
            counted[index] = replace(first, origin="following")
        elif first.kind == "clock" and _between(words, first, second) == ["ONTO"]:
            counted[index] = replace(first, origin="following")
    return counted


def _merge_clocks(words: Words, expressions: list[Expression]) -> list[Expression]:
    """“15:00 GMT Saturday” and “May 8, 1:00AM” are one expression."""
    merged: list[Expression] = []
    for expression in expressions:
        last = merged[-1] if merged else None
        if last and _between(words, last, expression) in ([], ["COMMA"]):
            if last.kind == "clock" and expression.kind == "calendar" and (expression.day or expression.weekday):
                merged[-1] = replace(expression, start=last.start, clock=last.clock)
                continue
            if expression.kind == "clock" and last.kind == "calendar" and (last.day or last.weekday):
                merged[-1] = replace(last, end=expression.end, clock=expression.clock)
                continue
        merged.append(expression)
    return merged


def _read_all(words: Words, expressions: Sequence[Expression], anchor: Anchor, tense: Callable[[int], str | None] | None) -> list[_Read]:
    read: list[_Read] = []
    sentence_end = -1
    for index, expression in enumerate(expressions):
        if not anchor.narrative and expression.timex3 == "PAST_REF" and expression.modifying:
            continue
        if expression.start >= sentence_end:
            sentence_end = _sentence_end(words, expression.start)
            anchor = replace(anchor, year_in_sentence=None)
        at = anchor
        if expression.origin == "following":
            ahead = read_expression(expressions[index + 1], anchor, _tense_at(words, expressions[index + 1], tense))
            at = replace(anchor, told=ahead.point if ahead else None)
        reading = read_expression(expression, at, _tense_at(words, expression, tense))
        if reading is None:
            continue
        read.append(_Read(expression, reading, anchor))
        anchor = _moved(anchor, expression, reading)
    return read


def _moved(anchor: Anchor, expression: Expression, reading: Reading) -> Anchor:
    """The anchor after an expression: a date is what “the same day” and “two weeks later” count from."""
    if reading.point is None or reading.value is None and reading.point.year > 0 or expression.modifying:
        return anchor
    told_year = reading.point.year if expression.year and anchor.published and reading.point.year != anchor.published.year else None
    return replace(anchor, told=reading.point, year_in_sentence=told_year or anchor.year_in_sentence)


def _sentence_end(words: Words, index: int) -> int:
    while index < len(words.classes) and not _ends_sentence(words, index):
        index += 1
    return index


def _ends_sentence(words: Words, index: int) -> bool:
    name = words.class_at(index)
    if name in _BREAKS:
        return True
    if name != "DOT":
        return False
    before = words.token(index - 1)
    return not (before in _TITLES or len(before) == 1 or words.class_at(index - 1) == "SHORT_MONTH")


def _tense_at(words: Words, expression: Expression, tense: Callable[[int], str | None] | None) -> Tense | None:
    if not (expression.weekday or expression.month or expression.season or expression.edge or expression.unit == "WE") or expression.year:
        return None
    given = tense(words.starts[expression.start]) if tense else None
    if given == "past" or given == "future":
        return "past" if given == "past" else "future"
    return _guess_tense(words, expression)


def _guess_tense(words: Words, expression: Expression) -> Tense | None:
    """From the nearest cue before the expression in its sentence, else after it."""
    for index in range(expression.start - 1, max(expression.start - _CUE_TOKENS, -1), -1):
        if _ends_sentence(words, index):
            break
        if cue := _cue(words, index):
            return cue
    for index in range(expression.end, min(expression.end + _CUE_TOKENS, len(words.classes))):
        if _ends_sentence(words, index):
            break
        if cue := _cue(words, index):
            return cue
    return None


def _cue(words: Words, index: int) -> Tense | None:
    token, cues = words.token(index), load_lexicon().cues
    if token in cues["future"] or (token == "to" and words.token(index + 1) in cues["future_infinitive"]):
        return "future"
    if token in cues["past"] or (token.endswith("ed") and len(token) > 4 and token.islower()):
        return "past"
    return None


def _timexes(words: Words, read: Sequence[_Read], anchor: Anchor) -> list[Timex]:
    values = [r.reading.value for r in read]
    for index, item in enumerate(read):
        if item.expression.kind == "duration":
            values[index] = _anchored_duration(words, item)
        elif item.reading.value is not None and not (index and read[index - 1].expression.origin == "following"):
            values[index] = _open_interval(words, item) or values[index]
    for index in range(len(read) - 1):
        if interval := _closed_interval(words, read[index], read[index + 1]):
            values[index] = values[index + 1] = interval
    return [_timex(words, item, value) for item, value in zip(read, values, strict=True)]


def _timex(words: Words, item: _Read, value: str | None) -> Timex:
    start, end = words.starts[item.expression.start], words.ends[item.expression.end - 1]
    basis = item.reading.basis or ("relative" if value else None)
    return Timex(start, end, value, item.reading.type, basis if value else None, item.reading.timex3)


def _first(value: str) -> str:
    return value.partition("/")[0]


def _last(value: str) -> str:
    return value.partition("/")[2] or value


def _closed_interval(words: Words, first: _Read, second: _Read) -> str | None:
    """“from 1985 to 1991”, “13-15 June 2024”, “between May and June 1981”."""
    if first.reading.value is None or second.reading.value is None or "duration" in (first.reading.type, second.reading.type):
        return None
    join = _joined(words, first.expression, second.expression)
    opener = words.class_at(first.expression.start - 1)
    ranged = join in ("DASH", "SLASH", "TO", "UNTIL", "THROUGH") or (join == "AND" and opener == "BETWEEN")
    if not ranged:
        return None
    if first.expression.fiscal:
        return f"{first.expression.year}/{_last(second.reading.value)}"
    interval = f"{_first(first.reading.value)}/{_last(second.reading.value)}"
    return interval if is_edtf(interval) else None


def _open_interval(words: Words, item: _Read) -> str | None:
    """“since 2017”, “until Friday”, “after 3 May”, “by the end of the year”."""
    value, expression = item.reading.value or "", item.expression
    opener = words.class_at(_opener(words, expression))
    after = words.class_at(expression.end)
    if expression.modifying or (after == "QUOTE" and opener != "SINCE"):
        return None
    if opener in ("SINCE", "FROM", "AFTER") or after == "ONWARD" or _starting(words, expression):
        return f"{_first(value)}/.."
    if opener in ("UNTIL", "THROUGH", "BEFORE", "BY"):
        return f"../{_last(value)}"
    return None


def _opener(words: Words, expression: Expression) -> int:
    """The token before an expression, “about”, “at least” and the like passed over."""
    index = expression.start - 1
    while words.token(index).lower() in load_lexicon().cues["approximate"]:
        index -= 1
    return index


def _starting(words: Words, expression: Expression) -> bool:
    before = words.token(expression.start - 1).lower()
    if before in ("on", "in", "from"):
        before = words.token(expression.start - 2).lower()
    return before in ("starting", "beginning", "effective", "commencing")


def _anchored_duration(words: Words, item: _Read) -> str | None:
    """“over the past decade”, “for the past three years”, “in the next two weeks”, “has been for 15 years”."""
    expression, anchor = item.expression, item.anchor
    base = anchor.told if expression.origin == "told" else anchor.now
    unit, count, step = expression.unit or "D", expression.count, expression.step
    opener = words.token(_opener(words, expression)).lower()
    if not step and opener == "for" and _still_going(words, expression):
        step = -1
    if base is None or count is None or not step or unit not in ("D", "W", "M", "Y") or anchor.narrative:
        return None
    far = shift(base, unit, count * step)
    if far is None:
        return None
    near, far = _coarsened(base, unit, count), _coarsened(far, unit, count)
    if step > 0:
        return f"{near.timex3()}/{far.timex3()}"
    return f"{far.timex3()}~/.." if opener == "for" else f"{far.timex3()}~/{near.timex3()}"


def _coarsened(point: Point, unit: str, count: float) -> Point:
    if unit == "Y":
        return Point(point.year)
    if unit == "M" or (unit == "W" and count >= 4):
        return Point(point.year, point.month)
    return point


def _still_going(words: Words, expression: Expression) -> bool:
    """Whether a present perfect goes before in the sentence."""
    for index in range(expression.start - 1, max(expression.start - _CUE_TOKENS, -1), -1):
        if _ends_sentence(words, index):
            return False
        if words.token(index) in ("has", "have", "'ve", "ve"):
            return True
    return False
