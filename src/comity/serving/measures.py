"""`comity measure` and `comity measures`, and `comity.measure` behind them: numbers, and a plot of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.errors import UserError
from comity.serving.doors import Doors
from comity.serving.options import AsOfOption, AtOption, Format, FormatOption, OutOption, RecordOption

if TYPE_CHECKING:
    from comity.measuring.measured import Measured
    from comity.votes import Votes

PANEL = "Measure"
VotesOption = Annotated[
    Path | None,
    typer.Option(
        "--votes", envvar="COMITY_VOTES", metavar="FILE", help="Votes: a Voeten file or the UN Digital Library's."
    ),
]
RollcallsOption = Annotated[
    Path | None,
    typer.Option(
        "--rollcalls", envvar="COMITY_ROLLCALLS", metavar="FILE", help="Titles and issues, if in a file of their own."
    ),
]
RuleOption = Annotated[
    list[str] | None,
    typer.Option("--rule", help="How abstentions count; more than one can be given.", show_default="exact"),
]


def measure(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Which measure; `comity measures` lists them.")],
    actors: Annotated[list[str] | None, typer.Argument(help="States or organisations, by any name or code.")] = None,
    votes: VotesOption = None,
    rollcalls: RollcallsOption = None,
    rule: RuleOption = None,
    by: Annotated[
        str | None, typer.Option("--by", help="session, year, issue or all; for events day, month or year.")
    ] = None,
    absence: Annotated[str, typer.Option("--absence", help="left-out or disagreement.")] = "left-out",
    sessions: Annotated[
        str | None, typer.Option("--sessions", metavar="FIRST-LAST", help="Only these sessions.")
    ] = None,
    issue: Annotated[
        str | None, typer.Option("--issue", help="Only this issue: me, nu, di, co, hr, ec, important.")
    ] = None,
    final: Annotated[bool, typer.Option("--final", help="No votes on paragraphs and amendments.")] = False,
    contested: Annotated[bool, typer.Option("--contested/--all-votes", help="Leave unanimous roll calls out.")] = True,
    window: Annotated[int, typer.Option("--window", help="Days after and before, for lead-lag.", min=1)] = 30,
    at: AtOption = None,
    asof: AsOfOption = None,
    record: RecordOption = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw it to an .svg, .png or .pdf.")
    ] = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Measure how close states stand, how united blocs are, and how that moves."""
    choices = {
        "rules": tuple(rule or ("exact",)),
        "by": by,
        "absence": absence,
        "at": at,
        "asof": asof,
        "window": window,
    }
    span = {"sessions": sessions, "issue": issue, "final": final, "contested": contested}
    found, title = run(ctx.obj, name, actors or (), votes, rollcalls, record, span, choices)
    _deliver(found, format, out)
    if plot:
        from comity.measuring.plotting import plot as draw

        draw(found, title, plot)


def measures() -> None:
    """List the measures, each with its definition and where that comes from."""
    from comity.measuring.catalogue import MEASURES
    from comity.serving.terminal import output, plain

    screen = output()
    for known in MEASURES:
        screen.print(plain(f"{known.name} {' '.join(known.arguments)}", "bold"))
        screen.print(plain(f"{known.title}; needs {known.needs}. {known.definition}. Source: {known.source}."))
        screen.print()


def run_measure(
    name: str, *actors: str, votes: Any = None, rollcalls: Any = None, record: str | None = None, **choices: Any
) -> "Measured":
    """Measure `name` for `actors`, from a file of votes, the record, or the register.

    `choices`: `rules`, `by`, `absence`, `sessions` ("65-75"), `issue`, `final`, `contested`, `at`, `asof`, `window`, as
    on the command line. The result's `frame` is a Polars frame; its `definition`, `source` and `data_version` belong to
    any figure taken from it. Raises `UserError` and `UnknownActor`.
    """
    span = {"contested": True} | {
        key: choices.pop(key) for key in ("sessions", "issue", "final", "contested") if key in choices
    }
    cast, described = (Path(path) if path else None for path in (votes, rollcalls))
    return run(Doors(), name, actors, cast, described, record, span, choices)[0]


def run(
    doors: Doors, name: str, actors: Any, votes: Path | None, rollcalls: Path | None, record: str | None,
    span: dict[str, Any], choices: dict[str, Any],
) -> "tuple[Measured, str]":  # fmt: skip
    """The measure and its title, with names resolved and the data that it needs opened."""
    from comity.measuring.catalogue import Request, find_measure
    from comity.register import Register, default

    known = find_measure(name)
    register = doors.load_register(doors.settings) or default()
    assert isinstance(register, Register)
    asof = choices.pop("asof", None)
    ids = tuple(register.identify(actor) for actor in actors)
    if known.needs != "record":
        chosen = _select(_read_votes(votes, rollcalls, register), span) if votes and known.needs == "votes" else None
        return known.function(Request(ids, register, votes=chosen, **choices)), known.title
    from comity.recording import open_record

    with open_record(record or doors.settings.record) as opened, opened.view(choices.get("at"), asof) as view:
        return known.function(Request(ids, register, view=view, **choices)), known.title


def _read_votes(votes: Path, rollcalls: Path | None, register: Any) -> "Votes":
    from comity.exchanging.un_digital_library import read_un_digital_library
    from comity.exchanging.voeten import read_voeten

    if votes.suffix.lower() == ".csv" and votes.is_file():
        with votes.open(encoding="utf-8", errors="replace") as file:
            if "undl_id" in file.readline():
                return read_un_digital_library(votes, register)
    return read_voeten(votes, register, rollcalls)


def _select(votes: "Votes", span: dict[str, Any]) -> "Votes":
    options = dict(span)
    written = options.pop("sessions", None)
    if written:
        first, _, last = str(written).partition("-")
        if not (first.isdigit() and (last.isdigit() or not last)):
            raise UserError(f"“{written}” is no range of sessions; write it as 65-75 or 75.")
        options["sessions"] = (int(first), int(last or first))
    return votes.select(**options)


def _deliver(found: "Measured", format: Format | None, out: Path | None) -> None:
    """Numbers to the screen or a file; what they are and rest on to standard error, unless it is a table."""
    import json

    from comity.serving.delivery import choose_format, standard_output, whole_file
    from comity.serving.terminal import messages, plain

    chosen = choose_format(format, out)
    about = f"{found.definition} Source: {found.source}. Data: {found.data}, version {found.data_version}."
    if chosen is Format.TABLE:
        _print_table(found)
    else:
        data = (
            json.dumps(found.to_json(), ensure_ascii=False, indent=1).encode()
            if chosen is Format.JSON
            else _encode(found, chosen)
        )
        if out:
            with whole_file(out) as file:
                file.write(data)
        else:
            standard_output().write(data)
    messages().print(plain(about, "dim"))


def _encode(found: "Measured", format: Format) -> bytes:
    import io

    import polars as pl

    buffer = io.BytesIO()
    if format is Format.PARQUET:
        found.frame.write_parquet(buffer)
    elif format is Format.JSONL:
        found.frame.write_ndjson(buffer)
    else:
        nested = [name for name, kind in found.frame.schema.items() if isinstance(kind, pl.List)]
        found.frame.with_columns(pl.col(nested).cast(pl.List(pl.String)).list.join("; ")).write_csv(buffer)
    return buffer.getvalue()


def _print_table(found: "Measured") -> None:
    import polars as pl
    from rich.table import Table

    from comity.serving.terminal import output, plain

    hidden = [
        name
        for name, kind in found.frame.schema.items()
        if isinstance(kind, pl.List) and name in ("statements", "issues")
    ]
    frame = found.frame.drop(hidden)
    empty = [name for name in frame.columns if frame[name].null_count() == frame.height and name != "value"]
    same = [
        name for name in ("unit", "rule") if name in frame.columns and frame[name].n_unique() == 1 and frame.height > 1
    ]
    caption = "; ".join(f"{name}: {frame[name][0]}" for name in same)
    frame = frame.drop([*(name for name in empty if name not in same), *same])
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in frame.columns:
        table.add_column(name, justify="right" if frame.schema[name].is_numeric() else "left")
    for line in frame.iter_rows():
        table.add_row(*(plain(_cell(value)) for value in line))
    if caption:
        output().print(plain(caption, "dim"))
    output().print(table if frame.height else plain("No row: there is nothing in these data to measure."))


def _cell(value: Any) -> str:
    if isinstance(value, str) and value.startswith(("state:", "org:")):
        return value.partition(":")[2]
    if isinstance(value, float):
        return f"{value:.3f}"
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
