"""The page: one document as the reader sees it, with its passages, parse, dates and whom its words mean.

Tokens are those of one spaCy `Doc` over the whole text, so `token.idx` is the offset in `document.text`.
Steps take a page and return a new one or statements; nobody changes a page in place.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from spacy.tokens import Doc, Span, Token

from comity.model import Document, Evidence, Reference

if TYPE_CHECKING:
    from comity.reading.names import Name
    from comity.reading.people import Cast
    from comity.reading.titles import Title
    from comity.reading.trails import Trail

PassageKind = Literal["paragraph", "heading", "dateline", "boilerplate", "stamp"]
MentionForm = Literal["name", "demonym", "capital", "seat", "title", "pronoun", "description"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the document between line breaks and what it is; only paragraphs give statements."""

    start: int
    end: int
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its passage; `index` counts the sentences of the page."""

    index: int
    span: Span
    passage: Passage
    start: int
    """Its first token."""

    @property
    def readable(self) -> bool:
        """Whether statements may be read from it."""
        return self.passage.kind == "paragraph"


_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean somebody: tokens `start` to `end` (exclusive), their syntactic head, and whom they mean.

    Several references stand for “the two leaders”; none for a mention that could not be resolved.
    `place` is the reading as a mere place (`place:beijing`) where the words can also mean a government.
    """

    start: int
    end: int
    head: int
    form: MentionForm
    references: tuple[Reference, ...]
    place: Reference | None = None
    government: Reference | None = None
    """The reading of a capital as its government, also where the words mean the city (“flew to Tbilisi”)."""
    antecedent: int | None = None
    """The token that a pronoun is bound to, also when nobody is known by it (“the boy … he”, “settlers … they”)."""


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression after TIMEX3: character span, EDTF value (None when it cannot be anchored), and its type."""

    start: int
    end: int
    value: str | None
    type: Literal["date", "time", "duration", "set"]
    basis: str | None = None
    """`explicit`, `relative` (to publication) or `anchored` (to another date)."""
    timex3: str | None = None
    """The TIMEX3 value of the words alone: `2022-W36`, `P3D`, `PRESENT_REF`, `XXXX-WXX-3`."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document parsed and resolved."""

    document: Document
    doc: Doc
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    dates: tuple[Timex, ...] = ()
    """In order of the text."""
    heads: Mapping[int, Mention] = field(default_factory=dict)
    """Mentions by the index of their head token."""
    covering: Mapping[int, Mention] = field(default_factory=dict)
    """Mentions by every token index they cover; the longest wins."""
    bodies: tuple[tuple[Mention, int], ...] = ()
    """Mentions of one organisation by name or description, in order, each with the index of its sentence."""
    names: "tuple[Name, ...]" = ()
    titles: "tuple[Title, ...]" = ()
    cast: "Cast | None" = None
    trail: "Trail | None" = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    """The register's kind (`igo`, `bloc`, `media` …) of every organisation named here that it knows."""
    within: Mapping[str, str] = field(default_factory=dict)
    """What the register puts every region, place and organ named here in: a state, a region, a body."""
    full_names: Mapping[str, str] = field(default_factory=dict)
    """What the register calls every body named here: “Caribbean Community” for CARICOM."""
    seats: Mapping[str, str] = field(default_factory=dict)
    """Where the register has every body named here sit, and the capital of every state."""
    datelined: str = ""
    """The state whose town stands in the dateline."""

    def mention_at(self, token: Token) -> Mention | None:
        """The mention whose head is `token`, or else the one that covers it."""
        return self.heads.get(token.i) or self.covering.get(token.i)

    def who(self, token: Token) -> tuple[Reference, ...]:
        """Whom `token` means; empty when nobody is known. Coordination is the caller's business."""
        mention = self.mention_at(token)
        return mention.references if mention else ()

    def reach(self, token: Token) -> tuple[int, int]:
        """First token and end (exclusive) of the mention that covers `token`, or of the token alone."""
        mention = self.mention_at(token)
        if mention is None or not mention.start <= token.i < mention.end:
            return token.i, token.i + 1
        return mention.start, mention.end

    def evidence(self, start: Token, end: Token) -> Evidence:
        """The span from the first character of `start` to the last of `end`."""
        return Evidence.of(self.document.text, start.idx, end.idx + len(end))

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that holds `token`."""
        return self.sentences[max(0, bisect_right(self.sentences, token.i, key=_START) - 1)]

    def dates_in(self, start: int, end: int) -> Iterator[Timex]:
        """Time expressions that lie within characters `start` to `end`."""
        first = bisect_left(self.dates, start, key=_START)
        return (
            d for d in islice(self.dates, first, bisect_left(self.dates, end, lo=first, key=_START)) if d.end <= end
        )

    def readable_sentences(self) -> Iterator[Sentence]:
        """Sentences that statements may be read from."""
        return (s for s in self.sentences if s.readable)
