"""The web application: pages, their downloads, the API, and what stands still."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Response
from fastapi.security import HTTPBearer
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

import comity
from comity.serving.web.answers import Memory
from comity.serving.web.api import build_api, describe_problems
from comity.serving.web.api_exports import build_exports
from comity.serving.web.api_measures import build_measures
from comity.serving.web.doorkeeper import Doorkeeper
from comity.serving.web.instruments import Instruments
from comity.serving.web.limits import Buckets, Limiter
from comity.serving.web.pages import build_pages
from comity.serving.web.proxies import Forwarded, Proxies
from comity.serving.web.remembering import Remembering
from comity.serving.web.safety import LARGEST_BODY, SMALL_BODY, Guard
from comity.serving.web.site import STATIC, Site
from comity.serving.web.trouble import handle_trouble

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SMALL = 800
"""Bytes below which a body is not worth compressing."""
QUICK = 4
"""How hard bodies are compressed: two thirds of the work for a twentieth more bytes."""
FOREVER = "public, max-age=31536000, immutable"


class Unchanging(StaticFiles):
    """Files whose addresses name their content: kept by browsers for good."""

    def file_response(self, *args: object, **options: object) -> Response:
        """The file, with leave to keep it."""
        response = super().file_response(*args, **options)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = FOREVER
        return response


@dataclass(frozen=True, slots=True)
class Access:
    """How often each client may ask, and the proxies whose word counts."""

    buckets: Buckets | None = None
    """Those of all clients, shared by the processes of a server; None where there is no limit."""
    proxies: Proxies = field(default_factory=Proxies)
    guarded: tuple[str, ...] = ()
    """Headers that only those proxies may set."""
    framers: tuple[str, ...] = ()
    """Sites whose pages may show bare charts of ours in a frame, as in `https://example.org`."""


def build_app(
    site: Site, hosts: Sequence[str] = LOOPBACK, access: Access | None = None, memory: Memory | None = None
) -> FastAPI:
    """The application over one record. `hosts` are the names by which it may be called, `*` for any."""
    access = access or Access()
    app = FastAPI(
        title="Comity",
        version=comity.__version__,
        description="The citable memory of world affairs: what held on a date, what changed, who says otherwise. "
        "Every row carries the ids of the statements it rests on.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.site = site
    app.state.framers = access.framers
    app.state.instruments = Instruments(site.desk)
    app.add_middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=QUICK)
    app.add_middleware(Remembering, site=site, memory=memory)  # outside, so that answers are kept as they were packed
    if site.door is not None:
        app.add_middleware(Doorkeeper, site=site, door=site.door)
    if access.buckets is not None:
        app.add_middleware(Limiter, site=site, buckets=access.buckets)
    handle_trouble(app, site)
    app.add_middleware(Guard, hosts=tuple(host.casefold() for host in hosts), largest=_largest(site))
    app.add_middleware(Forwarded, proxies=access.proxies, guarded=access.guarded)
    app.mount("/static", Unchanging(directory=STATIC), name="static")
    told = [Depends(HTTPBearer(auto_error=False, description="A token of your team's server."))] if site.tokens else []
    for router in (build_api(), build_measures(), build_exports(site)):
        _lay(app, router, told)
    _lay(app, build_pages())
    if site.door is not None and (doors := site.door.pages()):
        _lay(app, doors)
    describe_problems(app)
    return app


def _lay(app: FastAPI, router: APIRouter, told: Sequence[Any] = ()) -> None:
    """Routes as they are: included, each would be made anew for this application when it is first asked anything."""
    if told:
        app.include_router(router, dependencies=told)
    else:
        app.router.routes.extend(router.routes)


def _largest(site: Site) -> int:
    """Bytes of a request's body: for everyone no more than a draft."""
    return SMALL_BODY if site.public else LARGEST_BODY
