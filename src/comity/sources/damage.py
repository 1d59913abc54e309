"""Places where a text looks damaged: words that a copy lost, lines without their beginning, headings grown together.

What is suspected is shown to readers and never filled; the patterns are data in `damage.yaml`.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

LOST_WORDS = "lost-words"
_SHOWN = 60
_QUOTED = re.compile(r"[“\"][^”\"\n]{1,40}[”\"]")


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of text that looks damaged, of a kind, and what is suspected there in words."""

    start: int
    end: int
    kind: str
    told: str


def find_damage(text: str) -> tuple[Damage, ...]:
    """What looks damaged in a text, in its order; stretches do not overlap.

    A few words in quotation marks are passed over: they may be named and not used.
    """
    used = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), text)
    found = [
        Damage(*match.span(), kind, told)
        for kind, told, pattern in _patterns()
        for match in pattern.finditer(used)
        if match.end() > match.start()
    ]
    kept: list[Damage] = []
    for one in sorted(found, key=lambda damage: (damage.start, -damage.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def doubt_words(text: str) -> tuple[str, ...]:
    """A doubt that says how many places of a text seem to lack words, with the first of them; none if there is none."""
    lost = [one for one in find_damage(text) if one.kind == LOST_WORDS]
    if not lost:
        return ()
    start = text.rfind(" ", 0, max(0, lost[0].start - 20)) + 1
    first = " ".join(text[start : start + _SHOWN].split())
    count = "one place" if len(lost) == 1 else f"{len(lost)} places"
    return (f"words seem to be missing at {count}, as in “{first} …”",)


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    written = yaml.safe_load(files("comity.sources").joinpath("damage.yaml").read_text("utf-8"))
    return tuple(
        (kind, group["told"], re.compile(pattern, re.MULTILINE))
        for kind, group in written.items()
        for pattern in group["patterns"]
    )
