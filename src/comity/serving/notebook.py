"""The Python face: `comity.read` and `comity.open` give a `Notebook`, whose questions return Polars frames."""

import os
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any

from comity.model import Refusal
from comity.newsroom import Outcome, Tally, assign, record_documents
from comity.serving.checking import check_draft
from comity.serving.doors import Doors
from comity.sources.defaults import Defaults
from comity.written_dates import parse_day

if TYPE_CHECKING:
    import polars as pl

    from comity.asking import Desk
    from comity.asking.judging import Judge

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


class Notebook:
    """A record opened for questions. Each question returns a frame, one row an answer, with the ids of the
    statements the row rests on in `statements`; `desk` asks the same and also says what was looked at.

    Dates are ISO or EDTF: `at` is the day in the world, `asof` the day up to which publications count. Raises
    `UnknownActor` for a name that is not known and `DateError` for a date that cannot be.
    """

    def __init__(self, desk: "Desk", tally: Tally | None = None, *, doors: Doors | None = None) -> None:
        self.desk = desk
        self._doors = doors or Doors()
        self.tally = tally or Tally()
        """What `comity.read` read; empty after `comity.open`."""

    def __enter__(self) -> "Notebook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the record."""
        self.desk.close()

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """What `comity.read` could not use, each with its reason."""
        return self.tally.refused

    def members(
        self, organisation: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> "pl.DataFrame":
        """Who belongs to `organisation` on the day `at`, and how."""
        return self.desk.members(organisation, at=at, asof=asof, reports_only=reports_only).frame()

    def memberships(
        self, actor: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> "pl.DataFrame":
        """What `actor` belongs to on the day `at`, and how."""
        return self.desk.memberships(actor, at=at, asof=asof, reports_only=reports_only).frame()

    def offices(
        self, of: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> "pl.DataFrame":
        """Who holds which office of a state or organisation, or which offices a person holds, on the day `at`."""
        return self.desk.offices(of, at=at, asof=asof, reports_only=reports_only).frame()

    def facts(
        self, actor: str, *, property: str | None = None, value: str | None = None, at: str | None = None,
        asof: str | None = None, reports_only: bool = False,
    ) -> "pl.DataFrame":  # fmt: skip
        """What sources say of `actor`: founded, based, population, purpose; one `property` or `value` where given."""
        clocks = {"at": at, "asof": asof}
        told = self.desk.facts(actor, property=property, value=value, **clocks, limit=None, reports_only=reports_only)
        return told.frame()

    def relations(
        self, actor: str, other: str | None = None, *, type: str | None = None, at: str | None = None,
        asof: str | None = None, reports_only: bool = False,
    ) -> "pl.DataFrame":  # fmt: skip
        """How `actor` stands to others, or to `other`: ally, rival, backs, borders; of one `type` where given."""
        return self.desk.relations(actor, other, type=type, at=at, asof=asof, reports_only=reports_only).frame()

    def timeline(
        self,
        actor: str,
        other: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        asof: str | None = None,
        beside: str | None = None,
    ) -> "pl.DataFrame":
        """What happened, was planned or denied with `actor` (and `other`), oldest first; `beside` adds layers."""
        days = {"since": since, "until": until, "asof": asof}
        return self.desk.timeline(actor, other, **days, limit=None, beside=beside).frame()

    def changes(
        self,
        actor: str,
        *,
        since: str | None = None,
        until: str | None = None,
        asof: str | None = None,
        asof_since: str | None = None,
        recorded_since: str | None = None,
        reports_only: bool = False,
    ) -> "pl.DataFrame":
        """What changed about `actor` between two dates; with `asof_since`, what became known between two dates."""
        learning = {"asof_since": asof_since, "recorded_since": recorded_since}
        clocks: dict[str, Any] = {"since": since, "until": until, "asof": asof, **learning}
        return self.desk.changes(actor, **clocks, reports_only=reports_only).frame()

    def quotes(
        self,
        speaker: str | None = None,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        asof: str | None = None,
    ) -> "pl.DataFrame":
        """What `speaker` said, or what was said `about` a word or an actor."""
        return self.desk.quotes(speaker, about=about, since=since, until=until, asof=asof, limit=None).frame()

    def disputes(self, about: str | None = None, *, at: str | None = None, asof: str | None = None) -> "pl.DataFrame":
        """Where sources cannot all be right."""
        return self.desk.disputes(about, at=at, asof=asof).frame()

    def statement(self, id: str, *, asof: str | None = None) -> "pl.DataFrame":
        """One statement with its sentences and its document, by its id or a unique beginning of it."""
        return self.desk.statement(id, asof=asof).frame()

    def show(self, id: str, *, asof: str | None = None) -> "pl.DataFrame":
        """What `comity show` prints: the same as `statement`."""
        return self.statement(id, asof=asof)

    def why(self, id: str, *, asof: str | None = None, reports_only: bool = False) -> "pl.DataFrame":
        """Which statements a happening (`hp-…`) or spell (`sp-…`) was joined of, and on what grounds."""
        return self.desk.why(id, asof=asof, reports_only=reports_only).frame()

    def judge(self, by: str | None = None) -> "Judge":
        """Who may decide: `record.judge("Ann").reject("st-…", reason="…")`; without a name, that of the settings."""
        return self.desk.judge(by or self._doors.settings.person)

    def judgements(self, about: str | None = None) -> "pl.DataFrame":
        """What people decided, newest first."""
        return self.desk.judgements(about).frame()

    def as_recorded(self, moment: str | None) -> "Notebook":
        """The same questions to the record as it was at a moment of recording; None is now."""
        return Notebook(self.desk.as_recorded(moment), self.tally, doors=self._doors)

    def at_least(self, min_confidence: float | str | None) -> "Notebook":
        """The same questions with no statement less sure than `min_confidence`, 0 to 1; None is all."""
        return Notebook(self.desk.at_least(min_confidence), self.tally, doors=self._doors)

    def search(self, words: str, *, limit: int = 50, at: str | None = None, asof: str | None = None) -> "pl.DataFrame":
        """Passages that hold all of `words`."""
        return self.desk.search(words, limit=limit, at=at, asof=asof).frame()

    def documents(
        self, *, at: str | None = None, publisher: str | None = None, language: str | None = None,
        month: str | None = None, asof: str | None = None,
    ) -> "pl.DataFrame":  # fmt: skip
        """What the record was read from; `publisher`, `language` and `month` as `coverage` names them, `-` for none."""
        found = self.desk.documents(at=at, publisher=publisher, language=language, month=month, asof=asof)
        return found.frame()

    def ask(
        self, question: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> "pl.DataFrame":
        """A question in plain English; `desk.ask` also says which query was run. Raises `UnknownQuestion`."""
        return self.desk.ask(question, at=at, asof=asof, reports_only=reports_only).frame()

    def check(
        self,
        draft: str | os.PathLike[str],
        *,
        published: str | None = None,
        at: str | None = None,
        asof: str | None = None,
        reports_only: bool = False,
    ) -> "pl.DataFrame":
        """Each claim of a draft, a file, beside the record; nothing of it is recorded. Raises `SourceError`."""
        day = parse_day(published) if published else None
        answer = check_draft(self._doors, self.desk, str(draft), day, at=at, asof=asof, reports_only=reports_only)
        return answer.frame()

    def refusals(self, *, at: str | None = None, asof: str | None = None) -> "pl.DataFrame":
        """What could not be used, with its reason, and what readers are warned of."""
        return self.desk.refusals(at=at, asof=asof).frame()


def open_notebook(record: str | os.PathLike[str] | None = None, *, doors: Doors | None = None) -> Notebook:
    """Open a record for questions: `comity.open("comity.db")`; without a name, the record of the settings.

    Raises `RecordError` when there is none, or when it is no record that this Comity reads.
    """
    doors = doors or Doors()
    return Notebook(doors.open_desk(str(record or doors.settings.record), doors.settings), doors=doors)


def read_paths(
    paths: Paths,
    record: str | os.PathLike[str] | None = None,
    *,
    published: str | None = None,
    publisher: str | None = None,
    select: bool = False,
    progress: Callable[[Outcome], None] | None = None,
    doors: Doors | None = None,
) -> Notebook:
    """Read files, folders, globs or web addresses into a record and open it: `comity.read("articles", "comity.db")`.

    `published` and `publisher` hold for texts that do not say; with `select`, texts that cannot hold a statement are
    kept unread; `progress` is called with each outcome. What cannot be used stops nothing: it stands in the notebook's
    `refused`.
    """
    doors = doors or Doors()
    address = str(record or doors.settings.record)
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    defaults = Defaults(publisher, parse_day(published) if published else None)
    assignment = assign(given, defaults, doors.make_fetcher(doors.settings))
    tally = Tally()
    store = doors.open_record(address)
    try:
        register = doors.load_register(doors.settings)
        reader = doors.make_reader(doors.settings, register)
        selector = doors.make_selector(register) if select else None
        for outcome in record_documents(assignment, reader, store.writer(), register=register, selector=selector):
            tally = tally.plus(outcome)
            if progress:
                progress(outcome)
    finally:
        store.close()
    return Notebook(doors.open_desk(address, doors.settings), tally, doors=doors)
