"""What goes wrong, told over HTTP: a page for people, `application/problem+json` (RFC 9457) for programs."""

import json
import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from comity.errors import ComityError, RecordError, UnknownActor, UnknownQuestion, UserError
from comity.serving.web.page import Page
from comity.serving.web.responses import write_page
from comity.serving.web.site import Site
from comity.serving.web.words import SITE

SECRET = ("enter", "sign-in")
"""First parts of addresses whose other parts are secrets."""
TITLES = {
    401: "Please sign in", 403: "Not allowed", 404: "Not found", 410: "Not there any more", 413: "Too much at once",
    429: "Too much for now", 502: "The sign-on does not answer", 503: "Not ready yet",
}  # fmt: skip
"""What a page calls what went wrong; programs get the phrase of the standard."""
NAMING = ("actor", "other", "about", "speaker", "organisation")
"""Arguments of pages that are names."""
NOWHERE = "There is no page at this address; a search may find what it was about."
log = logging.getLogger("comity.web")


def handle_trouble(app: FastAPI, site: Site) -> None:
    """Have every error told in one way."""

    def told(request: Request, error: Exception) -> Response:
        status, detail, nearest = _describe(error)
        # What is still being computed, or busy, is said on purpose and no fault.
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, HTTPException):
            log.error("fault at %s", loggable(request.url.path), exc_info=error)
        response = tell_trouble(site, request, status, detail, nearest, asked=isinstance(error, UnknownQuestion))
        response.headers.update(getattr(error, "headers", None) or {})
        return response

    for kind in (ComityError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, told)
    app.add_middleware(Calm, tell=told)


class Calm:
    """ASGI middleware that tells a fault as it tells everything else: with the headers of every answer, and no end of
    the connection. What broke off within an answer breaks off."""

    def __init__(self, app: ASGIApp, tell: Callable[[Request, Exception], Response]) -> None:
        self._app, self._tell = app, tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer where nothing else does."""
        begun = False

        async def notice(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, notice)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await self._tell(Request(scope), error)(scope, receive, send)


def tell_trouble(
    site: Site, request: Request, status: int, detail: str, nearest: tuple[str, ...] = (), asked: bool = False,
    again: bool = False,
) -> Response:  # fmt: skip
    """A page that tells it, or a problem document for programs. `asked` is for questions in plain English; `again` for
    what the same address may answer later."""
    if for_programs(request):
        return problem(status, detail, request, nearest)
    posted = request.method == "POST"
    detail = f"{detail.partition('; nearest are:')[0]}." if asked and nearest else detail
    sought = _sought(request) if status == HTTPStatus.NOT_FOUND and not (asked or posted) else ""
    more = {
        "posted": posted,
        "detail": detail,
        "nearest": nearest,
        "status": status,
        "asked": asked,
        "again": again,
        "sought": sought,
    }
    title = TITLES.get(status, "Something went wrong" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "Not possible")
    page = Page("trouble.html", title, detail, more=more, moved_by=(), of_record=False)
    return write_page(site, request, page, status)


def _sought(request: Request) -> str:
    """The name or the words in an address, for which one may want to search."""
    named = [request.query_params.get(key, "") for key in NAMING]
    path = request.url.path.strip("/")
    words = next(filter(None, named), "" if any(f"/{path}" == page for page, _ in SITE) else path.rpartition("/")[2])
    return " ".join(re.findall(r"[^\W_]+", words.rpartition(":")[2]))[:100]


def loggable(path: str) -> str:
    """A path on one line and without the secret that it may carry."""
    first, _, rest = path.removeprefix("/").partition("/")
    shown = f"/{first}/…" if first in SECRET and rest else path
    return "".join(sign if sign.isprintable() else "�" for sign in shown)[:300]


def problem(status: int, detail: str, request: Request, nearest: tuple[str, ...] = ()) -> Response:
    """A problem document."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
    }
    if nearest:
        body["nearest"] = list(nearest)
    written = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(written, status, media_type="application/problem+json")


def _describe(error: Exception) -> tuple[int, str, tuple[str, ...]]:
    """Status, one sentence, and what is nearest to what was asked."""
    match error:
        case UnknownActor() | UnknownQuestion():
            return HTTPStatus.NOT_FOUND, str(error), error.nearest
        case RecordError() if "is locked" in str(error) or "busy" in str(error):
            return HTTPStatus.SERVICE_UNAVAILABLE, str(error), ()
        case UserError():
            return HTTPStatus.BAD_REQUEST, str(error), ()
        case RequestValidationError():
            return HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(map(_complaint, error.errors())) + ".", ()
        case HTTPException():
            return error.status_code, NOWHERE if error.detail == "Not Found" else str(error.detail), ()
    return HTTPStatus.INTERNAL_SERVER_ERROR, "A fault of Comity's own; the server's log has it. Please report it.", ()


def _complaint(fault: Any) -> str:
    """What a framework's own check found, as a person reads it."""
    place = " ".join(str(part) for part in fault.get("loc", ())[1:])
    return f"{place or 'the request'}: {fault.get('msg', 'cannot be used')}"


def for_programs(request: Request) -> bool:
    """Whether a program asks, not a person."""
    accepts = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or ("html" not in accepts and "json" in accepts)
