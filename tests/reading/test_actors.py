"""Actors: whom names, titles, descriptions and pronouns mean in short texts of our own."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from comity.model import Document
from comity.reading import Reader
from comity.reading.page import Page
from comity.settings import Settings

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "mentions.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Settings(learnt=False))


def meant(page: Page, words: str) -> list[str]:
    """Ids of whom `words` mean where they stand last, with whom these act for; none when no mention ends with them."""
    start = page.document.text.rindex(words)
    span = page.doc.char_span(start, start + len(words), alignment_mode="expand")
    mentions = [m for m in page.mentions if m.end == span.end and m.start >= span.start - 2]
    found = max(mentions, key=lambda m: m.end - m.start).references if mentions else ()
    return [f"{r.id}/{r.acts_for}" if r.id.startswith("org:") and r.acts_for else r.id for r in found]


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:50] for c in CASES])
def test_whom_words_mean(reader: Reader, case: dict[str, Any]) -> None:
    page = reader.resolve(reader.parser.parse(Document(case["text"], published=case.get("published", "2018-07-20"))))
    assert {words: meant(page, words) for words in case["means"]} == case["means"]
