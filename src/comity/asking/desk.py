"""The desk: one record with every question as a method. The same names on the command line, in URLs and as tools."""

import datetime as dt
import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from comity.asking.answer import Answer
from comity.asking.ask import Context, run, understand
from comity.asking.changes import changes
from comity.asking.check import check
from comity.asking.disputes import disputes, open_disputes
from comity.asking.excerpts import Excerpt, excerpts
from comity.asking.facts import facts
from comity.asking.judging import Judge, judgements
from comity.asking.learned import learned
from comity.asking.members import members, memberships, standings
from comity.asking.offices import offices, posts
from comity.asking.questions import QUESTIONS
from comity.asking.quotes import quotes
from comity.asking.reading import LATELY, coverage, document, latest, sources
from comity.asking.relations import relations
from comity.asking.rows import (
    ActorRow,
    ChangeRow,
    CheckRow,
    DisputeRow,
    DocumentRow,
    FactRow,
    JudgementRow,
    MemberRow,
    MembershipRow,
    NewsRow,
    OfficeRow,
    QuoteRow,
    ReadingRow,
    RefusalRow,
    RelationRow,
    SearchRow,
    StatementRow,
    StockRow,
    TimelineRow,
    VerbatimRow,
    WhyRow,
)
from comity.asking.seat import Seat
from comity.asking.stamp import Stamp
from comity.asking.statements import documents, refusals, search, sentences, statement
from comity.asking.suggestions import kind_of, suggest
from comity.asking.timeline import timeline
from comity.asking.verbatim import verify
from comity.asking.watching import news
from comity.asking.why import why
from comity.errors import UserError
from comity.model import Statement
from comity.recording import Record, open_record
from comity.recording.lookup import StandsIn
from comity.recording.told import Partners
from comity.recording.view import View
from comity.register import Register, default

LATEST = 200
"""How many happenings a timeline and how many quotations an answer shows; all with `limit=None`."""


class Desk:
    """Asks one record. Dates are ISO or EDTF; actors go by any of their names, codes or ids.

    `at` is the day in the world (default: `asof`, else today), `asof` the day up to which publications count
    (default: all). `reports_only` leaves the register's rows out. Raises `UnknownActor` and `DateError`.
    """

    def __init__(self, record: Record, register: Register, recorded: str | None = None) -> None:
        self._seat = Seat(record, register, recorded)
        self._stamp: tuple[int | None, Stamp] | None = None

    def as_recorded(self, moment: str | None) -> "Desk":
        """The same desk before the record as it was at a moment of recording (a day counts to its end); None is now."""
        return Desk(self._seat.record, self.register, moment)

    @contextmanager
    def sitting(self) -> Iterator["Desk"]:
        """The same desk for a few questions in a row, by one thread: all are put to one state of the record."""
        with self._seat.taken() as seat:
            desk = Desk(seat.record, seat.register)
            desk._seat = seat
            yield desk

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the record."""
        self._seat.record.close()

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

    def timeline(
        self,
        actor: str,
        other: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        asof: str | None = None,
        limit: int | None = LATEST,
        beside: str | None = None,
    ) -> Answer[TimelineRow]:
        """Happenings of `actor` (with `other`), dated or by day of report, oldest first; the last `limit` of them.

        `beside` adds what others coded, by layer (`gdelt`, `icews`, `polecat`; several parted by commas).
        """
        with self._seat.ask("timeline", asof=asof) as asked:
            return timeline(asked, actor, other, since=since, until=until, limit=limit, beside=beside)

    def partners(self, actor: str, *, last: int = LATEST, asof: str | None = None) -> Partners:
        """With which states and organisations `actor` took part in the last happenings, and how often; by ids."""
        with self._seat.ask("partners", asof=asof) as asked:
            return asked.view.partners(asked.actors.find(actor).id, last)

    def layers(self) -> dict[str, int]:
        """Whose coded events the record holds, and how many."""
        return dict(self.stamp().layers)

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
        first: int | None = None,
    ) -> Answer[ChangeRow]:
        """What is different about `actor` at `until` from what it was at `since`.

        With `asof_since`, what became known by texts published after that day; with `recorded_since`, what this record
        learned after that moment. One of the three has to be given, else `UserError` is raised. `first` counts the
        rows that are wanted between two days of the world; the answer tells how many it leaves out.
        """
        learning = asof_since or recorded_since
        if bool(since) == bool(learning):
            raise UserError("Changes since when? Give a date in the world, or --asof-since for what became known.")
        with self._seat.ask("changes", at=until, asof=asof, reports_only=reports_only) as asked:
            if since:
                return changes(asked, actor, since=since, until=until, first=first)
            then = {"asof": asof_since or asof, "recorded": recorded_since}
            asked.take(at=asked.view.at, asof_since=asof_since, recorded_since=recorded_since)
            with self._seat.look(asked.view.at, **then, reports_only=reports_only) as earlier:
                return learned(asked, earlier, actor)

    def quotes(
        self,
        speaker: str | None = None,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        asof: str | None = None,
        limit: int | None = LATEST,
        first: int | None = None,
    ) -> Answer[QuoteRow]:
        """What `speaker` said, as the texts have it, the last `limit`; `about`: that names a word or an actor.

        Of these the `first` are wanted where given; the answer tells how many it leaves out. `speaker` or `about` has
        to be given, else `UserError` is raised.
        """
        with self._seat.ask("quotes", asof=asof) as asked:
            return quotes(asked, speaker, about, since=since, until=until, limit=limit, first=first)

    def disputes(
        self, about: str | None = None, *, at: str | None = None, asof: str | None = None
    ) -> Answer[DisputeRow]:
        """Statements that cannot all hold, each side with its sources; `at` keeps what speaks of that day."""
        with self._seat.ask("disputes", asof=asof) as asked:
            return disputes(asked, about, at=at)

    def open_disputes(self, limit: int, *, asof: str | None = None) -> tuple[Answer[DisputeRow], int]:
        """The first disputes that nothing settles, at most `limit`, and how many there are."""
        with self._seat.ask("disputes", asof=asof) as asked:
            asked.take(state="open")
            return open_disputes(asked, limit)

    def statement(self, id: str, *, asof: str | None = None) -> Answer[StatementRow]:
        """One statement: all its keys, its sentences with the evidence marked, its document and its copies.

        With `asof`, a statement that was published later is not found.
        """
        with self._seat.ask("statement", asof=asof) as asked:
            return statement(asked, id)

    def sentences(self, statements: Iterable[str]) -> Answer[StatementRow]:
        """Several statements with their sentences, in the order given."""
        with self._seat.ask("sentences") as asked:
            return sentences(asked, statements)

    def excerpts(self, statements: Iterable[str]) -> dict[str, Excerpt]:
        """The sentences that statements rest on, by the statements' ids: for notes, faster than all of `sentences`."""
        with self._seat.ask("excerpts") as asked:
            return excerpts(asked, statements)

    def texts_of(self, statements: Iterable[str]) -> dict[str, StandsIn]:
        """In which document each of some statements stands, by the statement's id; nothing else is loaded."""
        with self._seat.ask("texts") as asked:
            return asked.view.texts_of(statements)

    def document(self, id: str) -> Answer[ReadingRow]:
        """One document: its text, where it appeared, and what was read in it."""
        with self._seat.ask("document") as asked:
            return document(asked, id)

    def sources(self, statements: Iterable[str]) -> Answer[DocumentRow]:
        """The documents in which statements stand: what a list of references names."""
        with self._seat.ask("sources") as asked:
            return sources(asked, statements)

    def coverage(self, *, asof: str | None = None) -> Answer[StockRow]:
        """What there is of each publisher, language and month."""
        with self._seat.ask("coverage", asof=asof) as asked:
            return coverage(asked)

    def latest(self, *, asof: str | None = None, reports: int = LATELY) -> Answer[TimelineRow]:
        """What is told in the reports published last, so many of them, the newest first."""
        with self._seat.ask("latest", asof=asof) as asked:
            return latest(asked, reports)

    def news(self, actor: str, other: str | None = None, *, since: str | None = None) -> Answer[NewsRow]:
        """What reports told of `actor` (with `other`) last, and why each is news; the newest first.

        `since` keeps what the record learned after a day or moment of recording; raises `DateError` for another.
        """
        with self._seat.ask("news") as asked:
            return news(asked, actor, other, since=since)

    def suggest(self, letters: str) -> Answer[ActorRow]:
        """Actors with a name that begins with `letters`."""
        with self._seat.ask("suggest") as asked:
            return suggest(asked, letters)

    def names(self, actors: Iterable[str]) -> dict[str, str]:
        """What to call actors, by their ids."""
        with self._seat.ask("names") as asked:
            return {id: asked.actors.name(id) for id in actors}

    def find(self, actor: str) -> ActorRow:
        """The actor that a name, code or id means; raises `UnknownActor` with the nearest names."""
        with self._seat.ask("find") as asked:
            taken = asked.actors.find(actor)
            return ActorRow(taken.id, taken.name, kind_of(taken.id), actor, ())

    @property
    def register(self) -> Register:
        """What the world is called here."""
        return self._seat.register

    def verify(self, quote: str, document: str | None = None) -> Answer[VerbatimRow]:
        """Where words stand exactly so in the record's texts, else the nearest passage and what differs."""
        with self._seat.ask("verify") as asked:
            return verify(asked, quote, document)

    def data_version(self) -> str:
        """Names the state of the record."""
        with self._seat.ask("version") as asked:
            return asked.view.data_version

    def versions(self) -> tuple[str, str]:
        """Names the state of the record and that of its votes, which is empty without any."""
        stamp = self.stamp()
        return stamp.data, stamp.votes

    def stamp(self) -> Stamp:
        """Names the state of all that is asked about; looked up anew only once somebody has written."""
        beat = self._seat.record.beat()
        known = self._stamp
        if known is not None and beat is not None and known[0] == beat:
            return known[1]
        with self.view() as view:
            counts: Counter[str] = Counter()
            for file in view.layers():
                counts[file.layer] += file.events
            found = Stamp(view.data_version, view.votes_version, tuple(counts.items()))
        self._stamp = beat, found
        return found

    def view(
        self, at: str | None = None, asof: str | None = None, *, reports_only: bool = False
    ) -> AbstractContextManager[View]:
        """The record as it stood and was known, for what measures it or writes it out."""
        return self._seat.look(at, asof, reports_only=reports_only)

    def search(
        self, words: str, *, limit: int = 50, at: str | None = None, asof: str | None = None
    ) -> Answer[SearchRow]:
        """Passages that hold all of `words`, best first; `at` keeps texts published then."""
        with self._seat.ask("search", asof=asof) as asked:
            return search(asked, words, limit, at=at)

    def documents(
        self, *, at: str | None = None, asof: str | None = None, part: tuple[int, int] | None = None
    ) -> Answer[DocumentRow]:
        """What the record was read from, newest publication first; `at` keeps what was published then.

        `part` leaves so many of the reports out at the beginning and gives so many of the rest.
        """
        with self._seat.ask("documents", asof=asof) as asked:
            return documents(asked, at=at, part=part)

    def ask(
        self, question: str, *, at: str | None = None, asof: str | None = None, reports_only: bool = False
    ) -> Answer[Any]:
        """A question in plain English; `at` and `asof` count where it names no time. The notes say what was run.

        Raises `UnknownQuestion` with the nearest questions when the record cannot be asked that.
        """
        with self._seat.ask("ask", at=at, asof=asof) as asked:
            today = asked.view.moment.latest or dt.date.today()
            query = understand(question, Context(asked.actors, self._seat.register, today))
        query = query.with_default("at", at).with_default("asof", asof)
        day = query.option("at") or query.option("until")
        day = at if query.name in ("timeline", "quotes") else day
        with self._seat.ask(query.name, at=day, asof=query.option("asof"), reports_only=reports_only) as asked:
            return run(query, asked, QUESTIONS)

    def check(
        self,
        statements: Iterable[Statement],
        *,
        at: str | None = None,
        asof: str | None = None,
        reports_only: bool = False,
    ) -> Answer[CheckRow]:
        """What the record says to each statement read in a draft; those without a date hold on the day `at`."""
        with self._seat.ask("check", at=at, asof=asof, reports_only=reports_only) as asked:
            return check(asked, statements)

    def why(
        self, id: str, *, asof: str | None = None, reports_only: bool = False, first: int | None = None
    ) -> Answer[WhyRow]:
        """Which statements a happening or spell was joined of, by its id or a statement's, and on what grounds.

        `first` counts the rows that are wanted; the answer tells how many it leaves out.
        """
        with self._seat.ask("why", asof=asof, reports_only=reports_only) as asked:
            return why(asked, id, first=first)

    def judgements(self, about: str | None = None) -> Answer[JudgementRow]:
        """What people decided, newest first; `about` keeps what begins so among statements and judgements."""
        with self._seat.ask("judgements") as asked:
            return judgements(asked, about)

    def judge(self, person: str | None) -> Judge:
        """Who may decide: accept, reject, correct, add, join and part, each by name and with a reason."""
        return Judge(self._seat.record, self._seat.register, person)

    def refusals(self, *, at: str | None = None, asof: str | None = None) -> Answer[RefusalRow]:
        """What could not be used, with its reason, and what readers of a document are warned of; newest first.

        `at` keeps what was noted then, `asof` what had been noted by then.
        """
        with self._seat.ask("refusals") as asked:
            return refusals(asked, at=at, asof=asof)


def open_desk(address: str | Path, register: Register | None = None) -> Desk:
    """Open the record at `address` for asking; raises `RecordError` when there is none."""
    desk = Desk(open_record(address), register or default())
    # Modules and the register live as long as the process: a sweep over them takes longer than most answers.
    gc.freeze()
    return desk
