"""The reader on our own gold: floors under what it reaches, so that a change that loses readings is seen."""

import importlib.util
import sys
from pathlib import Path

import pytest

from comity.reading import Reader
from comity.sources.files import read_file

HOUSE = Path(__file__).resolve().parents[2]
FLOORS = {
    "event.type": 0.65, "event.who": 0.40, "event.dyad": 0.40, "membership": 0.65, "office": 0.75,
    "quotation.text": 0.90, "relation": 0.50, "fact": 0.50, "evidence": 1.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def scores():
    spec = importlib.util.spec_from_file_location("scoring", HOUSE / "bench" / "scoring.py")
    scoring = sys.modules["scoring"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scoring)
    gold = scoring.load_gold(HOUSE / "examples")
    documents = [read_file(HOUSE / "examples" / f"{document.name}.md") for document in gold]
    readings = Reader().read_many(documents)
    read = {
        document.name: [statement.to_json() for statement in reading.statements]
        for document, reading in zip(gold, readings, strict=True)
    }
    return scoring.score(gold, read)


@pytest.mark.slow
@pytest.mark.parametrize("figure", FLOORS)
def test_the_reader_keeps_its_floor(scores, figure):
    assert scores[figure].f1 >= FLOORS[figure]
