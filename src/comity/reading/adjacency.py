"""Adjacency: which states can be each other's neighbours, for “its neighbour” without a name."""

from functools import cache

from comity.reading.lexicon import load


def adjoin(first: str, second: str) -> bool:
    """Whether two states, by their ids, share a border or a strait; also where one of them is on no list.

    States of the past, territories and regions are on no list, so that nothing is denied of them.
    """
    pairs, listed = _table()
    known = first in listed and second in listed
    return not known or frozenset((first, second)) in pairs


def lie_beside(first: str, second: str) -> bool:
    """Whether two states are known to share a border or a strait."""
    return frozenset((first, second)) in _table()[0]


@cache
def _table() -> tuple[frozenset[frozenset[str]], frozenset[str]]:
    data = load("neighbours")
    pairs = frozenset(
        frozenset((f"state:{one}", f"state:{other}"))
        for part in data.values()
        for one, others in part.items()
        for other in others
    )
    return pairs, frozenset(id_ for pair in pairs for id_ in pair)
