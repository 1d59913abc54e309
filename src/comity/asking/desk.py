"""The desk: one record with every question as a method. The same names on the command line, in URLs and as tools."""

from pathlib import Path
from types import TracebackType

from comity.asking.answer import Answer
from comity.asking.rows import (
    ChangeRow,
    DisputeRow,
    DocumentRow,
    MemberRow,
    MembershipRow,
    OfficeRow,
    QuoteRow,
    SearchRow,
    StatementRow,
    TimelineRow,
)


class Desk:
    """Asks one record. Dates are ISO or EDTF; actors go by any of their names, codes or ids.

    `at` is the day in the world (default: `asof`, else today), `asof` the day up to which publications count
    (default: all). `reports_only` leaves the register's rows out. Raises `UnknownActor` and `DateError`.
    """

    def __init__(self, address: str | Path) -> None:
        self.address = str(address)

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the record."""

    def members(
        self, organisation: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[MemberRow]:
        """Who stands how to `organisation` on the day `at`."""
        raise NotImplementedError

    def memberships(
        self, actor: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[MembershipRow]:
        """What `actor` belongs to on the day `at`."""
        raise NotImplementedError

    def offices(
        self, of: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[OfficeRow]:
        """Who holds which post of `of` (a state or organisation), or which posts a person holds, on the day `at`."""
        raise NotImplementedError

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
        raise NotImplementedError

    def changes(
        self, actor: str, *, since: str, until: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[ChangeRow]:
        """What is different about `actor` at `until` from what it was at `since`."""
        raise NotImplementedError

    def quotes(self, speaker: str, *, about: str | None = None, asof: str | None = None) -> Answer[QuoteRow]:
        """What `speaker` said, as the texts have it; `about` keeps quotations that name a word or an actor."""
        raise NotImplementedError

    def disputes(self, about: str | None = None, *, asof: str | None = None) -> Answer[DisputeRow]:
        """Statements that cannot all hold, each side with its sources."""
        raise NotImplementedError

    def statement(self, id: str) -> Answer[StatementRow]:
        """One statement: all its keys, its sentences with the evidence marked, its document."""
        raise NotImplementedError

    def search(self, words: str, *, limit: int = 50, asof: str | None = None) -> Answer[SearchRow]:
        """Passages that hold all of `words`, best first."""
        raise NotImplementedError

    def documents(self, *, asof: str | None = None) -> Answer[DocumentRow]:
        """What the record was read from, newest publication first."""
        raise NotImplementedError


def open_desk(address: str | Path) -> Desk:
    """Open the record at `address` for asking: `comity.open("comity.db")`."""
    return Desk(address)
