"""Articles for measuring growth: every ten are as hard as the ten before, and rare names and numbers never recur.

Whole texts differ by a third in what a word of them costs. So each ten articles are made of the same ten parts of the
stock, and each time rare names, years, days and numbers are others: what was read before is of no use to a cache.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from articles import GOLD, world_articles

from comity.model import Document
from comity.sources.files import find_files, read_file

BLOCK = 10
RARE = 2
"""A name that stands in so many texts of the stock, or fewer, is changed; those of states mostly stand in more."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_WORD = re.compile(r"[A-Za-z]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"(?<![\d,.])[1-9]\d{1,2}(?![\d.]|st|nd|rd|th)")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvz"


def varied_articles(number: int, gold: Path = GOLD, seed: int = 3, words: int | None = None) -> Iterator[Document]:
    """`number` articles that differ in what they name and are alike, block by block, in what they are made of.

    With `words`, each ends with the sentence in which it has so many.
    """
    stock = [read_file(file).text for file in find_files([gold]).files if file.suffix == ".md"]
    rare = _rare_names(stock)
    parts = list(world_articles(len(stock), gold))[:: len(stock) // BLOCK][:BLOCK]
    if words:
        parts = [replace(part, text=_begin(part.text, words)) for part in parts]
    for place, part in zip(range(number), cycle(parts), strict=False):
        yield _vary(part, rare, random.Random(f"{seed} {place}"), place)


def _begin(text: str, words: int) -> str:
    """The beginning of a text, to the end of a sentence."""
    found = re.match(rf"(?:\S+\s+){{{words}}}.*?[.!?]['’”\"]*(?=\s)", text, re.DOTALL)
    return found[0] if found else text


def _rare_names(stock: list[str]) -> frozenset[str]:
    """Names that stand in few texts and never as common words."""
    found = Counter(name for text in stock for name in set(_NAME.findall(text)))
    common = {word for text in stock for word in _WORD.findall(text) if word.islower()}
    return frozenset(name for name, texts in found.items() if texts <= RARE and name.lower() not in common)


def _vary(article: Document, rare: frozenset[str], chance: random.Random, place: int) -> Document:
    """The article with other rare names, years, days and numbers; each name and each distance of years stays one."""
    others = {name: _rename(name, chance) for name in sorted(rare)}
    years = chance.randint(-6, 6)
    text = _WORD.sub(lambda word: others.get(word[0], word[0]), article.text)
    text = _YEAR.sub(lambda year: str(int(year[0]) + years), text)
    text = _NUMBER.sub(lambda number: _renumber(number[0], chance), text)
    published = article.published and f"{int(article.published[:4]) + years}{article.published[4:]}"
    return replace(article, text=text, published=published, source=f"{place}.md")


def _rename(name: str, chance: random.Random) -> str:
    """A name of the same length and rhythm."""
    first, *rest = name
    return first + "".join(chance.choice(_VOWELS if letter in _VOWELS else _CONSONANTS) for letter in rest)


def _renumber(number: str, chance: random.Random) -> str:
    """Another number of as many figures; two figures may be a day and stay below 29."""
    return str(chance.randint(10, 28) if len(number) == 2 else chance.randint(100, 999))
