"""What holds: who belongs to what, who has which post, what is said of whom, and who stands how to whom."""

from comity.asking.answer import Answer
from comity.asking.desks.place import Place
from comity.asking.facts import facts
from comity.asking.members import members, memberships, standings
from comity.asking.offices import offices, posts
from comity.asking.relations import relations
from comity.asking.rows import FactRow, MemberRow, MembershipRow, OfficeRow, RelationRow


class Holding(Place):
    """What holds: who belongs to what, who has which post, what is said of whom, and who stands how to whom."""

    def members(
        self, organisation: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[MemberRow]:
        """Who stands how to `organisation` on the day `at`."""
        return self._seat.answer(
            "members", lambda asked: members(asked, organisation), at=at, asof=asof, reports_only=reports_only
        )

    def memberships(
        self, actor: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[MembershipRow]:
        """What `actor` belongs to on the day `at`."""
        return self._seat.answer(
            "memberships", lambda asked: memberships(asked, actor), at=at, asof=asof, reports_only=reports_only
        )

    def standings(self, organisation: str, *, asof: str | None = None, reports_only: bool = False) -> Answer[MemberRow]:
        """Every standing that anybody ever had in `organisation`, past and planned ones too, in order of time."""
        return self._seat.answer(
            "standings", lambda asked: standings(asked, organisation), asof=asof, reports_only=reports_only
        )

    def offices(
        self, of: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False,
        first: int | None = None,
    ) -> Answer[OfficeRow]:  # fmt: skip
        """Who holds which post of `of` (a state or organisation), or which posts a person holds, on the day `at`.

        `first` counts the rows that are wanted of a state or organisation; the answer tells how many it leaves out.
        """
        return self._seat.answer(
            "offices", lambda asked: offices(asked, of, first=first), at=at, asof=asof, reports_only=reports_only,
            every=lambda asked: offices(asked, of),
        )  # fmt: skip

    def posts(self, person: str, *, asof: str | None = None, reports_only: bool = False) -> Answer[OfficeRow]:
        """Every post that a person ever held, past and planned ones too, in order of time."""
        return self._seat.answer("posts", lambda asked: posts(asked, person), asof=asof, reports_only=reports_only)

    def facts(
        self, actor: str, *, property: str | None = None, value: str | None = None, at: str | None = None,
        asof: str | None = None, reports_only: bool = False, limit: int | None = None,
    ) -> Answer[FactRow]:  # fmt: skip
        """What sources say of `actor`, property by property and value by value; one of each where given.

        `limit` counts of each property the last statements only, for where an answer has to come fast.
        """
        return self._seat.answer(
            "facts",
            lambda asked: facts(asked, actor, property, value=value, at=at, limit=limit),
            at=at,
            asof=asof,
            reports_only=reports_only,
            every=lambda asked: facts(asked, actor, property, value=value, at=at),
        )

    def relations(
        self, actor: str, other: str | None = None, *, type: str | None = None, at: str | None = None,
        asof: str | None = None, reports_only: bool = False, limit: int | None = None, first: int | None = None,
    ) -> Answer[RelationRow]:  # fmt: skip
        """How `actor` stands to others, or to `other`: allies, rivals, whom it backs; of one `type` where given.

        `limit` counts the last statements only, for where an answer has to come fast, `first` the rows that are wanted.
        """
        return self._seat.answer(
            "relations",
            lambda asked: relations(asked, actor, other, type, at=at, limit=limit, first=first),
            at=at,
            asof=asof,
            reports_only=reports_only,
            every=lambda asked: relations(asked, actor, other, type, at=at),
        )
