"""Terms: since when or until when an office is held."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from comity.model import Document
from comity.reading.dates import find_dates
from comity.reading.parsing import Parser
from comity.reading.terms import term_of

CASES = yaml.load((Path(__file__).parent / "cases" / "terms.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.mark.parametrize(("text", "word", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_cases(parser: Parser, text: str, word: str, expected: str) -> None:
    page = parser.parse(Document(text, published="2024-07-05"))
    page = replace(page, dates=find_dates(text, "2024-07-05"))
    token = next(t for t in page.doc if t.text == word)
    assert term_of(page, token)[0] == (None if expected == "null" else expected)
