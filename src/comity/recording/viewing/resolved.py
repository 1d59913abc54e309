"""What a view sees resolved: spells, happenings and disputes, each with the reports that they rest on."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

from comity.edtf import Bounds
from comity.recording.grounds import (
    GroundedHappening,
    GroundedSpell,
    find_happening,
    find_plans,
    find_spell,
    ground_happening,
    ground_spells,
)
from comity.recording.questions import (
    Choice,
    Pair,
    choose_spells,
    count_beside,
    find_disputes,
    find_open_disputes,
    find_partners,
    find_spells,
    find_spells_of,
    find_told,
    tell_happenings,
    tell_happenings_at,
    tell_latest,
)
from comity.recording.summaries import HeldDispute, HeldSpell, ToldHappening
from comity.recording.told import ALWAYS, Partners, Wanted
from comity.recording.viewing.state import State


class Resolved(State):
    """Spells, happenings and disputes of one state."""

    def spells(self, kind: str, *, holder: str | None = None, body: str | None = None) -> list[HeldSpell]:
        """Spells of `membership` or `office`, of a holder and about a body where given, in order of time.

        Memberships are remembered, for they are asked about on other days, too.
        """
        if (holder is None and body is None) or kind != "membership":
            return find_spells(self._sight, kind, holder, body)
        what = ("spells", kind, holder, body)
        return list(self._memory.recall(self._sight, what, lambda seen: find_spells(seen, kind, holder, body)))

    def spells_of(self, kind: str, pairs: Collection[Pair]) -> dict[Pair, list[HeldSpell]]:
        """The same for each of some pairs of holder and body, looked up together."""
        return find_spells_of(self._sight, kind, pairs)

    def choose_spells(self, kind: str, body: str, at: Bounds, choose: Choice) -> tuple[list[HeldSpell], int]:
        """Of the spells of a body that can hold at some moment of `at` those chosen, and how many there are."""
        return choose_spells(self._sight, kind, body, at, choose)

    def happenings(
        self,
        actor: str | None = None,
        *others: str | None,
        within: Bounds = ALWAYS,
        type: str | None = None,
        outcomes: tuple[str, ...] = (),
        limit: int | None = None,
    ) -> list[ToldHappening]:
        """What is told of an actor, with one of others where given, whoever acts for them, or of anybody, by time.

        Of some type, with some outcomes and within some days where given; `limit` keeps the last ones.
        """
        wanted = Wanted(within=within, type=type, outcomes=outcomes, limit=limit)
        return tell_happenings(self._sight, actor, [id for id in others if id is not None], wanted)

    def happenings_at(self, place: str, within: Bounds = ALWAYS) -> list[ToldHappening]:
        """What is told to have happened at a place, by time."""
        return tell_happenings_at(self._sight, place, within)

    def happenings_told(self, statements: Iterable[str]) -> dict[str, ToldHappening]:
        """The happening that each statement of an event tells, by the statement's id."""
        return find_told(self._sight, set(statements))

    def count_beside(self, actor: str, type: str) -> Counter[str]:
        """In how many happenings of a type that took place each other state took part beside an actor, by its id."""
        return count_beside(self._sight, actor, type)

    def partners(self, actor: str, last: int) -> Partners:
        """With whom an actor took part in the last happenings that it is told of."""
        return find_partners(self._sight, actor, last)

    def disputes(self, about: str | None = None) -> list[HeldDispute]:
        """Disputes, about an actor as holder or body where given."""
        return list(self._memory.recall(self._sight, ("disputes", about), lambda seen: find_disputes(seen, about)))

    def open_disputes(self, name: Callable[[str], str], most: int) -> tuple[list[HeldDispute], int]:
        """Open disputes about the actors whose names come first, `most` if there are so many, and how many are open."""
        return find_open_disputes(self._sight, name, most)

    def latest(self, documents: int) -> list[ToldHappening]:
        """What is told in the reports published last, the newest first."""
        return tell_latest(self._sight, documents)

    def find_happening(self, id: str) -> ToldHappening | None:
        """The happening of an id or of its unique beginning, as resolved now; raises `RecordError` if not unique."""
        return find_happening(self._connection, id)

    def find_spell(self, id: str) -> HeldSpell | None:
        """The spell of an id or of its unique beginning, as resolved now; raises `RecordError` if not unique."""
        return find_spell(self._connection, id)

    def ground_happening(self, statement: str) -> GroundedHappening | None:
        """The happening that a statement tells, with every report."""
        return ground_happening(self._connection, self._scope, statement)

    def plans(self, told: Sequence[ToldHappening]) -> dict[str, list[ToldHappening]]:
        """Among some happenings, the plans that each of those that took place as planned fulfils, by its id."""
        return find_plans(self._connection, self._scope, told)

    def ground_spells(self, kind: str, holder: str, body: str) -> list[GroundedSpell]:
        """The spells of one holder and one body, with every claim."""
        return ground_spells(self._sight, kind, holder, body)
