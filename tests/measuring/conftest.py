"""`chamber`: a small chamber with known votes. `published`: the folder of published data, or skip."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from comity.votes import Votes, build_votes

PUBLISHED = Path(__file__).parents[2] / ".." / "shared" / "votes"


@pytest.fixture(scope="session")
def published() -> Path:
    if not PUBLISHED.is_dir():
        pytest.skip("the published votes are not here")
    return PUBLISHED


@pytest.fixture(scope="session")
def votes_to_2020(published):
    from comity import register
    from comity.exchanging.voeten import read_voeten

    files = published / "votes_1946_2020.parquet", published / "rollcalls_1946_2020.parquet"
    return read_voeten(files[0], register.default(), files[1])


@pytest.fixture(scope="session")
def votes_to_2024(published):
    from comity import register
    from comity.exchanging.voeten import read_voeten

    return read_voeten(published / "votes_1946_2024.parquet", register.default())


def make_votes(lines: dict[str, str], session: int = 1, issues: list[list[str]] | None = None) -> Votes:
    """Votes from one line of Y, A, N, X (absent) and . (no row) a state."""
    codes = {"Y": 1, "A": 2, "N": 3, "X": 8}
    rows = [
        {"rollcall": str(j), "state": f"state:{state}", "vote": codes[letter]}
        for state, line in lines.items()
        for j, letter in enumerate(line)
        if letter in codes
    ]
    width = max(map(len, lines.values()))
    rollcalls = pl.DataFrame(
        {"rollcall": [str(j) for j in range(width)], "session": [session] * width,
         "title": [f"Title {j}" for j in range(width)],
         "issues": issues or [[]] * width}, schema_overrides={"issues": pl.List(pl.String)},
    )  # fmt: skip
    schema = {"rollcall": pl.String, "state": pl.String, "vote": pl.Int8}
    votes = build_votes(pl.DataFrame(rows, schema=schema), rollcalls, "made for a test")
    order = np.argsort([int(name) for name in votes.rollcalls["rollcall"]])
    return Votes(votes.states, votes.rollcalls[order.tolist()], votes.cast[:, order], votes.source, votes.faults)


@pytest.fixture
def chamber() -> Votes:
    return make_votes(
        {
            "AAA": "YYYYYYYYYYAAAAANNNNN",
            "BBB": "YYYYYYYYYYAAAAANNNNN",
            "CCC": "YYYYYYYYYYNNNNNAAAAA",
            "DDD": "NNNNNNNNNNAAAAAYYYYY",
            "EEE": "YYYYYYYYYYYYYYYYYYYY",
            "FFF": "YYYXXXXXXXXXXXXXXXXX",
        }
    )
