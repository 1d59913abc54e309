"""Charts without the frame of a page, for other sites to show; only those that the server names may."""

import re
from collections.abc import Iterable, Sequence

from comity.errors import UserError
from comity.serving.web.safety import POLICY

_SITE = re.compile(r"\*|https?://[A-Za-z0-9*.-]+(?::[0-9]{1,5}|:\*)?")
NOBODY = "frame-ancestors 'none'"


def check_framers(sites: Iterable[str]) -> tuple[str, ...]:
    """The sites as a policy names them; raises `UserError` for what is none."""
    checked = tuple(site.rstrip("/") for site in sites)
    for site in checked:
        if not _SITE.fullmatch(site):
            raise UserError(
                f"“{site[:80]}” is no site that can show charts; write it as https://example.org, or * for any."
            )
    return checked


def policy_for(framers: Sequence[str]) -> str:
    """The content policy of a bare chart that these sites may show."""
    return POLICY.replace(NOBODY, f"frame-ancestors {' '.join(framers)}") if framers else POLICY
