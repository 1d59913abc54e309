"""What is asked of a measure: actors, votes or a view of the record, and the choices."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from comity.errors import UserError
from comity.measuring.attendance import tell_absent
from comity.measuring.ideal_points import MODEL, estimate, to_frame
from comity.measuring.positions import Positions
from comity.recording import View
from comity.register import Register
from comity.votes import Votes

SPAN = ("sessions", "since", "until", "issue", "final")


@dataclass(frozen=True)
class Request:
    """One question. `actors` are ids in the order given; those written together, as in `KAZ+UZB`, are a group.

    `votes` are all that there are; `span` holds the choice among them, by the names of `Votes.select`.
    """

    groups: tuple[tuple[str, ...], ...]
    register: Register
    votes: Callable[[], Votes | None] = lambda: None
    view: View | None = None
    span: Mapping[str, Any] = field(default_factory=dict)
    contested: bool = True
    rules: tuple[str, ...] = ("exact",)
    by: str | None = None
    of: str | None = None
    absence: str = "left-out"
    at: str | None = None
    window: int = 30
    smooth: int = 1
    x: str = "conflict"
    y: str = "cooperation"
    ties: bool = False
    most: int | None = None
    """For networks: only so many actors, those with most ties."""

    @property
    def actors(self) -> tuple[str, ...]:
        """Everyone named."""
        return tuple(actor for group in self.groups for actor in group)

    @cached_property
    def all_votes(self) -> Votes:
        """All votes; raises `UserError` without any."""
        found = self.votes()
        if found is None:
            raise UserError(
                "This measure needs recorded votes; give a file of them with --votes FILE, or take one into the record "
                "with “comity import votes FILE”."
            )
        return tell_absent(found, self.register)

    @cached_property
    def cast(self) -> Votes:
        """The votes that are asked about, unanimous roll calls left out unless they are wanted."""
        return self.all_votes.select(**self.span, contested=self.contested)

    @cached_property
    def positions(self) -> Positions | None:
        """Ideal points: those kept in the record, else estimated now; None when no roll call is contested.

        Sessions and days choose which are shown; an issue, or final votes alone, make an estimate of their own.
        """
        chosen = {name: value for name, value in self.span.items() if name in ("issue", "final") and value}
        votes = self.all_votes.select(**chosen)
        kept = self.view.positions(MODEL) if self.view and not chosen else None
        if kept is None:
            found = estimate(votes)
            kept = to_frame(found) if found else None
        return None if kept is None else Positions(kept, self.sessions, votes.source, votes.version, votes.coverage)

    @property
    def sessions(self) -> tuple[int, int] | None:
        """First and last session that are asked about."""
        span: tuple[int, int] | None = self.span.get("sessions")
        return span

    @property
    def days(self) -> tuple[str, ...]:
        """Days on which memberships are looked at: `at`, else the last of each year asked about, else today."""
        first, last = self.span.get("since"), self.span.get("until")
        if self.at or not first:
            return (self.at or dt.date.today().isoformat(),)
        years = range(int(first[:4]), int((last or dt.date.today().isoformat())[:4]) + 1)
        return tuple(f"{year}-12-31" for year in years)

    @property
    def chosen(self) -> str:
        """What was chosen among the votes, in words; empty when all of them."""
        since, until, issue = (self.span.get(name) for name in ("since", "until", "issue"))
        told = (
            f"issue {issue}" if issue else "", f"since {since}" if since else "", f"until {until}" if until else "",
            "no votes on paragraphs and amendments" if self.span.get("final") else "",
            "unanimous roll calls left out" if self.contested else "unanimous roll calls too",
        )  # fmt: skip
        return ", ".join(words for words in told if words)

    @property
    def seen(self) -> View:
        """The record; raises `UserError` without one."""
        if self.view is None:
            raise UserError("This measure needs a record; give it with --record FILE.")
        return self.view

    def take(self, least: int, most: int | None = None) -> tuple[str, ...]:
        """The actors; raises `UserError` when they are too few or too many."""
        self._check(len(self.actors), least, most)
        return self.actors

    def take_groups(self, least: int, most: int | None = None) -> tuple[tuple[str, ...], ...]:
        """The actors, those written together as one; raises `UserError` when they are too few or too many."""
        self._check(len(self.groups), least, most)
        return self.groups

    def _check(self, given: int, least: int, most: int | None) -> None:
        if given < least or (most is not None and given > most):
            wanted = f"{least}" if most == least else f"{least} or more" if most is None else f"{least} to {most}"
            raise UserError(f"This measure takes {wanted} actors, not {given}.")
