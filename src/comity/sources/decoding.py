"""Bytes to text: Unicode first, by mark or by proof; else the likeliest legacy encoding; binary is told apart."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from comity.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ["cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1256", "gb18030", "shift_jis", "euc_kr"]
_MOSTLY_ASCII = 0.9
_HEAD = 4096
_NAMED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{3,40})", re.IGNORECASE)
# Signs that never follow a letter in Western text, but stand where other code pages keep their letters.
_MISPLACED_SIGN = re.compile(r"[^\W\d_][£¥¦¬¯±²³´¶¹¼½¾¿¡¤]")


def decode(data: bytes) -> str:
    """The text in `data`, line ends as `\\n`, no byte order mark, otherwise unchanged.

    Raises `SourceError` when the bytes are no text.
    """
    text = _decode_marked(data) or _decode_unmarked(data)
    if text is None or _has_control_characters(text):
        raise SourceError("it is a binary file; only text is read")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def decode_page(data: bytes) -> str:
    """The text of a web page or of XML, by the encoding that it names where that holds; else as `decode`."""
    named = _NAMED.search(data[:_HEAD])
    if named and not any(data.startswith(mark) for mark, _ in _MARKS):
        encoding = named[1].decode("ascii").lower()
        # As browsers do: pages that name Latin-1 are written in the Windows code page that extends it.
        encoding = "cp1252" if encoding in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else encoding
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try_decode(data, encoding)
    return None


def _decode_unmarked(data: bytes) -> str | None:
    """UTF-8 if it proves itself; UTF-16 by where the zero bytes stand; else a legacy encoding."""
    zeros = data.count(0)
    if zeros:
        odd, even = data[1::2].count(0), data[::2].count(0)
        if len(data) % 2 == 0 and zeros > len(data) // 4 and zeros in (odd, even):
            return _try_decode(data, "utf-16-le" if odd else "utf-16-be")
        return None
    text = _try_decode(data, "utf-8")
    return text if text is not None else _decode_legacy(data)


def _decode_legacy(data: bytes) -> str | None:
    """Western European when nearly all is ASCII and the rest are letters and punctuation; else what fits best."""
    western = _try_decode(data, "cp1252")
    if western is not None and _reads_as_western(data, western):
        return western
    best = from_bytes(data, cp_isolation=_LEGACY).best()
    return str(best) if best is not None else western


def _reads_as_western(data: bytes, text: str) -> bool:
    others = [character for character in text if not character.isascii()]
    return (
        len(others) <= (1 - _MOSTLY_ASCII) * len(data)
        and all(unicodedata.category(character)[0] in "LPSZN" for character in others)
        and not _MISPLACED_SIGN.search(text)
    )


def _try_decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _has_control_characters(text: str) -> bool:
    """Whether more than a stray one in a thousand characters is a control character that no article holds."""
    controls = sum(1 for character in text if character < " " and character not in "\t\n\r\f\v\x1c\x1d\x1e\x1a")
    return controls * 1000 > len(text)
