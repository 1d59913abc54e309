"""Who may write: whoever opened the address that the server printed at its start, from a page of this server."""

import hashlib
import hmac
from typing import Annotated

from fastapi import Depends, Form, Path, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from comity.serving.web.given import TheSite
from comity.serving.web.site import Site

COOKIE = "comity-leave"
REFUSED = "Nothing can be written from here; open the address that “comity serve” printed at its start."


def sign(token: str, purpose: str) -> str:
    """What shows that one knows the token without showing the token."""
    return hmac.new(token.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def may_write(site: Site, request: Request) -> bool:
    """Whether this browser may write."""
    given = request.cookies.get(COOKIE, "")
    return bool(site.token) and not site.public and _same(given, sign(site.token, "cookie"))


def form_key(site: Site, request: Request) -> str:
    """What forms of ours carry and those of others cannot; empty for who may not write."""
    return sign(site.token, "form") if may_write(site, request) else ""


def _same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def enter(request: Request, site: TheSite, token: Annotated[str, Path(max_length=200)]) -> Response:
    """Give the browser leave that opens the address with the token."""
    if not site.token or site.public or not _same(token, site.token):
        raise HTTPException(403, REFUSED)
    answer = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, sign(site.token, "cookie"), httponly=True, samesite="strict", secure=secure)
    return answer


def _check(request: Request, site: TheSite, key: Annotated[str, Form(max_length=100)] = "") -> None:
    if not may_write(site, request):
        raise HTTPException(403, REFUSED)
    if not _same(key, sign(site.token, "form")):
        raise HTTPException(403, "This form is too old or not of this server; open its page again.")


Leave = Depends(_check)
"""A dependency of every route that writes."""
