"""`comity demo`: reads the example articles into a record and shows a short tour of answers with their sentences."""

import datetime as dt
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import comity
from comity.errors import InternalError, RecordError

if TYPE_CHECKING:
    from comity.asking import Desk

RECORD = "comity-demo.db"
LOOK = 12
"""How many statements are looked through for one of a report; the register has no sentence worth showing."""
REPORTS: Mapping[str, str | bool] = {"reports_only": True}


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the tour: a heading and the question asked under it."""

    heading: str
    question: str
    words: tuple[str, ...]
    options: Mapping[str, str | bool] = field(default_factory=dict)

    def command(self, record: str) -> str:
        """The command that asks the same."""
        words = [f'"{word}"' if " " in word else word for word in self.words]
        flags = [f"--{name.replace('_', '-')}" + (f" {v}" if v is not True else "") for name, v in self.options.items()]
        return " ".join(["comity", self.question, *words, *flags, "--record", record])


TOUR = (
    Stop("How did members stand to Mercosur in July 2012?", "members", ("Mercosur",), {"at": "2012-07-01", **REPORTS}),
    Stop("Who belonged to the SCO when Iran had joined?", "members", ("SCO",), {"at": "2023-07-05", **REPORTS}),
    Stop("What passed between North Korea and the United States?", "timeline", ("North Korea", "United States")),
    Stop("What changed for Qatar that winter?", "changes", ("Qatar",), {"since": "2018-11-01", "until": "2019-02-01"}),
    Stop("Who held office in Ethiopia?", "offices", ("Ethiopia",), {"at": "2018-07-19"}),
    Stop("What did the French foreign minister say?", "quotes", ("Jean-Yves Le Drian",)),
)


def demo(
    ctx: typer.Context,
    record: Annotated[str, typer.Option("--record", metavar="FILE", help="Where the examples are recorded.")] = RECORD,
) -> None:
    """Read the example articles and show what can be asked of them."""
    from comity.newsroom import assign
    from comity.serving.reading import read_into_record
    from comity.serving.terminal import messages, plain

    if kept := set_old_aside(record, dt.datetime.now(dt.UTC)):
        messages().print(
            plain(f"An earlier Comity made {record}; it now lies in {kept}, and the examples are read anew.")
        )
    run = read_into_record(ctx.obj, assign(find_articles(find_examples())), record)
    if run.interrupted:
        raise typer.Exit(run.exit_status(()))
    with ctx.obj.open_desk(record, ctx.obj.settings) as desk:
        for stop in TOUR:
            _show_stop(desk, record, stop)
        _show_last_words(record)


def set_old_aside(record: str, now: dt.datetime) -> Path | None:
    """Keep the demo record of an earlier Comity beside a new one, and say where; None where there is nothing to keep.

    Only what the demo itself made is moved: of a record by another name `upgrade` is asked for.
    """
    from comity.recording.backup import back_up
    from comity.recording.record import pending_steps

    old = Path(record)
    behind = False
    if old.name == RECORD and old.exists():
        with suppress(RecordError):  # what is no record is told when it is opened
            behind = bool(pending_steps(record))
    if not behind:
        return None
    kept = back_up(record, old.parent, now)
    for part in ("", "-wal", "-shm"):
        old.with_name(RECORD + part).unlink(missing_ok=True)
    return kept


def find_examples() -> Path:
    """The folder of example articles: inside an installed package, or beside the source tree."""
    package = Path(comity.__file__).parent
    for folder in (package / "examples", package.parents[1] / "examples"):
        if any(folder.glob("*.md")):
            return folder
    raise InternalError("The example articles are missing from this installation; install Comity again.")


def find_articles(folder: Path) -> list[Path]:
    """The articles among the examples; what was annotated beside them is not to be read, nor told as refused."""
    return sorted(path for path in folder.glob("*.md") if path.name != "README.md")


def _show_stop(desk: "Desk", record: str, stop: Stop) -> None:
    from comity.serving.tables import print_answer
    from comity.serving.terminal import output, plain

    console = output()
    console.rule(plain(stop.heading, "bold"), align="left")
    console.print(plain(f"$ {stop.command(record)}", "cyan"), soft_wrap=True)
    answer = getattr(desk, stop.question)(*stop.words, **stop.options)
    print_answer(answer, console)
    _show_sentence(desk, answer.statements)
    console.print()


def _show_sentence(desk: "Desk", statements: tuple[str, ...]) -> None:
    """The first sentence of a report behind the rows, with its evidence marked."""
    from rich.padding import Padding

    from comity.serving.statement_page import mark_evidence
    from comity.serving.terminal import output, plain

    told = (row for id in statements[:LOOK] for row in desk.statement(id).rows if row.published)
    for row in islice(told, 1):
        source = plain(f"{row.publisher or row.source}, {row.published}", "italic")
        output().print(Padding(mark_evidence(row.passages[0]).append(" — ").append_text(source), (0, 0, 0, 2)))


def _show_last_words(record: str) -> None:
    from comity.serving.terminal import output, plain

    console = output()
    console.rule()
    console.print(plain("Every row names the statements it rests on. See one whole with: comity show st-…"))
    name = "comity" if shutil.which("comity") else sys.argv[0]
    console.print(plain(f"Ask more of these articles with --record {record}, or read your own: {name} read FOLDER"))
