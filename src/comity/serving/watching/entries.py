"""News as it is sent: a title in everyday words, why it fires, and the sentences that say so."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from comity.asking import Desk
from comity.asking.excerpts import Excerpt
from comity.asking.rows import NewsRow
from comity.serving.web import addresses
from comity.serving.web.words import date, plainly, reveal, unsure, worded

SENTENCES = 3
"""Sentences with an entry; its page has all."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of one text and where they stand."""

    words: str
    source: str
    url: str | None
    statement: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news. `id` is an IRI that stays the same when it is told again; `path` its page."""

    id: str
    title: str
    why: str
    kind: str
    modality: str
    recorded: str
    published: str | None
    sentences: tuple[Sentence, ...]
    path: str
    confidence: float | None = None

    @property
    def headline(self) -> str:
        """Its title, marked where it is unsure."""
        doubt = unsure(self.confidence)
        return f"{self.title} ({doubt})" if doubt else self.title


def make_entries(desk: Desk, watched: str, rows: Iterable[NewsRow]) -> list[Entry]:
    """The entries of an answer, in its order; `watched` names who is watched."""
    shown = list(rows)
    wanted = list(dict.fromkeys(id for row in shown for id in row.statements[:SENTENCES]))
    said = desk.excerpts(wanted) if wanted else {}
    return [_entry(watched, row, said) for row in shown]


def name_for_good(name: str) -> str:
    """An IRI made of a name: the same name gives the same one, everywhere."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'comity:{name}')}"


def title_of(row: NewsRow) -> str:
    """What happened, with the type and mode of a happening and its date in everyday words."""
    return str(reveal(plainly(row.what)))


def _entry(watched: str, row: NewsRow, said: dict[str, Excerpt]) -> Entry:
    found = [said[id] for id in row.statements[:SENTENCES] if id in said]
    return Entry(
        name_for_good(f"{watched} {row.news}"), title_of(row), worded(row.why), row.kind, row.modality, row.recorded,
        row.published, tuple(_sentence(one) for one in found), addresses.sentences(row.statements[: addresses.MOST]),
        row.confidence,
    )  # fmt: skip


def _sentence(row: Excerpt) -> Sentence:
    words = " … ".join(str(reveal(passage.text)) for passage in row.passages)
    parts = (row.publisher or row.title or "publisher not known", date(row.published) or "undated")
    return Sentence(" ".join(words.split()), ", ".join(parts), row.url, row.statement)
