"""Selecting: which documents can hold a statement at all, told from their raw words before anything is parsed. Pure.

A statement on world affairs has parties and a word that tells it. A document that names fewer than two actors of the
register, or none beside such a word, is set aside with that reason; so is one in another language, and one that is all
headings, stamps and footers.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from comity.model import Document
from comity.reading.frames import event_lexicon
from comity.reading.lexicon import load, words
from comity.reading.passages import find_passages
from comity.reading.set_aside import Selected, SetAside
from comity.register import Register

SELECTOR_VERSION = "1"
"""Raise it with every change that can alter what is set aside."""
LANGUAGE = "en"
ACTORS = 2
"""Different actors of the register that a document must name."""
ENGLISH = 0.15
"""Share of common English words below which a text is in another language; English texts have thrice as many."""
ENOUGH = 20
"""Words without which a language is not judged."""
LOOKED_AT = 400
"""Words at the beginning that tell the language."""
_WORD = re.compile(r"[^\W\d_]+")
_LINE_OR_SENTENCE = re.compile(r"[.!?]['’”\"»)\]]*\s|\n")


class Selector:
    """Tells by register and lexicon which documents to read; holds no state between documents."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self.version = f"selection-{SELECTOR_VERSION}+{register.version}"

    def select(self, document: Document) -> Selected | SetAside:
        """The document, to be read or set aside; about a microsecond a word."""
        return select(document, self._register)


def select(document: Document, register: Register) -> Selected | SetAside:
    """Whether `document` can hold a statement about actors of `register`, and if not, why not."""
    if document.language and not document.language.lower().startswith(LANGUAGE):
        return SetAside(document, "language", f"its language is “{document.language}”; only English is read")
    if not is_english(document.text):
        return SetAside(document, "language", "few of its words are English; only English is read")
    named = list(_actors(document.text, register))
    actors = dict.fromkeys(id for _, id in named)
    if len(actors) < ACTORS:
        one = f"one actor that the register knows ({next(iter(actors))})" if actors else "no actor of the register"
        return SetAside(document, "actors", f"it names {one}, and world affairs take two")
    told = list(_told(document.text, [start for start, _ in named]))
    if not told:
        return SetAside(document, "triggers", "no word beside the actors that it names tells what they do or are")
    if not any(_is_running(document.text, start) for start in told):
        return SetAside(document, "boilerplate", "it names actors in headings, lists and footers only")
    return Selected(document)


def is_english(text: str) -> bool:
    """Whether enough of the first words are English ones; a text of a few words passes."""
    first = [match[0].lower() for match in islice(_WORD.finditer(text), LOOKED_AT)]
    if len(first) < ENOUGH:
        return True
    common = words("selecting", "english")
    return sum(word in common for word in first) >= ENGLISH * len(first)


@cache
def trigger_words() -> frozenset[str]:
    """Every form of every word that can open a statement; some are no words, which does no harm."""
    lexicon = event_lexicon()
    stems = {word for index in (lexicon.verbs, lexicon.nouns, lexicon.adjectives) for word in index}
    for file, keys in load("selecting")["lexicon"].items():
        stems.update(_words_in(load(file)[key] for key in keys))
    parts = {part for stem in stems for part in _WORD.findall(stem.lower()) if len(part) > 1}
    forms = {form for part in parts - words("selecting", "little") for form in _forms(part)}
    return frozenset(forms | words("selecting", "irregular"))


def _actors(text: str, register: Register) -> Iterator[tuple[int, str]]:
    """Where the text names actors, and whom likeliest."""
    for match in register.match(text):
        id = match.readings[0].id
        if _is_actor(id, register):
            yield match.start, id


def _is_actor(id: str, register: Register) -> bool:
    if id.partition(":")[0] not in words("selecting", "families"):
        return False
    entry = register.entry(id)
    return entry is None or entry.kind not in words("selecting", "sources")


def _told(text: str, actors: Iterable[int]) -> Iterator[int]:
    """Of the places of actors, one for each sentence that also holds a trigger."""
    ends = [0, *(match.end() for match in _LINE_OR_SENTENCE.finditer(text)), len(text) + 1]
    seen = -1
    for start in actors:
        sentence = bisect_right(ends, start)
        if sentence == seen:
            continue
        seen = sentence
        if not trigger_words().isdisjoint(_WORD.findall(text[ends[sentence - 1] : ends[sentence]].lower())):
            yield start


def _is_running(text: str, place: int) -> bool:
    """Whether what stands at a place is running text."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    line = text[start : end if end >= 0 else len(text)]
    return any(p.kind == "paragraph" and p.start <= place - start < p.end for p in find_passages(line))


def _words_in(data: Any) -> Iterator[str]:
    """Every string in nested lists and mappings, keys too."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from _words_in(value)
    elif isinstance(data, Iterable):
        for item in data:
            yield from _words_in(item)


def _forms(word: str) -> Iterator[str]:
    """A word as verb and as noun, with its endings."""
    yield word
    yield from (word + ending for ending in ("s", "es", "d", "ed", "ing"))
    yield from (word + word[-1] + ending for ending in ("ed", "ing"))
    if word.endswith("e"):
        yield word[:-1] + "ing"
    if word.endswith("y"):
        yield from (word[:-1] + ending for ending in ("ies", "ied"))
