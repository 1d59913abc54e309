"""A process of its own that writes what another has prepared, so that both have a processor to themselves.

It writes each portion as it comes and commits when it is told to, or when nothing more comes for a while; only then it
says what was done. It ends when its owner does, however that ends: what it was handed whole is then recorded, too.
"""

import datetime as dt
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from comity.errors import RecordError
from comity.recording.preparing import Prepared
from comity.recording.secondary import Loading
from comity.recording.ways import Added, Way

_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Post:
    """What a scribe is told first: where it writes, and how far the load has come."""

    address: str
    loading: Loading


@dataclass(frozen=True, slots=True)
class Portion:
    """Documents to be recorded, and the moment by the clock of who hands them over."""

    items: Sequence[Prepared]
    way: Way
    moment: dt.datetime


@dataclass(frozen=True, slots=True)
class Commit:
    """Have all that was handed over be recorded for good, and say so."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done with all portions since the last commit, and how far the load has come with them."""

    added: list[Added]
    loading: Loading


@dataclass(frozen=True, slots=True)
class Failed:
    """Why what was handed over since the last commit could not be recorded; nothing that follows will be, either."""

    reason: str
    foreseen: bool
    """Whether that is a sentence for people rather than where a program broke."""


Message = Post | Portion | Commit | Done | Failed


class Scribe:
    """The process as its owner has it: one thread at a time hands over and asks, one at a time hears the answers."""

    def __init__(self, address: str) -> None:
        place = os.pathsep.join(filter(None, sys.path))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "comity.recording.scribing"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": place}, start_new_session=True,
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        self._address, self._begun = address, False

    def hand(self, portion: Portion, loading: Loading) -> None:
        """Hand a portion over; whether it could be recorded `hear` says."""
        with suppress(OSError):  # the process ended: `hear` will find that
            if not self._begun:  # not before, for the process may still be starting
                send(self._to, Post(self._address, loading))
                self._begun = True
            send(self._to, portion)

    def ask(self) -> None:
        """Have what was handed over be recorded for good; what comes of it `hear` says."""
        with suppress(OSError):
            send(self._to, Commit())

    def hear(self) -> Done:
        """Wait for the answer to what was asked; raises `RecordError` when something could not be recorded."""
        answer: Message | None = None
        with suppress(OSError):
            answer = receive(self._from)
        match answer:
            case Done():
                return answer
            case Failed(reason, foreseen=True):
                raise RecordError(reason)
            case Failed(reason):
                raise RuntimeError(reason)
        raise RecordError("The process that writes the record ended; run again, nothing recorded is lost.")

    def end(self) -> None:
        """Let the process come to its end; nothing is under way in it."""
        with suppress(OSError):
            self._to.close()
        self._process.wait()
        self._from.close()


def can_help() -> bool:
    """Whether a process beside this one would have a processor to itself."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return usable > 1 and bool(sys.executable)


def send(pipe: IO[bytes], message: Message) -> None:
    """Write a message into a pipe between a scribe and its owner, who run the same program."""
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(packed)))
    pipe.write(packed)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Message | None:
    """The next message out of such a pipe; None where it ends, were it in the middle of one."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    packed = pipe.read(length)
    if len(packed) < length:
        return None
    message: Message = pickle.loads(packed)
    return message
