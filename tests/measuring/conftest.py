"""`chamber`: a small chamber with known votes. `published`: the folder of published data, or skip."""

import datetime as dt
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


@pytest.fixture
def news(tmp_path, story, run):
    """A record of two years: accusations between AAA and BBB, and talks of AAA and CCC about a week after each."""
    from comity.recording import open_record

    with open_record(tmp_path / "news.db", create=True) as record:
        with record.writer() as writer:
            for i in range(24):
                day = dt.date(2022, 1, 10) + dt.timedelta(days=30 * i + 7 * i * i % 17)
                after = day + dt.timedelta(days=7)
                words = f"On {day} A accused B. On {after} A met C and D. E may meet C. Report {i}."
                told = story(words, (day + dt.timedelta(days=8)).isoformat(), f"Paper {i % 2}")
                told.event(f"On {day} A accused B", "ACCUSE", "state:AAA", "state:BBB", when=day.isoformat())
                if i % 8:
                    met = f"On {after} A met C and D"
                    told.event(met, "CONSULT", "state:AAA, state:CCC, state:DDD", when=after.isoformat(), mode="meet")
                told.event("E may meet C", "CONSULT", "state:EEE, state:CCC", modality="planned", when="2023")
                writer.add(told.document, told.statements, run=run)
        yield record


def sessions_of(many: int, lines: dict[str, str]) -> Votes:
    """The same votes again in each of so many sessions."""
    width = max(map(len, lines.values()))
    votes = make_votes({state: line.ljust(width, ".") * many for state, line in lines.items()})
    sessions = pl.Series("session", [1 + j // width for j in range(width * many)], dtype=pl.Int64)
    return Votes(votes.states, votes.rollcalls.with_columns(sessions), votes.cast, votes.source)
