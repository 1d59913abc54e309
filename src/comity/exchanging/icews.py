"""Reads ICEWS's coded events (version 2, tab-separated with a header), which ended in April 2023."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from comity.exchanging.coded import (
    Cast,
    LeftOut,
    build_events,
    cameo_type,
    known,
    read_day,
    read_number,
    read_rows,
    whole_code,
)
from comity.model import Refusal
from comity.outside import OutsideEvent, Party
from comity.register import Register

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
"""All columns of the format; what is read needs those that `NEEDED` names."""
NEEDED = ("Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Target Name", "Target Country")


def read_icews(path: Path, register: Register) -> Iterator[OutsideEvent | Refusal]:
    """The events of a file and what of it cannot be used; raises `SourceError` when it is none of ICEWS's."""
    cast, left_out = Cast(register), LeftOut(path)
    rows = read_rows(path, NEEDED, COLUMNS)
    return build_events(path, rows, lambda place, row: _event(place, row, cast, left_out), left_out)


def _event(place: int, row: Mapping[str, str], cast: Cast, left_out: LeftOut) -> OutsideEvent | None:
    code = whole_code(row["CAMEO Code"])
    type = cameo_type(code)
    if type is None:
        left_out.reasons["statements and appeals, which PLOVER does not code"] += 1
        return None
    sides = [_party(row, side, cast) for side in ("Source", "Target")]
    if not known([party for party in sides if party]):
        left_out.unknown[row["Source Name"] or row["Target Name"] or "nobody at all"] += 1
        return None
    actor, recipient = sides
    day = read_day(row["Event Date"], "Event Date")
    where = ", ".join(filter(None, (row.get("City", ""), row.get("Country", ""))))
    return OutsideEvent(
        id=row["Event ID"], line=place, date=day, known=day, type=type[0], mode=type[1], code=code,
        actors=(actor,) if actor else (), recipients=(recipient,) if recipient else (), place=where or None,
        intensity=read_number(row.get("Intensity", ""), "Intensity"), publisher=row.get("Publisher") or None,
    )  # fmt: skip


def _party(row: Mapping[str, str], side: str, cast: Cast) -> Party | None:
    name, country = row[f"{side} Name"], row[f"{side} Country"]
    if not name and not country:
        return None
    id, of = cast.named(name), cast.named(country)
    return Party(id, row.get(f"{side} Sectors", ""), name or country, None if id == of else of)
