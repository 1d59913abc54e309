"""Who may write: editors of a team, else whoever opened the address that the server printed at its start.

From a page of this server alone: forms carry a key that pages of others cannot know.
"""

import hashlib
import hmac
from typing import Annotated

from fastapi import Depends, Form, Path, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from comity.serving.web.given import TheSite
from comity.serving.web.people import Person
from comity.serving.web.site import Site

COOKIE = "comity-leave"
REFUSED = "Nothing can be written from here; open the address that “comity serve” printed at its start."
FOREIGN = "This form is too old or not of this server; open its page again."


def sign(token: str, purpose: str) -> str:
    """What shows that one knows the token without showing the token."""
    return hmac.new(token.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def signed_in(request: Request) -> Person | None:
    """Who is signed in, where a team signs in."""
    person: Person | None = getattr(request.state, "person", None)
    return person


def may_write(site: Site, request: Request) -> bool:
    """Whether this browser may write: by its role in a team, else by the cookie of who knows the token."""
    if not site.token or site.public:
        return False
    if site.door is not None:
        person = signed_in(request)
        return person is not None and person.may_write
    return _same(request.cookies.get(COOKIE, ""), sign(site.token, "cookie"))


def form_key(site: Site, request: Request) -> str:
    """What forms of ours carry and those of others cannot; empty for who may not write."""
    return _key(site, request) if may_write(site, request) else ""


def own_key(site: Site, request: Request) -> str:
    """What forms carry in which somebody signed in, of whatever role, changes what is theirs alone."""
    return _key(site, request) if site.token and signed_in(request) else ""


def _key(site: Site, request: Request) -> str:
    person = signed_in(request)
    return sign(site.token, f"form {person.name}" if person else "form")


def _signature(request: Request, site: TheSite, by: Annotated[str, Form(max_length=200)] = "") -> str:
    person = signed_in(request)
    return person.name if site.door is not None and person else by


Signature = Annotated[str, Depends(_signature)]
"""By whom something is written: who is signed in, else the name in the form."""


def _same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def enter(request: Request, site: TheSite, token: Annotated[str, Path(max_length=200)]) -> Response:
    """Give the browser leave that opens the address with the token."""
    if not site.token or site.public or site.door is not None or not _same(token, site.token):
        raise HTTPException(403, REFUSED)
    answer = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, sign(site.token, "cookie"), httponly=True, samesite="strict", secure=secure)
    return answer


def _check_own(request: Request, site: TheSite, key: Annotated[str, Form(max_length=100)] = "") -> None:
    ours = own_key(site, request)
    if not ours or not _same(key, ours):
        raise HTTPException(403, FOREIGN)


OfTheirOwn = Depends(_check_own)
"""A dependency of every route that changes what belongs to who is signed in."""


def _check(request: Request, site: TheSite, key: Annotated[str, Form(max_length=100)] = "") -> None:
    if not may_write(site, request):
        raise HTTPException(403, REFUSED)
    if not _same(key, _key(site, request)):
        raise HTTPException(403, FOREIGN)


Leave = Depends(_check)
"""A dependency of every route that writes."""
