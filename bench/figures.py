"""A measured figure beside the limit it has to keep, and the table of several."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, how much it is, and the most or the least it may be."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    least: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the limits are kept; without one there is nothing to break."""
        return (self.limit is None or self.value <= self.limit) and (self.least is None or self.value >= self.least)

    def __str__(self) -> str:
        bounds = [f"at {which} {bound:g}" for which, bound in (("most", self.limit), ("least", self.least))
                  if bound is not None]  # fmt: skip
        verdict = f"{', '.join(bounds)}  {'kept' if self.kept else 'BROKEN'}" if bounds else ""
        return f"{self.name:56} {self.value:10.2f} {self.unit:8} {verdict}"


def print_figures(figures: Iterable[Figure]) -> int:
    """Print each figure as it comes; the exit status is 1 when a limit is broken."""
    broken = 0
    for figure in figures:
        print(figure, flush=True)
        broken |= not figure.kept
    return int(broken)
