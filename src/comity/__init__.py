"""Comity, the citable memory of world affairs: the public face.

`comity.read(paths)` reads documents into a record and opens it, `comity.open("comity.db")` opens one that is there;
both give a `Notebook` whose questions return Polars frames. Names load when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.errors import ComityError, UserError
    from comity.model import (
        Document,
        Event,
        Evidence,
        Fact,
        Membership,
        Office,
        Quotation,
        Reference,
        Refusal,
        Relation,
        Statement,
    )
    from comity.serving.measures import run_measure as measure
    from comity.serving.notebook import Notebook
    from comity.serving.notebook import open_notebook as open
    from comity.serving.notebook import read_paths as read

__version__ = "0.1.0"

__all__ = [
    "ComityError",
    "Document",
    "Event",
    "Evidence",
    "Fact",
    "Membership",
    "Notebook",
    "Office",
    "Quotation",
    "Reference",
    "Refusal",
    "Relation",
    "Statement",
    "UserError",
    "measure",
    "open",
    "read",
]

_HOMES = {
    "comity.errors": ("ComityError", "UserError"),
    "comity.serving.notebook": ("Notebook",),
    "comity.model": (
        "Document", "Event", "Evidence", "Fact", "Membership", "Office", "Quotation", "Reference", "Refusal",
        "Relation", "Statement",
    ),
}  # fmt: skip
_LAZY = {name: (home, name) for home, names in _HOMES.items() for name in names} | {
    "measure": ("comity.serving.measures", "run_measure"),
    "open": ("comity.serving.notebook", "open_notebook"),
    "read": ("comity.serving.notebook", "read_paths"),
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'comity' has no attribute {name!r}")
    home, attribute = _LAZY[name]
    return getattr(import_module(home), attribute)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
