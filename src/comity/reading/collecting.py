"""Collecting: the collector of cyclic garbage rests while a page is read.

A page makes a hundred thousand objects and no cycles before it is done; sweeping over them costs a tenth of a reading.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No sweeps within; afterwards as it was. A thread that begins while another rests leaves waking it to that one."""
    awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if awake:
            gc.enable()
