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
        with self._seat.ask("members", at=at, asof=asof, reports_only=reports_only) as asked:
            return members(asked, organisation)

    def memberships(
        self, actor: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[MembershipRow]:
        """What `actor` belongs to on the day `at`."""
        with self._seat.ask("memberships", at=at, asof=asof, reports_only=reports_only) as asked:
            return memberships(asked, actor)

    def standings(self, organisation: str, *, asof: str | None = None, reports_only: bool = False) -> Answer[MemberRow]:
        """Every standing that anybody ever had in `organisation`, past and planned ones too, in order of time."""
        with self._seat.ask("standings", asof=asof, reports_only=reports_only) as asked:
            return standings(asked, organisation)

    def offices(
        self, of: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False,
        first: int | None = None,
    ) -> Answer[OfficeRow]:  # fmt: skip
        """Who holds which post of `of` (a state or organisation), or which posts a person holds, on the day `at`.

        `first` counts the rows that are wanted of a state or organisation; the answer tells how many it leaves out.
        """
        with self._seat.ask("offices", at=at, asof=asof, reports_only=reports_only) as asked:
            return offices(asked, of, first=first)

    def posts(self, person: str, *, asof: str | None = None, reports_only: bool = False) -> Answer[OfficeRow]:
        """Every post that a person ever held, past and planned ones too, in order of time."""
        with self._seat.ask("posts", asof=asof, reports_only=reports_only) as asked:
            return posts(asked, person)

    def facts(
        self, actor: str, *, property: str | None = None, value: str | None = None, at: str | None = None,
        asof: str | None = None, reports_only: bool = False, limit: int | None = None,
    ) -> Answer[FactRow]:  # fmt: skip
        """What sources say of `actor`, property by property and value by value; one of each where given.

        `limit` counts of each property the last statements only, for where an answer has to come fast.
        """
        with self._seat.ask("facts", at=at, asof=asof, reports_only=reports_only) as asked:
            return facts(asked, actor, property, value=value, at=at, limit=limit)

    def relations(
        self, actor: str, other: str | None = None, *, type: str | None = None, at: str | None = None,
        asof: str | None = None, reports_only: bool = False, limit: int | None = None, first: int | None = None,
    ) -> Answer[RelationRow]:  # fmt: skip
        """How `actor` stands to others, or to `other`: allies, rivals, whom it backs; of one `type` where given.

        `limit` counts the last statements only, for where an answer has to come fast, `first` the rows that are wanted.
        """
        with self._seat.ask("relations", at=at, asof=asof, reports_only=reports_only) as asked:
            return relations(asked, actor, other, type, at=at, limit=limit, first=first)
