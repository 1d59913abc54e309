"""From a question in plain English to a query: its times cut out, a pattern that fits, its slots looked up."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from comity.asking.actors import Actors
from comity.asking.ask.grammar import Pattern, Words, leading_kinds, load_patterns, load_words
from comity.asking.ask.query import Keep, Query
from comity.asking.ask.sketches import Said, load_sketches, meet, stem, stems
from comity.asking.ask.times import Times, cut_times, day_before, names_time
from comity.errors import UnknownActor, UnknownQuestion, UserError
from comity.register import Register

LONG_AGO = "1800-01-01"
"""Where changes begin when a question does not say since when."""
OFFERED = 3
ALIKE = 5
"""Letters at the beginning by which a verb is the name of its kind of happening: “accused” and ACCUSE."""
TWO_TIMES = "The question names more than one time, and its answer takes one; ask for each by itself."
_KINDS = {"organisation": "organisation", "person": "person"}
_EDGES = re.compile(r"^[\s\"“”]+|[\s?.!\"“”]+$")
_COURTESY = re.compile(
    r"^(?:(?:please|(?:can|could|would) you(?: please)?|tell me|do you know|(?:i want|i'd like|i would like) to know|"
    r"i wonder|according to the record)[ ,]+)+",
    re.I,
)
_SIDES = re.compile(r"\b(?:to|by|from|against|at|on|about|for|in|of)\b", re.I)
_IDLE = re.compile(r"\b(?:already|still|ever|yet|so far|exactly|actually) (?!\d)", re.I)


@dataclass(frozen=True, slots=True)
class Context:
    """What questions are understood against."""

    actors: Actors
    register: Register
    today: dt.date


def understand(question: str, context: Context) -> Query:
    """The query that a question means.

    Raises `UnknownQuestion` with the nearest questions, `UnknownActor` when only a name is not known, `DateError`, and
    `UserError` when it names more times than its answer takes.
    """
    asked = _IDLE.sub("", _COURTESY.sub("", _EDGES.sub("", " ".join(question.replace("’", "'").split()))))
    rest, times = cut_times(asked, context.today)
    rest = _EDGES.sub("", rest)
    if names_time(rest):
        raise UserError(TWO_TIMES)
    patterns = load_patterns(_titles(context.register))
    unknown: UnknownActor | None = None
    for pattern in patterns:
        for slots in pattern.readings(rest):
            try:
                return _query(pattern, slots, times, context)
            except UnknownActor as error:
                unknown = unknown or error
    for pattern, slots in _in_other_words(rest, patterns, context):
        with suppress(UnknownActor):
            return _query(pattern, slots, times, context)
    if unknown and _names_something(unknown.name, context):
        raise unknown
    raise UnknownQuestion(question.strip(), _nearest(rest, patterns))


def _in_other_words(
    question: str, patterns: tuple[Pattern, ...], context: Context
) -> list[tuple[Pattern, Mapping[str, str]]]:
    """Patterns that the question meets without their order, and what fills their slots; none when it is not clear."""
    titles = _titles(context.register)
    sketches = load_sketches(titles)
    met = [pair for said in _take_apart(question, load_words(titles), context) for pair in meet(said, sketches)]
    return met if len({pattern.id for pattern, _ in met}) == 1 else []


def _take_apart(question: str, words: Words, context: Context) -> Iterator[Said]:
    """Names, words of closed lists and stems of the rest: with no word of a list cut out, then with one of each."""
    names = [name for name in context.register.match(question) if name.text != name.text.lower()]
    rest = question
    for name in reversed(names):
        rest = f"{rest[: name.start]} {rest[name.end :]}"
    rest = words.level(" ".join(rest.lower().split()))
    actors = tuple(name.text for name in names)
    sided = any(_SIDES.search(question[one.end : other.start]) for one, other in pairwise(names))
    silent = frozenset(map(stem, words.idle))
    yield Said(actors, {}, stems(rest, silent), sided)
    for slot in ("role", "standing"):
        if found := re.search(rf"\b({_longest(words.closed[slot])})\b", rest):
            left = f"{rest[: found.start()]} {rest[found.end() :]}"
            yield Said(actors, {slot: found[0]}, stems(left, silent), sided)


def _longest(forms: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))


def _titles(register: Register) -> tuple[str, ...]:
    offices = register.offices()
    kinds = {kind for office in offices for kind in office.role_kind.split("|") if kind not in ("", "other")}
    return tuple(sorted({office.office for office in offices} | kinds))


def _query(pattern: Pattern, slots: Mapping[str, str], times: Times, context: Context) -> Query:
    notes: list[str] = []
    filled = {name: _look_up(name, text, context, notes) for name, text in slots.items()}
    options = [(name, slot[1:] if slot[0] == "=" else filled[slot]) for name, slot in pattern.options.items()]
    keep = tuple(
        Keep(column, tuple(value for word in values for value in _values(word, filled, context)))
        for column, values in pattern.keep.items()
        if not any(word.startswith("$") and word[1:] not in filled for word in values)
    )
    return Query(
        pattern=pattern.id,
        name=pattern.runs,
        words=tuple(filled[slot] for slot in pattern.words),
        options=(*options, *_times(pattern, times)),
        keep=keep,
        side=(pattern.side[0], filled[pattern.side[1]]) if pattern.side else None,
        pick=pattern.pick,
        than=filled[pattern.than] if pattern.than else None,
        shared=filled[pattern.shared] if pattern.shared else None,
        count=pattern.count,
        notes=tuple(dict.fromkeys(notes)),
    )


def _times(pattern: Pattern, times: Times) -> Iterator[tuple[str, str]]:
    """The times as options of the question that the pattern runs; raises `UserError` for two where it takes one."""
    if times.moments and not pattern.compares:
        raise UserError(TWO_TIMES)
    if pattern.time == "at" and times.at:
        yield "at", times.at
    if pattern.time == "value" and times.at:
        yield "value", times.at
    if pattern.time == "span":
        yield from ((name, day) for name, day in (("since", times.since), ("until", times.until)) if day)
    if pattern.time == "turn":
        since = times.since or LONG_AGO
        yield "since", since if times.moments or not times.since else day_before(since)
        if times.until:
            yield "until", times.until
    if times.asof:
        yield "asof", times.asof


def _look_up(slot: str, text: str, context: Context, notes: list[str]) -> str:
    """The id that the words of a slot mean, or the value of a word of a list, or the words themselves.

    Whom the words can mean as well is added to `notes`.
    """
    words = load_words(_titles(context.register))
    bare = re.sub(r"^the ", "", text, flags=re.IGNORECASE)
    if slot in words.closed:
        value = words.closed[slot].get(text.lower(), text)
        if slot == "verb" and text.lower()[:ALIKE] != value.lower()[:ALIKE]:
            notes.append(f"“{text}” is asked for as {value}, which is wider; the words of each row say what was done.")
        return value
    if slot == "topic":
        return bare.strip("\"'“”")
    if bare in words.pronouns:
        raise UnknownActor(text)
    if slot == "place" and (places := context.register.resolve(bare, "place")):
        return places[0].id
    taken = context.actors.find(bare, _KINDS.get(slot))
    if slot in _KINDS and not taken.id.startswith({"organisation": "org:", "person": "person:"}[slot]):
        raise UnknownActor(text)
    notes += taken.notes
    return taken.id


def _values(word: str, filled: Mapping[str, str], context: Context) -> tuple[str, ...]:
    """The values that a column may have: the word itself, what fills its slot, or the titles of a kind of office."""
    if not word.startswith("$"):
        return (word,)
    value = filled[word[1:]]
    if word == "$place":
        inside = [entry.id for entry in context.register.entries("place") if entry.details.get("in") == value]
        return (value, *inside)
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
