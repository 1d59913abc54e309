"""Feeds and digests: valid, stable, each entry with its reason and with sentences that stand in their documents."""

import email
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient
from tests.conftest import NOON, RUN, Bookshelf, first_report, second_report

from comity.asking.desk import Desk
from comity.errors import DateError
from comity.recording import open_record
from comity.register import Register
from comity.serving.digests import make_digest
from comity.serving.watching.atom import ATOM, to_atom
from comity.serving.watching.digest import WRITERS
from comity.serving.watching.entries import Entry, Sentence, make_entries

NAMES = {"a": ATOM}
WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture
def growing(tmp_path: Path, register: Register) -> Iterator[Desk]:
    """A record with the first report alone; `tmp_path/test.db` can be written to."""
    with open_record(tmp_path / "test.db", create=True, clock=lambda: NOON) as record:
        with record.writer() as writer:
            writer.add(first_report().document, first_report().statements, run=RUN)
            writer.add_register(Bookshelf(register))
        yield Desk(record, register)


def _entries(feed: str) -> list[ET.Element]:
    return ET.fromstring(feed).findall("a:entry", NAMES)


@pytest.mark.parametrize("path", ["/watch/SCO.atom", "/watch/CHN.atom", "/watch/CHN/RUS.atom", "/watch/GBR.atom"])
def test_a_feed_has_what_the_format_asks_for(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.text)
    nodes = [feed, *feed.findall("a:entry", NAMES)]
    for node in nodes:
        assert [len(node.findall(f"a:{name}", NAMES)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert WHEN.fullmatch(node.findtext("a:updated", "", NAMES))
        assert node.findtext("a:id", "", NAMES).startswith("urn:uuid:")
    assert feed.findtext("a:author/a:name", "", NAMES) == "Comity"
    assert feed.find("a:link[@rel='self']", NAMES).attrib["href"].endswith(path)  # type: ignore[union-attr]
    ids = [node.findtext("a:id", "", NAMES) for node in nodes]
    assert len(ids) == len(set(ids))


def test_entries_say_why_and_carry_sentences(browser: TestClient) -> None:
    entries = _entries(browser.get("/watch/SCO.atom").text)
    assert entries
    for entry in entries:
        assert entry.findtext("a:summary", "", NAMES).endswith(".")
        assert "<blockquote>" in entry.findtext("a:content", "", NAMES)
        link = entry.find("a:link", NAMES)
        assert link is not None
        assert browser.get(link.attrib["href"].partition("testserver")[2]).status_code == 200


def test_sentences_stand_word_for_word_in_a_document(desk: Desk) -> None:
    texts = [" ".join(desk.document(row.document).rows[0].text.split()) for row in desk.documents().rows]
    for entry in make_entries(desk, "org:SCO", desk.news("SCO").rows):
        for sentence in entry.sentences:
            assert any(all(part in text for part in sentence.words.split(" … ")) for text in texts)


def test_a_feed_that_did_not_change_is_not_sent_again(browser: TestClient) -> None:
    first = browser.get("/watch/SCO.atom")
    again = browser.get("/watch/SCO.atom", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


def test_news_keeps_its_name_when_another_text_tells_it(growing: Desk, tmp_path: Path) -> None:
    before = {row.news: row for row in growing.news("SCO").rows}
    with open_record(tmp_path / "test.db") as record, record.writer() as writer:
        writer.add(second_report().document, second_report().statements, run=RUN)
    after = {row.news: row for row in growing.news("SCO").rows}
    assert before.keys() <= after.keys()
    assert len(after) > len(before)


def test_a_digest_tells_only_what_was_recorded_since(growing: Desk, tmp_path: Path) -> None:
    with open_record(tmp_path / "test.db") as record, record.writer() as writer:
        writer.add(second_report().document, second_report().statements, run=RUN)
    digest = make_digest(growing, ["SCO"], NOON.isoformat())
    publishers = {
        sentence.source.partition(",")[0] for entry in digest.parts[0].entries for sentence in entry.sentences[:1]
    }
    assert publishers == {second_report().document.publisher}
    assert not make_digest(growing, ["SCO"], "2100-01-01").parts[0].entries


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_digest_gives_the_same_bytes(desk: Desk, form: str) -> None:
    first, again = (WRITERS[form](make_digest(desk, ["SCO", "CHN+RUS"], "2000-01-01")) for _ in range(2))
    assert first == again
    assert b"Told" in first


def test_a_message_holds_both_forms_and_no_line_of_a_text_is_a_header(desk: Desk) -> None:
    message = email.message_from_bytes(WRITERS["eml"](make_digest(desk, ["SCO"], "2000-01-01")))
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert set(message.keys()) <= {"Subject", "Message-ID", "Date", "MIME-Version", "Content-Type"}


def test_text_stays_in_its_width(desk: Desk) -> None:
    text = WRITERS["txt"](make_digest(desk, ["SCO"], "2000-01-01")).decode()
    assert all(len(line) <= 78 or "http" in line for line in text.splitlines())


def test_signs_that_xml_cannot_hold_do_not_break_a_feed() -> None:
    sentence = Sentence("a\x00b\ud800 <script>", "Wire & Sons", "javascript:alert(1)", "st-1")
    entry = Entry("urn:uuid:1", "x\x0by", "Told.", "fact", "actual", "2026-01-01T12:00:00", None, (sentence,), "/")
    feed = to_atom("N\x01", "org:N", [entry], "http://h", "http://h/watch/N.atom").decode()
    (content,) = (node.findtext("a:content", "", NAMES) for node in _entries(feed))
    assert "&lt;script&gt;" in content
    assert "javascript" not in content


def test_a_moment_that_is_none_is_said(desk: Desk) -> None:
    with pytest.raises(DateError, match="no day or moment"):
        desk.news("SCO", since="yesterday-ish")
