"""What names one state of a record."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """Names one state of a record: of what was read and judged, of the votes (empty without any), of coded events."""

    data: str
    votes: str
    layers: tuple[tuple[str, int], ...]
    """Whose coded events there are beside what was read, and how many."""
    noted: int
    """The last refusal or warning, which changes nothing else of this."""
