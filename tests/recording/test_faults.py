"""A few rounds of `bench/faults.py` and a moment of `bench/crowd.py`: kills, full disks, many at one record at once."""

import subprocess
import sys
from pathlib import Path

import postgresql
import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
pytestmark = pytest.mark.slow


def torment(bench: str, **options: int) -> str:
    arguments = [f"--{name.replace('_', '-')}={number}" for name, number in options.items()]
    done = subprocess.run([sys.executable, str(BENCH / bench), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_kills_and_full_disks_lose_and_double_nothing() -> None:
    told = torment("faults.py", kills=4, server_kills=0, statements=200)
    assert told.count("kept") >= 6


@pytest.mark.skipif(postgresql.find_binaries() is None, reason=postgresql.MISSING)
def test_kills_on_a_server_lose_and_double_nothing() -> None:
    told = torment("faults.py", kills=0, server_kills=3, statements=200)
    assert "PostgreSQL: documents said to be recorded and lost" in told


def test_many_at_once_meet_no_error_and_no_wrong_row() -> None:
    assert "errors, wrong rows and faults" in torment("crowd.py", seconds=3)
