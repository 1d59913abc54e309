"""The command line: one command a question, one to read, and the demo. Heavy libraries load inside the commands."""

from typing import Annotated

import typer

import comity
from comity.serving import keeping, measures
from comity.serving.archives import archive
from comity.serving.briefs import brief
from comity.serving.checking import check
from comity.serving.demo import demo
from comity.serving.digests import digest
from comity.serving.doors import Doors
from comity.serving.exporting import export
from comity.serving.faults import Commands
from comity.serving.importing import imports
from comity.serving.judging import judge
from comity.serving.lexicon import lexicon
from comity.serving.polling import watch
from comity.serving.questions import COMMANDS, PANEL
from comity.serving.reading import read
from comity.serving.registers import register
from comity.serving.roles import roles
from comity.serving.sites import mcp, serve
from comity.serving.tokens import tokens

app = typer.Typer(
    name="comity",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="The citable memory of world affairs: reads news and official texts into a dated, sourced record, "
    "and answers from it with the sentences each answer rests on.",
)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"comity {comity.__version__}")
        raise typer.Exit


@app.callback()
def start(
    ctx: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Open the doors that the commands use."""
    ctx.obj = ctx.obj or Doors()


def main() -> None:
    """Run the command line."""
    app()


app.command(rich_help_panel="Read")(read)
app.command(rich_help_panel="Read")(watch)
app.command(rich_help_panel="Read")(demo)
app.add_typer(imports, rich_help_panel="Read")
app.add_typer(archive, rich_help_panel="Read")
app.command(rich_help_panel="Read")(export)
app.add_typer(register, rich_help_panel="Read")
app.add_typer(lexicon, rich_help_panel="Read")
app.command(rich_help_panel=measures.PANEL)(measures.measure)
app.command(rich_help_panel=measures.PANEL)(measures.measures)
for command in COMMANDS:
    app.command(rich_help_panel=PANEL)(command)
app.command(rich_help_panel=PANEL)(check)
app.command(rich_help_panel=PANEL)(brief)
app.command(rich_help_panel=PANEL)(digest)
app.add_typer(judge, rich_help_panel="Decide")
for keep in keeping.COMMANDS:
    app.command(rich_help_panel=keeping.PANEL)(keep)
app.add_typer(roles, rich_help_panel=keeping.PANEL)
app.add_typer(tokens, rich_help_panel=keeping.PANEL)
app.command(rich_help_panel="Look")(serve)
app.command(rich_help_panel="Look")(mcp)
