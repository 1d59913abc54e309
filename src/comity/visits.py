"""What is remembered of watched sources: when each was asked, what its server gave, which articles it named.

A layer of its own, for the sources ask and the record remembers, and neither knows the other.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask it later whether a page has changed (RFC 9110, section 8.8)."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """What the place that named an article says of it; `published` is an EDTF day."""

    title: str | None = None
    published: str | None = None


NEVER = Validators()
UNTOLD = Hint()


@dataclass(frozen=True, slots=True)
class Visit:
    """The last visit to a source; `due`, in seconds since 1970, is when the next one may be."""

    url: str
    due: float
    validators: Validators = NEVER


@dataclass(frozen=True, slots=True)
class Tip:
    """An article that a source names."""

    url: str
    hint: Hint = UNTOLD
