"""Takes what a watch brings to the newsroom, page by page; each page is recorded and resolved before it is told."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from comity.newsroom import Outcome, Reader, Selector, Writer, read_documents
from comity.sources.watching import Arrived, News


@dataclass(frozen=True, slots=True)
class Told:
    """News of a watch, and what became of the documents that came with it."""

    news: News
    outcomes: tuple[Outcome, ...] = ()


def record_news(
    watch: Iterable[News], reader: Callable[[], Reader], writer: Callable[[], Writer], selector: Selector | None = None
) -> Iterator[Told]:
    """Read what a watch brings into a record.

    `reader` is asked for with the first page, so that a watch that finds nothing new costs little.
    """
    ready: Reader | None = None
    for news in watch:
        if not isinstance(news, Arrived):
            yield Told(news)
            continue
        ready = ready or reader()
        with writer() as open_writer:
            outcomes = tuple(read_documents(news.items, ready, writer=open_writer, selector=selector))
        yield Told(news, outcomes)
