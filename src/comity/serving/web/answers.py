"""Answers that were given, as they were sent: in the memory of a process, and in a folder for the others beside it."""

import hashlib
import json
import os
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

KEPT, LARGEST = 48 << 20, 2 << 20
"""Bytes of answers that a process keeps, and of one at most."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Memory:
    """Answers by their tags, up to so many bytes; the one used longest ago goes first.

    Processes with one `folder` find what the others kept; each takes away what it laid there itself. A folder in which
    nothing can be kept makes answers slower, and nothing else.
    """

    def __init__(self, room: int = KEPT, folder: Path | None = None) -> None:
        self._room, self._used, self._folder = room, 0, folder
        self._answers: OrderedDict[str, Kept] = OrderedDict()
        self._laid: set[str] = set()
        self._lock = Lock()
        if folder is not None:
            folder.mkdir(mode=0o700, exist_ok=True)

    def find(self, tag: str) -> Kept | None:
        """The answer of a tag."""
        with self._lock:
            if tag in self._answers:
                self._answers.move_to_end(tag)
                return self._answers[tag]
        answer = None if self._folder is None else _load(_place(self._folder, tag))
        if answer is not None:
            self._hold(tag, answer)
        return answer

    def keep(self, tag: str, answer: Kept) -> None:
        """Keep an answer, and let go of others for it."""
        if len(answer.body) > LARGEST:
            return
        self._hold(tag, answer)
        if self._folder is not None and tag not in self._laid and _lay(_place(self._folder, tag), answer):
            self._laid.add(tag)

    def _hold(self, tag: str, answer: Kept) -> None:
        gone = []
        with self._lock:
            if tag not in self._answers:
                self._answers[tag] = answer
                self._used += len(answer.body)
            while self._used > self._room:
                old, let_go = self._answers.popitem(last=False)
                self._used -= len(let_go.body)
                gone.append(old)
        for old in self._laid.intersection(gone):
            self._laid.discard(old)
            if self._folder is not None:
                _place(self._folder, old).unlink(missing_ok=True)


def _place(folder: Path, tag: str) -> Path:
    return folder / hashlib.sha256(tag.encode("utf-8", "replace")).hexdigest()


def _lay(place: Path, answer: Kept) -> bool:
    """Lay an answer there at once, readable by this user alone; whether that could be done."""
    headers = json.dumps([[part.decode("latin-1") for part in header] for header in answer.headers])
    fresh = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(headers.encode("ascii") + b"\n" + answer.body)
        fresh.replace(place)
        return True
    return False


def _load(place: Path) -> Kept | None:
    try:
        headers, _, body = place.read_bytes().partition(b"\n")
    except OSError:
        return None
    told = ((name.encode("latin-1"), value.encode("latin-1")) for name, value in json.loads(headers))
    return Kept(tuple(told), body)
