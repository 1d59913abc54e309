"""Who is in a bloc when: lists of states, or an organisation's members from the register's spells."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from comity.edtf import bounds
from comity.register import Register
from comity.votes import SEATS, Mask, Votes

STANDING = ("member", "founder")


@dataclass(frozen=True, slots=True)
class Bloc:
    """A bloc by name; `members_at` gives its members on a day."""

    name: str
    members_at: Callable[[dt.date], frozenset[str]]


def listed(name: str, members: Sequence[str]) -> Bloc:
    """A bloc of the same states at all times."""
    fixed = frozenset(members)
    return Bloc(name, lambda day: fixed)


def organisation(register: Register, name: str, *, founders_only: bool = False) -> Bloc:
    """The members of an organisation as the register dates them; `founders_only` keeps the first ones while they stay.

    A spell that the register dates to the year alone begins and ends on the first day it can mean.
    """
    id = register.identify(name, "organisation")
    spells = [
        (SEATS.get(row.member, row.member), _first_day(row.since, dt.date.min), _first_day(row.until, dt.date.max))
        for row in register.members(id)
        if row.status in STANDING and row.member.startswith("state:")
    ]
    begun = min((since for _, since, _ in spells), default=dt.date.min)
    kept = [spell for spell in spells if not founders_only or spell[1] == begun]
    label = f"{id}, founders" if founders_only else id
    return Bloc(label, lambda day: frozenset(member for member, since, until in kept if since <= day < until))


def choose_blocs(register: Register, actors: Sequence[str]) -> list[Bloc]:
    """Organisations as they stand in the register, and all states among the actors together as one bloc."""
    states = [actor for actor in actors if actor.startswith("state:")]
    bodies = [organisation(register, actor) for actor in actors if not actor.startswith("state:")]
    return bodies + ([listed("+".join(state[6:] for state in states), states)] if states else [])


def membership(bloc: Bloc, votes: Votes, *, as_of: str = "vote") -> Mask:
    """Shape (states, roll calls): who belonged on the day of the vote.

    With `as_of="session"`, and for roll calls without a date, on 31 December of the year in which the session began.
    """
    written = votes.rollcalls["date"].to_list()
    days = [
        dt.date.fromisoformat(day) if day and as_of == "vote" else dt.date(int(session) + 1945, 12, 31)
        for day, session in zip(written, votes.sessions, strict=True)
    ]
    members = {day: bloc.members_at(day) for day in set(days)}
    columns = {day: np.array([state in inside for state in votes.states]) for day, inside in members.items()}
    return np.stack([columns[day] for day in days], axis=1) if days else np.zeros(votes.cast.shape, dtype=bool)


def _first_day(written: str, otherwise: dt.date) -> dt.date:
    span = bounds(written) if written else None
    return (span.earliest or otherwise) if span else otherwise
