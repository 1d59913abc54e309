"""Quotations end to end on PolNeAR: is the content found, and is it given to the right source?

A system attribution is right when the token F1 of its content with a gold one is at least 0.8 and both sources share
their head; where the gold names no source, the content decides. Noun phrases that begin with the same word share their
head whatever the parser says, and “who” is whom it stands for, since the gold names now one, now the other. Where the
gold has cue and source the wrong way round (source “said”, cue “Ana Kovac”), they are put right. Gold holds outermost
attributions only, so those that stand inside another one are left out, and one attribution for each cue, so what a
speaker carries on is added to it.
`direct+mixed` are contents that have words in quotation marks. Recall counts gold of a kind found by whatever the
system made of it; precision counts system attributions of a kind found in gold.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span, Token

from comity.model import Document
from comity.reading.page import Page
from comity.reading.parsing import Parser
from comity.reading.quoting.attributions import find_attributions
from comity.reading.quoting.sheet import Attribution
from comity.settings import Settings

HOUSE = Path(__file__).resolve().parent.parent
KINDS = ("direct+mixed", "indirect")
SAME = 0.8
_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[\"“”]")
_THAT = re.compile(r"\bthat[\s,\"“'‘]*\Z")
_SAYING = frozenset({"said", "says", "added", "wrote", "told", "asked"})
_RELATIVES = frozenset({"who", "which", "that"})
_WITHIN_NAMES = frozenset({"compound", "appos", "flat", "nmod"})


def main() -> int:
    """Print precision, recall and F1 for both kinds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HOUSE.parent / "shared", help="folder with gold/")
    parser.add_argument("--gold", type=Path, help="a JSONL file of the same format")
    parser.add_argument("--articles", type=int, help="only so many articles, spread over the file")
    parser.add_argument("--skip", type=int, default=0, help="begin the spread with this article")
    options = parser.parse_args()
    gold = options.gold or options.shared / "gold" / "quotes" / "polnear.jsonl"
    if not gold.is_file():
        print(f"There is no gold at {gold}; name a file with --gold.", file=sys.stderr)
        return 2
    articles = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    step = max(1, len(articles) // options.articles) if options.articles else 1
    print_scores(articles[options.skip :: step])
    return 0


def print_scores(articles: Sequence[dict[str, Any]]) -> None:
    """Read all articles and print the table."""
    counts: Counter[tuple[str, str]] = Counter()
    seconds = 0.0
    for article, page in pages(articles):
        begin = time.perf_counter()
        found = [with_that(page, a) for a in outermost(by_cue(find_attributions(page)))]
        seconds += time.perf_counter() - begin
        count(counts, page, [put_right(g) for g in article["attributions"] if g["content"]], found)
    print(f"{len(articles)} articles; attributions found in {seconds:.1f} s")
    print(f"{'':14}{'P':>7}{'R':>7}{'F1':>7}{'gold':>8}{'system':>8}")
    for kind in KINDS:
        precision = counts[kind, "true"] / max(1, counts[kind, "system"])
        recall = counts[kind, "found"] / max(1, counts[kind, "gold"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        sizes = f"{counts[kind, 'gold']:8}{counts[kind, 'system']:8}"
        print(f"{kind:14}{precision:7.3f}{recall:7.3f}{f1:7.3f}{sizes}")


def pages(articles: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Page]]:
    """Every article with its parsed page."""
    documents = [Document(a["text"], source=a["id"], published=a.get("date")) for a in articles]
    yield from zip(articles, Parser(Settings.from_environment().model).parse_many(documents), strict=True)


def by_cue(found: Sequence[Attribution]) -> list[Attribution]:
    """One attribution for each cue, as the gold has it: what a speaker carries on belongs to the cue it carries on."""
    units: list[Attribution] = []
    for a in found:
        at = next((i for i, u in enumerate(units) if a.construct == "carried" and _carries_on(a, u)), None)
        if at is None:
            units.append(a)
        else:
            units[at] = replace(units[at], content=tuple(sorted((*units[at].content, *a.content))))
    return units


def _carries_on(carried: Attribution, other: Attribution) -> bool:
    return bool(other.cue) and other.source is carried.source is not None and other.lemma == carried.lemma


def outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions whose cue stands in no other one's content."""
    return [
        a
        for a in found
        if not a.cue or not any(o is not a and s <= a.cue[0].idx < e for o in found for s, e in o.content)
    ]


def with_that(page: Page, attribution: Attribution) -> Attribution:
    """The attribution with the conjunction “that” before its clause, which the gold counts as content."""
    start, end = attribution.content[0]
    before = _THAT.search(page.document.text, max(0, start - 8), start)
    token = None if before is None else page.doc.char_span(before.start(), before.start() + 4)
    if token is None or token[0].pos_ != "SCONJ":
        return attribution
    return replace(attribution, content=((token.start_char, end), *attribution.content[1:]))


def count(
    counts: Counter[tuple[str, str]], page: Page, gold: Sequence[dict[str, Any]], found: list[Attribution]
) -> None:
    """Match gold and system one to one, right sources and closest contents first, and add them up."""
    text = page.document.text
    wanted = [words(text, [(s, e) for s, e, _ in g["content"]]) for g in gold]
    given = [words(text, a.content) for a in found]
    pairs = [
        (same_source(page.doc, g["source"], a), overlap(wanted[i], given[j]), i, j)
        for i, g in enumerate(gold)
        for j, a in enumerate(found)
        if overlap(wanted[i], given[j]) >= SAME
    ]
    taken_gold: set[int] = set()
    taken: set[int] = set()
    for right, _, i, j in sorted(pairs, key=lambda p: (not p[0], -p[1])):
        if i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            if right:
                counts[kind_of(gold[i]["kind"] != "indirect"), "found"] += 1
                counts[kind_of(is_quoted(text, found[j])), "true"] += 1
    for g in gold:
        counts[kind_of(g["kind"] != "indirect"), "gold"] += 1
    for a in found:
        counts[kind_of(is_quoted(text, a)), "system"] += 1


def kind_of(quoted: bool) -> str:
    """The row an attribution counts in."""
    return KINDS[0] if quoted else KINDS[1]


def is_quoted(text: str, attribution: Attribution) -> bool:
    """Whether double quotation marks stand at or inside the content."""
    return bool(_MARKS.search(text, max(0, attribution.start - 1), attribution.end + 2))


def words(text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Where the words of some spans begin."""
    return {m.start() for start, end in spans for m in _WORD.finditer(text, start, end)}


def overlap(one: set[int], other: set[int]) -> float:
    """F1 of two sets of words."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def put_right(gold: dict[str, Any]) -> dict[str, Any]:
    """The attribution with cue and source exchanged where a verb of saying was marked as the source."""
    source, cue = gold["source"], gold["cue"]
    swapped = len(source) == 1 and len(cue) == 1 and source[0][2] in _SAYING and cue[0][2][:1].isupper()
    return {**gold, "source": cue, "cue": source} if swapped else gold


def same_source(doc: Doc, source: Sequence[tuple[int, int, str]], attribution: Attribution) -> bool:
    """Whether both name the same: one head, parts of one name, phrases that begin alike, or “who” and whom it means."""
    if not source:
        return True
    if attribution.source is None:
        return False
    spans = [doc.char_span(s, e, alignment_mode="expand") for s, e, _ in source]
    return any(s is not None and same_phrase(s, attribution.source) for s in spans)


def same_phrase(one: Span, other: Span) -> bool:
    """Whether two noun phrases name the same."""
    if same_name(one.root, other.root) or begin_alike(one, other):
        return True
    return any(
        a.root.lower_ in _RELATIVES and a.root.head.dep_ == "relcl" and b.start <= a.root.head.head.i < b.end
        for a, b in ((one, other), (other, one))
    )


def begin_alike(one: Span, other: Span) -> bool:
    """Whether two phrases have the same first word and neither stops short at an owner (his, his votes)."""
    owner = any(s[-1].tag_ in ("PRP$", "POS") for s in (one, other))
    return one.start == other.start and not owner


def same_name(one: Token, other: Token) -> bool:
    """Whether two heads are one token, or one hangs on the other inside a name or apposition."""
    if one.i == other.i:
        return True
    return any(a.head.i == b.i and a.dep_ in _WITHIN_NAMES for a, b in ((one, other), (other, one)))


if __name__ == "__main__":
    sys.exit(main())
