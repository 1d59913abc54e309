"""Reads tables of the Correlates of War project as memberships that a named source states, one document a file.

Free with citation: Pevehouse, Nordstrom, McManus and Jamison (2020) for intergovernmental organisations, version 3, and
the State System Membership List. A document's text has a sentence of ours for each spell, which is its evidence; what
the tables say then stands beside other sources and is disputed where they differ.
"""

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from comity.errors import SourceError
from comity.exchanging.coded import STEP, hash_file, read_text, refuse
from comity.exchanging.cow_states import CowStates
from comity.model import Document, Evidence, Membership, Reference, Refusal
from comity.recording.kept import Kept, KeptStatement
from comity.recording.ways import Run
from comity.register import Register

PUBLISHER = "Correlates of War Project"
READER = "cow-tables 1"
SYSTEM = Reference("org:interstate-system", "interstate system")
"""What the list of states calls itself a list of: an organisation to us only so that it has members."""
STATES = ("ccode", "statenme", "styear", "stmonth", "stday", "endyear", "endmonth", "endday")
SYSTEM_YEARS = {"stateabb", "ccode", "year", "version"}
"""Columns of the list with one row for each state and year, and no others."""
STATUSES = {"1": "member", "2": "associate", "3": "observer"}
NO_STATUS = ("0", "-9", "-1", "", ".", "NA")
"""None, unknown, no state or no organisation yet, and how programs write what is missing."""
SURE = 0.9
"""Confidence of what a table states."""


@dataclass(frozen=True, slots=True)
class Spell:
    """One membership in a table, in words and as EDTF."""

    member: Reference
    organisation: Reference
    status: str
    when: str
    words: str


def read_cow(path: Path, register: Register) -> Iterator[Kept | Refusal]:
    """The memberships of a list of states, or of IGO version 3 by state, dyad or organisation and year, by its columns.

    Raises `SourceError` for any other file.
    """
    header = [name.strip().lower() for name in _header(path)]
    states = CowStates(register)
    if set(STATES) <= set(header):
        refusals, spells, last = _system(path, states)
        title = "State System Membership List"
    elif {"ccode", "year"} <= set(header) <= SYSTEM_YEARS:
        refusals, spells, last = _system_years(path, states)
        title = "State System Membership List"
    elif "year" in header and ({"ccode"} <= set(header) or {"ccode1", "ccode2"} <= set(header)):
        refusals, spells, last = _organisations(path, states, register)
        title = "Intergovernmental Organizations, Version 3"
    elif {"ioname", "year"} <= set(header) and set(header) - OTHER_COLUMNS:
        refusals, spells, last = _by_organisation(path, states, register)
        title = "Intergovernmental Organizations, Version 3"
    else:
        raise SourceError(
            f"{path} has no columns of COW's that are read; give statelist2016.csv, system2016.csv or IGO version 3 by "
            "state and year, by dyad and year or by organisation and year."
        )
    yield from refusals
    if spells:
        yield _keep(path, title, last, spells, register)


def _keep(path: Path, title: str, last: str, spells: Sequence[Spell], register: Register) -> Kept:
    """A document of one sentence a spell. It speaks as of the last day that the table covers."""
    parts = [f"{title} ({PUBLISHER}), {path.name}, SHA-256 {hash_file(path)}. It speaks as of {last}.\n"]
    places = []
    length = len(parts[0])
    for spell in spells:
        places.append(length)
        parts.append(spell.words + "\n")
        length += len(spell.words) + 1
    document = Document("".join(parts), path.name, title, PUBLISHER, last, language="en")
    said = [
        Membership(
            document=document.id, evidence=(Evidence(start, start + len(spell.words), spell.words),), when=spell.when,
            when_basis="explicit", confidence=SURE, frame=READER, member=spell.member,
            organisation=spell.organisation, status=spell.status,
        )
        for start, spell in zip(places, spells, strict=True)
    ]  # fmt: skip
    run = Run(READER, register.version)
    return Kept(document, False, run, "", (), tuple(KeptStatement(statement) for statement in said))


def _system(path: Path, states: CowStates) -> tuple[list[Refusal], list[Spell], str]:
    rows, refusals = [], []
    for place, row in _rows(path):
        try:
            since, until = (_day(row, end) for end in ("st", "end"))
        except ValueError as error:
            refusals.append(refuse(path, place, str(error)))
            continue
        if id := states.find(row["ccode"], int(until[:4])):
            rows.append((Reference(id, row["statenme"]), row["ccode"], since, until))
        else:
            refusals.append(refuse(path, place, f"the register knows no state {row['ccode']} ({row['statenme']})"))
    last = max((until for *_, until in rows), default="")
    return refusals, [_system_spell(*row, last) for row in rows], last


def _system_years(path: Path, states: CowStates) -> tuple[list[Refusal], list[Spell], str]:
    """A row for each state and year in which it was in the system."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    refusals: list[Refusal] = []
    unknown: Counter[str] = Counter()
    for place, row in _rows(path):
        try:
            year = _whole_year(row)
        except ValueError as error:
            refusals.append(refuse(path, place, str(error)))
            continue
        if id := states.find(row["ccode"], year):
            found[id][year] = "member"
        else:
            unknown[row["ccode"]] += 1
    grid = sorted({year for years in found.values() for year in years})
    spells = [
        spell for id, years in sorted(found.items()) for spell in _runs(states.reference(id), SYSTEM, years, grid)
    ]
    return [*refusals, *_unknown_states(path, unknown)], spells, f"{grid[-1]}-12-31" if grid else ""


def _system_spell(member: Reference, code: str, since: str, until: str, last: str) -> Spell:
    lasts = until == last
    period = f"since {since}" if lasts else f"from {since} to {until}"
    words = f"{member.name} ({code}) {'has been' if lasts else 'was'} a member of the interstate system {period}."
    return Spell(member, SYSTEM, "member", f"{since}/{'..' if lasts else until}", words)


def _organisations(path: Path, states: CowStates, register: Register) -> tuple[list[Refusal], list[Spell], str]:
    known = {name: id for name, id in _igos().items() if register.entry(id)}
    names = {id: name for name, id in known.items()}
    refusals: list[Refusal] = []
    found: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    grid: set[int] = set()
    unknown: Counter[str] = Counter()
    for place, row in _rows(path):
        try:
            year, statuses = _whole_year(row), list(_statuses(row, known))
        except ValueError as error:
            refusals.append(refuse(path, place, str(error)))
            continue
        grid.add(year)
        for code in filter(None, (row.get("ccode"), row.get("ccode1"), row.get("ccode2"))):
            if (state := states.find(code, year)) is None:
                unknown[code] += 1
                continue
            for igo, status in statuses:
                found[state, igo][year] = status
    spells, last = _join_years(found, names, states, grid)
    return [*refusals, *_unknown_states(path, unknown), *_unknown_igos(path, known)], spells, last


def _by_organisation(path: Path, states: CowStates, register: Register) -> tuple[list[Refusal], list[Spell], str]:
    """A row for an organisation and a year with a column for each state, named by it: `unitedkingdom`."""
    known = {name.lower(): id for name, id in _igos().items() if register.entry(id)}
    names = {id: name for name, id in _igos().items()}
    columns = [name for name in map(str.lower, map(str.strip, _header(path))) if name not in OTHER_COLUMNS]
    codes = {name: code for name in columns if (code := states.code_of(name))}
    found: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    grid: set[int] = set()
    left_out: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    refusals: list[Refusal] = []
    for place, row in _rows(path):
        try:
            year, statuses = _whole_year(row), {code: _status(row, name) for name, code in codes.items()}
        except ValueError as error:
            refusals.append(refuse(path, place, str(error)))
            continue
        grid.add(year)
        if (igo := known.get(row["ioname"].strip().lower())) is None:
            left_out[row["ioname"]] += 1
            continue
        for code, status in statuses.items():
            state = states.find(code, year) if status else None
            if state and status:
                found[state, igo][year] = status
            elif status:
                unknown[code] += 1
    spells, last = _join_years(found, names, states, grid)
    strange = [name for name in columns if name not in codes]
    strangers = (*_strangers(path, "organisations", [*left_out]), *_strangers(path, "states", strange))
    return [*refusals, *_unknown_states(path, unknown), *strangers], spells, last


def _join_years(
    found: Mapping[tuple[str, str], Mapping[int, str]], names: Mapping[str, str], states: CowStates, grid: set[int]
) -> tuple[list[Spell], str]:
    """The spells of each state in each organisation, and the last day of the table."""
    years = sorted(grid)
    spells = [
        spell
        for (state, id), statuses in sorted(found.items())
        for spell in _runs(states.reference(state), Reference(id, names[id]), statuses, years)
    ]
    return spells, f"{years[-1]}-12-31" if years else ""


def _statuses(row: Mapping[str, str], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Id and status of each organisation of a row; a dyad says only where both are members."""
    for igo, id in known.items():
        status = _status(row, igo.lower())
        if status and (status == "member" or "ccode" in row):
            yield id, status


def _status(row: Mapping[str, str], column: str) -> str | None:
    """The status that a cell codes, None where it codes none; raises `ValueError` that names the column."""
    code = row.get(column, "").strip().removesuffix(".0")
    if code not in STATUSES and code not in NO_STATUS:
        raise ValueError(f"“{code}” under {column} is no status of COW's")
    return STATUSES.get(code)


def _runs(
    member: Reference, organisation: Reference, statuses: Mapping[int, str], years: Sequence[int]
) -> Iterator[Spell]:
    """Spells of the same status in years that follow each other in the table."""
    after = dict(pairwise(years))
    before = {late: early for early, late in pairwise(years)}
    start: int | None = None
    for year in sorted(statuses):
        start = year if start is None else start
        if after.get(year) in statuses and statuses[after[year]] == statuses[year]:
            continue
        yield _year_spell(member, organisation, statuses[year], start, year, before.get(start), years[-1])
        start = None


def _year_spell(
    member: Reference, organisation: Reference, status: str, since: int, until: int, before: int | None, last: int
) -> Spell:
    """A spell of whole years; its beginning is a guess where the table looks only every five years, or begins."""
    lasts, guessed = until == last, before is None or before < since - 1
    about = "about " if guessed else ""
    period = f"since {about}{since}" if lasts else f"from {about}{since} to {until}"
    article = "an" if status[0] in "ao" else "a"
    words = f"{member.name} {'has been' if lasts else 'was'} {article} {status} of {organisation.name} {period}."
    return Spell(member, organisation, status, f"{since}{'~' if guessed else ''}/{'..' if lasts else until}", words)


def _unknown_states(path: Path, unknown: Mapping[str, int]) -> Iterator[Refusal]:
    for code, count in unknown.items():
        yield Refusal(str(path), STEP, f"the register knows no state {code}: {count:,} left out")


def _unknown_igos(path: Path, known: Mapping[str, str]) -> Iterator[Refusal]:
    """One refusal for all organisations that the register does not know."""
    lowered = {name.lower() for name in known}
    columns = [name for name in _header(path) if name.lower() not in lowered]
    others = [name for name in columns if name.lower() not in OTHER_COLUMNS]
    yield from _strangers(path, "organisations", others)


def _strangers(path: Path, what: str, names: Sequence[str]) -> Iterator[Refusal]:
    if names:
        reason = f"{what} that the register does not know, such as {', '.join(names[:3])}: {len(names)}"
        yield Refusal(str(path), STEP, reason)


OTHER_COLUMNS = frozenset({
    "ccode", "ccode1", "ccode2", "year", "state", "statenme", "stateabb", "country", "country1", "country2", "state1",
    "state2", "dyadid", "version", "ioname", "orgname", "longorgname", "ionum", "igocode", "sdate", "deaddate", "dead",
    "integrated", "replaced", "political", "social", "economic", "imputed", "sourcesandnotes",
    "accuracyofpre1965membershipdates",
})  # fmt: skip


def _day(row: Mapping[str, str], end: str) -> str:
    """ISO day of the beginning (`st`) or the end; raises `ValueError` that names the columns."""
    columns = [f"{end}{part}" for part in ("year", "month", "day")]
    written = [row[column] for column in columns]
    try:
        return dt.date(*(int(float(part)) for part in written)).isoformat()
    except ValueError:
        raise ValueError(f"“{'-'.join(written)}” under {', '.join(columns)} is no day") from None


def _whole_year(row: Mapping[str, str]) -> int:
    """The year of a row; raises `ValueError` that names the column."""
    try:
        return int(float(row["year"]))
    except ValueError:
        raise ValueError(f"“{row['year']}” under year is no year") from None


def _header(path: Path) -> list[str]:
    if not path.is_file():
        raise SourceError(f"There is no file {path} of COW's; check its path.")
    with path.open("rb") as file:
        line = read_text(file.readline())
    try:
        return next(csv.reader([line], delimiter=_delimiter(line)), [])
    except csv.Error:
        return []


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open("rb") as file:
        lines = map(read_text, file)
        header = next(lines)
        names = [name.strip().lower() for name in next(csv.reader([header], delimiter=_delimiter(header)))]
        for place, row in enumerate(csv.reader(lines, delimiter=_delimiter(header)), 2):
            if row:
                yield place, dict(zip(names, [*row, *[""] * (len(names) - len(row))], strict=False))


def _delimiter(header: str) -> str:
    return "\t" if header.count("\t") > header.count(",") else ","


@cache
def _igos() -> Mapping[str, str]:
    rows = csv.DictReader(files(__package__).joinpath("cow_igos.csv").read_text("utf-8").splitlines())
    return {row["igo"]: row["id"] for row in rows}
