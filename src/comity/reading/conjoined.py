"""Conjoined: names of states that are gone and read like two that are there: “Serbia and Montenegro” after 2006."""

from collections.abc import Iterator

from spacy.tokens import Span

from comity.register import NameMatch, Register

Half = tuple[Span, tuple[tuple[str, str], ...]]


def halves(span: Span, match: NameMatch, register: Register, published: str | None) -> Iterator[Half]:
    """The two states of “A and B”, where the state of that name had ended when the text was published.

    Nothing where the name has no “and”, the text has no date, or one thing is said of it (“… was a union”).
    """
    entry = register.entry(match.readings[0].id) if match.readings and " and " in span.text else None
    if entry is None or entry.family != "state" or not entry.until or published is None:
        return
    if entry.until >= published[: len(entry.until)] or _is_one(span):
        return
    cut = next(t.i for t in span if t.lower_ == "and")
    parts = [span.doc[span.start : cut], span.doc[cut + 1 : span.end]]
    found = [(part, _states(part, register)) for part in parts if len(part)]
    if len(found) == len(parts) and all(readings for _, readings in found):
        yield from found


def _is_one(span: Span) -> bool:
    after = span.doc[span.end] if span.end < len(span.doc) else None
    return after is not None and (after.tag_ in ("VBZ", "POS") or after.lower_ == "was")


def _states(part: Span, register: Register) -> tuple[tuple[str, str], ...]:
    whole = [m for m in register.match(part.text) if (m.start, m.end) == (0, len(part.text))]
    return tuple((r.id, r.form) for m in whole[:1] for r in m.readings if r.id.startswith("state:"))
