"""What a view sees said: statements, quotations and where they stand, as their documents have them."""

from collections.abc import Iterable

from comity.recording.claims import published_day
from comity.recording.lately import lately_told
from comity.recording.lookup import (
    Spanned,
    StandsIn,
    count_texts,
    count_unsure,
    families_of,
    find_all,
    find_statement,
    find_statements,
    load_confidences,
    load_spans,
    texts_of,
)
from comity.recording.questions import (
    find_quotations,
    find_statements_about,
)
from comity.recording.sayings import Sought, find_sayings
from comity.recording.scenes import Scene, Sides, load_scenes, load_sides
from comity.recording.stated import Few, Stated, find_stated
from comity.recording.stored import Recorded
from comity.recording.viewing.state import State


class Said(State):
    """Statements of one state, of documents and of people who judge."""

    def quotations(self, speaker: str | None = None, *, limit: int | None = None) -> list[Recorded]:
        """What a speaker, or somebody speaking for it, or anybody at all said, oldest report first.

        `limit` keeps those reported last.
        """
        return find_quotations(self._sight, speaker, limit)

    def sayings(self, sought: Sought) -> tuple[list[Recorded], int]:
        """Quotations that are looked for, oldest report first, and how many texts of them there are in all."""
        return find_sayings(self._sight, self._memory, sought)

    def statements_about(self, kind: str, actor: str) -> list[Recorded]:
        """Statements of a kind in which an actor has any part but that of who says so, oldest report first."""
        return find_statements_about(self._sight, kind, actor)

    def stated(
        self,
        kind: str,
        *actors: str,
        roles: tuple[str, ...],
        or_behind: bool = False,
        few: Few | None = None,
        label: str | None = None,
    ) -> list[Stated]:
        """Statements of a kind in short in which each actor has one of the roles, oldest report first.

        `or_behind`: those too in which somebody who acts for it has; `few` keeps the last ones; of a `label` alone
        where given.
        """
        return find_stated(self._sight, kind, actors, roles, or_behind=or_behind, few=few, label=label)

    def statements(self, ids: Iterable[str]) -> dict[str, Recorded]:
        """Statements by id, as they stood in this state; unknown ids are left out."""
        return find_statements(self._sight, ids)

    def find_statement(self, id: str) -> Recorded | None:
        """The statement of an id or of its unique beginning, superseded or not; raises `RecordError` if not unique."""
        return find_statement(self._connection, id)

    def find_all(self, ids: Iterable[str]) -> list[Recorded]:
        """The statements of ids or of their unique beginnings, superseded or not, in their order."""
        return find_all(self._connection, ids)

    def lately(self, actor: str, *others: str, since: str | None = None, limit: int) -> list[Recorded]:
        """The last statements of reports about an actor, with all others where given, the newest recorded first.

        `since` keeps what was recorded after a moment (ISO).
        """
        return lately_told(self._sight, (actor, *others), since=since, limit=limit)

    def spans(self, ids: Iterable[str]) -> list[Spanned]:
        """Where statements stand in which texts, superseded or not, in the order of the ids."""
        return load_spans(self._connection, ids, self._memory)

    def texts_of(self, ids: Iterable[str]) -> dict[str, StandsIn]:
        """In which document each statement stands, superseded or not, by the statement's id."""
        return texts_of(self._connection, ids)

    def count_texts(self, ids: Iterable[str]) -> int:
        """How many independent texts, the register's not counted, the statements stand in."""
        return count_texts(self._connection, ids)

    def families(self, ids: Iterable[str]) -> dict[str, int]:
        """The text, of which copies are one, that each statement of a report stands in, by the statement's id."""
        return families_of(self._connection, ids)

    def scenes(self, ids: Iterable[str]) -> dict[str, Scene]:
        """What statements of events tell, in short, by id."""
        return load_scenes(self._connection, ids, self._scope)

    def sides(self, ids: Iterable[str]) -> dict[str, Sides]:
        """Actors and recipients of statements of events by id, those who act for somebody as that one."""
        return load_sides(self._connection, ids, self._scope)

    def confidences(self, ids: Iterable[str]) -> dict[str, float]:
        """How sure statements are, by id; what a person accepted is sure."""
        return load_confidences(self._sight, ids)

    def left_out(self) -> int:
        """How many statements do not count for being less sure than is asked for."""
        return self._memory.recall(self._sight, "unsure", count_unsure) if self.min_confidence else 0

    def counts(self, recorded: Recorded) -> bool:
        """Whether a statement's document was known in this state, and it had been recorded."""
        head = recorded.document
        if self._scope.moment and recorded.recorded_at > self._scope.moment:
            return False
        return published_day(head.published, head.recorded_at) <= self._scope.known
