"""What somebody did is remembered for a few sentences, by who did it and to whom."""

import pytest

from comity.model import Reference
from comity.reading.dealings import Dealings

IRAN, IRAQ, TURKEY = (Reference(f"state:{code}", name) for code, name in
                      (("IRN", "Iran"), ("IRQ", "Iraq"), ("TUR", "Turkey")))  # fmt: skip
ENVOY = Reference("person:ana-roth", "Ana Roth", acts_for="org:UN")


@pytest.fixture
def dealings() -> Dealings:
    return Dealings()


def test_who_was_asked_answers_who_asked_for_four_sentences(dealings: Dealings) -> None:
    dealings.note_deed("REQUEST", "ask", [ENVOY], [IRAN], 2)
    assert dealings.asked([IRAN], 6) == (ENVOY,)
    assert dealings.asked([IRAN], 7) == ()
    assert dealings.asked([IRAQ], 3) == ()


def test_whom_one_meets_is_company_in_that_sentence_and_within_reach(dealings: Dealings) -> None:
    dealings.note_deed("CONSULT", "visit", [TURKEY], [IRAQ], 1)
    assert dealings.company([TURKEY], 1) == (IRAQ,)
    assert dealings.company([IRAQ], 1) == (TURKEY,)
    assert dealings.company([TURKEY], 3) == ()
    assert dealings.company([TURKEY], 3, reach=4) == (IRAQ,)


def test_a_mediator_stands_against_nobody_and_is_nobodys_company(dealings: Dealings) -> None:
    dealings.note_deed("CONSULT", "mediate", [ENVOY], [IRAN, IRAQ], 1, mediating=True)
    assert dealings.company([ENVOY], 1) == ()
    assert dealings.opponents([ENVOY], 1) == ()


def test_who_struck_is_the_wrongdoer_and_the_other_the_opponent(dealings: Dealings) -> None:
    dealings.note_deed("ASSAULT", "shell", [IRAQ], [IRAN], 4)
    assert dealings.wrongdoers([IRAN], 5) == (IRAQ,)
    assert dealings.opponents([IRAN], 5) == (IRAQ,)
    assert dealings.opponents([IRAQ], 4) == (IRAN,)
    assert dealings.wrongdoers([IRAQ], 5) == ()
    assert dealings.forced() == (IRAQ,)
    assert dealings.did_harm("state:IRQ")
    assert not dealings.did_harm("state:IRN")


def test_who_used_force_last_is_forgotten_after_two_sentences(dealings: Dealings) -> None:
    dealings.note_deed("COERCE", "arrest", [TURKEY], [ENVOY], 3)
    assert dealings.enforcers(5) == (TURKEY,)
    assert dealings.enforcers(6) == ()
