"""A brief of two actors: what they both belong to, how they stand to each other, what passed between them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from comity.asking import Desk
from comity.asking.answer import Answer
from comity.asking.desks.place import LATEST
from comity.asking.rows import ActorRow, MembershipRow
from comity.serving.briefing import sections as tell
from comity.serving.briefing.brief import Line, Section
from comity.serving.briefing.drawing import draw_happenings
from comity.serving.briefing.notes import Notes
from comity.serving.briefing.saying import tell_ties
from comity.serving.web import words

NO_TIE = "No tie between them is known for this day."


def ask_pair(
    desk: Desk, one: ActorRow, two: ActorRow, clocks: dict[str, Any], span: dict[str, Any]
) -> dict[str, Answer[Any]]:
    """What a brief of two is made of; `clocks` and `span` are those of the questions."""
    until = span["until"]
    return {
        "ties": desk.relations(one.actor, two.actor, at=until, **clocks, limit=LATEST),
        "memberships": desk.memberships(one.actor, at=until, **clocks),
        "others": desk.memberships(two.actor, at=until, **clocks),
        "happenings": desk.timeline(one.actor, two.actor, **span),
        "quotes": desk.quotes(one.actor, about=two.actor, **span),
        "about": desk.quotes(two.actor, about=one.actor, **span),
    }


def tell_pair(
    one: ActorRow, two: ActorRow, answers: dict[str, Answer[Any]], notes: Notes, names: dict[str, str]
) -> tuple[Section, ...]:
    """The sections of a brief of two."""
    happenings = answers["happenings"].rows
    said = sorted(
        {row.statements: row for key in ("quotes", "about") for row in answers[key].rows}.values(),
        key=lambda row: (row.said or row.published or "", row.statements),
    )
    return (
        replace(tell_ties(answers["ties"].rows, notes), title="How they stand to each other", silent=NO_TIE),
        tell.tell_happenings(happenings, notes, names, draw_happenings(happenings)),
        tell.tell_plans((), happenings, notes, names),
        tell.tell_quotes(said, notes),
        _tell_common(one, two, answers["memberships"].rows, answers["others"].rows, notes),
    )


def _tell_common(
    one: ActorRow, two: ActorRow, ones: Sequence[MembershipRow], others: Sequence[MembershipRow], notes: Notes
) -> Section:
    """Where both stand in some way, side by side."""
    there = {row.organisation: row for row in others if row.modality == "actual"}
    both = [(row, there[row.organisation]) for row in ones if row.modality == "actual" and row.organisation in there]
    lines = tuple(
        Line(row.name, f"{one.name}: {tell.standing_in_words(row)}; {two.name}: {tell.standing_in_words(other)}", "",
             tuple(dict.fromkeys((*notes.ask(row.statements, 1), *notes.ask(other.statements, 1)))),
             min(row.sources, other.sources))
        for row, other in both
    )  # fmt: skip
    return Section("Both belong to", lines, "Nothing that both belong to is known for this day.")


def sum_up(answers: dict[str, Answer[Any]]) -> str:
    """How much passed between them, in a sentence."""
    rows = answers["happenings"].rows
    good = sum(row.type in words.COOPERATIVE and row.modality == "actual" for row in rows)
    ill = sum(row.type not in words.COOPERATIVE and row.modality == "actual" for row in rows)
    open_ones = len(rows) - good - ill
    said = words.count(len(answers["quotes"]) + len(answers["about"]), "quotation")
    plans = f", {open_ones} planned, possible or denied" if open_ones else ""
    happened = words.count(len(rows), "happening")
    kinds = f"{good} of cooperation, {ill} of conflict{plans}"
    return f"In this time: {happened} between them ({kinds}); {said} about each other."
