"""Dates: the time expressions of a text, found by a grammar and anchored to publication or to earlier dates."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from comity.reading.date_anchors import Anchor, Reading, Tense, read_expression
from comity.reading.date_context import guess_tense, in_side_clause, sentence_end
from comity.reading.date_expressions import Expression
from comity.reading.date_grammar import find_expressions
from comity.reading.date_intervals import Read, timexes
from comity.reading.date_joins import count_from_following, merge_clocks, share_years
from comity.reading.date_words import Words, read_words
from comity.reading.page import Timex

_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_DATELINE = 40
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NARRATIVE_YEARS = 4


_NARRATIVE_SHARE = 0.75
_NARRATIVE_RATIO = 12
_TIED = ("since", "from", "in", "until", "by", "of", "during", "before", "after")


def find_dates(
    text: str, published: str | None, *, tense: Callable[[int], str | None] | None = None
) -> tuple[Timex, ...]:
    """The time expressions of `text`, in order.

    `published` is the EDTF date of publication; without a day in it, what counts from publication has no value.
    `tense` may give “past”, “future” or “scheduled” for the verb beside a character offset; otherwise the words
    nearby decide.
    """
    words = read_words(text)
    expressions = merge_clocks(words, share_years(words, list(find_expressions(words))))
    expressions = count_from_following(words, expressions)
    anchor = Anchor(_publication(published) or _dateline(words, expressions))
    anchor = replace(anchor, narrative=_is_narrative(expressions, anchor))
    read = _read_all(words, expressions, anchor, tense)
    return tuple(timexes(words, read))


def _publication(published: str | None) -> dt.date | None:
    if not published or not re.match(r"\d{4}-\d{2}-\d{2}", published):
        return None
    try:
        day = dt.date.fromisoformat(published[:10])
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _dateline(words: Words, expressions: Sequence[Expression]) -> dt.date | None:
    """The full date that a text without date of publication opens with, in its first line and near the start."""
    for expression in expressions[:1]:
        head = words.text[: words.starts[expression.start]]
        if (
            expression.year
            and expression.month
            and expression.day
            and len(head) <= _DATELINE
            and "\n" not in head.strip()
        ):
            return _publication(f"{expression.year:04d}-{expression.month:02d}-{expression.day:02d}")
    return None


def _is_narrative(expressions: Sequence[Expression], anchor: Anchor) -> bool:
    """A text that tells of years long before its publication, and seldom counts from it."""
    if anchor.published is None:
        return True
    this_year = anchor.published.year
    years = [e.year for e in expressions if e.kind == "calendar" and e.year and not e.modifying]
    old = sum(1 for year in years if year < this_year - 1)
    fresh = sum(1 for e in expressions if e.origin == "published" or (e.weekday and not e.month))
    return old >= _NARRATIVE_YEARS and old >= _NARRATIVE_SHARE * len(years) and fresh * _NARRATIVE_RATIO < old


def _read_all(
    words: Words, expressions: Sequence[Expression], anchor: Anchor, tense: Callable[[int], str | None] | None
) -> list[Read]:
    read: list[Read] = []
    end = -1
    for index, expression in enumerate(expressions):
        if not anchor.narrative and expression.kind == "reference" and expression.modifying:
            continue
        if expression.start >= end:
            end = sentence_end(words, expression.start)
            anchor = replace(anchor, year_in_sentence=None, told_in_sentence=False)
        if _is_of_year_told(words, expression) and anchor.told is not None:
            expression = replace(expression, origin="told")
        at = anchor
        if expression.origin == "following":
            ahead = read_expression(expressions[index + 1], anchor, _tense_at(words, expressions[index + 1], tense))
            at = replace(anchor, told=ahead.point if ahead else None)
        reading = read_expression(expression, at, _tense_at(words, expression, tense))
        if reading is None:
            continue
        read.append(Read(expression, reading, anchor))
        anchor = _moved(words, anchor, expression, reading)
    return read


def _is_of_year_told(words: Words, expression: Expression) -> bool:
    """“since that August”: the one of the year told last; never “said that August was dry”."""
    lone = expression.kind == "calendar" and expression.month and not (expression.year or expression.day)
    before = [words.token(expression.start - back).lower() for back in (2, 1)]
    return bool(lone and expression.origin is None and before[0] in _TIED and before[1] == "that")


def _moved(words: Words, anchor: Anchor, expression: Expression, reading: Reading) -> Anchor:
    """The anchor after an expression: a date is what “the same day” and “two weeks later” count from."""
    if reading.point is None or (reading.value is None and reading.point.year > 0) or expression.modifying:
        return anchor
    aside = in_side_clause(words, expression)
    if aside and anchor.told_in_sentence:
        return anchor
    is_day = _A_DAY.match(reading.timex3) is not None
    anchor = replace(
        anchor, told=reading.point, told_day=reading.point if is_day else anchor.told_day, told_in_sentence=True
    )
    year = reading.point.year
    other_year = expression.year and anchor.published and year != anchor.published.year
    return replace(anchor, year_in_sentence=year) if other_year and not aside else anchor


def _tense_at(words: Words, expression: Expression, tense: Callable[[int], str | None] | None) -> Tense | None:
    partial = expression.weekday or expression.month or expression.season or expression.edge or expression.unit == "WE"
    if expression.year or not partial:
        return None
    if words.class_at(expression.start - 1) == "SINCE":
        return "past"  # “independent since May 20, it will be admitted”
    match tense(words.starts[expression.start]) if tense else None:
        case "past":
            return "past"
        case "future":
            return "future"
        case "scheduled" if expression.weekday and not expression.month:
            return "scheduled"
    return guess_tense(words, expression)
