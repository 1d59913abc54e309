"""Reads the UN General Assembly votes of Erik Voeten and colleagues (Harvard Dataverse, doi:10.7910/DVN/LEJUQZ).

All variants: one row a vote as Parquet, CSV, tab-separated or .RData, with or without descriptions in the same file.
"""

import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from comity.errors import SourceError
from comity.register import Register
from comity.votes import Fault, Votes, build_votes

ISSUES = ("me", "nu", "co", "hr", "ec", "di")
IMPORTANT = "important"
_NAMES = {
    "rollcall": ("rcid", "resid", "rcid_linked"),
    "session": ("session",),
    "cow": ("cow", "ccode", "ccode1"),
    "iso3": ("iso3", "iso3c", "country_code"),
    "vote": ("vote",),
}
_DETAILS = {"date": "date", "descr": "title", "unres": "symbol"}
_OLD_CODES = {"EAZ": "ZAN", "NA": "NAM"}


def read_voeten(path: Path, register: Register, descriptions: Path | None = None) -> Votes:
    """The votes in a file; `descriptions` is the file of roll calls when titles and issues stand in one of their own.

    Raises `SourceError` for a file that is not there or has not the columns that votes need.
    """
    rows = _open(path)
    named = _rename(rows, path)
    details = _open(descriptions) if descriptions else rows
    cast, unknown = _to_states(named, register)
    rollcalls = _rollcalls(named, details)
    votes = build_votes(cast, rollcalls, f"Voeten et al., {path.name}", unknown)
    return votes if details is rows else _check_tallies(votes, details)


def _open(path: Path) -> pl.DataFrame:
    if not path.is_file():
        raise SourceError(f"There is no file {path} with votes; check its path.")
    try:
        return _READERS.get(path.suffix.lower(), _read_text)(path)
    except (pl.exceptions.PolarsError, ValueError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise SourceError(f"{path} cannot be read as a file of votes: {reason}.") from error


def _read_text(path: Path) -> pl.DataFrame:
    with path.open(encoding="utf-8", errors="replace") as file:
        head = file.readline()
    separator = "\t" if head.count("\t") > head.count(",") else ","
    return pl.read_csv(
        path, separator=separator, infer_schema_length=10_000, encoding="utf8-lossy", null_values=[""],
        schema_overrides=dict.fromkeys(("date", "descr", "unres", "short", "iso3"), pl.String),
    )  # fmt: skip


def _read_rdata(path: Path) -> pl.DataFrame:
    try:
        import rdata
    except ImportError as error:
        raise SourceError(f"{path} is an R file; install rdata to read it, or save it as CSV from R.") from error
    try:
        with warnings.catch_warnings(action="ignore"):
            objects = rdata.read_rda(path, default_encoding="latin-1")
    except Exception as error:  # a damaged file makes the parser raise anything
        raise ValueError("it is no whole R file") from error
    tables = [value for value in objects.values() if hasattr(value, "columns")]
    if not tables:
        raise SourceError(f"{path} holds no data frame.")
    largest = max(tables, key=len)
    return pl.DataFrame({str(name): _plain(largest[name]) for name in largest.columns})


def _plain(column: Any) -> list[object]:
    """A pandas column as a list with None for what is missing."""
    values = column.astype(object).where(column.notna(), None).tolist()
    return [value if value is None or isinstance(value, int | float) else str(value) for value in values]


_READERS: dict[str, Callable[[Path], pl.DataFrame]] = {
    ".parquet": pl.read_parquet,
    ".rdata": _read_rdata,
    ".rda": _read_rdata,
}


def _rename(rows: pl.DataFrame, path: Path) -> pl.DataFrame:
    found = {
        old: new for new, olds in _NAMES.items() if (old := next((name for name in olds if name in rows.columns), None))
    }
    missing = [name for name in ("rollcall", "session", "vote") if name not in found.values()]
    if missing or not {"cow", "iso3"} & set(found.values()):
        raise SourceError(f"{path} has no column for {', '.join(missing) or 'the state'}; is it a file of votes?")
    named = rows.select(pl.col(old).alias(new) for old, new in found.items())
    named = named.with_columns(pl.col("vote", "session").cast(pl.Int64, strict=False)).drop_nulls("session")
    key = pl.col("rollcall").cast(pl.Int64, strict=False).cast(pl.String)
    return named.filter(pl.col("vote").is_in([1, 2, 3, 8, 9])).with_columns(key, pl.col("vote").cast(pl.Int8))


def _to_states(named: pl.DataFrame, register: Register) -> tuple[pl.DataFrame, list[Fault]]:
    """Rows with the register's ids; what it does not know is left out and told."""
    column = "cow" if "cow" in named.columns else "iso3"
    codes = named[column].drop_nulls().unique().cast(pl.String).to_list()
    ids = {code: _find(code, column, register) for code in codes}
    faults = [
        Fault("", f"No state has the {column} code {code}; its votes are left out.") for code in codes if not ids[code]
    ]
    table = pl.DataFrame(
        {"code": list(ids), "state": list(ids.values())}, schema={"code": pl.String, "state": pl.String}
    )
    coded = named.with_columns(pl.col(column).cast(pl.String).alias("code")).join(table, on="code", how="left")
    return coded.drop_nulls("state").select("rollcall", "state", "vote"), faults


def _find(code: str, column: str, register: Register) -> str | None:
    written = f"cow:{float(code):.0f}" if column == "cow" else _OLD_CODES.get(code, code)
    if column == "iso3" and register.entry(f"state:{written}"):
        return f"state:{written}"
    found = register.resolve(written)
    return found[0].id if found else None


def _rollcalls(named: pl.DataFrame, details: pl.DataFrame) -> pl.DataFrame:
    """One row a roll call, with what `details` tells of it."""
    key = next((name for name in _NAMES["rollcall"] if name in details.columns), None)
    bare = named.select("rollcall", "session").unique("rollcall")
    if key is None:
        return bare
    told = details.unique(key).select(
        pl.col(key).cast(pl.Int64, strict=False).cast(pl.String).alias("rollcall"),
        *(pl.col(old).cast(pl.String).str.slice(0, 10 if old == "date" else None).alias(new)
          for old, new in _DETAILS.items() if old in details.columns),
        _issues(details), _final(details),
    )  # fmt: skip
    return bare.join(told, on="rollcall", how="left")


def _issues(details: pl.DataFrame) -> pl.Expr:
    flagged = [
        pl.when(pl.col(old).cast(pl.Float64, strict=False) > 0).then(pl.lit(new))
        for old, new in [*((issue, issue) for issue in ISSUES), ("importantvote", IMPORTANT)]
        if old in details.columns
    ]
    if not flagged:
        return pl.lit([], dtype=pl.List(pl.String)).alias("issues")
    return pl.concat_list(flagged).list.drop_nulls().alias("issues")


def _final(details: pl.DataFrame) -> pl.Expr:
    partial = [
        pl.col(name).cast(pl.Float64, strict=False).fill_null(0) > 0
        for name in ("amend", "para")
        if name in details.columns
    ]
    return (~pl.any_horizontal(partial) if partial else pl.lit(True)).alias("final")


def _check_tallies(votes: Votes, details: pl.DataFrame) -> Votes:
    """The votes with a fault for every roll call whose printed tally is not the sum of its votes."""
    known = (("n_yes", "n_abstain", "n_no"), ("yes", "abstain", "no"))
    printed = next((names for names in known if set(names) <= set(details.columns)), ())
    key = next(name for name in _NAMES["rollcall"] if name in details.columns)
    if not printed:
        return votes
    told = details.select(pl.col(key).cast(pl.String), *printed).rows()
    column = {name: j for j, name in enumerate(votes.rollcalls["rollcall"])}
    faults = []
    for name, *tally in told:
        if (j := column.get(name)) is not None and None not in tally:
            counted = [int((votes.cast[:, j] == code).sum()) for code in (1, 2, 3)]
            if counted != [int(number) for number in tally]:
                faults.append(Fault(name, f"The tally says {tally}, the votes add up to {counted} (yes, abstain, no)."))
    return replace(votes, faults=(*votes.faults, *faults))
