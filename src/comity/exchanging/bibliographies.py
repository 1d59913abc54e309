"""Entries of bibliographies as Zotero exports them: CSL-JSON, RIS, BibTeX and RDF, told apart by how they begin."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from comity.errors import SourceError
from comity.exchanging.bibliography_rdf import is_rdf, read_rdf
from comity.exchanging.entries import Entry, read_written_date, to_edtf
from comity.model import Refusal
from comity.sources.decoding import decode

STEP = "import"
RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)")
BEGINS = re.compile(r"@(\w+)\s*\{\s*([^,\s{}]*)\s*,")
FIELD = re.compile(r"\s*,?\s*([\w-]+)\s*=\s*")
BARE = re.compile(r"[^,}\s]+")
UNTEX = re.compile(r"\\([{}%&#_$])|\\text(backslash|asciitilde|asciicircum|braceleft|braceright)(?:\{\}|\b)|[{}]")
SIGNS = {"backslash": "\\", "asciitilde": "~", "asciicircum": "^", "braceleft": "{", "braceright": "}"}


def read_entries(path: Path) -> Iterator[Entry | Refusal]:
    """The entries of a file; one that cannot be read as a refusal. Raises `SourceError` for none of the formats."""
    if not path.is_file():
        raise SourceError(f"There is no file {path} with references; check its path.")
    try:
        text = decode(path.read_bytes()).lstrip("\ufeff \n\r\t")
    except SourceError as error:
        raise SourceError(f"{path} is no bibliography: {error}.") from error
    if text.startswith("["):
        return _read_csl(text, path)
    if RIS_LINE.match(text):
        return _read_ris(text)
    if is_rdf(text):
        return read_rdf(text, path)
    if BEGINS.search(text):
        return _read_bibtex(text, path)
    raise SourceError(f"{path} is neither CSL-JSON, RIS, BibTeX nor Zotero RDF; export it from Zotero as one of them.")


def _read_csl(text: str, path: Path) -> Iterator[Entry | Refusal]:
    try:
        items = json.loads(text)
    except ValueError as error:
        raise SourceError(f"{path} is no whole CSL-JSON ({error}); export it again.") from error
    for number, item in enumerate(items, 1):
        try:
            yield _csl_entry(item, number)
        except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
            yield Refusal(str(path), STEP, f"entry {number} is no item of CSL-JSON ({type(error).__name__}: {error})")


def _csl_entry(item: Mapping[str, Any], number: int) -> Entry:
    issued = item.get("issued") or {}
    parts = (issued.get("date-parts") or [[]])[0]
    published = (
        to_edtf(*(str(part) for part in parts))
        if parts
        else read_written_date(issued.get("raw") or issued.get("literal") or "")
    )
    attachments = [a if isinstance(a, str) else a.get("path", "") for a in item.get("attachments", ())]
    return Entry(
        place=str(item.get("id", number)), title=item.get("title"),
        publisher=item.get("container-title") or item.get("publisher"), published=published, url=item.get("URL"),
        language=item.get("language"), abstract=item.get("abstract"), attachments=tuple(filter(None, attachments)),
    )  # fmt: skip


def _read_ris(text: str) -> Iterator[Entry | Refusal]:
    tags: dict[str, list[str]] = {}
    number, last = 1, ""
    for line in text.splitlines():
        if found := RIS_LINE.match(line):
            last, value = found[1], found[2].strip()
            if last == "ER":
                yield _ris_entry(tags, number)
                tags, number = {}, number + 1
            elif value:
                tags.setdefault(last, []).append(value)
        elif line.strip() and last in tags:
            tags[last][-1] += f"\n{line.strip()}"
    if tags:
        yield _ris_entry(tags, number)


def _ris_entry(tags: Mapping[str, list[str]], number: int) -> Entry:
    def first(*names: str) -> str | None:
        return next((tags[name][0] for name in names if name in tags), None)

    return Entry(
        place=first("ID") or str(number), title=first("TI", "T1"), publisher=first("T2", "JO", "JF", "PB"),
        published=read_written_date(first("DA", "PY", "Y1") or ""), url=first("UR"), language=first("LA"),
        abstract=first("AB", "N2"), attachments=tuple(tags.get("L2", [])) + tuple(tags.get("L1", [])),
    )  # fmt: skip


def _read_bibtex(text: str, path: Path) -> Iterator[Entry | Refusal]:
    for found in BEGINS.finditer(text):
        kind, key = found[1].lower(), found[2]
        if kind in ("comment", "string", "preamble"):
            continue
        try:
            yield _bibtex_entry(key, dict(_fields(text, found.end())))
        except ValueError as error:
            yield Refusal(str(path), STEP, f"entry {key}: {error}")


def _bibtex_entry(key: str, raw: Mapping[str, str]) -> Entry:
    fields = {name: _plain(value) for name, value in raw.items() if name != "file"}
    published = read_written_date(fields.get("date", "")) or to_edtf(fields.get("year", ""), fields.get("month", ""))
    body = raw.get("author", "")
    if body[:1] == "{" and body[-1:] == "}":  # braces around a whole name: a newspaper or an office, no person
        fields.setdefault("organization", _plain(body))
    names = ("journaltitle", "journal", "publisher", "organization")
    publisher = next((fields[name] for name in names if name in fields), None)
    return Entry(
        place=key, title=fields.get("title"), publisher=publisher, published=published, url=fields.get("url"),
        language=fields.get("langid") or fields.get("language"), abstract=fields.get("abstract"),
        attachments=tuple(_attached(raw.get("file", ""))),
    )  # fmt: skip


def _attached(field: str) -> Iterator[str]:
    """Paths in Zotero's `file`: `title:path:type`, several parted by semicolons, with a backslash before both."""
    for part in re.split(r"(?<!\\);", field):
        pieces = re.split(r"(?<!\\):", part)
        path = pieces[1] if len(pieces) == 3 else part
        if path:
            yield re.sub(r"\\(.)", r"\1", path).strip()


def _fields(text: str, start: int) -> Iterator[tuple[str, str]]:
    """Names and raw values of the fields of an entry; raises `ValueError` where it does not end."""
    while found := FIELD.match(text, start):
        value, start = _value(text, found.end())
        yield found[1].lower(), value


def _value(text: str, start: int) -> tuple[str, int]:
    opening = text[start : start + 1]
    if opening not in ("{", '"'):
        bare = BARE.match(text, start)
        return (bare[0], bare.end()) if bare else ("", start)
    depth = 0
    for place in range(start, len(text)):
        letter = text[place]
        if place > start and text[place - 1] == "\\":
            continue
        depth += (letter == "{") - (letter == "}")
        if place > start and depth == 0 and letter == ("}" if opening == "{" else '"'):
            return text[start + 1 : place], place + 1
    raise ValueError("a field does not end; a brace or quotation mark is missing")


def _plain(value: str) -> str:
    return UNTEX.sub(lambda found: found[1] or SIGNS.get(found[2], ""), value).strip()
