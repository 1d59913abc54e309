"""`comity archive refusals`: what a run did not use and why, counted on the screen, row by row in a file."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from comity.errors import UserError

if TYPE_CHECKING:
    import polars as pl

SHOWN = 30
"""Reasons that the screen has room for; a file holds all rows."""
SEVERITIES = ("refused", "failed", "set-aside", "warning")


def parse_severities(given: str | None) -> tuple[str, ...]:
    """Severities parted by commas; raises `UserError` for one that there is not."""
    wanted = tuple(part.strip() for part in (given or "").split(",") if part.strip())
    for severity in wanted:
        if severity not in SEVERITIES:
            raise UserError(f"There is no severity “{severity}”; there are {', '.join(SEVERITIES)}.")
    return wanted


def print_refusals(frames: Iterator["pl.DataFrame"]) -> None:
    """How often each reason is given, the most frequent first, with one source of each."""
    from rich.table import Table

    from comity.serving.terminal import output, plain

    counts: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], str] = {}
    for frame in frames:
        for severity, step, reason, source in frame.select("severity", "step", "reason", "source").iter_rows():
            counts[severity, step, reason] += 1
            first.setdefault((severity, step, reason), source)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("how many", justify="right")
    for heading in ("what", "step", "why", "such as"):
        table.add_column(heading, overflow="fold")
    for key, number in counts.most_common(SHOWN):
        table.add_row(f"{number:,}", *(plain(cell) for cell in (*key, first[key])))
    if counts:
        output().print(table)
    output().print(plain(_sum_up(counts)), soft_wrap=True)


def write_refusals(frames: Iterator["pl.DataFrame"], to: Path) -> int:
    """Every row into a CSV, JSON lines or Parquet file, by its name; how many there are."""
    from comity.serving.delivery import whole_file

    write = _WRITERS.get(to.suffix.lower())
    if write is None:
        raise UserError(f"Refusals cannot go to {to}; name it .csv, .jsonl or .parquet.")
    with whole_file(to) as file:
        return write(frames, file)


def _sum_up(counts: "Counter[tuple[str, str, str]]") -> str:
    if not counts:
        return "Nothing of the kind in the shards that are read."
    rows = f"{counts.total():,} {'row' if counts.total() == 1 else 'rows'}"
    more = len(counts) - SHOWN
    left = f"; {more:,} rarer {'reason is' if more == 1 else 'reasons are'} not shown" if more > 0 else ""
    return f"{rows}{left}. Row by row: --to refusals.csv."


def _write_csv(frames: Iterator["pl.DataFrame"], file: BinaryIO) -> int:
    rows = 0
    for place, frame in enumerate(frames):
        frame.write_csv(file, include_header=place == 0)
        rows += len(frame)
    return rows


def _write_lines(frames: Iterator["pl.DataFrame"], file: BinaryIO) -> int:
    rows = 0
    for frame in frames:
        frame.write_ndjson(file)
        rows += len(frame)
    return rows


def _write_parquet(frames: Iterator["pl.DataFrame"], file: BinaryIO) -> int:
    import polars as pl

    whole = pl.concat(list(frames) or [pl.DataFrame()])
    whole.write_parquet(file)
    return len(whole)


_WRITERS = {".csv": _write_csv, ".jsonl": _write_lines, ".parquet": _write_parquet}
