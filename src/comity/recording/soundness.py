"""Which statements can be taken into the record, and which of them are new to it."""

from collections.abc import Collection, Iterable, Mapping

from comity.edtf import is_edtf
from comity.model import Document, Refusal, Statement

STEP = "recording"
Weight = tuple[object, ...]


"""What may change from reading to reading while the statement stays the same: confidence, frame, and basis of the
date."""


def sift(document: Document, statements: Iterable[Statement]) -> tuple[dict[str, Statement], list[Refusal]]:
    """Sound statements by id, each once, and why the others are not taken."""
    sound, unsound = {}, []
    for statement in statements:
        if reason := find_fault(document, statement):
            unsound.append(Refusal(document.source, STEP, reason, document.id))
        else:
            sound[statement.id] = statement
    return sound, unsound


def compare(
    standing: Mapping[str, tuple[int, Weight]], sound: Mapping[str, Weight]
) -> tuple[Collection[str], list[int]]:
    """Ids of new or newly weighed statements, and keys of those that no longer stand."""
    fresh = {id: None for id, weight in sound.items() if id not in standing or standing[id][1] != weight}
    gone = [key for id, (key, _) in standing.items() if id not in sound or id in fresh]
    return fresh.keys(), gone


def find_fault(document: Document, statement: Statement) -> str | None:
    """Why a statement cannot have been read in a document; None when it can."""
    if statement.document != document.id:
        return f"A statement belongs to {statement.document}, not to this document."
    if not statement.evidence:
        return f"A statement of kind {statement.kind} has no evidence."
    for span in statement.evidence:
        if not 0 <= span.start < span.end or document.text[span.start : span.end] != span.exact:
            return f"The evidence “{span.exact[:60]}” does not stand at {span.start}–{span.end} of the text."
    if statement.when is not None and not is_edtf(statement.when):
        return f"“{statement.when}” is no EDTF date."
    return None
