"""How long the measures take on all recorded votes of the General Assembly; give the folder of the published files.

On a busy machine set OMP_NUM_THREADS=1: the matrices are small, and threads that wait for each other cost more.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
from figures import Figure, print_figures

from comity.exchanging.voeten import read_voeten
from comity.measuring.agreement import list_splits, measure_agreement
from comity.measuring.breaks import measure_breaks
from comity.measuring.contrast import ask_contrasts, measure_contrasts
from comity.measuring.ideal_points import estimate, to_frame, update
from comity.measuring.positions import Positions, measure_distance, measure_ideal_points
from comity.measuring.tables import all_pairs
from comity.recording import open_record
from comity.register import default

PAIR = ("state:KAZ", "state:CHN")


def measure(folder: Path) -> Iterator[Figure]:
    """Seconds of the clock and of the processor, and how the estimates compare with the published ones."""
    files = folder / "votes_1946_2020.parquet", folder / "rollcalls_1946_2020.parquet"
    votes = read_voeten(files[0], default(), files[1])
    yield timed("all pairs, all sessions, three rules", lambda: all_pairs(votes), 1.0)
    yield from record(votes)
    votes = read_voeten(folder / "votes_1946_2024.parquet", default())
    kept: list[object] = []
    yield timed("ideal points 1946-2024 with intervals", lambda: kept.append(estimate(votes)), 60.0)
    points = kept[0]
    yield Figure("  least that a median session may lack of r = 1", 1 - compare(points, folder), "", 0.03)
    recent, positions = votes.select(sessions=(60, 78), contested=True), Positions(to_frame(points))
    page(recent, positions)
    yield timed("all measures of a pair's page, warm", lambda: page(recent, positions), 0.2)
    early = estimate(votes.select(sessions=(60, 77)))
    yield timed("one more session", lambda: update(early, votes), 5.0)
    yield Figure("memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, "GiB", 2.0)


def page(votes: object, positions: Positions) -> None:
    """What a page about a pair shows: agreement by three rules, its change points, splits, ideal points, a contrast."""
    found = measure_agreement(votes, [PAIR], rules=("exact", "half", "no-abstentions")).frame
    series = found.filter(pl.col("rule") == "exact")
    measure_breaks(series["period"].to_list(), series["value"].to_list())
    list_splits(votes, *PAIR)
    measure_ideal_points(positions, PAIR)
    measure_distance(positions, *PAIR)
    measure_contrasts(votes, ask_contrasts(votes, (PAIR[0], "state:UZB"), PAIR[1]))


def record(votes: object) -> Iterator[Figure]:
    """Seconds for taking the votes into a record, and for opening them from there."""
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "votes.db", create=True) as opened:

        def write() -> None:
            with opened.writer() as writer:
                writer.add_votes(votes, default())

        yield timed("votes into the record", write, 30.0)
        with opened.view() as view:
            yield timed("votes out of the record", view.votes, 5.0)


def timed(name: str, work: object, limit: float) -> Figure:
    """Processor seconds that some work takes, those of the clock beside them: on a busy machine they say little."""
    begun, spent = time.perf_counter(), time.process_time()
    work()
    seconds = time.process_time() - spent
    return Figure(f"{name} (clock {time.perf_counter() - begun:.2f} s)", seconds, "s", limit)


def compare(points: object, folder: Path) -> float:
    """The median over sessions of the correlation with the published ideal points."""
    published = pl.read_parquet(folder / "ideal_points_1946_2025.parquet").with_columns(
        ("state:" + pl.col("iso3")).alias("state"), (pl.col("year") - 1945).cast(pl.Int64).alias("session")
    )
    both = to_frame(points).join(published, on=["state", "session"])
    return both.group_by("session").agg(pl.corr("value", "ideal_point").alias("r"))["r"].median()


if __name__ == "__main__":
    sys.exit(print_figures(measure(Path(sys.argv[1]))))
