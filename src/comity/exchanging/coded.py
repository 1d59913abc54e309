"""What readers of coded events share: lines with their numbers, whom codes and names mean, CAMEO as PLOVER's types."""

import csv
import datetime as dt
import hashlib
import zipfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, TypeVar

from comity.errors import SourceError
from comity.model import Refusal
from comity.outside import OutsideEvent, Party
from comity.register import Register

C = TypeVar("C")
STEP = "import"
SURE = 0.85
"""From this score on a name means whom the register knows by it."""
FOR_THE_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""CAMEO's and PLOVER's roles whose deeds are the state's; those of rebels, parties, firms and people are not."""
NOTHING = ("", "None", "none", "NA", "NULL", "nan")
ACLED = "event_id_cnty"
"""A column that ACLED's files have and no other."""
PARTS = 5
"""Codes that are named in a sentence at most."""


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file, or the one in a ZIP, as bytes; raises `SourceError`."""
    if not path.is_file():
        raise SourceError(f"There is no file {path} with events; check its path.")
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        inside = [name for name in archive.namelist() if not name.endswith("/")]
        if len(inside) != 1:
            raise SourceError(f"{path} holds {len(inside)} files; take out the one with events.")
        with archive.open(inside[0]) as file:
            yield file


def hash_file(path: Path) -> str:
    """SHA-256 of a file as it lies there; raises `SourceError`."""
    if not path.is_file():
        raise SourceError(f"There is no file {path} with events; check its path.")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_cells(path: Path) -> Generator[tuple[int, list[str]]]:
    """The cells of each line that is not empty, with its number; parted by tabs, quotation marks around them left out.

    Raises `SourceError`, also for a file of ACLED.
    """
    with opened(path) as lines:
        for place, line in enumerate(map(read_text, lines), 1):
            if place == 1 and ACLED in line:
                raise SourceError(
                    f"{path} is ACLED's, whose terms forbid passing its data on and building substitutes from them; "
                    "Comity does not take them in."
                )
            if text := line.rstrip("\r\n"):
                yield place, [_bare(cell) for cell in text.split("\t")]


def read_text(line: bytes) -> str:
    """A line of a file in UTF-8, with its mark or without, or in Latin-1, as some years of some makers are."""
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def read_rows(
    path: Path, columns: Sequence[str], published: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str]] | Refusal]:
    """Rows of a table with a header, by column; one with another number of cells as a refusal.

    Some published files have empty cells at the end of rows, or name columns at the end of the header that no row has:
    rows as wide as the `published` columns of the format have those. Raises `SourceError` when `columns` are not all
    there.
    """
    with closing(read_cells(path)) as lines:
        _, header = next(lines, (0, [""]))
        header[0] = header[0].lstrip("#! ")
        _cut(header, len(published))
        if missing := [name for name in columns if name not in header]:
            raise SourceError(f"{path} lacks the columns {', '.join(missing)}; is it the file that you meant?")
        for place, cells in lines:
            _cut(cells, len(header))
            if len(cells) == len(header):
                yield place, dict(zip(header, cells, strict=True))
            elif len(cells) == len(published):
                yield place, dict(zip(published, cells, strict=True))
            else:
                yield refuse(path, place, f"it has {len(cells)} cells, the header {len(header)}")


def refuse(path: Path, place: int, reason: str) -> Refusal:
    """A row that cannot be used, by its line."""
    return Refusal(str(path), STEP, f"line {place}: {reason}")


def cameo_type(code: str) -> tuple[str, str | None] | None:
    """PLOVER's type and mode of a code of CAMEO, of its nearest parent where it has none of its own.

    None for statements and appeals (01 and 02), which PLOVER does not code; raises `ValueError` for no code of CAMEO.
    """
    root, codes = code[:2], _cameo_codes()
    if root not in codes or not (code.isdigit() and code[2:3] <= codes[root].last):
        raise ValueError(f"“{code}” is no code of CAMEO")
    nearest = next(codes[code[:length]] for length in range(len(code), 1, -1) if code[:length] in codes)
    return (nearest.type, nearest.mode) if nearest.type else None


def whole_code(code: str) -> str:
    """A code of CAMEO with the zero that programs for numbers take away: there are no roots above 20."""
    if not code.isdigit():
        return code
    if len(code) < 3 and not code.startswith("0"):
        return code.zfill(3)
    return code if int(code[:2]) <= 20 else f"0{code}"


@dataclass(frozen=True, slots=True)
class _Code:
    type: str
    mode: str | None
    last: str
    """Of a root: the last digit of its codes of three digits."""


@dataclass(slots=True)
class LeftOut:
    """Rows that are not broken and yet not taken, counted by why."""

    path: Path
    reasons: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    """Codes and names of parties of rows in which the register knows nobody."""

    def refusals(self) -> Iterator[Refusal]:
        """One for each reason."""
        for reason, count in self.reasons.items():
            yield Refusal(str(self.path), STEP, f"{reason}: {count:,} left out")
        if count := self.unknown.total():
            named = ", ".join(name for name, _ in self.unknown.most_common(PARTS))
            reason = f"nobody in it whom the register knows, such as {named}: {count:,} left out"
            yield Refusal(str(self.path), STEP, reason)


def build_events(
    path: Path,
    rows: Iterable[tuple[int, C] | Refusal],
    build: Callable[[int, C], OutsideEvent | None],
    left_out: LeftOut,
) -> Iterator[OutsideEvent | Refusal]:
    """What `build` makes of each row; a `ValueError` of it, and at the end what was left out, as refusals."""
    for row in rows:
        if isinstance(row, Refusal):
            yield row
            continue
        place, cells = row
        try:
            event = build(place, cells)
        except ValueError as error:
            yield refuse(path, place, str(error))
        else:
            if event:
                yield event
    yield from left_out.refusals()


class Cast:
    """Whom codes and names of a source mean in our register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._named: dict[str, str | None] = {}

    def country(self, code: str) -> str | None:
        """The state or region of a country code of CAMEO or ISO 3166-1."""
        if found := _cameo_actors().get(("country", code)):
            return found
        id = f"state:{code}"
        return id if code and self._register.entry(id) else None

    def group(self, code: str) -> str | None:
        """The organisation or group of a code of CAMEO's known groups."""
        return _cameo_actors().get(("group", code))

    def named(self, name: str) -> str | None:
        """Who goes by a name for certain."""
        if name not in self._named:
            found = self._register.resolve(name) if name else []
            alone = len(found) == 1 or (len(found) > 1 and found[0].score > found[1].score)
            self._named[name] = found[0].id if found and alone and found[0].score >= SURE else None
        return self._named[name]


def known(parties: Sequence[Party]) -> bool:
    """Whether the register knows one of them."""
    return any(party.id or party.of for party in parties)


def read_day(cell: str, column: str) -> str:
    """The day of an ISO date, with or without its time; raises `ValueError` that names the column."""
    try:
        return dt.date.fromisoformat(cell[:10]).isoformat()
    except ValueError:
        raise ValueError(f"“{cell}” under {column} is no day") from None


def read_number(cell: str, column: str) -> float | None:
    """The number in a cell, None for an empty one; raises `ValueError` that names the column."""
    try:
        return float(cell) if cell else None
    except ValueError:
        raise ValueError(f"“{cell}” under {column} is no number") from None


def split(cell: str) -> list[str]:
    """The parts of a cell of several values."""
    return [part.strip() for part in cell.split(";")]


def _cut(cells: list[str], width: int) -> None:
    """Take empty cells beyond a width away."""
    while len(cells) > width > 0 and not cells[-1]:
        cells.pop()


def _bare(cell: str) -> str:
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"')
    return "" if cell in NOTHING else cell


@cache
def _cameo_codes() -> Mapping[str, _Code]:
    return {row["code"]: _Code(row["type"], row["mode"] or None, row["last"]) for row in _rows("cameo_codes.csv")}


@cache
def _cameo_actors() -> Mapping[tuple[str, str], str]:
    return {(row["system"], row["code"]): row["id"] for row in _rows("cameo_actors.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(__package__).joinpath(name).read_text("utf-8").splitlines()))
