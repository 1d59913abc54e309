"""The published votes, where they are in reach."""

from pathlib import Path

import pytest

from comity import register
from comity.exchanging.voeten import read_voeten

PUBLISHED = Path(__file__).parents[2] / ".." / "shared" / "votes"


def read_published(votes: str, rollcalls: str | None = None):
    if not PUBLISHED.is_dir():
        pytest.skip("the published votes are not here")
    return read_voeten(PUBLISHED / votes, register.default(), PUBLISHED / rollcalls if rollcalls else None)


@pytest.fixture(scope="session")
def votes_to_2020():
    return read_published("votes_1946_2020.parquet", "rollcalls_1946_2020.parquet")


@pytest.fixture(scope="session")
def votes_to_2024():
    return read_published("votes_1946_2024.parquet")
