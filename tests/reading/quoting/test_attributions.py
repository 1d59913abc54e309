"""Attributions: every case of `cases/attributions.yaml`, clauses or not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from comity.model import Document
from comity.reading.parsing import Parser
from comity.reading.quoting.attributions import find_attributions

CASES = yaml.safe_load(Path(__file__).parents[1].joinpath("cases", "attributions.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_case(parser: Parser, case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [a.source.text if a.source else None, a.lemma, a.construct, " | ".join(text[s:e] for s, e in a.content)]
        for a in find_attributions(parser.parse(Document(text=text)))
    ]
    assert found == case["found"]
