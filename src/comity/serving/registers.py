"""`comity register`: look into the register, check it, and write it out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.serving.options import AtOption, Format, FormatOption, OutOption

if TYPE_CHECKING:
    from comity.asking import Answer
    from comity.register import Register
    from comity.register.report import Line

register = typer.Typer(
    name="register", no_args_is_help=True, help="The reference data that comes with Comity: what the world is called."
)
OverlayOption = Annotated[
    Path | None,
    typer.Option("--overlay", envvar="COMITY_REGISTER", metavar="FOLDER", help="Rows of your own on top of ours."),
]


@register.command()
def show(
    actor: Annotated[str, typer.Argument(help="A name, code or id.")],
    at: AtOption = None,
    overlay: OverlayOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """What the register says of a state, organisation or person, with dates and sources."""
    from comity.register import report
    from comity.serving.delivery import choose_format, write_data
    from comity.serving.tables import build_table
    from comity.serving.terminal import output, plain

    chosen, shelf = choose_format(format, out), _load(overlay)
    answer = _as_answer(actor, report.show(shelf, actor, at), shelf)
    if chosen is not Format.TABLE:
        write_data(answer, chosen, out)
        return
    screen = output()
    screen.print(build_table(answer, screen.width))
    screen.print(plain(f"{len(answer)} lines. Register {shelf.version}.", "dim"))


@register.command()
def check(overlay: OverlayOption = None) -> None:
    """Look for faults in the register, your own rows included; status 2 when there are any."""
    from comity.register.check import check as find_problems
    from comity.serving.faults import USER
    from comity.serving.terminal import output, plain

    problems = find_problems(_load(overlay))
    for problem in problems:
        output().print(plain(str(problem)))
    output().print(plain(f"{len(problems)} faults." if problems else "The register is sound.", "bold"))
    raise typer.Exit(USER if problems else 0)


@register.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where the files go; it is made if it is not there.")],
    overlay: OverlayOption = None,
) -> None:
    """Write the register as one CSV file a subject."""
    from comity.register import report
    from comity.serving.terminal import output, plain

    for path in report.export(_load(overlay), folder):
        output().print(plain(str(path)))


def _load(overlay: Path | None) -> "Register":
    from comity.register import Register

    return Register.load(overlay)


def _as_answer(actor: str, lines: "list[Line]", shelf: "Register") -> "Answer[Line]":
    """The lines in the form that tables and files are made from; they rest on the register alone."""
    from comity.asking import Answer, Coverage, Question
    from comity.register.report import Line

    looked = Coverage(0, 0, 0, (), None, None, register=True)
    return Answer(Question("register show", (("actor", actor),)), Line, tuple(lines), (), looked, shelf.version)
