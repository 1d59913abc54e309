"""The reader on our own gold: floors under what it reaches, so that a change that loses readings is seen."""

import json
import re
from pathlib import Path

import pytest

from comity.edtf import is_edtf
from comity.model import EVENT_TYPES, MODALITIES, statement_from_json
from comity.reading import Reader
from comity.sources.files import read_file

HOUSE = Path(__file__).resolve().parents[2]
FLOORS = {
    "examples": {
        "event.type": 0.76, "event.who": 0.40, "event.dyad": 0.40, "membership": 0.65, "office": 0.75,
        "quotation.text": 0.90, "relation": 0.50, "fact": 0.50, "evidence": 1.0,
    },
    "tests/gold/measure": {
        "event.type": 0.67, "event.who": 0.32, "event.dyad": 0.32, "membership": 0.55, "office": 0.77,
        "quotation.text": 0.85, "relation": 0.45, "fact": 0.48, "evidence": 1.0,
    },
}  # fmt: skip
KINDS = {"event", "membership", "office", "quotation", "relation", "fact"}


@pytest.fixture(scope="module")
def scoring(script):
    return script("scoring")


@pytest.fixture(scope="module")
def scores(scoring):
    return {folder: score_folder(scoring, HOUSE / folder) for folder in FLOORS}


def score_folder(scoring, folder):
    gold = scoring.load_gold(folder)
    readings = Reader().read_many([read_file(folder / f"{document.name}.md") for document in gold])
    read = {
        document.name: [statement.to_json() for statement in reading.statements]
        for document, reading in zip(gold, readings, strict=True)
    }
    return scoring.score(gold, read)


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "figure"), [(folder, figure) for folder in FLOORS for figure in FLOORS[folder]])
def test_the_reader_keeps_its_floor(scores, folder, figure):
    assert scores[folder][figure].f1 >= FLOORS[folder][figure]


@pytest.mark.parametrize(
    "half",
    [
        "tune",
        "measure",
        "kinds",
        "press/tune",
        "press/measure",
        "press/fit",
        "press/held",
        "press/more",
        "press/apart",
        "events/fit",
        "events/apart",
        "ties/fit",
        "ties/apart",
    ],
)
def test_our_gold_is_sound(scoring, half):
    for document in scoring.load_gold(HOUSE / "tests" / "gold" / half):
        for row in document.statements:
            statement = statement_from_json({**row, "document": "doc"})
            assert statement.evidence
            assert all(document.text[e.start : e.end] == e.exact for e in statement.evidence), row
            assert row["modality"] in MODALITIES
            assert row["when"] is None or is_edtf(row["when"])
            assert not re.search(r'"group:[^"]*[A-Z]', json.dumps(row)), "ids of groups are slugs"


@pytest.mark.parametrize("half", ["tune", "measure"])
def test_our_gold_covers_all_kinds_and_types(scoring, half):
    rows = [row for document in scoring.load_gold(HOUSE / "tests" / "gold" / half) for row in document.statements]
    assert {row["kind"] for row in rows} == KINDS
    assert {row["event_type"] for row in rows if row["kind"] == "event"} == set(EVENT_TYPES)
