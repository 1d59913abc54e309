"""Markdown and plain text, with front matter that says what the text is."""

from collections.abc import Iterator
from pathlib import PurePath

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.decoding import decode
from comity.sources.defaults import UNSAID, Defaults
from comity.sources.documents import Extractor, Found, Raw, make_document
from comity.sources.front_matter import has_front_matter, split_front_matter
from comity.sources.kinds import TEXT as TEXTS

TEXT = Extractor("text", "comity text 1")


def extract(data: bytes, source: str, hints: Defaults = UNSAID) -> Iterator[Document | Refusal]:
    """The document in the bytes of a text; raises `SourceError` that says why there is none."""
    yield read_text(decode(data), source, hints, Raw.of(data, source))


def is_readme(name: str, data: bytes) -> bool:
    """Whether a file speaks of the folder or archive that it lies in: a README without front matter."""
    path = PurePath(name)
    if path.stem.upper() != "README" or path.suffix.lower() not in (*TEXTS.suffixes, ""):
        return False
    try:
        return not has_front_matter(decode(data))
    except SourceError:
        return False


def read_text(text: str, source: str, hints: Defaults = UNSAID, raw: Raw | None = None) -> Document:
    """The document in `text`, front matter and all; raises `SourceError` for broken front matter or an empty text."""
    front, body = split_front_matter(text)
    found = Found(
        text=body,
        title=front.title,
        publisher=front.publisher,
        published=front.published,
        published_basis="front matter",
        url=front.url,
        language=front.language,
    )
    whole = raw or Raw.of(text.encode("utf-8", "surrogatepass"), source)
    return make_document(found, whole, hints, TEXT)
