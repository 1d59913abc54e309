"""The worked studies as pages: their words, and their plots and tables computed from the votes and the record here."""

import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from fastapi import Request
from starlette.exceptions import HTTPException

from comity.errors import UserError
from comity.exchanging.citations import WRITERS
from comity.measuring.measured import Measured
from comity.measuring.studies import Ask, Section, Study, find_study, studies, tabulate_section
from comity.serving.web import addresses
from comity.serving.web.given import Id, TheInstruments, TheMoment, TheSite, own_address
from comity.serving.web.instruments import Instruments, StillMeasuringError
from comity.serving.web.lists import write_list
from comity.serving.web.measuring import read_question, take_measure
from comity.serving.web.page import Page
from comity.serving.web.pages.measures import NEEDS_VOTES, call, patience_of, shorten, write_reference
from comity.serving.web.plots import draw
from comity.serving.web.plots.frame import Plot
from comity.serving.web.site import Site


@dataclass(frozen=True, slots=True)
class Shown:
    """A section with its numbers: plots, headings and rows of its table, and where to ask on."""

    section: Section
    found: tuple[Measured, ...]
    plots: tuple[list[Plot], ...]
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    links: tuple[str, ...]


def index(site: TheSite) -> Page:
    """All studies with their verdicts."""
    summary = "Claims of the press put to the test, from data to verdict, with what the answer does not say."
    more = {"studies": studies(), "has_votes": bool(site.desk.versions()[1])}
    rows = [{"name": one.name, "title": one.title, "verdict": one.verdict, "data": one.data,
             "limits": " ".join(one.limits)} for one in studies()]  # fmt: skip
    forms = write_list("studies", rows, ("name", "title", "verdict", "data", "limits"))
    return Page("studies.html", "Worked studies", summary, more=more, moved_by=(), selects=False, forms=forms,
                saved=f"All {len(rows)} studies")  # fmt: skip


def study(site: TheSite, moment: TheMoment, instruments: TheInstruments, request: Request, name: Id) -> Page:
    """One study, computed from what this record holds."""
    try:
        known = find_study(name)
    except UserError as error:
        raise HTTPException(404, str(error)) from None
    base: dict[str, Any] = {"study": known, "needs_votes": False, "pending": False, "shown": [], "found": None}
    try:
        shown = [_show(site, instruments, part, moment.asof, patience_of(request)) for part in known.sections]
    except StillMeasuringError:
        return _page(known, base | {"pending": True}, status=202)
    except UserError as error:
        if NEEDS_VOTES not in str(error):
            raise
        return _page(known, base | {"needs_votes": True})
    forms = _forms(site, known, shown, own_address(request))
    return _page(known, base | {"shown": shown, "found": shown[0].found[0]}, forms=forms)


def _page(known: Study, more: dict[str, Any], **rest: Any) -> Page:
    summary = f"Verdict: {known.verdict}"
    return Page("study.html", known.title, summary, more=more, moved_by=("asof",), **rest)


def _show(site: Site, instruments: Instruments, part: Section, asof: str | None, patience: float | None) -> Shown:
    found = tuple(take_measure(instruments, _question(ask, asof), patience) for ask in part.asks)
    plots = tuple(draw(one, shorten(call(site, one.frame))) for one in found)
    headings, rows = tabulate_section(part, found)
    named = [tuple(_named(site, cell) for cell in row) for row in rows]
    return Shown(part, found, plots, headings, named, tuple(map(_link, part.asks)))


def _named(site: Site, cell: str) -> str:
    """Words of a table with states by name, not by code."""

    def name(code: re.Match[str]) -> str:
        entry = site.desk.register.entry(f"state:{code[0]}")
        return entry.name if entry else code[0]

    return _CODE.sub(name, cell)


_CODE = re.compile(r"\b[A-Z]{3}\b")


def _given(ask: Ask) -> dict[str, str]:
    """The query of a measure's page that asks the same."""
    choices = {key: str(value) for key, value in ask.choices.items() if key != "rules"}
    rules = {"rule": ",".join(ask.choices["rules"])} if "rules" in ask.choices else {}
    return {"actor": ", ".join(ask.actors), **choices, **rules}


def _question(ask: Ask, asof: str | None) -> Any:
    return read_question(ask.measure, _given(ask), None, asof)


def _link(ask: Ask) -> str:
    return addresses.ask(f"/measures/{ask.measure}", _given(ask))


def _forms(site: Site, known: Study, shown: Sequence[Shown], address: str) -> dict[str, Callable[[], bytes]]:
    """All numbers of the study in one file, each row with its section."""
    frames = [
        one.frame.select(
            pl.lit(part.section.heading).alias("section"),
            pl.lit(one.name).alias("measure"),
            *(column for column, kind in one.frame.schema.items() if not kind.is_nested()),
        )
        for part in shown
        for one in part.found
    ]
    whole = pl.concat(frames, how="diagonal_relaxed")
    first = shown[0].found[0]
    forms: dict[str, Callable[[], bytes]] = {
        "csv": lambda: whole.write_csv().encode(),
        "jsonl": lambda: whole.write_ndjson().encode(),
        "json": lambda: json.dumps(
            {"study": known.name, "title": known.title, "verdict": known.verdict,
             "measures": [one.to_json() for part in shown for one in part.found]}, ensure_ascii=False, indent=1,
        ).encode("utf-8", "replace"),
        "parquet": lambda: _parquet(whole),
    }  # fmt: skip
    return forms | {form: write_reference(site, known.title, first, address, form) for form in WRITERS}


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()
