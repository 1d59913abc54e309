"""How sure a statement is: what is marked as unsure, and the least confidence that a person asks for."""

from comity.errors import UserError

UNSURE = 0.5
"""Below it a row is marked as unsure.

On texts that nobody looked at, each tenth of confidence below it was right in fewer than half, each above it in
more than half (the table of reliability in `bench/RESULTS.md`): what is below is more likely wrong than right.
"""
MIN_CONFIDENCE = "min_confidence"
"""What the least confidence is called wherever the record is asked."""


def is_unsure(confidence: float | None) -> bool:
    """Whether what rests on a statement of that confidence is to be marked; what rests on none is not."""
    return confidence is not None and confidence < UNSURE


def parse_confidence(written: str | float) -> float:
    """The least confidence that somebody wrote: `0.6`, `.6`, `60%`; raises `UserError` for what is no such number."""
    text = str(written).strip().replace(",", ".")
    try:
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise UserError(f"“{written}” is no confidence; give a number from 0 to 1, such as {UNSURE}.")
    return number


def write_confidence(confidence: float) -> str:
    """As people read it: `0.34`, without zeros at its end."""
    return f"{confidence:.2f}".rstrip("0").rstrip(".") if confidence == round(confidence, 2) else str(confidence)


def tell_least(min_confidence: float) -> str:
    """What is left out where no more is asked for than what is at least so sure, in words."""
    return f"less sure than {write_confidence(min_confidence)}"
