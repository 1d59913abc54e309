"""What is learnt beside the frames: more is told, the unlikely is not, and the words shown are true."""

from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc

from comity.model import Document, Event
from comity.reading import Reader
from comity.reading.events import explain, fired_events
from comity.reading.learnt import deeds
from comity.reading.learnt.tokens import TYPES, Words, is_known_model
from comity.settings import Settings
from comity.sources.files import read_file

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
TEXT = """Kenya and Ethiopia put their names to a water compact in Nairobi on Tuesday, eight years after talks began.
Sudan had stayed away from the last round, and its foreign minister, Ali Karti, scolded both neighbours for haste.
Ethiopian lorries have been let through at Moyale again since Friday. The Kenyan president flew on to Juba, where he
pleaded with Salva Kiir to spare the oil town of Malakal. Rebels under Riek Machar overran it a week ago and put the
hospital to the torch. Washington is cross with both and has put off a loan of 40 million dollars.
"""


@pytest.fixture(scope="module")
def both() -> tuple[list[Event], list[Event]]:
    document = Document(TEXT, published="2014-03-05")
    frames, learnt = (Reader(Settings(learnt=which)).read(document).statements for which in (False, True))
    return [s for s in frames if s.kind == "event"], [s for s in learnt if s.kind == "event"]


def test_what_no_frame_tells_is_told_too(both: tuple[list[Event], list[Event]]) -> None:
    assert [event for event in both[1] if event.frame.endswith("/learnt")]


def test_what_frames_tell_stays_or_is_too_unlikely(both: tuple[list[Event], list[Event]]) -> None:
    frames, learnt = both
    told = {(e.event_type, e.evidence, e.actors, e.recipients) for e in frames}
    kept = {(e.event_type, e.evidence, e.actors, e.recipients) for e in learnt if not e.frame.endswith("/learnt")}
    assert kept <= told
    assert 2 * len(kept) > len(told)


class Doubting:
    """A network that finds no word likely to tell anything."""

    def chances(self, words: Words) -> np.ndarray:
        found = np.zeros((len(words.rows), 1 + len(TYPES)), dtype=np.float32)
        found[:, 0] = 1.0
        return found


def test_what_is_too_unlikely_is_not_told_and_the_reason_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "network", Doubting)
    reader = Reader()
    page = reader.resolve(reader.parser.parse(Document(TEXT, published="2014-03-05")))
    assert not list(fired_events(page))
    assert list(fired_events(page, doubtful=True))
    assert any("too unlikely" in attempt.why for attempt in explain(page) if attempt.why)


class Contradicting:
    """A network that finds every word of a frame as likely to tell a deed of its type, and likelier one of another."""

    def chances(self, words: Words) -> np.ndarray:
        found = np.full((len(words.rows), 1 + len(TYPES)), 0.3, dtype=np.float32)
        found[:, 1 + TYPES.index("MOBILIZE")] = 0.7
        return found


def test_a_word_by_which_a_likely_frame_tells_a_deed_tells_no_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "network", Contradicting)
    reader = Reader()
    page = reader.resolve(reader.parser.parse(Document(TEXT, published="2014-03-05")))
    told = [one for one, _ in fired_events(page)]
    framed = {at for one in told if one.frame.name != "learnt" for at in (one.trigger.i, one.host.i)}
    learnt = {one.trigger.i for one in told if one.frame.name == "learnt"}
    assert framed
    assert learnt
    assert not framed & learnt


def test_a_sentence_alone_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "network", Doubting)
    reader = Reader()
    page = reader.resolve(reader.parser.parse(Document(TEXT.split(".\n")[1] + ".", published="2014-03-05")))
    assert list(fired_events(page))


def test_every_event_has_somebody_and_true_words(both: tuple[list[Event], list[Event]]) -> None:
    for event in both[1]:
        assert event.actors
        assert not {r.id for r in event.actors} & {r.id for r in event.recipients}
        assert all(TEXT[e.start : e.end] == e.exact for e in event.evidence)


def test_learnt_events_are_the_less_sure_on_the_whole() -> None:
    documents = [read_file(path) for path in sorted(EXAMPLES.glob("a*.md"))]
    events = [s for reading in Reader().read_many(documents) for s in reading.statements if isinstance(s, Event)]
    learnt = [e.confidence for e in events if e.frame.endswith("/learnt")]
    frames = [e.confidence for e in events if not e.frame.endswith("/learnt")]
    assert np.mean(learnt) < np.mean(frames)


def test_another_language_model_is_read_with_frames_alone() -> None:
    reader = Reader()
    page = reader.resolve(reader.parser.parse(Document(TEXT, published="2014-03-05")))
    assert is_known_model(page.doc)
    assert not is_known_model(Doc(page.doc.vocab, words=["Kenya", "met", "Chad"]))


def test_the_same_text_is_read_the_same_twice() -> None:
    reader, document = Reader(), Document(TEXT, published="2014-03-05")
    assert reader.read(document).statements == reader.read(document).statements


def test_readings_without_what_is_learnt_say_so() -> None:
    assert Reader(Settings(learnt=False)).version.endswith("+frames only")


def test_sentences_alone_are_read_with_frames_alone() -> None:
    alone = TEXT.split(".\n")[0] + "."
    events = [s for s in Reader().read(Document(alone, published="2014-03-05")).statements if s.kind == "event"]
    assert not [event for event in events if event.frame.endswith("/learnt")]


def test_long_pages_go_through_the_network_in_parts_and_are_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document(TEXT, published="2014-03-05")
    at_once = Reader().read(document).statements
    monkeypatch.setattr(deeds, "_AT_ONCE", 30)
    assert Reader().read(document).statements == at_once
