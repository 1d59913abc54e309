"""Where a team signs in, nobody comes further than the door without a name or a token."""

import logging

from fastapi import Request, Response
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from comity.errors import UserError
from comity.serving.web.people import Door, Person
from comity.serving.web.site import Site
from comity.serving.web.tokens import bearer
from comity.serving.web.trouble import for_programs, tell_trouble

OPEN = ("/static/", "/sign-in")
"""Beginnings of addresses that everyone may see."""
PERSONAL = "/tokens"
"""Where no token leads, so that none makes another."""
UNKNOWN = "This token is not known here: it was revoked, has ended or is cut; make one at “Tokens for programs”."
log = logging.getLogger("comity.web")


class Doorkeeper:
    """ASGI middleware: nobody comes in who has not signed in; who has, is known to every page. Tokens only read."""

    def __init__(self, app: ASGIApp, site: Site, door: Door) -> None:
        self._app, self._site, self._door = app, site, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the person in its state, or turn it away."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        secret = bearer(scope["headers"]) if self._site.tokens else None
        person = self._door.who(scope) or (self._admit(scope, secret) if secret else None)
        scope.setdefault("state", {})["person"] = person
        if person is None and not scope["path"].startswith(OPEN):
            await self._turn_away(Request(scope), secret)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _admit(self, scope: Scope, secret: str) -> Person | None:
        """In whose name a program with a token asks."""
        if scope["method"] not in ("GET", "HEAD") or scope["path"].startswith(PERSONAL):
            return None
        try:
            token = self._site.tokens.find(secret) if self._site.tokens else None
        except UserError as fault:
            log.error("tokens cannot be read: %s", fault)
            return None
        return self._door.know(token.person, token.role) if token else None

    def _turn_away(self, request: Request, secret: str | None) -> Response:
        away = self._door.turn_away(request.scope)
        if away.onward and not for_programs(request) and secret is None:
            return RedirectResponse(away.onward, 303, {"Cache-Control": "no-store"})
        response = tell_trouble(self._site, request, away.status, UNKNOWN if secret else away.sentence)
        response.headers["Cache-Control"] = "no-store"
        if self._site.tokens:
            response.headers["WWW-Authenticate"] = 'Bearer realm="Comity"' + (', error="invalid_token"' * bool(secret))
        return response
