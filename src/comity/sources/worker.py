"""The reading process: takes orders on standard input, tells what it finds on standard output. See `isolation`."""

import contextlib
import json
import os
import sys
from io import BytesIO
from typing import Any, BinaryIO

from comity.model import Document, Refusal
from comity.sources.defaults import Defaults
from comity.sources.messages import Done, to_message
from comity.sources.opening import Begun, Opened, open_source


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Say that we are here, then deal with orders until there are no more."""
    _tell(answers, Done())
    while line := orders.readline():
        order = json.loads(line)
        data = orders.read(order["bytes"]) if "bytes" in order else None
        with _open(order, data) as file:
            opened = Opened(order["source"], file, _hints(order["hints"]))
            for step in open_source(opened, skip=order["skip"]):
                _tell(answers, step)
        _tell(answers, Done())


def limit_memory(most: int) -> None:
    """Let this process take so many bytes and no more, where the system can hold it to that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _open(order: dict[str, Any], data: bytes | None) -> BinaryIO:
    if data is not None:
        return BytesIO(data)
    # A file that became a pipe since it was found must not keep us waiting.
    return os.fdopen(
        os.open(order["path"], os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
    )


def _hints(told: dict[str, Any]) -> Defaults:
    return Defaults(**{**told, "columns": tuple((field, column) for field, column in told["columns"])})


def _tell(answers: BinaryIO, heard: Document | Refusal | Begun | Done) -> None:
    answers.write(json.dumps(to_message(heard)).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    limit_memory(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
