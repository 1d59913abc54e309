"""Comity, the citable memory of world affairs: the public face.

Names are fetched when first asked for, so that `import comity` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.asking.desk import Desk
    from comity.asking.desk import open_desk as open

__version__ = "0.1.0"

_PUBLIC = {
    "Desk": ("comity.asking.desk", "Desk"),
    "open": ("comity.asking.desk", "open_desk"),
}

__all__ = ["Desk", "open"]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'comity' has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(import_module(module), attribute)
