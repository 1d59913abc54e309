"""The two clocks and the choice of sources in an address, as every page takes them."""

from dataclasses import dataclass
from typing import Annotated, TypedDict

from fastapi import Query

from comity.written_dates import parse_date


class Known(TypedDict):
    """What questions about happenings and sayings take."""

    asof: str | None


class Clocks(Known):
    """What questions about what holds take."""

    at: str | None
    reports_only: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` the day in the world, `asof` the day of knowledge (both EDTF), and whether the register is left out."""

    at: str | None = None
    asof: str | None = None
    reports_only: bool = False

    @property
    def arguments(self) -> Clocks:
        """As questions take them."""
        return {"at": self.at, "asof": self.asof, "reports_only": self.reports_only}

    @property
    def known(self) -> Known:
        """For questions that take `asof` alone."""
        return {"asof": self.asof}


async def take_moment(
    at: Annotated[str, Query(max_length=40, description="The day in the world, ISO or EDTF; today when empty.")] = "",
    asof: Annotated[str, Query(max_length=40, description="Only what was published by this day.")] = "",
    reports_only: Annotated[str, Query(max_length=5, description="`yes` leaves the register out.")] = "",
) -> Moment:
    """The moment in an address; an empty field of a form is none. Raises `DateError`."""
    wants_reports = reports_only.casefold() in ("yes", "true", "1", "on")
    return Moment(take_date(at), take_date(asof), wants_reports)


async def take_beside(
    beside: Annotated[str, Query(max_length=60, description="Layers that others coded, parted by commas.")] = "",
) -> str | None:
    """The layers in an address, None for none."""
    return beside.strip() or None


def take_date(written: str | None) -> str | None:
    """A date in an address as EDTF, None for an empty field; raises `DateError`."""
    text = (written or "").strip()
    return parse_date(text) if text else None
