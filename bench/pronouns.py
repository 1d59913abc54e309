"""Pronouns: how often he and she are bound to the right cluster, on annotated documents.

A pronoun is right when the mention it is bound to overlaps a gold mention of the pronoun's own cluster. Pronouns
whose cluster has no other mention before them are left out, as nothing could be found for them.

usage: python bench/pronouns.py [--gold FILE.jsonl] [--errors N]
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from comity.model import Document
from comity.reading import Reader
from comity.reading.page import Page
from comity.settings import Settings

PRONOUNS = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
DEFAULT = Path(__file__).parent.parent.parent / "shared" / "gold" / "coreference" / "gum.jsonl"


def pronouns(gold: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Character offset and cluster of every he or she that has an earlier mention that is no pronoun."""
    seen: set[str] = set()
    for mention in sorted(gold["mentions"], key=lambda m: (m["begin"], -m["end"])):
        if mention["text"].lower() in PRONOUNS:
            if mention["cluster"] in seen:
                yield mention["begin"], mention["cluster"]
        else:
            seen.add(mention["cluster"])


def bound_to(page: Page, offset: int) -> tuple[int, int] | None:
    """Character span of the words that the pronoun at `offset` is bound to."""
    for mention in page.mentions:
        if page.doc[mention.start].idx == offset and mention.form == "pronoun" and mention.antecedent is not None:
            token = page.doc[mention.antecedent]
            return token.idx, token.idx + len(token)
    return None


def clusters_at(gold: Mapping[str, Any], span: tuple[int, int]) -> set[str]:
    """Clusters of the gold mentions that end on or cover the span, the smallest ones first."""
    covering = [m for m in gold["mentions"] if m["begin"] <= span[0] and span[1] <= m["end"] and m["type"] == "person"]
    if not covering:
        return set()
    least = min(m["end"] - m["begin"] for m in covering)
    return {m["cluster"] for m in covering if m["end"] - m["begin"] == least}


def measure(golds: list[dict[str, Any]], errors: int) -> tuple[int, int, int]:
    """Right, bound and all pronouns."""
    reader = Reader(Settings.from_environment())
    documents = [Document(g["text"], source=g["id"], published=g.get("date")) for g in golds]
    right = bound = total = 0
    for page, gold in zip(reader.parser.parse_many(documents), golds, strict=True):
        page = reader.resolve(page)
        for offset, cluster in pronouns(gold):
            total += 1
            span = bound_to(page, offset)
            bound += span is not None
            hit = span is not None and cluster in clusters_at(gold, span)
            right += hit
            if not hit and errors:
                errors -= 1
                got = gold["text"][slice(*span)] if span else "–"
                print(f"{gold['id']}: …{gold['text'][max(0, offset - 110) : offset + 40]!r} → {got}")
    return right, bound, total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=DEFAULT)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    golds = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    right, bound, total = measure(golds, options.errors)
    print(f"pronouns he and she: {right} of {total} to the right cluster ({right / max(1, total):.3f}); bound {bound}")


if __name__ == "__main__":
    main()
