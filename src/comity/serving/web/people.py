"""Teams: who a signed-in person is and what that role may do; readers ask, editors and owners also add and judge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fastapi import APIRouter
from starlette.types import Scope

MAY_WRITE = frozenset({"editor", "owner"})
"""Roles that may write, as those of a record on PostgreSQL."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in."""

    name: str
    role: str

    @property
    def may_write(self) -> bool:
        """Whether the role may add and judge."""
        return self.role in MAY_WRITE


@dataclass(frozen=True, slots=True)
class Roles:
    """Which role whom was given; everyone else who is signed in has `others`, nobody has none."""

    given: Mapping[str, str] = field(default_factory=dict)
    others: str | None = "reader"

    def person(self, name: str) -> Person | None:
        """The person of that name, None when it may not come in."""
        name = self.clean(name)
        role = self.given.get(name, self.others)
        return Person(name, role) if name and role else None

    @staticmethod
    def clean(name: str) -> str:
        """A name on one line, not endless."""
        return "".join(sign for sign in name.strip() if sign.isprintable())[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Away:
    """What is answered to who has not signed in: a status, one sentence, and where pages lead to instead."""

    status: int
    sentence: str
    onward: str | None = None


class Door(Protocol):
    """How people sign in."""

    @property
    def way_out(self) -> str | None:
        """Where they sign out; None where they do it elsewhere."""
        ...

    def who(self, scope: Scope) -> Person | None:
        """Who asks, None when nobody has signed in."""
        ...

    def know(self, name: str, role: str) -> Person | None:
        """Somebody who made a token in that role, in the role that roles of today give; None for whom they shut out."""
        ...

    def turn_away(self, scope: Scope) -> Away:
        """What to answer who has not."""
        ...

    def pages(self) -> APIRouter | None:
        """The pages at which they sign in; None where they do it elsewhere."""
        ...


@dataclass(frozen=True, slots=True)
class HeaderDoor:
    """A proxy in front signs people in and names them in a header. `Forwarded` has taken it away from all others."""

    header: str
    roles: Roles
    way_out: None = None

    def who(self, scope: Scope) -> Person | None:
        """The person whom the proxy names; a header that comes twice names nobody."""
        wanted = self.header.casefold().encode("latin-1")
        named = [value for name, value in scope["headers"] if name == wanted]
        return self.roles.person(named[0].decode("utf-8", "replace")) if len(named) == 1 else None

    def know(self, name: str, role: str) -> Person | None:
        """As if the proxy had named them."""
        return self.roles.person(name)

    def turn_away(self, scope: Scope) -> Away:
        """401, for the proxy should have asked for a name."""
        return Away(401, "Nobody is signed in; open Comity at the address of your team.")

    def pages(self) -> None:
        """None: the proxy has them."""


def gather_roles(
    editors: tuple[str, ...], owners: tuple[str, ...], listed: Callable[[], Mapping[str, str]], others: str | None
) -> Roles:
    """Roles given on the command line, over those of the record."""
    given = {**listed(), **dict.fromkeys(editors, "editor"), **dict.fromkeys(owners, "owner")}
    return Roles(given, others)
