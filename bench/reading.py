"""What reading costs beside bare spaCy: the same texts, the same model, one process, timed in turn.

usage: python bench/reading.py [--gold PATH] [--articles N]

Processor time is counted, not the clock's, so that other work on the machine does not blur the ratio.
"""

import argparse
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import spacy
from articles import GOLD, world_articles
from figures import Figure, print_figures
from throughput import time_it

from comity.model import Document
from comity.reading import Reader
from comity.settings import Settings

ARTICLES = 40
ROUNDS = 3
MOST = 1.25


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of texts on world affairs")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="articles a round, each of 400 words or more")
    arguments = parser.parse_args()
    return print_figures(measure(arguments.gold, arguments.articles))


def measure(gold: Path, number: int) -> Iterator[Figure]:
    """The ratio of the medians, and what they are made of; one round of each warms up and does not count."""
    articles = list(world_articles(number, gold))
    texts = [article.text for article in articles]
    nlp = spacy.load(Settings.from_environment().model)
    reader = Reader(Settings.from_environment())
    bare, parsing, reading = [], [], []
    for _ in range(ROUNDS + 1):
        bare.append(time_it(lambda: [None for _ in nlp.pipe(texts)]))
        parsing.append(time_it(lambda: [None for _ in reader.parser.parse_many(articles)]))
        reading.append(time_it(lambda: [None for _ in reader.read_many(articles)]))
    alone, parsed, whole = (statistics.median(times[1:]) for times in (bare, parsing, reading))
    words = sum(len(text.split()) for text in texts)
    yield Figure("reading beside bare spaCy, same texts and model", whole / alone, "times", MOST)
    yield Figure("  bare spaCy", alone / number * 1000, "ms/text")
    yield Figure("  the parse within reading", parsed / number * 1000, "ms/text")
    yield Figure("  reading", whole / number * 1000, "ms/text")
    yield Figure("  a word of a text of 20 joined beside one alone", _long(reader, articles[:20]), "times", 1.5)
    yield Figure("  words a text", words / number, "words")
    yield Figure("  words read a second", words / whole, "words/s")


def _long(reader: Reader, articles: Sequence[Document]) -> float:
    """What the articles cost as one long document, beside what they cost one by one."""
    joined = replace(articles[0], text="\n".join(article.text for article in articles))
    alone = min(time_it(lambda: [None for _ in reader.read_many(articles)]) for _ in range(2))
    return min(time_it(lambda: reader.read(joined)) for _ in range(2)) / alone


if __name__ == "__main__":
    sys.exit(main())
