"""Titles: what a role phrase is tied to, and the words in front of it that date it.

“Russian President Vladimir Putin”, “India’s foreign secretary, Vinay Kwatra”, “Steven Tsang, director of the
China Institute”, “the presidents of Poland and Lithuania – A and B”, “the Chinese president” without a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc

from comity.reading.lexicon import words
from comity.reading.roles import Role, ranks_before

_TENSES = frozenset({"acting", "interim", "caretaker"})
_ORDINALS = frozenset({"first", "second", "third"})
_AGES = frozenset({"-", "year", "years", "old"})
Tense = Literal["current", "former", "then", "acting", "elect", "outgoing"]


@dataclass(frozen=True, slots=True)
class Title:
    """A role phrase with the names it is tied to, as indices into the page's names; either may be missing.

    `start` and `end` are the tokens from the first word that belongs to it (demonym, person) to the last.
    """

    role: Role
    start: int
    end: int
    of: int | None
    person: int | None
    tense: Tense = "current"
    definite: bool = False
    possessor: int | None = None
    """Token of a possessive pronoun or relative (`its`, `whose`) that stands for the state or body."""


def left_edge(doc: Doc, at: int, ends: Mapping[int, int], *, far: bool = False) -> tuple[int, Tense, bool]:
    """Skip adjectives in front of a role; tells the tense and whether an article stands there.

    With `far`, for what stands in front of the owner, only words that date the post are skipped.
    """
    former, current, elect = (words("roles", k) for k in ("former", "current", "elect"))
    tense: Tense = "current"
    i = at
    while i > 0 and i not in ends and not doc[i].is_sent_start:
        low = doc[i - 1].lower_
        if low in former:
            tense = "then" if low == "then" else "former"
        elif low in _TENSES:
            tense = "acting"
        elif low == "outgoing":
            tense = "outgoing"
        elif far or not (low in current or low in _AGES or (doc[i - 1].pos_ in ("ADJ", "NUM") and i not in ends)):
            break
        i -= 1
    definite = i > 0 and doc[i - 1].lower_ in ("the", "a", "an")
    if at + 1 < len(doc) and doc[at].i and any(t.lower_ in elect for t in doc[at : at + 3]):
        tense = "elect"
    return i, tense, definite


def with_rank(doc: Doc, role: Role, start: int) -> tuple[Role, int]:
    """“deputy U.S. ambassador”: a rank that its owner parts from the post."""
    rank = "" if not start or doc[start].is_sent_start else doc[start - 1].lower_
    if rank not in words("roles", "ranks") or rank in _TENSES or not ranks_before(rank, role.text.split()[0]):
        return role, start
    if rank in _ORDINALS and role.noun in words("offices", "of_states"):
        return role, start  # “the first American president to go there”
    return replace(role, text=f"{rank} {role.text}"), start - 1
