"""What a date of a membership is the date of, and that dates of different kinds explain each other."""

from typing import Any

import pytest

from comity.recording import Record, Run
from comity.recording.date_kinds import kind_of_date

RUN = Run("reader 1")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Iran signed the memorandum", "signed"),
        ("leaders decided to take Iran in", "decided"),
        ("Iran's accession entered into force", "in-force"),
        ("Iran deposited its instrument", "ratified"),
        ("the signing entered into force", "in-force"),
        ("Iran became a member", None),
        ("the designed club of Iran", None),
    ],
)
def test_words_tell_the_kind(story: Any, words: str, kind: str | None) -> None:
    told = story(f"In 2022, {words}.").membership(words, "state:IRN", "org:SCO", "member", when="2022/..")
    assert kind_of_date(told.statements[0]) == kind


def tell(record: Record, story: Any, *claims: tuple[str, str]) -> list[str]:
    """Kinds of disputes when texts tell that Iran joined, each in its words and with its date."""
    with record.writer() as writer:
        for number, (words, when) in enumerate(claims):
            told = story(f"Iran {words} then, says paper {number}.", f"2024-01-0{number + 1}", f"Paper {number}")
            told.membership(f"Iran {words}", "state:IRN", "org:SCO", "member", when=f"{when}/..")
            writer.add(told.document, told.statements, run=RUN)
    with record.view() as view:
        return [dispute.kind for dispute in view.disputes("org:SCO")]


def test_steps_in_their_order_are_no_dispute(empty: Record, story: Any) -> None:
    assert not tell(empty, story, ("signed the protocol", "2022-09-15"), ("saw it enter into force", "2023-07-04"))


def test_steps_out_of_order_are_one(empty: Record, story: Any) -> None:
    assert tell(empty, story, ("signed the protocol", "2023-09-15"), ("saw it enter into force", "2023-07-04"))


def test_dates_of_one_kind_or_of_none_are_one(empty: Record, story: Any) -> None:
    assert tell(empty, story, ("signed the protocol", "2022-09-15"), ("signed its treaty", "2021-09-15"))


def test_a_date_of_no_kind_is_not_explained(empty: Record, story: Any) -> None:
    assert tell(empty, story, ("signed the protocol", "2022-09-15"), ("came in", "2023-07-04"))
