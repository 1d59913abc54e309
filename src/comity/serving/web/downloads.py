"""What stands behind a page in other forms: JSON, CSV, Parquet and references, the same rows as on the screen."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import comity
from comity.asking import Desk
from comity.asking.answer import Answer
from comity.exchanging.citations import WRITERS, Source
from comity.serving.delivery import ENCODERS
from comity.serving.options import Format
from comity.serving.pieces import PIECES, write_jsons
from comity.serving.web.page import Page

TYPES = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
FORMS = tuple(TYPES)
REFERENCES = tuple(WRITERS)
"""Forms that cite; every page has them, whether or not it has rows."""
TYPES |= {
    "svg": "image/svg+xml; charset=utf-8", "graphml": "application/graphml+xml", "gexf": "application/gexf+xml",
}  # fmt: skip
UNSAFE = re.compile(r"[^a-z0-9]+")
DIGITS = 10


@dataclass(frozen=True, slots=True)
class Download:
    """A file to save: its bytes, piece by piece, its media type and name."""

    pieces: Iterable[bytes]
    media_type: str
    name: str


def make_download(desk: Desk, page: Page, form: str, asked: str, address: str) -> Download:
    """The page in another form; its name says what it holds, of which question and of which data.

    `asked` is the path and query of the download, `address` the whole one of the page.
    """
    pieces = [page.forms[form]()] if form in page.forms else _write(desk, page, form, address)
    version = page.first.data_version if page.first is not None else desk.data_version()
    return Download(pieces, TYPES[form], name_file(page.title, asked, version, form))


def name_file(title: str, address: str, version: str, form: str) -> str:
    """What a download is called: of which question and of which data it is."""
    digest = hashlib.sha256(f"{address} {version}".encode()).hexdigest()[:DIGITS]
    named = UNSAFE.sub("-", title.casefold()).strip("-")[:60]
    return f"comity-{named or 'page'}-{digest}.{form}"


def _write(desk: Desk, page: Page, form: str, address: str) -> Iterable[bytes]:
    return [_references(desk, page, form, address)] if form in WRITERS else _data(desk, page, form)


def cited(desk: Desk, page: Page, address: str) -> list[Source]:
    """What there is to cite: the page itself, and the documents behind it."""
    documents = desk.sources(page.statements)
    version = page.first.data_version if page.first is not None else documents.data_version
    texts = [
        Source(row.document, row.title, row.publisher, row.published, row.url, row.recorded, version)
        for row in documents.rows
    ]
    own = [_itself(page, address, version)] if page.of_record and page.itself else []
    return list({source.document: source for source in (*own, *page.texts, *texts)}.values())


def _itself(page: Page, address: str, version: str) -> Source:
    """The page as what it was on this day, with the data that it shows."""
    today = dt.date.today().isoformat()
    digest = hashlib.sha256(f"{address} {version}".encode("utf-8", "replace")).hexdigest()[:DIGITS]
    looked = f"; looked at {page.first.coverage}" if page.first is not None else ""
    note = f"{page.summary.rstrip('.')}. Comity {comity.__version__}, record {version}{looked}"
    return Source(f"page-{digest}", page.title, "Comity", today, address, today, version, note, data=True)


def _references(desk: Desk, page: Page, form: str, address: str) -> bytes:
    return WRITERS[form](cited(desk, page, address)).encode("utf-8", "replace")


def _data(desk: Desk, page: Page, form: str) -> Iterable[bytes]:
    if form == "json" and page.main is None:
        return write_jsons(page.answers)
    answer: Answer[Any] = page.answers[page.main] if page.main else desk.sentences(page.statements)
    write = PIECES.get(Format(form))
    return write(answer) if write else [ENCODERS[Format(form)](answer)]
