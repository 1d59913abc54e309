"""Articles to measure with: the examples, and as many others as are wanted, on world affairs or a mixed stream."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, cycle, islice
from pathlib import Path

import yaml

from comity.model import Document
from comity.sources.files import find_files, read_file

HOUSE = Path(__file__).resolve().parent
EXAMPLES = HOUSE.parent / "examples"
GOLD = HOUSE.parent / "tests" / "gold"
DESKS = HOUSE / "everyday_desks.yaml"
WORDS = 400
"""An article of the benches of speed has at least so many."""
_ABOUT = {"name": 3, "town": 1, "team": 2, "firm": 2, "country": 1}
"""How many of each an everyday article is about."""
WORLD_EVERY = 5
"""One article in so many of a mixed stream is on world affairs."""


def load_articles() -> list[Document]:
    """The example articles."""
    return [read_file(file) for file in find_files([EXAMPLES]).files if file.suffix == ".md"]


def multiply_articles(number: int) -> Iterator[Document]:
    """`number` articles, each a text of its own: an example with a closing line that no other has."""
    for place, article in enumerate(islice(cycle(load_articles()), number)):
        yield replace(article, text=f"{article.text}\nReport number {place}.\n", source=f"{place}.md")


def world_articles(number: int, gold: Path = GOLD) -> Iterator[Document]:
    """`number` different articles of at least `WORDS` words, made of whole texts in `gold` and a line of their own."""
    texts = [read_file(file) for file in find_files([gold]).files if file.suffix == ".md"]
    for place in range(number):
        first = texts[place % len(texts)]
        joined, words = [first.text], len(first.text.split())
        for step in count(1):
            if words >= WORDS:
                break
            # A stride that grows with every round gives each round other neighbours.
            more = texts[(place + step * (1 + place // len(texts))) % len(texts)]
            joined.append(more.text)
            words += len(more.text.split())
        text = "\n".join([*joined, f"Report number {place}.\n"])
        yield Document(text, source=f"{place}.md", published=first.published)


def mixed_articles(number: int, gold: Path = GOLD, seed: int = 7) -> Iterator[Document]:
    """A stream in which one article in `WORLD_EVERY` is on world affairs and the others come from other desks."""
    chance = random.Random(seed)
    data = yaml.safe_load(DESKS.read_text("utf-8"))
    desks = cycle(data["desks"].values())
    world = world_articles(number // WORLD_EVERY + 1, gold)
    for place in range(number):
        if place % WORLD_EVERY == 0:
            yield replace(next(world), source=f"{place}.md")
        else:
            text = _everyday(next(desks), data["slots"], chance)
            yield Document(text, source=f"{place}.md", published="2024-09-13")


def _everyday(sentences: list[str], slots: dict[str, list[str]], chance: random.Random) -> str:
    """An article of at least `WORDS` words: one desk's sentences about a few names, in paragraphs of three."""
    about = {slot: chance.sample(values, _ABOUT.get(slot, len(values))) for slot, values in slots.items()}
    written: list[str] = []
    while sum(len(sentence.split()) for sentence in written) < WORDS:
        for sentence in chance.sample(sentences, len(sentences)):
            filled = re.sub(r"\{(\w+)\}", lambda slot: chance.choice(about[slot[1]]), sentence)
            written.append(filled[0].upper() + filled[1:])
    paragraphs = [" ".join(written[at : at + 3]) for at in range(0, len(written), 3)]
    return "\n\n".join(paragraphs) + "\n"
