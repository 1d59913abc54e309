"""Measures under `/api/v1`: the list of them, and the numbers of one with the choices of the command line."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query
from pydantic import BaseModel, Field

from comity.errors import UserError
from comity.measuring.catalogue import MEASURES, find_measure
from comity.measuring.measured import Measured
from comity.serving.paging import ANOTHER, CHANGED, Place, digest, read_place, write_place
from comity.serving.web.api import LARGEST, LONGEST, PAGE, PROBLEMS, Cursor, MinConfidence
from comity.serving.web.given import TheInstruments
from comity.serving.web.instruments import LONG_PATIENCE, Instruments, StillMeasuringError
from comity.serving.web.measuring import Question, read_question, take_measure
from comity.serving.web.moment import take_date
from comity.serving.web.pages.network import WORDS, fill, take_network

NAMES = ", ".join(measure.name for measure in MEASURES)
SLOW = "This is still being computed; ask again in a while."
RETRY = {"Retry-After": "10"}


class MeasureRow(BaseModel):
    """One measure of the list."""

    name: str
    title: str
    definition: str
    source: str = Field(description="Where the definition comes from.")
    needs: str = Field(description="`votes`, `record` or `register`.")
    arguments: list[str]


class NetworkBody(BaseModel):
    """A network: its actors with places, values and communities, and its ties, of one period or of all."""

    tie: str
    definition: str
    source: str
    data: str
    data_version: str
    coverage: str
    periods: list[str]
    nodes: list[dict[str, Any]]
    ties: list[dict[str, Any]]


class Measures(BaseModel):
    """Every measure."""

    rows: list[MeasureRow]
    total: int


class Numbers(BaseModel):
    """The numbers of a measure. Every row has `value`, `low`, `high`, `n`, `unit`, `rule` and `reason`; `value` is null
    exactly where `reason` says why. `next` is the cursor of the page after this one, null on the last."""

    name: str
    title: str
    definition: str
    source: str
    data: str = Field(description="What was measured: the file of votes, the record or the register.")
    data_version: str
    coverage: str
    level: float = Field(description="Level of the intervals.")
    notes: list[str]
    total: int
    rows: list[dict[str, Any]]
    next: str | None = None


def build_measures() -> APIRouter:
    """The routes of measures."""
    router = APIRouter(prefix="/api/v1", tags=["measures"])
    router.add_api_route(
        "/measures",
        _list,
        response_model=Measures,
        operation_id="measures",
        summary="Every measure and its definition.",
        responses={status: PROBLEMS[status] for status in (401, 414, 429)},
    )
    router.add_api_route(
        "/measures/{name}", _measure, response_model=Numbers, operation_id="measure", responses=PROBLEMS,
        summary="The numbers of one measure.",
    )  # fmt: skip
    router.add_api_route(
        "/network", _network, response_model=NetworkBody, operation_id="network", responses=PROBLEMS,
        summary="Who meets, backs, accuses, belongs with or votes like whom: actors and ties by period.",
    )  # fmt: skip
    return router


def _list() -> Any:
    rows = [
        MeasureRow(
            name=known.name, title=known.title, definition=known.definition, source=known.source, needs=known.needs,
            arguments=list(known.arguments),
        )
        for known in MEASURES
    ]  # fmt: skip
    return Measures(rows=rows, total=len(rows))


Word = Annotated[str | None, Query(max_length=LONGEST)]
Day = Annotated[str | None, Query(max_length=40)]


def _measure(
    instruments: TheInstruments,
    name: Annotated[str, Path(max_length=40, description=f"One of {NAMES}.")],
    actors: Annotated[
        str | None,
        Query(
            max_length=LONGEST,
            description="States or organisations with commas between, in the order of "
            "`arguments`; KAZ+UZB is a group, members:SCO another.",
        ),
    ] = None,
    rule: Annotated[
        str | None, Query(max_length=LONGEST, description="How abstentions count; several with commas.")
    ] = None,
    by: Word = None,
    of: Annotated[str | None, Query(max_length=40, description="For breaks: the series.")] = None,
    absence: Word = None,
    sessions: Annotated[str | None, Query(max_length=40, description="First and last session, as in 65-75.")] = None,
    issue: Word = None,
    final: Annotated[bool, Query(description="No votes on paragraphs and amendments.")] = False,
    contested: Annotated[bool, Query(description="Unanimous roll calls left out.")] = True,
    window: Annotated[int | None, Query(ge=1, le=3660)] = None,
    smooth: Annotated[int | None, Query(ge=1, le=3660)] = None,
    x: Word = None,
    y: Word = None,
    ties: Annotated[bool, Query(description="For networks: who is tied to whom.")] = False,
    at: Day = None,
    since: Day = None,
    until: Day = None,
    asof: Day = None,
    min_confidence: MinConfidence = None,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST, description="Rows on a page.")] = PAGE,
) -> Any:
    given = {
        "actor": actors, "rule": rule, "by": by, "of": of, "absence": absence, "sessions": sessions, "issue": issue,
        "final": "yes" if final else "", "all_votes": "" if contested else "yes",
        "window": str(window or ""), "smooth": str(smooth or ""), "x": x, "y": y, "since": since, "until": until,
    }  # fmt: skip
    chosen = {key: value for key, value in given.items() if value}
    least = at_least(instruments, min_confidence)
    found = take(least, name, chosen, at, asof, ties)
    asked = (name, chosen, at, asof, ties, least.desk.min_confidence)
    return page_of(found, find_measure(name).title, digest(asked), cursor, limit)


def _network(
    instruments: TheInstruments,
    tie: Annotated[str, Query(max_length=40, description=f"One of {', '.join(WORDS)}.")] = "meetings",
    actors: Annotated[str | None, Query(max_length=LONGEST, description="Only with these, commas between.")] = None,
    by: Word = None,
    period: Annotated[str | None, Query(max_length=40, description="One period; all of them without.")] = None,
    sessions: Annotated[str | None, Query(max_length=40, description="For votes: first and last session.")] = None,
    issue: Word = None,
    at: Day = None,
    since: Day = None,
    until: Day = None,
    asof: Day = None,
    min_confidence: MinConfidence = None,
) -> Any:
    written = {
        "tie": tie,
        "actor": actors,
        "by": by,
        "sessions": sessions,
        "issue": issue,
        "since": since,
        "until": until,
    }
    given = fill({key: value for key, value in written.items() if value})
    if tie not in WORDS:
        raise HTTPException(404, f"There is no network of “{tie}”; choose one of {', '.join(WORDS)}.")
    instruments = at_least(instruments, min_confidence)
    try:
        found = take_network(instruments, given, take_date(at), take_date(asof), LONG_PATIENCE)
    except StillMeasuringError:
        raise HTTPException(503, SLOW, RETRY) from None
    about = found.nodes.to_json()
    keys = ("definition", "source", "data", "data_version", "coverage")
    nodes, ties = (
        one.frame.filter(one.frame["value"].is_not_null()).fill_nan(None) for one in (found.nodes, found.ties)
    )
    periods = nodes["period"].unique().sort().to_list()
    if period:
        nodes, ties = (one.filter(one["period"] == period) for one in (nodes, ties))
    return NetworkBody(
        tie=tie, periods=periods, nodes=nodes.to_dicts(), ties=ties.to_dicts(), **{key: about[key] for key in keys}
    )


def at_least(instruments: Instruments, min_confidence: str | None) -> Instruments:
    """The instruments before what is at least so sure; raises `UserError` for what is no confidence."""
    return instruments.before(instruments.desk.at_least(min_confidence)) if min_confidence else instruments


def take(
    instruments: Instruments, name: str, given: Mapping[str, str], at: str | None, asof: str | None, ties: bool
) -> Measured:
    """The numbers, waited for; 404 for a measure that there is not, 503 for what takes longer than a program waits."""
    try:
        find_measure(name)
    except UserError as error:
        raise HTTPException(404, str(error)) from None
    asked = read_question(name, given, take_date(at), take_date(asof))
    question = Question(asked.measure, asked.actors, asked.span, asked.choices, asked.at, asked.asof, ties)
    try:
        return take_measure(instruments, question, LONG_PATIENCE)
    except StillMeasuringError:
        raise HTTPException(503, SLOW, RETRY) from None


def page_of(found: Measured, title: str, question: str, cursor: str | None, limit: int) -> Numbers:
    """`limit` rows from the cursor on; raises `UserError` for a cursor of other numbers."""
    about = found.to_json()
    keys = ("name", "definition", "source", "data", "data_version", "coverage", "level", "notes")
    place = read_place(cursor) if cursor else Place(0, about["data_version"], question, None, "")
    if place.question != question:
        raise UserError(ANOTHER)
    if place.version != about["data_version"]:
        raise UserError(CHANGED)
    rows = found.frame.slice(place.start, limit).fill_nan(None).to_dicts()
    after, more = place.start + limit, place.start + limit < found.frame.height
    return Numbers(
        **{key: about[key] for key in keys},
        title=title, total=found.frame.height, rows=rows,
        next=write_place(replace(place, start=after)) if more else None,
    )  # fmt: skip
