"""Which state a number, an abbreviation or a short name of the Correlates of War means in a year."""

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files

from comity.edtf import bounds
from comity.model import Reference
from comity.register import Register


class CowStates:
    """Our states by COW's codes: 365 is Russia, the Soviet Union, and Russia again."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._by_code: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        named: dict[str, set[str]] = defaultdict(set)
        for entry in filter(lambda entry: entry.details.get("cow"), register.entries("state")):
            codes = entry.details["cow"].split("|")
            for code in codes:
                self._by_code[code].append((_year(entry.since, 1), _year(entry.until, 9999), entry.id))
            for name in (entry.name, *(row.name for row in register.names(entry.id))):
                named[_letters(name)].add(codes[0])
        self._by_name = {name: next(iter(codes)) for name, codes in named.items() if len(codes) == 1} | _columns()

    def code_of(self, column: str) -> str | None:
        """The number of the one state that a column is named after, in letters alone: `unitedkingdom`, `wgermany`."""
        return self._by_name.get(_letters(column))

    def find(self, code: str, year: int) -> str | None:
        """The state of a number or an abbreviation at the end of a year."""
        candidates = self._by_code.get(code.strip().removesuffix(".0").lstrip("0"), [])
        living = [id for since, until, id in candidates if since <= year < until]
        return next(iter(living or [id for *_, id in candidates]), None)

    def reference(self, id: str) -> Reference:
        """A state by its name."""
        entry = self._register.entry(id)
        return Reference(id, entry.name if entry else id)


def _letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalpha())


def _year(edtf: str, unknown: int) -> int:
    earliest = bounds(edtf).earliest if edtf else None
    return earliest.year if earliest else unknown


@cache
def _columns() -> dict[str, str]:
    """Numbers of states whose column in the table of organisations is named by no name of theirs: `nokorea`."""
    rows = csv.DictReader(files(__package__).joinpath("cow_states.csv").read_text("utf-8").splitlines())
    return {row["column"]: row["number"] for row in rows}
