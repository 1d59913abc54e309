"""The questions as JSON under `/api/v1`: the same names and arguments as in Python and on the command line."""

import inspect
import typing
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, FastAPI, Query
from pydantic import BaseModel, Field

from comity.asking import Desk
from comity.asking import rows as kinds
from comity.asking.answer import Answer, Coverage
from comity.serving.paging import cut
from comity.serving.web.given import TheSite
from comity.serving.web.site import Site

R = TypeVar("R")
PAGE, LARGEST = 100, 1000
LONGEST = 500
"""Characters of an argument."""


class Asked(BaseModel):
    """The question as it was run."""

    name: str
    arguments: dict[str, str]


class Body(BaseModel, Generic[R]):
    """A page of an answer. `next` is the cursor of the page after it, null on the last."""

    question: Asked
    found: bool = Field(description="Whether there is any row at all.")
    total: int = Field(description="Rows on all pages.")
    rows: list[R]
    next: str | None = None
    coverage: Coverage
    data_version: str
    notes: list[str]


class Problem(BaseModel):
    """What is wrong with a request (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    nearest: list[str] = Field(default_factory=list)


QUESTIONS: dict[str, type[Any]] = {
    "members": kinds.MemberRow,
    "memberships": kinds.MembershipRow,
    "standings": kinds.MemberRow,
    "offices": kinds.OfficeRow,
    "posts": kinds.OfficeRow,
    "facts": kinds.FactRow,
    "relations": kinds.RelationRow,
    "timeline": kinds.TimelineRow,
    "changes": kinds.ChangeRow,
    "quotes": kinds.QuoteRow,
    "disputes": kinds.DisputeRow,
    "why": kinds.WhyRow,
    "news": kinds.NewsRow,
    "judgements": kinds.JudgementRow,
    "statement": kinds.StatementRow,
    "document": kinds.ReadingRow,
    "documents": kinds.DocumentRow,
    "search": kinds.SearchRow,
    "refusals": kinds.RefusalRow,
    "coverage": kinds.StockRow,
    "verify": kinds.VerbatimRow,
    "suggest": kinds.ActorRow,
}
"""The questions and the rows they answer with; their arguments are those of the desk's methods."""
PROBLEM = "application/problem+json"
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {PROBLEM: {}}} for status in (400, 404, 422, 429, 503)
}


Recorded = Annotated[
    str | None,
    Query(max_length=40, description="Only what this record held by then: a day to its end, or a moment."),
]


@cache
def build_api() -> APIRouter:
    """The routes of the questions: made once, for each application over whatever site."""
    router = APIRouter(prefix="/api/v1", tags=["questions"])
    for name, row in QUESTIONS.items():
        router.add_api_route(
            f"/{name}",
            _endpoint(name),
            response_model=Body[row],  # type: ignore[valid-type]
            summary=_first_line(getattr(Desk, name)),
            operation_id=name,
            responses=PROBLEMS,
        )
    router.add_api_route(
        "/ask", _ask, response_model=Body[Any], summary=_first_line(Desk.ask), operation_id="ask",
        responses=PROBLEMS,
    )  # fmt: skip
    return router


def describe_problems(app: FastAPI) -> None:
    """Have the description tell problems as they are sent: as documents of their own media type, and no other."""
    describe = app.openapi

    def described() -> dict[str, Any]:
        made = describe()
        operations = (operation for path in made["paths"].values() for operation in path.values())
        for content in (told.get("content", {}) for one in operations for told in one["responses"].values()):
            if PROBLEM in content and "application/json" in content:
                content[PROBLEM] = content.pop("application/json")
        return made

    app.openapi = described  # type: ignore[method-assign]


def turn_page(answer: Answer[Any], cursor: str | None, limit: int) -> dict[str, Any]:
    """`limit` rows of an answer from the cursor on; raises `UserError` for a cursor of other data."""
    rows, following = cut(answer, cursor, limit)
    whole = replace(answer, rows=rows).to_json()
    del whole["statements"]
    return {**whole, "found": answer.found, "total": len(answer), "next": following}


def _endpoint(name: str) -> Callable[..., Any]:
    def answer(
        site: Site, cursor: str | None = None, limit: int = PAGE, recorded: str | None = None, **arguments: Any
    ) -> Any:
        if name == "search":
            arguments["limit"] = LARGEST
        method = getattr(_desk(site, recorded), name)
        return turn_page(method(**{key: value or None for key, value in arguments.items()}), cursor, limit)

    answer.__signature__ = _signature(getattr(Desk, name))  # type: ignore[attr-defined]
    answer.__name__ = name
    return answer


def _ask(
    site: TheSite,
    question: Annotated[str, Query(max_length=LONGEST, description="A question in plain English.")],
    at: Annotated[str | None, Query(max_length=40)] = None,
    asof: Annotated[str | None, Query(max_length=40)] = None,
    reports_only: bool = False,
    recorded: Recorded = None,
    cursor: Annotated[str | None, Query(max_length=LONGEST)] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST)] = PAGE,
) -> Any:
    asked = _desk(site, recorded).ask(question, at=at, asof=asof, reports_only=reports_only)
    return turn_page(asked, cursor, limit)


def _desk(site: Site, recorded: str | None) -> Desk:
    """The desk as the record was at a moment of recording, the third hand of the clock; raises `DateError`."""
    return site.desk.as_recorded(recorded.strip()) if recorded and recorded.strip() else site.desk


def _signature(method: Callable[..., Any]) -> inspect.Signature:
    """The method's arguments as query parameters, and those that turn pages."""
    hints = typing.get_type_hints(method)
    parameters = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=given.default,
            annotation=_parameter(name, hints[name], required=given.default is inspect.Parameter.empty),
        )
        for name, given in inspect.signature(method).parameters.items()
        if name not in SHARES
    ]
    cursor = Annotated[str | None, Query(max_length=LONGEST, description="`next` of the page before.")]
    limit = Annotated[int, Query(ge=1, le=LARGEST, description="Rows on a page.")]
    turning = [
        inspect.Parameter("cursor", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=cursor),
        inspect.Parameter("limit", inspect.Parameter.KEYWORD_ONLY, default=PAGE, annotation=limit),
    ]
    site = inspect.Parameter("site", inspect.Parameter.KEYWORD_ONLY, annotation=TheSite)
    clock = inspect.Parameter("recorded", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Recorded)
    return inspect.Signature([site, *parameters, clock, *turning])


def _parameter(name: str, hint: Any, *, required: bool) -> Any:
    """A query parameter; what is required cannot be empty, and what is empty was not given."""
    if hint is bool:
        return hint
    least = 1 if required else None
    return Annotated[hint, Query(min_length=least, max_length=LONGEST, description=MEANINGS.get(name))]


SHARES = ("self", "limit", "first", "last", "part")
"""What is no part of a question, but how much of its answer a page wants; here pages are turned by a cursor."""
MEANINGS = {
    "organisation": "An organisation by any of its names, codes or its id.",
    "actor": "A state, organisation or person by any of its names, codes or its id.",
    "other": "Only what involves this one too.",
    "of": "A state or organisation, or a person.",
    "speaker": "Who said it.",
    "about": "A word or an actor.",
    "at": "The day in the world, ISO or EDTF.",
    "asof": "Only what was published by this day.",
    "property": "Only these, parted by commas: founded, born, population, headquarters, purpose and so on.",
    "value": "Only this value; a year stands for all its days.",
    "type": "Only these, parted by commas: ally, partner, rival, backs, borders and so on.",
    "beside": "What others coded too: gdelt, icews, polecat; several parted by commas.",
    "since": "Nothing before this date.",
    "until": "Nothing after this date.",
    "person": "A person by any name or its id.",
    "id": "An id or its unique beginning.",
    "words": "Words that all have to be there.",
    "quote": "Words that should stand in a text exactly so.",
    "document": "Only this text, by its id.",
    "letters": "How a name begins.",
}


def _first_line(method: Callable[..., Any]) -> str:
    return (method.__doc__ or "").strip().partition("\n")[0]
