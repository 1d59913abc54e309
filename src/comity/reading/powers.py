"""Powers: of those who are named, which act among states: states, named groups, bodies of states."""

from collections.abc import Iterable, Mapping

from comity.model import Reference
from comity.reading.crowds import is_unnamed
from comity.reading.lexicon import words


def bodies(references: Iterable[Reference], kinds: Mapping[str, str]) -> list[Reference]:
    """Bodies of states: those of such a kind in the register, and what goes by an abbreviation."""
    wanted = words("actors", "bodies_of_states")
    return [r for r in references if r.id.startswith("org:") and (r.id[4:].isupper() or kinds.get(r.id) in wanted)]


def is_power(reference: Reference) -> bool:
    """States, who acts for them, and groups with a name."""
    behind = reference.represents
    return behind.startswith("state:") or (behind.startswith("group:") and not is_unnamed(reference))


def is_paper(reference: Reference) -> bool:
    """“the Oslo Accords”, which states sign, break and leave, and which do nothing themselves."""
    return reference.id.startswith("org:") and reference.id.rpartition("-")[2] in words("actors", "papers")


def can_quarrel(reference: Reference, type_: str) -> bool:
    """Bodies that punish or threaten, and regions, have quarrels that others settle."""
    behind = reference.represents
    return behind.startswith("region:") or (bool(bodies([reference], {})) and type_ in ("SANCTION", "THREATEN"))
