"""Sorts of states: which can be called “the kingdom”, “the island nation” or “the Gulf state”."""

from functools import cache

from spacy.tokens import Token

from comity.reading.lexicon import load

_BEFORE = 3
"""Words in front of a noun that may say of what sort the state is."""


def sort_of(noun: Token) -> frozenset[str] | None:
    """The states, by their ids, that the noun with the words before it can call; None where it can call any."""
    kinds, sorts = _tables()
    found = kinds.get(noun.lower_)
    before = [t.lower_ for t in noun.doc[max(noun.sent.start, noun.i - _BEFORE) : noun.i]]
    for at in range(len(before)):
        named = sorts.get(" ".join(before[at:]).replace(" - ", "-"))
        if named is not None:
            return named if found is None else named & found or named
    return found


@cache
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    data = load("sorts")
    return _by_id(data["nouns"]), _by_id(data["words"])


def _by_id(lists: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(f"state:{code}" for code in codes) for word, codes in lists.items()}
