"""Where a text came from goes along with it: into a record, out as lines, tables or a copy, and in again."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from comity import register
from comity.asking.desk import Desk
from comity.exchanging.lines import read_lines, write_lines
from comity.exchanging.snapshot import read_snapshot, write_snapshot
from comity.exchanging.taking import take
from comity.model import Document, Evidence, Fact, Provenance, Reference
from comity.recording import Record, Run, open_record
from comity.recording.copying import copy_record
from comity.recording.kept import Kept

NOON = dt.datetime(2024, 8, 1, 12, tzinfo=dt.UTC)
TEXT = "Freedonia joined.\n\nIts league was founded in 1931."
PDF = Provenance(
    raw_sha256="ab" * 32, extractor="pdf", version="pypdfium2 5", published_basis="given", part="annex.zip/1.pdf",
    canonical_url="https://example.org/1", pages=(0, 19), doubts=("a table was left out",),
)  # fmt: skip
PAGE = Provenance(raw_sha256="cd" * 32, extractor="html", version="trafilatura 2", published_basis="json-ld")
FIRST = Document(TEXT, "annex.zip", publisher="A", published="2024-01-01", language="en", provenance=PDF)
AGAIN = replace(FIRST, source="page.html", publisher="B", published="2024-01-03", provenance=PAGE)
FOUNDED = Fact(
    document=FIRST.id, evidence=(Evidence.of(TEXT, 19, 50),), when="1931", about=Reference("org:LEAGUE", "Its league"),
    property="founded", value="1931",
)  # fmt: skip


@pytest.fixture
def taken(tmp_path: Path) -> Record:
    record = open_record(str(tmp_path / "one.db"), create=True, clock=lambda: NOON)
    with record.writer() as writer:
        writer.add(FIRST, [FOUNDED], run=Run("reader 1"))
        writer.meet(AGAIN, run=Run("reader 1"))
    return record


def kept(record: Record) -> list[Kept]:
    with record.view() as view:
        return list(view.kept())


def test_a_record_knows_where_each_appearance_of_a_text_came_from(taken: Record) -> None:
    (one,) = kept(taken)
    assert (one.document, one.appearances) == (FIRST, (AGAIN,))


def test_it_comes_through_lines(taken: Record, tmp_path: Path) -> None:
    with taken.view() as view:
        (tmp_path / "out.jsonl").write_bytes(b"".join(write_lines(view.kept(), (), with_texts=True)))
    other = open_record(str(tmp_path / "other.db"), create=True, clock=lambda: NOON)
    with other.writer() as writer:
        take(read_lines(tmp_path / "out.jsonl"), writer)
    assert kept(other) == kept(taken)


def test_it_comes_through_tables(taken: Record, tmp_path: Path) -> None:
    folder = tmp_path / "snapshot"
    folder.mkdir()
    with taken.view() as view:
        write_snapshot(view, folder, "parquet", with_texts=True)
    assert list(read_snapshot(folder)) == kept(taken)


def test_it_comes_through_a_copy(taken: Record, tmp_path: Path) -> None:
    copy_record(taken.address, str(tmp_path / "copy.db"))
    assert kept(open_record(str(tmp_path / "copy.db"))) == kept(taken)


def test_evidence_names_its_page(taken: Record) -> None:
    (row,) = Desk(taken, register.default()).statement(FOUNDED.id).rows
    assert [passage.page for passage in row.passages] == [2]
    own = row.appearances[0]
    assert (own.extractor, own.dated_by, own.part) == ("pdf (pypdfium2 5)", "given", "annex.zip/1.pdf")


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (18, 1), (19, 2), (400, 2)])
def test_a_place_lies_on_the_page_that_began_last(offset: int, page: int) -> None:
    assert PDF.page_of(offset) == page
    assert PAGE.page_of(offset) is None
