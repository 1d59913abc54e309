"""Dates as people write them."""

import pytest

from comity.errors import DateError
from comity.written_dates import parse_date, parse_day


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2022", "2022"),
        ("2022-09", "2022-09"),
        ("2017/..", "2017/.."),
        ("20220914", "2022-09-14"),
        ("2022/9/4", "2022-09-04"),
        ("September 2022", "2022-09"),
        ("1st March 2003", "2003-03-01"),
        ("05.05.2022", "2022-05-05"),
        ("9/14/2022", "2022-09-14"),
    ],
)
def test_dates_are_read_as_people_write_them(written, edtf):
    assert parse_date(written) == edtf


@pytest.mark.parametrize(
    "written", ["", "soon", "31 February 2022", "2022-13-01", "45/46/2022", "12 Foo 2022", "ma 2022"]
)
def test_impossible_dates_are_refused(written):
    with pytest.raises(DateError):
        parse_date(written)


def test_a_date_with_two_readings_offers_both():
    with pytest.raises(DateError, match="2022-04-03 or 2022-03-04"):
        parse_date("03/04/2022")


def test_a_day_is_more_than_a_month():
    with pytest.raises(DateError, match="no single day"):
        parse_day("2022-09")
