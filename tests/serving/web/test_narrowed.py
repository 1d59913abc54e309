"""What a question was taken for, without the codes of the command line."""

import pytest

from comity.asking.answer import Question
from comity.serving.web.narrowed import named_in, say_note, say_run, whole

ASKED = "This was asked: comity timeline state:CHN (kept type: CONSULT, kept state:CHN among the recipients)."


def test_what_was_kept_is_told_in_words() -> None:
    names = dict.fromkeys(named_in((ASKED,)), "China")
    assert say_run(ASKED, names) == ("comity timeline state:CHN", "only talks, only with China among the recipients")
    assert say_run("This was asked: comity disputes.", {}) == ("comity disputes", "")


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Left out by status: 6 dialogue-partner, 1 host; the command above shows them.",
         "Left out: 6 dialogue partners, 1 host."),
        ("Left out by change: 4 status; the command above shows them.", "Left out: 4 changes of standing."),
        ("Left out by modality: 2 planned; the command above shows them.", "Left out: 2 planned."),
        ("“blamed” is asked for as ACCUSE, which is wider.", "“blamed” is asked for as accusation, which is wider."),
        ("NATO and UNESCO stay.", "NATO and UNESCO stay."),
    ],
)  # fmt: skip
def test_notes_hold_no_codes(note: str, told: str) -> None:
    assert say_note(note) == told


@pytest.mark.parametrize(
    ("question", "address"),
    [
        (Question("timeline", (("actor", "state:CHN"), ("since", "2020"))), "/timeline?actor=state%3ACHN&since=2020"),
        (Question("members", (("organisation", "org:SCO"), ("at", "2019"))), "/members/org:SCO?at=2019"),
        (Question("offices", (("of", "state:KAZ"), ("at", "2024-01-01"))), "/actor/state:KAZ?at=2024-01-01"),
        (Question("documents", ()), ""),
    ],
)
def test_all_that_was_narrowed_is_one_link_away(question: Question, address: str) -> None:
    assert whole(question) == address
