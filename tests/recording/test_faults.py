"""A few rounds of what `bench/faults.py` does by the hundred: processes killed while they record, and full disks."""

import subprocess
import sys
from pathlib import Path

import postgresql
import pytest

FAULTS = Path(__file__).resolve().parents[2] / "bench" / "faults.py"
pytestmark = pytest.mark.slow


def torment(**options: int) -> str:
    arguments = [f"--{name.replace('_', '-')}={number}" for name, number in options.items()]
    done = subprocess.run([sys.executable, str(FAULTS), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_kills_and_full_disks_lose_and_double_nothing() -> None:
    told = torment(kills=4, server_kills=0, statements=200)
    assert told.count("kept") >= 6


@pytest.mark.skipif(postgresql.find_binaries() is None, reason=postgresql.MISSING)
def test_kills_on_a_server_lose_and_double_nothing() -> None:
    told = torment(kills=0, server_kills=3, statements=200)
    assert "PostgreSQL: documents said to be recorded and lost" in told
