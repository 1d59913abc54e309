"""Statements of facts and relations as claims, so that those which say one thing are told and counted together."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from comity.edtf import Bounds
from comity.errors import UserError
from comity.recording.claims import Claim
from comity.recording.stated import Stated
from comity.recording.summaries import back


def claim_of(item: Stated, holder: str, body: str, label: str) -> Claim:
    """A statement as the claim that `holder` is or has `label` to `body`, in its own dates."""
    return Claim(
        statement=item.id,
        document=item.document,
        kind=item.kind,
        holder=holder,
        body=body,
        label=label,
        modality=item.modality,
        when=item.when,
        known=item.known,
        publisher=item.publisher,
        said_by=item.said_by,
        register=item.register,
        family=item.family,
        agency=item.agency,
    )


def speaks_of(claim: Claim, moment: Bounds) -> bool:
    """Whether it can hold then: it began by then, undated by its report, and no end before then is told."""
    first = claim.start.earliest if claim.start else dt.date.min if claim.end else claim.known
    last = claim.end.latest if claim.end else None
    return (first or dt.date.min) <= (moment.latest or dt.date.max) and (
        (last or dt.date.max) >= (moment.earliest or dt.date.min)
    )


def backed(claims: Iterable[Claim]) -> dict[str, Any]:
    """The columns that say who tells a row, where, and with which dates; the first report comes first."""
    told = sorted(claims, key=lambda claim: (claim.known, claim.statement))
    backing = back(told)
    return {
        "dates": tuple(dict.fromkeys(claim.when for claim in told if claim.when and not claim.register)),
        "sources": backing.sources,
        "said_by": backing.said_by,
        "publishers": backing.publishers,
        "reported": backing.reported,
        "last_reported": backing.last_reported,
        "origin": backing.origin,
        "statements": tuple(filter(None, backing.statements)),
    }


def some_of(what: str, given: str | None, known: Sequence[str]) -> tuple[str, ...]:
    """Kinds of facts or relations, parted by commas, as they are called; all of them when none is given.

    Raises `UserError` for one that there is not.
    """
    names = ["-".join(name.casefold().replace("-", " ").split()) for name in (given or "").split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise UserError(f"There is no {what} “{name}”; there are {', '.join(known)}.")
    return tuple(names) or tuple(known)
