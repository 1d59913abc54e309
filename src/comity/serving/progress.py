"""Following a run: a progress bar on standard error, then what was read, what was refused and why, in words."""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from comity.model import Document
from comity.newsroom import FAILED, Outcome, Tally
from comity.serving.faults import INTERRUPTED, OURS, USER
from comity.serving.terminal import messages, one_line, plain
from comity.sources.parts import NO_ARTICLES

if TYPE_CHECKING:
    from comity.scaling.running import Progress as Archive

PLURALS = {
    "event": "events", "membership": "memberships", "office": "offices",
    "quotation": "quotations", "relation": "relations", "fact": "facts",
}  # fmt: skip


TOLD = 5
"""Refusals for one reason that are told one by one; `comity refusals` lists them all."""
WHYS = {
    "actors": "for want of actors", "triggers": "for want of a word that tells of them", "copy": "as copies",
    "language": "in another language", "boilerplate": "without running text",
}  # fmt: skip
"""What is said of documents that were set aside."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a run went: its tally, the warnings with the sources they concern, its seconds, whether it was cut off."""

    tally: Tally
    warnings: dict[str, list[str]] = field(default_factory=dict)
    seconds: float = 0.0
    interrupted: bool = False

    def exit_status(self, named: tuple[str, ...]) -> int:
        """130 when cut off, 1 when the reader failed on a document, 2 when a path in `named` or all was refused."""
        if self.interrupted:
            return INTERRUPTED
        if any(refusal.step == FAILED for refusal in self.tally.refused):
            return OURS
        tables = tuple(refusal for refusal in self.tally.passed_over if refusal.step == NO_ARTICLES)
        unusable = any(refusal.source in named for refusal in (*self.tally.refused, *tables))
        nothing = bool(self.tally.refused) and not (self.tally.documents or self.tally.known or self.tally.set_aside)
        return USER if unusable or nothing else 0


class LongTexts:
    """Where a reader tells how far it is within a long text, and a run shows it: a reader comes before its bar."""

    def __init__(self) -> None:
        self.show: Callable[[str], None] = lambda told: None

    def heed(self, document: Document, read: int) -> None:
        """So many characters of the document have been read."""
        if read < len(document.text):
            self.show(f"{one_line(document.source)[-40:]}: {read:,} of {len(document.text):,} characters")


def follow(
    outcomes: Generator[Outcome], total: int, keep: Callable[[Outcome], None] = lambda outcome: None,
    long: LongTexts | None = None,
) -> Run:  # fmt: skip
    """Take every outcome, show how far it is, and hand each to `keep`; Ctrl-C ends it early.

    Of texts in `long` each portion is shown: in the bar on a terminal, else as a line on standard error.
    """
    tally, warnings, begun = Tally(), dict[str, list[str]](), time.monotonic()
    interrupted = False
    with _bar() as bar, closing(outcomes):
        task = bar.add_task("reading", total=total, source="loading the reader")
        if long is not None:
            long.show = partial(_tell_portion, bar, task)
        try:
            for outcome in outcomes:
                keep(outcome)
                tally = tally.plus(outcome)
                for warning in outcome.warnings:
                    warnings.setdefault(warning, []).append(outcome.source)
                _advance(bar, task, outcome, tally)
        except KeyboardInterrupt:
            interrupted = True
    return Run(tally, warnings, time.monotonic() - begun, interrupted)


@contextmanager
def shard_bar() -> Iterator[Callable[["Archive"], None]]:
    """A bar that shows how far an archive is: shards, documents a second, the time that is left, failures."""
    with _bar() as bar:
        task = bar.add_task("reading", total=None, source="loading the reader")

        def show(archive: "Archive") -> None:
            left = "" if archive.remaining is None else f", {archive.remaining / 60:.0f} min left"
            failed = f", {len(archive.failures)} shards failed" if archive.failures else ""
            told = f"{archive.documents:,} documents, {archive.rate:.1f}/s{left}{failed}"
            done = archive.before + archive.finished + len(archive.failures)
            bar.update(task, total=archive.total, completed=done, source=told)

        yield show


def summarize(run: Run) -> str:
    """`2 documents, 143 statements (64 events, …), 0 refused, 3.1 s`."""
    tally = run.tally
    kinds = ", ".join(_count(number, kind, PLURALS[kind]) for kind, number in tally.statements.items() if number)
    return ", ".join(
        [
            _count(tally.documents, "document", "documents"),
            _count(tally.total, "statement", "statements") + (f" ({kinds})" if kinds else ""),
            *([f"{tally.known} read before"] if tally.known else []),
            *([f"{aside} set aside ({_whys(tally)})"] if (aside := sum(tally.set_aside.values())) else []),
            f"{len(tally.refused)} refused",
            f"{run.seconds:.1f} s",
        ]
    )


def report_trouble(run: Run) -> None:
    """Say on standard error what was refused and what readers must be warned of."""
    console = messages()
    for warning, sources in run.warnings.items():
        named = sources[0] if len(sources) == 1 else f"{len(sources)} documents, {sources[0]} the first"
        console.print(plain(f"warning: {named}: {warning}", "yellow"))
    tables = [refusal for refusal in run.tally.passed_over if refusal.step == NO_ARTICLES]
    if len(tables) > 1:
        first = tables[0].source
        console.print(plain(f"{len(tables)} tables hold no texts and were passed over, {first} the first.", "dim"))
    for refusal in run.tally.passed_over:
        if len(tables) < 2 or refusal.step != NO_ARTICLES:
            console.print(plain(f"{refusal.source}: {refusal.reason}.", "dim"))
    sources_by_reason: dict[str, list[str]] = {}
    for refusal in run.tally.refused:
        sources_by_reason.setdefault(refusal.reason.rstrip("."), []).append(refusal.source)
    for reason, refused in sources_by_reason.items():
        told = refused if len(refused) <= TOLD else [f"{len(refused):,} documents, {refused[0]} the first"]
        for source in told:
            console.print(plain(f"refused: {source}: {reason}.", "red"))


def _bar() -> Progress:
    console = messages()
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[source]}", markup=False),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _tell_portion(bar: Progress, task: TaskID, told: str) -> None:
    if bar.disable:
        bar.console.print(plain(f"reading {told}", "dim"))
    else:
        bar.update(task, source=told)


def _advance(bar: Progress, task: TaskID, outcome: Outcome, tally: Tally) -> None:
    refused = f"  {len(tally.refused)} refused" if tally.refused else ""
    whole = bar.tasks[task].total or 0
    bar.update(
        task,
        total=max(whole, bar.tasks[task].completed + 1),
        advance=1,
        source=one_line(outcome.source)[-40:] + refused,
    )


def _whys(tally: Tally) -> str:
    return ", ".join(f"{number:,} {WHYS.get(why, why)}" for why, number in sorted(tally.set_aside.items()))


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
