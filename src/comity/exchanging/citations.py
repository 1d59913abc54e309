"""References for citations: documents as BibTeX, RIS and CSL-JSON, so that what rests on them can be cited."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from comity.edtf import bounds

LINE_BREAKS = re.compile(r"\s+")
WEB = re.compile(r"https?://", re.IGNORECASE)
IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"
"""Signs of an address that mean something in it; others that are no letters or digits are written as `%7D`."""
# BibTeX counts braces whether or not a backslash stands before them: a single one would end its field.
BRACES = str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}",
                        "%": r"\%", "&": r"\&", "#": r"\#",
                        "_": r"\_", "$": r"\$", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A document to cite. `published` is EDTF, `accessed` the day on which it was recorded, `version` of the record."""

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    accessed: str
    version: str
    note: str | None = None
    data: bool = False
    """Whether it is a set of numbers, not a text."""

    @property
    def key(self) -> str:
        """What a list of references calls it."""
        return f"comity-{self.document.removeprefix('doc-')}"

    @property
    def name(self) -> str:
        """Its title, else that it has none."""
        return _flat(self.title or "Untitled")

    @property
    def link(self) -> str | None:
        """Its address on the web; of any other kind nobody should be led to it by a list of references."""
        address = _flat(self.url or "")
        return quote(address, safe=IN_ADDRESSES) if WEB.match(address) else None

    @property
    def kept(self) -> str:
        """Which text was kept, in one sentence."""
        return f"Text {self.document}, Comity record {self.version}"


def to_bibtex(sources: Iterable[Source]) -> str:
    """BibTeX entries of type `misc`; letters beyond ASCII stay as they are (UTF-8, as biber reads)."""
    return "\n".join(map(_bibtex, sources))


def to_ris(sources: Iterable[Source]) -> str:
    """RIS records of type NEWS, DATA for numbers; lines ended as the format asks."""
    return "".join(map(_ris, sources))


def to_csl(sources: Iterable[Source]) -> str:
    """A CSL-JSON array of newspaper articles, and of data sets for numbers."""
    return json.dumps([_csl(source) for source in sources], ensure_ascii=False, indent=1) + "\n"


def cite_plainly(source: Source) -> str:
    """One line in words: publisher, title, date, address, text."""
    parts = [source.publisher, f"“{source.name}”", source.published or "undated", source.link, source.kept]
    return ", ".join(part for part in parts if part) + "."


WRITERS: dict[str, Callable[[Iterable[Source]], str]] = {"bib": to_bibtex, "ris": to_ris, "csl.json": to_csl}


def _bibtex(source: Source) -> str:
    fields = {
        "title": f"{{{_escape(source.name)}}}",
        "author": f"{{{_escape(_flat(source.publisher))}}}" if source.publisher else None,
        "date": source.published,
        "year": _year(source),
        "url": source.link,
        "urldate": source.accessed[:10],
        "note": _escape(source.note or source.kept),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{source.key},", *lines, "}", ""])


def _ris(source: Source) -> str:
    day = "/".join(_date_parts(source))
    lines = [
        ("TY", "DATA" if source.data else "NEWS"), ("ID", source.key), ("TI", source.name),
        ("PB", _flat(source.publisher or "")),
        ("PY", _year(source) or ""), ("DA", f"{day}{'/' * (3 - day.count('/'))}" if day else ""),
        ("UR", source.link or ""), ("Y2", source.accessed[:10].replace("-", "/")),
        ("N1", _flat(source.note or source.kept)),
    ]  # fmt: skip
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n\r\n"


def _csl(source: Source) -> dict[str, object]:
    parts = [int(part) for part in _date_parts(source)]
    accessed = [int(part) for part in source.accessed[:10].split("-")]
    entry: dict[str, object] = {
        "id": source.key,
        "type": "dataset" if source.data else "article-newspaper",
        "title": source.name,
        "publisher" if source.data else "container-title": source.publisher,
        "issued": {"date-parts": [parts]} if parts else None,
        "URL": source.link,
        "accessed": {"date-parts": [accessed]},
        "note": source.note or source.kept,
    }
    return {key: value for key, value in entry.items() if value}


def _date_parts(source: Source) -> list[str]:
    """Year, month and day of publication, as far as they are certain to one unit."""
    if not source.published:
        return []
    span = bounds(source.published)
    if not (span.earliest and span.latest) or span.earliest.year != span.latest.year:
        return []
    first, last = span.earliest.isoformat().split("-"), span.latest.isoformat().split("-")
    return [part for place, part in enumerate(first) if first[: place + 1] == last[: place + 1]]


def _year(source: Source) -> str | None:
    return next(iter(_date_parts(source)), None)


def _flat(text: str) -> str:
    """The text on one line: a line break would end a field of RIS and begin another."""
    return LINE_BREAKS.sub(" ", text).strip()


def _escape(text: str) -> str:
    return _flat(text).translate(BRACES)
