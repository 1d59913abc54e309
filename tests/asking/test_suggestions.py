"""Suggestions: whom the beginning of a name can mean."""

import pytest

from comity.asking.desk import Desk


@pytest.mark.parametrize(
    ("letters", "actor"),
    [("kazakh", "state:KAZ"), ("SHANGHAI COOP", "org:SCO"), ("sco", "org:SCO"), ("cote d", "state:CIV")],
)
def test_the_likeliest_actor_comes_first(desk: Desk, letters: str, actor: str) -> None:
    assert desk.suggest(letters).rows[0].actor == actor


@pytest.mark.parametrize(
    ("letters", "first", "after"),
    [
        ("sam", "state:WSM", "person:sam-hou-fai"), ("chi", "state:CHL", "person:chi-haotian"),
        ("uk", "state:GBR", "state:UKR"), ("geor", "state:GEO", "person:george-weah"),
        ("mo", "state:MNG", "state:MOZ"),
    ],
)  # fmt: skip
def test_states_come_before_persons_and_those_told_of_before_others(
    desk: Desk, letters: str, first: str, after: str
) -> None:
    found = [row.actor for row in desk.suggest(letters).rows]
    assert found.index(first) < found.index(after)


def test_an_actor_is_suggested_once(desk: Desk) -> None:
    found = [row.actor for row in desk.suggest("un").rows]
    assert len(found) == len(set(found)) <= 12


@pytest.mark.parametrize("letters", ["", "   ", "zzzzqq", "\x00", "%_", "'; drop table"])
def test_what_begins_no_name_suggests_nobody(desk: Desk, letters: str) -> None:
    assert not desk.suggest(letters).found
