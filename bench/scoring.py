"""Scores statements against gold as `docs/statements.md` defines it: one-to-one matching inside a document."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from comity.errors import DateError
from comity.model import SYMMETRIC_RELATIONS
from comity.reading import Reader
from comity.reading.page import Page
from comity.sources.files import read_file
from comity.sources.front_matter import split_front_matter
from comity.written_dates import parse_date

Row = Mapping[str, Any]
Fits = Callable[[Row, Row], bool]

ENOUGH_WORDS = 0.8
UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated document."""

    name: str
    text: str
    statements: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many statements of gold and of the system there are, and how many of them pair."""

    right: int = 0
    gold: int = 0
    system: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.gold + other.gold, self.system + other.system)

    @property
    def precision(self) -> float:
        """Share of the system's statements that are right."""
        return self.right / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.gold + self.system) if self.gold + self.system else 0.0


def load_gold(folder: Path) -> list[Gold]:
    """Every `NAME.md` in `folder` that has `NAME.gold.jsonl` beside it."""
    return [
        Gold(
            path.name.removesuffix(".gold.jsonl"),
            split_front_matter(path.with_name(path.name.replace(".gold.jsonl", ".md")).read_text("utf-8"))[1],
            tuple(json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()),
        )
        for path in sorted(folder.glob("*.gold.jsonl"))
    ]


def read_gold(reader: Reader, folder: Path) -> Iterator[tuple[Gold, Page]]:
    """Each annotated document of a folder with the page that the reader makes of it."""
    gold = load_gold(folder)
    parsed = reader.parser.parse_many(read_file(folder / f"{document.name}.md") for document in gold)
    for document, page in zip(gold, parsed, strict=True):
        yield document, reader.resolve(page)


def score(gold: Iterable[Gold], system: Mapping[str, Sequence[Row]]) -> dict[str, Score]:
    """Every figure, pooled over documents; `system` holds statements by the name of their document."""
    totals = {figure: Score() for figure in [*FIGURES, "event.dyad", "evidence"]}
    for document in gold:
        read = system.get(document.name, ())
        for figure, (kind, fits) in FIGURES.items():
            left, right = _of_kind(document.statements, kind), _of_kind(read, kind)
            totals[figure] += Score(len(pair(left, right, fits)), len(left), len(right))
        wanted, found = _dyads(document.statements), _dyads(read)
        totals["event.dyad"] += Score(len(wanted & found), len(wanted), len(found))
        totals["evidence"] += _score_evidence(document.text, read)
    return totals


def pair(left: Sequence[Row], right: Sequence[Row], fits: Fits) -> list[tuple[int, int]]:
    """The largest one-to-one pairing of `left` with `right`."""
    if not left or not right:
        return []
    fitting = np.array([[fits(one, other) for other in right] for one in left])
    partners = maximum_bipartite_matching(csr_matrix(fitting), perm_type="column")
    return [(one, int(other)) for one, other in enumerate(partners) if other >= 0]


def fold(text: object) -> str:
    """Words for comparing names: no case, accents, possessives, punctuation or leading article."""
    plain = unicodedata.normalize("NFKD", str(text or "")).casefold()
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = re.sub(r"[^\w]+", " ", re.sub(r"[’']s\b", "", plain)).split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) and len(words) > 1 else words)


def same_reference(one: Any, other: Any) -> bool:
    """Whether two references mean the same: by id, by whom one acts for, or by name."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return one is None and other is None
    if one.get("id") and one["id"] in (other.get("id"), other.get("for")):
        return True
    if one.get("for") and one["for"] == other.get("id"):
        return True
    return bool(fold(one.get("name"))) and fold(one.get("name")) == fold(other.get("name"))


def same_value(one: Any, other: Any) -> bool:
    """Whether two values are equal as references, dates, numbers or words."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return same_reference(one, other)
    return _plain_value(one) == _plain_value(other)


def same_when(one: Any, other: Any) -> bool:
    """Whether two EDTF dates are equal, qualifiers aside."""
    return _plain_date(one) == _plain_date(other)


def words_f1(one: object, other: object) -> float:
    """Token F1 of two texts."""
    first, second = Counter(fold(one).split()), Counter(fold(other).split())
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def _same_type(gold: Row, system: Row) -> bool:
    return gold["event_type"] == system["event_type"] and overlap(gold, system)


def _same_who(gold: Row, system: Row) -> bool:
    return _same_type(gold, system) and same_parties(gold, system)


def _same_event(gold: Row, system: Row) -> bool:
    return (
        _same_who(gold, system)
        and gold["modality"] == system["modality"]
        and same_when(gold.get("when"), system.get("when"))
    )


def _same_quotation(gold: Row, system: Row) -> bool:
    return same_reference(gold["speaker"], system["speaker"]) and words_f1(gold["text"], system["text"]) >= ENOUGH_WORDS


def _same_keys(*keys: str) -> Fits:
    return lambda gold, system: all(same_value(gold.get(key), system.get(key)) for key in keys)


def _same_relation(gold: Row, system: Row) -> bool:
    if gold["relation"] != system["relation"]:
        return False
    straight = same_reference(gold["from"], system["from"]) and same_reference(gold["to"], system["to"])
    crossed = same_reference(gold["from"], system["to"]) and same_reference(gold["to"], system["from"])
    return straight or (crossed and gold["relation"] in SYMMETRIC_RELATIONS)


def same_parties(gold: Row, system: Row) -> bool:
    """Actors and recipients as sets; a reciprocal event may have its parties split over both."""
    if all(same_set(gold.get(key) or [], system.get(key) or []) for key in ("actors", "recipients")):
        return True
    together = [[*(row.get("actors") or []), *(row.get("recipients") or [])] for row in (gold, system)]
    return not (gold.get("recipients") and system.get("recipients")) and same_set(*together)


def same_set(one: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether two lists of references mean the same parties."""
    return len(one) == len(other) == len(pair(one, other, same_reference))


def overlap(one: Row, other: Row) -> bool:
    return any(a["start"] < b["end"] and b["start"] < a["end"] for a in one["evidence"] for b in other["evidence"])


def _plain_date(date: Any) -> str:
    start, slash, end = re.sub("[~?%]", "", str(date or "")).partition("/")
    return start if start == end else start + slash + end


def _plain_value(value: Any) -> str:
    value = value.get("name") if isinstance(value, Mapping) else value
    try:
        return parse_date(str(value))
    except DateError:
        return _digits(fold(re.sub(r"(?<=\d),(?=\d{3})", "", str(value))))


def _digits(words: str) -> str:
    """Number words as digits: `twenty two members` is `22 members`."""
    out: list[str] = []
    for word in words.split():
        if word in UNITS[1:10] and out and out[-1] in map(str, TENS.values()):
            out[-1] = str(int(out[-1]) + UNITS.index(word))
        else:
            out.append(str(UNITS.index(word)) if word in UNITS else str(TENS.get(word, word)))
    return " ".join(out)


def _of_kind(statements: Sequence[Row], kind: str) -> list[Row]:
    return [statement for statement in statements if statement["kind"] == kind]


def _dyads(statements: Sequence[Row]) -> set[tuple[str, str, str]]:
    """(type, actor, recipient) triples; the parties of a reciprocal event pair with each other."""
    found = set()
    for event in _of_kind(statements, "event"):
        if event["modality"] == "denied":
            continue
        actors = sorted({_acts_as(party) for party in event.get("actors") or []})
        recipients = sorted({_acts_as(party) for party in event.get("recipients") or []})
        pairs = [(a, b) for a in actors for b in recipients or actors if a != b and (recipients or a < b)]
        found |= {(event["event_type"], a, b) for a, b in pairs}
    return found


def _acts_as(reference: Row) -> str:
    return str(reference.get("for") or reference.get("id") or fold(reference.get("name")))


def _score_evidence(text: str, statements: Sequence[Row]) -> Score:
    """Spans that stand where they say they stand; a statement without a span counts as one that does not."""
    spans = [span for statement in statements for span in statement.get("evidence", [])]
    true = sum(text[span["start"] : span["end"]] == span["exact"] for span in spans)
    total = len(spans) + sum(not statement.get("evidence") for statement in statements)
    return Score(true, total, total)


FIGURES: dict[str, tuple[str, Fits]] = {
    "event.type": ("event", _same_type),
    "event.who": ("event", _same_who),
    "event.full": ("event", _same_event),
    "membership": ("membership", _same_keys("member", "organisation", "status")),
    "office": ("office", _same_keys("person", "of", "role")),
    "quotation.text": ("quotation", _same_quotation),
    "relation": ("relation", _same_relation),
    "fact": ("fact", _same_keys("about", "property", "value")),
}
