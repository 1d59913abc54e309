"""The grammar of questions, read from the two YAML files beside it: patterns with slots, and the words they share."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from comity.errors import LexiconError

FREE = ("actor", "other", "organisation", "body", "person", "place", "topic")
"""Slots that take any words; the others take only words of a list."""
TIMES = ("at", "turn", "span", "value")
_PART = re.compile(r"<(?P<list>\w+)>|\{(?P<slot>\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\] ?| ?\[([^\[\]]*)\]$")
_KEYS = frozenset(
    {
        "id",
        "shows",
        "runs",
        "time",
        "templates",
        "words",
        "options",
        "keep",
        "side",
        "pick",
        "than",
        "shared",
        "count",
        "compares",
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """Lists of words by name, and what the words of a closed slot mean."""

    lists: Mapping[str, tuple[str, ...]]
    closed: Mapping[str, Mapping[str, str]]
    """For `verb`, `standing`, `tie` and `role`: word to value."""
    pronouns: frozenset[str]
    silent: frozenset[str]
    idle: frozenset[str]
    """Words that say nothing about what is asked when order is left aside."""
    same: tuple[tuple[re.Pattern[str], str], ...]
    """Ways of asking for one thing, each with the word that stands for it."""

    def split_given(self, template: str) -> tuple[str, Mapping[str, str]]:
        """A template without the slot that it fills by itself, and that slot."""
        body, _, value = template.partition("%")
        if not value:
            return body, {}
        if value in self.closed["role"] or value == "leader":
            return body, {"role": value}
        return body, {"tie" if value not in self.closed["standing"].values() else "standing": value}

    def level(self, text: str) -> str:
        """Words with every way of asking for one thing replaced by the word that stands for it."""
        for expression, word in self.same:
            text = expression.sub(word, text)
        return text


@dataclass(frozen=True, slots=True)
class Expression:
    """A template as an expression. Titles of offices are hundreds: they are read in only for what fits but for them."""

    rough: re.Pattern[str]
    """Takes any words for those of a list."""
    exact: str
    given: Mapping[str, str]
    """The slots that it fills by itself."""

    def read(self, question: str) -> Mapping[str, str] | None:
        """The words in each slot; None for a question that does not fit."""
        match = self.rough.fullmatch(question)
        if match and self.exact != self.rough.pattern:
            match = _compile_exactly(self.exact).fullmatch(question)
        if match is None:
            return None
        return {**self.given, **{slot: text.strip() for slot, text in match.groupdict().items() if text}}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of question: its templates as expressions, and the query that it becomes."""

    id: str
    shows: str
    runs: str
    time: str
    expressions: tuple[Expression, ...]
    templates: tuple[str, ...]
    words: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    side: tuple[str, str] | None = None
    pick: str | None = None
    than: str | None = None
    """The slot of whom a pick is `before` or `after`."""
    shared: str | None = None
    """The slot of whom the memberships are to be as well."""
    count: bool = False
    compares: bool = False
    """Whether two moments that a question names are compared; else a question takes one time."""

    def readings(self, question: str) -> Iterator[Mapping[str, str]]:
        """The words in each slot, for every template that the question fits."""
        for expression in self.expressions:
            if (slots := expression.read(question)) is not None:
                yield slots


def load_words(roles: Iterable[str]) -> Words:
    """The shared words; `roles` are titles of offices, beside the kinds of office."""
    data = _read("words.yaml")
    verbs = {form: type for type, forms in data["verbs"].items() for form in forms}
    standings = {form: status for status, forms in data["standings"].items() for form in forms}
    ties = {form: relation for relation, forms in data["ties"].items() for form in forms}
    titles = {title: title for title in (*roles, *data["roles"])}
    lists = {name: tuple(forms) for name, forms in data["words"].items()}
    closed = {"verb": verbs, "standing": standings, "tie": ties, "role": titles}
    idle = frozenset((*data["silent"], *data["idle"]))
    pronouns, silent = frozenset(data["pronouns"]), frozenset(data["silent"])
    return Words(lists, closed, pronouns, silent, idle, tuple(_same(data["same"])))


def _same(ways: Mapping[str, Iterable[str]]) -> Iterator[tuple[re.Pattern[str], str]]:
    for word, forms in ways.items():
        yield re.compile(rf"\b(?:{_any(forms)})\b", re.IGNORECASE), word


@cache
def load_patterns(words_of_roles: tuple[str, ...]) -> tuple[Pattern, ...]:
    """All patterns in the order in which they are tried; raises `LexiconError` for a broken file."""
    words = load_words(words_of_roles)
    return tuple(_pattern(item, words) for item in _read("questions.yaml"))


def leading_kinds() -> tuple[str, ...]:
    """The kinds of office that a leader holds."""
    return tuple(_read("words.yaml")["roles"]["leader"])


def _pattern(item: Mapping[str, Any], words: Words) -> Pattern:
    unknown = set(item) - _KEYS
    if unknown or item.get("time") not in TIMES:
        raise LexiconError(f"questions.yaml, {item.get('id')}: unknown key or time {sorted(unknown)}.")
    side = item.get("side")
    return Pattern(
        id=item["id"],
        shows=item["shows"],
        runs=item["runs"],
        time=item["time"],
        templates=tuple(item["templates"]),
        expressions=tuple(made for template in item["templates"] for made in _compile(template, words)),
        words=tuple(item["words"]),
        options=item.get("options", {}),
        keep={column: tuple(values) for column, values in item.get("keep", {}).items()},
        side=(side[0], side[1]) if side else None,
        pick=item.get("pick"),
        than=item.get("than"),
        shared=item.get("shared"),
        count=item.get("count", False),
        compares=item.get("compares", False),
    )


def _compile(template: str, words: Words) -> Iterator[Expression]:
    """The template with its free slots as short as can be and, when there are two, also as long as can be."""
    template, given = words.split_given(template)
    many = len([slot for slot in _PART.finditer(template) if slot["slot"] in FREE]) > 1
    for quantifier in (".+?", ".+") if many else (".+?",):
        exact, rough = (_expression(template, words, quantifier, closed) for closed in (words.closed, {}))
        yield Expression(re.compile(rough, re.IGNORECASE), exact, given)


@cache
def _compile_exactly(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


def _expression(template: str, words: Words, quantifier: str, closed: Mapping[str, Iterable[str]]) -> str:
    """The template as an expression, in which slots that are not `closed` take any words."""
    optional = _OPTIONAL.sub(lambda m: f"(?:(?:{m[1]}) )?" if m[1] is not None else f"(?: (?:{m[2]}))?", template)
    return _PART.sub(lambda part: _alternatives(part, words, quantifier, closed), optional)


def _alternatives(part: re.Match[str], words: Words, quantifier: str, closed: Mapping[str, Iterable[str]]) -> str:
    if part["list"]:
        return f"(?:{_any(words.lists[part['list']])})"
    slot = part["slot"]
    if slot in FREE:
        return f"(?P<{slot}>{quantifier})"
    return f"(?P<{slot}>{_any(closed[slot]) if slot in closed else '.+?'})"


def _any(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form).replace(r"\ ", " ") for form in sorted(forms, key=len, reverse=True))


@cache
def _read(name: str) -> Any:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
