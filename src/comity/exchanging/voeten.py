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
    "iso3": ("iso3", "iso3c", "country_code", "Country", "country"),
    "vote": ("vote",),
}
_DETAILS = {"date": "date", "descr": "title", "unres": "symbol"}
_OLD_CODES = {"EAZ": "ZAN", "NA": "NAM"}
_CODES = (1, 2, 3, 8, 9)
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%d%b%Y", "%d-%b-%Y", "%d-%b-%y")
"""How releases, and programs that wrote them anew, write a day; in doubt as in the United States, where it is made."""


def read_voeten(path: Path, register: Register, descriptions: Path | None = None) -> Votes:
    """The votes in a file; `descriptions` is the file of roll calls when titles and issues stand in one of their own.

    Raises `SourceError` for a file that is not there or has not the columns that votes need.
    """
    rows = _open(path)
    details = _open(descriptions) if descriptions else rows
    named = _rename(rows, path)
    kept, left_out = _sift(named)
    cast, unknown = _to_states(kept, register)
    rollcalls, undated = _rollcalls(kept, details)
    votes = build_votes(cast, rollcalls, f"Voeten et al., {path.name}", [*left_out, *unknown, *undated])
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
    """All cells as they are written, for programs write missing numbers in many ways; UTF-8 or Latin-1."""
    with path.open("rb") as file:
        head = file.readline()
    separator = "\t" if head.count(b"\t") > head.count(b",") else ","
    try:
        return pl.read_csv(path, separator=separator, infer_schema=False, encoding="utf8", null_values=[""])
    except pl.exceptions.ComputeError:
        return pl.read_csv(path, separator=separator, infer_schema=False, encoding="latin-1", null_values=[""])


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
    rows = pl.DataFrame({str(name): _plain(largest[name]) for name in largest.columns})
    if rows.schema.get("date") in (pl.Float64, pl.Int64):  # R counts the days of a date from 1970 on
        rows = rows.with_columns(pl.col("date").cast(pl.Int32).cast(pl.Date))
    return rows


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
    numbers = [_number(name).alias(name) for name in ("rollcall", "session", "vote")]
    return rows.select(pl.col(old).alias(new) for old, new in found.items()).with_columns(numbers)


def _number(column: str) -> pl.Expr:
    """A column as whole numbers, `3.0` as well; null for what is none."""
    return pl.col(column).cast(pl.String).cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)


def _sift(named: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """Rows with a roll call, a session and a vote that has a meaning; what is left out is told by its column."""
    faults = [
        Fault("", f"{missing:,} rows have no number under {column}; they are left out.")
        for column in ("rollcall", "session", "vote")
        if (missing := named[column].null_count())
    ]
    whole = named.drop_nulls(["rollcall", "session", "vote"])
    odd = whole.filter(~pl.col("vote").is_in(_CODES))["vote"].value_counts().sort("vote").rows()
    faults += [Fault("", f"The vote {code} is none of 1, 2, 3, 8, 9; {count:,} are left out.") for code, count in odd]
    kept = whole.filter(pl.col("vote").is_in(_CODES))
    return kept.with_columns(pl.col("rollcall").cast(pl.String), pl.col("vote").cast(pl.Int8)), faults


def _to_states(named: pl.DataFrame, register: Register) -> tuple[pl.DataFrame, list[Fault]]:
    """Rows with the register's ids; what it does not know is left out and told."""
    column = "cow" if "cow" in named.columns else "iso3"
    named, faults = _fill(named, column)
    codes = named[column].drop_nulls().unique().cast(pl.String).to_list()
    ids = {code: _find(code, column, register) for code in codes}
    faults += [
        Fault("", f"No state has the {column} code {code}; its votes are left out.") for code in codes if not ids[code]
    ]
    table = pl.DataFrame(
        {"code": list(ids), "state": list(ids.values())}, schema={"code": pl.String, "state": pl.String}
    )
    coded = named.with_columns(pl.col(column).cast(pl.String).alias("code")).join(table, on="code", how="left")
    return coded.drop_nulls("state").select("rollcall", "state", "vote"), faults


def _fill(named: pl.DataFrame, column: str) -> tuple[pl.DataFrame, list[Fault]]:
    """The column of codes, with the letters of those states that it has no number for, where the file gives them."""
    given = pl.col(column).cast(pl.String).str.strip_chars()
    if column == "cow":
        given = pl.when(~given.is_in(["NA", "."])).then(given)
        given = pl.coalesce(given, pl.col("iso3").cast(pl.String)) if "iso3" in named.columns else given
    filled = named.with_columns(given.alias(column))
    missing = filled[column].null_count()
    told = [Fault("", f"{missing:,} rows name no state; they are left out.")] if missing else []
    return filled, told


def _find(code: str, column: str, register: Register) -> str | None:
    number = code.removesuffix(".0")
    written = f"cow:{number}" if column == "cow" and number.isdigit() else _OLD_CODES.get(code, code)
    if register.entry(f"state:{written}"):
        return f"state:{written}"
    found = register.resolve(written)
    return found[0].id if found else None


def _rollcalls(named: pl.DataFrame, details: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """One row a roll call, with what `details` tells of it, and the days that cannot be read."""
    key = next((name for name in _NAMES["rollcall"] if name in details.columns), None)
    bare = named.select("rollcall", "session").unique("rollcall")
    if key is None:
        return bare, []
    told = details.unique(key).select(
        _number(key).cast(pl.String).alias("rollcall"),
        *(pl.col(old).cast(pl.String).alias(new) for old, new in _DETAILS.items() if old in details.columns),
        _issues(details), _final(details),
    )  # fmt: skip
    if "date" not in told.columns:
        return _describe(bare, told), []
    dated = told.with_columns(_day().alias("day"))
    odd = dated.filter(pl.col("day").is_null() & pl.col("date").is_not_null() & (pl.col("date") != "NA"))
    faults = [Fault(name, f"“{date}” under date is no day.") for name, date in odd.select("rollcall", "date").rows()]
    return _describe(bare, dated.drop("date").rename({"day": "date"})), faults


def _describe(bare: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Roll calls with what is told of them; one of which nothing is told is taken for a final one without issues."""
    joined = bare.join(told, on="rollcall", how="left")
    return joined.with_columns(pl.col("final").fill_null(True), pl.col("issues").fill_null([]))


def _day() -> pl.Expr:
    """ISO days from the ways in which releases write them; null for what is none."""
    written = pl.col("date").str.strip_chars()
    first = written.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return pl.coalesce(first, *(written.str.to_date(form, strict=False) for form in _DAYS)).cast(pl.String)


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
    told = details.select(_number(key).cast(pl.String), *map(_number, printed)).rows()
    column = {name: j for j, name in enumerate(votes.rollcalls["rollcall"])}
    faults = []
    for name, *tally in told:
        if (j := column.get(name)) is not None and None not in tally:
            counted = [int((votes.cast[:, j] == code).sum()) for code in (1, 2, 3)]
            if counted != tally:
                faults.append(Fault(name, f"The tally says {tally}, the votes add up to {counted} (yes, abstain, no)."))
    return replace(votes, faults=(*votes.faults, *faults))
