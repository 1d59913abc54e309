"""Texts that lost words say so; good English does not."""

import pytest

from comity.sources.holes import find_holes


@pytest.mark.parametrize(
    "text",
    [
        "The king greeted his as he arrived.", "It is a plan of the , and it was signed.", "She blames the for it.",
        "The League was 's first alliance.", "Their meeting between and Rose.", "They spoke to the .",
        "He named its head, , to it.",
    ],
)  # fmt: skip
def test_a_hole_is_told(text: str) -> None:
    (doubt,) = find_holes(text)
    assert text.split()[0] in doubt


@pytest.mark.parametrize(
    "text",
    [
        "The states’ leaders met, and the king's men, too.", 'The word "the," he said, is an article.',
        "Between you and Rose. Of and for the people.", "What is it for? The in-between of it. The On Point programme.",
        "He called it his as well.", "a and b; vitamin A, and so on",
    ],
)  # fmt: skip
def test_whole_english_has_none(text: str) -> None:
    assert find_holes(text) == ()
