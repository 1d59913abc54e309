"""Wordings: how much of sentences written without the lexicon at hand is read with the right types and dates."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from comity.model import Document
from comity.reading.events import read_events
from comity.reading.pipeline import Reader
from comity.settings import Settings

CASES = yaml.safe_load((Path(__file__).parent / "cases/wordings.yaml").read_text(encoding="utf-8"))
PUBLISHED = "2024-09-05"
TYPES_AT_LEAST = 0.76
WHOLE_AT_LEAST = 0.70


@pytest.fixture(scope="module")
def read() -> list[tuple[Counter[str], Counter[str]]]:
    """What each text tells and what is read in it, as lines of type, modality and date."""
    reader, found = Reader(Settings(learnt=False)), []
    for text, told in CASES:
        page = reader.resolve(reader.parser.parse(Document(text=text, published=PUBLISHED)))
        lines = (" ".join(filter(None, (e.event_type, e.modality, e.when))) for e in read_events(page, learnt=False))
        found.append((Counter(told), Counter(lines)))
    return found


def f1(pairs: list[tuple[Counter[str], Counter[str]]]) -> float:
    right = sum((told & got).total() for told, got in pairs)
    return 2 * right / sum(told.total() + got.total() for told, got in pairs)


def types(lines: Counter[str]) -> Counter[str]:
    return Counter(line.split(" ")[0] for line in lines.elements())


def test_types_of_wordings_that_were_not_chosen_for_the_lexicon(read: list[tuple[Counter[str], Counter[str]]]) -> None:
    assert f1([(types(told), types(got)) for told, got in read]) >= TYPES_AT_LEAST


def test_types_modality_and_dates_together(read: list[tuple[Counter[str], Counter[str]]]) -> None:
    assert f1(read) >= WHOLE_AT_LEAST
