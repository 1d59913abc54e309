"""What is shown of much is chosen first and loaded then: it is what comes first, or last, of all of it."""

import random
from collections import Counter
from collections.abc import Sequence

import pytest
from tests.conftest import Story

from comity.asking.actors import Actors
from comity.asking.asked import Asked
from comity.asking.desk import Desk
from comity.asking.quotes import _names
from comity.model import MODALITIES, RELATIONS
from comity.recording import Record, Run
from comity.recording.summaries import SpellOutline

STATES = ("CHN", "RUS", "KAZ", "IND", "UZB", "MNG", "BLR", "IRN")
ROLES = ("president", "king", "envoy", "judge")
NAMES = ("Kasachstan", "Kazakhstan’s", "Казахстан", "қазақстан", "the kazakh capital", "Côte d’Ivoire", "nobody")
"""Words of which some name Kazakhstan, in letters of which a database folds the case and of which it does not."""


@pytest.fixture
def much(record: Record, desk: Desk, run: Run) -> Desk:
    """A desk over twelve texts with some hundred statements on China, out of the order of their days."""
    rng = random.Random(5)
    with record.writer() as writer:
        for place in range(12):
            day = f"20{rng.randint(10, 23)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}"
            words = f"It is said that {rng.choice(NAMES)} agrees, {place % 7}."
            story = Story(f"What was told, part {place}. {words}", day, f"Paper {place % 3}")
            for _ in range(6):
                other, modality = f"state:{rng.choice(STATES[1:])}", rng.choice(MODALITIES)
                who = f"person:p-{rng.randint(1, 30)}"
                when = rng.choice([None, f"20{rng.randint(10, 20)}/..", "2005/2012", "../2014"])
                story.office("What was told", who, rng.choice(ROLES), "state:CHN", modality=modality, when=when)
                story.relation("was told", "state:CHN", rng.choice(RELATIONS), other, modality=modality)
                story.event("What was", "CONSULT", rng.choice(["state:CHN", f"{who} for state:CHN"]), other, when=day)
            story.quotation(words, f"person:p-{place % 3} for state:CHN")
            writer.add(story.document, story.statements, run=run)
    return desk


@pytest.mark.parametrize("first", [1, 4, 1000])
@pytest.mark.parametrize("clocks", [{"at": "2013"}, {"at": "2019-05-05"}, {"at": "2019", "asof": "2018"}])
def test_the_first_posts_are_those_that_come_first(much: Desk, first: int, clocks: dict[str, str]) -> None:
    every, some = much.offices("China", **clocks), much.offices("China", **clocks, first=first)
    assert [_key(row) for row in some.rows] == [_key(row) for row in every.rows[:first]]
    assert len(some) + some.left_out == len(every) > 4
    assert every.left_out == 0


def _key(row: object) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in ("modality", "role", "since", "name", "certain"))


@pytest.mark.parametrize("first", [1, 4, 1000])
def test_the_first_ties_are_those_that_come_first(much: Desk, first: int) -> None:
    every, some = much.relations("China"), much.relations("China", first=first)
    assert some.rows == every.rows[:first]
    assert len(some) + some.left_out == len(every) > 4


@pytest.mark.parametrize("last", [1, 7, 200])
@pytest.mark.parametrize("asof", [None, "2017"])
def test_partners_are_counted_among_the_last_happenings(much: Desk, last: int, asof: str | None) -> None:
    found = much.partners("China", last=last, asof=asof)
    told = much.timeline("China", limit=last, asof=asof).rows
    with much.view(asof=asof) as view:
        sides = view.sides(id for row in told for id in row.statements)
    present = [{who for id in row.statements for side in sides[id] for who in side} for row in told]
    beside = Counter(who for those in present for who in those - {"state:CHN"} if not who.startswith("person:"))
    assert found.number == len(told)
    assert found.often == beside


@pytest.mark.parametrize("about", ["Kazakhstan", "Ivory Coast", "agrees, 3", "қАЗАҚСТАН", "nobody", "nothing at all"])
@pytest.mark.parametrize("span", [{}, {"since": "2015"}, {"until": "2016"}])
def test_a_name_is_found_in_whatever_letters_it_stands(much: Desk, about: str, span: dict[str, str]) -> None:
    everything = much.quotes("China", **span, limit=None).rows
    with much.view() as view:
        wanted = _names(Asked(view, Actors(view, much.register), "names"), about)
    naming = [row for row in everything if any(name in f" {row.text} ".casefold() for name in wanted)]
    assert list(much.quotes("China", about=about, **span).rows) == naming
    some = much.quotes("China", about=about, **span, last=2)
    assert list(some.rows) == naming[len(naming) - len(some.rows) :]
    assert len(some.rows) >= min(2, len(naming))
    assert naming or about in ("nothing at all", "nobody", "agrees, 3", "Ivory Coast")


@pytest.mark.parametrize("clocks", [{"at": "2012"}, {"at": "2015-03-04"}, {"at": "2012", "asof": "2014"}, {}])
def test_spells_are_chosen_among_those_that_can_hold_by_what_the_spell_says(much: Desk, clocks: dict[str, str]) -> None:
    with much.view(**clocks) as view:
        held = [spell for spell in view.spells("office", body="state:CHN") if spell.holds(view.moment) != "no"]
        seen: list[SpellOutline] = []

        def choose(outlines: Sequence[SpellOutline]) -> list[SpellOutline]:
            seen.extend(outlines)
            return sorted(outlines, reverse=True)[:3]

        chosen, number = view.choose_spells("office", "state:CHN", view.moment, choose)
    told = [SpellOutline(spell.id, spell.holder, spell.label, spell.modality, spell.since) for spell in held]
    assert sorted(seen) == sorted(told)
    assert number == len(held) > 3
    assert [spell.id for spell in chosen] == sorted((spell.id for spell in held), reverse=True)[:3]
    assert all(spell in held for spell in chosen)
