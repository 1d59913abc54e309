"""Surety: what is seen of a deed, how it is weighed, and that explanations tell it."""

import pytest

from comity.model import Document, Modality
from comity.reading import Reader
from comity.reading.choosing import surety as sureness
from comity.reading.events import event_of, fired_events
from comity.reading.explaining import explain_text
from comity.reading.fired import Fired
from comity.reading.lexicon import load
from comity.reading.page import Page
from comity.settings import Settings

TEXT = (
    "Peru expelled the Chilean ambassador on Monday. It accused him of spying. "
    "Chile and Bolivia held talks in Sucre. Students protested in Lima."
)

Told = dict[str, tuple[Fired, Modality]]


@pytest.fixture(scope="module")
def page() -> Page:
    reader = Reader(Settings(learnt=False))
    return reader.resolve(reader.parser.parse(Document(TEXT, published="2021-03-04")))


@pytest.fixture(scope="module")
def told(page: Page) -> Told:
    return {fired.trigger.lemma_: (fired, modality) for fired, modality in fired_events(page, learnt=False)}


@pytest.mark.parametrize(
    ("word", "seen", "unseen"),
    [
        ("expel", {"doer:name", "type:SANCTION", "chance of the recipients"}, {"together", "doer:pronoun"}),
        ("accuse", {"doer:pronoun", "modality:actual"}, {"together"}),
        ("hold", {"together", "all named together", "type:CONSULT"}, {"chance of the recipients"}),
        ("protest", {"type:PROTEST"}, {"to:state"}),
    ],
)
def test_what_is_seen_of_a_deed(page: Page, told: Told, word: str, seen: set[str], unseen: set[str]) -> None:
    measures = sureness.sure_measures(page, *told[word])
    assert seen <= set(measures)
    assert not unseen & set(measures)
    assert all(measures.values())


def test_weights_for_and_against_move_it_and_are_told(page: Page, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {"always": 0.5, "doer:pronoun": -2.0, "doer:name": 1.0, "never seen": 9.0}
    monkeypatch.setattr(sureness, "load", lambda _: {"weights": weights})
    assert sureness.surety(page, *told["expel"]) == pytest.approx(0.818, abs=0.001)
    assert sureness.surety(page, *told["accuse"]) == pytest.approx(0.182, abs=0.001)
    assert sureness.sure_reasons(page, *told["accuse"]) == (("doer:pronoun", -2.0),)


def test_nothing_is_certain_or_hopeless(page: Page, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    for weight, bound in ((50.0, 0.98), (-50.0, 0.02)):
        model = {"weights": {"always": weight}}
        monkeypatch.setattr(sureness, "load", lambda _, model=model: model)
        assert sureness.surety(page, *told["expel"]) == bound


def test_an_event_starts_from_its_surety(page: Page, told: Told) -> None:
    [event] = event_of(page, *told["expel"])
    assert event.confidence == sureness.surety(page, *told["expel"])


def test_no_word_and_no_frame_has_a_weight() -> None:
    lemmas = {"expel", "accuse", "talk", "protest"}
    assert not [name for name in load("surety")["weights"] if "/" in name or lemmas & set(name.split(":"))]


def test_explanations_tell_how_sure_a_deed_is() -> None:
    reader = Reader(Settings(learnt=False))
    tried = {t.word: t for t in explain_text(reader, TEXT, "2021-03-04").tried if t.why_not is None}
    assert " sure: " in (tried["expelled"].sure or "")
    assert all(t.sure is None for t in explain_text(reader, TEXT).tried if t.why_not)
