"""The register itself: shipped data and a user's overlay behind a few questions."""

import difflib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice, takewhile
from pathlib import Path
from typing import Self

from comity.errors import SourceError, UnknownActor
from comity.register.codes import Codes
from comity.register.folding import fold, key
from comity.register.matching import Matcher
from comity.register.names import Names, index_names
from comity.register.resolving import Knowledge, Resolver
from comity.register.rows import (
    Candidate,
    Entry,
    HolderRow,
    MembershipRow,
    NameMatch,
    NameRow,
    OfficeRow,
    Standing,
    StatusRow,
    family_of,
)
from comity.register.spells import At, chronological, holding, holding_at
from comity.register.tables import (
    CUES,
    ENTRY_TABLES,
    GROUPS,
    HOLDERS,
    MEMBERSHIPS,
    NAME_TABLES,
    NOT_NAMES,
    OFFICES,
    ORGANISATIONS,
    PERSON_NAMES,
    PERSONS,
    STANDINGS,
    STATES,
    STATUSES,
    Row,
    Table,
    digest,
    read_table,
)

_SINCE = {STATES.name: "existed_from", ORGANISATIONS.name: "founded", PERSONS.name: "born"}
_KIND = {table.name: table.column("kind") if "kind" in table.columns else 0 for table in ENTRY_TABLES}
_UNTIL = {STATES.name: "existed_until", ORGANISATIONS.name: "dissolved"}


class Register:
    """What the world is called and who was what when. Ids, codes and names are accepted wherever an id is.

    `overlay` is a folder with files of the same names as the shipped ones whose rows add to or overrule them.
    """

    def __init__(self, overlay: Path | None = None) -> None:
        if overlay is not None and not overlay.is_dir():
            raise SourceError(f"There is no folder {overlay} with rows for the register; check its path.")
        self.overlay = overlay
        self._rows: dict[str, tuple[Table, Row]] = {}
        for table in ENTRY_TABLES:
            for row in read_table(table, overlay):
                self._rows[row[0]] = table, row
        self._entries: dict[str, Entry] = {}

    @classmethod
    def load(cls, overlay: Path | None = None) -> Self:
        """Read the shipped data and, if given, the user's own on top; raises `RegisterError` for broken files.

        Raises `SourceError` when the folder of one's own rows is not there.
        """
        return cls(overlay)

    @cached_property
    def version(self) -> str:
        """A hash of the data as read, overlay included: the record notes it."""
        return digest(self.overlay)

    def entry(self, identifier: str) -> Entry | None:
        """The entry of an id (ids only), or None."""
        if identifier not in self._entries:
            if identifier not in self._rows:
                return None
            self._entries[identifier] = _entry(*self._rows[identifier])
        return self._entries[identifier]

    def entries(self, kind: str | None = None) -> list[Entry]:
        """All entries, or those of one kind (`territory`, `igo`) or family (`state`, `organisation`)."""
        found = [entry for identifier in self._rows if (entry := self.entry(identifier))]
        return found if kind is None else [entry for entry in found if kind in (entry.kind, entry.family)]

    def names(self, actor: str) -> list[NameRow]:
        """Every name of an actor, as the data files have them."""
        return list(self._name_rows.get(self.identify(actor), ()))

    def match(self, text: str) -> list[NameMatch]:
        """The names in running text with what each can mean; about two million words a second."""
        return self._matcher.match(text)

    def resolve(
        self, text: str, kind: str | None = None, at: At | None = None, context: str | None = None
    ) -> list[Candidate]:
        """Whom an id, code or name can mean, likeliest first; unknown names give an empty list.

        `kind` keeps one family or kind, `at` prefers what existed, was so called or held office then, `context`
        (the sentence or words around the name) decides between bearers of one name.
        """
        return self._resolver.resolve(text, kind, at, context)

    def identify(self, actor: str, kind: str | None = None, at: At | None = None) -> str:
        """The one id that an argument most likely means; raises `UnknownActor` with the nearest names."""
        if actor in self._rows:
            return actor
        found = self.resolve(actor, kind, at) or self.resolve(actor.upper(), kind, at)
        if not found:
            raise UnknownActor(actor, self.nearest(actor))
        return found[0].id

    def nearest(self, name: str, n: int = 3) -> list[str]:
        """Known names of states and organisations that are written most like `name`, for error messages."""
        written = self._names_to_suggest
        close = difflib.get_close_matches(key(name), written, n=n, cutoff=0.6)
        return [written[found] for found in close]

    def beginning(self, letters: str, n: int = 12) -> list[tuple[str, str]]:
        """Names that begin with `letters`, whatever their case and accents, each with the id it most likely means.

        Likelier senses come first, then shorter names; an id comes once, under its first name.
        """
        wanted = fold(letters).casefold()
        names = self._alphabet
        first = bisect_left(names, (wanted,))
        found = takewhile(lambda item: item[0].startswith(wanted), islice(names, first, None))
        ranked = sorted(found, key=lambda item: (item[0] != wanted, -item[1], len(item[0]), item[0]))
        once: dict[str, str] = {}
        for _, _, name, id in ranked:
            once.setdefault(id, name)
        return [(name, id) for id, name in islice(once.items(), n)] if wanted else []

    def members(self, organisation: str, at: At | None = None) -> list[MembershipRow]:
        """The spells of membership in an organisation: all of them, or those that hold at a time."""
        rows = self._memberships[0].get(self.identify(organisation, "organisation"), [])
        return _holding(rows, at)

    def memberships(self, actor: str, at: At | None = None) -> list[MembershipRow]:
        """What an actor is or was to organisations."""
        return _holding(self._memberships[1].get(self.identify(actor), []), at)

    def statuses(self, organisation: str) -> list[StatusRow]:
        """The statuses that an organisation introduced, merged or ended, with dates."""
        identifier = self.identify(organisation, "organisation")
        return [StatusRow(*row) for row in read_table(STATUSES, self.overlay) if row[0] == identifier]

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Every status that membership rows can have, with its meaning."""
        rows = read_table(STANDINGS, self.overlay)
        return {row[0]: Standing(row[0], row[1], row[2] == "yes", *row[3:]) for row in rows}

    def offices(self, of: str | None = None) -> list[OfficeRow]:
        """The offices of a state or organisation, or all of them."""
        if of is None:
            return [office for offices in self._offices.values() for office in offices]
        return list(self._offices.get(self.identify(of), ()))

    def holders(self, office: str, of: str, at: At | None = None) -> list[HolderRow]:
        """Who held an office: a title (`president`) or a kind of office (`head of state`, `foreign minister`).

        A kind of office counts only while the office was of that kind: the Turkish president is head of government
        since 2018.
        """
        identifier = self.identify(of)
        offices = self._offices_called(office, identifier, at)
        rows = [row for row in self._holders[0].get(identifier, ()) if _held_any(row, offices)]
        if at is None:
            return chronological(rows)
        return chronological(holding_at(rows, at, slot=lambda row: row.office))

    def roles(self, person: str, at: At | None = None) -> list[HolderRow]:
        """The offices that a person held, or holds at a time."""
        rows = self._holders[1].get(self.identify(person, "person", at), ())
        if at is None:
            return chronological(rows)
        return chronological(holding_at(rows, at, slot=lambda row: (row.office, row.of)))

    def _offices_called(self, office: str, of: str, at: At | None) -> list[OfficeRow]:
        wanted = office.strip().lower()
        known = [row for row in self._offices.get(of, ()) if wanted == row.office or wanted in row.role_kind.split("|")]
        found = known if at is None else holding_at(known, at, slot=lambda row: row.office)
        return found if known else [OfficeRow(of, wanted, "", "", "", "")]

    def _serves(self, person: str, at: At) -> bool:
        return bool(holding_at(self._holders[1].get(person, ()), at, slot=lambda row: (row.office, row.of)))

    def _ids_in(self, text: str) -> set[str]:
        return {reading.id for match in self.match(text) for reading in match.readings}

    @cached_property
    def _names(self) -> Names:
        kinds = {
            identifier: row[kind] if (kind := _KIND[table.name]) else "person"
            for identifier, (table, row) in self._rows.items()
        }
        return index_names(self._written(), kinds, (row[0] for row in read_table(NOT_NAMES, self.overlay)))

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self._names)

    @cached_property
    def _resolver(self) -> Resolver:
        cues: dict[str, list[str]] = defaultdict(list)
        for identifier, cue, _ in read_table(CUES, self.overlay):
            cues[identifier].append(key(cue))
        return Resolver(self._names, self._codes, Knowledge(self.entry, self._ids_in, cues, self._serves))

    @cached_property
    def _codes(self) -> Codes:
        states = [row for table, row in self._rows.values() if table is STATES]
        qids = [
            (identifier, row[table.column("wikidata")])
            for identifier, (table, row) in self._rows.items()
            if table is not STATES and table is not GROUPS
        ]
        return Codes(states, qids)

    @cached_property
    def _alphabet(self) -> list[tuple[str, float, str, str]]:
        """Every name folded, with the weight and the id of its likeliest sense, in order."""
        likeliest = ((name, senses[0]) for name, senses in self._names.senses.items() if senses)
        return sorted((name.casefold(), sense.weight, name, sense.id) for name, sense in likeliest)

    @cached_property
    def _names_to_suggest(self) -> dict[str, str]:
        return {key(row[1]): row[1] for table, row in self._rows.values() if table in (STATES, ORGANISATIONS)}

    def _written(self) -> Iterator[Row]:
        """Every name as (id, name, form, lang, since, until)."""
        for identifier, (table, row) in self._rows.items():
            yield identifier, row[1], "name", "en", "", ""
            if table is STATES and row[2]:
                yield identifier, row[2], "official", "en", "", ""
            elif table is PERSONS and row[2]:
                yield identifier, row[2], "native", "", "", ""
        for table in NAME_TABLES:
            for row in read_table(table, self.overlay):
                yield row[:6]
        for identifier, name, form, _ in read_table(PERSON_NAMES, self.overlay):
            yield identifier, name, form, "en", "", ""

    @cached_property
    def _name_rows(self) -> dict[str, list[NameRow]]:
        found: dict[str, list[NameRow]] = defaultdict(list)
        for table in NAME_TABLES:
            for row in read_table(table, self.overlay):
                found[row[0]].append(NameRow(*row))
        for identifier, name, form, source in read_table(PERSON_NAMES, self.overlay):
            found[identifier].append(NameRow(identifier, name, form, "", "", "", "", source))
        return found

    @cached_property
    def _memberships(self) -> tuple[dict[str, list[MembershipRow]], dict[str, list[MembershipRow]]]:
        """Rows by organisation and by member."""
        of: dict[str, list[MembershipRow]] = defaultdict(list)
        by: dict[str, list[MembershipRow]] = defaultdict(list)
        for organisation, member, status, since, until, date_kind, confidence, source, note in read_table(
            MEMBERSHIPS, self.overlay
        ):
            row = MembershipRow(member, status, since, until, date_kind, confidence, source, organisation, note)
            of[organisation].append(row)
            by[member].append(row)
        return of, by

    @cached_property
    def _offices(self) -> dict[str, list[OfficeRow]]:
        found: dict[str, list[OfficeRow]] = defaultdict(list)
        for row in read_table(OFFICES, self.overlay):
            found[row[0]].append(OfficeRow(*row))
        return found

    @cached_property
    def _holders(self) -> tuple[dict[str, list[HolderRow]], dict[str, list[HolderRow]]]:
        """Rows by state or organisation and by person."""
        of_whom: dict[str, list[HolderRow]] = defaultdict(list)
        by: dict[str, list[HolderRow]] = defaultdict(list)
        for person, office, of, since, until, acting, confidence, source in read_table(HOLDERS, self.overlay):
            known = self._rows.get(person)
            name = known[1][1] if known else person
            row = HolderRow(person, name, office, of, since, until, source, acting == "yes", confidence)
            of_whom[of].append(row)
            by[person].append(row)
        return of_whom, by


def _entry(table: Table, row: Row) -> Entry:
    cells = dict(zip(table.columns, row, strict=True))
    return Entry(
        id=cells.pop("id"),
        name=cells.pop("name"),
        kind=cells.pop("kind", "") or family_of(row[0]),
        since=cells.pop(_SINCE.get(table.name, ""), ""),
        until=cells.pop(_UNTIL.get(table.name, ""), ""),
        source=cells.pop("source"),
        details={name: cell for name, cell in cells.items() if cell},
    )


def _held_any(row: HolderRow, offices: Iterable[OfficeRow]) -> bool:
    """Whether a spell is one of these offices at a time when the office had that kind."""
    return any(
        row.office == office.office
        and holding(row.since, row.until, f"{office.since or '..'}/{office.until or '..'}") != "no"
        for office in offices
    )


def _holding(rows: Iterable[MembershipRow], at: At | None) -> list[MembershipRow]:
    chosen = list(rows) if at is None else holding_at(rows, at, slot=lambda row: (row.organisation, row.member))
    return chronological(chosen)
