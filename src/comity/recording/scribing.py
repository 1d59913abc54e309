"""What a `Scribe`'s process runs: it writes the batches that come in by its input until there are no more."""

import datetime as dt
import sys
import traceback
from contextlib import suppress
from typing import IO

from comity.errors import RecordError
from comity.recording.engine import connect_for_writing, opened
from comity.recording.preparing import undisturbed
from comity.recording.scribe import Done, Failed, Order, receive, send
from comity.recording.writer import Writer


class Moment:
    """A clock that shows what whoever orders told last."""

    def __init__(self) -> None:
        self.told = dt.datetime.min.replace(tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.told


def write_batches(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Record what is ordered, one batch after another, until the orders end."""
    address = receive(orders)
    if not isinstance(address, str):
        return
    moment = Moment()
    with opened(connect_for_writing(address, much=True)) as engine, undisturbed():
        writer = Writer(engine, address, moment)
        while isinstance(order := receive(orders), Order):
            moment.told = order.moment
            send(answers, _record(writer, order))


def _record(writer: Writer, order: Order) -> Done | Failed:
    try:
        added = writer.record(order.items, order.run, order.loading, register=order.register, defer=order.defer)
    except RecordError as error:
        return Failed(str(error), foreseen=True)
    except Exception:
        return Failed(traceback.format_exc(), foreseen=False)
    return Done(added, order.loading)


if __name__ == "__main__":
    with suppress(BrokenPipeError, KeyboardInterrupt):
        write_batches(sys.stdin.buffer, sys.stdout.buffer)
