"""Entries: events of a chronology take the day that their entry begins with, plans and later sentences do not."""

import pytest

from comity.model import Document, Event
from comity.reading import Reader
from comity.settings import Settings

TEXT = """A chronology of the row.

17 March. Norway imposes sanctions on Chad. Oslo will recall its ambassador.

18 March: Chad expels the Norwegian ambassador. In a telephone call, Ana Roth of Norway tells Chad to wait.

What comes next? Chad condemns Norway.
"""


@pytest.fixture(scope="module")
def days() -> dict[tuple[str, str], str | None]:
    events = Reader(Settings(learnt=False)).read(Document(TEXT, published="2014-03-28")).statements
    return {(e.event_type, e.modality): e.when for e in events if isinstance(e, Event)}


def test_what_an_entry_tells_in_the_present_happened_on_its_day(days: dict[tuple[str, str], str | None]) -> None:
    assert days["SANCTION", "actual"] in ("2014-03-17", "2014-03-18")
    assert days["CONSULT", "actual"] == "2014-03-18"


def test_plans_and_what_stands_behind_the_entries_have_no_day(days: dict[tuple[str, str], str | None]) -> None:
    assert days["SANCTION", "planned"] is None
    assert days["ACCUSE", "actual"] is None
