"""Whom a text is from and what of it is only credit: wire datelines, source lines, footers of syndication. Pure.

The names and patterns are data, `wires.yaml`.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

HEAD_LINES = 6
"""In how many first lines of a text a dateline is looked for."""
LONGEST = 200
"""A line with more characters is no credit line."""
PLACE = r"(?:[^\W\d_][^\n()–—]{0,60}?[,.]?\s*(?:[-–—]\s*)?)?"
"""Place and day before the agency: `SAMARKAND, Uzbekistan, Sept 15`."""


@dataclass(frozen=True, slots=True)
class Credited:
    """A text without its credits and footers, and the agency it credits."""

    body: str
    agency: str | None


@dataclass(frozen=True, slots=True)
class _Wires:
    agencies: dict[str, str]
    """Each name in lower case, with the name that counts."""
    datelines: tuple[re.Pattern[str], ...]
    credits: tuple[re.Pattern[str], ...]
    footers: tuple[re.Pattern[str], ...]
    unnamed: str


def read_credits(text: str, publisher: str | None = None) -> Credited:
    """What of `text` is its own words, and the agency that it, or else its publisher's name, credits."""
    wires = _wires()
    agency, lines = None, []
    for number, line in enumerate(line for line in text.splitlines() if line.strip()):
        stripped = line.strip()
        if len(stripped) <= LONGEST:
            credit = next((m for pattern in wires.credits if (m := pattern.fullmatch(stripped))), None)
            if credit:
                agency = agency or _named(credit, wires)
                continue
            if any(pattern.fullmatch(stripped) for pattern in wires.footers):
                continue
        dateline = _dateline(stripped, wires) if number < HEAD_LINES else None
        if dateline:
            agency = agency or _named(dateline, wires)
            stripped = stripped[dateline.end() :]
        lines.append(stripped)
    return Credited("\n".join(lines), agency or wires.agencies.get((publisher or "").casefold()))


def _dateline(line: str, wires: _Wires) -> re.Match[str] | None:
    return next((m for pattern in wires.datelines if "(" in line[:90] and (m := pattern.match(line))), None)


def _named(match: re.Match[str], wires: _Wires) -> str:
    named = match.groupdict().get("agency")
    return wires.agencies[named.casefold()] if named else wires.unnamed


@cache
def _wires() -> _Wires:
    text = resources.files("comity.recording").joinpath("wires.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    agencies = {name.casefold(): agency for agency, names in data["agencies"].items() for name in names}
    written = {form for names in data["agencies"].values() for name in names for form in (name, name.upper())}
    longest_first = "|".join(re.escape(name) for name in sorted(written, key=lambda name: (-len(name), name)))
    agency = f"(?P<agency>(?-i:{longest_first}))"

    def compile_all(patterns: list[Any], flags: int = 0) -> tuple[re.Pattern[str], ...]:
        filled = (pattern.replace("{agency}", agency).replace("{place}", PLACE) for pattern in patterns)
        return tuple(re.compile(pattern, flags) for pattern in filled)

    return _Wires(
        agencies,
        compile_all(data["datelines"]),
        compile_all(data["credits"], re.IGNORECASE),
        compile_all(data["footers"], re.IGNORECASE),
        data["unnamed"],
    )
