"""Pages of states, organisations and persons, of two of them together, and of who belongs to an organisation."""

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException

from comity.asking.answer import Answer
from comity.asking.desks.place import LATEST as MOST
from comity.asking.rows import ActorRow
from comity.asking.wording import with_article
from comity.register import Entry, NameRow
from comity.serving.web import addresses, spans, world
from comity.serving.web.given import FACTS, FEW, Beside, Id, TheInstruments, TheMoment, TheSite, Whole
from comity.serving.web.moment import Moment
from comity.serving.web.moves import find_moves, find_plans
from comity.serving.web.page import Page
from comity.serving.web.pages.coded import part
from comity.serving.web.relations import find_closeness, find_dealings, start_closeness, start_dealings
from comity.serving.web.site import Site
from comity.serving.web.words import status_word
from comity.sureness import is_unsure

OTHER_NAMES = ("official", "abbreviation", "former", "native", "name", "variant")
NAMES = 8
CODES = {
    "ISO 3166": ("iso2", "iso3"), "COW": ("cow",), "Gleditsch–Ward": ("gw",), "UN M49": ("m49",),
    "Wikidata": ("wikidata",),
}  # fmt: skip
"""Lists of codes that others keep, and the columns of the register that hold them."""
LATEST = 15
"""Happenings and quotations shown on a page that is about more than them."""


def actor(site: TheSite, id: Id, moment: TheMoment, instruments: TheInstruments, whole: Whole) -> Page:
    """What there is about a state, organisation, person, group, region or place."""
    who = site.desk.find(id)
    day = _day_of(site.desk.register.entry(who.actor), moment)
    start_closeness(instruments, who.actor, day, moment.asof)

    def end(page: Page) -> Page:
        near = find_closeness(instruments, who.actor, day, moment.asof)
        ends = (*near.closest, *near.farthest) if near else ()
        more = {**page.more, "near": near, "near_names": site.desk.names(state.id for state in ends)}
        return replace(page, more=more, passing=near is not None and near.pending)

    key = ("actor", *_state_of(site, moment), who.actor, whole)
    return instruments.begun.finish(key, lambda: _actor(site, who, moment, whole), end)


def _actor(site: Site, who: ActorRow, moment: Moment, whole: bool) -> Page:
    """The page of an actor without who stands close to it."""
    few = None if whole else FEW
    entry = site.desk.register.entry(who.actor)
    answers: dict[str, Answer[Any]] = {
        "memberships": site.desk.memberships(who.actor, **moment.arguments),
        "offices": _offices(site, who, moment, few),
        "facts": site.desk.facts(who.actor, **moment.arguments, limit=None if whole else FACTS),
        "ties": site.desk.relations(who.actor, **moment.arguments, limit=None if whole else MOST, first=few),
        "happenings": site.desk.timeline(who.actor, **moment.known, until=moment.at, limit=MOST if whole else LATEST),
        "quotes": site.desk.quotes(who.actor, **moment.known, until=moment.at, limit=MOST if whole else LATEST),
        "disputes": site.desk.disputes(who.actor, **moment.known),
    }
    if who.kind == "organisation":
        answers["members"] = site.desk.members(who.actor, **moment.arguments)
    belong = answers["members"].rows if "members" in answers else ()
    latest = answers["happenings"].rows[::-1][:LATEST]
    partners = site.desk.partners(who.actor, **moment.known)
    own = {row.of for row in answers["offices"].rows if row.person == who.actor}
    more = {
        "who": who,
        "entry": entry,
        "called": _called(entry, site.desk.register.names(who.actor) if entry else ()),
        "codes": _codes(entry),
        "capital": _capital(site, entry),
        "counts": _counts(belong),
        "latest": latest,
        "told": partners.number,
        "often": _often(site, {id: number for id, number in partners.often.items() if id not in own}),
        "names": _names(site, latest),
        "chart": spans.draw(_bars(who.actor, answers), answers["offices"].left_out),
        "said": answers["quotes"].rows[::-1][:LATEST],
    }
    summary = f"{who.name}: properties, memberships, offices, ties, happenings and disputes, with their sentences."
    return Page("actor.html", who.name, summary, answers, more=more, partial=not whole)


def members(site: TheSite, id: Id, moment: TheMoment) -> Page:
    """Who belongs to an organisation on a day, and how."""
    answer = site.desk.members(id, **moment.arguments)
    who = site.desk.find(dict(answer.question.arguments)["organisation"])
    bars = [
        spans.Bar(_stands(row), row.status, row.since, row.until, row.modality, row.ending, standing=True)
        for row in answer.rows
    ]
    ever = site.desk.standings(id, asof=moment.asof, reports_only=moment.reports_only)
    now = dict(answer.question.arguments).get("at", "")
    more: dict[str, Any] = {
        "who": who,
        "chart": spans.draw(bars),
        "moves": find_moves(ever.rows, moment.at),
        "plans": find_plans(answer.rows, ever.rows, now),
        "standing": _by_status(answer.rows),
        "counts": _counts(answer.rows),
        "world": world.draw_members(answer.rows),
        "claimed": world.claimed(),
    }
    more["day"] = now
    name = with_article(who.actor, who.name)
    summary = f"How states stand to {name} on {now}, with the sentences that say so."
    return Page("members.html", f"Members of {name}", summary, {"members": answer}, "members", more)


def pair(
    site: TheSite, id: Id, other: Id, moment: TheMoment, beside: Beside, instruments: TheInstruments, whole: Whole
) -> Page:
    """What there is between two actors, and what others coded where that is asked for."""
    one, two = site.desk.find(id), site.desk.find(other)
    if one.actor == two.actor:
        place = addresses.ask(addresses.actor(one.actor), moment.arguments)
        raise HTTPException(303, f"{one.name} has a page of its own.", {"Location": place})
    start_dealings(instruments, one.actor, two.actor, moment.asof)

    def end(page: Page) -> Page:
        dealings = find_dealings(instruments, one.actor, two.actor, page.more["latest"][::-1], moment.asof)
        return replace(page, more={**page.more, "dealings": dealings}, passing=dealings.pending)

    key = ("pair", *_state_of(site, moment), one.actor, two.actor, beside, whole)
    return instruments.begun.finish(key, lambda: _pair(site, one, two, moment, beside, whole), end)


def _pair(site: Site, one: ActorRow, two: ActorRow, moment: Moment, beside: str | None, whole: bool) -> Page:
    """The page of a pair without what is measured of it."""
    few = None if whole else FEW
    happenings = site.desk.timeline(one.actor, two.actor, **moment.known, beside=beside)
    own, coded = part(happenings.rows)
    answers: dict[str, Answer[Any]] = {
        "happenings": happenings,
        "ties": site.desk.relations(one.actor, two.actor, **moment.arguments, first=few),
        "one_belongs": site.desk.memberships(one.actor, **moment.arguments),
        "other_belongs": site.desk.memberships(two.actor, **moment.arguments),
        "said": site.desk.quotes(one.actor, about=two.name, **moment.known, last=few),
        "answered": site.desk.quotes(two.actor, about=one.name, **moment.known, last=few),
    }
    shared = _shared(answers["one_belongs"].rows, answers["other_belongs"].rows)
    more = {
        "one": one,
        "two": two,
        "latest": own[::-1],
        "coded": coded[::-1],
        "layers": site.desk.layers(),
        "names": _names(site, happenings.rows),
        "years": spans.by_year(own),
        "shared": shared,
    }
    summary = f"What passed between {one.name} and {two.name}, and what each says of the other."
    title, partial = f"{one.name} and {two.name}", any(answer.left_out for answer in answers.values())
    return Page("pair.html", title, summary, answers, more=more, partial=partial)


def _state_of(site: Site, moment: Moment) -> tuple[Hashable, ...]:
    """What the answers of a page depend on beside what it asks."""
    return site.desk.stamp(), site.desk.recorded, site.desk.min_confidence, dt.date.today(), moment


def _offices(site: Site, who: ActorRow, moment: Moment, few: int | None) -> Answer[Any]:
    """Who holds office there on the day; of a person all posts through time, unless a day is asked for."""
    if who.kind == "person" and moment.at is None:
        return site.desk.posts(who.actor, asof=moment.asof, reports_only=moment.reports_only)
    return site.desk.offices(who.actor, **moment.arguments, first=few)


def _called(entry: Entry | None, names: Iterable[NameRow]) -> list[tuple[str, str]]:
    """Other names of it and their languages, not those of its people and its capital: its full name first."""
    if entry is None:
        return []
    rows = [(row.form, row.name, row.lang) for row in names if row.form in OTHER_NAMES]
    every = [("official", entry.details.get("official", ""), "en"), *rows]
    first: dict[str, tuple[str, str]] = {}
    short = [row for row in every if row[0] == "abbreviation"][:1]
    for _, name, lang in (*(row for row in every if row[0] == "official"), *short, *every):
        first.setdefault(name.casefold(), (name, lang))
    return [named for key, named in first.items() if key and key != entry.name.casefold()][:NAMES]


def _codes(entry: Entry | None) -> list[tuple[str, str]]:
    """The codes by which others know it, each with the name of its list."""
    if entry is None:
        return []
    found = [(of, [entry.details.get(key, "").replace("|", " ") for key in keys]) for of, keys in CODES.items()]
    return [(of, " ".join(codes)) for of, codes in found if any(codes)]


def _day_of(entry: Entry | None, moment: Moment) -> str | None:
    """The day at which others are close to it: of what is no more, the last of its own, whoever votes in its seat."""
    until = entry.until if entry else ""
    return until if until and (moment.at is None or moment.at > until) else moment.at


def _capital(site: Site, entry: Entry | None) -> str:
    """Its capital's name."""
    place = site.desk.register.entry(entry.details.get("capital", "")) if entry else None
    return place.name if place else ""


def _names(site: Site, rows: Iterable[Any]) -> dict[str, str]:
    return site.desk.names({id for row in rows for id in (*row.actors, *row.recipients, row.where) if id})


def _often(site: Site, met: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """With whom it has happenings most: id, name, how many."""
    most = sorted(met.items(), key=lambda item: (-item[1], item[0]))[:10]
    names = site.desk.names([id for id, _ in most])
    return [(id, names[id], count) for id, count in most]


def _bars(who: str, answers: dict[str, Answer[Any]]) -> list[spans.Bar]:
    standings = [
        spans.Bar(_stands(row), row.status, row.since, row.until, row.modality, row.ending, standing=True)
        for row in answers["memberships"].rows
    ]
    posts = [
        spans.Bar(
            _doubt(row) + (_post(row) if row.person == who else f"{row.name}, {row.role}"),
            row.role, row.since, row.until, row.modality, row.ending,
        )
        for row in answers["offices"].rows
    ]  # fmt: skip
    return standings + posts


def _stands(row: Any) -> str:
    """Whose bar it is, how one stands there where it is not as a plain member, and whether that is unsure."""
    told = row.name if row.status in ("member", "founder") else f"{row.name}, {status_word(row.status)}"
    return _doubt(row) + told


def _doubt(row: Any) -> str:
    """A sign before words that may be cut at their end."""
    return "? " if is_unsure(row.confidence) else ""


def _post(row: Any) -> str:
    """A post whose place no text names stands alone."""
    return row.role if row.of == row.person else f"{row.role} of {row.of_name}"


def _by_status(rows: Iterable[Any]) -> dict[str, list[Any]]:
    """Those who stand there as a fact, by status, in the order of the rows."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        if row.modality == "actual":
            found.setdefault(row.status, []).append(row)
    return found


def _counts(rows: Iterable[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        key = row.status if row.modality == "actual" else f"{row.status}, {row.modality}"
        found[key] = found.get(key, 0) + 1
    return found


def _shared(one: Iterable[Any], other: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Organisations to which both stand in some way, with how."""
    theirs = {row.organisation: row for row in other if row.modality == "actual"}
    return [(row, theirs[row.organisation]) for row in one if row.modality == "actual" and row.organisation in theirs]
