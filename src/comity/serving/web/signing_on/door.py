"""The door of a team that signs on at its provider: who comes with a sealed sign-on, and the pages where it is got."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from comity.serving.web.given import LONGEST, TheSite
from comity.serving.web.page import Page
from comity.serving.web.people import Away, Person, Roles
from comity.serving.web.responses import write_page
from comity.serving.web.signing_on.arrangement import ROLES, Arrangement, groups_of
from comity.serving.web.signing_on.provider import Attempt, Provider, SignOnError
from comity.serving.web.signing_on.seals import Seals

SIGNED_ON, TRYING = "signed on", "trying"
"""Purposes of seals."""
MINUTES_TO_TRY = 10
LONGEST_CODE = 4000
PLACE = "/sign-in"
SPENT = "This sign-on is too old, was used before or was begun elsewhere; open the first page to begin anew."
Told = Annotated[str, Query(max_length=LONGEST_CODE)]


class SignOn:
    """How a team signs on at its provider."""

    way_out = f"{PLACE}/out"

    def __init__(self, arrangement: Arrangement, provider: Provider, roles: Roles, seals: Seals) -> None:
        self.arrangement, self.provider, self.roles, self.seals = arrangement, provider, roles, seals
        self.cookie = "__Host-comity-session" if arrangement.secure else "comity-session"

    def who(self, scope: Scope) -> Person | None:
        """Whom the sealed cookie names."""
        told = self.seals.open(SIGNED_ON, Request(scope).cookies.get(self.cookie, ""))
        return Person(told["name"], told["role"]) if told else None

    def know(self, name: str, role: str) -> Person | None:
        """The greater of their role then, which the provider told, and of that which their name has now."""
        listed = self.roles.person(name)
        return Person(name, min((role, *([listed.role] if listed else ())), key=ROLES.index))

    def turn_away(self, scope: Scope) -> Away:
        """Pages lead to the provider; what is sent, or asked by a program, is answered 401."""
        if scope["method"] not in ("GET", "HEAD"):
            return Away(401, "You are not signed in any more; open the page again, which leads to the sign-on.")
        onward = scope["path"] + (f"?{query}" if (query := scope["query_string"].decode("latin-1")) else "")
        said = "Nobody is signed in; open Comity in a browser, which leads to the sign-on of your team."
        return Away(401, said, f"{PLACE}?onward={quote(onward, safe='')}")

    def pages(self) -> APIRouter:
        """Where people sign on and off."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route(PLACE, self.begin, methods=["GET"])
        router.add_api_route(f"{PLACE}/back", self.finish, methods=["GET"])
        router.add_api_route(self.way_out, self.leave, methods=["POST"])
        router.add_api_route(f"{PLACE}/ended", self.ended, methods=["GET"])
        return router

    def begin(self, onward: Told = "/") -> Response:
        """To the provider, with an attempt of its own for each tab."""
        attempt = Attempt.new(_own_path(onward))
        try:
            answer = RedirectResponse(self.provider.address_for(attempt), 303)
        except SignOnError as error:
            raise HTTPException(502, str(error)) from None
        sealed = self.seals.seal(TRYING, asdict(attempt), MINUTES_TO_TRY * 60)
        self._give(answer, _attempt_cookie(attempt.state), sealed, MINUTES_TO_TRY * 60, PLACE)
        return answer

    def finish(self, request: Request, code: Told = "", state: Told = "", iss: Told = "", error: Told = "") -> Response:
        """Back from the provider: check that this browser began it, then ask who it is."""
        sealed = request.cookies.get(_attempt_cookie(state), "")
        told = self.seals.open(TRYING, sealed)
        attempt = Attempt.of(told) if told else None
        ours = attempt is not None and secrets.compare_digest(attempt.state.encode(), state.encode())
        if attempt is None or not ours or not self.seals.void(TRYING, sealed):
            raise HTTPException(400, SPENT)
        if iss and iss != self.arrangement.issuer:
            raise HTTPException(400, "This answer comes from another sign-on provider than that of this server.")
        if error or not code:
            raise HTTPException(403, _refusal(error))
        try:
            person = self._admit(self.provider.redeem(code, attempt))
        except SignOnError as fault:
            raise HTTPException(403, str(fault)) from None
        answer = RedirectResponse(attempt.onward, 303)
        seconds = self.arrangement.hours * 3600
        self._give(answer, self.cookie, self.seals.seal(SIGNED_ON, asdict(person), seconds), seconds, "/")
        self._give(answer, _attempt_cookie(state), "", 0, PLACE)
        return answer

    def leave(self, request: Request) -> Response:
        """Sign off: the sealed sign-on is void, in every copy of it."""
        self.seals.void(SIGNED_ON, request.cookies.get(self.cookie, ""))
        answer = RedirectResponse(f"{PLACE}/ended", 303)
        self._give(answer, self.cookie, "", 0, "/")
        return answer

    def ended(self, request: Request, site: TheSite) -> Response:
        """What is seen after signing off; the provider may still know the person."""
        try:
            way_out = self.provider.way_out
        except SignOnError:
            way_out = None
        more = {"host": urlsplit(self.arrangement.issuer).hostname, "goodbye": way_out, "place": PLACE}
        page = Page(
            "signed_off.html", "Signed out", "You are signed out of Comity.", more=more, moved_by=(), passing=True,
            of_record=False,
        )  # fmt: skip
        return write_page(site, request, page)

    def _admit(self, claims: Mapping[str, Any]) -> Person:
        """The person of a token, with the greatest role of its groups, else that which its name was given."""
        name = claims.get(self.arrangement.name)
        if not isinstance(name, str) or not name.strip():
            raise SignOnError(
                f"The sign-on provider does not say your “{self.arrangement.name}”, so nobody knows who you are."
            )
        if self.arrangement.name == "email" and claims.get("email_verified") is not True:
            raise SignOnError("The sign-on provider has not verified your e-mail address, so it cannot name you.")
        person = self.roles.person(name)
        groups = groups_of(claims, self.arrangement.claim)
        held = {self.arrangement.roles[group] for group in groups if group in self.arrangement.roles}
        held |= {person.role} if person else set()
        role = next((role for role in ROLES if role in held), None)
        if role is None:
            raise SignOnError(
                f"You are known as “{name[:80]}” but have no role here; ask the owner of this server for one."
            )
        return Person(self.roles.clean(name), role)

    def _give(self, answer: Response, name: str, value: str, seconds: float, path: str) -> None:
        """A cookie that no script and no other site can use; without a value it is taken back."""
        answer.set_cookie(
            name, value, max_age=int(seconds), path=path, httponly=True, samesite="lax", secure=self.arrangement.secure
        )
        answer.headers["Cache-Control"] = "no-store"


def _attempt_cookie(state: str) -> str:
    return f"comity-sign-on-{hashlib.sha256(state.encode()).hexdigest()[:12]}"


def _own_path(onward: str) -> str:
    """A page of ours to go on to; anything else leads to the first page."""
    plain = onward.startswith("/") and not onward.startswith(("//", "/\\", PLACE)) and len(onward) <= LONGEST * 2
    return onward if plain and onward.isprintable() and "\\" not in onward else "/"


def _refusal(error: str) -> str:
    if error == "access_denied":
        return "The sign-on provider did not let you in, or you broke off; open the first page to try again."
    return "The sign-on provider could not sign you on; try again, and tell the owner of this server if it lasts."
