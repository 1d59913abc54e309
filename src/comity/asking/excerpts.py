"""The sentences that statements rest on, with what names their texts: all that a note needs, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from comity.asking.asked import Asked
from comity.asking.rows import Passage
from comity.recording.passages import around

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The sentences of one statement, each once, with the evidence marked in them, and whose they are."""

    statement: str
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    passages: tuple[Passage, ...]


def excerpts(asked: Asked, ids: Iterable[str], *, first: bool = False) -> dict[str, Excerpt]:
    """Excerpts of statements by id, in the order given, of each only its `first` sentence; unknown ids are left out."""
    cut = _cut_first if first else _cut
    return {
        spanned.id: Excerpt(
            spanned.id, spanned.document, spanned.title, spanned.publisher, spanned.published, spanned.url,
            cut(spanned.text, spanned.spans),
        )
        for spanned in asked.view.spans(ids)
    }  # fmt: skip


def _cut(text: str, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """The sentences around spans, each once, with the spans marked in them; without the pages that they stand on."""
    placed = sorted((around(text, *span), span) for span in spans)
    return tuple(
        Passage(start, text[start:end], tuple((left - start, right - start) for _, (left, right) in group), None)
        for (start, end), group in groupby(placed, key=lambda pair: pair[0])
    )


def _cut_first(text: str, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """The first of these sentences, with the spans that lie in it."""
    ordered = sorted(spans)
    if not ordered:
        return ()
    start, end = around(text, *ordered[0])
    marks = tuple((left - start, right - start) for left, right in ordered if right <= end)
    return (Passage(start, text[start:end], marks, None),)
