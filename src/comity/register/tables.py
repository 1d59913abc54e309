"""The register's files: which columns and keys each has, and how a folder of them is read, with a user's own on top.

A row of the overlay takes the place of every shipped row with the same key; the other shipped rows stay.
A row whose `source` is `withdrawn` only removes what has its key.
"""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.errors import OverlayError, RegisterError

DATA = Path(__file__).parent / "data"
WITHDRAWN = "withdrawn"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the register (or a folder of files of that name): its columns and what identifies a row."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def column(self, name: str) -> int:
        """The position of a column."""
        return self.columns.index(name)


def _table(name: str, columns: str, key: str) -> Table:
    return Table(name, tuple(columns.split()), tuple(key.split()))


SOURCES = _table("SOURCES", "id title publisher url_or_reference licence note", "id")
STATES = _table(
    "states",
    "id name official kind existed_from existed_until iso2 iso3 iso_numeric cow gw m49 wikidata capital sovereign"
    " predecessor source",
    "id",
)
PLACES = _table("regions_places", "id name kind in wikidata source", "id")
ORGANISATIONS = _table(
    "organisations", "id name kind founded dissolved predecessor successor seat parent wikidata source", "id"
)
GROUPS = _table("groups", "id name kind in source", "id")
PERSONS = _table("persons", "id name native born wikidata source", "id")
NAMES = _table("names", "id name form lang since until note source", "id name form lang")
ORGANISATION_NAMES = _table("organisation_names", "id name form lang since until note source", "id name form lang")
GROUP_NAMES = _table("group_names", "id name form lang since until note source", "id name form lang")
PERSON_NAMES = _table("person_names", "id name form source", "id name form")
NOT_NAMES = _table("not_names", "phrase note source", "phrase")
CUES = _table("cues", "id cue source", "id cue")
MEMBERSHIPS = _table(
    "memberships", "organisation member status since until date_kind confidence source note", "organisation member"
)
STATUSES = _table("statuses", "organisation status valid_from valid_until replaced_by source", "organisation status")
STANDINGS = _table("standings", "status counts_as keeps meaning source", "status")
OFFICES = _table("offices", "of office role_kind since until source", "of office")
HOLDERS = _table("holders", "person office of since until acting confidence source", "person office of")

TABLES = (
    SOURCES, STATES, PLACES, ORGANISATIONS, GROUPS, PERSONS, NAMES, ORGANISATION_NAMES, GROUP_NAMES, PERSON_NAMES,
    NOT_NAMES, CUES, MEMBERSHIPS, STATUSES, STANDINGS, OFFICES, HOLDERS,
)  # fmt: skip
ENTRY_TABLES = (STATES, ORGANISATIONS, PLACES, GROUPS, PERSONS)
NAME_TABLES = (NAMES, ORGANISATION_NAMES, GROUP_NAMES)


def read_table(table: Table, overlay: Path | None = None, *, shipped: Path = DATA) -> list[Row]:
    """All rows of a table in file order, the overlay's rows in place of shipped ones with the same key.

    Raises `RegisterError` for a file whose header or rows do not fit the table, `OverlayError` for one of the overlay.
    """
    rows = [row for path in files(table, shipped) for row in _read_file(table, path)]
    own = [row for path in files(table, overlay) for row in _read_own(table, path)] if overlay else []
    return _overrule(table, rows, own) if own else rows


def files(table: Table, folder: Path) -> list[Path]:
    """The files of a table in a folder: `NAME.csv` and `NAME/*.csv`, sorted."""
    single = folder / f"{table.name}.csv"
    return ([single] if single.is_file() else []) + sorted((folder / table.name).glob("*.csv"))


def digest(overlay: Path | None = None, *, shipped: Path = DATA) -> str:
    """A short hash of every data file's bytes: the version of the register as it was read."""
    sha = hashlib.sha256()
    for folder in [shipped, overlay] if overlay else [shipped]:
        for table in TABLES:
            for path in files(table, folder):
                sha.update(path.relative_to(folder).as_posix().encode())
                sha.update(path.read_bytes())
    return sha.hexdigest()[:12]


def _overrule(table: Table, rows: Sequence[Row], own: Sequence[Row]) -> list[Row]:
    positions = [table.column(name) for name in table.key]

    def key(row: Row) -> Row:
        return tuple(row[position] for position in positions)

    overruled = {key(row) for row in own}
    source = table.columns.index("source") if "source" in table.columns else None
    kept = [row for row in own if source is None or row[source] != WITHDRAWN]
    return [row for row in rows if key(row) not in overruled] + kept


def _read_own(table: Table, path: Path) -> list[Row]:
    """Rows of a user's file, whose faults are the user's to mend."""
    try:
        return _read_file(table, path)
    except RegisterError as error:
        raise OverlayError(str(error)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise OverlayError(f"{path} is no CSV file in UTF-8 ({error}); save it as one.") from error


def _read_file(table: Table, path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = tuple(cell.removeprefix("\ufeff") for cell in next(reader, ()))
        rows = [tuple(row) for row in reader if row]
    if any(len(row) != len(header) for row in rows):
        raise RegisterError(_misfit(path, len(header)))
    return rows if header == table.columns else _reordered(table, path, header, rows)


def _reordered(table: Table, path: Path, header: Row, rows: Sequence[Row]) -> list[Row]:
    """Rows of a file that leaves out columns or has them in another order, as a user's own may."""
    unknown = [name for name in header if name not in table.columns]
    missing = [name for name in table.key if name not in header]
    if unknown or missing:
        fault = f"has an unknown column “{unknown[0]}”" if unknown else f"lacks the column “{missing[0]}”"
        raise RegisterError(f"{path} {fault}; the columns of {table.name} are {', '.join(table.columns)}.")
    positions = [header.index(name) if name in header else None for name in table.columns]
    return [tuple("" if position is None else row[position] for position in positions) for row in rows]


def _misfit(path: Path, width: int) -> str:
    """Where the first row with too many or too few cells stands."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        found = next(len(row) for row in reader if row and len(row) != width)
        line = reader.line_num
    return f"{path}, line {line}, has {found} cells where the header has {width}; check its commas and quotes."
