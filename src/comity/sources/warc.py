"""WARC files as crawls leave them, CC-NEWS among them: every response that holds a page, streamed record by record."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from comity.errors import SourceError
from comity.model import Refusal
from comity.sources.defaults import STEP, Defaults
from comity.sources.kinds import FEEDS, HTML, PDF, SITEMAPS, TEXT
from comity.sources.parts import Part, Skipped, read_limited

_KINDS = {
    "text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT, "application/pdf": PDF,
    "application/rss+xml": FEEDS, "application/atom+xml": FEEDS, "application/feed+json": FEEDS,
    "application/sitemap+xml": SITEMAPS,
}  # fmt: skip
_UNTOLD = ("", "application/octet-stream")
BIGGEST = HTML.largest
_GZIP = 31
"""What zlib calls the gzip format."""
_AT_ONCE = 2**20


def open_parts(file: BinaryIO, source: str, hints: Defaults) -> Iterator[Part | Refusal | Skipped]:
    """The pages in the records of a file; what holds none is passed over by what it is.

    Raises `SourceError` when it is no WARC or ends in the middle of a record.
    """
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    read, place = 0, 0
    try:
        for record in ArchiveIterator(file, parse_http=False, fsspec_args=False):
            if _is_void(record):
                break
            read, place = read + 1, record.stream_pos
            yield from _open(record, source, hints)
        if read and packed and not _ends_whole(file, place):
            raise EOFError("its last record is not whole")
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        raise SourceError(f"it is broken or cut off after {read:,} records ({str(error)[:80]})") from error
    if not read:
        raise SourceError("it holds no WARC record")


def find_cuts(file: BinaryIO, least: int) -> tuple[int, ...]:
    """Where a file can be parted between records, every `least` bytes or more; nowhere when it is packed as a whole.

    What stands between two cuts is a WARC of its own. A file that is none, or breaks off, is parted as far as it goes.
    """
    places, last = [], 0
    with suppress(OSError, ValueError, EOFError, RuntimeError):
        for record in ArchiveIterator(file, parse_http=False, fsspec_args=False):
            if _is_void(record):
                break
            if record.stream_pos - last >= least:
                last = record.stream_pos
                places.append(last)
    return tuple(place for place in places if _begins_record(file, place))


def _is_void(record: WarcRecord) -> bool:
    """Whether there is no record any more, of which some files give without end."""
    return not record.record_id and not record.content_length


def _begins_record(file: BinaryIO, place: int) -> bool:
    file.seek(place)
    return file.read(5).startswith((b"\x1f\x8b", b"WARC/"))


def _open(record: WarcRecord, source: str, hints: Defaults) -> Iterator[Part | Refusal | Skipped]:
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        yield Skipped(f"{record.record_type} record")
        return
    name = f"record {(record.record_id or '').strip('<>').removeprefix('urn:uuid:')}"
    address = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    try:
        whole = _unpack(record)
        kind = _kind(record)
        data = read_limited(cast(BinaryIO, record.reader), BIGGEST) if isinstance(kind, str) else b""
    except SourceError as error:
        yield Refusal(f"{source}/{name}", STEP, str(error))
        return
    except OSError as error:
        yield Refusal(f"{source}/{name}", STEP, f"its response is broken ({str(error)[:80]})")
        return
    if isinstance(kind, Skipped):
        yield kind
    elif not whole:
        yield Refusal(f"{source}/{name}", STEP, "its record is cut off")
    elif data:
        yield Part(name, data, Defaults(hints.publisher, hints.published, url=address), kind)
    else:
        yield Skipped("empty response")


def _unpack(record: WarcRecord) -> bool:
    """Take a record into memory and read its HTTP head; False when it is shorter than it says.

    Raises `SourceError` for one that is too large.
    """
    length = record.content_length
    if length > 2 * BIGGEST:
        raise SourceError(f"it is larger than {BIGGEST / 2**20:,.0f} MB, more than any page needs")
    record.freeze()
    whole = record.content_length == length
    if record.record_type == WarcRecordType.response:
        record.parse_http(auto_decode="all")
    return whole


def _ends_whole(file: BinaryIO, place: int) -> bool:
    """Whether the last member of a file packed record by record is whole; `place` is where some record begins."""
    file.seek(place)
    member = zlib.decompressobj(_GZIP)
    while data := file.read(_AT_ONCE):
        while data:
            member = zlib.decompressobj(_GZIP) if member.eof else member
            while data and not member.eof:
                member.decompress(data, _AT_ONCE)
                data = member.unused_data if member.eof else member.unconsumed_tail
    return member.eof


def _kind(record: WarcRecord) -> str | Skipped:
    """The name of the kind of page that a record holds."""
    status = record.http_headers.status_code if record.http_headers is not None else None
    if record.record_type == WarcRecordType.response and status is None:
        return Skipped("response without HTTP head")
    if status is not None and status != 200:
        return Skipped(f"response {status}")
    written = record.http_content_type if record.http_headers is not None else record.headers.get("Content-Type")
    content = (written or "").partition(";")[0].strip().lower()
    kind = _KINDS.get(content, HTML if content in _UNTOLD else None)
    return kind.name if kind else Skipped(f"response of the kind {content}")
