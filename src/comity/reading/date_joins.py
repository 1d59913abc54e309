"""Joins: expressions that stand together lend each other what only one of them says."""

from dataclasses import replace
from itertools import pairwise

from comity.reading.date_context import between, joined
from comity.reading.date_expressions import Expression
from comity.reading.date_words import Words


def share_years(words: Words, expressions: list[Expression]) -> list[Expression]:
    """“May 15 to August 16, 1988”, “3-4 May”, “499-493 BC”: the first takes what only the second says."""
    for index in range(len(expressions) - 2, -1, -1):
        first, second = expressions[index], expressions[index + 1]
        if first.kind not in ("calendar", "day-of-month") or second.kind not in ("calendar", "day-of-month"):
            continue
        if (join := joined(words, first, second)) is None:
            continue
        if first.kind == "day-of-month" and first.month is None and second.month:
            expressions[index] = replace(first, kind="calendar", month=second.month, year=second.year, unit=second.unit,
                                         before_christ=second.before_christ)  # fmt: skip
        elif first.year and first.year < 1000 and second.before_christ and not first.before_christ:
            expressions[index] = replace(first, before_christ=True)
        elif (
            (first.month or first.season)
            and first.year is None
            and first.origin is None
            and second.year
            and join != "COMMA"
        ):
            turned = (first.month or 0) > (second.month or 13)
            expressions[index] = replace(first, year=second.year - turned, before_christ=second.before_christ)
    return expressions


def count_from_following(words: Words, expressions: list[Expression]) -> list[Expression]:
    """“two weeks before 5 March”, “the day after 13 July 2020” count from the date that follows."""
    counted = list(expressions)
    for index, (first, second) in enumerate(pairwise(expressions)):
        if second.kind != "calendar" or not (second.day or second.year or second.month or first.kind == "clock"):
            continue
        if first.kind == "duration" and first.count and between(words, first, second) in (["BEFORE"], ["AFTER"]):
            sign = -1 if words.class_at(first.end) == "BEFORE" else 1
            counted[index] = replace(first, kind="shift", step=sign * first.count, origin="following")
        elif (
            first.kind == "shift" and first.end == second.start and words.class_at(first.end - 1) in ("BEFORE", "AFTER")
        ) or (first.kind == "clock" and between(words, first, second) == ["ONTO"]):
            counted[index] = replace(first, origin="following")
    return counted


def merge_clocks(words: Words, expressions: list[Expression]) -> list[Expression]:
    """“15:00 GMT Saturday” and “May 8, 1:00AM” are one expression."""
    merged: list[Expression] = []
    for expression in expressions:
        last = merged[-1] if merged else None
        if last and between(words, last, expression) in ([], ["COMMA"]):
            if last.kind == "clock" and expression.kind == "calendar" and (expression.day or expression.weekday):
                merged[-1] = replace(expression, start=last.start, clock=last.clock)
                continue
            if expression.kind == "clock" and last.kind == "calendar" and (last.day or last.weekday):
                merged[-1] = replace(last, end=expression.end, clock=expression.clock)
                continue
        merged.append(expression)
    return merged
