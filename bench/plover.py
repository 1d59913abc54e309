"""PLOVER types and parties on human-coded sentences, the figures that PETRARCH2 is known by.

usage: python bench/plover.py [--gold PATH] [--half even|odd] [--errors]

PATH is a JSON Lines file of sentences: `text`, and `events` with `plover` (the type), `source` and `target`
(lists of `text` and `code`). Every sentence is read as a document of its own, without a date. Statements become
PLOVER events as on export: what is planned or possible of CONSULT, SUPPORT, COOPERATE and AID is AGREE, of RETREAT
CONCEDE; denied events are left out.

right type       share of sentences for which an event of the gold type was read
type and parties share for which such an event also has every gold source among its actors and every gold target
                 among its recipients (either side where the event is reciprocal or a visit); events of one type in a
                 sentence are taken together. A party is found when the state behind it is that of the gold code, when
                 both texts name the same entry of the register, or when they share a capitalised word.
precision        share of the types read, each once a sentence, that are the gold type
"""

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

from comity.model import Document, Event, Reference
from comity.reading.pipeline import Reader
from comity.register import Register
from comity.settings import Settings

HOUSE = Path(__file__).resolve().parent.parent
TARGETS = {"right type": 0.65, "type and parties": 0.50, "precision": 0.70}
# Codes of the gold standard that are not ISO 3166
CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "ROM": "ROU", "ZAR": "COD", "MRT": "MRT"}
FORWARD = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}


def exported_type(event: Event) -> str | None:
    """The PLOVER type an event is exported with; None for denied ones."""
    if event.modality == "denied":
        return None
    return FORWARD.get(event.event_type, event.event_type) if event.modality != "actual" else event.event_type


def names(text: str) -> set[str]:
    """Capitalised words of three letters and more, for parties the register does not know."""
    return {w.casefold().removesuffix("'s") for w in re.findall(r"[A-Z][\w'-]{2,}", text)} - {"the"}


def is_same(register: Register, gold: dict[str, str], reference: Reference) -> bool:
    """Whether the reference means the gold party."""
    code = f"state:{CODES.get(gold['code'], gold['code'])}"
    ids = {reference.id, reference.acts_for} | {e.id for m in register.match(reference.name) for e in m.readings}
    known = {e.id for m in register.match(gold["text"]) for e in m.readings}
    return code in ids or bool(known & ids) or bool(names(gold["text"]) & names(reference.name))


def parties_found(register: Register, gold: dict[str, list[dict[str, str]]], events: list[Event]) -> bool:
    """Whether all gold parties are found on their side."""
    actors = [r for e in events for r in e.actors]
    recipients = [r for e in events for r in e.recipients]
    if not recipients or not gold["target"] or gold["plover"] == "CONSULT":
        actors = recipients = actors + recipients
    sides = ((gold["source"], actors), (gold["target"], recipients))
    return all(any(is_same(register, g, r) for r in side) for wanted, side in sides for g in wanted)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HOUSE.parent / "shared", help="folder with gold/")
    parser.add_argument("--gold", type=Path, help="a JSONL file of the same format")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    gold = options.gold or options.shared / "gold" / "plover" / "plover_gsr.jsonl"
    if not gold.is_file():
        print(f"There is no gold at {gold}; name a file with --gold.", file=sys.stderr)
        return 2
    sentences = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    if options.half:
        sentences = sentences[options.half == "odd" :: 2]
    reader = Reader(Settings.from_environment())
    counts: Counter[str] = Counter()
    for sentence, reading in zip(sentences, reader.read_many(Document(text=s["text"]) for s in sentences), strict=True):
        score(
            reader.register, sentence, [s for s in reading.statements if isinstance(s, Event)], counts, options.errors
        )
    total = len(sentences)
    figures = {
        "right type": counts["type"] / total,
        "type and parties": counts["parties"] / total,
        "precision": counts["right"] / max(1, counts["read"]),
    }
    for name, value in figures.items():
        print(f"plover  {name:18} {value:.3f}   (at least {TARGETS[name]:.2f})")
    print(f"plover  sentences {total}, types read {counts['read']}, sentences without an event {counts['empty']}")
    return 0


def score(register: Register, sentence: dict, events: list[Event], counts: Counter[str], errors: bool) -> None:  # type: ignore[type-arg]
    """Count one sentence; print it when it is not wholly right and `errors` is on."""
    gold = sentence["events"][0]
    types = {exported_type(e) for e in events} - {None}
    fitting = [e for e in events if exported_type(e) == gold["plover"]]
    both = bool(fitting) and parties_found(register, gold, fitting)
    counts.update(type=bool(fitting), parties=both, read=len(types), right=gold["plover"] in types, empty=not events)
    if errors and (not both or len(types) > 1):
        mark = "PARTIES" if fitting and not both else "TYPE" if not fitting else "EXTRA"
        print(f"{mark} {sentence['text']}")
        print("   gold", gold["plover"], show(gold["source"]), "->", show(gold["target"]))
        for e in events:
            who = [[r.id for r in side] for side in (e.actors, e.recipients)]
            print("   read", exported_type(e), e.event_type, e.modality, *who, e.frame)


def show(parties: list[dict[str, str]]) -> list[str]:
    """Texts and codes of gold parties."""
    return [f"{p['text']} ({p['code']})" for p in parties]


if __name__ == "__main__":
    sys.exit(main())
