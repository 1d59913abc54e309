"""Leading: which offices “the British leader” and “the Soviet leader” can mean, the likeliest first."""

from collections.abc import Sequence

from comity.reading.lexicon import load, words


def leading_offices(noun: str, owner: str) -> Sequence[str]:
    """The head of a ruling party, then the head of government where the head of state only reigns; else none."""
    if noun not in words("roles", "leading") or not owner.startswith("state:"):
        return ()
    first, second = load("roles")["kinds"][noun], ["head of government", "head of state"]
    return [*load("roles")["ruling"], *(second if owner in words("roles", "parliamentary") else first)]
