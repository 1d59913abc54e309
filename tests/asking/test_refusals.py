"""What could not be used is told with its reason."""

import datetime as dt
from itertools import count
from pathlib import Path

from comity.asking.desk import Desk
from comity.model import Document, Refusal
from comity.recording import Record, Run, open_record
from comity.register import Register

RUN = Run(reader="test")
NEW_YEAR = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def test_what_was_refused_is_listed_with_its_reason_until_it_is_read(tmp_path: Path, register: Register) -> None:
    minutes = count()
    clock = lambda: NEW_YEAR + dt.timedelta(minutes=next(minutes))  # noqa: E731
    with open_record(tmp_path / "refused.db", create=True, clock=clock) as record:
        desk = Desk(record, register)
        with record.writer() as writer:
            writer.refuse([Refusal("a.md", "sources", "it is empty"), Refusal("b.pdf", "sources", "no text")], run=RUN)
            writer.refuse([Refusal("a.md", "sources", "it is empty")], run=RUN)
        assert [(row.source, row.reason) for row in desk.refusals().rows] == [
            ("a.md", "it is empty"),
            ("b.pdf", "no text"),
        ]
        with record.writer() as writer:
            writer.add(Document("Now it holds a text.", source="a.md"), [], run=RUN)
        assert [row.source for row in desk.refusals().rows] == ["b.pdf"]


def test_texts_that_are_kept_unread_are_not_looked_at_but_told(record: Record, desk: Desk) -> None:
    read = desk.documents().coverage
    document = Document("Dies ist ein Text.", source="a.md", publisher="Zeitung", published="1999-01-01", language="de")
    with record.writer() as writer:
        writer.set_aside(document, Refusal("a.md", "language", "not English", document.id), run=Run("language"))
    now = desk.documents().coverage
    assert (now.documents, now.publishers, now.first, now.unread) == (read.documents, read.publishers, read.first, 1)
    assert str(now).endswith("; 1 more is kept unread")


def test_warnings_stand_with_their_document(record: Record, desk: Desk) -> None:
    document = Document("Talks opened on Monday.", source="undated.md")
    with record.writer() as writer:
        writer.add(document, [], run=RUN, warnings=["no date of publication"])
    (warning,) = [row for row in desk.refusals().rows if row.source == "undated.md"]
    assert (warning.severity, warning.document, warning.reason) == ("warning", document.id, "no date of publication")


def test_what_was_set_aside_is_kept_and_listed_until_somebody_reads_it(tmp_path: Path, register: Register) -> None:
    minutes = count()
    clock = lambda: NEW_YEAR + dt.timedelta(minutes=next(minutes))  # noqa: E731
    text = Document("Rain came.", source="rain.md", publisher="Post")
    refusal = Refusal(text.source, "selecting", "it names no actor", text.id)
    with open_record(tmp_path / "aside.db", create=True, clock=clock) as record:
        desk = Desk(record, register)
        with record.writer() as writer:
            for _ in range(2):
                writer.set_aside(text, refusal, run=Run("selector"))
        (row,) = desk.refusals().rows
        assert (row.severity, row.reason, row.document) == ("set-aside", "it names no actor", text.id)
        with record.view() as view:
            assert view.texts([text.id]) == {text.id: text.text}
        with record.writer() as writer:
            assert not writer.has(text, RUN)
            writer.add(text, [], run=RUN)
        assert not desk.refusals().rows


def test_setting_aside_takes_nothing_from_what_was_read(record: Record, reports: tuple) -> None:
    document = reports[0].document
    with record.view() as view:
        before = view.looked().statements
    with record.writer() as writer:
        writer.set_aside(document, Refusal(document.source, "selecting", "why", document.id), run=Run("selector"))
    with record.view() as view:
        assert view.looked().statements == before
        assert not view.refusals()
