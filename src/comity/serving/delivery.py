"""Answers as the user wants them: a table on the screen, or JSON, JSON lines, CSV and Parquet for other programs."""

import io
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from comity.asking.answer import Answer
from comity.errors import UserError
from comity.serving.options import Format
from comity.serving.pieces import PIECES, to_json
from comity.serving.tables import print_answer, print_coverage
from comity.serving.terminal import messages, output

BY_SUFFIX = {".json": Format.JSON, ".jsonl": Format.JSONL, ".csv": Format.CSV, ".parquet": Format.PARQUET}


def deliver(answer: Answer[Any], format: Format | None = None, out: Path | None = None) -> None:
    """Write `answer` to the screen or to `out`; for data, what was looked at is said on standard error.

    The format is the one asked for, else the one `out` is named after, else a table.
    """
    format = choose_format(format, out)
    if format is Format.TABLE:
        print_answer(answer, output())
        return
    write_data(answer, format, out)
    print_coverage(answer, messages(), out=out)


def choose_format(format: Format | None, out: Path | None) -> Format:
    """The format asked for, else the one `out` is named after, else a table, which raises `UserError` for a file."""
    chosen = format or (BY_SUFFIX.get(out.suffix.lower(), Format.TABLE) if out else Format.TABLE)
    if out and chosen is Format.TABLE:
        raise UserError(f"A table cannot go to {out}; name it .csv, .json, .jsonl or .parquet, or give --format.")
    return chosen


def write_data(answer: Answer[Any], format: Format, out: Path | None) -> None:
    """Write the rows as data, to `out` or to standard output."""
    data = ENCODERS[format](answer)
    if out:
        with whole_file(out) as file:
            file.write(data)
    else:
        _write_to_screen(data, format)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that appears as `path` once it is whole; when writing fails, `path` stays as it was."""
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent} to write {path.name} to.")
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """An empty folder to fill that appears as `path` once it is whole; `path` may be no file and no folder yet."""
    if path.exists():
        raise UserError(f"There is something at {path} already; give the name of a new folder.")
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent} to make {path.name} in.")
    part = path.with_name(f".{path.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        yield part
        part.rename(path)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def to_line(value: object) -> bytes:
    """One line of JSON."""
    return to_json(value) + b"\n"


def standard_output() -> BinaryIO:
    """Standard output for bytes."""
    return sys.stdout.buffer


def _encode_parquet(answer: Answer[Any]) -> bytes:
    buffer = io.BytesIO()
    answer.frame().write_parquet(buffer)
    return buffer.getvalue()


def _write_to_screen(data: bytes, format: Format) -> None:
    if format is Format.PARQUET and sys.stdout.isatty():
        raise UserError("Parquet is no text for a screen; add --out FILE.parquet.")
    standard_output().write(data)
    standard_output().flush()


def _whole(write: Callable[[Answer[Any]], Iterator[bytes]]) -> Callable[[Answer[Any]], bytes]:
    return lambda answer: b"".join(write(answer))


ENCODERS: dict[Format, Callable[[Answer[Any]], bytes]] = {
    **{format: _whole(write) for format, write in PIECES.items()},
    Format.PARQUET: _encode_parquet,
}
