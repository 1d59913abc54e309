"""What looks damaged is found, and sound English is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.sources.damage import doubt_words, find_damage


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("The minister thanked the , and left.", "lost-words", "the ,"),
        ("Talks between and the two ports went on.", "lost-words", "between and"),
        ("It was ’s first summit in years.", "lost-words", "’s "),
        ("They praised the for its patience.", "lost-words", "the for"),
        ("She greeted his as he came in.", "lost-words", "his as"),
        ("All agreed.\nand neighbouring states, among them four ports.", "lost-beginning", "and neighbouring states,"),
        ("He left in 1950.Greece joined later.", "glued", ".Greece"),
        ("They all signed.Then they left.", "glued", "ned.Then"),
        ("Harbour quits CouncilHarbour joined the league in May.", "glued", "Harbour quits CouncilHarbour"),
    ],
)
def test_damage_is_found_where_it_is(text: str, kind: str, words: str) -> None:
    (found,) = find_damage(text)
    assert found.kind == kind
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "The harbour master, a friend of his as a child, said that theirs was the better port.",
        "What is it for? The two met at noon. “We agree,” she said; the others left.",
        "Its members are five. The U.S. and the E.U. signed. He wrote “the end.”",
        "First line of a text.\nSecond line begins as it should.",
        "YouTube and LinkedIn were used; the price rose to 3.5 and 1,000 ships came.",
        "It is the of-the-moment port, between Anna and Berta.",
    ],
)
def test_sound_english_is_left_alone(text: str) -> None:
    assert find_damage(text) == ()


@given(st.text(alphabet=st.sampled_from("the his and ,.AbCde\n’s1950"), max_size=80))
def test_stretches_lie_in_the_text_and_apart(text: str) -> None:
    found = find_damage(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        "The king greeted his as he arrived.", "It is a plan of the , and it was signed.", "She blames the for it.",
        "The League was 's first alliance.", "Their meeting between and Rose.", "They spoke to the .",
        "He named its head, , to it.",
    ],
)  # fmt: skip
def test_lost_words_are_told_of_a_document(text: str) -> None:
    (doubt,) = doubt_words(text)
    assert text.split()[0] in doubt


@pytest.mark.parametrize(
    "text",
    [
        "The states’ leaders met, and the king's men, too.", 'The word "the," he said, is an article.',
        "Between you and Rose. Of and for the people.", "What is it for? The in-between of it. The On Point programme.",
        "He called it his as well.", "a and b; vitamin A, and so on",
    ],
)  # fmt: skip
def test_whole_english_has_no_doubt(text: str) -> None:
    assert doubt_words(text) == ()
