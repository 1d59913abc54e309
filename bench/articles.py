"""Articles to measure with: the examples, and as many different ones as are wanted made from them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from comity.model import Document
from comity.sources.files import find_files, read_file

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def load_articles() -> list[Document]:
    """The example articles."""
    return [read_file(file) for file in find_files([EXAMPLES]).files]


def multiply_articles(number: int) -> Iterator[Document]:
    """`number` articles, each a text of its own: an example with a closing line that no other has."""
    for place, article in enumerate(islice(cycle(load_articles()), number)):
        yield replace(article, text=f"{article.text}\nReport number {place}.\n", source=f"{place}.md")
