"""Pages of an answer: a cursor names a place in the answer to one question of one state of the record."""

import base64
import binascii
import hashlib
import json
from typing import Any

from comity.asking.answer import Answer
from comity.errors import UserError

STRANGE = "This cursor is none that Comity gave; begin without one."


def cut(answer: Answer[Any], cursor: str | None, limit: int) -> tuple[tuple[Any, ...], str | None]:
    """`limit` rows from the cursor on, and the cursor of those after them; raises `UserError` for a strange one."""
    question = hashlib.sha256(str(answer.question).encode("utf-8", "replace")).hexdigest()[:12]
    start = _read(cursor, answer.data_version, question)
    following = start + limit
    more = _write(following, answer.data_version, question) if following < len(answer) else None
    return answer.rows[start:following], more


def _write(start: int, version: str, question: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([start, version, question]).encode()).decode().rstrip("=")


def _read(cursor: str | None, version: str, question: str) -> int:
    if not cursor:
        return 0
    try:
        start, of, about = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error):
        raise UserError(STRANGE) from None
    if not isinstance(start, int) or start < 0:
        raise UserError(STRANGE)
    if of != version:
        raise UserError("The record has changed since this cursor was given; begin without one.")
    if about != question:
        raise UserError("This cursor is of another question; begin without one.")
    return start
