"""How sure a statement is, from what it was read from."""

from dataclasses import replace

import pytest

from comity.model import Document
from comity.reading import Reader
from comity.reading.confidence import LEAST, MOST, Evident, calibrate, family
from comity.reading.lexicon import load
from comity.settings import Settings

TEXT = (
    "Portugal expelled two Syrian diplomats on Tuesday. The Portuguese foreign minister, Paulo Rangel, said that "
    "the embassy would stay open. Angola joined the Commonwealth in 2001. It borders Namibia."
)


@pytest.fixture(scope="module")
def reader():
    return Reader(Settings(learnt=False))


@pytest.fixture(scope="module")
def page(reader):
    return reader.resolve(next(iter(reader.parser.parse_many([Document(TEXT, published="2024-05-08")]))))


@pytest.fixture(scope="module")
def statements(reader, page):
    return reader.state(page)


def test_every_statement_gets_a_share_between_the_bounds(page, statements):
    assert statements
    assert all(LEAST <= s.confidence <= MOST for s in calibrate(page, statements))


def test_only_the_confidence_changes(page, statements):
    assert [replace(s, confidence=0.5) for s in calibrate(page, statements)] == [
        replace(s, confidence=0.5) for s in statements
    ]


@pytest.mark.parametrize("prior", [0.0, 1.0])
def test_a_frame_that_is_sure_does_not_break_the_model(page, statements, prior):
    assert all(LEAST <= s.confidence <= MOST for s in calibrate(page, [replace(statements[0], confidence=prior)]))


def test_a_party_that_is_only_meant_is_seen(page, statements):
    evident = Evident(page)
    seen = {s.evidence[0].exact: evident.features(s).measures["implied_party"] for s in statements}
    assert seen["Portugal expelled two Syrian diplomats"] == 0.0
    assert any(exact.startswith("It borders") and implied for exact, implied in seen.items())


def test_the_file_knows_every_measure_and_kind(page, statements):
    features = [Evident(page).features(s) for s in statements]
    assert {name for f in features for name in f.measures} == set(load("confidence")["measures"])
    assert {f.kind for f in features} <= set(load("confidence")["kinds"])


def test_families_are_those_of_the_contract(statements):
    assert {(s.kind, family(s)) for s in statements} >= {("event", "SANCTION"), ("relation", "borders")}
