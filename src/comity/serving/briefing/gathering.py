"""Gathers a brief: asks the desk each question once and has the sections told."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from comity.asking import Desk
from comity.asking.answer import Answer
from comity.asking.desks.place import LATEST
from comity.asking.rows import ActorRow, TimelineRow
from comity.edtf import bounds
from comity.errors import DateError, UserError
from comity.serving.briefing import sections as tell
from comity.serving.briefing.brief import Brief, Section
from comity.serving.briefing.drawing import draw_happenings, draw_members
from comity.serving.briefing.notes import Notes
from comity.serving.briefing.pairs import ask_pair, sum_up, tell_pair
from comity.serving.briefing.saying import tell_facts, tell_ties
from comity.serving.briefing.shapes import Drawing
from comity.serving.web import words

YEAR = 365


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a brief is to be about; dates are EDTF. Without `since` it is about the year before `until`."""

    actor: str
    since: str | None = None
    until: str | None = None
    asof: str | None = None
    reports_only: bool = False
    facts: int | None = None
    """Of each property only so many statements, those reported last, are counted where given, and only the last
    happenings and quotations are told; a remark says so."""
    other: str | None = None
    """With whom, for a brief of two."""


def gather(desk: Desk, wanted: Wanted) -> tuple[Brief, dict[str, Answer[Any]]]:
    """The brief, and the answers that it is made of. Raises `UserError` for whom nobody knows or two that are one."""
    who, beside = desk.find(wanted.actor), desk.find(wanted.other) if wanted.other else None
    if beside is not None and beside.actor == who.actor:
        raise UserError(f"“{wanted.actor}” and “{wanted.other}” are one; name two, or one alone.")
    since, until = _stretch(wanted)
    answers = _ask(desk, who, beside, wanted, since, until)
    notes, names = Notes(), _names(desk, answers["happenings"].rows)
    last = bounds(until).latest or dt.date.today()
    sections = (
        tell_pair(who, beside, answers, notes, names)
        if beside is not None
        else _sections(who, answers, notes, names, _draw(answers, last))
    )
    told, made = notes.number(desk, sections)
    first = next(iter(answers.values()))
    name = who.name if beside is None else f"{who.name} and {beside.name}"
    brief = Brief(
        who.actor if beside is None else f"{who.actor} {beside.actor}", name, since, until, wanted.asof,
        _summary(answers, until) if beside is None else sum_up(answers), told, made,
        str(first.coverage), first.data_version, _remarks(answers),
        tuple(dict.fromkeys(chain.from_iterable(answer.statements for answer in answers.values()))),
    )  # fmt: skip
    return brief, answers


def _stretch(wanted: Wanted) -> tuple[str, str]:
    """From when to when; raises `DateError` when it ends before it begins."""
    until = wanted.until or wanted.asof or dt.date.today().isoformat()
    last = bounds(until).latest or dt.date.today()
    since = wanted.since or (last - dt.timedelta(YEAR)).isoformat()
    if (bounds(since).earliest or last) > last:
        raise DateError(f"The brief would end ({until}) before it begins ({since}); give an earlier --since.")
    return since, until


def _ask(
    desk: Desk, who: ActorRow, beside: ActorRow | None, wanted: Wanted, since: str, until: str
) -> dict[str, Answer[Any]]:
    clocks: dict[str, Any] = {"asof": wanted.asof, "reports_only": wanted.reports_only}
    last = None if wanted.facts is None else LATEST
    span: dict[str, Any] = {"since": since, "until": until, "asof": wanted.asof, "limit": last}
    if beside is not None:
        return ask_pair(desk, who, beside, clocks, span)
    answers: dict[str, Answer[Any]] = {}
    if who.kind == "organisation":
        answers["members"] = desk.members(who.actor, at=until, **clocks)
        answers["standings"] = desk.standings(who.actor, **clocks)
    else:
        answers["memberships"] = desk.memberships(who.actor, at=until, **clocks)
    answers["facts"] = desk.facts(who.actor, at=until, **clocks, limit=wanted.facts)
    answers["ties"] = desk.relations(who.actor, at=until, **clocks, limit=LATEST)
    answers["changes"] = desk.changes(who.actor, since=since, until=until, **clocks)
    answers["offices"] = desk.offices(who.actor, at=until, **clocks)
    answers["happenings"] = desk.timeline(who.actor, **span)
    answers["disputes"] = desk.disputes(who.actor, asof=wanted.asof)
    answers["quotes"] = desk.quotes(who.actor, **span)
    if who.kind == "organisation":
        answers["about"] = desk.quotes(about=who.actor, **span)
    return answers


def _names(desk: Desk, happenings: Iterable[TimelineRow]) -> dict[str, str]:
    return desk.names({id for row in happenings for id in (*row.actors, *row.recipients, row.where) if id})


def _draw(answers: dict[str, Answer[Any]], until: dt.date) -> tuple[Drawing | None, Drawing | None]:
    """Members over time, of an organisation, and happenings."""
    members = draw_members(answers["standings"].rows, until) if "standings" in answers else None
    return members, draw_happenings(answers["happenings"].rows)


def _sections(
    who: ActorRow, answers: dict[str, Answer[Any]], notes: Notes, names: dict[str, str],
    drawings: tuple[Drawing | None, Drawing | None],
) -> tuple[Section, ...]:  # fmt: skip
    happenings = answers["happenings"].rows
    of_organisation = "members" in answers
    standings = answers["members" if of_organisation else "memberships"].rows
    said = sorted(
        {row.statements: row for key in ("quotes", "about") if key in answers for row in answers[key].rows}.values(),
        key=lambda row: (row.said or row.published or "", row.statements),
    )
    first = (
        tell.tell_members(standings, notes, drawings[0]) if of_organisation else tell.tell_memberships(standings, notes)
    )
    return (
        first,
        tell_facts(answers["facts"].rows, notes),
        tell_ties(answers["ties"].rows, notes),
        tell.tell_changes(answers["changes"].rows, notes),
        tell.tell_offices(answers["offices"].rows, notes, who.kind == "person"),
        tell.tell_happenings(happenings, notes, names, drawings[1]),
        tell.tell_plans(standings, happenings, notes, names),
        tell.tell_disputes(answers["disputes"].rows, notes),
        tell.tell_quotes(said, notes),
    )


def _summary(answers: dict[str, Answer[Any]], until: str) -> str:
    """How many of what, in a sentence."""
    key = "members" if "members" in answers else "memberships"
    counts: dict[str, int] = {}
    for row in answers[key].rows:
        status = row.status if row.modality == "actual" else f"{row.status}, {row.modality}"
        counts[status] = counts.get(status, 0) + 1
    stands = "; ".join(words.standings(status, number) for status, number in counts.items()) or "none known"
    happened = words.count(len(answers["happenings"]), "happening")
    changed = words.count(len(answers["changes"]), "change")
    disputed = words.count(len(answers["disputes"]), "dispute")
    what = "Standings in it" if key == "members" else "Memberships"
    return f"{what} on {words.date(until)}: {stands}. In this time: {changed}, {happened}; {disputed} between sources."


def _remarks(answers: dict[str, Answer[Any]]) -> tuple[str, ...]:
    told = {key: answer for key, answer in answers.items() if key != "standings"}
    doubted = any(words.unsure(getattr(row, "confidence", None)) for answer in told.values() for row in answer.rows)
    legend = [f"Unsure: {words.DOUBT[0].lower()}{words.DOUBT[1:]}"] if doubted else []
    return tuple(dict.fromkeys([*legend, *(note for answer in told.values() for note in answer.notes)]))
