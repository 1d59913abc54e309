"""Addresses of pages: one place that knows how an actor, a statement, a document or a question is addressed."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

SHORT = 15
"""Characters of a statement's id in addresses; records hold no two that share them."""
MOST = 300
"""How many statements an address names at most; browsers and servers take addresses of this length."""


HOME = "/home"
"""Beside which the downloads of the front page lie, as its own address has no name to put an ending to."""


def beside(path: str) -> str:
    """The address of a page to which the endings of its downloads are put."""
    return HOME if path == "/" else path


def without_form(path: str, form: str | None) -> str:
    """The page's own address where one of its downloads is asked for."""
    page = path.removesuffix(f".{form}") if form else path
    return "/" if page == HOME else page


def actor(id: str) -> str:
    """The page of a state, organisation, person, group, region or place."""
    return f"/actor/{quote(id, safe=':')}"


def pair(one: str, other: str) -> str:
    """The page of two actors."""
    return f"/pair/{quote(one, safe=':')}/{quote(other, safe=':')}"


def members(organisation: str) -> str:
    """The register page of an organisation."""
    return f"/members/{quote(organisation, safe=':')}"


def statement(id: str) -> str:
    """The page of one statement."""
    return f"/statement/{quote(id)}"


def document(id: str, start: int | None = None) -> str:
    """The page of a document, opened at a place in its text."""
    return f"/document/{quote(id)}" + (f"#at-{start}" if start is not None else "")


def sentences(statements: Iterable[str]) -> str:
    """The page of the sentences that a row rests on."""
    ids = [id[:SHORT].removeprefix("st-") for id in statements]
    return f"/sentences/{','.join(ids[:MOST])}"


def ask(path: str, arguments: Mapping[str, object]) -> str:
    """A page with a question's arguments; those without a value are left out."""
    given = {
        key: "yes" if value is True else value for key, value in arguments.items() if value not in (None, "", False)
    }
    return f"{path}?{urlencode(given)}" if given else path
