"""From a question in plain English to a query: its times cut out, a pattern that fits, its slots looked up."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from comity.asking.actors import Actors
from comity.asking.ask.grammar import Pattern, leading_kinds, load_patterns, load_words
from comity.asking.ask.query import Keep, Query
from comity.asking.ask.times import Times, cut_times, day_before
from comity.errors import UnknownActor, UnknownQuestion
from comity.register import Register

LONG_AGO = "1800-01-01"
"""Where changes begin when a question does not say since when."""
OFFERED = 3
_KINDS = {"organisation": "organisation", "person": "person"}
_EDGES = re.compile(r"^[\s\"“”]+|[\s?.!\"“”]+$")
_COURTESY = re.compile(r"^(?:please|(?:can|could) you (?:please )?(?:tell me )?|do you know|i want to know)[ ,]+", re.I)


@dataclass(frozen=True, slots=True)
class Context:
    """What questions are understood against."""

    actors: Actors
    register: Register
    today: dt.date


def understand(question: str, context: Context) -> Query:
    """The query that a question means.

    Raises `UnknownQuestion` with the nearest questions, `UnknownActor` when only a name is not known, `DateError`.
    """
    asked = _COURTESY.sub("", _EDGES.sub("", " ".join(question.replace("’", "'").split())))
    rest, times = cut_times(asked, context.today)
    rest = _EDGES.sub("", rest)
    patterns = load_patterns(_titles(context.register))
    unknown: UnknownActor | None = None
    for pattern in patterns:
        for slots in pattern.readings(rest):
            try:
                return _query(pattern, slots, times, context)
            except UnknownActor as error:
                unknown = unknown or error
    if unknown and _names_something(unknown.name, context):
        raise unknown
    raise UnknownQuestion(question.strip(), _nearest(rest, patterns))


def _titles(register: Register) -> tuple[str, ...]:
    offices = register.offices()
    kinds = {kind for office in offices for kind in office.role_kind.split("|") if kind not in ("", "other")}
    return tuple(sorted({office.office for office in offices} | kinds))


def _query(pattern: Pattern, slots: Mapping[str, str], times: Times, context: Context) -> Query:
    filled = {name: _look_up(name, text, context) for name, text in slots.items()}
    options = [(name, filled[slot]) for name, slot in pattern.options.items()]
    keep = tuple(
        Keep(column, tuple(value for word in values for value in _values(word, filled, context)))
        for column, values in pattern.keep.items()
    )
    return Query(
        pattern=pattern.id,
        name=pattern.runs,
        words=tuple(filled[slot] for slot in pattern.words),
        options=(*options, *_times(pattern, times)),
        keep=keep,
        side=(pattern.side[0], filled[pattern.side[1]]) if pattern.side else None,
        pick=pattern.pick,
        count=pattern.count,
    )


def _times(pattern: Pattern, times: Times) -> Iterator[tuple[str, str]]:
    """The times as options of the question that the pattern runs."""
    if pattern.time == "at" and times.at:
        yield "at", times.at
    if pattern.time == "span":
        yield from ((name, day) for name, day in (("since", times.since), ("until", times.until)) if day)
    if pattern.time == "turn":
        since = times.since or LONG_AGO
        yield "since", since if times.moments or not times.since else day_before(since)
        if times.until:
            yield "until", times.until
    if times.asof:
        yield "asof", times.asof


def _look_up(slot: str, text: str, context: Context) -> str:
    """The id that the words of a slot mean, or the value of a word of a list, or the words themselves."""
    closed = load_words(_titles(context.register)).closed
    bare = re.sub(r"^the ", "", text, flags=re.IGNORECASE)
    if slot in closed:
        return closed[slot].get(text.lower(), text)
    if slot == "topic":
        return bare.strip("\"'“”")
    taken = context.actors.find(bare, _KINDS.get(slot)).id
    if slot in _KINDS and not taken.startswith({"organisation": "org:", "person": "person:"}[slot]):
        raise UnknownActor(text)
    return taken


def _values(word: str, filled: Mapping[str, str], context: Context) -> tuple[str, ...]:
    """The values that a column may have: the word itself, what fills its slot, or the titles of a kind of office."""
    if not word.startswith("$"):
        return (word,)
    value = filled[word[1:]]
    if word != "$role":
        return (value,)
    kinds = leading_kinds() if value == "leader" else (value,)
    body = filled["body"]
    offices = context.register.offices(body) if context.register.entry(body) else []
    titles = [office.office for office in offices if set(kinds) & set(office.role_kind.split("|"))]
    return tuple(dict.fromkeys((*titles, *(() if value == "leader" else (value,)))))


def _names_something(text: str, context: Context) -> bool:
    """Whether words could be a name: short, with a capital, or the register knows one like it."""
    return len(text.split()) <= 6 and (text != text.lower() or bool(context.register.nearest(text)))


def _nearest(question: str, patterns: tuple[Pattern, ...]) -> list[str]:
    """The examples of the patterns that share most words with the question."""
    silent = load_words(()).silent
    words = _content(question, silent)

    def likeness(pattern: Pattern) -> float:
        own = _content(pattern.shows, silent)
        return len(words & own) / len(words | own)

    return [pattern.shows for pattern in sorted(patterns, key=likeness, reverse=True)[:OFFERED]]


def _content(text: str, silent: frozenset[str]) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]+", text.lower()) if word not in silent}
