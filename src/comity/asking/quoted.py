"""A quotation of a draft beside the record's, word for word; what differs is shown as `[-record's-]{+draft's+}`."""

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from comity.asking.asked import Asked
from comity.asking.verdicts import CONTRADICTED, NOT_FOUND, SUPPORTED, Verdict
from comity.model import Quotation
from comity.recording.stored import Recorded

LIKE = 0.6
"""Share of words in common from which two quotations are held to be the same saying."""
CONTEXT = 3
"""Words that are shown on each side of a difference."""
RIGHT_BEFORE = 2
"""Words before a part taken out of a saying among which a denial of it is looked for."""
_WORD = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")


def compare_quotation(asked: Asked, claim: Quotation) -> Verdict:
    """Whether the speaker's words are in the record, or nearly, or come from another's mouth there."""
    own = [*asked.view.quotations(claim.speaker.id)]
    verdict = _among(own, claim)
    if verdict.verdict != NOT_FOUND or claim.form != "direct":
        return verdict
    whose = [item for item in asked.view.quotations() if _contains(_said(item), claim.text)]
    if whose:
        speaker = _speaker(whose[0])
        why = f"The record has these words from {asked.actors.name(speaker)}."
        return Verdict(CONTRADICTED, why, tuple(item.id for item in whose))
    return verdict


def differences(recorded: str, drafted: str) -> tuple[str, ...]:
    """Each place where the words differ, with some words around it; case and quotation marks do not count."""
    old, new = _WORD.findall(recorded), _WORD.findall(drafted)
    matcher = difflib.SequenceMatcher(None, _folded(old), _folded(new), autojunk=False)
    return tuple(_show(old, new, place) for tag, *place in matcher.get_opcodes() if tag != "equal")


def _among(said: Iterable[Recorded], claim: Quotation) -> Verdict:
    found = list(said)
    same = [item for item in found if _contains(_said(item), claim.text)]
    if same:
        before = _denied_before(_said(same[0]), claim.text)
        why = f"The record has these words, with “{before}” before them." if before else "The record has these words."
        return Verdict(SUPPORTED, why, tuple(item.id for item in same))
    near = max(found, key=lambda item: _likeness(_said(item), claim.text), default=None)
    if near is None or _likeness(_said(near), claim.text) < LIKE:
        return Verdict(NOT_FOUND, "The record has no such words.")
    if claim.form == "indirect" and not _turns(_said(near), claim.text):
        return Verdict(SUPPORTED, "The record has it in other words.", (near.id,), differences(_said(near), claim.text))
    return Verdict(CONTRADICTED, "The record has other words.", (near.id,), differences(_said(near), claim.text))


def _turns(recorded: str, drafted: str) -> bool:
    """Whether one denies what the other says, or they name other numbers."""
    old, new = (_folded(_WORD.findall(text)) for text in (recorded, drafted))
    numbers = ({word for word in words if word[0].isdigit()} for words in (old, new))
    return _negations(old) % 2 != _negations(new) % 2 or len({*map(frozenset, numbers)}) > 1


def _negations(words: Iterable[str]) -> int:
    return sum(word in negations() or word.endswith("n't") for word in words)


@cache
def negations() -> frozenset[str]:
    """Words that turn a sentence into its opposite."""
    text = resources.files("comity.asking").joinpath("negations.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def _said(item: Recorded) -> str:
    return item.statement.text if isinstance(item.statement, Quotation) else ""


def _speaker(item: Recorded) -> str:
    return item.statement.speaker.id if isinstance(item.statement, Quotation) else ""


def _denied_before(recorded: str, drafted: str) -> str:
    """The words right before those that a draft took out of a longer saying, where they deny them."""
    old, new = ([word for word in _folded(_WORD.findall(text)) if word[0].isalnum()] for text in (recorded, drafted))
    place = next((i for i in range(len(old)) if old[i : i + len(new)] == new), 0)
    before = old[max(0, place - RIGHT_BEFORE) : place]
    return " ".join(before) if _negations(before) else ""


def _contains(recorded: str, drafted: str) -> bool:
    """Whether all of the draft's words stand in the record's, in one piece; signs do not count."""
    old, new = (" ".join(word for word in _folded(_WORD.findall(t)) if word[0].isalnum()) for t in (recorded, drafted))
    return bool(new) and f" {new} " in f" {old} "


def _likeness(recorded: str, drafted: str) -> float:
    old, new = _folded(_WORD.findall(recorded)), _folded(_WORD.findall(drafted))
    return difflib.SequenceMatcher(None, old, new, autojunk=False).ratio()


def _folded(words: Sequence[str]) -> list[str]:
    return [word.casefold().replace("’", "'") for word in words]


def _show(old: Sequence[str], new: Sequence[str], place: Sequence[int]) -> str:
    start, end, fresh_start, fresh_end = place
    gone, come = " ".join(old[start:end]), " ".join(new[fresh_start:fresh_end])
    parts = [*old[max(0, start - CONTEXT) : start], f"[-{gone}-]" if gone else "", f"{{+{come}+}}" if come else ""]
    return " ".join(part for part in (*parts, *old[end : end + CONTEXT]) if part)
