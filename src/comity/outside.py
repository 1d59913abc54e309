"""Events that others coded, as they travel between their files and the record: a layer beside what was read here."""

from dataclasses import dataclass

LAYERS = ("polecat", "icews", "gdelt")
"""Whose coding a layer holds."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part, as the source has it, and whom that means to us."""

    id: str | None
    """Of exactly this one, None for whom the register does not know and for people, rebels and firms of a state."""
    code: str
    name: str
    of: str | None = None
    """The state or organisation that it belongs to or acts for, if it is not that itself."""


@dataclass(frozen=True, slots=True)
class OutsideFile:
    """A file of events that others coded; `register` is the version that matched its parties."""

    layer: str
    source: str
    sha256: str
    register: str


@dataclass(frozen=True, slots=True)
class OutsideEvent:
    """One row of such a file. `type` and `mode` are PLOVER's, `code` is the source's own."""

    id: str
    """As the source numbers it; not unique in every source."""
    line: int
    """Its line in the file, the first is 1."""
    date: str
    """ISO day."""
    known: str
    """ISO day on which the source published the row."""
    type: str
    mode: str | None
    code: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...] = ()
    place: str | None = None
    intensity: float | None = None
    """From -10, conflict, to 10, cooperation, as the source has it."""
    mentions: int | None = None
    """How often the source counted it; copies of one text count as often as they were printed."""
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class LayeredEvent:
    """An event as a record gives it back: with its layer and its file."""

    layer: str
    source: str
    event: OutsideEvent


@dataclass(frozen=True, slots=True)
class LayerFile:
    """A file of a layer, as the record holds it."""

    layer: str
    source: str
    sha256: str
    events: int
    recorded_at: str
