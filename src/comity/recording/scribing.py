"""What a `Scribe`'s process runs: it writes the portions that come in by its input until there are no more."""

import datetime as dt
import sys
import traceback
from contextlib import ExitStack, suppress
from queue import Empty, Queue
from threading import Thread
from typing import IO

from comity.errors import RecordError
from comity.recording.engine import connect_for_writing, opened
from comity.recording.preparing import undisturbed
from comity.recording.scribe import Commit, Done, Failed, Message, Portion, Post, receive, send
from comity.recording.secondary import Loading
from comity.recording.ways import Added
from comity.recording.writer import Stretch, Writer

AHEAD = 4
"""Portions that wait here."""
IDLE = 0.5
"""Seconds without a portion after which what has come is committed, so that other writers have their turn."""


class Moment:
    """A clock that shows what whoever hands over told last."""

    def __init__(self) -> None:
        self.told = dt.datetime.min.replace(tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.told


class Scribing:
    """Portions written as they come, in transactions that end with `commit`; once one failed, nothing is written."""

    def __init__(self, writer: Writer, moment: Moment, loading: Loading) -> None:
        self._writer, self._moment, self._loading = writer, moment, loading
        self._open = ExitStack()
        self._stretch: Stretch | None = None
        self._added: list[Added] = []
        self._failed: Failed | None = None

    def write(self, portion: Portion) -> None:
        """Write a portion."""
        if self._failed:
            return
        try:
            if self._stretch is None:
                self._moment.told = portion.moment
                self._stretch = self._open.enter_context(self._writer.stretch(self._loading))
            self._added += self._stretch.add(portion.items, portion.way)
        except Exception as error:
            self._undo(error)

    def commit(self) -> Done | Failed:
        """Commit, and say what was done since this was said last."""
        self.settle()
        done, self._added = Done(self._added, self._loading), []
        return self._failed or done

    def settle(self) -> None:
        """Commit what is open."""
        try:
            self._open.close()
        except Exception as error:
            self._undo(error)
        self._stretch = None

    def _undo(self, error: Exception) -> None:
        foreseen = isinstance(error, RecordError)
        try:
            self._open.__exit__(type(error), error, error.__traceback__)
        except RecordError as told:
            error, foreseen = told, True
        except Exception as told:
            error = told
        told_so = str(error) if foreseen else "".join(traceback.format_exception(error))
        self._failed, self._stretch = Failed(told_so, foreseen), None


def write_portions(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Write what comes in until it ends; what came whole is committed."""
    post = receive(orders)
    if not isinstance(post, Post):
        return
    waiting: Queue[Message | None] = Queue(AHEAD)
    Thread(target=_listen, args=(orders, waiting), daemon=True).start()
    moment = Moment()
    with opened(connect_for_writing(post.address, much=True)) as engine, undisturbed():
        scribing = Scribing(Writer(engine, post.address, moment), moment, post.loading)
        while (message := _next(waiting, scribing)) is not None:
            if isinstance(message, Portion):
                scribing.write(message)
            if isinstance(message, Commit):
                send(answers, scribing.commit())
        scribing.settle()


def _next(waiting: "Queue[Message | None]", scribing: Scribing) -> Message | None:
    try:
        return waiting.get(timeout=IDLE)
    except Empty:
        scribing.settle()
        return waiting.get()


def _listen(orders: IO[bytes], waiting: "Queue[Message | None]") -> None:
    while (message := receive(orders)) is not None:
        waiting.put(message)
    waiting.put(None)


if __name__ == "__main__":
    with suppress(BrokenPipeError, KeyboardInterrupt):
        write_portions(sys.stdin.buffer, sys.stdout.buffer)
