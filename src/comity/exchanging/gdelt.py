"""Reads GDELT's event files, 1.0 (57 or 58 columns) and 2.0 (61), which have no header.

Its terms let anyone use and pass on the data with a citation and a link. What GDELT counts are mentions, not reports.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from comity.errors import SourceError
from comity.exchanging.coded import (
    FOR_THE_STATE,
    Cast,
    LeftOut,
    build_events,
    cameo_type,
    known,
    read_cells,
    read_number,
    refuse,
    whole_code,
)
from comity.model import Refusal
from comity.outside import OutsideEvent, Party
from comity.register import Register

WIDTHS = (57, 58, 61)
"""Columns of 1.0 before and since April 2013, when it began to say where, and of 2.0."""
ID, DAY, FIRST, SECOND, CODE, GOLDSTEIN, MENTIONS = 0, 1, 5, 15, 26, 30, 31
"""Where columns stand; each actor has ten of them: code, name, country, known group, four more and three types."""
PLACE = {57: 50, 58: 50, 61: 52}
"""Where the name of the place of action stands, by the number of columns."""
ADDED = {57: 56, 58: 56, 61: 59}
ADDRESS = {58: 57, 61: 60}


def read_gdelt(path: Path, register: Register) -> Iterator[OutsideEvent | Refusal]:
    """The events of a file and what of it cannot be used; raises `SourceError` when it is none of GDELT's."""
    cast, left_out = Cast(register), LeftOut(path)
    return build_events(path, _rows(path), lambda place, cells: _event(place, cells, cast, left_out), left_out)


def _rows(path: Path) -> Iterator[tuple[int, list[str]] | Refusal]:
    widths = ", ".join(map(str, WIDTHS))
    if path.is_file() and not path.stat().st_size:
        raise SourceError(f"{path} is empty; give a file of GDELT's events.")
    with closing(read_cells(path)) as lines:
        for place, cells in lines:
            if len(cells) in WIDTHS:
                yield place, cells
            elif place == 1:
                raise SourceError(f"{path} has {len(cells)} columns; GDELT's event files have {widths}.")
            else:
                yield refuse(path, place, f"it has {len(cells)} columns, not {widths}")


def _event(place: int, cells: Sequence[str], cast: Cast, left_out: LeftOut) -> OutsideEvent | None:
    width = len(cells)
    code = whole_code(cells[CODE])
    type = cameo_type(code)
    if type is None:
        left_out.reasons["statements and appeals, which PLOVER does not code"] += 1
        return None
    sides = [_party(cells[start : start + 10], cast) for start in (FIRST, SECOND)]
    if not known([party for party in sides if party]):
        left_out.unknown[cells[FIRST] or cells[SECOND] or "nobody at all"] += 1
        return None
    actor, recipient = sides
    mentions = read_number(cells[MENTIONS], "NumMentions")
    return OutsideEvent(
        id=cells[ID], line=place, date=_day(cells[DAY], "SQLDATE"),
        known=_day(cells[ADDED[width]] or cells[DAY], "DATEADDED"),
        type=type[0], mode=type[1], code=code,
        actors=(actor,) if actor else (), recipients=(recipient,) if recipient else (),
        place=cells[PLACE[width]] or None, intensity=read_number(cells[GOLDSTEIN], "GoldsteinScale"),
        mentions=None if mentions is None else int(mentions),
        url=cells[ADDRESS[width]] or None if width in ADDRESS else None,
    )  # fmt: skip


def _party(cells: Sequence[str], cast: Cast) -> Party | None:
    """A side of an event; people, rebels and firms of a state are not the state."""
    code, name, country, group, *_, first, second, third = cells
    if not code and not name:
        return None
    found = cast.group(group) or cast.group(code[:3])
    of = cast.country(country)
    if found is None and of and not {first, second, third} - {"", *FOR_THE_STATE}:
        return Party(of, code, name)
    return Party(found, code, name, None if found == of else of)


def _day(cell: str, column: str) -> str:
    """The first eight digits as a day; raises `ValueError` that names the column."""
    try:
        return dt.date(int(cell[:4]), int(cell[4:6]), int(cell[6:8])).isoformat()
    except ValueError:
        raise ValueError(f"“{cell}” under {column} is no day") from None
