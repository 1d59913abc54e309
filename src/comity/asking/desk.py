"""The desk: one record with every question as a method. The same names on the command line, in URLs and as tools."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.changes import changes
from comity.asking.disputes import disputes
from comity.asking.members import members, memberships
from comity.asking.offices import offices
from comity.asking.quotes import quotes
from comity.asking.rows import (
    ChangeRow,
    DisputeRow,
    DocumentRow,
    MemberRow,
    MembershipRow,
    OfficeRow,
    QuoteRow,
    RefusalRow,
    SearchRow,
    StatementRow,
    TimelineRow,
)
from comity.asking.statements import documents, refusals, search, statement
from comity.asking.timeline import timeline
from comity.recording import Record, open_record
from comity.recording.engine import tell_errors
from comity.register import Register, default


class Desk:
    """Asks one record. Dates are ISO or EDTF; actors go by any of their names, codes or ids.

    `at` is the day in the world (default: `asof`, else today), `asof` the day up to which publications count
    (default: all). `reports_only` leaves the register's rows out. Raises `UnknownActor` and `DateError`.
    """

    def __init__(self, record: Record, register: Register) -> None:
        self._record, self._register = record, register

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the record."""
        self._record.close()

    def members(
        self, organisation: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[MemberRow]:
        """Who stands how to `organisation` on the day `at`."""
        with self._ask("members", at=at, asof=asof, reports_only=reports_only) as asked:
            return members(asked, organisation)

    def memberships(
        self, actor: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[MembershipRow]:
        """What `actor` belongs to on the day `at`."""
        with self._ask("memberships", at=at, asof=asof, reports_only=reports_only) as asked:
            return memberships(asked, actor)

    def offices(
        self, of: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[OfficeRow]:
        """Who holds which post of `of` (a state or organisation), or which posts a person holds, on the day `at`."""
        with self._ask("offices", at=at, asof=asof, reports_only=reports_only) as asked:
            return offices(asked, of)

    def timeline(
        self,
        actor: str,
        other: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        asof: str | None = None,
    ) -> Answer[TimelineRow]:
        """Happenings of `actor` (with `other`), dated or by day of report, oldest first."""
        with self._ask("timeline", asof=asof) as asked:
            return timeline(asked, actor, other, since=since, until=until)

    def changes(
        self, actor: str, *, since: str, until: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[ChangeRow]:
        """What is different about `actor` at `until` from what it was at `since`."""
        with self._ask("changes", at=until, asof=asof, reports_only=reports_only) as asked:
            return changes(asked, actor, since=since, until=until)

    def quotes(self, speaker: str, *, about: str | None = None, asof: str | None = None) -> Answer[QuoteRow]:
        """What `speaker` said, as the texts have it; `about` keeps quotations that name a word or an actor."""
        with self._ask("quotes", asof=asof) as asked:
            return quotes(asked, speaker, about)

    def disputes(self, about: str | None = None, *, asof: str | None = None) -> Answer[DisputeRow]:
        """Statements that cannot all hold, each side with its sources."""
        with self._ask("disputes", asof=asof) as asked:
            return disputes(asked, about)

    def statement(self, id: str) -> Answer[StatementRow]:
        """One statement: all its keys, its sentences with the evidence marked, its document."""
        with self._ask("statement") as asked:
            return statement(asked, id)

    def search(self, words: str, *, limit: int = 50, asof: str | None = None) -> Answer[SearchRow]:
        """Passages that hold all of `words`, best first."""
        with self._ask("search", asof=asof) as asked:
            return search(asked, words, limit)

    def documents(self, *, asof: str | None = None) -> Answer[DocumentRow]:
        """What the record was read from, newest publication first."""
        with self._ask("documents", asof=asof) as asked:
            return documents(asked)

    def refusals(self) -> Answer[RefusalRow]:
        """What could not be used, with its reason, and what readers of a document are warned of; newest first."""
        with self._ask("refusals") as asked:
            return refusals(asked)

    @contextmanager
    def _ask(
        self, name: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Iterator[Asked]:
        with tell_errors(self._record.address), self._record.view(at, asof, reports_only=reports_only) as view:
            yield Asked.of(name, view, self._register)


def open_desk(address: str | Path, register: Register | None = None) -> Desk:
    """Open the record at `address` for asking; raises `RecordError` when there is none."""
    return Desk(open_record(address), register or default())
