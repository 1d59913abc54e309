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


PIECES = (
    "U.S. ",
    "Dr. ",
    "approx. ",
    "He left. ",
    "It is so. ",
    "A. ",
    "No. 7 ",
    "what ",
    "“Why?” ",
    "e.g. Paris ",
    "\n",
    "...  ",
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=400), st.data())
def test_a_sentence_is_found_from_nearby_as_from_the_whole_text(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 60)))
    spans = [(s, e) for s, e in sentences(text) if s < end and e > start]
    expected = (min(start, spans[0][0]), max(end, spans[-1][1])) if spans else (start, end)
    assert around(text, start, end) == expected
