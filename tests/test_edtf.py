"""Bounds of EDTF dates, checked against the edtf library where it reads the same strings."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.edtf import Bounds, bounds, end_bounds, is_edtf, start_bounds
from comity.errors import DateError


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2001", "2001-01-01", "2001-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-09-14", "2022-09-14", "2022-09-14"),
        ("2022-02~", "2022-02-01", "2022-02-28"),
        ("197X", "1970-01-01", "1979-12-31"),
        ("2020-24", "2020-12-01", "2021-02-28"),
        ("1985/1991", "1985-01-01", "1991-12-31"),
    ],
)
def test_bounds(edtf: str, earliest: str, latest: str) -> None:
    assert bounds(edtf) == Bounds(day(earliest), day(latest))


def test_open_ends_stay_open() -> None:
    assert bounds("2017/..") == Bounds(day("2017-01-01"), None)
    assert bounds("../1996") == Bounds(None, day("1996-12-31"))
    assert start_bounds("2017/..") == Bounds(day("2017-01-01"), day("2017-12-31"))
    assert end_bounds("2017/..").latest is None


@pytest.mark.parametrize("text", ["2022-13", "2022-02-30", "0000", "next week", "2024/2020", "14.09.2022", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not is_edtf(text)
    with pytest.raises(DateError):
        bounds(text)


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_agrees_with_the_edtf_library(date: dt.date, form: str) -> None:
    from edtf import parse_edtf

    text = date.strftime(form)
    theirs = parse_edtf(text)
    ours = bounds(text)
    assert ours.earliest is not None
    assert ours.latest is not None
    assert ours.earliest.isoformat() == time.strftime("%Y-%m-%d", theirs.lower_strict()).zfill(10)
    assert ours.latest.isoformat() == time.strftime("%Y-%m-%d", theirs.upper_strict()).zfill(10)
