"""`comity brief`: one actor, or two, over a stretch of time as one file to hand on."""

from pathlib import Path
from typing import Annotated

import typer

from comity.errors import UserError
from comity.serving.doors import choose_desk
from comity.serving.options import (
    AsOfOption,
    MinConfidenceOption,
    RecordedOption,
    RecordOption,
    ReportsOnlyOption,
    SinceOption,
    UntilOption,
)


def brief(
    ctx: typer.Context,
    actor: Annotated[str, typer.Argument(help="A state, organisation or person by any of its names.")],
    other: Annotated[
        str | None, typer.Argument(help="A second one, for a brief of what is between the two.", show_default=False)
    ] = None,
    *,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="What is written: an .html, .pdf or .md file.")],
    since: SinceOption = None,
    until: UntilOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    reports_only: ReportsOnlyOption = False,
    record: RecordOption = None,
) -> None:
    """Write a brief of an actor, or of two, every line with the exact sentences it rests on."""
    from comity.serving.briefing.files import WRITERS
    from comity.serving.briefing.gathering import Wanted, gather
    from comity.serving.delivery import whole_file
    from comity.serving.terminal import output, plain

    write = WRITERS.get(to.suffix.lower().removeprefix("."))
    if write is None:
        raise UserError(f"A brief cannot be written to {to}; name it .html, .pdf or .md.")
    with ctx.obj.open_desk(record or ctx.obj.settings.record, ctx.obj.settings) as desk:
        asked = choose_desk(desk, recorded, min_confidence)
        made, _ = gather(asked, Wanted(actor, since, until, asof, reports_only, other=other))
    with whole_file(to) as file:
        file.write(write(made))
    lines = sum(len(section.lines) for section in made.sections)
    output().print(plain(f"{made.name}: {lines} lines and {len(made.notes)} notes in {to}."), soft_wrap=True)
