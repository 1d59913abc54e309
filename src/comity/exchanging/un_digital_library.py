"""Reads the voting data of the UN Digital Library (record 4060887, CSV: one row a state and resolution).

Its terms are non-commercial use with attribution, so Comity reads the file and ships none.
"""

from dataclasses import replace
from pathlib import Path

import polars as pl

from comity.errors import SourceError
from comity.register import Register
from comity.votes import Fault, Votes, build_votes

CODES = {"Y": 1, "A": 2, "N": 3, "X": 8, "NV": 8}
"""Y, A and N as they stand; those who did not vote are told from non-members, who have no row."""
OPENS = 9
"""Month in which a regular session begins."""
_NEEDED = ("undl_id", "ms_code", "ms_vote", "date", "session")
_TOTALS = ("total_yes", "total_abstentions", "total_no")


def read_un_digital_library(path: Path, register: Register) -> Votes:
    """The votes in the file; raises `SourceError` when it is not there or is none of these files."""
    if not path.is_file():
        raise SourceError(f"There is no file {path} with votes; check its path.")
    columns = _open(path).collect_schema().names()
    if missing := [name for name in _NEEDED if name not in columns]:
        raise SourceError(f"{path} lacks the columns {', '.join(missing)}; is it the file of the UN Digital Library?")
    wanted = [
        name for name in (*_NEEDED, "ms_name", "resolution", "title", "agenda_title", *_TOTALS) if name in columns
    ]
    rows = _collect(path, wanted).with_columns(pl.col("undl_id").alias("rollcall"))
    cast, faults = _to_states(rows, register)
    rollcalls = _rollcalls(rows)
    undated = rollcalls.filter(pl.col("session").is_null())["rollcall"].to_list()
    faults += [Fault(name, "It has neither session nor date; it is left out.") for name in undated]
    votes = build_votes(cast, rollcalls.drop_nulls("session"), f"UN Digital Library, {path.name}", faults)
    return _check_tallies(votes, rows)


def _open(path: Path) -> pl.LazyFrame:
    """A file as it is published; raises `SourceError` for one that is no table."""
    try:
        scan = pl.scan_csv(path, infer_schema=False, encoding="utf8-lossy")
        scan.collect_schema()
    except pl.exceptions.PolarsError as error:
        raise SourceError(f"{path} cannot be read as a table: {str(error).splitlines()[0]}.") from error
    return scan


def _collect(path: Path, columns: list[str]) -> pl.DataFrame:
    """Those columns; raises `SourceError` that tells where the file is broken."""
    try:
        return _open(path).select(columns).collect()
    except pl.exceptions.PolarsError as error:
        raise SourceError(f"{path} cannot be read as a table: {str(error).splitlines()[0]}.") from error


def _to_states(rows: pl.DataFrame, register: Register) -> tuple[pl.DataFrame, list[Fault]]:
    if "ms_name" in rows.columns:  # a state of old may have a name and no code
        rows = rows.with_columns(pl.coalesce("ms_code", "ms_name").alias("ms_code"))
    pairs = rows.select("ms_code", "ms_name" if "ms_name" in rows.columns else "ms_code").unique("ms_code").rows()
    ids = {code: _find(code, name, register) for code, name in pairs if code}
    faults = [
        Fault("", f"No state has the code {code}; its votes are left out.") for code, found in ids.items() if not found
    ]
    if nameless := rows["ms_code"].null_count():
        faults.append(Fault("", f"{nameless:,} rows name no state under ms_code; they are left out."))
    odd = rows.filter(~pl.col("ms_vote").is_in(list(CODES)))["ms_vote"].unique().to_list()
    faults += [Fault("", f"The vote “{value}” is none of Y, A, N and NV; it is left out.") for value in odd]
    cast = rows.select(
        "rollcall",
        pl.col("ms_code").replace_strict(ids, default=None, return_dtype=pl.String).alias("state"),
        pl.col("ms_vote").replace_strict(CODES, default=None, return_dtype=pl.Int8).alias("vote"),
    )
    return cast.drop_nulls(), faults


def _find(code: str, name: str | None, register: Register) -> str | None:
    if register.entry(f"state:{code}"):
        return f"state:{code}"
    found = register.resolve(name or code, "state")
    return found[0].id if found else None


def _rollcalls(rows: pl.DataFrame) -> pl.DataFrame:
    title = next((name for name in ("title", "agenda_title") if name in rows.columns), "undl_id")
    symbol = "resolution" if "resolution" in rows.columns else "undl_id"
    return rows.unique("rollcall").select(
        "rollcall",
        _session(),
        pl.col("date").str.slice(0, 10),
        pl.col(title).alias("title"),
        pl.col(symbol).alias("symbol"),
        pl.lit([], dtype=pl.List(pl.String)).alias("issues"),
    )


def _session() -> pl.Expr:
    """The regular session; for special and emergency ones, written `11emsp`, the one that was on at the time."""
    day = pl.col("date").str.slice(0, 10).str.to_date(strict=False)
    current = day.dt.year() - pl.when(day.dt.month() >= OPENS).then(1945).otherwise(1946)
    return pl.col("session").str.strip_chars().cast(pl.Int64, strict=False).fill_null(current.cast(pl.Int64))


def _check_tallies(votes: Votes, rows: pl.DataFrame) -> Votes:
    if any(name not in rows.columns for name in _TOTALS):
        return votes
    totals = [pl.col(name).cast(pl.Float64, strict=False).cast(pl.Int64, strict=False) for name in _TOTALS]
    printed = {name: tally for name, *tally in rows.unique("rollcall").select("rollcall", *totals).rows()}
    faults = []
    for j, name in enumerate(votes.rollcalls["rollcall"]):
        counted = [int((votes.cast[:, j] == code).sum()) for code in (1, 2, 3)]
        tally = [int(number or 0) for number in printed[name]]
        if counted != tally:
            faults.append(Fault(name, f"The tally says {tally}, the votes add up to {counted} (yes, abstain, no)."))
    return replace(votes, faults=(*votes.faults, *faults))
