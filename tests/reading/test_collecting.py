"""The collector rests within and is afterwards as it was, whatever happens."""

import gc

import pytest

from comity.reading.collecting import collector_at_rest


def test_the_collector_rests_and_wakes() -> None:
    with collector_at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_leaves_the_collector_awake() -> None:
    with pytest.raises(ValueError, match="torn"), collector_at_rest():
        raise ValueError("torn")
    assert gc.isenabled()


def test_a_collector_that_slept_goes_on_sleeping() -> None:
    gc.disable()
    try:
        with collector_at_rest(), collector_at_rest():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
