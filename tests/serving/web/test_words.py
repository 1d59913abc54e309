"""What statements say, in everyday words."""

import pytest

from comity.serving.web.words import plainly


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("Iran is a member of SCO (2023-07-04/..)", "Iran is a member of SCO (since 4 July 2023)"),
        ("RETREAT (release): A → B (2018-05-09)", "retreat (release): A → B (9 May 2018)"),
        ("planned: CONSULT (multilateral): A → B (2024)", "planned: talks (multilateral): A → B (2024)"),
        ("A is a member of B (../2020-05)", "A is a member of B (until May 2020)"),
        ("A says that B (2023) left", "A says that B (2023) left"),
        ("NATO: a fact", "NATO: a fact"),
    ],
)
def test_what_a_statement_says_is_told_plainly(said: str, plain: str) -> None:
    assert plainly(said) == plain
