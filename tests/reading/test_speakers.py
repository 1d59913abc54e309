"""Speakers: who says what, where they have no name, and where their words end; every case of `cases/speakers.yaml`."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from comity.model import Document
from comity.reading import Reader
from comity.settings import Settings

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("speakers.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Settings(learnt=False))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:50])
def test_case(reader: Reader, case: dict[str, Any]) -> None:
    statements = reader.read(Document(case["text"], published="2024-06-01")).statements
    said = [f"{s.speaker.id} | {s.text}" for s in statements if s.kind == "quotation"]
    assert said == case["said"]
