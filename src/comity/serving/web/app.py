"""The web application: pages, their downloads, the API, and what stands still."""

from collections.abc import Sequence

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

import comity
from comity.serving.web.api import build_api
from comity.serving.web.api_exports import build_exports
from comity.serving.web.api_measures import build_measures
from comity.serving.web.instruments import Instruments
from comity.serving.web.pages import build_pages
from comity.serving.web.responses import tag_of
from comity.serving.web.safety import Guard
from comity.serving.web.site import STATIC, Site
from comity.serving.web.trouble import handle_trouble

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SMALL = 800
"""Bytes below which a body is not worth compressing."""
FOREVER = "public, max-age=31536000, immutable"


class Unchanging(StaticFiles):
    """Files whose addresses name their content: kept by browsers for good."""

    def file_response(self, *args: object, **options: object) -> Response:
        """The file, with leave to keep it."""
        response = super().file_response(*args, **options)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = FOREVER
        return response


def build_app(site: Site, hosts: Sequence[str] = LOOPBACK) -> FastAPI:
    """The application over one record. `hosts` are the names by which it may be called, `*` for any."""
    app = FastAPI(
        title="Comity",
        version=comity.__version__,
        description="The citable memory of world affairs: what held on a date, what changed, who says otherwise. "
        "Every row carries the ids of the statements it rests on.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )

    @app.middleware("http")
    async def remember(request: Request, pass_on: object) -> Response:
        """Answer “you have it already” where nothing changed since."""
        if request.method not in ("GET", "HEAD") or request.url.path.startswith("/static/"):
            return await pass_on(request)  # type: ignore[operator, no-any-return]
        tag = await run_in_threadpool(tag_of, site, request)
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        response: Response = await pass_on(request)  # type: ignore[operator]
        if response.status_code == 200:
            response.headers["ETag"] = tag
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    app.state.site = site
    app.state.instruments = Instruments(site.desk)
    app.add_middleware(GZipMiddleware, minimum_size=SMALL)
    app.add_middleware(Guard, hosts=tuple(host.casefold() for host in hosts))
    app.mount("/static", Unchanging(directory=STATIC), name="static")
    app.include_router(build_api(site))
    app.include_router(build_measures())
    app.include_router(build_exports(site))
    app.include_router(build_pages(site))
    handle_trouble(app, site)
    return app
