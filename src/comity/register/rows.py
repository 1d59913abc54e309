"""What the register answers with: entries, candidates, rows of memberships and offices, and names found in text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Entry:
    """One state, organisation, person, group, region or place; `details` holds the other columns of its row."""

    id: str
    name: str
    kind: str
    """`state`, `territory`, `igo`, `city`, `person` …: the finer kind of the data; see also `family`."""
    since: str
    until: str
    """EDTF; empty when unknown or when it lasts."""
    source: str
    details: Mapping[str, str]

    @property
    def family(self) -> str:
        """What the id's prefix says: `state`, `organisation`, `person`, `group`, `region` or `place`."""
        return family_of(self.id)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom a text may mean: `score` from 0 to 1 and, in words, the `reason` for it."""

    id: str
    name: str
    kind: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A spell during which `member` had `status` in `organisation`; `since` and `until` are EDTF, half-open."""

    member: str
    status: str
    since: str
    until: str
    date_kind: str
    """`decided`, `signed`, `in-force`, `announced`, `founding` or empty: what happened on `since`."""
    confidence: str
    source: str
    organisation: str
    note: str = ""
    """What the dates leave out: a signature, an announcement, the name it joined under."""


@dataclass(frozen=True, slots=True)
class StatusRow:
    """When an organisation knew a status, and which one took its place."""

    organisation: str
    status: str
    valid_from: str
    valid_until: str
    replaced_by: str
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a status of the membership rows means, and which of the statements' own statuses it counts as, if any."""

    status: str
    counts_as: str
    keeps: bool
    """Whether the standing before it lasts on, as an observer stays one while it accedes."""
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office of a state or organisation: its title as the press uses it and what kind of office it is."""

    of: str
    office: str
    role_kind: str
    since: str
    until: str
    source: str


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A spell during which `person` held `office`; `since` and `until` are EDTF, half-open."""

    person: str
    name: str
    office: str
    of: str
    since: str
    until: str
    source: str
    acting: bool
    confidence: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """One name of an entry, with the language it is used in and the dates between which it is right."""

    id: str
    name: str
    form: str
    lang: str
    since: str
    until: str
    note: str
    source: str


class Reading(NamedTuple):
    """One thing that a name in a text can mean, and as what: `name`, `capital`, `seat`, `demonym` …"""

    id: str
    form: str


class NameMatch(NamedTuple):
    """A name found in a text: `text[start:end]`, and what it can mean, likeliest first.

    A tuple and no dataclass, since a large text makes hundreds of thousands of them a second.
    """

    start: int
    end: int
    text: str
    readings: tuple[Reading, ...]


FAMILIES = {
    "state": "state", "org": "organisation", "person": "person", "group": "group", "region": "region", "place": "place",
}  # fmt: skip


def family_of(identifier: str) -> str:
    """What an id names: `organisation` for `org:SCO`."""
    return FAMILIES.get(identifier.partition(":")[0], "")
