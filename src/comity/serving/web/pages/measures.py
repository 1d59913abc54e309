"""Pages of measures: all of them with their definitions, and each with its controls, plot, numbers and downloads."""

import datetime as dt
import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
from fastapi import Request
from starlette.exceptions import HTTPException

from comity.errors import UserError
from comity.exchanging.citations import WRITERS, Source
from comity.measuring.catalogue import MEASURES, find_measure
from comity.measuring.measured import Measure, Measured
from comity.serving.measured import encode
from comity.serving.options import Format
from comity.serving.web.given import Id, TheInstruments, TheMoment, TheSite, own_address
from comity.serving.web.instruments import StillMeasuringError
from comity.serving.web.lists import write_list
from comity.serving.web.measure_forms import CONTROLS, FORMS, Form
from comity.serving.web.measure_table import tabulate
from comity.serving.web.measuring import read_question, take_measure, with_example
from comity.serving.web.page import Page
from comity.serving.web.plots import draw
from comity.serving.web.plots.frame import Plot
from comity.serving.web.site import Site

GROUPS = (("votes", "From recorded votes"), ("record", "From the record"), ("register", "From the register"))
MOST_ROWS = 2000
"""Rows of a table on a page; downloads have all of them."""
FOOT = 118
"""Letters in a line of a plot's foot."""
LISTED = ("name", "title", "definition", "source", "needs", "arguments")
NEEDS_VOTES = "needs recorded votes"
_SHORT = re.compile(r"\borg:([A-Z0-9-]{2,10})\b")
_ID = re.compile(r"\b(?:state|org|person|group|region|place|area):[\w.-]+")


def index(site: TheSite) -> Page:
    """Every measure with its definition."""
    groups = [(title, [known for known in MEASURES if known.needs == needs]) for needs, title in GROUPS]
    has_votes = bool(site.desk.versions()[1])
    summary = f"{len(MEASURES)} measures of how close states stand, each with its definition and source."
    more = {"groups": groups, "has_votes": has_votes}
    forms = write_list("measures", _listed(), LISTED)
    return Page("measures.html", "Measures", summary, more=more, moved_by=(), selects=False, forms=forms,
                saved=f"All {len(MEASURES)} measures")  # fmt: skip


def _listed() -> list[dict[str, str]]:
    """The measures as rows of a list."""
    rows = [{key: getattr(known, key) for key in LISTED if key != "arguments"} for known in MEASURES]
    return [{**row, "arguments": "; ".join(known.arguments)} for row, known in zip(rows, MEASURES, strict=True)]


def measure(site: TheSite, moment: TheMoment, instruments: TheInstruments, request: Request, name: Id) -> Page:
    """One measure: what it is, what can be chosen, and the numbers for what was chosen."""
    try:
        known = find_measure(name)
    except UserError as error:
        raise HTTPException(404, str(error)) from None
    given = _fill(site, name, request.query_params)
    base = {"measure": known, "form": FORMS[name], "controls": [CONTROLS[key] for key in FORMS[name].controls],
            "given": given, "needs_votes": False, "pending": False, "tab": given.get("tab", "")}  # fmt: skip
    question = read_question(name, given, moment.at, moment.asof)
    if _lacks_actors(FORMS[name], question.actors):
        return _page(known, known.title, base | {"unasked": True})
    try:
        found = take_measure(instruments, question, patience_of(request))
    except StillMeasuringError:
        return _page(known, known.title, base | {"pending": True}, status=202)
    except UserError as error:
        if NEEDS_VOTES not in str(error):
            raise
        return _page(known, known.title, base | {"needs_votes": True})
    return show(site, known, found, base, own_address(request))


def show(site: Site, known: Measure, found: Measured, base: Mapping[str, Any], address: str) -> Page:
    """The page of numbers that are there."""
    name = call(site, found.frame)
    title = entitle(known.title, found, name)
    drawn = draw(found, shorten(name))
    numbered = found.frame.filter(pl.col("value").is_not_null())
    more = {
        **base, "found": found, "drawn": drawn, "numbers": numbered.height, "level": f"{found.level:.0%}",
        "table": tabulate(found, name, numbered.head(MOST_ROWS)), "rows": found.frame.height,
        "reasons": _reasons(found.frame, name), "near": _near(found.frame),
    }  # fmt: skip
    forms = write_forms(site, title, found, drawn, address)
    return _page(known, title, more, forms=forms)


def _page(known: Measure, title: str, more: Mapping[str, Any], **rest: Any) -> Page:
    whole = {"unasked": False, "found": None, **more}
    return Page("measure.html", title, f"{known.definition[:280]}", more=whole, moved_by=("asof",), **rest)


def write_forms(
    site: Site, title: str, found: Measured, drawn: list[Plot], address: str
) -> dict[str, Callable[[], bytes]]:
    """How the numbers are written in each form of a download."""
    forms: dict[str, Callable[[], bytes]] = {
        form: _encoder(found, form) for form in ("json", "jsonl", "csv", "parquet")
    }
    forms |= {form: write_reference(site, title, found, address, form) for form in WRITERS}
    if drawn:
        forms["svg"] = lambda: draw_file(site, title, found, drawn)
    return forms


def write_foot(found: Measured) -> list[str]:
    """What stands below a plot in a file: what bands mean, whose data and whose definition these are."""
    bands = f"Bands and bars: {found.level:.0%} intervals. " if found.frame["low"].drop_nulls().len() else ""
    data = f"Data: {found.data} ({found.coverage}), version {found.data_version}."
    return textwrap.wrap(f"{bands}{data} Definition: {found.source}.", FOOT)


def draw_file(site: Site, title: str, found: Measured, drawn: list[Plot]) -> bytes:
    """The plots as a file of their own, with what they rest on below."""
    text = site.templates.get_template("plot.svg").render(
        title=title, drawn=drawn, foot=write_foot(found), width=max(plot.width for plot in drawn),
        style=site.templates.get_template("plot.css").render(),
    )  # fmt: skip
    return text.strip().encode("utf-8", "replace")


def call(site: Site, frame: pl.DataFrame) -> Callable[[str], str]:
    """What to call the ids that a frame's cells name."""
    columns = [key for key, kind in frame.schema.items() if kind == pl.String]
    ids = {id for key in columns for cell in frame[key].drop_nulls().unique() for id in _ID.findall(cell)}
    known = site.desk.names(ids)
    return lambda text: _ID.sub(lambda id: known.get(id[0], id[0]), text).replace("+", " + ")


def shorten(name: Callable[[str], str]) -> Callable[[str], str]:
    """Names with organisations by the letters they are known by."""
    return lambda text: name(_SHORT.sub(r"\1", text))


def entitle(title: str, found: Measured, name: Callable[[str], str]) -> str:
    """What is measured and of whom, where one page speaks of few."""
    whole: tuple[str, ...] = ("series", "state", "bloc", "actor", "organisation")
    if found.name == "events":
        whole = whole[1:]
    keys = [key for key in whole if key in found.frame.columns][:1]
    if "reference" in found.frame.columns:
        keys = ["state", "other"]
    whom = dict.fromkeys(
        name(str(one)) for key in keys for one in found.frame[key].drop_nulls().unique(maintain_order=True)
    )
    beside = [
        name(str(found.frame[key][0])) for key in ("other", "reference")
        if key in found.frame.columns and found.frame[key].n_unique() == 1 and found.frame[key][0]
    ]  # fmt: skip
    if not whom or len(whom) > 5:
        return title
    return f"{title}: {', '.join(whom)}{f' with {beside[-1]}' if beside else ''}"


def _fill(site: Site, name: str, query: Mapping[str, str]) -> dict[str, str]:
    """What stands in the form; a series of happenings begins with whom the last reports tell most of."""
    given = with_example(name, query)
    if name == "events" and "actor" not in given:
        told = [id for row in site.desk.latest().rows for id in (*row.actors, *row.recipients)]
        states = [id for id in told if id.startswith(("state:", "org:"))]
        if states:
            given |= {"by": "year", "actor": max(sorted(set(states)), key=states.count)}
    return given


def _lacks_actors(form: Form, actors: tuple[str, ...]) -> bool:
    """Whether the measure needs somebody and nobody is named."""
    return not actors and form.actor not in ("Only with", "Only these states", "Organisations")


def patience_of(request: Request) -> float | None:
    """Files are waited for; a page is not."""
    return 60.0 if "form" in request.path_params or request.url.path.endswith(".csl.json") else None


def _encoder(found: Measured, form: str) -> Callable[[], bytes]:
    return lambda: encode(found, Format(form))


def write_reference(site: Site, title: str, found: Measured, address: str, form: str) -> Callable[[], bytes]:
    """The numbers as something to cite, and the documents that they rest on."""
    behind = found.frame["statements"].explode().drop_nulls().to_list() if "statements" in found.frame.columns else []

    def write() -> bytes:
        today = dt.date.today().isoformat()
        note = f"Data: {found.data}, version {found.data_version}; {found.coverage}. Definition: {found.source}"
        name, version = f"measure-{found.name}", found.data_version
        own = Source(name, title, "Comity", today, address, today, version, note, data=True)
        rows = site.desk.sources(dict.fromkeys(behind)).rows if behind else ()
        texts = [
            Source(row.document, row.title, row.publisher, row.published, row.url, row.recorded, found.data_version)
            for row in rows
        ]
        return WRITERS[form]([own, *texts]).encode("utf-8", "replace")

    return write


def _reasons(frame: pl.DataFrame, name: Callable[[str], str]) -> list[tuple[str, int]]:
    counted = frame["reason"].drop_nulls().value_counts(sort=True)
    return [(name(reason), many) for reason, many in counted.rows()]


def _near(frame: pl.DataFrame) -> list[tuple[str, list[str]]]:
    """What happened near each change."""
    if "near" not in frame.columns:
        return []
    return [(str(line["at"]), list(line["near"])) for line in frame.to_dicts() if line["near"]]
