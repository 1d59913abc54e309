"""Attributes: what spaCy's attribute ruler sets, looked up by what a token is instead of matched rule by rule.

Its rules ask for properties of one token or of a few neighbours (a tag, a word, a label), so tokens that agree in them
get the same attributes, and of each kind of token the rules are asked once. Words that no rule asks for are all alike,
so there are no more kinds for new words. Only where a kind can begin a rule for several tokens are its neighbours
looked at.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from spacy.attrs import IDS
from spacy.pipeline import AttributeRuler
from spacy.strings import StringStore
from spacy.tokens import Doc

Row = tuple[int, ...]
"""A token's values: first of the columns that rules can set, then of the others they ask for."""
Test = Callable[[Row], bool]

_ASKED = frozenset({"TAG", "LOWER", "ORTH", "DEP", "IS_SPACE", "POS", "LEMMA", "SHAPE", "NORM", "IS_PUNCT", "LIKE_NUM"})
"""Properties that a token has by itself."""
_GIVEN = frozenset({"TAG", "POS", "MORPH", "LEMMA", "DEP"})
_KINDS_KEPT = 20_000
_OTHER = -1
"""Stands for every value of a column that no rule asks for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What rules ask for in one column, so that the values they do not tell apart can be taken for one."""

    values: set[int] = field(default_factory=set)
    """Told apart; values that a pattern fits join them when they are met."""
    patterns: list[tuple[re.Pattern[str], set[int]]] = field(default_factory=list)
    """Each with the values met so far that it fits."""
    settled: set[int] = field(default_factory=set)
    """Values told apart of which it is known what patterns they fit; of all others it is asked again."""

    def meet(self, found: set[int], strings: StringStore) -> None:
        """Find out which of the values in `found` the patterns fit."""
        for value in found - self.settled if self.patterns else ():
            text = strings[value]
            for pattern, fitting in self.patterns:
                if pattern.search(text):
                    fitting.add(value)
                    self.values.add(value)
            if value in self.values:
                self.settled.add(value)


class UnknownTest(Exception):
    """A rule asks for something that is not looked up here."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Tests of neighbouring tokens, and the new values (by column) of the one at `target` among them."""

    tests: tuple[Test, ...]
    target: int
    values: Mapping[int, int]
    tag: int | None = None
    """The tag that the one at `target` must have, where its test names one."""

    def fits(self, rows: Sequence[Row], start: int) -> bool:
        """Whether the tokens from `start` on pass the tests."""
        there = rows[start : start + len(self.tests)]
        return len(there) == len(self.tests) and all(test(row) for test, row in zip(self.tests, there, strict=True))


class AttributeTable:
    """The rules of an attribute ruler, and what they give for each kind of token met so far."""

    def __init__(self, columns: Sequence[str], width: int, rules: Sequence[Rule], asked: Sequence[Asked]) -> None:
        self._columns: list[int | str] = [*columns]
        self._width = width
        self._rules = tuple(rules)
        self._asked = tuple(asked)
        self._long = tuple(rule for rule in self._rules if len(rule.tests) > 1)
        self._kinds: dict[Row, tuple[Row, tuple[Rule, ...]]] = {}
        self._tag = [*columns].index("TAG") if "TAG" in columns else None
        self._of_tag: dict[int, tuple[Rule, ...]] = {}

    @classmethod
    def of(cls, component: Any) -> "AttributeTable | None":
        """The table of a ruler whose rules ask for nothing but properties of single tokens."""
        if type(component) is not AttributeRuler:
            return None
        patterns: list[dict[str, Any]] = component.patterns
        asked = {name for p in patterns for words in p["patterns"] for word in words for name in word}
        given = {name for p in patterns for name in p["attrs"]}
        if not given or not (asked <= _ASKED and given <= _GIVEN):
            return None
        columns = {name: Asked() for name in (*sorted(given), *sorted(asked - given))}
        try:
            return cls(list(columns), len(given), list(_rules(component, columns)), list(columns.values()))
        except UnknownTest:
            return None

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the attributes of the documents' tokens."""
        for doc in docs:
            self._annotate(doc)

    def _annotate(self, doc: Doc) -> None:
        rows = self._tell_apart(doc)
        found = [self._kinds.get(row) or self._meet(row) for row in rows]
        values = [row for row, _ in found]
        for i, (_, begun) in enumerate(found):
            for rule in begun:
                if rule.fits(rows, i):
                    values[i + rule.target] = self._values(rows, i + rule.target)
        array: Any = np.array(values, dtype=np.uint64)
        doc.from_array(self._columns[: self._width], array)

    def _tell_apart(self, doc: Doc) -> list[Row]:
        """A row for each token; in columns that are only asked for, what no rule asks for is one and the same."""
        array: Any = doc.to_array(self._columns)
        columns: list[list[int]] = array.reshape(len(doc), -1).T.tolist()
        for place, (column, asked) in enumerate(zip(columns, self._asked, strict=True)):
            asked.meet(set(column), doc.vocab.strings)
            if place >= self._width:
                columns[place] = [value if value in asked.values else _OTHER for value in column]
        return list(zip(*columns, strict=True))

    def _meet(self, row: Row) -> tuple[Row, tuple[Rule, ...]]:
        """What the rules for one token give for a kind not met before, and the longer rules that it can begin."""
        if len(self._kinds) >= _KINDS_KEPT:
            self._kinds.clear()
        begun = tuple(rule for rule in self._long if rule.tests[0](row))
        self._kinds[row] = found = self._values([row], 0), begun
        return found

    def _values(self, rows: Sequence[Row], i: int) -> Row:
        """What the rules that reach token `i` give: the last one has the last word."""
        values = list(rows[i][: self._width])
        for rule in self._rules_for(rows[i]):
            if i >= rule.target and rule.fits(rows, i - rule.target):
                for column, value in rule.values.items():
                    values[column] = value
        return tuple(values)

    def _rules_for(self, row: Row) -> tuple[Rule, ...]:
        """The rules that a token's tag lets reach it, in their order; most ask for one tag, and new words never end."""
        if self._tag is None:
            return self._rules
        tag = row[self._tag]
        if tag not in self._of_tag:
            self._of_tag[tag] = tuple(rule for rule in self._rules if rule.tag in (None, tag))
        return self._of_tag[tag]


def _rules(ruler: Any, columns: Mapping[str, Asked]) -> Iterator[Rule]:
    strings, places = ruler.vocab.strings, {name: place for place, name in enumerate(columns)}
    for pattern, attributes, target in zip(ruler.patterns, ruler.attrs, ruler.indices, strict=True):
        values = {places[name]: attributes[IDS[name]] for name in pattern["attrs"]}
        for words in pattern["patterns"]:
            if not -len(words) <= target < len(words):
                raise UnknownTest
            tests = tuple(_test(word, columns, strings) for word in words)
            tag = words[target].get("TAG")
            yield Rule(tests, target % len(words), values, strings.add(tag) if isinstance(tag, str) else None)


def _test(word: Mapping[str, Any], columns: Mapping[str, Asked], strings: StringStore) -> Test:
    """The test of one token in a rule: everything asked for in `word` holds."""
    places = {name: place for place, name in enumerate(columns)}
    tests = [(places[name], _condition(asked, columns[name], strings)) for name, asked in word.items()]
    return lambda row: all(holds(row[column]) for column, holds in tests)


def _condition(wanted: Any, asked: Asked, strings: StringStore) -> Callable[[int], bool]:
    if isinstance(wanted, str):
        return _one_of({strings.add(wanted)}, asked)
    if isinstance(wanted, bool):
        return _one_of({int(wanted)}, asked)
    match wanted:
        case {"IN": [*values], **rest} if not rest and _are_words(values):
            return _one_of({strings.add(value) for value in values}, asked)
        case {"NOT_IN": [*values], **rest} if not rest and _are_words(values):
            barred = _one_of({strings.add(value) for value in values}, asked)
            return lambda value: not barred(value)
        case {"REGEX": str(pattern), **rest} if not rest:
            fitting: set[int] = set()
            asked.patterns.append((re.compile(pattern), fitting))
            return fitting.__contains__
    raise UnknownTest


def _one_of(values: set[int], asked: Asked) -> Callable[[int], bool]:
    asked.values.update(values)
    return values.__contains__


def _are_words(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
