"""What reading costs beside bare spaCy: the same texts, the same model, one process, timed in turn.

Processor time is counted, not the clock's, so that other work on the machine does not blur the ratio.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator

import spacy
from articles import multiply_articles
from figures import Figure, print_figures

from comity.reading import Reader
from comity.settings import Settings

ARTICLES = 42
ROUNDS = 3


def measure() -> Iterator[Figure]:
    """The ratio of the medians, and what they are made of; one round of each warms up and does not count."""
    articles = list(multiply_articles(ARTICLES))
    texts = [article.text for article in articles]
    nlp = spacy.load(Settings().model)
    reader = Reader(Settings())
    bare, reading = [], []
    for _ in range(ROUNDS + 1):
        bare.append(time_it(lambda: [None for _ in nlp.pipe(texts)]))
        reading.append(time_it(lambda: [None for _ in reader.read_many(articles)]))
    alone, whole = statistics.median(bare[1:]), statistics.median(reading[1:])
    words = sum(len(text.split()) for text in texts)
    yield Figure("reading beside bare spaCy, same texts and model", whole / alone, "times", 1.5)
    yield Figure("  bare spaCy", alone / ARTICLES * 1000, "ms/text")
    yield Figure("  reading", whole / ARTICLES * 1000, "ms/text")
    yield Figure("  words read a second", words / whole, "words/s")


def time_it(work: Callable[[], object]) -> float:
    """Processor seconds that `work` takes, garbage of earlier work aside."""
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(print_figures(measure()))
