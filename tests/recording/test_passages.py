"""Sentences as spans of a text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from comity.recording.passages import around, sentences

TEXT = "Mr. Lind spoke on 3 Sept. 2022. “We wait.” Nobody moved!\nA heading\n\nThe U.S. envoy left."


def test_sentences_end_where_they_end() -> None:
    found = [TEXT[start:end] for start, end in sentences(TEXT)]
    assert found == [
        "Mr. Lind spoke on 3 Sept. 2022.",
        "“We wait.”",
        "Nobody moved!",
        "A heading",
        "The U.S. envoy left.",
    ]


def test_around_evidence_stand_its_sentences() -> None:
    start = TEXT.index("wait")
    assert TEXT[slice(*around(TEXT, start, start + 4))] == "“We wait.”"
    across = around(TEXT, start, TEXT.index("moved"))
    assert TEXT[slice(*across)] == "“We wait.” Nobody moved!"


@given(st.text(alphabet="aB .!?“”\n", max_size=60))
def test_every_word_lies_in_one_sentence(text: str) -> None:
    spans = list(sentences(text))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert sum(len(text[s:e].split()) for s, e in spans) == len(text.split())
