"""A digest of what is news of some actors: as plain text, as one HTML file, or as a message to be sent."""

import datetime as dt
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import comity
from comity.serving.watching.entries import Entry, Sentence, name_for_good
from comity.serving.web.site import make_templates
from comity.serving.web.words import count, reveal

WIDE = 78


@dataclass(frozen=True, slots=True)
class Part:
    """What is news of one actor, or of two of them together."""

    name: str
    watched: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """All of it. `since` and `until` are moments of recording."""

    parts: tuple[Part, ...]
    since: str
    until: str
    coverage: str
    data_version: str

    @property
    def title(self) -> str:
        """What a mail programme shows in its list."""
        found = sum(len(part.entries) for part in self.parts)
        return (
            f"{', '.join(part.name for part in self.parts)}: {count(found, 'thing')} told anew since {self.since[:10]}"
        )


def to_text(digest: Digest) -> bytes:
    """Plain text of at most 78 signs a line, addresses aside."""
    return ("\n".join(_lines(digest)) + "\n").encode("utf-8", "replace")


def to_html(digest: Digest) -> bytes:
    """One file that loads nothing."""
    written = make_templates().get_template("digest_file.html").render(digest=digest, version=comity.__version__)
    return written.encode("utf-8", "replace")


def to_message(digest: Digest) -> bytes:
    """A message (RFC 5322) with both forms; whoever sends it puts in from whom and to whom."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(digest.title.split())[:200]
    message["Message-ID"] = f"<{name_for_good(str(digest)).removeprefix('urn:uuid:')}@comity.invalid>"
    if digest.until:
        message["Date"] = format_datetime(_moment(digest.until))
    message.set_content(to_text(digest).decode())
    message.add_alternative(to_html(digest).decode(), subtype="html")
    marks = iter(f"comity-{number}-{digest.data_version[:4]}" for number in range(9))
    for part in message.walk():
        if part.is_multipart():
            part.set_boundary("".join(sign if sign.isalnum() else "-" for sign in next(marks)))
    return message.as_bytes()


def _moment(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written)


def _lines(digest: Digest) -> Iterator[str]:
    yield from textwrap.wrap(digest.title, WIDE)
    for part in digest.parts:
        yield from ("", part.name, "=" * min(len(part.name), WIDE))
        if not part.entries:
            yield "Nothing was told anew."
        for entry in part.entries:
            yield from _entry(entry)
        yield from (line for note in part.notes for line in textwrap.wrap(f"Note: {note}", WIDE))
    yield ""
    yield from textwrap.wrap(
        f"Looked at {digest.coverage}. Data {digest.data_version}. Comity {comity.__version__}.", WIDE
    )


def _entry(entry: Entry) -> Iterator[str]:
    yield ""
    yield from textwrap.wrap(f"* {entry.headline}", WIDE, subsequent_indent="  ")
    yield from textwrap.wrap(f"Why: {entry.why}", WIDE, initial_indent="  ", subsequent_indent="  ")
    for sentence in entry.sentences:
        yield from _sentence(sentence)


def _sentence(sentence: Sentence) -> Iterator[str]:
    yield from textwrap.wrap(f"“{sentence.words}”", WIDE, initial_indent="    ", subsequent_indent="    ")
    yield from textwrap.wrap(f"– {sentence.source}", WIDE, initial_indent="    ", subsequent_indent="    ")
    if sentence.url:
        yield f"    {' '.join(str(reveal(sentence.url)).split())}"


WRITERS = {"txt": to_text, "html": to_html, "eml": to_message}
"""The forms of a digest."""
