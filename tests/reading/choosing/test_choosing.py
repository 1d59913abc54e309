"""Choosing recipients: who may be meant, what is seen of them, and when the rules' proposal is overruled."""

import pytest

from comity.model import Document, Reference
from comity.reading import Reader
from comity.reading.choosing import choice as choosing
from comity.reading.choosing.implied import likeliest_party
from comity.reading.choosing.options import Choice, Option, Slate
from comity.reading.events import fired_events
from comity.reading.explaining import explain_text
from comity.reading.fired import Fired
from comity.reading.lexicon import load
from comity.settings import Settings

PERU, CHILE = Reference("state:PER", "Peru"), Reference("state:CHL", "Chile")
TEXT = (
    "Chile and Peru have quarrelled over the catch for years. On Monday Peru accused Chile of taking its fish. "
    "Chile and Bolivia held talks in Sucre. Peru demanded compensation."
)


@pytest.fixture(scope="module")
def fired() -> list[Fired]:
    reader = Reader(Settings(learnt=False))
    page = reader.resolve(reader.parser.parse(Document(TEXT, published="2021-03-04")))
    return [one for one, _ in fired_events(page, learnt=False)]


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch) -> None:
    model = {
        "gates": {"clause": 3.0, "scene": 2.0, "none": 1.0},
        "nobody": {"always": 1.0},
        "parties": {"near": 2.0, "title": 0.5},
    }
    monkeypatch.setattr(choosing, "load", lambda _: model)


def slate(proposal: str, *options: Option) -> Slate:
    return Slate(options, {"always": 1.0, f"proposal:{proposal}": 1.0})


def test_the_likeliest_is_taken_where_rules_name_nobody(weights: None) -> None:
    chosen = choosing.weigh(slate("none", Option((), {}), Option((PERU,), {"near": 1.0}), Option((CHILE,), {})))
    assert chosen.taken == 1
    assert sum(chosen.chances) == pytest.approx(1.0)
    assert chosen.chances[1] / chosen.chances[0] == pytest.approx(2.718, abs=0.001)


def test_nobody_stays_where_nobody_is_likelier(weights: None) -> None:
    assert choosing.weigh(slate("none", Option((), {}), Option((PERU,), {"title": 1.0}))).taken == 0


@pytest.mark.parametrize(("proposal", "taken"), [("clause", 0), ("scene", 1)])
def test_what_a_clause_names_is_given_up_last(weights: None, proposal: str, taken: int) -> None:
    rivals = slate(proposal, Option((CHILE,), {"near": 0.5}), Option((PERU,), {"near": 1.0}), Option((), {}))
    assert choosing.weigh(rivals).taken == taken


@pytest.mark.parametrize(("chances", "taken"), [((0.6, 0.3, 0.1), 1), ((0.6, 0.16, 0.12, 0.12), 0)])
def test_whoever_a_deed_must_be_done_to_is_taken_if_he_stands_out(chances: tuple[float, ...], taken: int) -> None:
    parties = [Option((Reference(f"state:{n}", "x"),), {}) for n in range(len(chances) - 1)]
    assert likeliest_party(Choice(slate("none", Option((), {}), *parties), chances)).taken == taken


def test_the_state_that_the_text_is_about_need_stand_out_less() -> None:
    about = Option((PERU,), {"what the text is about": 1.0})
    options = slate("none", Option((), {}), about, Option((CHILE,), {}), Option((PERU, CHILE), {}))
    assert likeliest_party(Choice(options, (0.6, 0.16, 0.12, 0.12))).taken == 1


def test_nobody_stays_where_there_is_nobody_else() -> None:
    assert likeliest_party(Choice(slate("none", Option((), {})), (1.0,))).taken == 0


def test_reasons_are_what_parts_the_two(weights: None) -> None:
    chosen = choosing.weigh(slate("none", Option((), {}), Option((PERU,), {"near": 1.0, "title": 1.0})))
    assert choosing.reasons(chosen) == (("near", 2.0), ("always", -1.0), ("title", 0.5))


def test_the_rules_proposal_stands_first_and_nobody_is_always_there(fired: list[Fired]) -> None:
    for one in fired:
        if one.choice:
            options = one.choice.slate.options
            assert sum(not o.references for o in options) == 1
            assert ("proposed" in options[0].measures) == bool(options[0].references)
            assert not any("proposed" in o.measures for o in options[1:])


def test_nobody_does_it_to_himself(fired: list[Fired]) -> None:
    for one in fired:
        own = {r.represents for r in one.actors}
        assert not own & {
            r.represents for o in (one.choice.slate.options[1:] if one.choice else ()) for r in o.references
        }


def test_what_both_sides_do_together_is_not_weighed(fired: list[Fired]) -> None:
    talks = [one for one in fired if one.type == "CONSULT"]
    assert talks
    assert all(one.choice is None for one in talks)


def test_who_was_dealt_with_is_known_when_a_deed_names_nobody(fired: list[Fired]) -> None:
    demand = next(one for one in fired if one.type == "REQUEST")
    assert demand.choice is not None
    chile = next(o for o in demand.choice.slate.options if [r.id for r in o.references] == ["state:CHL"])
    assert chile.measures["dealt with"] > 0
    assert "in the sentence" not in chile.measures


def test_every_proposal_that_weighs_comes_from_a_rule_that_is_there() -> None:
    from comity.reading import targets

    names = {
        name.removeprefix("proposed by:") for name in load("recipients")["parties"] if name.startswith("proposed by:")
    }
    rules = {name.strip("_") for name in vars(targets)} | {"clause", "doers"}
    assert names <= rules


def test_explaining_tells_whose_rule_or_weights_named_the_recipient() -> None:
    explanation = explain_text(
        Reader(Settings(learnt=False)),
        "Greece accused Turkey of piracy. Ankara offered talks. It also threatened countermeasures.",
    )
    [threat] = [t for t in explanation.tried if t.why_not is None and t.frame.startswith("THREATEN")]
    assert threat.to is not None
    assert threat.to.startswith("to Greece (state:GRC)")
