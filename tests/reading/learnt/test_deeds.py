"""What is learnt beside the frames: more is told, what frames tell is not lost, and the words shown are true."""

import numpy as np
import pytest
from spacy.tokens import Doc

from comity.model import Document, Event
from comity.reading import Reader
from comity.reading.learnt.tokens import is_known_model
from comity.settings import Settings

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
    frames, learnt = both
    more = [event for event in learnt if event.frame.endswith("/learnt")]
    assert more
    assert len(learnt) == len(frames) + len(more)


def test_what_frames_tell_stays(both: tuple[list[Event], list[Event]]) -> None:
    frames, learnt = both
    told = {(e.event_type, e.evidence, e.actors, e.recipients) for e in learnt}
    assert {(e.event_type, e.evidence, e.actors, e.recipients) for e in frames} <= told


def test_every_event_has_somebody_and_true_words(both: tuple[list[Event], list[Event]]) -> None:
    for event in both[1]:
        assert event.actors
        assert not {r.id for r in event.actors} & {r.id for r in event.recipients}
        assert all(TEXT[e.start : e.end] == e.exact for e in event.evidence)


def test_learnt_events_are_the_less_sure(both: tuple[list[Event], list[Event]]) -> None:
    learnt = [e.confidence for e in both[1] if e.frame.endswith("/learnt")]
    frames = [e.confidence for e in both[1] if not e.frame.endswith("/learnt")]
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
