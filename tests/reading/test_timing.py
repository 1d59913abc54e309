"""Timing: which date of a text belongs to which verb or noun."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from comity.model import Document, Event
from comity.reading import Reader
from comity.reading.dates import find_dates
from comity.reading.page import Page
from comity.reading.parsing import Parser
from comity.reading.tenses import tense_of
from comity.reading.timing import when_of
from comity.settings import Settings

CASES = yaml.load((Path(__file__).parent / "cases" / "timing.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
LIVE = """All times GMT.

07.10 Shells fell on the port before dawn.

08.45 Denmark has sent six jets to Sicily.

09.20 The minister denies it. He quit the party in 1999.
"""


def read(parser: Parser, text: str, published: str | None = "2024-07-05") -> Page:
    page = parser.parse(Document(text, published=published))
    return replace(page, dates=find_dates(text, published, tense=tense_of(page)))


def when(page: Page, word: str) -> str | None:
    return when_of(page, next(t for t in page.doc if t.text == word))[0]


@pytest.mark.parametrize(("text", "word", "expected"), CASES, ids=[f"{case[1]}: {case[0][:30]}" for case in CASES])
def test_cases(parser: Parser, text: str, word: str, expected: str) -> None:
    assert when(read(parser, text), word) == (None if expected == "null" else expected)


def test_a_speech_act_takes_the_date_of_its_frame(parser: Parser) -> None:
    page = read(parser, "Members were invited to join, the president announced on Thursday.")
    said = read(parser, "The president announced on Thursday that Peru accepts the plan.")
    accepts = next(t for t in said.doc if t.text == "accepts")
    assert when_of(said, accepts, frame=True) == ("2024-07-04", "relative")
    assert when_of(said, accepts) == (None, None)
    assert when(page, "announced") == "2024-07-04"


def test_entries_of_a_live_report_take_its_day(parser: Parser) -> None:
    page = read(parser, LIVE, "2011-03-19")
    assert when(page, "sent") == "2011-03-19"
    assert when(page, "denies") == "2011-03-19"
    assert when(page, "quit") == "1999"
    assert when(page, "fell") is None
    assert when(read(parser, LIVE, None), "sent") is None


def test_who_goes_on_speaking_does_so_on_the_same_day() -> None:
    reader = Reader(Settings(learnt=False))

    def days(text: str) -> dict[str, str | None]:
        events = [s for s in reader.read(Document(text, published="2024-07-05")).statements if isinstance(s, Event)]
        return {event.event_type: event.when for event in events}

    assert days("On Monday Norway condemned Ghana for the raid. It demanded an apology.")["REQUEST"] == "2024-07-01"
    assert days("On Monday Norway condemned Ghana for the raid. Peru demanded an apology.")["REQUEST"] is None
    assert days("On Monday Norway seized two ships of Ghana. It demanded an apology.")["REQUEST"] is None
