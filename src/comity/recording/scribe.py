"""A process of its own that writes what another has prepared, so that both have a processor to themselves.

It takes one batch after another, each in one transaction, and says of each what was done once that is committed. It
ends when the other does, however that ends: what it was handed whole is then recorded, as if it had been said in time.
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
from comity.recording.entry import Added, Run
from comity.recording.preparing import Prepared
from comity.recording.secondary import Loading

_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Order:
    """A batch to be recorded, and at what moment by the clock of who orders it."""

    items: Sequence[Prepared]
    run: Run
    register: bool
    defer: bool
    moment: dt.datetime
    loading: Loading
    """How far the load has come."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a scribe did with a batch, and how far the load has come with it."""

    added: list[Added]
    loading: Loading


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a scribe could not record a batch; the record holds what it held before."""

    reason: str
    foreseen: bool
    """Whether that is a sentence for people rather than where a program broke."""


Message = str | Order | Done | Failed
"""What goes between the two; a text is the address of the record."""


class Scribe:
    """The process as its owner has it. Use one from one thread at a time."""

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
        self._address: str | None = address

    def record(self, order: Order) -> Done:
        """Have a batch recorded; raises `RecordError` when it cannot be."""
        try:
            if self._address is not None:  # not before: the process may still be starting
                send(self._to, self._address)
                self._address = None
            send(self._to, order)
            answer = receive(self._from)
        except OSError:
            answer = None
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
