"""The map: which states are drawn how for the members of an organisation, and which areas are hatched as claimed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from comity.serving.web.site import STATIC

WIDTH, HEIGHT = 960, 468
CLAIMED_STATES = ("XKX", "TWN", "ESH", "PSE", "north-cyprus", "somaliland", "siachen", "FLK")
"""States and areas drawn as such whose standing is disputed; hatched over their colour."""
_PATH = re.compile(r'<path id="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Country:
    """A state on the map: its part of the drawing, how it is shown, and what it is told to be."""

    part: str
    shown: str
    told: str
    actor: str | None


def draw_members(rows: Iterable[Any]) -> list[Country]:
    """Every state, those of the rows coloured by how they stand; actual before planned, members before others."""
    told: dict[str, Any] = {}
    for row in rows:
        told.setdefault(row.member.removeprefix("state:"), row)
    return [_country(part, told.get(part)) for part in parts() if not part.startswith("claimed-") and part != "sphere"]


def claimed() -> list[str]:
    """Parts to be hatched: areas that more than one side claims."""
    return [part for part in parts() if part.startswith("claimed-") or part in CLAIMED_STATES]


@cache
def parts() -> tuple[str, ...]:
    """Names of all parts of the drawing."""
    return tuple(_PATH.findall((STATIC / "world.svg").read_text(encoding="utf-8")))


def _country(part: str, row: Any) -> Country:
    if row is None:
        return Country(part, "none", "", None)
    shown = row.status if row.modality == "actual" else row.modality
    extra = "" if row.modality == "actual" else f", {row.modality}"
    return Country(part, shown, f"{row.name}: {row.status.replace('-', ' ')}{extra}", row.member)
