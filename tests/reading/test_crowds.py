"""Crowds: what groups without a name are called, by the words of their phrase."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from comity.model import Document, Event, Reference
from comity.reading import Reader
from comity.reading.crowds import is_unnamed
from comity.settings import Settings

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "crowds.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Settings(learnt=False))


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:50] for c in CASES])
def test_calls_a_group_by_its_words(reader: Reader, case: dict[str, Any]) -> None:
    events = [s for s in reader.read(Document(case["text"], published="2024-07-05")).statements if isinstance(s, Event)]
    parties = [r for e in events for r in (*e.actors, *e.recipients)]
    called = {r.id: r.name for r in parties if r.id.startswith("group:") or r.id in case["groups"]}
    assert called == case["groups"]


@pytest.mark.parametrize(
    ("id_", "name", "unnamed"),
    [
        ("group:syrian-rebels", "Syrian rebels", True),
        ("group:policemen", "nine policemen", True),
        ("group:supporters", "supporters of Arafat", True),
        ("group:m23", "M23 rebels", False),
        ("group:abkhaz-separatists", "Abkhaz separatists", False),
        ("group:baath-party", "Baath party", False),
        ("state:FRA", "French customs men", False),
    ],
)
def test_tells_names_from_plurals(id_: str, name: str, unnamed: bool) -> None:
    assert is_unnamed(Reference(id_, name)) == unnamed
