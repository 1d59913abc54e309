"""Faults in the register's data: what `comity register check` tells and CI stops at."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.edtf import bounds, is_edtf
from comity.errors import RegisterError
from comity.model import STATUSES as MEMBERSHIP_STATUSES
from comity.register.book import Register
from comity.register.names import FORMS
from comity.register.rows import FAMILIES
from comity.register.spells import holding
from comity.register.tables import (
    CUES,
    ENTRY_TABLES,
    GROUP_NAMES,
    GROUPS,
    HOLDERS,
    MEMBERSHIPS,
    NAMES,
    NOT_NAMES,
    OFFICES,
    ORGANISATION_NAMES,
    ORGANISATIONS,
    PERSON_NAMES,
    PERSONS,
    PLACES,
    SOURCES,
    STANDINGS,
    STATES,
    STATUSES,
    TABLES,
    Row,
    Table,
    files,
    read_table,
)

_PREFIXES = {
    STATES.name: ("state",), PLACES.name: ("region", "place"), ORGANISATIONS.name: ("org",), GROUPS.name: ("group",),
    PERSONS.name: ("person",),
}  # fmt: skip
_REFERENCES = {
    STATES.name: ("capital", "sovereign", "predecessor"), PLACES.name: ("in",), GROUPS.name: ("in",),
    ORGANISATIONS.name: ("predecessor", "successor", "seat", "parent"), NAMES.name: ("id",),
    ORGANISATION_NAMES.name: ("id",), GROUP_NAMES.name: ("id",), PERSON_NAMES.name: ("id",), CUES.name: ("id",),
    MEMBERSHIPS.name: ("organisation", "member"), STATUSES.name: ("organisation",), OFFICES.name: ("of",),
    HOLDERS.name: ("person", "of"),
}  # fmt: skip
_PERIODS = {
    STATES.name: ("existed_from", "existed_until"), ORGANISATIONS.name: ("founded", "dissolved"),
    NAMES.name: ("since", "until"), ORGANISATION_NAMES.name: ("since", "until"), GROUP_NAMES.name: ("since", "until"),
    MEMBERSHIPS.name: ("since", "until"), STATUSES.name: ("valid_from", "valid_until"),
    OFFICES.name: ("since", "until"), HOLDERS.name: ("since", "until"),
}  # fmt: skip
_VOCABULARY: dict[tuple[str, str], frozenset[str]] = {
    (STATES.name, "kind"): frozenset({"state", "territory", "disputed", "historic", "body"}),
    **{(table.name, "form"): frozenset(FORMS) for table in (NAMES, ORGANISATION_NAMES, GROUP_NAMES, PERSON_NAMES)},
    (MEMBERSHIPS.name, "date_kind"): frozenset({"", "decided", "signed", "in-force", "announced", "founding"}),
    (MEMBERSHIPS.name, "confidence"): frozenset({"high", "medium", "low"}),
    (HOLDERS.name, "confidence"): frozenset({"high", "medium", "low"}),
    (HOLDERS.name, "acting"): frozenset({"", "yes"}),
}
_CODES = ("iso2", "iso3", "iso_numeric", "cow", "gw", "m49", "wikidata")
_BESIDE_OTHERS = frozenset({"chair", "host", "candidate"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the file and row where it is, and what is wrong, in a sentence."""

    table: str
    row: str
    fault: str

    def __str__(self) -> str:
        return f"{self.table}: {self.row}: {self.fault}"


def check(register: Register) -> list[Problem]:
    """All faults of the shipped data with the register's overlay on top; an empty list is a sound register."""
    strays = list(_strays(register.overlay)) if register.overlay else []
    tables = {}
    for table in TABLES:
        try:
            tables[table.name] = read_table(table, register.overlay)
        except RegisterError as error:
            return [Problem(table.name, "", str(error))]
    sheet = _Sheet(tables)
    found = [problem for look in CHECKS for problem in look(sheet)]
    return [*strays, *found, *_unreachable_names(register, sheet)]


class _Sheet:
    """All rows of all tables, and the ids they define."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        self._tables = tables
        self._cells: dict[str, list[tuple[str, dict[str, str]]]] = {}
        self.ids = {row[0] for table in ENTRY_TABLES for row in tables[table.name]}
        self.sources = {row[0] for row in tables[SOURCES.name]}

    def rows(self, table: Table) -> list[Row]:
        return self._tables[table.name]

    def cells(self, table: Table) -> list[tuple[str, dict[str, str]]]:
        """Each row as its key in words and a mapping of its cells."""
        if table.name not in self._cells:
            rows = [dict(zip(table.columns, row, strict=True)) for row in self.rows(table)]
            self._cells[table.name] = [(" ".join(cells[name] for name in table.key), cells) for cells in rows]
        return self._cells[table.name]


def _strays(folder: Path) -> Iterator[Problem]:
    """Files of an overlay that no table is read from, as a misspelt name makes them."""
    known = {path for table in TABLES for path in files(table, folder)}
    names = _listed(table.name for table in TABLES)
    for path in sorted(folder.rglob("*.csv")):
        if path not in known:
            yield Problem(path.name, "", f"no such file is read; the files are {names}")


def _ids(sheet: _Sheet) -> Iterator[Problem]:
    """Ids are unique and begin with what the file holds; entries have names."""
    for table in ENTRY_TABLES:
        prefixes = _PREFIXES[table.name]
        for identifier, times in Counter(row[0] for row in sheet.rows(table)).items():
            if times > 1:
                yield Problem(table.name, identifier, f"the id stands {times} times; keep one row")
            if identifier.partition(":")[0] not in prefixes or identifier.partition(":")[0] not in FAMILIES:
                yield Problem(table.name, identifier, f"an id of this file begins with {' or '.join(prefixes)}:")
        for key, cells in sheet.cells(table):
            if not cells["name"]:
                yield Problem(table.name, key, "the name is missing")


def _codes(sheet: _Sheet) -> Iterator[Problem]:
    """No two states share a code, but that a historic state may share one with its successor."""
    for system in _CODES:
        bearers = defaultdict(list)
        for key, cells in sheet.cells(STATES):
            if cells["kind"] != "historic":
                for code in filter(None, cells[system].split("|")):
                    bearers[code].append(key)
        for code, keys in bearers.items():
            if len(keys) > 1:
                yield Problem(STATES.name, " ".join(keys), f"they share the {system} code {code}")


def _references(sheet: _Sheet) -> Iterator[Problem]:
    for table in TABLES:
        for column in _REFERENCES.get(table.name, ()):
            for key, cells in sheet.cells(table):
                for identifier in filter(None, cells[column].split("|")):
                    if identifier not in sheet.ids:
                        yield Problem(table.name, key, f"{column} names “{identifier}”, which no file defines")


def _vocabulary(sheet: _Sheet) -> Iterator[Problem]:
    for table in TABLES:
        for column in table.columns:
            allowed = _VOCABULARY.get((table.name, column))
            if allowed is not None:
                for key, cells in sheet.cells(table):
                    if cells[column] not in allowed:
                        yield Problem(table.name, key, f"{column} is “{cells[column]}”; use {_listed(allowed)}")


def _standings(sheet: _Sheet) -> Iterator[Problem]:
    """Statuses of memberships are explained, and count as one of the statements' own or as none yet."""
    known = {key for key, _ in sheet.cells(STANDINGS)}
    for key, cells in sheet.cells(STANDINGS):
        if cells["counts_as"] not in {"", *MEMBERSHIP_STATUSES}:
            yield Problem(
                STANDINGS.name, key, f"counts_as is “{cells['counts_as']}”; use {_listed(MEMBERSHIP_STATUSES)}"
            )
    for key, cells in sheet.cells(MEMBERSHIPS):
        if cells["status"] not in known:
            yield Problem(MEMBERSHIPS.name, key, f"status is “{cells['status']}”; use {_listed(known)}")


def _sources(sheet: _Sheet) -> Iterator[Problem]:
    for table in TABLES:
        if table is SOURCES or "source" not in table.columns:
            continue
        for key, cells in sheet.cells(table):
            named = [source for source in cells["source"].split("|") if source]
            if not named:
                yield Problem(table.name, key, "the source is missing")
            for source in named:
                if source not in sheet.sources:
                    yield Problem(table.name, key, f"the source “{source}” is not in SOURCES.csv")


def _periods(sheet: _Sheet) -> Iterator[Problem]:
    """Dates are EDTF and nothing ends before it begins."""
    for table in TABLES:
        columns = _PERIODS.get(table.name)
        for key, cells in sheet.cells(table) if columns else ():
            since, until = (cells[column] for column in columns or ())
            bad = [date for date in (since, until) if date and not is_edtf(date)]
            if bad:
                yield Problem(table.name, key, f"“{bad[0]}” is no EDTF date")
            elif since and until and _ends_first(since, until):
                yield Problem(table.name, key, f"it ends ({until}) before it begins ({since})")


def _overlaps(sheet: _Sheet) -> Iterator[Problem]:
    """One status at a time for a member of an organisation; one spell at a time for a person in an office."""
    spells: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for key, cells in sheet.cells(MEMBERSHIPS):
        if cells["status"] not in _BESIDE_OTHERS:
            spells[MEMBERSHIPS.name, key].append((cells["since"], cells["until"]))
    for key, cells in sheet.cells(HOLDERS):
        spells[HOLDERS.name, key].append((cells["since"], cells["until"]))
    for (table, key), periods in spells.items():
        for first, second in _clashes(periods):
            yield Problem(table, key, f"the spell {_period(first)} overlaps the spell {_period(second)}")


def _lifetimes(sheet: _Sheet) -> Iterator[Problem]:
    """Nobody holds an office before birth, and nobody belongs to an organisation that is no more."""
    born = {key: cells["born"] for key, cells in sheet.cells(PERSONS) if is_edtf(cells["born"])}
    dissolved = {key: cells["dissolved"] for key, cells in sheet.cells(ORGANISATIONS)}
    for key, cells in sheet.cells(HOLDERS):
        if is_edtf(cells["since"]) and cells["person"] in born and _ends_first(born[cells["person"]], cells["since"]):
            yield Problem(HOLDERS.name, key, f"held since {cells['since']}, before birth ({born[cells['person']]})")
    for key, cells in sheet.cells(MEMBERSHIPS):
        ends, since = dissolved.get(cells["organisation"], ""), cells["since"]
        if is_edtf(since) and is_edtf(ends) and _ends_first(since, ends):
            yield Problem(MEMBERSHIPS.name, key, f"begins ({since}) after the organisation ended ({ends})")


def _unreachable_names(register: Register, sheet: _Sheet) -> Iterator[Problem]:
    """Every name leads back to its entry, or is meant to be silent."""
    silent = {row[0] for row in sheet.rows(NOT_NAMES)}
    for table in (NAMES, ORGANISATION_NAMES, GROUP_NAMES, PERSON_NAMES):
        for key, cells in sheet.cells(table):
            name, identifier = cells["name"], cells["id"]
            family = FAMILIES.get(identifier.partition(":")[0])
            if name != name.strip() or not name:
                yield Problem(table.name, key, "the name is empty or has space around it")
            elif name not in silent and identifier not in {found.id for found in register.resolve(name, kind=family)}:
                yield Problem(table.name, key, "the name does not lead back to its entry")


def _ends_first(since: str, until: str) -> bool:
    """Whether a period certainly ends before it begins; one of a few hours may end on the day it begins."""
    begins, ends = bounds(since).earliest, bounds(until).latest
    return begins is not None and ends is not None and ends < begins


def _clashes(periods: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs of periods of which one certainly still holds on the day the other begins."""
    dated = [period for period in periods if all(not date or is_edtf(date) for date in period)]
    for number, first in enumerate(dated):
        for second in dated[number + 1 :]:
            earlier, later = sorted((first, second))
            if later[0] and holding(*earlier, at=later[0]) == "certainly" and _outlasts(earlier, later):
                yield earlier, later


def _outlasts(earlier: tuple[str, str], later: tuple[str, str]) -> bool:
    begins, ends = bounds(later[0]).latest, bounds(earlier[1]).earliest if earlier[1] else None
    return begins is not None and (ends is None or ends > begins)


def _period(period: tuple[str, str]) -> str:
    return f"{period[0] or '..'}/{period[1] or '..'}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(filter(None, words)))


CHECKS: tuple[Callable[[_Sheet], Iterable[Problem]], ...] = (
    _ids, _codes, _references, _vocabulary, _standings, _sources, _periods, _overlaps, _lifetimes,
)  # fmt: skip
