"""Teams: who a signed-in person is and what that role may do; readers ask, editors and owners also add and judge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from starlette.types import ASGIApp, Receive, Scope, Send

MAY_WRITE = frozenset({"editor", "owner"})
"""Roles that may write, as those of a record on PostgreSQL."""
LONGEST_NAME = 200
OPEN = ("/static/", "/sign-in")
"""Beginnings of addresses that everyone may see."""


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
        name = "".join(sign for sign in name.strip() if sign.isprintable())[:LONGEST_NAME]
        role = self.given.get(name, self.others)
        return Person(name, role) if name and role else None


class Door(Protocol):
    """How people sign in."""

    def who(self, scope: Scope) -> Person | None:
        """Who asks, None when nobody has signed in."""
        ...

    def turn_away(self, scope: Scope) -> tuple[int, list[tuple[bytes, bytes]], str]:
        """What to answer who has not: status, headers, and one sentence."""
        ...


@dataclass(frozen=True, slots=True)
class HeaderDoor:
    """A proxy in front signs people in and names them in a header. `Forwarded` has taken it away from all others."""

    header: str
    roles: Roles

    def who(self, scope: Scope) -> Person | None:
        """The person whom the proxy names; a header that comes twice names nobody."""
        wanted = self.header.casefold().encode("latin-1")
        named = [value for name, value in scope["headers"] if name == wanted]
        return self.roles.person(named[0].decode("utf-8", "replace")) if len(named) == 1 else None

    def turn_away(self, scope: Scope) -> tuple[int, list[tuple[bytes, bytes]], str]:
        """401, for the proxy should have asked for a name."""
        return 401, [], "Nobody is signed in; open Comity at the address of your team."


class Doorkeeper:
    """ASGI middleware: nobody comes in who has not signed in; who has, is known to every page."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the person in its state, or turn it away."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        person = self._door.who(scope)
        if person is None and not scope["path"].startswith(OPEN):
            status, headers, sentence = self._door.turn_away(scope)
            start = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store"), *headers]
            await send({"type": "http.response.start", "status": status, "headers": start})
            await send({"type": "http.response.body", "body": sentence.encode()})
            return
        scope.setdefault("state", {})["person"] = person
        await self._app(scope, receive, send)


def gather_roles(
    editors: tuple[str, ...], owners: tuple[str, ...], listed: Callable[[], Mapping[str, str]], others: str | None
) -> Roles:
    """Roles given on the command line, over those of the record."""
    given = {**listed(), **dict.fromkeys(editors, "editor"), **dict.fromkeys(owners, "owner")}
    return Roles(given, others)
