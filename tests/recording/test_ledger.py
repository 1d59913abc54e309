"""What a watch remembers: nothing named is lost, nothing settled is named again."""

from pathlib import Path

import pytest

from comity.recording import open_record
from comity.recording.ledger import Ledger
from comity.visits import Hint, Tip, Validators, Visit

FEED = "https://press.example/feed.xml"
ONE = Tip("https://press.example/1", Hint("Ministers meet", "2026-11-20"))
TWO = Tip("https://press.example/2")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_record(tmp_path / "record.db", create=True).ledger()


def test_a_visit_is_kept_and_renewed(ledger: Ledger) -> None:
    ledger.hear(Visit(FEED, 100.0, Validators('"a"', None)), [], FEED)
    ledger.hear(Visit(FEED, 200.0, Validators(None, "Fri, 20 Nov 2026 10:00:00 GMT")), [], FEED)
    assert ledger.visits() == [Visit(FEED, 200.0, Validators(None, "Fri, 20 Nov 2026 10:00:00 GMT"))]


def test_new_links_come_back_once(ledger: Ledger) -> None:
    assert ledger.hear(Visit(FEED, 1.0), [ONE, TWO, ONE], FEED) == [ONE, TWO]
    assert ledger.hear(Visit(FEED, 2.0), [TWO, ONE], FEED) == []


def test_links_wait_until_they_are_settled(ledger: Ledger) -> None:
    ledger.hear(Visit(FEED, 1.0), [ONE, TWO], FEED)
    ledger.settle(ONE.url, "fetched")
    assert ledger.waiting() == [(FEED, TWO)]
    assert ledger.hear(Visit(FEED, 2.0), [ONE], FEED) == []


def test_a_source_that_names_itself_is_no_article(ledger: Ledger) -> None:
    assert ledger.hear(Visit(FEED, 1.0), [Tip(FEED), ONE], FEED) == [ONE]


def test_thousands_of_links_are_told_apart(ledger: Ledger) -> None:
    links = [Tip(f"https://press.example/{number}") for number in range(1_700)]
    ledger.hear(Visit(FEED, 1.0), links[:900], FEED)
    assert ledger.hear(Visit(FEED, 2.0), links, FEED) == links[900:]
