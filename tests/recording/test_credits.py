"""Whom a text credits, and what of it is its own."""

import pytest

from comity.recording.credits import read_credits

OWN = "Ministers of nine states met and parted without a word."


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"ALMATY, Sept 15 (Reuters) - {OWN}", "Reuters"),
        (f"ALMATY (AP) — {OWN}", "Associated Press"),
        (f"(AFP) - {OWN}", "Agence France-Presse"),
        (f"{OWN}\nSource: Xinhua", "Xinhua"),
        (f"{OWN}\n(With inputs from PTI)", "Press Trust of India"),
        (f"{OWN}\nReporting by A. Writer; Editing by B. Reader", "Reuters"),
        (f"{OWN}\n© 2022 The Associated Press. All rights reserved.", "Associated Press"),
        (f"By Reuters\n{OWN}", "Reuters"),
    ],
)
def test_a_credit_is_read_and_taken_out(text: str, agency: str) -> None:
    credited = read_credits(text)
    assert (credited.body, credited.agency) == (OWN, agency)


@pytest.mark.parametrize(
    "text",
    [
        "He told Reuters (by phone) - and others - that the talks go on.",
        "The treaty (AP) was filed under that sign.",
        "Reporters saw the Xinhua office closed.",
        "A source: Xinhua had no comment on the matter, an official said in the capital.",
    ],
)
def test_a_mention_is_no_credit(text: str) -> None:
    assert read_credits(text) == read_credits(text, "Daily Paper")
    assert (read_credits(text).body, read_credits(text).agency) == (text, None)


def test_footers_go_and_the_publisher_can_be_the_agency() -> None:
    credited = read_credits(f"{OWN}\n\nAll rights reserved.\nRead more: Nine states meet", "AFP")
    assert (credited.body, credited.agency) == (OWN, "Agence France-Presse")
