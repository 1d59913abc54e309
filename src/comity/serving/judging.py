"""`comity judge`: decide about statements by name and with a reason, take it back, and list what was decided."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.errors import UserError
from comity.serving.options import FormatOption, OutOption, RecordedOption, RecordOption

if TYPE_CHECKING:
    from comity.asking.rows import JudgementRow

judge = typer.Typer(
    name="judge",
    no_args_is_help=True,
    help="Decide about statements: each judgement has a name, a reason and a time, and can be taken back by itself.",
)
ByOption = Annotated[
    str | None, typer.Option("--by", envvar="COMITY_PERSON", metavar="NAME", help="Who judges.", show_default=False)
]
WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for whoever reads it later.")]
StatementsArgument = Annotated[list[str], typer.Argument(help="Ids of statements, or as much of them as is unique.")]
ValuesArgument = Annotated[
    list[str],
    typer.Argument(metavar="KEY=VALUE...", help="As in when=2002 status=observer member=Kyrgyzstan; “none” empties."),
]
PairArgument = Annotated[str, typer.Argument(help="A statement or happening.")]


@judge.command()
def accept(
    ctx: typer.Context,
    statements: StatementsArgument,
    why: WhyOption,
    by: ByOption = None,
    record: RecordOption = None,
) -> None:
    """Vouch for statements: their dates lead, and a dispute that they are a side of counts as judged."""
    _each(ctx, record, by, statements, lambda judge, id: judge.accept(id, reason=why))


@judge.command()
def reject(
    ctx: typer.Context,
    statements: StatementsArgument,
    why: WhyOption,
    by: ByOption = None,
    record: RecordOption = None,
) -> None:
    """Take statements out of all answers; they stay in the record as rejected."""
    _each(ctx, record, by, statements, lambda judge, id: judge.reject(id, reason=why))


@judge.command()
def correct(
    ctx: typer.Context,
    statement: Annotated[str, typer.Argument(help="The statement that is wrong.")],
    values: ValuesArgument,
    why: WhyOption,
    by: ByOption = None,
    record: RecordOption = None,
) -> None:
    """Put a statement with other values in the place of one; the original stays beside it."""
    changed = _parse_values(values)
    _each(ctx, record, by, [statement], lambda judge, id: judge.correct(id, reason=why, **changed))


@judge.command()
def same(
    ctx: typer.Context,
    one: PairArgument,
    other: PairArgument,
    why: WhyOption,
    by: ByOption = None,
    record: RecordOption = None,
) -> None:
    """Join what two statements or happenings tell."""
    _each(ctx, record, by, [one], lambda judge, id: judge.same(id, other, reason=why))


@judge.command("not")
def not_same(
    ctx: typer.Context,
    one: PairArgument,
    other: PairArgument,
    why: WhyOption,
    by: ByOption = None,
    record: RecordOption = None,
) -> None:
    """Keep apart what two statements or happenings tell."""
    _each(ctx, record, by, [one], lambda judge, id: judge.not_same(id, other, reason=why))


@judge.command("one-actor")
def one_actor(
    ctx: typer.Context,
    gone: Annotated[str, typer.Argument(help="The actor, by name or id, that another is to stand for.")],
    kept: Annotated[str, typer.Argument(help="The actor that stands for it.")],
    why: WhyOption,
    by: ByOption = None,
    record: RecordOption = None,
) -> None:
    """Have one actor stand for another: what is said of the first, now or later, is said of the second."""
    _each(ctx, record, by, [gone], lambda judge, name: judge.one_actor(name, kept, reason=why))


@judge.command()
def add(
    ctx: typer.Context,
    document: Annotated[str, typer.Argument(help="The document's id.")],
    kind: Annotated[str, typer.Argument(help="event, membership, office, quotation, relation or fact.")],
    words: Annotated[str, typer.Argument(help="The words that say so, as they stand in the document.")],
    values: ValuesArgument,
    why: WhyOption,
    by: ByOption = None,
    record: RecordOption = None,
) -> None:
    """Add a statement that the reader missed."""
    given = _parse_values(values)
    _each(ctx, record, by, [document], lambda judge, id: judge.add(id, kind, words, reason=why, **given))


@judge.command()
def undo(
    ctx: typer.Context,
    judgement: Annotated[str, typer.Argument(help="Id of the judgement, jd-…, or as much of it as is unique.")],
    why: WhyOption,
    by: ByOption = None,
    record: RecordOption = None,
) -> None:
    """Take one judgement back; undo the undo to have it again."""
    _each(ctx, record, by, [judgement], lambda judge, id: judge.undo(id, reason=why))


@judge.command("list")
def list_all(
    ctx: typer.Context,
    about: Annotated[str | None, typer.Argument(help="Only judgements about this statement.")] = None,
    recorded: RecordedOption = None,
    record: RecordOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """All judgements, newest first; --format jsonl writes them with all their keys."""
    from comity.serving.delivery import deliver

    with ctx.obj.open_desk(record or ctx.obj.settings.record, ctx.obj.settings) as desk:
        deliver(desk.as_recorded(recorded).judgements(about), format, out)


def _each(
    ctx: typer.Context, record: str | None, by: str | None, ids: list[str], decide: Callable[[Any, str], "JudgementRow"]
) -> None:
    """Record one judgement for each id, and say what was recorded."""
    from comity.serving.terminal import output, plain

    with ctx.obj.open_desk(record or ctx.obj.settings.record, ctx.obj.settings) as desk:
        judge = desk.judge(by or ctx.obj.settings.person)
        for id in ids:
            row = decide(judge, id)
            output().print(plain(f"{row.judgement} {row.verdict}: {row.says} ({row.person})"), soft_wrap=True)


def _parse_values(values: list[str]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for key, sign, _ in pairs:
        if not (key and sign):
            raise UserError(f"“{key}” is no KEY=VALUE; write it as in when=2002 or member=Kyrgyzstan.")
    return {key.replace("-", "_"): value for key, _, value in pairs}
