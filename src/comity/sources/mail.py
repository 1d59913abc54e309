"""Messages: newsletters and communiqués by mail. Their HTML goes the way of pages, pictures and trackers stay out."""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.decoding import decode
from comity.sources.defaults import STEP, Defaults
from comity.sources.documents import Extractor, Found, Raw, make_document, one_line, tidy
from comity.sources.feeds import day_of_mail
from comity.sources.html import HTML, read_page
from comity.sources.kinds import MAIL as KIND
from comity.sources.kinds import is_readable
from comity.sources.markup import text_of_markup
from comity.sources.parts import Part, Skipped, read_limited

MAIL = Extractor("mail", f"comity mail 1, {HTML.version}")
DEEPEST, MOST = 20, 500
"""How deep parts of a message lie in one another, and how many there are, at most."""
# What only leads elsewhere: bare addresses on a line, addresses in brackets behind words, named pictures.
_LINKS = re.compile(
    r"^[ \t]*<?https?://\S+>?[ \t]*$|[ ]?<https?://[^>\s]+>|[ ]?\(\s*https?://[^)\s]+\s*\)|\[image:[^\]]*\]", re.M
)
_SIGNATURE = re.compile(r"^-- ?$", re.M)
_UNREAD = re.compile(
    r"(?:^|\n\n)[^\n]*\b(?:unsubscribe|view (?:this|it) (?:e-?mail )?in (?:your|a) browser)\b[^\n]*", re.I
)


def open_parts(file: BinaryIO, source: str, hints: Defaults) -> Iterator[Document | Refusal | Part | Skipped]:
    """The message's own text as a document, then what is attached to it."""
    data = read_limited(file, KIND.largest)
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not message.keys():
        raise SourceError("it is no message: it has no head")
    try:
        yield make_document(_read(message), Raw.of(data, source), hints, MAIL)
    except SourceError as error:
        yield Refusal(source, STEP, str(error))
    yield from _attachments(message)


def _read(message: EmailMessage) -> Found:
    html, plain = (_body(message, kind) for kind in ("html", "plain"))
    written = str(message.get("Date", ""))
    published = day_of_mail(written)
    name, address = parseaddr(str(message.get("From", "")))
    return Found(
        text=_text(html, plain),
        title=one_line(str(message.get("Subject", ""))),
        publisher=one_line(name) or address.rpartition("@")[2] or None,
        published=published,
        published_basis="mail" if published else None,
        language=str(message.get("Content-Language", "")) or None,
        part=one_line(str(message.get("Message-ID", "")).strip("<> ")),
    )


def _text(html: bytes, plain: bytes) -> str:
    """The HTML as a page, or all of its text where that finds no article; without HTML the plain words."""
    if html.strip():
        whole = _UNREAD.sub("", text_of_markup(decode(html)))
        try:
            article = read_page(html, dated=True).text
        except SourceError:
            return whole
        return article if 2 * len(article) > len(whole) else whole
    text = _SIGNATURE.split(decode(plain), maxsplit=1)[0]
    return tidy(_UNREAD.sub("", _LINKS.sub("", text)))


def _body(message: EmailMessage, kind: str) -> bytes:
    """The first part of a kind that is no attachment, as UTF-8."""
    for part in _walk(message):
        if part.get_content_type() == f"text/{kind}" and not _is_attached(part):
            data = part.get_payload(decode=True)
            return _recode(data, part.get_content_charset()) if isinstance(data, bytes) else b""
    return b""


def _recode(data: bytes, charset: str | None) -> bytes:
    try:
        return data.decode(charset or "utf-8").encode()
    except (LookupError, UnicodeError):
        return data


def _attachments(message: EmailMessage) -> Iterator[Part | Skipped]:
    for part in _walk(message):
        if not _is_attached(part) or part.is_multipart():
            continue
        name, data = part.get_filename() or "", part.get_payload(decode=True)
        if is_readable(name) and isinstance(data, bytes):
            yield Part(name.replace("\\", "/").rpartition("/")[2], data)
        else:
            yield Skipped("attachment of another kind")


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _walk(message: EmailMessage) -> Iterator[EmailMessage]:
    """Every part of a message, breadth first: nobody's nesting runs us out of stack."""
    waiting, seen = [(message, 0)], 0
    while waiting:
        part, depth = waiting.pop(0)
        seen += 1
        if seen > MOST or depth > DEEPEST:
            raise SourceError("its parts lie too deep in one another, or are too many")
        yield part
        if part.is_multipart():
            waiting += [(inner, depth + 1) for inner in part.iter_parts() if isinstance(inner, EmailMessage)]
