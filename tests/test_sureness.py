"""The least confidence as people write it, and what is marked as unsure."""

import pytest

from comity.errors import UserError
from comity.sureness import UNSURE, is_unsure, parse_confidence, write_confidence


@pytest.mark.parametrize(
    ("written", "number"), [("0.6", 0.6), (".6", 0.6), ("60%", 0.6), ("0,6", 0.6), (" 1 ", 1.0), (0, 0.0), (0.25, 0.25)]
)
def test_a_least_confidence_is_written_in_many_ways(written: str | float, number: float) -> None:
    assert parse_confidence(written) == pytest.approx(number)


@pytest.mark.parametrize("written", ["high", "1.1", "-0.1", "60", "nan", "inf", "", "120%"])
def test_what_is_no_confidence_is_said_with_one_that_is(written: str) -> None:
    with pytest.raises(UserError, match=r"is no confidence; give a number from 0 to 1, such as 0\.5"):
        parse_confidence(written)


def test_only_what_is_below_the_line_is_unsure() -> None:
    assert is_unsure(UNSURE - 0.01)
    assert not is_unsure(UNSURE)
    assert not is_unsure(None)


@pytest.mark.parametrize(
    ("confidence", "written"), [(0.6, "0.6"), (0.25, "0.25"), (1.0, "1"), (0.0, "0"), (0.958, "0.958")]
)
def test_a_confidence_is_written_without_needless_zeros(confidence: float, written: str) -> None:
    assert write_confidence(confidence) == written
