"""The reader's words as they are loaded."""

import pytest

from comity.model import EVENT_TYPES
from comity.reading import Reader
from comity.reading.explaining import explain_text
from comity.reading.lexicon import words
from comity.reading.lexicon_check import MODES, check_lexicon
from comity.settings import Settings


def test_the_shipped_lexicon_is_sound():
    assert [str(problem) for problem in check_lexicon()] == []


def test_words_that_yaml_takes_for_truth_values_are_words():
    assert {"on", "in"} <= words("memberships", "date_prepositions")
    assert "off" in words("actors", "place_prepositions")


def test_modes_belong_to_types_of_plover():
    assert set(MODES) <= set(EVENT_TYPES)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("cues: [say, tell, say]", "“say” stands twice in cues."),
        ("cues: [say]\ncues: [tell]", "The key “cues” stands twice."),
        ("a: {b: [x, '']}", "There is an empty word in a b."),
        ("- say", "It must be a mapping at its top."),
        ("cues: [say", "It is no YAML"),
    ],
)
def test_faults_are_named_with_their_place(tmp_path, written, said):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "cues.yaml").write_text(written, encoding="utf-8")
    problems = check_lexicon(tmp_path)
    assert [problem.file for problem in problems] == ["cues.yaml"]
    assert problems[0].what.startswith(said)


@pytest.fixture(scope="module")
def reader():
    return Reader(Settings(learnt=False))


def test_explaining_tells_what_fired_and_what_did_not(reader):
    explanation = explain_text(reader, "Peru expelled two Bolivian diplomats.", "2023-05-05")
    assert [s.frame for s in explanation.statements if s.kind == "event"] == ["SANCTION/expel-diplomat"]
    fired = {t.frame for t in explanation.tried if t.why_not is None}
    assert fired == {"SANCTION/expel-diplomat"}
    assert any(t.frame == "COERCE/deport-people" and "object" in t.why_not for t in explanation.tried if t.why_not)


def test_what_is_no_text_has_no_explanation(reader):
    explanation = explain_text(reader, "Read more\n")
    assert (explanation.statements, explanation.tried, explanation.sentences) == ((), (), 0)
