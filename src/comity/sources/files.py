"""Documents from files, folders and globs, whatever their kind; what cannot be used becomes a `Refusal`."""

import glob
import os
import stat
import sys
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from comity.errors import SourceError
from comity.model import Document, Refusal
from comity.sources.defaults import STEP, UNSAID, Defaults
from comity.sources.isolation import Isolation
from comity.sources.kinds import HEAD, TEXT, is_readable, kind_of
from comity.sources.parts import read_limited
from comity.sources.plain import is_readme


@dataclass(frozen=True, slots=True)
class Found:
    """The files that paths lead to, in the order given, and refusals of the paths that lead to none."""

    files: tuple[Path, ...]
    refusals: tuple[Refusal, ...]


def find_files(paths: Iterable[str | os.PathLike[str]]) -> Found:
    """Every file that `paths` name, each once: files as given, folders searched deep, globs spread out.

    In folders and globs only files count whose name says that they are of a kind that is read, and hidden ones are
    passed over. A README without front matter speaks of its folder and is no document.
    """
    files: dict[Path, None] = {}
    refusals: list[Refusal] = []
    for path in paths:
        try:
            found = _expand(Path(path))
            files.update(dict.fromkeys(found.files))
            refusals += found.refusals
        except SourceError as error:
            refusals.append(Refusal(str(path), STEP, str(error)))
    unique = {file.absolute(): file for file in reversed(files)}
    kept = tuple(file for file in files if unique[file.absolute()] is file and not _is_readme(file))
    return Found(kept, tuple(refusals))


def read_files(files: Iterable[Path], defaults: Defaults = UNSAID) -> Iterator[Document | Refusal]:
    """The documents in each file, or the refusals that say why there is none; in the order given."""
    with Isolation() as isolation:
        for file in files:
            yield from open_file(file, str(file), isolation, defaults)


def read_file(file: Path, defaults: Defaults = UNSAID) -> Document:
    """The only document in `file`; `-` is standard input. Raises `SourceError` when there is none, or not one."""
    items = list(read_files([file], defaults))
    documents = [item for item in items if isinstance(item, Document)]
    if len(documents) == 1:
        return documents[0]
    reasons = [item.reason for item in items if isinstance(item, Refusal)]
    raise SourceError(f"it holds {len(documents)} documents, not one" if documents else reasons[0])


def open_bytes(
    data: bytes, name: str, isolation: Isolation, defaults: Defaults = UNSAID
) -> Generator[Document | Refusal]:
    """The documents in bytes that came under a name, or the refusals that say why there is none."""
    try:
        kind = kind_of(name, data[:HEAD])
        if kind.isolated:
            yield from isolation.open_bytes(data, name, defaults)
        else:
            _check_size(len(data), kind.largest)
            yield from kind.extract(data, name, defaults)
    except SourceError as error:
        yield Refusal(name, STEP, str(error))


def open_file(file: Path, name: str, isolation: Isolation, defaults: Defaults = UNSAID) -> Iterator[Document | Refusal]:
    """The documents in a file called `name`, or the refusals that say why there is none; `-` is standard input."""
    if str(file) == "-":
        yield from open_bytes(sys.stdin.buffer.read(), "-", isolation, defaults)
        return
    try:
        yield from _open(file, name, isolation, defaults)
    except SourceError as error:
        yield Refusal(name, STEP, str(error))


def _open(file: Path, name: str, isolation: Isolation, defaults: Defaults) -> Iterator[Document | Refusal]:
    with _open_file(file) as content:
        head = content.read(HEAD)
        kind = kind_of(name, head)
        if not kind.isolated:
            content.seek(0)
            yield from kind.extract(read_limited(content, kind.largest), name, defaults)
            return
    yield from isolation.open_file(file.absolute(), name, defaults)


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise SourceError(f"it is larger than {most / 2**20:,.0f} MB, more than any document of its kind needs")


def _open_file(file: Path) -> BinaryIO:
    """A regular file, opened; a pipe that took its place is not waited for. Raises `SourceError`."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"it cannot be opened ({reason[0].lower()}{reason[1:]})") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise SourceError("it is neither a file nor a folder")
    return os.fdopen(handle, "rb")


def _expand(path: Path) -> Found:
    if str(path) == "-" or path.is_file():
        return Found((path,), ())
    if path.is_dir():
        return _search_folder(path)
    if path.exists():
        raise SourceError("it is neither a file nor a folder")
    if glob.has_magic(str(path)):
        return _spread_glob(path)
    raise SourceError("there is no such file or folder")


def _search_folder(folder: Path) -> Found:
    files: list[Path] = []
    refusals: list[Refusal] = []
    for root, subfolders, names in os.walk(folder):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for file in (Path(root, name) for name in sorted(names) if _is_document_name(name)):
            if reason := _unusable(file, folder):
                refusals.append(Refusal(str(file), STEP, reason))
            else:
                files.append(file)
    if not files and not refusals:
        raise SourceError("the folder holds no file of a kind that is read; `comity read --help` names them")
    return Found(tuple(files), tuple(refusals))


def _unusable(file: Path, folder: Path) -> str | None:
    """Why what stands in a folder is no file of it: a link that leads out of it or nowhere, a pipe, a device."""
    if file.is_symlink():
        if not file.exists():
            return "it is a link that leads nowhere"
        if not file.resolve().is_relative_to(folder.resolve()):
            return "it is a link that leads out of the folder; name the file itself"
    return None if file.is_file() else "it is neither a file nor a folder"


def _spread_glob(pattern: Path) -> Found:
    matches = (Path(match) for match in sorted(glob.glob(str(pattern), recursive=True)))
    files = [file for file in matches if file.is_file() and _is_document_name(file.name)]
    if not files:
        raise SourceError("no file of a kind that is read matches the pattern")
    return Found(tuple(files), ())


def _is_document_name(name: str) -> bool:
    return is_readable(name) and not name.startswith(".")


def _is_readme(file: Path) -> bool:
    if file.stem.upper() != "README":
        return False
    try:
        with _open_file(file) as content:
            return is_readme(file.name, read_limited(content, TEXT.largest))
    except SourceError:
        return False
