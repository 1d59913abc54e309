"""Articles a second, side by side in one run: bare spaCy, Comity, Comity with selection, and what people script today.

usage: python bench/throughput.py [--gold PATH] [--articles N]

Processor time is counted, not the clock's, so that other work on the machine does not blur the ratios. Every row reads
the same texts in one process with one thread of arithmetic; rounds alternate, and medians are given.
"""

import argparse
import gc
import importlib.util
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from articles import GOLD, mixed_articles, world_articles
from figures import Figure, print_figures

from comity.model import Document
from comity.reading import Reader
from comity.reading.selecting import Selected, Selector
from comity.settings import Settings

ARTICLES = 40
ROUNDS = 3
Work = Callable[[], object]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of texts on world affairs")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="articles of each stream")
    arguments = parser.parse_args()
    return print_figures(measure(arguments.gold, arguments.articles))


def measure(gold: Path, number: int) -> Iterator[Figure]:
    """Rates on world affairs, then on the mixed stream."""
    nlp, reader = spacy.load(Settings.from_environment().model), Reader(Settings.from_environment())
    selector = Selector(reader.register)
    world, mixed = list(world_articles(number, gold)), list(mixed_articles(number, gold))
    chosen = [document for document in mixed if isinstance(selector.select(document), Selected)]
    rates = _rates(
        {
            "bare": lambda: _exhaust(nlp.pipe(document.text for document in world)),
            "comity": lambda: _exhaust(reader.read_many(world)),
            "bare mixed": lambda: _exhaust(nlp.pipe(document.text for document in mixed)),
            "selected": lambda: _exhaust(reader.read_many(_selected(mixed, selector))),
            **_scripted(world, nlp),
        },
        number,
    )
    yield Figure(f"world affairs: bare spaCy, {number} articles", rates["bare"], "texts/s")
    yield Figure("world affairs: Comity", rates["comity"], "texts/s")
    if "scripted" in rates:
        yield Figure("world affairs: spaCy and textacy's direct quotations", rates["scripted"], "texts/s")
    else:
        print("textacy is not installed, so the row of what people script today is left out: pip install textacy")
    yield Figure("  Comity beside bare spaCy", rates["comity"] / rates["bare"], "times", least=0.9)
    yield Figure("mixed stream: bare spaCy", rates["bare mixed"], "texts/s")
    yield Figure(f"mixed stream: Comity, {len(chosen)} of {number} selected", rates["selected"], "texts/s")
    yield Figure(
        "  Comity with selection beside bare spaCy", rates["selected"] / rates["bare mixed"], "times", least=2.5
    )


def _selected(documents: Iterable[Document], selector: Selector) -> Iterator[Document]:
    return (found.document for d in documents if isinstance(found := selector.select(d), Selected))


def _scripted(documents: Sequence[Document], nlp: spacy.language.Language) -> dict[str, Work]:
    """spaCy's parse and direct quotations of textacy, if that is installed."""
    if importlib.util.find_spec("textacy") is None:
        return {}
    from textacy.extract import triples

    texts = [document.text for document in documents]
    return {"scripted": lambda: [list(triples.direct_quotations(doc)) for doc in nlp.pipe(texts)]}


def _rates(works: dict[str, Work], number: int) -> dict[str, float]:
    """Articles a second of each, by the median of rounds that take turns; a first round warms up."""
    spent: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS + 1):
        for name, work in works.items():
            spent[name].append(time_it(work))
    return {name: number / statistics.median(times[1:]) for name, times in spent.items()}


def time_it(work: Work) -> float:
    """Processor seconds that `work` takes, garbage of earlier work aside."""
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _exhaust(stream: Iterable[object]) -> None:
    for _ in stream:
        pass


if __name__ == "__main__":
    sys.exit(main())
