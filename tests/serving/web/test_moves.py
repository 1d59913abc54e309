"""Who joined an organisation and left it, step by step."""

from tests.serving.conftest import member

from comity.serving.web.moves import find_moves, find_plans

STANDINGS = (
    member("India", status="observer", since="2005", until="2017-06", ending="succeeded"),
    member("India", since="2017-06"),
    member("Iran", status="acceding", since="2021", until="2023-07-04", ending="ended"),
    member("Iran", since="2023-07-04"),
    member("China", since="2001", founder=True),
    member("Angola", since="2007", until="2024-01-01", ending="ended"),
    member("Iceland", status="candidate", since="2010", until="2015", ending="ended"),
    member("Belarus", since="2030", modality="planned"),
    member("Nepal", since=None),
)


def told(until: str | None = None) -> list[tuple[str, str, str]]:
    return [(move.date, move.name, move.what) for move in find_moves(STANDINGS, until)]


def test_moves_are_told_latest_first_and_an_end_that_goes_over_into_a_beginning_once() -> None:
    assert told() == [
        ("2024-01-01", "Angola", "left"),
        ("2023-07-04", "Iran", "joined"),
        ("2021", "Iran", "became an acceding state"),
        ("2017-06", "India", "joined"),
        ("2015", "Iceland", "was no longer a candidate"),
        ("2010", "Iceland", "became a candidate"),
        ("2007", "Angola", "joined"),
        ("2005", "India", "became an observer"),
        ("2001", "China", "was there from the beginning"),
    ]


def test_at_an_earlier_day_only_what_had_come_about_is_told() -> None:
    assert told("2016")[0] == ("2015", "Iceland", "was no longer a candidate")
    assert told("2023-07-04")[0] == ("2023-07-04", "Iran", "joined")


def test_plans_that_are_open_stand_before_those_of_which_it_is_known_what_came_of_them() -> None:
    now = (
        member("Belarus", since="2030", modality="planned"), member("Russia", modality="denied", since=None),
        member("Qatar", status="withdrawn", since="2019-01-01", modality="planned"), member("India", since="2017"),
    )  # fmt: skip
    done = member("Iran", since="2023-07-04", planned="2023", planned_statements=("st-1",), spell="sp-1")
    late = member("Nepal", since="2031", planned_statements=("st-2",), spell="sp-2")
    missed = member("Chad", modality="planned", since="2010", ending="missed", reported="2009-05-01", spell="sp-3")
    plans = find_plans(now, (*now, done, late, missed), "2024-01-01")
    assert [(plan.row.name, plan.what, plan.row.modality, plan.day, plan.outcome) for plan in plans] == [
        ("Belarus", "to become a member", "planned", "2030", ""),
        ("Russia", "to become a member", "denied", None, ""),
        ("Qatar", "to leave", "planned", "2019-01-01", ""),
        ("Iran", "to become a member", "actual", "2023", "it came about"),
        ("Chad", "to become a member", "planned", "2010", "it did not come about"),
    ]
