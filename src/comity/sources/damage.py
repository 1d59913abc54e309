"""Places where a text looks damaged: words that a copy lost, lines without their beginning, headings grown together.

What is suspected is shown to readers and never filled; the patterns are data in `damage.yaml`.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of text that looks damaged, of a kind, and what is suspected there in words."""

    start: int
    end: int
    kind: str
    told: str


def find_damage(text: str) -> tuple[Damage, ...]:
    """What looks damaged in a text, in its order; stretches do not overlap."""
    found = [
        Damage(*match.span(), kind, told)
        for kind, told, pattern in _patterns()
        for match in pattern.finditer(text)
        if match.end() > match.start()
    ]
    kept: list[Damage] = []
    for one in sorted(found, key=lambda damage: (damage.start, -damage.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    written = yaml.safe_load(files("comity.sources").joinpath("damage.yaml").read_text("utf-8"))
    return tuple(
        (kind, group["told"], re.compile(pattern, re.MULTILINE))
        for kind, group in written.items()
        for pattern in group["patterns"]
    )
