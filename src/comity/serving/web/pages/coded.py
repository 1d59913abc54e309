"""Rows that others coded, kept apart from what was read here: pages count and draw the record's own rows alone."""

from collections.abc import Iterable

from comity.asking.rows import TimelineRow


def part(rows: Iterable[TimelineRow]) -> tuple[list[TimelineRow], list[TimelineRow]]:
    """What was read here, and what others coded."""
    every = list(rows)
    return [row for row in every if row.layer is None], [row for row in every if row.layer is not None]
