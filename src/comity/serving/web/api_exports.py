"""`/api/v1/export`: whole tables as streams that say at their end whether they are all."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from comity.serving.web.api import LONGEST, PROBLEMS, MinConfidence
from comity.serving.web.downloads import name_file
from comity.serving.web.site import Site
from comity.serving.web.streams import FORMS, TABLES, Limits, stream
from comity.written_dates import parse_date

AT_ONCE = 4
"""Streams that are sent at the same time; each holds one state of the record open."""
LINES = {"schema": {"type": "string", "description": "Lines; the last says whether they are all."}}
PUBLIC = Limits(rows=200_000, seconds=120.0)


def build_exports(site: Site) -> APIRouter:
    """The routes of all tables in all forms."""
    router = APIRouter(prefix="/api/v1/export", tags=["exports"])
    turns = threading.BoundedSemaphore(AT_ONCE)
    for table in TABLES:
        for form in FORMS:
            router.add_api_route(
                f"/{table}.{form}", _route(site, table, form, turns), operation_id=f"export_{table}_{form}",
                summary=f"All {table} as {form.upper()}, streamed; a cut ends with a row that says so.",
                response_class=StreamingResponse, responses=_responses(form),
            )  # fmt: skip
            router.add_api_route(f"/{table}.{form}", _route(site, table, form, turns), methods=["HEAD"],
                                 include_in_schema=False)  # fmt: skip
    return router


def _route(site: Site, table: str, form: str, turns: threading.BoundedSemaphore) -> Callable[..., Any]:
    allowed = PUBLIC if site.public else Limits()

    def export(
        request: Request,
        asof: Annotated[str | None, Query(max_length=LONGEST, description="Only what was published by then.")] = None,
        reports_only: Annotated[bool, Query(description="Without the register.")] = False,
        min_confidence: MinConfidence = None,
        limit: Annotated[int | None, Query(ge=1, le=10**9, description="At most so many rows.")] = None,
    ) -> Response:
        day = parse_date(asof) if asof and asof.strip() else None
        limits = Limits(min(limit or allowed.rows, allowed.rows), allowed.seconds)
        if not turns.acquire(blocking=False):
            raise HTTPException(503, "Too many exports run at once; try again in a minute.", {"Retry-After": "60"})
        with ExitStack() as opening:
            opening.callback(turns.release)
            desk = site.desk.at_least(min_confidence) if min_confidence else site.desk
            view = opening.enter_context(desk.view(asof=day, reports_only=reports_only))
            headers = {
                "Content-Disposition": f'attachment; filename="{_name(table, form, day, view.data_version)}"',
                "X-Rows": str(min(TABLES[table].count(view), limits.rows)),
            }
            if view.min_confidence:
                headers["X-Left-Out"] = str(view.left_out())
            if request.method == "HEAD":
                return Response(None, 200, headers, FORMS[form].media_type)
            sent = stream(TABLES[table], FORMS[form], view, limits)
            parts = _closing(sent, opening.pop_all())
            next(parts)
            return StreamingResponse(parts, 200, headers, FORMS[form].media_type)

    return export


def _closing(sent: Iterator[bytes], opened: ExitStack) -> Iterator[bytes]:
    """The stream; what was opened for it is let go of at its end, or when nobody listens any more.

    The first piece is empty and taken at once: a generator that never began would never let go.
    """
    with opened:
        yield b""
        yield from sent


def _name(table: str, form: str, day: str | None, version: str) -> str:
    return name_file(table, f"{table} {day}", version, form)


def _responses(form: str) -> dict[int | str, dict[str, Any]]:
    described = {"description": "The rows.", "content": {FORMS[form].media_type.partition(";")[0]: LINES}}
    return {200: described, **{status: told for status, told in PROBLEMS.items() if status != 404}}
