"""How processes of one server call each other: at a socket in a folder that only this server may enter."""

import socket
from multiprocessing.connection import Connection

WAITING = 64
"""Calls that may wait to be answered."""


def listen(path: str) -> socket.socket:
    """A socket at which other processes of this server call."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(path)
    listening.listen(WAITING)
    return listening


def answer_call(listening: socket.socket) -> Connection:
    """The line to who calls next."""
    line, _ = listening.accept()
    return Connection(line.detach())
