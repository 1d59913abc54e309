"""Portions of long documents: nothing is lost between them, and what is read in them stands where the whole has it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Document
from comity.reading import Reader
from comity.reading.parsing import Parser
from comity.reading.portions import portion

SENTENCE = "Norway joined the African Union in 2019. "
TEXTS = st.text(alphabet="ab. \n”", max_size=300)


@given(TEXTS, st.integers(1, 80))
def test_portions_are_the_whole_text(text: str, most: int) -> None:
    parts = list(portion(Document(text), most))
    assert "".join(part.text.text for part in parts) == text
    assert all(text.startswith(part.text.text, part.start) for part in parts)
    assert max(len(part.text.text) for part in parts) <= most
    assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One line.\nTwo. Three four", "One line.\n"),
        ("One sentence. And more words", "One sentence. "),
        ("so many words here and no stop", "so many words "),
        ("x" * 30, "x" * 15),
    ],
)
def test_a_portion_ends_where_a_text_does(text: str, first: str) -> None:
    assert next(portion(Document(text), 16)).text.text == first


@pytest.mark.parametrize("marks", ["(", "“", "(“["])
def test_marks_without_end_are_parsed_in_time(parser: Parser, marks: str) -> None:
    text = marks * 10_000 + " Iran met China."
    begun = time.thread_time()
    page = parser.parse(Document(text))
    assert time.thread_time() - begun < 5
    assert page.doc[-1].idx == len(text) - 1


def test_a_short_document_is_its_own_portion() -> None:
    document = Document(SENTENCE)
    (part,) = portion(document)
    assert part.text is document


def test_a_long_document_is_read_as_one() -> None:
    heeded: list[tuple[Document, int]] = []
    reader = Reader(most=130, heed=lambda document, read: heeded.append((document, read)))
    text = (
        SENTENCE * 3 + "\nThe mayor opened a school in the town. " * 3 + "\nSudan joined the African Union in 2002.\n"
    )
    before, long, after = Document(SENTENCE, published="2020-01-01"), Document(text, published="2020-01-01"), SENTENCE
    readings = list(reader.read_many([before, long, Document(after + "It did.", published="2020-01-01")]))
    assert [len(r.statements) for r in readings] == [1, 2, 1]
    norway, sudan = readings[1].statements
    assert {norway.document, sudan.document} == {long.id}
    assert len(norway.evidence) == 3
    assert all(text[e.start : e.end] == e.exact for s in (norway, sudan) for e in s.evidence)
    assert {document for document, _ in heeded} == {long}
    told = [read for _, read in heeded]
    assert told == sorted(set(told))
    assert (told[0], told[-1]) == (0, len(text))
