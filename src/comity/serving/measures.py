"""`comity measure` and `comity measures`, and `comity.measure` behind them: numbers, and a plot of them."""

from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.errors import UserError
from comity.serving.doors import Doors
from comity.serving.importing import MatchesOption, RollcallsOption, read_votes
from comity.serving.options import (
    AsOfOption,
    AtOption,
    FormatOption,
    MinConfidenceOption,
    OutOption,
    RecordedOption,
    RecordOption,
    SinceOption,
    UntilOption,
)
from comity.sureness import parse_confidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from comity.measuring.measured import Measured
    from comity.recording import View
    from comity.register import Register
    from comity.votes import Votes

PANEL = "Measure"
VotesOption = Annotated[
    Path | None,
    typer.Option(
        "--votes", envvar="COMITY_VOTES", metavar="FILE", help="Votes: a Voeten file or the UN Digital Library's."
    ),
]
RuleOption = Annotated[
    list[str] | None,
    typer.Option("--rule", help="How abstentions count; more than one can be given.", show_default="exact"),
]


def measure(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Which measure; `comity measures` lists them.")],
    actors: Annotated[
        list[str] | None,
        typer.Argument(help="States or organisations, by any name or code; KAZ+UZB is a group, members:SCO another."),
    ] = None,
    votes: VotesOption = None,
    rollcalls: RollcallsOption = None,
    matches: MatchesOption = None,
    rule: RuleOption = None,
    by: Annotated[
        str | None, typer.Option("--by", help="session, year, issue or all; for events day, month or year.")
    ] = None,
    of: Annotated[
        str | None, typer.Option("--of", help="For breaks: agreement, ideal-points, distance or events.")
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
    smooth: Annotated[int, typer.Option("--smooth", help="For events: mean over so many periods.", min=1)] = 1,
    x: Annotated[str, typer.Option("--x", help="For lead-lag: conflict, cooperation or a PLOVER type.")] = "conflict",
    y: Annotated[str, typer.Option("--y", help="For lead-lag: what follows.")] = "cooperation",
    ties: Annotated[bool, typer.Option("--ties", help="For networks: who is tied to whom.")] = False,
    at: AtOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    asof: AsOfOption = None,
    recorded: RecordedOption = None,
    min_confidence: MinConfidenceOption = None,
    record: RecordOption = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw it to an .svg, .png or .pdf.")
    ] = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Measure how close states stand, how united blocs are, and how that moves."""
    span = {"sessions": sessions, "since": since, "until": until, "issue": issue, "final": final}
    choices = {
        "rules": tuple(rule or ("exact",)), "by": by, "of": of, "absence": absence, "window": window, "smooth": smooth,
        "x": x, "y": y, "ties": ties, "at": at, "recorded": recorded, "contested": contested,
        "min_confidence": min_confidence,
    }  # fmt: skip
    from comity.serving.measured import deliver_measured

    files = Files(votes, rollcalls, matches)
    found, title = run(ctx.obj, name, actors or (), files, record, asof, span, choices)
    deliver_measured(found, format, out)
    if plot:
        from comity.measuring.plotting import plot as draw
        from comity.register import default

        register = ctx.obj.load_register(ctx.obj.settings) or default()
        draw(found, title, plot, lambda id: entry.name if (entry := register.entry(id)) else id.partition(":")[2])


def measures() -> None:
    """List the measures, each with its definition and where that comes from."""
    from comity.measuring.catalogue import MEASURES
    from comity.serving.terminal import output, plain

    screen = output()
    for known in MEASURES:
        screen.print(plain(f"{known.name} {' '.join(known.arguments)}", "bold"))
        screen.print(plain(f"{known.title}; needs {known.needs}. {known.definition}. Source: {known.source}."))
        screen.print()


@dataclass(frozen=True, slots=True)
class Files:
    """Where votes are read from, if not from the record."""

    votes: Path | None = None
    rollcalls: Path | None = None
    matches: Path | None = None


def run_measure(
    name: str,
    *actors: str,
    votes: Any = None,
    rollcalls: Any = None,
    matches: Any = None,
    record: str | None = None,
    asof: str | None = None,
    **choices: Any,
) -> "Measured":
    """Measure `name` for `actors`, from a file of votes, the record, or the register.

    `choices`: `rules`, `by`, `of`, `absence`, `sessions` ("65-75"), `since`, `until`, `issue`, `final`, `contested`,
    `at`, `recorded`, `min_confidence`, `window`, `smooth`, `x`, `y`, `ties`, as on the command line. The result's
    `frame` is a Polars frame; its `definition`, `source`, `coverage` and `data_version` belong to any figure taken
    from it. Raises `UserError` and `UnknownActor`.
    """
    from comity.measuring.request import SPAN

    span = {key: choices.pop(key) for key in SPAN if key in choices}
    files = Files(*(Path(path) if path else None for path in (votes, rollcalls, matches)))
    return run(Doors(), name, actors, files, record, asof, span, choices)[0]


def run(
    doors: Doors, name: str, actors: "Sequence[str]", files: Files, record: str | None, asof: str | None,
    span: dict[str, Any], choices: dict[str, Any],
) -> "tuple[Measured, str]":  # fmt: skip
    """The measure and its title, with names resolved and the data that it needs opened."""
    from comity.measuring.catalogue import find_measure
    from comity.measuring.request import Request
    from comity.register import default

    known = find_measure(name)
    register = doors.load_register(doors.settings) or default()
    at, recorded, least = choices.get("at"), choices.pop("recorded", None), choices.pop("min_confidence", None)
    groups = tuple(group_of(actor, register, at) for actor in actors)
    clocks = {"at": at, "asof": asof, "recorded": recorded, "min_confidence": parse_confidence(least or 0.0)}
    with _view(record or doors.settings.record, clocks, needed=known.needs == "record") as view:

        def votes() -> "Votes | None":
            return read_votes(files.votes, register, files.rollcalls, files.matches) if files.votes else _stored(view)

        own = None if files.votes and known.needs == "votes" else view
        try:
            request = Request(groups, register, votes, own, choose_span(span), **choices)
        except TypeError as error:
            raise UserError(f"There is no such choice for a measure: {str(error).rpartition(' ')[2]}.") from error
        found = known.function(request)
        if known.needs == "votes" and found.data != "record":
            found = replace(found, coverage=f"{found.coverage}; {request.chosen}")
        return found, known.title


def group_of(written: str, register: "Register", at: str | None) -> tuple[str, ...]:
    """Ids of those written together: `KAZ+UZB`, or `members:SCO` as the register has them on the day."""
    import datetime as dt

    body, _, organisation = written.partition(":")
    if body == "members":
        day = at or dt.date.today().isoformat()
        rows = register.members(register.identify(organisation, "organisation"), day)
        return tuple(row.member for row in rows if row.status in ("member", "founder"))
    return tuple(register.identify(part.strip()) for part in written.split("+") if part.strip())


@contextmanager
def _view(address: str, clocks: "Mapping[str, Any]", *, needed: bool) -> "Iterator[View | None]":
    """A view of the record; None when there is none and none is needed."""
    from comity.recording import open_record
    from comity.recording.engine import is_server

    if not needed and not is_server(address) and not Path(address).is_file():
        yield None
        return
    with open_record(address) as opened, opened.view(**clocks) as view:
        yield view


def _stored(view: "View | None") -> "Votes | None":
    return view.votes() if view else None


def choose_span(span: dict[str, Any]) -> dict[str, Any]:
    """The choice among votes, with sessions as first and last."""
    written = span.get("sessions")
    if not written:
        return {**span, "sessions": None}
    first, _, last = str(written).partition("-")
    if not (first.isdigit() and (last.isdigit() or not last)):
        raise UserError(f"“{written}” is no range of sessions; write it as 65-75 or 75.")
    return {**span, "sessions": (int(first), int(last or first))}
