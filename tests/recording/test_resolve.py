"""What is derived depends on the statements alone: not on their order, nor on whether it was derived bit by bit."""

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from comity.recording import Record, Run, open_record

STATES = ("CHN", "RUS", "IND", "KAZ", "IRN")
RUN = Run("reader 1")


def made_up(story: Any, seed: int, count: int = 8) -> list[Any]:
    """Reports of few actors within few weeks, so that much of it joins, succeeds and contradicts."""
    rng = random.Random(seed)
    return [_report(story, rng, number) for number in range(count)]


def _report(story: Any, rng: random.Random, number: int) -> Any:
    published = f"2022-0{rng.randint(1, 3)}-{rng.randint(10, 28)}"
    told = story(f"Report {number}. A thing is so.", published, f"Paper {number % 3}")
    words = "A thing is so"
    for _ in range(4):
        one, other = rng.sample(STATES, 2)
        modality = rng.choice(("actual", "actual", "planned", "denied"))
        when = rng.choice((None, None, "2022", "2022-02", published, "2021/.."))
        told.membership(
            words, f"state:{one}", "org:SCO", rng.choice(("member", "observer", "chair")), when=when, modality=modality
        )
        told.event(
            words, rng.choice(("CONSULT", "ACCUSE")), f"state:{one}", f"state:{other}", when=when, modality=modality
        )
        told.office(words, f"person:p{rng.randrange(3)}", "president", f"state:{one}", when=when)
        told.fact(words, "org:SCO", "founded", rng.choice(("1996", "2001")))
    return told


def derived(record: Record, **scope: Any) -> list[Any]:
    with record.view("2022-02-20", **scope) as view:
        spells = [view.spells(kind, body=body) for kind, body in (("membership", "org:SCO"), ("office", "state:CHN"))]
        return [*spells, view.happenings("state:RUS"), view.happenings("state:CHN", "state:IND"), view.disputes()]


def write(path: Path, stories: list[Any], *, each: bool) -> Record:
    record = open_record(path, create=True)
    writer = record.writer()
    for story in stories:
        writer.add(story.document, story.statements, run=RUN)
        if each:
            writer.resolve()
    writer.resolve()
    return record


@pytest.mark.parametrize("seed", range(3))
def test_neither_order_nor_steps_matter(tmp_path: Path, story: Any, seed: int) -> None:
    stories = made_up(story, seed)
    with write(tmp_path / "whole.db", stories, each=False) as record:
        whole = derived(record)
        computed = derived(record, recorded="2100-01-01")
        assert computed == whole, "what is stored is what a view would resolve"
    for turn in range(2):
        random.Random(turn).shuffle(stories)
        with write(tmp_path / f"{turn}.db", stories, each=True) as record:
            assert derived(record) == whole


def test_what_is_superseded_no_longer_counts(tmp_path: Path, story: Any) -> None:
    stories = made_up(story, 7)
    with write(tmp_path / "without.db", stories[1:], each=False) as record:
        without = derived(record)
    with write(tmp_path / "with.db", stories, each=False) as record:
        assert derived(record) != without
        with record.writer() as writer:
            writer.add(stories[0].document, [], run=Run("reader 2"))
        assert derived(record) == without


def test_a_view_of_an_unresolved_record_resolves_for_itself(tmp_path: Path, story: Any) -> None:
    stories = made_up(story, 8)
    record = open_record(tmp_path / "test.db", create=True)
    writer = record.writer()
    for told in stories:
        writer.add(told.document, told.statements, run=RUN)
    before = derived(record)
    writer.resolve()
    assert derived(record) == before
    record.close()


ENDLESS = """
import sys
from comity.model import Document, Evidence, Fact, Reference
from comity.recording import Run, open_record
writer = open_record(sys.argv[1], create=True).writer()
print("ready", flush=True)
for number in range(100_000):
    document = Document(f"Report {number}.", published="2022-02-02")
    span = (Evidence(0, 6, "Report"),)
    year, body = str(1900 + number % 90), Reference("org:A", "A")
    fact = Fact(document=document.id, evidence=span, about=body, property="founded", value=year)
    writer.add(document, [fact], run=Run("reader 1"))
    print(document.id, flush=True)
    if number % 5 == 4:
        writer.resolve()
"""


@pytest.mark.slow
def test_a_kill_loses_nothing_that_was_recorded_and_doubles_nothing(tmp_path: Path) -> None:
    path, said = tmp_path / "test.db", set()
    for heard in (3, 20, 41):
        process = subprocess.Popen([sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        said |= {process.stdout.readline().strip() for _ in range(heard)}
        process.kill()
        said |= {line.strip() for line in process.stdout if line.startswith("doc-") and line.endswith("\n")}
        process.stdout.close()
        process.wait()
    with open_record(path) as record, record.view() as view:
        heads = view.documents()
        assert len(said) >= 41
        assert {head.id for head in heads} >= said
        assert len(heads) == len({head.id for head in heads}) == view.looked().statements
        before = view.disputes("org:A")
    with open_record(path) as record:
        record.writer().resolve()
        with record.view() as view:
            assert view.disputes("org:A") == before
