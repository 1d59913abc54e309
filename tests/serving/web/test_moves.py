"""Who joined an organisation and left it, step by step."""

from tests.serving.conftest import member

from comity.serving.web.moves import find_moves

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
