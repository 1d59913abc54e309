"""Scoring read statements against gold."""

from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def scoring(script):
    return script("scoring")


def event(actors, recipients=(), start=0, **other):
    named = [[{"id": f"state:{name}", "name": name, "for": None} for name in side] for side in (actors, recipients)]
    return {
        "kind": "event", "event_type": "CONSULT", "actors": named[0], "recipients": named[1], "modality": "actual",
        "when": None, "evidence": [{"start": start, "end": start + 4, "exact": "text"}], "said_by": None,
    } | other  # fmt: skip


def test_gold_scores_full_marks_against_itself(scoring):
    gold = scoring.load_gold(HOUSE / "examples")
    assert len(gold) >= 3
    scores = scoring.score(gold, {document.name: document.statements for document in gold})
    assert {figure: result.f1 for figure, result in scores.items()} == dict.fromkeys(scores, 1.0)


def test_nothing_read_scores_nothing(scoring):
    gold = scoring.load_gold(HOUSE / "examples")
    assert scoring.score(gold, {})["membership"].f1 == 0.0


def test_pairing_is_one_to_one_and_largest(scoring):
    left, right = [{"n": 1}, {"n": 2}], [{"n": 2}, {"n": 3}]
    close = lambda one, other: abs(one["n"] - other["n"]) <= 1  # noqa: E731
    assert len(scoring.pair(left, right, close)) == 2


@pytest.mark.parametrize(
    ("gold", "system", "figures"),
    [
        (event("A", "B"), event("A", "B"), "type who full dyad"),
        (event("AB"), event("A", "B"), "type who full dyad"),
        (event("A", "B"), event("B", "A"), "type"),
        (event("A", "B"), event("A", "B", modality="planned"), "type who dyad"),
        (event("A", "B", when="2001~"), event("A", "B", when="2001"), "type who full dyad"),
        (event("A", "B"), event("A", "B", start=9), "dyad"),
    ],
)
def test_events_are_right_in_steps(scoring, gold, system, figures):
    scores = scoring.score([scoring.Gold("a", "text", (gold,))], {"a": [system]})
    right = {figure for figure, result in scores.items() if result.right and figure.startswith("event")}
    assert right == {f"event.{figure}" for figure in figures.split()}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("twenty-two", "22", True),
        ("14 September 2022", "2022-09-14", True),
        ("1,200 members", "1200 members", True),
        ("2001", "2002", False),
        ({"id": "place:x", "name": "X"}, {"id": "place:y", "name": "the X"}, True),
    ],
)
def test_values_are_compared_as_what_they_mean(scoring, one, other, same):
    assert scoring.same_value(one, other) is same


def test_whom_somebody_acts_for_counts(scoring):
    president = {"id": "person:p", "name": "P", "for": "state:A"}
    assert scoring.same_reference(president, {"id": "state:A", "name": "A", "for": None})


def test_a_span_that_does_not_stand_there_is_counted(scoring):
    scores = scoring.score([scoring.Gold("a", "other", ())], {"a": [event("A")]})
    assert (scores["evidence"].right, scores["evidence"].system) == (0, 1)
