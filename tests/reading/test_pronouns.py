"""He and she: bound to the right person, known or not."""

from pathlib import Path

import pytest
import yaml

from comity.model import Document
from comity.reading import Reader
from comity.reading.page import Page
from comity.settings import Settings

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "pronouns.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Settings(learnt=False))


def resolved(reader: Reader, text: str) -> Page:
    return reader.resolve(reader.parser.parse(Document(text, published="2024-05-01")))


@pytest.mark.parametrize(("text", "pronoun", "words"), CASES, ids=[c[2] + "-" + c[1] for c in CASES])
def test_pronouns_are_bound(reader: Reader, text: str, pronoun: str, words: str) -> None:
    page = resolved(reader, text)
    bound = [m for m in page.mentions if m.form == "pronoun" and page.doc[m.start].text == pronoun]
    key = {page.doc[m.antecedent].i for m in bound[-1:] if m.antecedent is not None}
    named = [m for m in page.mentions if m.references and m.references == bound[-1].references and m.form == "name"]
    texts = [page.doc[i].text for i in key] + [page.doc[m.head].text for m in named]
    assert words in texts


def test_somebody_unnamed_is_nobody_known(reader: Reader) -> None:
    page = resolved(reader, "Xi Jinping spoke to the crowd. A girl cried, and her father laughed.")
    her = next(m for m in page.mentions if page.doc[m.start].text == "her")
    assert her.references == ()
