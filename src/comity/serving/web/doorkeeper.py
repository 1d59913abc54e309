"""Where a team signs in, nobody comes further than the door without a name."""

from fastapi import Request, Response
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from comity.serving.web.people import Door
from comity.serving.web.site import Site
from comity.serving.web.trouble import for_programs, tell_trouble

OPEN = ("/static/", "/sign-in")
"""Beginnings of addresses that everyone may see."""


class Doorkeeper:
    """ASGI middleware: nobody comes in who has not signed in; who has, is known to every page."""

    def __init__(self, app: ASGIApp, site: Site, door: Door) -> None:
        self._app, self._site, self._door = app, site, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the person in its state, or turn it away."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["person"] = person = self._door.who(scope)
        if person is None and not scope["path"].startswith(OPEN):
            await self._turn_away(Request(scope))(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _turn_away(self, request: Request) -> Response:
        away = self._door.turn_away(request.scope)
        if away.onward and not for_programs(request):
            return RedirectResponse(away.onward, 303, {"Cache-Control": "no-store"})
        response = tell_trouble(self._site, request, away.status, away.sentence)
        response.headers["Cache-Control"] = "no-store"
        return response
