"""The questions as commands: each opens the desk, asks, and delivers the answer."""

from pathlib import Path
from typing import Annotated, Any

import typer

from comity.errors import UserError
from comity.serving.doors import choose_desk
from comity.serving.options import (
    AsOfOption,
    AsOfSinceOption,
    AtEndOption,
    AtHeldOption,
    AtOption,
    AtSpanOption,
    BesideOption,
    Format,
    FormatOption,
    MinConfidenceOption,
    OutOption,
    RecordedOption,
    RecordedSinceOption,
    RecordOption,
    ReportsOnlyOption,
    SinceOption,
    UntilOption,
)

PANEL = "Ask the record"


def _answer(
    ctx: typer.Context, record: str | None, format: Format | None, out: Any, name: str, *words: Any, **on: Any
) -> None:
    """Ask the desk, as it was at the moment `recorded`, the question `name` and deliver what it answers."""
    from comity.serving.delivery import deliver

    recorded, min_confidence = on.pop("recorded", None), on.pop("min_confidence", None)
    with ctx.obj.open_desk(record or ctx.obj.settings.record, ctx.obj.settings) as desk:
        deliver(getattr(choose_desk(desk, recorded, min_confidence), name)(*words, **on), format, out)


def _rows_for(format: Format | None, out: Path | None) -> int | None:
    """How many rows of a long answer are wanted: the last ones on a screen, all (None) as data."""
    from comity.asking.desks.place import LATEST
    from comity.serving.delivery import choose_format

    return LATEST if choose_format(format, out) is Format.TABLE else None


def members(
    ctx: typer.Context,
    organisation: Annotated[str, typer.Argument(help="An organisation by any of its names.")],
    at: AtOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    reports_only: ReportsOnlyOption = False,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Who belongs to an organisation on a day, and how."""
    clocks = {
        "at": at,
        "asof": asof,
        "recorded": recorded,
        "min_confidence": min_confidence,
        "reports_only": reports_only,
    }
    _answer(ctx, record, format, out, "members", organisation, **clocks)


def memberships(
    ctx: typer.Context,
    actor: Annotated[str, typer.Argument(help="A state, organisation or person by any of its names.")],
    at: AtOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    reports_only: ReportsOnlyOption = False,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """What an actor belongs to on a day, and how."""
    clocks = {
        "at": at,
        "asof": asof,
        "recorded": recorded,
        "min_confidence": min_confidence,
        "reports_only": reports_only,
    }
    _answer(ctx, record, format, out, "memberships", actor, **clocks)


def offices(
    ctx: typer.Context,
    of: Annotated[str, typer.Argument(help="A state or organisation, or a person.")],
    at: AtOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    reports_only: ReportsOnlyOption = False,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Who holds which office on a day."""
    _answer(
        ctx,
        record,
        format,
        out,
        "offices",
        of,
        at=at,
        asof=asof,
        recorded=recorded,
        min_confidence=min_confidence,
        reports_only=reports_only,
    )


def facts(
    ctx: typer.Context,
    actor: Annotated[str, typer.Argument(help="A state, organisation or person by any of its names.")],
    property: Annotated[
        str | None,
        typer.Option("--property", metavar="NAME", help="Only these, parted by commas: founded, population, purpose …"),
    ] = None,
    value: Annotated[
        str | None, typer.Option("--value", metavar="VALUE", help="Only this value; a year stands for all its days.")
    ] = None,
    at: AtHeldOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    reports_only: ReportsOnlyOption = False,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """What sources say of an actor: when it was founded, where it is based, how many live there, what it is for."""
    clocks = {
        "at": at,
        "asof": asof,
        "recorded": recorded,
        "min_confidence": min_confidence,
        "reports_only": reports_only,
    }
    _answer(ctx, record, format, out, "facts", actor, property=property, value=value, **clocks)


def relations(
    ctx: typer.Context,
    actor: Annotated[str, typer.Argument(help="A state, organisation or person by any of its names.")],
    other: Annotated[str | None, typer.Argument(help="Only how it stands to this one.")] = None,
    type: Annotated[
        str | None,
        typer.Option("--type", metavar="NAME", help="Only these, parted by commas: ally, rival, backs, borders …"),
    ] = None,
    at: AtHeldOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    reports_only: ReportsOnlyOption = False,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Who is whose ally, partner or rival, who backs, leads or borders whom."""
    clocks = {
        "at": at,
        "asof": asof,
        "recorded": recorded,
        "min_confidence": min_confidence,
        "reports_only": reports_only,
    }
    _answer(ctx, record, format, out, "relations", actor, other, type=type, **clocks)


def timeline(
    ctx: typer.Context,
    actor: Annotated[str, typer.Argument(help="A state, organisation or person.")],
    other: Annotated[str | None, typer.Argument(help="Only what involves this one too.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    at: AtSpanOption = None,
    beside: BesideOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """What happened, was planned or denied, oldest first."""
    days = {"since": since or at, "until": until or at}
    clocks = {"asof": asof, "recorded": recorded, "min_confidence": min_confidence, "limit": _rows_for(format, out)}
    _answer(ctx, record, format, out, "timeline", actor, other, **days, beside=beside, **clocks)


def changes(
    ctx: typer.Context,
    actor: Annotated[str, typer.Argument(help="A state, organisation or person.")],
    since: SinceOption = None,
    until: UntilOption = None,
    at: AtEndOption = None,
    asof_since: AsOfSinceOption = None,
    asof: AsOfOption = None,
    recorded_since: RecordedSinceOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    reports_only: ReportsOnlyOption = False,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """What changed between two dates; with --asof-since, what became known between two dates of publication."""
    if not (since or asof_since or recorded_since):
        raise UserError("Changes since when? Give --since with a date in the world, or --asof-since with one of ours.")
    dates = {"since": since, "until": until or at, "asof_since": asof_since, "recorded_since": recorded_since}
    clocks = {"asof": asof, "recorded": recorded, "min_confidence": min_confidence, "reports_only": reports_only}
    _answer(ctx, record, format, out, "changes", actor, **dates, **clocks)


def quotes(
    ctx: typer.Context,
    speaker: Annotated[str | None, typer.Argument(help="Who said it; not needed with --about.")] = None,
    about: Annotated[str | None, typer.Option("--about", metavar="WORDS", help="Only what names these words.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    at: AtSpanOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Who said what."""
    clocks = {"asof": asof, "recorded": recorded, "min_confidence": min_confidence, "limit": _rows_for(format, out)}
    _answer(ctx, record, format, out, "quotes", speaker, about=about, since=since or at, until=until or at, **clocks)


def disputes(
    ctx: typer.Context,
    about: Annotated[str | None, typer.Argument(help="Only disputes about this actor.")] = None,
    at: AtSpanOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Where sources cannot all be right."""
    _answer(
        ctx, record, format, out, "disputes", about, at=at, asof=asof, recorded=recorded, min_confidence=min_confidence
    )


def search(
    ctx: typer.Context,
    words: Annotated[str, typer.Argument(help="Words that all have to be there.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many passages.")] = 50,
    at: AtSpanOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Passages that hold the words, with the statements read in them."""
    _answer(
        ctx,
        record,
        format,
        out,
        "search",
        words,
        limit=limit,
        at=at,
        asof=asof,
        recorded=recorded,
        min_confidence=min_confidence,
    )


def documents(
    ctx: typer.Context,
    at: AtSpanOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """What the record was read from."""
    _answer(ctx, record, format, out, "documents", at=at, asof=asof, recorded=recorded)


def ask(
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(help="A question in plain English, in quotation marks.")],
    at: AtOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    reports_only: ReportsOnlyOption = False,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """A question in plain English; what was run for it is said beneath the answer."""
    _answer(
        ctx,
        record,
        format,
        out,
        "ask",
        question,
        at=at,
        asof=asof,
        recorded=recorded,
        min_confidence=min_confidence,
        reports_only=reports_only,
    )


def refusals(
    ctx: typer.Context,
    at: AtSpanOption = None,
    asof: AsOfOption = None,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """What could not be used, with its reason, and what readers are warned of; dates are those of the noting."""
    _answer(ctx, record, format, out, "refusals", at=at, asof=asof)


def why(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="A happening (hp-…), a spell (sp-…) or one of their statements (st-…).")],
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    reports_only: ReportsOnlyOption = False,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Which statements were joined into a happening or a spell, and on what grounds."""
    _answer(
        ctx,
        record,
        format,
        out,
        "why",
        id,
        asof=asof,
        recorded=recorded,
        min_confidence=min_confidence,
        reports_only=reports_only,
    )


def show(
    ctx: typer.Context,
    statement: Annotated[str, typer.Argument(help="The statement's id, or as much of it as is unique.")],
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """One statement with its sentence, publisher, date and who says so."""
    from comity.serving.delivery import deliver
    from comity.serving.statement_page import print_statement
    from comity.serving.terminal import output

    with ctx.obj.open_desk(record or ctx.obj.settings.record, ctx.obj.settings) as desk:
        answer = (desk.as_recorded(recorded) if recorded else desk).statement(statement, asof=asof)
    if not answer.found:
        late = (f" by {asof}" if asof else "") + (f" recorded by {recorded}" if recorded else "")
        raise UserError(f"No statement{late} has the id {statement}; tables show ids that comity show understands.")
    if format in (None, Format.TABLE) and not out:
        print_statement(answer, output())
    else:
        deliver(answer, format, out)


COMMANDS = (
    ask, members, memberships, offices, facts, relations, timeline, changes, quotes, disputes, search, show, why,
    documents, refusals,
)  # fmt: skip
