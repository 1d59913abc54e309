"""Where a text lay, without the folder: what a server for everyone tells of files of the machine that read them."""

import re
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

R = TypeVar("R")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
NAMING = frozenset({"source", "appearances"})
"""Fields of rows that name a place."""


def name_of(source: str) -> str:
    """The name of a file; what stands on the web stays as it is."""
    return source if _ADDRESS.match(source) else _FOLDERS.sub("", source)


def without_folders(row: R) -> R:
    """A row that names files without their folders, in a reason given for one, too."""
    kind: Any = type(row)
    naming = _naming(kind)
    if not naming:
        return row
    told: dict[str, Any] = {}
    if "source" in naming:
        source = getattr(row, "source")  # noqa: B009
        told["source"] = name_of(source)
        if hasattr(row, "reason"):
            told["reason"] = row.reason.replace(source, told["source"])
    if "appearances" in naming:
        told["appearances"] = tuple(map(without_folders, getattr(row, "appearances")))  # noqa: B009
    return replace(row, **told)  # type: ignore[type-var]


@cache
def _naming(kind: type[Any]) -> frozenset[str]:
    return NAMING & {field.name for field in fields(kind)}
