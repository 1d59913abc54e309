"""`comity watch`: feeds, sitemaps and pages into the record, as they change, until it is stopped."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import comity
from comity.serving.faults import USER
from comity.serving.options import RecordOption

if TYPE_CHECKING:
    from comity.newsroom import Outcome
    from comity.recording import Record
    from comity.serving.doors import Doors
    from comity.sources.watching import Watch
    from comity.watchroom import Told


def watch(
    ctx: typer.Context,
    plan: Annotated[Path, typer.Argument(help="A TOML file that says who asks and what is watched.")],
    once: Annotated[bool, typer.Option("--once", help="Ask what is due one time and end, as for a timetable.")] = False,
    select: Annotated[bool, typer.Option("--select", help="Set aside unread what cannot hold a statement.")] = False,
    record: RecordOption = None,
) -> None:
    """Watch feeds, sitemaps and pages, and read what is new into the record.

    Hosts are asked one request at a time and as their robots.txt wants it. Stop with Ctrl-C; the same command goes on
    from there and fetches nothing twice.
    """
    from comity.recording.engine import without_password
    from comity.sources.isolation import Isolation
    from comity.sources.pages import Pages
    from comity.sources.plans import load_plan
    from comity.sources.watching import open_watch

    loaded = load_plan(plan)
    address = record or ctx.obj.settings.record
    with ctx.obj.open_record(address) as store, Isolation() as isolation:
        watching = open_watch(loaded, store.ledger(), Pages(isolation), comity.__version__, once=once)
        count, reached = follow(_tell(ctx.obj, store, watching, select=select))
    _say(f"{count} in {without_password(address)}; the same command goes on from here.")
    if not reached:
        raise typer.Exit(USER)


def follow(told: "Iterator[Told]") -> tuple[str, bool]:
    """Say line by line what a watch brings until it ends or is stopped.

    What it came to in words, and False when of all that was asked nothing answered.
    """
    pages = documents = statements = missed = heard = 0
    try:
        for one in told:
            _say(describe(one))
            pages += bool(one.outcomes)
            missed, heard = missed + is_missed(one), heard + (not is_missed(one))
            documents += sum(_is_read(outcome) for outcome in one.outcomes)
            statements += sum(len(outcome.statements) for outcome in one.outcomes)
    except KeyboardInterrupt:
        _say("Stopped.")
    return f"{pages} pages, {documents} documents read, {statements} statements", heard > 0 or missed == 0


def describe(told: "Told") -> str:
    """One line for a piece of news."""
    from comity.sources.watching import Arrived, Heard

    news = told.news
    name = news.source.publisher or news.source.url
    if isinstance(news, Heard):
        return f"{name}: " + ("unchanged" if news.new is None else f"{news.new} new")
    if isinstance(news, Arrived):
        return "; ".join(map(_became, told.outcomes)) or f"{news.url}: nothing to read"
    end = "; not asked again by this run" if news.final else "; asked again later"
    return f"{news.url}: {news.reason}{end}"


def is_missed(told: "Told") -> bool:
    """Whether nothing was had from an address."""
    from comity.sources.watching import Missed

    return isinstance(told.news, Missed)


def _became(outcome: "Outcome") -> str:
    if outcome.refusal:
        return f"{outcome.source}: refused, {outcome.refusal.reason}"
    if outcome.set_aside:
        return f"{outcome.source}: set aside, {outcome.set_aside.reason}"
    if outcome.known:
        return f"{outcome.source}: read before"
    return f"{outcome.source}: {len(outcome.statements)} statements"


def _is_read(outcome: "Outcome") -> bool:
    return not (outcome.refusal or outcome.set_aside or outcome.known)


def _tell(doors: "Doors", store: "Record", watching: "Watch", *, select: bool) -> "Iterator[Told]":
    """The watch's news, recorded; the record gets the register first."""
    from comity.watchroom import record_news

    register = doors.load_register(doors.settings)
    if register is not None:
        with store.writer() as writer:
            writer.add_register(register)
    selector = doors.make_selector(register) if select else None
    with closing(watching.run()) as news:
        yield from record_news(news, lambda: doors.make_reader(doors.settings, register), store.writer, selector)


def _say(line: str) -> None:
    from comity.serving.terminal import messages, plain

    messages().print(plain(f"{datetime.now():%H:%M:%S} {line}"))
