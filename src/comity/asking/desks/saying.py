"""What somebody said, where sources differ, why the record has something, and what people decided of it."""

from collections.abc import Iterable

from comity.asking.answer import Answer
from comity.asking.check import check
from comity.asking.desks.place import LATEST, Place
from comity.asking.disputes import disputes, open_disputes
from comity.asking.judging import Judge, judgements
from comity.asking.quotes import quotes
from comity.asking.rows import CheckRow, DisputeRow, JudgementRow, QuoteRow, WhyRow
from comity.asking.why import why
from comity.model import Statement


class Saying(Place):
    """What somebody said, where sources differ, why the record has something, and what people decided of it."""

    def quotes(
        self,
        speaker: str | None = None,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        asof: str | None = None,
        limit: int | None = LATEST,
        last: int | None = None,
    ) -> Answer[QuoteRow]:
        """What `speaker` said, as the texts have it, the last `limit`; `about`: that names a word or an actor.

        Of these only the `last` are wanted where given; the answer tells how many it leaves out. `speaker` or `about`
        has to be given, else `UserError` is raised.
        """
        return self._seat.answer(
            "quotes",
            lambda asked: quotes(asked, speaker, about, since=since, until=until, limit=limit, last=last),
            asof=asof,
            every=lambda asked: quotes(asked, speaker, about, since=since, until=until),
        )

    def disputes(
        self, about: str | None = None, *, at: str | None = None, asof: str | None = None
    ) -> Answer[DisputeRow]:
        """Statements that cannot all hold, each side with its sources; `at` keeps what speaks of that day."""
        return self._seat.answer("disputes", lambda asked: disputes(asked, about, at=at), asof=asof)

    def open_disputes(self, limit: int, *, asof: str | None = None) -> tuple[Answer[DisputeRow], int]:
        """The first disputes that nothing settles, at most `limit`, and how many there are."""
        with self._seat.ask("disputes", asof=asof) as asked:
            asked.take(state="open")
            return open_disputes(asked, limit)

    def why(
        self, id: str, *, asof: str | None = None, reports_only: bool = False, first: int | None = None
    ) -> Answer[WhyRow]:
        """Which statements a happening or spell was joined of, by its id or a statement's, and on what grounds.

        `first` counts the rows that are wanted; the answer tells how many it leaves out.
        """
        return self._seat.answer(
            "why", lambda asked: why(asked, id, first=first), asof=asof, reports_only=reports_only,
            every=lambda asked: why(asked, id),
        )  # fmt: skip

    def check(
        self,
        statements: Iterable[Statement],
        *,
        at: str | None = None,
        asof: str | None = None,
        reports_only: bool = False,
    ) -> Answer[CheckRow]:
        """What the record says to each statement read in a draft; those without a date hold on the day `at`."""
        claims = tuple(statements)
        return self._seat.answer(
            "check", lambda asked: check(asked, claims), at=at, asof=asof, reports_only=reports_only
        )

    def judgements(self, about: str | None = None) -> Answer[JudgementRow]:
        """What people decided, newest first; `about` keeps what begins so among statements and judgements."""
        with self._seat.ask("judgements") as asked:
            return judgements(asked, about)

    def judge(self, person: str | None) -> Judge:
        """Who may decide: accept, reject, correct, add, join and part, each by name and with a reason."""
        return Judge(self._seat.record, self._seat.register, person)
