"""When a spell holds: half-open ends, years that are not days, unknown ends."""

import pytest

from comity.register.spells import holding

CASES = [
    ("2004-05-01", "", "2004-04-30", "no"),
    ("2004-05-01", "", "2004-05-01", "certainly"),
    ("1973-01-01", "2020-02-01", "2020-01-31", "certainly"),
    ("1973-01-01", "2020-02-01", "2020-02-01", "no"),
    ("2001", "", "2001-06-15", "possibly"),
    ("2001", "", "2002-01-01", "certainly"),
    ("2001", "2005", "2005-07-01", "possibly"),
    ("", "2005", "1999", "possibly"),
    ("2001", "", "2001", "certainly"),
    ("2010-06", "", "2010", "certainly"),
    ("2010-06", "2010-08", "2009/2010-05", "no"),
]


@pytest.mark.parametrize(("since", "until", "at", "expected"), CASES)
def test_holding(since: str, until: str, at: str, expected: str) -> None:
    assert holding(since, until, at) == expected
