"""Reads POLECAT's events (PLOVER, tab-separated with a header; doi:10.7910/DVN/AJGVIT)."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from comity.exchanging.coded import (
    FOR_THE_STATE,
    Cast,
    LeftOut,
    build_events,
    known,
    read_day,
    read_number,
    read_rows,
    split,
)
from comity.model import EVENT_TYPES, Refusal
from comity.outside import OutsideEvent, Party
from comity.register import Register

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
"""All columns of the format, in its order."""
NEEDED = ("Event ID", "Event Date", "Event Type", "Actor Name", "Actor Country", "Recipient Name", "Recipient Country")


def read_polecat(path: Path, register: Register) -> Iterator[OutsideEvent | Refusal]:
    """The events of a file and what of it cannot be used; raises `SourceError` when it is none of POLECAT's."""
    cast, left_out = Cast(register), LeftOut(path)
    rows = read_rows(path, NEEDED, COLUMNS)
    return build_events(path, rows, lambda place, row: _event(place, row, cast, left_out), left_out)


def _event(place: int, row: Mapping[str, str], cast: Cast, left_out: LeftOut) -> OutsideEvent | None:
    type = row["Event Type"].upper()
    if type not in EVENT_TYPES:
        raise ValueError(f"“{row['Event Type']}” is no type of PLOVER")
    actors, recipients = (tuple(_parties(row, side, cast)) for side in ("Actor", "Recipient"))
    if not known(actors + recipients):
        left_out.unknown[row["Actor Name"] or row["Recipient Name"] or "nobody at all"] += 1
        return None
    day = read_day(row["Event Date"], "Event Date")
    intensity = row.get("Intensity") or row.get("Event Intensity", "")
    known_on = read_day(row["Publication Date"], "Publication Date") if row.get("Publication Date") else day
    return OutsideEvent(
        id=row["Event ID"], line=place, date=day, known=known_on, type=type,
        mode=row.get("Event Mode", "").lower() or None, code=type, actors=actors, recipients=recipients,
        place=row.get("Placename") or row.get("Country") or None,
        intensity=read_number(intensity, "Intensity"), publisher=row.get("Source") or None,
    )  # fmt: skip


def _parties(row: Mapping[str, str], side: str, cast: Cast) -> Iterator[Party]:
    """Each of a side; a state's own name or its government without one is the state."""
    names, countries = split(row[f"{side} Name"]), split(row[f"{side} Country"])
    sectors = split(row.get(f"Primary {side} Sector", ""))
    for name, country, sector in zip_longest(names, countries, sectors, fillvalue=""):
        if not name and not country:
            continue
        of = cast.country(country)
        id = cast.named(name) if name else of if sector in FOR_THE_STATE | {""} else None
        yield Party(id, country, name or country, None if id == of else of)
