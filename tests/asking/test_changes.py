"""Changes between two days: only what there is evidence for."""

from typing import Any

from comity.asking.desk import Desk


def changes(answer: Any) -> dict[tuple[str, str], Any]:
    return {(row.change, row.actor): row for row in answer.rows}


def test_admission_chair_and_new_dispute(desk: Desk) -> None:
    found = changes(desk.changes("SCO", since="2022-09-14", until="2024-07-05"))
    assert set(found) == {("joined", "state:BLR"), ("chair", "state:KAZ"), ("disputed", "org:SCO")}
    joined = found["joined", "state:BLR"]
    assert joined.what == "Belarus became a member of the Shanghai Cooperation Organisation"
    assert (joined.date, len(joined.statements)) == ("../2024-07-05", 2)


def test_a_chair_without_a_date_is_not_told_to_have_begun(desk: Desk) -> None:
    found = changes(desk.changes("SCO", since="2022-09-14", until="2024-07-05"))
    assert found["chair", "state:KAZ"].what.endswith("for the first time; since when is not told")


def test_what_is_only_told_for_the_first_time_is_no_joining(desk: Desk) -> None:
    found = changes(desk.changes("SCO", since="2020-01-01", until="2022-09-14"))
    assert ("first-reported", "state:MNG") in found
    assert ("planned", "state:IRN") in found
    assert not any(change == "joined" for change, _ in found)


def test_a_dated_joining_lies_where_its_date_lies(desk: Desk) -> None:
    assert ("joined", "state:IND") in changes(desk.changes("SCO", since="2010", until="2020"))
    assert ("joined", "state:IND") not in changes(desk.changes("SCO", since="2018", until="2020"))


def test_a_plan_that_came_true_is_one_change_with_the_words_of_both(informed: Desk) -> None:
    answer = informed.changes("SCO", since="2022-09-14", until="2024-07-05")
    [joined] = [row for row in answer.rows if row.actor == "state:IRN" and row.after == "member"]
    assert (joined.change, joined.date, joined.origin) == ("joined", "2023-07-04", "register")
    assert joined.before in ("acceding", "observer")
    assert joined.what.endswith(", as had been planned")
    told = [informed.statement(id).rows[0].modality for id in joined.statements]
    assert sorted(told) == ["actual", "planned"]


def test_changes_of_a_member_are_told_too(desk: Desk) -> None:
    assert ("chair", "state:KAZ") in changes(desk.changes("Kazakhstan", since="2022-09-14", until="2024-07-05"))


def test_nothing_changes_between_a_day_and_itself(desk: Desk) -> None:
    assert not desk.changes("SCO", since="2024-07-05", until="2024-07-05").found


def test_the_first_changes_are_those_of_all_and_the_others_are_counted(desk: Desk) -> None:
    every = desk.changes("SCO", since="2022-09-14", until="2024-07-05")
    for first in range(len(every) + 2):
        some = desk.changes("SCO", since="2022-09-14", until="2024-07-05", first=first)
        assert some.rows == every.rows[:first]
        assert len(some) + some.left_out == len(every)
    [disputed] = [row for row in every.rows if row.change == "disputed"]
    assert disputed.sources == len({desk.statement(id).rows[0].document for id in disputed.statements})
