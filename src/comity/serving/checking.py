"""`comity check`: reads a draft, records nothing of it, and shows each of its claims beside the record."""

from typing import TYPE_CHECKING, Annotated

import typer

from comity.errors import SourceError
from comity.serving.doors import choose_desk
from comity.serving.options import (
    AsOfOption,
    AtOption,
    FormatOption,
    MinConfidenceOption,
    OutOption,
    PublishedOption,
    RecordedOption,
    RecordOption,
    ReportsOnlyOption,
)

if TYPE_CHECKING:
    from comity.asking import Answer, Desk
    from comity.asking.rows import CheckRow
    from comity.newsroom import Outcome
    from comity.serving.doors import Doors


def check(
    ctx: typer.Context,
    draft: Annotated[str, typer.Argument(help="An .md or .txt file; - is standard input.")],
    published: PublishedOption = None,
    at: AtOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    reports_only: ReportsOnlyOption = False,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Each claim of a draft: supported, contradicted, planned only or not found."""
    from comity.serving.delivery import choose_format, deliver

    choose_format(format, out)
    with ctx.obj.open_desk(record or ctx.obj.settings.record, ctx.obj.settings) as desk:
        asked = choose_desk(desk, recorded, min_confidence)
        answer = check_draft(ctx.obj, asked, draft, published, at=at, asof=asof, reports_only=reports_only)
    deliver(answer, format, out)


def check_draft(
    doors: "Doors",
    desk: "Desk",
    draft: str,
    published: str | None = None,
    *,
    at: str | None = None,
    asof: str | None = None,
    reports_only: bool = False,
) -> "Answer[CheckRow]":
    """The claims of the file `draft` beside the record; what it does not date holds `at`, else on its own day.

    Raises `SourceError` when the draft cannot be read.
    """
    outcome = _read(doors, draft, published)
    day = at or (outcome.document.published if outcome.document else None)
    return desk.check(outcome.statements, at=day, asof=asof, reports_only=reports_only)


def _read(doors: "Doors", draft: str, published: str | None) -> "Outcome":
    """What is read in the draft; nothing is recorded."""
    from comity.newsroom import assign, read_documents
    from comity.sources.defaults import Defaults

    assignment = assign([draft], Defaults(published=published))
    if len(assignment.files) > 1:
        raise SourceError(f"{draft} names more than one file; check them one by one.")
    if assignment.refusals:
        raise SourceError(f"{draft} cannot be checked: {assignment.refusals[0].reason}.")
    reader = doors.make_reader(doors.settings, doors.load_register(doors.settings))
    outcome = next(read_documents(assignment.documents(), reader), None)
    if outcome is None or outcome.refusal:
        reason = outcome.refusal.reason if outcome and outcome.refusal else "it holds nothing to read"
        raise SourceError(f"{draft} cannot be checked: {reason}.")
    return outcome
