"""The questions as JSON under `/api/v1`: the same names and arguments as in Python and on the command line."""

import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, FastAPI, Query
from pydantic import BaseModel, Field, create_model

from comity.asking import Desk
from comity.asking import rows as kinds
from comity.asking.answer import Answer, Coverage
from comity.serving.paging import Ask, AskFirst, Leaf
from comity.serving.web.given import TheSite
from comity.serving.web.site import Site

R = TypeVar("R")
PAGE, LARGEST = 100, 1000
LONGEST = 500
"""Characters of an argument."""
WHOLE = {"search": 10_000}
"""Questions of which not all rows are looked for, and how many are; pages go through all rows of the others."""


class Asked(BaseModel):
    """The question as it was run."""

    name: str
    arguments: dict[str, str]


class Body(BaseModel, Generic[R]):
    """A page of an answer. `next` is the cursor of the page after it, null on the last."""

    question: Asked
    found: bool = Field(description="Whether there is any row at all.")
    total: int | None = Field(description="Rows on all pages; null where only the latest were looked for.")
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
    status: {"model": Problem, "content": {PROBLEM: {}}} for status in (400, 401, 404, 414, 422, 429, 503)
}


Recorded = Annotated[
    str | None,
    Query(
        max_length=40,
        description="Only what this record held by then: a day to its end, a moment, or the state that a "
        "`data_version` names.",
    ),
]
MinConfidence = Annotated[
    str | None,
    Query(
        max_length=20,
        description="Only what rests on statements at least so sure, from 0 (all) to 1; `notes` say how much that "
        "leaves out. What a person accepted is sure.",
        examples=["0.6"],
    ),
]
Cursor = Annotated[
    str | None,
    Query(
        max_length=LONGEST,
        description="`next` of the page before, with the same arguments. All pages are of the state of the record that "
        "the first was of, whatever is recorded meanwhile.",
    ),
]


@cache
def build_api() -> APIRouter:
    """The routes of the questions: made once, for each application over whatever site."""
    router = APIRouter(prefix="/api/v1", tags=["questions"])
    for name, row in QUESTIONS.items():
        router.add_api_route(
            f"/{name}",
            _endpoint(name),
            response_model=_page_of(name, row),
            summary=_first_line(getattr(Desk, name)),
            operation_id=name,
            responses=PROBLEMS,
        )
    router.add_api_route(
        "/ask", _ask, response_model=_page_of("ask", dict[str, Any]), summary=_first_line(Desk.ask), operation_id="ask",
        responses=PROBLEMS,
    )  # fmt: skip
    return router


def _page_of(name: str, row: Any) -> type[BaseModel]:
    """The body of an answer to one question, called by it, so that a client made of the description can be read."""
    told = f"A page of the answer to `{name}`."
    if name == "ask":
        told += " Its rows are those of the question that `question` names."
    made: type[BaseModel] = create_model(f"{name.capitalize()}Page", __base__=Body[row], __doc__=told)
    return made


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


def to_body(leaf: Leaf) -> dict[str, Any]:
    """A page of an answer as it is sent."""
    whole = replace(leaf.answer, rows=leaf.rows).to_json()
    del whole["statements"]
    return {**whole, "found": leaf.answer.found, "total": leaf.total, "next": leaf.following}


def _endpoint(name: str) -> Callable[..., Any]:
    parameters = inspect.signature(getattr(Desk, name)).parameters
    whole = {"limit": WHOLE.get(name)} if "limit" in parameters else {}

    def answer(
        site: Site, cursor: str | None = None, limit: int = PAGE, recorded: str | None = None,
        min_confidence: str | None = None, newest_first: bool = name in LATEST_FIRST, **arguments: Any,
    ) -> Any:  # fmt: skip
        given = {key: value or None for key, value in arguments.items()}

        def ask(desk: Desk, day: str | None) -> Answer[Any]:
            days = {"at": given["at"] or day} if "at" in given else {}
            found: Answer[Any] = getattr(desk, name)(**{**given, **days}, **whole)
            return found.reversed() if newest_first else found

        def ask_first(desk: Desk, day: str | None, rows: int) -> Answer[Any]:
            found: Answer[Any] = getattr(desk, name)(**given, limit=rows)
            return found.reversed()

        told = {**given, "newest_first": newest_first}
        latest = ask_first if newest_first and name in LATEST_FIRST else None
        return to_body(_turn(site, name, told, ask, cursor, limit, (recorded, min_confidence), latest))

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
    min_confidence: MinConfidence = None,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST, description="Rows on a page.")] = PAGE,
) -> Any:
    given = {"question": question, "asof": asof or None, "reports_only": reports_only}

    def ask(desk: Desk, day: str | None) -> Answer[Any]:
        return desk.ask(question, at=at or day, asof=asof or None, reports_only=reports_only)

    return to_body(_turn(site, "ask", {**given, "at": at or None}, ask, cursor, limit, (recorded, min_confidence)))


def _turn(
    site: Site, name: str, given: Mapping[str, Any], ask: Ask, cursor: str | None, limit: int,
    seen: tuple[str | None, str | None], ask_first: AskFirst | None = None,
) -> Leaf:  # fmt: skip
    """A page of the record as it is `seen`: as it was recorded by then, and how sure its statements are at least.

    Raises `UserError` for a cursor or a confidence and `DateError` for a moment of recording that is none.
    """
    moment, least = ((written or "").strip() or None for written in seen)
    desk = site.desk.at_least(least) if least else site.desk
    asked = (tuple(given.items()), moment, desk.min_confidence)
    return site.pages.turn(desk, name, asked, ask, cursor, limit, moment, ask_first)


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
    limit = Annotated[int, Query(ge=1, le=LARGEST, description="Rows on a page.")]
    turning = [
        inspect.Parameter("cursor", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Cursor),
        inspect.Parameter("limit", inspect.Parameter.KEYWORD_ONLY, default=PAGE, annotation=limit),
    ]
    if method.__name__ in IN_ORDER_OF_TIME:
        order = Annotated[bool, Query(description="The last rows on the first page.")]
        latest = method.__name__ in LATEST_FIRST
        turning.append(
            inspect.Parameter("newest_first", inspect.Parameter.KEYWORD_ONLY, default=latest, annotation=order)
        )
    site = inspect.Parameter("site", inspect.Parameter.KEYWORD_ONLY, annotation=TheSite)
    clock = inspect.Parameter("recorded", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Recorded)
    least = inspect.Parameter("min_confidence", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=MinConfidence)
    seen = [clock, least] if method.__name__ in SELECTING else [clock]
    return inspect.Signature([site, *parameters, *seen, *turning])


def _parameter(name: str, hint: Any, *, required: bool) -> Any:
    """A query parameter; what is required cannot be empty, and what is empty was not given."""
    if hint is bool:
        return Annotated[hint, Query(description=MEANINGS.get(name))]
    least = 1 if required else None
    longest = DAY if name in DATES else LONGEST
    examples = [EXAMPLES[name]] if name in EXAMPLES else None
    return Annotated[
        hint, Query(min_length=least, max_length=longest, description=MEANINGS.get(name), examples=examples)
    ]


IN_ORDER_OF_TIME = ("timeline", "quotes")
"""Questions whose rows come oldest first, and can come the other way round."""
LATEST_FIRST = frozenset({"timeline"})
"""Of these, those that come the other way round unless told otherwise, and of which no page looks for the whole."""
SELECTING = frozenset(QUESTIONS) - {
    "judgements", "statement", "documents", "refusals", "coverage", "verify", "suggest",
}  # fmt: skip
"""Questions that statements are selected for, so that a least confidence can be asked for."""
SHARES = ("self", "limit", "first", "last", "part")
"""What is no part of a question, but how much of its answer a page wants; here pages are turned by a cursor."""
DATES, DAY = ("at", "asof", "since", "until", "asof_since", "recorded_since"), 40
"""Arguments that are dates, and characters of one."""
MEANINGS = {
    "reports_only": "Without the register that comes with Comity.",
    "publisher": "Only texts of this publisher.",
    "language": "Only texts in this language, by its code.",
    "month": "Only texts published in this month.",
    "asof_since": "What became known by texts published after this day; in place of `since`.",
    "recorded_since": "What this record learned after this day or moment; in place of `since`.",
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


EXAMPLES = {
    "organisation": "SCO", "actor": "China", "other": "Russia", "of": "Kazakhstan", "person": "Xi Jinping",
    "speaker": "China", "at": "2024-07-05", "asof": "2024", "since": "2001", "until": "2024-12-31",
    "month": "2024-07", "language": "en", "words": "\"member state\" summit", "quote": "partnership without limits",
    "letters": "shang",
}  # fmt: skip


def _first_line(method: Callable[..., Any]) -> str:
    return (method.__doc__ or "").strip().partition("\n")[0]
