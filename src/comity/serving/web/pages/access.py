"""Tokens for programs: somebody of a team makes them for R or Python, sees them once, and revokes them."""

from typing import Annotated

from fastapi import Depends, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from comity.serving.web.given import TheSite
from comity.serving.web.leave import own_key, signed_in
from comity.serving.web.page import Page
from comity.serving.web.people import Person
from comity.serving.web.responses import write_page
from comity.serving.web.site import Site
from comity.serving.web.tokens import LONGEST_DAYS, USUAL_DAYS, Tokens

PLACE = "/tokens"
Field = Annotated[str, Form(max_length=200)]


def _me(request: Request) -> Person:
    person = signed_in(request)
    if person is None:
        raise HTTPException(404)
    return person


Me = Annotated[Person, Depends(_me)]


def _tokens(site: TheSite) -> Tokens:
    if site.tokens is None or not site.token:
        raise HTTPException(404)
    return site.tokens


TheTokens = Annotated[Tokens, Depends(_tokens)]


def show(request: Request, site: TheSite, tokens: TheTokens, me: Me) -> Response:
    """One's own tokens, for owners those of everybody, and the form that makes one."""
    return _write(site, request, tokens, me)


def make(
    request: Request, site: TheSite, tokens: TheTokens, me: Me, name: Field, days: Annotated[int, Form()] = USUAL_DAYS
) -> Response:
    """Make a token, and show it this once."""
    secret, made = tokens.make(me.name, me.role, name, days)
    return _write(site, request, tokens, me, secret=secret, made=made)


def revoke(tokens: TheTokens, me: Me, token: Field) -> Response:
    """End a token of one's own; owners may end anybody's."""
    tokens.revoke(token, None if me.role == "owner" else me.name)
    return RedirectResponse(PLACE, 303)


def _write(site: Site, request: Request, tokens: Tokens, me: Person, **more: object) -> Response:
    listed = tokens.current(None if me.role == "owner" else me.name)
    shown = {"secret": "", "made": None, "tokens": listed, "days": USUAL_DAYS, "most_days": LONGEST_DAYS,
             "own_key": own_key(site, request), "root": str(request.base_url).rstrip("/"), **more}  # fmt: skip
    summary = "With a token a program asks this server in your name, as in R or Python, until the day it ends."
    page = Page("tokens.html", "Tokens for programs", summary, more=shown, moved_by=(), passing=True, of_record=False)
    return write_page(site, request, page)
