"""Parties: who does it to whom in short texts of our own, where much is told by the sentence before."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from comity.model import Document, Event, Reference
from comity.reading import Reader
from comity.settings import Settings

FOLDER = Path(__file__).parent / "cases"
CASES = yaml.safe_load((FOLDER / "parties.yaml").read_text(encoding="utf-8"))
PARAGRAPHS = yaml.safe_load((FOLDER / "paragraphs.yaml").read_text(encoding="utf-8"))
READ = 0.55
"""Share of the events of the paragraphs that must be read with their parties; a little below what is read."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Settings(learnt=False))


def parted(line: str) -> tuple[str, set[str], set[str]]:
    left, _, right = line.partition(">")
    type_, *actors = left.split()
    return type_, set(actors), set(right.split())


def ids(references: tuple[Reference, ...], wanted: set[str]) -> set[str]:
    """Ids as the case words them: the person where it names one, else whom he acts for."""
    return {r.id if r.id in wanted else r.represents for r in references}


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:50] for c in CASES])
def test_who_does_it_to_whom(reader: Reader, case: dict[str, Any]) -> None:
    document = Document(case["text"], published=case.get("published", "2024-07-05"))
    events = [s for s in reader.read(document).statements if isinstance(s, Event)]
    for line in case["events"]:
        type_, actors, recipients = parted(line)
        read = [(e.event_type, ids(e.actors, actors), ids(e.recipients, recipients)) for e in events]
        assert (type_, actors, recipients) in read


def test_share_of_paragraphs_read(reader: Reader) -> None:
    documents = [Document(case["text"], published=case["published"]) for case in PARAGRAPHS]
    right = wanted = 0
    for case, reading in zip(PARAGRAPHS, reader.read_many(documents), strict=True):
        events = [s for s in reading.statements if isinstance(s, Event)]
        for line in case["events"]:
            types, actors, recipients = parted(line)
            wanted += 1
            right += any(
                e.event_type in types.split("/")
                and ids(e.actors, actors) == actors
                and ids(e.recipients, recipients) == recipients
                for e in events
            )
    assert right / wanted >= READ, f"{right} of {wanted}"
