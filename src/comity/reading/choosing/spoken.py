"""Spoken: which powers, bodies, groups and people a page speaks of, where and how often."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from comity.model import Reference
from comity.reading.crowds import is_unnamed
from comity.reading.lexicon import words
from comity.reading.page import Mention, Page

PARTIES = ("state:", "org:", "group:", "person:", "region:")
POWERS = ("state:", "org:", "group:")
_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """One place where a page speaks of somebody."""

    token: int
    sentence: int
    reference: Reference
    mention: Mention


class Spoken:
    """Who is spoken of on a page, by whom they represent."""

    def __init__(self, page: Page) -> None:
        self.mentions = page.mentions
        title = page.document.title or ""
        told = [t for mention in page.mentions for t in _tellings(page, mention)]
        self._told = sorted(told, key=lambda t: t.token)
        self._tokens = [t.token for t in self._told]
        named = [t.reference for t in self._told if t.mention.form != "pronoun"]
        self.counts = Counter(r.represents for r in named)
        self.titled = frozenset(r.represents for r in named if r.name and r.name in title)
        powers = Counter({who: n for who, n in self.counts.items() if who.startswith(POWERS)})
        self.most = math.log1p(max(powers.values(), default=1))
        """The logarithm of how often the power is named that is named most, with which the others are compared."""
        most = [who for who, _ in powers.most_common(_TOPICS)]
        known = {r.id: r for r in reversed(named)}
        self.topics = tuple(known[who] for who in most if who in known)

    def back_from(self, end: int, low: int) -> Iterator[Telling]:
        """Who is spoken of between the tokens `low` and `end` (exclusive), the last first."""
        for at in range(bisect_right(self._tokens, end - 1) - 1, -1, -1):
            if self._tokens[at] < low:
                return
            yield self._told[at]


def spoken_of(page: Page) -> Spoken:
    """Who is spoken of on the page, worked out once and kept with its document."""
    kept = page.doc.user_data.get("spoken")
    if kept is None or kept.mentions is not page.mentions:
        kept = page.doc.user_data["spoken"] = Spoken(page)
    return kept


def kind_of(page: Page, reference: Reference) -> str:
    """What somebody is, as measures tell it apart."""
    prefix = reference.id.partition(":")[0]
    if prefix == "org":
        known = page.kinds.get(reference.id) in words("memberships", "bodies")
        return "body" if known or reference.id[4:].isupper() else "firm"
    if prefix == "person":
        return "official" if reference.acts_for else "private"
    if prefix == "group":
        return "unnamed" if is_unnamed(reference) else "group"
    return prefix


def _tellings(page: Page, mention: Mention) -> Iterator[Telling]:
    seat = (mention.government,) if mention.government else ()
    sentence = page.sentence_of(page.doc[mention.head]).index
    for reference in dict.fromkeys((*mention.references, *seat)):
        if reference.id.startswith(PARTIES):
            yield Telling(mention.head, sentence, reference, mention)
