"""Deverbal nouns: which verb of the event lexicon a noun is made of, by a list of nouns and by the form of gerunds."""

from collections.abc import Iterator
from functools import cache

from comity.reading.frames import event_lexicon
from comity.reading.lexicon import load


@cache
def verbs_of_nouns() -> dict[str, str]:
    """The verb, perhaps with its particle, that each noun is made of; gerunds of the lexicon's verbs included."""
    data = load("nominals")
    same = {str(noun): str(noun) for noun in data["same"]}
    return {**_gerunds(), **same, **{str(noun): str(verb) for noun, verb in data["deeds"].items()}}


def _gerunds() -> dict[str, str]:
    found: dict[str, str] = {}
    for verb in event_lexicon().verbs:
        if verb.isalpha() and verb.islower():
            found |= {f"{stem}ing": verb for stem in _stems(verb)}
    return found


def _stems(verb: str) -> Iterator[str]:
    if verb.endswith("ie"):
        yield verb[:-2] + "y"
    elif verb.endswith("e") and not verb.endswith("ee"):
        yield verb[:-1]
    else:
        yield verb
        yield verb + verb[-1]
