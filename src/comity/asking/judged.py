"""What a reader of an answer must know of judgements: who accepted, corrected, added or joined what it rests on."""

from collections.abc import Iterable, Iterator

from comity.asking.wording import say
from comity.recording.judgements import Judgement, Ruling
from comity.recording.view import View

DAY = 10
"""Characters of a moment in ISO form that are its day."""
TOLD = 5
"""Judgements that are told one by one; of more only the number."""
_DONE = {
    "accept": "accepted", "reject": "rejected", "correct": "corrected", "add": "added",
    "same": "judged the same happening as another", "not-same": "judged another happening than another",
    "one-actor": "said of another actor",
}  # fmt: skip


def tell_judged(view: View, statements: Iterable[str]) -> list[str]:
    """One note for each judgement about some statements; for more than a few, how many there are."""
    ids = tuple(statements)
    rulings, makers = view.rulings(ids), view.made_by(ids)
    notes = list(
        dict.fromkeys([*_of_made(makers), *(note for ruled in rulings.values() for note in _of_rulings(ruled))])
    )
    if len(notes) <= TOLD:
        return notes
    return [*notes[:TOLD], f"{len(notes) - TOLD} more judgements; “comity judge list” shows all."]


def tell_ruling(ruling: Ruling) -> str:
    """A ruling in one sentence."""
    made = ruling.judgement.made if ruling.verdict == "correct" else None
    place = f" In its place stands {made.statement.id[:10]}." if made else ""
    return f"{ruling.statement[:10]} was {_DONE[ruling.verdict]} by {_signature(ruling.judgement)}{place}"


def tell_made(statement: str, judgement: Judgement) -> str:
    """What a person put into the record, with what stood there before."""
    signed = _signature(judgement)
    if judgement.actors:
        gone, kept = judgement.actors
        return f"{statement[:10]} was read as said of {gone}, for which {kept} stands by {signed}"
    if not judgement.subjects:
        return f"{statement[:10]} was added by {signed}"
    original = judgement.subjects[0].statement
    return f"{statement[:10]} was corrected by {signed} The reader had read: {say(original)} ({original.id[:10]})."


def _of_made(makers: dict[str, Judgement]) -> Iterator[str]:
    yield from (tell_made(statement, judgement) for statement, judgement in makers.items())


def _of_rulings(rulings: Iterable[Ruling]) -> Iterator[str]:
    yield from (tell_ruling(ruling) for ruling in rulings)


def _signature(judgement: Judgement) -> str:
    return f"{judgement.person} on {judgement.recorded_at[:DAY]}: {judgement.reason.rstrip('.')}."
