"""What the world is called, as dated and sourced data, with a small library over it.

`from comity import register` gives the questions as functions over the shipped data; a `Register` asks them of
the shipped data with a user's own rows on top.
"""

from functools import cache

from comity.register.book import Register
from comity.register.rows import (
    Candidate,
    Entry,
    HolderRow,
    MembershipRow,
    NameMatch,
    NameRow,
    OfficeRow,
    Reading,
    Standing,
    StatusRow,
)
from comity.register.spells import At

__all__ = [
    "Candidate", "Entry", "HolderRow", "MembershipRow", "NameMatch", "NameRow", "OfficeRow", "Reading", "Register",
    "Standing", "StatusRow", "default", "entries", "entry", "holders", "identify", "match", "members", "memberships",
    "nearest", "offices", "resolve", "roles", "standings", "statuses", "version",
]  # fmt: skip


@cache
def default() -> Register:
    """The shipped register, read once."""
    return Register.load()


def version() -> str:
    """The version of the shipped register; see `Register.version`."""
    return default().version


def entry(identifier: str) -> Entry | None:
    """See `Register.entry`."""
    return default().entry(identifier)


def entries(kind: str | None = None) -> list[Entry]:
    """See `Register.entries`."""
    return default().entries(kind)


def match(text: str) -> list[NameMatch]:
    """See `Register.match`."""
    return default().match(text)


def resolve(text: str, kind: str | None = None, at: At | None = None, context: str | None = None) -> list[Candidate]:
    """See `Register.resolve`."""
    return default().resolve(text, kind, at, context)


def identify(actor: str, kind: str | None = None, at: At | None = None) -> str:
    """See `Register.identify`."""
    return default().identify(actor, kind, at)


def nearest(name: str, n: int = 3) -> list[str]:
    """See `Register.nearest`."""
    return default().nearest(name, n)


def members(organisation: str, at: At | None = None) -> list[MembershipRow]:
    """See `Register.members`."""
    return default().members(organisation, at)


def memberships(actor: str, at: At | None = None) -> list[MembershipRow]:
    """See `Register.memberships`."""
    return default().memberships(actor, at)


def standings() -> dict[str, Standing]:
    """See `Register.standings`."""
    return default().standings


def statuses(organisation: str) -> list[StatusRow]:
    """See `Register.statuses`."""
    return default().statuses(organisation)


def offices(of: str | None = None) -> list[OfficeRow]:
    """See `Register.offices`."""
    return default().offices(of)


def holders(office: str, of: str, at: At | None = None) -> list[HolderRow]:
    """See `Register.holders`."""
    return default().holders(office, of, at)


def roles(person: str, at: At | None = None) -> list[HolderRow]:
    """See `Register.roles`."""
    return default().roles(person, at)
