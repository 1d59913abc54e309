"""Trains the networks of `src/comity/reading/learnt` on annotated texts of this repository and stores their weights.

usage: python bench/learning.py [--out FOLDER] [--without FOLDER …]

It learns from `tests/gold/events/fit`, `press/fit`, `press/more`, `press/tune` and `tune`; whatever is only measured is
left out, and so are the shared articles, which are not part of the repository. Frames are tried on every text first:
what they tell is among what the networks see. No chance but that of fixed seeds is involved: the same reader, gold
and machine give the same files.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from learning_networks import Party, Sample, train_deeds, train_parts
from scoring import Row, read_gold, same_reference
from spacy.tokens import Token

from comity.reading import Reader
from comity.reading.events import Heard, hear
from comity.reading.learnt.candidates import Around
from comity.reading.learnt.deeds import Framed, framed_words, marks
from comity.reading.learnt.parts import Deed, deed_of, hashed, meaning
from comity.reading.learnt.tokens import TYPES
from comity.reading.page import Page

HOUSE = Path(__file__).resolve().parent.parent
GOLD = HOUSE / "tests" / "gold"
OUT = HOUSE / "src" / "comity" / "reading" / "learnt" / "weights"
FOLDERS = ("events/fit", "press/fit", "press/more", "press/tune", "tune")
_TELLING = frozenset({"VERB", "NOUN", "ADJ", "AUX"})

Triggers = Mapping[int, Sequence[Row]]
"""What gold says each word tells."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one document teaches: its sentences and the parties of its deeds."""

    samples: tuple[Sample, ...]
    parties: tuple[Party, ...]


def main() -> int:
    """Read, train, store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--without", nargs="*", default=(), help="folders of gold to leave out")
    parser.add_argument("--parts-only", action="store_true", help="leave the network of deeds as it is")
    options = parser.parse_args()
    lessons = [lesson for name in FOLDERS if name not in options.without for lesson in lessons_of(GOLD / name)]
    samples = [sample for lesson in lessons for sample in lesson.samples]
    parties = [party for lesson in lessons for party in lesson.parties]
    deeds = sum(int((sample.types > 0).sum()) for sample in samples)
    print(f"{len(lessons)} documents, {len(samples)} sentences, {deeds} deeds, {len(parties)} in reach", flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    if not options.parts_only:
        store(options.out / "deeds.npz", train_deeds(samples))
    store(options.out / "parts.npz", train_parts(parties))
    return 0


def lessons_of(folder: Path) -> Iterator[Lesson]:
    """What the documents of a folder teach."""
    reader = Reader()
    for gold, page in read_gold(reader, folder):
        yield lesson_of(page, [s for s in gold.statements if s["kind"] == "event"])


def lesson_of(page: Page, events: Sequence[Row]) -> Lesson:
    """The sentences of a page as the networks see them, with what gold says of their words."""
    heard = list(hear(page, learnt=False))
    triggers = triggers_of(page, heard, events)
    return Lesson(tuple(_samples(page, heard, triggers)), tuple(_parties(page, heard, triggers)))


def _samples(page: Page, heard: Sequence[Heard], triggers: Triggers) -> Iterator[Sample]:
    for one in heard:
        if not one.silence:
            words = framed_words(page, [Framed(one.sentence, one.told, one.attempts)])
            yield Sample(words, np.array([_type_of(triggers, token) for token in one.sentence.span]))


def _parties(page: Page, heard: Sequence[Heard], triggers: Triggers) -> Iterator[Party]:
    if not heard:
        return
    around = Around(page, heard[0].stage.scene)
    for one in heard:
        around.enter(one.sentence)
        for token in () if one.silence else one.sentence.span:
            for row in triggers.get(token.i, ()):
                deed = deed_of(one.stage, around, token, row["event_type"], one.sentence.index)
                yield from parties_of(deed, row)
        around.leave(one.sentence, [fired for fired, _ in one.told])


def _type_of(triggers: Triggers, token: Token) -> int:
    rows = triggers.get(token.i, ())
    return 1 + TYPES.index(rows[-1]["event_type"]) if rows else 0


def parties_of(deed: Deed, row: Row) -> Iterator[Party]:
    """Everybody in reach of a deed, with the part that gold gives him."""
    if deed.candidates:
        for one, meant in zip(deed.candidates, meaning(deed), strict=True):
            reference = one.reference.to_json()
            parts = [any(same_reference(known, reference) for known in row[key]) for key in ("actors", "recipients")]
            yield Party(hashed(deed, one), meant, np.array(parts, dtype=np.float32))


def triggers_of(page: Page, heard: Sequence[Heard], events: Sequence[Row]) -> Triggers:
    """Which word tells each event of gold: the one marked in it, or the likeliest of its evidence."""
    told: dict[int, set[str]] = {}
    tried: dict[int, set[str]] = {}
    for one in heard:
        for into, marked in zip((told, tried), marks([f for f, _ in one.told], one.attempts), strict=True):
            for token, types in marked.items():
                into.setdefault(token, set()).update(types)
    found: dict[int, list[Row]] = {}
    for row in events:
        token = _marked(page, row) or _likeliest(page, row, told, tried)
        if token is not None:
            found.setdefault(token.i, []).append(row)
    return found


def _marked(page: Page, row: Row) -> Token | None:
    place = row["evidence"][0].get("trigger")
    if place is None:
        return None
    span = page.doc.char_span(place[0], place[1], alignment_mode="expand")
    return span.root if span is not None else None


def _likeliest(page: Page, row: Row, told: Mapping[int, set[str]], tried: Mapping[int, set[str]]) -> Token | None:
    """A word by which a frame tells this type, or was tried for it, or else the highest verb or noun."""
    spans = [page.doc.char_span(e["start"], e["end"], alignment_mode="expand") for e in row["evidence"]]
    tokens = [token for span in spans if span is not None for token in span]
    for marked in (told, tried):
        fitting = [t for t in tokens if row["event_type"] in marked.get(t.i, ())]
        if fitting:
            return fitting[0]
    within = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in within or t.head.i == t.i]
    return next((t for t in tops if t.pos_ in _TELLING), None)


def store(path: Path, weights: Mapping[str, np.ndarray]) -> None:
    """The weights in half precision, which is all that a reading needs."""
    np.savez_compressed(path, **{name: values.astype(np.float16) for name, values in weights.items()})  # type: ignore[arg-type]
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
