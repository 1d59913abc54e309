"""From a page to what goes over the wire: HTML, a download, or “you have it already”."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from itertools import chain
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

import comity
from comity.asking import Desk
from comity.serving.doors import choose_desk
from comity.serving.web.addresses import beside
from comity.serving.web.carrying import CARRIED, carry
from comity.serving.web.downloads import FORMS, REFERENCES, make_download
from comity.serving.web.given import FEW, is_whole, own_address
from comity.serving.web.leave import form_key, may_write, signed_in
from comity.serving.web.page import Page
from comity.serving.web.site import Site

WHOLE, BARE = "base.html", "bare.html"
EMBED = "/embed"
FRAMED = ("measure.html", "network.html", "timeline.html", "map.html", "members.html")
"""Templates of pages that others may show in a frame, where the server allows it."""
CHUNK = 1 << 16
"""Bytes of a download that are sent together."""
CLOCKS = ("at", "asof", "recorded", "reports_only", "min_confidence")


def tag_of(site: Site, request: Request) -> str:
    """An entity tag: changes with the address, the data, the day and Comity itself."""
    parts = (
        str(request.url),
        form_key(site, request),
        getattr(signed_in(request), "name", ""),
        str(site.desk.stamp()),
        dt.date.today().isoformat(),
        comity.__version__,
        site.build,
    )
    return f'W/"{hashlib.sha256(" ".join(parts).encode()).hexdigest()[:20]}"'


def write_page(site: Site, request: Request, page: Page, status: int | None = None, layout: str = WHOLE) -> Response:
    """The page as HTML, whole or bare."""
    headers = {"Cache-Control": "no-store"} if page.passing else None
    body = render(site, request, page, layout)
    return Response(body, status or page.status, headers, media_type="text/html; charset=utf-8")


def write_download(site: Site, request: Request, page: Page, form: str) -> Response:
    """The page as a file to save."""
    asked = str(request.url.replace(scheme="", netloc=""))
    made = make_download(_desk_of(site, request, page), page, form, asked, own_address(request))
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    if page.passing:
        headers["Cache-Control"] = "no-store"
    chunks = gather(made.pieces)
    first, second = next(chunks, b""), next(chunks, b"")
    if not second:
        return Response(first, media_type=made.media_type, headers=headers)
    return StreamingResponse(chain((first, second), chunks), media_type=made.media_type, headers=headers)


def _desk_of(site: Site, request: Request, page: Page) -> Desk:
    """The desk before the record as the page saw it."""
    given = request.query_params
    moment, least = (given.get(k, "").strip() if k in page.moved_by else "" for k in ("recorded", "min_confidence"))
    return choose_desk(site.desk, moment, least)


def gather(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, so many together as are sent at once."""
    waiting, size = [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


def render(site: Site, request: Request, page: Page, layout: str = WHOLE) -> str:
    """The page's HTML in a layout."""
    path = request.url.path if layout == WHOLE else request.url.path.removeprefix(EMBED)
    query = [(key, value) for key, value in request.query_params.multi_items() if value]
    kept = [(key, value) for key, value in query if key not in CLOCKS]
    every = FORMS if page.answers else REFERENCES if page.of_record else ()
    forms = dict.fromkeys([*every, *page.forms])
    downloads = {form: f"{beside(path)}.{form}" + (f"?{urlencode(query)}" if query else "") for form in forms}
    unheard = "recorded" not in page.moved_by and bool(request.query_params.get("recorded"))
    version = page.first.data_version if page.first is not None else ""
    if not version and forms:
        version = _desk_of(site, request, page).versions()[0]
    written = site.templates.get_template(page.template).render(
        page=page,
        layout=layout,
        few=(lambda rows: rows) if is_whole(request) else (lambda rows: rows[:FEW]),
        embeds=EMBED if page.template in FRAMED else "",
        **page.answers,
        **page.more,
        path=path,
        address=own_address(request),
        query=dict(query),
        kept=kept,
        downloads={} if page.status == HTTPStatus.ACCEPTED else downloads,
        data_version=version,
        unheard=unheard,
        today=dt.date.today().isoformat(),
        version=comity.__version__,
        public=site.public,
        may_write=may_write(site, request),
        form_key=form_key(site, request),
        signed_in=signed_in(request),
        team=site.door is not None,
        has_tokens=site.tokens is not None and bool(site.token),
        way_out=site.door.way_out if site.door else None,
        build=site.build,
    )
    return carry(written, {clock: dict(query)[clock] for clock in CARRIED if clock in dict(query)})
