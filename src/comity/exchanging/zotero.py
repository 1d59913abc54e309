"""Documents of a Zotero export: text from the attached snapshot or PDF, else the abstract; the rest from the entry."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlparse

from comity.exchanging.bibliographies import STEP, read_entries
from comity.exchanging.entries import Entry
from comity.model import Document, Refusal
from comity.sources.files import read_files

NO_TEXT = "it has no attached text and no abstract; export it with its files"
ENGLISH = ("en", "eng", "english")


@dataclass(frozen=True, slots=True)
class Library:
    """An export as it is to be read."""

    files: tuple[Path, ...]
    entries: tuple[Entry | Refusal, ...]

    @property
    def total(self) -> int:
        """How many documents and refusals there will be."""
        return len(self.entries)

    def documents(self) -> Iterator[Document | Refusal]:
        """The document of each entry, or why there is none."""
        for entry in self.entries:
            yield entry if isinstance(entry, Refusal) else _document(entry, self.files[0])


def read_zotero(path: Path) -> Library:
    """The export at `path`; raises `SourceError` when it is no bibliography."""
    return Library((path,), tuple(read_entries(path)))


def _document(entry: Entry, path: Path) -> Document | Refusal:
    source = f"{path}#{entry.place}"
    reasons = []
    for attachment in entry.attachments:
        found = _read(_locate(attachment, path.parent))
        if isinstance(found, Document):
            return _with_entry(found, entry, source)
        reasons.append(f"{attachment}: {found}")
    if entry.abstract and entry.abstract.strip():
        return _with_entry(Document("\n".join(entry.abstract.split("\n")).strip()), entry, source)
    return Refusal(source, STEP, "; ".join(reasons) or NO_TEXT)


def _locate(attachment: str, folder: Path) -> Path:
    """Where an attachment lies: beside the export, or at its address on this machine."""
    address = urlparse(attachment)
    return Path(unquote(address.path)) if address.scheme == "file" else folder / attachment


def _read(file: Path) -> Document | str:
    """The one document in a file, or why there is none."""
    if not file.is_file():
        return "there is no such file"
    found = list(read_files([file]))
    documents = [one for one in found if isinstance(one, Document)]
    if len(documents) == 1:
        return documents[0]
    return next((one.reason for one in found if isinstance(one, Refusal)), f"it holds {len(documents)} texts, not one")


def _with_entry(document: Document, entry: Entry, source: str) -> Document:
    """The document under the head that the entry gives it; what the entry leaves out stays as the text says."""
    language = entry.language or document.language
    return replace(
        document,
        source=source,
        title=entry.title or document.title,
        publisher=entry.publisher or document.publisher,
        published=entry.published or document.published,
        url=entry.url or document.url,
        language="en" if language and language.lower().split("-")[0] in ENGLISH else language,
    )
