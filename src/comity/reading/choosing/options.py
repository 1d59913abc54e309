"""Options: whom a deed may be done to, with what can be seen of each, and what was chosen among them."""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.model import Reference

Measures = Mapping[str, float]
"""What can be seen of an option or of a deed, by name; what is not there counts nothing."""


@dataclass(frozen=True, slots=True)
class Option:
    """Recipients that a deed may have, none for nobody, and what speaks for or against them."""

    references: tuple[Reference, ...]
    measures: Measures


@dataclass(frozen=True, slots=True)
class Slate:
    """The options of one deed, what the rules propose first, and what can be seen of the deed itself."""

    options: tuple[Option, ...]
    occasion: Measures


@dataclass(frozen=True, slots=True)
class Choice:
    """What was weighed for one deed and which of the options was taken; the first is what the rules propose."""

    slate: Slate
    chances: tuple[float, ...]
    taken: int = 0
