"""The words that tell an event begin with the whole name that they begin in."""

import pytest

from comity.recording.scenes import begin_name


@pytest.mark.parametrize(
    ("before", "span", "words"),
    [
        ("On Monday, Indian Prime ", "Minister Modi met Xi", "Indian Prime Minister Modi met Xi"),
        (
            "Kazakh President Kassym-",
            "Jomart Tokayev thanked him",
            "Kazakh President Kassym-Jomart Tokayev thanked him",
        ),
        ("Putin and ", "Xi met", "Xi met"),
        ("BEIJING, Sept 5 - ", "China will help", "China will help"),
        ("In March Russia ", "invaded Ukraine", "invaded Ukraine"),
        ("", "Xi met Putin", "Xi met Putin"),
        ("It ended for Xi. ", "Russia left", "Russia left"),
        ("the U.S. ", "President Biden left", "U.S. President Biden left"),
    ],
)
def test_a_name_is_not_cut_in_its_middle(before: str, span: str, words: str) -> None:
    text = before + span
    assert text[begin_name(text, len(before)) :] == words
