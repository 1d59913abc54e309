"""Documents from files, folders and globs of `.md` and `.txt`; what cannot be used becomes a `Refusal`."""

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.decoding import decode
from comity.sources.front_matter import has_front_matter, split_front_matter

SUFFIXES = (".md", ".txt", ".markdown", ".text")
MAX_CHARACTERS = 1_000_000
STEP = "sources"


@dataclass(frozen=True, slots=True)
class Found:
    """The files that paths lead to, in the order given, and refusals of the paths that lead to none."""

    files: tuple[Path, ...]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for texts whose front matter does not say it; `published` is an EDTF day."""

    publisher: str | None = None
    published: str | None = None


UNSAID = Defaults()


def find_files(paths: Iterable[str | os.PathLike[str]]) -> Found:
    """Every file that `paths` name, each once: files as given, folders searched deep, globs spread out.

    In folders and globs only `.md` and `.txt` count, and hidden files are passed over. A README without front
    matter speaks of its folder and is no document.
    """
    files: dict[Path, None] = {}
    refusals = []
    for path in paths:
        try:
            files.update(dict.fromkeys(_expand(Path(path))))
        except SourceError as error:
            refusals.append(Refusal(str(path), STEP, str(error)))
    unique = {file.absolute(): file for file in reversed(files)}
    kept = tuple(file for file in files if unique[file.absolute()] is file and not _is_readme(file))
    return Found(kept, tuple(refusals))


def read_files(files: Iterable[Path], defaults: Defaults = UNSAID) -> Iterator[Document | Refusal]:
    """The document in each file, or the refusal that says why there is none; in the order given."""
    for file in files:
        try:
            yield read_file(file, defaults)
        except SourceError as error:
            yield Refusal(str(file), STEP, str(error))


def read_file(file: Path, defaults: Defaults = UNSAID) -> Document:
    """The document in `file`; `-` is standard input. Raises `SourceError` that says why there is none."""
    if file.suffix.lower() not in (*SUFFIXES, ""):
        raise SourceError(f"{file.suffix} files are not read; save its text as .md or .txt")
    return read_text(decode(_read_bytes(file)), str(file), defaults)


def read_text(text: str, source: str, defaults: Defaults = UNSAID) -> Document:
    """The document in `text`, front matter and all; raises `SourceError` for broken front matter or an empty text."""
    front, body = split_front_matter(text)
    if not body.strip():
        raise SourceError("it is empty; there is no text to read")
    if len(body) > MAX_CHARACTERS:
        raise SourceError(f"its text has more than {MAX_CHARACTERS:,} characters; split it into its articles")
    return Document(
        text=body,
        source=source,
        title=front.title,
        publisher=front.publisher or defaults.publisher,
        published=front.published or defaults.published,
        url=front.url,
        language=front.language,
    )


def _expand(path: Path) -> list[Path]:
    if str(path) == "-" or path.is_file():
        return [path]
    if path.is_dir():
        return _search_folder(path)
    if path.exists():
        raise SourceError("it is neither a file nor a folder")
    if glob.has_magic(str(path)):
        return _spread_glob(path)
    raise SourceError("there is no such file or folder")


def _search_folder(folder: Path) -> list[Path]:
    files = []
    for root, subfolders, names in os.walk(folder):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        files += [Path(root, name) for name in sorted(names) if _is_document_name(name)]
    if not files:
        raise SourceError("the folder holds no .md or .txt file")
    return files


def _spread_glob(pattern: Path) -> list[Path]:
    matches = (Path(match) for match in sorted(glob.glob(str(pattern), recursive=True)))
    files = [file for file in matches if file.is_file() and _is_document_name(file.name)]
    if not files:
        raise SourceError("no .md or .txt file matches the pattern")
    return files


def _is_document_name(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


def _is_readme(file: Path) -> bool:
    if file.stem.upper() != "README" or file.suffix.lower() not in (*SUFFIXES, ""):
        return False
    try:
        return not has_front_matter(decode(_read_bytes(file)))
    except SourceError:
        return False


def _read_bytes(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"it cannot be opened ({reason[0].lower()}{reason[1:]})") from error
