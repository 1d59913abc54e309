"""The register laid out for people: everything it says of one actor as rows, and all of it as files."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from comity.register.book import Register
from comity.register.rows import Entry, HolderRow, MembershipRow, NameRow
from comity.register.spells import At, holding
from comity.register.tables import TABLES, read_table


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the register says of an actor: `subject` (what it is about), `value`, when, and where from."""

    subject: str
    value: str
    since: str
    until: str
    confidence: str
    source: str


def show(register: Register, actor: str, at: At | None = None) -> list[Line]:
    """What the register says of an id, code or name: entry, names, memberships and offices, all or as of a time.

    Raises `UnknownActor` with the nearest names.
    """
    identifier = register.identify(actor, at=at)
    entry = register.entry(identifier)
    lines = list(_of_entry(entry)) if entry else []
    lines += [_of_name(name) for name in register.names(identifier) if _counts(name, at)]
    if entry and entry.family == "organisation":
        lines += [_of_member(register, row) for row in register.members(identifier, at)]
    lines += [_of_membership(register, row) for row in register.memberships(identifier, at)]
    if entry and entry.family == "person":
        lines += [_of_role(register, row) for row in register.roles(identifier, at)]
    for office in dict.fromkeys(office.office for office in register.offices(identifier)):
        lines += [_of_holder(row) for row in register.holders(office, identifier, at) if row.office == office]
    return lines


def export(register: Register, folder: Path) -> list[Path]:
    """Write the register with its overlay as one CSV file a subject, and `VERSION`; gives the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    version = folder / "VERSION"
    version.write_text(register.version + "\n", encoding="utf-8")
    written = [version]
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines, lineterminator="\n")
            writer.writerow(table.columns)
            writer.writerows(read_table(table, register.overlay))
        written.append(path)
    return written


def _of_entry(entry: Entry) -> Iterator[Line]:
    yield Line("id", entry.id, "", "", "", entry.source)
    yield Line("name", entry.name, "", "", "", entry.source)
    yield Line("kind", entry.kind, "", "", "", entry.source)
    if entry.since or entry.until:
        yield Line("exists", f"{entry.since or '..'}/{entry.until or '..'}", entry.since, entry.until, "", entry.source)
    for column, value in entry.details.items():
        yield Line(column.replace("_", " "), value, "", "", "", entry.source)


def _of_name(row: NameRow) -> Line:
    language = f" ({row.lang})" if row.lang not in ("", "en") else ""
    return Line(row.form + language, row.name, row.since, row.until, "", row.source)


def _of_member(register: Register, row: MembershipRow) -> Line:
    return Line(
        row.status, _noted(_called(register, row.member), row), row.since, row.until, row.confidence, row.source
    )


def _of_membership(register: Register, row: MembershipRow) -> Line:
    said = f"{row.status} of {_called(register, row.organisation)}"
    return Line("membership", _noted(said, row), row.since, row.until, row.confidence, row.source)


def _noted(said: str, row: MembershipRow) -> str:
    return f"{said} ({row.note})" if row.note else said


def _of_role(register: Register, row: HolderRow) -> Line:
    return Line("office", f"{_title(row)} of {_called(register, row.of)}", *_when_and_whence(row))


def _of_holder(row: HolderRow) -> Line:
    return Line(_title(row), row.name, *_when_and_whence(row))


def _title(row: HolderRow) -> str:
    return f"acting {row.office}" if row.acting else row.office


def _when_and_whence(row: HolderRow) -> Iterable[str]:
    return row.since, row.until, row.confidence, row.source


def _called(register: Register, identifier: str) -> str:
    entry = register.entry(identifier)
    return entry.name if entry else identifier


def _counts(name: NameRow, at: At | None) -> bool:
    return at is None or holding(name.since, name.until, at) != "no"
