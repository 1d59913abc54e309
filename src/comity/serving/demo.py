"""`comity demo`: reads the example articles into a record and shows a short tour of answers with their sentences."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import comity
from comity.errors import InternalError

if TYPE_CHECKING:
    from comity.asking import Desk

RECORD = "comity-demo.db"
TOUR: tuple[tuple[str, str, tuple[str, ...], dict[str, str]], ...] = (
    ("Who belonged to the Shanghai club the day after Iran joined?", "members", ("SCO",), {"at": "2023-07-05"}),
    ("What did Qatar belong to at the end of 2018?", "memberships", ("Qatar",), {"at": "2018-12-31"}),
    ("Who held which office of the African Union?", "offices", ("African Union",), {"at": "2017-02-01"}),
    ("What happened between Ethiopia and Eritrea?", "timeline", ("Ethiopia", "Eritrea"), {}),
    ("What changed about NATO?", "changes", ("NATO",), {"since": "2022-01-01", "until": "2024-06-01"}),
    ("What did the French foreign minister say?", "quotes", ("Jean-Yves Le Drian",), {}),
)  # fmt: skip


def demo(
    ctx: typer.Context,
    record: Annotated[str, typer.Option("--record", metavar="FILE", help="Where the examples are recorded.")] = RECORD,
) -> None:
    """Read the example articles and show what can be asked of them."""
    from comity.newsroom import assign
    from comity.serving.reading import read_into_record

    run = read_into_record(ctx.obj, assign([find_examples()]), record)
    if run.interrupted:
        raise typer.Exit(run.exit_status(()))
    with ctx.obj.open_desk(record) as desk:
        for stop in TOUR:
            _show_stop(desk, record, *stop)
        _show_last_words(record)


def find_examples() -> Path:
    """The folder of example articles: inside an installed package, or beside the source tree."""
    package = Path(comity.__file__).parent
    for folder in (package / "examples", package.parents[1] / "examples"):
        if any(folder.glob("*.md")):
            return folder
    raise InternalError("The example articles are missing from this installation; install Comity again.")


def _show_stop(
    desk: "Desk", record: str, title: str, question: str, words: tuple[str, ...], options: dict[str, Any]
) -> None:
    from comity.serving.tables import print_answer
    from comity.serving.terminal import output, plain

    console = output()
    console.rule(plain(title, "bold"), align="left")
    console.print(plain(f"$ {command_line(question, words, options, record)}", "cyan"))
    answer = getattr(desk, question)(*words, **options)
    print_answer(answer, console)
    _show_sentence(desk, answer.statements[:1])


def command_line(question: str, words: tuple[str, ...], options: dict[str, str], record: str) -> str:
    """The command that asks the same."""
    quoted = [f'"{word}"' if " " in word else word for word in words]
    flags = [f"--{name} {value}" for name, value in options.items()]
    return " ".join(["comity", question, *quoted, *flags, "--record", record])


def _show_sentence(desk: "Desk", statements: tuple[str, ...]) -> None:
    """The sentence behind the first row, with its evidence marked."""
    from rich.padding import Padding

    from comity.serving.statement_page import mark_evidence
    from comity.serving.terminal import output, plain

    for id in statements:
        for row in desk.statement(id).rows:
            text = mark_evidence(row.passages[0]).append_text(
                plain(f"  — {row.publisher or row.source}, {row.published or 'undated'}", "italic")
            )
            output().print(Padding(text, (0, 0, 1, 2)))


def _show_last_words(record: str) -> None:
    from comity.serving.terminal import output, plain

    console = output()
    console.rule()
    console.print(plain("Every row names the statements it rests on. See one whole with: comity show st-…"))
    console.print(plain(f"Ask more of these articles with --record {record}, or read your own: comity read FOLDER"))
