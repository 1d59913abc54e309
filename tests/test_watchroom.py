"""From a watched feed to the record, page by page; and `comity watch` itself."""

import random
from pathlib import Path
from typing import Any

import pytest
from tests.sources.press import Streets, open_press, page
from tests.sources.test_watching import Quick
from tests.test_newsroom import WordReader
from typer.testing import CliRunner

from comity.recording import Record
from comity.serving.cli import app
from comity.serving.polling import describe, follow
from comity.sources.fetch import Fetcher
from comity.sources.isolation import Isolation
from comity.sources.pages import Pages
from comity.sources.plans import make_plan
from comity.sources.watching import Watch
from comity.watchroom import record_news

HOST = "http://press.example"
RSS = (
    f"<rss version='2.0'><channel><title>A</title><item><link>{HOST}/1</link></item><item><link>{HOST}/2</link></item>"
)
TEXT = "China signed an accord with Russia on trade and on the river that both of them share. " * 8
PAGE = f"<html lang='en'><head><title>Accord</title></head><body><article><p>{TEXT}</p></article></body></html>"
PLAN = {"contact": "desk@example.org", "source": [{"feed": f"{HOST}/feed", "publisher": "The Press"}]}


def run(record: Record, port: int, isolation: Isolation, clock: Quick) -> list[Any]:
    fetcher = Fetcher("Comity/1 (+desk@example.org)", Streets(port), seconds=120)
    watch = Watch(make_plan(PLAN, "plan"), record.ledger(), Pages(isolation), fetcher, clock, True, random.Random(1))
    return list(record_news(watch.run(), WordReader, record.writer))


@pytest.mark.slow
def test_what_a_feed_names_is_read_recorded_and_not_fetched_again(empty: Record) -> None:
    with open_press() as press, Isolation() as isolation:
        press.pages |= {"press.example/feed": page(f"{RSS}</channel></rss>".encode(), Content_Type="text/xml")}
        press.pages |= {"press.example/1": page(PAGE.encode()), "press.example/2": page(b"", "410 Gone")}
        told = run(empty, press.port, isolation, Quick())
        asked = len(press.asked)
        assert run(empty, press.port, isolation, Quick()) == []
        assert len(press.asked) == asked
    assert [describe(one) for one in told] == [
        "The Press: 2 new",
        f"{HOST}/1: 1 statements",
        f"{HOST}/2: refused, it is not there (410)",
    ]
    assert follow(iter(told)) == ("2 pages, 1 documents read, 1 statements", True)
    with empty.view() as view:
        (head,) = [head for head in view.documents() if not head.register]
        assert (head.publisher, head.url) == ("The Press", f"{HOST}/1")
        assert view.happenings("state:CHN")


def test_a_plan_that_cannot_be_is_told(tmp_path: Path) -> None:
    plan = tmp_path / "sources.toml"
    plan.write_text('[[source]]\nfeed = "https://press.example/"')
    result = CliRunner().invoke(app, ["watch", str(plan), "--record", str(tmp_path / "r.db")])
    assert result.exit_code == 2
    assert "does not say who asks" in result.stderr
    assert not (tmp_path / "r.db").exists()


def test_an_inner_address_is_not_asked_whoever_wants_it(tmp_path: Path) -> None:
    plan = tmp_path / "sources.toml"
    plan.write_text('contact = "desk@example.org"\n[[source]]\nfeed = "http://127.0.0.1/feed"')
    result = CliRunner().invoke(app, ["watch", str(plan), "--once", "--record", str(tmp_path / "r.db")])
    assert result.exit_code == 2
    assert "inside a private network" in result.stderr
