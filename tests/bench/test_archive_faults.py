"""Runs of an archive that are killed leave what an undisturbed one leaves: a few of the kills of the bench."""

import importlib.util

import archive_faults
import pytest

EXECUTORS = [
    ("serial", 3),
    pytest.param("processes", 3, marks=pytest.mark.slow),
    pytest.param("ray", 3, marks=pytest.mark.long),
]


@pytest.mark.parametrize(("executor", "kills"), EXECUTORS)
def test_killed_runs_end_in_the_same_bytes(executor, kills):
    if executor == "ray" and importlib.util.find_spec("ray") is None:
        pytest.skip("Ray is not installed")
    figures = list(archive_faults.measure([executor], archive_faults.Plan(kills), real=False))
    assert all(figure.kept for figure in figures), figures
    assert "0 drivers and 0 workers" not in figures[0].name
