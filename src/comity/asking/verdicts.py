"""What the record has to say to a claim."""

from dataclasses import dataclass

SUPPORTED = "supported"
CONTRADICTED = "contradicted"
PLANNED_ONLY = "planned only"
NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict with its ground in one sentence, and the statements of the record that it rests on."""

    verdict: str
    why: str
    statements: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
