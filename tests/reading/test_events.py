"""Events: our own sentences with what must be read in them, the lexicon's checker, and explanations."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from comity.errors import LexiconError
from comity.model import EVENT_TYPES, Document, Event
from comity.reading.events import explain, read_events
from comity.reading.frames import event_lexicon, load_lexicon, split_entry
from comity.reading.pipeline import Reader
from comity.settings import Settings

CASES = yaml.safe_load((Path(__file__).parent / "cases/events.yaml").read_text(encoding="utf-8"))
TYPES = yaml.safe_load((Path(__file__).parent / "cases/event_types.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Settings(learnt=False))


def written(event: Event) -> str:
    actors, recipients = ("+".join(r.id.partition(":")[2] for r in side) for side in (event.actors, event.recipients))
    return f"{event.event_type} {actors} > {recipients} {event.modality}".replace("  ", " ")


def parted(line: str) -> tuple[str, frozenset[str], frozenset[str], str]:
    head, _, tail = line.partition(" > ")
    type_, _, actors = head.partition(" ")
    *recipients, modality = tail.split(" ")
    return type_, frozenset(actors.split("+")), frozenset("".join(recipients).split("+")) - {""}, modality


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_reads_the_events_of_a_sentence(reader: Reader, case: dict[str, list[str]]) -> None:
    page = reader.resolve(reader.parser.parse(Document(text=case["text"], published="2024-09-05")))
    read = {parted(written(e)) for e in read_events(page, learnt=False)}
    assert read == {parted(line) for line in case["events"]}


@pytest.mark.parametrize("case", TYPES, ids=lambda c: c["text"][:50])
def test_reads_the_types_of_the_events_of_a_sentence(reader: Reader, case: dict[str, list[str]]) -> None:
    page = reader.resolve(reader.parser.parse(Document(text=case["text"], published="2024-09-05")))
    wanted = [written.split(" ") for written in case["types"]]
    events = read_events(page, learnt=False)
    assert Counter(e.event_type for e in events) == Counter(type_ for type_, *_ in wanted)
    told = {(e.event_type, e.modality) for e in events}
    assert {(type_, modality) for type_, *rest in wanted for modality in rest} <= told


def test_explains_what_fired_and_what_was_rejected(reader: Reader) -> None:
    page = reader.resolve(reader.parser.parse(Document(text="Norway condemned the plan and met nobody.")))
    attempts = explain(page, learnt=False)
    assert any(a.frame.type == "ACCUSE" and a.why is None for a in attempts)
    assert any(a.trigger.text == "met" and a.why for a in attempts)


def test_explains_what_fired_without_being_told(reader: Reader) -> None:
    page = reader.resolve(reader.parser.parse(Document(text="Norway agreed to send aid to Chad.")))
    by_type = {a.frame.type: a.why for a in explain(page, learnt=False) if a.why is None or "fired" in a.why}
    assert by_type["AGREE"] is None
    assert by_type["AID"]


def test_explains_that_a_match_is_no_world_event(reader: Reader) -> None:
    page = reader.resolve(reader.parser.parse(Document(text="The Kenyan team met the Ethiopians in the final.")))
    assert not read_events(page, learnt=False)
    assert any(a.why and "sport" in a.why for a in explain(page, learnt=False))


def test_evidence_is_the_text_it_stands_for(reader: Reader) -> None:
    text = "Chad signed the treaty on Monday and, after long talks with Mali, withdrew its troops from Niger."
    page = reader.resolve(reader.parser.parse(Document(text=text, published="2024-09-05")))
    spans = [e for event in read_events(page, learnt=False) for e in event.evidence]
    assert spans
    assert all(text[e.start : e.end] == e.exact for e in spans)


def test_lexicon_is_wide() -> None:
    lexicon = event_lexicon()
    assert lexicon.count() > 6000
    assert {f.type for f in lexicon.frames} == set(EVENT_TYPES)


@pytest.mark.parametrize(
    ("entry", "part", "expected"),
    [
        ("break off", "verb", ("break", (), ("off",))),
        ("arms embargo", "noun", ("embargo", ("arms",), ())),
        ("state of emergency", "noun", ("state", (), ("of", "emergency"))),
        ("cease-fire", "noun", ("fire", ("cease", "-"), ())),
    ],
)
def test_splits_triggers_as_the_tokenizer_does(entry: str, part: str, expected: object) -> None:
    assert split_entry(entry, part) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "frames",
    ["{a: {verbs: [go], colour: red}}", "{a: {verbs: [go], complement: [sometimes]}}", "{a: {}}",
     "{a: {verbs: [go], object: [NOWHERE]}}"],
)  # fmt: skip
def test_refuses_a_lexicon_with_words_that_mean_nothing(tmp_path: Path, frames: str) -> None:
    (tmp_path / "x.yaml").write_text(f"type: AID\nframes: {frames}\n", encoding="utf-8")
    with pytest.raises(LexiconError):
        load_lexicon(tmp_path)
