"""Questions in other words: a template is also met when all that it asks for is said, in whatever order.

A sketch is a template without its order. A question meets it when it names as many actors of the right kinds as the
template has slots, says each thing that the template needs in one of its ways, and says nothing that the pattern does
not know. Patterns that tell who acted on whom are left out: there the order is the question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import permutations

from comity.asking.ask.grammar import FREE, Pattern, Words, load_patterns, load_words

Way = frozenset[str]
"""Stems that say one thing together."""

_ITEM = re.compile(
    r"\[(?P<optional>[^\[\]]*)\]|\((?P<choice>[^()]*)\)|<(?P<list>\w+)>|\{(?P<slot>\w+)\}|(?P<word>[\w'-]+)"
)
_WORD = re.compile(r"[a-z]+(?:'s)?|\$\w+")
_ENDINGS = ("'s", "ships", "ship", "ings", "ing", "ions", "ion", "ies", "ied", "es", "ed", "s", "e", "y")
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Sketch:
    """A template without its order: its slots, and what has to be said, each thing in one of some ways."""

    pattern: Pattern
    slots: tuple[str, ...]
    given: Mapping[str, str]
    needs: tuple[tuple[Way, ...], ...]
    known: frozenset[str]
    """Stems of all words of the pattern's templates."""

    def weight(self, said: frozenset[str]) -> int | None:
        """How many stems of the question the template asks for; None when something is missing or too much."""
        if not said <= self.known:
            return None
        met = [max((way for way in ways if way <= said), key=len, default=None) for ways in self.needs]
        return None if None in met else sum(len(way) for way in met if way is not None)


@dataclass(frozen=True, slots=True)
class Said:
    """A question taken apart: the words for its actors, the words of closed lists, and the stems of the rest."""

    actors: tuple[str, ...]
    closed: Mapping[str, str]
    stems: frozenset[str]
    sided: bool = False
    """Whether a word between two actors tells which of them acts on which."""


@cache
def load_sketches(words_of_roles: tuple[str, ...]) -> tuple[Sketch, ...]:
    """The sketches of all patterns in which order says nothing and no free words are looked for."""
    words = load_words(words_of_roles)
    silent = frozenset(map(stem, words.idle))
    patterns = [pattern for pattern in load_patterns(words_of_roles) if pattern.side is None]
    sketches = [sketch for pattern in patterns for sketch in _draw(pattern, words, silent)]
    return tuple(sketch for sketch in sketches if "topic" not in sketch.slots)


def meet(said: Said, sketches: Iterable[Sketch]) -> Iterator[tuple[Pattern, Mapping[str, str]]]:
    """Patterns that the question meets, the one that accounts for most of it first; with what fills their slots."""
    found: list[tuple[int, Sketch]] = []
    for sketch in sketches:
        free = [slot for slot in sketch.slots if slot in FREE]
        lists = {slot for slot in sketch.slots if slot not in FREE}
        if len(free) != len(said.actors) or lists != set(said.closed) or (said.sided and "other" in free):
            continue
        weight = sketch.weight(said.stems)
        if weight is not None:
            found.append((weight, sketch))
    best = max((weight for weight, _ in found), default=None)
    for weight, sketch in found:
        if weight == best:
            free = [slot for slot in sketch.slots if slot in FREE]
            for order in permutations(said.actors):
                yield sketch.pattern, {**sketch.given, **said.closed, **dict(zip(free, order, strict=True))}


@cache
def stem(word: str) -> str:
    """A word without its ending, so that “join”, “joined” and “joining” are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            return word[: -len(ending)]
    return word


def stems(text: str, silent: frozenset[str]) -> frozenset[str]:
    """The stems of the words that say something."""
    return frozenset(map(stem, _WORD.findall(text.lower()))) - silent


def _draw(pattern: Pattern, words: Words, silent: frozenset[str]) -> Iterator[Sketch]:
    drawn = [_take_apart(template, words, silent) for template in pattern.templates]
    known = frozenset(
        stem for _, needs, extra, _ in drawn for stem in extra.union(*(way for ways in needs for way in ways))
    )
    for slots, needs, _, given in drawn:
        if needs or {"role", "standing"} & set(slots):
            yield Sketch(pattern, slots, given, needs, known)


def _take_apart(
    template: str, words: Words, silent: frozenset[str]
) -> tuple[tuple[str, ...], tuple[tuple[Way, ...], ...], frozenset[str], Mapping[str, str]]:
    """Slots, needs, stems of what may be missing, and slots that the template fills itself."""
    body, given = words.split_given(words.level(template))
    slots: list[str] = []
    needs: list[tuple[Way, ...]] = []
    extra: set[str] = set()
    for item in _ITEM.finditer(body):
        if item["slot"]:
            slots.append(item["slot"])
        elif item["optional"] is not None:
            extra |= {stem for way in _ways(item["optional"].split("|"), words, silent) for stem in way}
        else:
            forms = words.lists[item["list"]] if item["list"] else (item["choice"] or item["word"] or "").split("|")
            ways = _ways(forms, words, silent)
            extra |= {stem for way in ways for stem in way}
            if all(ways):
                needs.append(ways)
    return tuple(slots), tuple(needs), frozenset(extra), given


def _ways(forms: Iterable[str], words: Words, silent: frozenset[str]) -> tuple[Way, ...]:
    """Each form's stems; a form may name a list. “Be a member of” would be said by “members” alone."""
    found: list[Way] = []
    for form in forms:
        names = re.findall(r"<(\w+)>", form)
        rest = stems(re.sub(r"<\w+>|\{\w+\}", " ", form), silent)
        inner = [stems(word, silent) for name in names for word in words.lists[name] if not word.startswith("be ")]
        found.extend(rest | way for way in inner or [frozenset()])
    return tuple(dict.fromkeys(found))
