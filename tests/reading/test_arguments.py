"""Arguments: who stands in which slot, over control, voice, coordination and relative clauses."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from comity.reading.arguments import noun_slots, verb_slots
from comity.reading.complements import complements
from comity.reading.phrases import coordinated, inner_noun
from comity.reading.subjects import surface_subjects

Parse = Callable[[str], Doc]


def word(doc: Doc, text: str) -> Token:
    return next(t for t in doc if t.text == text)


def texts(tokens: list[Token]) -> str:
    return " ".join(t.text for t in tokens)


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Chad urged Mali to withdraw its troops.", "withdraw", "Mali"),
        ("Chad promised Mali to withdraw its troops.", "withdraw", "Chad"),
        ("Chad, which attacked Mali, apologised.", "attacked", "Chad"),
        ("Chad and Niger met and signed a treaty.", "signed", "Chad Niger"),
        ("Chad accused Mali of shelling a village.", "shelling", "Mali"),
        ("Chad responded by recalling its envoy.", "recalling", "Chad"),
        ("Chad is ready to work with Mali.", "work", "Chad"),
        ("Mali rejected Chad's decision to leave.", "leave", "Chad"),
    ],
)
def test_finds_the_subject(parse: Parse, text: str, verb: str, subject: str) -> None:
    assert texts(surface_subjects(word(parse(text), verb))) == subject


@pytest.mark.parametrize(
    ("text", "verb", "slot", "expected"),
    [
        ("Mali was condemned by Chad and Niger.", "condemned", "subj", "Chad Niger"),
        ("Mali was condemned by Chad and Niger.", "condemned", "obj", "Mali"),
        ("Mali was granted a loan.", "granted", "iobj", "Mali"),
        ("The offer that Chad rejected was fair.", "rejected", "obj", "offer"),
        ("Chad pulled out of the pact.", "pulled", "of", "pact"),
        ("Forces backed by Chad fled.", "backed", "subj", "Chad"),
    ],
)
def test_fills_slots_as_in_an_active_clause(parse: Parse, text: str, verb: str, slot: str, expected: str) -> None:
    assert texts(verb_slots(word(parse(text), verb))[slot]) == expected


def test_reads_the_slots_of_a_noun(parse: Parse) -> None:
    slots = noun_slots(word(parse("Chad condemned Mali's attack on Niger and Togo."), "attack"))
    assert texts(slots["poss"]) == "Mali"
    assert texts(slots["on"]) == "Niger Togo"


def test_looks_behind_nouns_that_only_measure(parse: Parse) -> None:
    assert inner_noun(word(parse("Chad held a series of talks."), "series")).text == "talks"


def test_finds_the_clause_that_completes_a_verb(parse: Parse) -> None:
    assert texts(complements(word(parse("Chad agreed to stop and to apologise."), "agreed")))[:4] == "stop"


def test_takes_every_name_of_a_coordination(parse: Parse) -> None:
    assert texts(coordinated(word(parse("Chad, Mali and Niger agreed."), "Chad"))) == "Chad Mali Niger"
