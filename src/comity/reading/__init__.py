"""A document in, statements out: a pure function that knows no database and no network.

The reader and its parser load when they are first used, so that what only selects or counts starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.reading.pipeline import Reader, Reading

__all__ = ["Reader", "Reading"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("comity.reading.pipeline"), name)
    raise AttributeError(f"module “{__name__}” has no attribute “{name}”")
