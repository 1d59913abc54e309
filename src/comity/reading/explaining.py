"""Explaining: why a sentence reads as it does, in plain values for people: what fired, and what was tried in vain."""

from collections.abc import Sequence
from dataclasses import dataclass

from comity.model import Document, Reference, Statement
from comity.reading.choosing.choice import reasons
from comity.reading.choosing.surety import sure_reasons, surety
from comity.reading.events import explain
from comity.reading.fired import Attempt, Fired
from comity.reading.page import Page
from comity.reading.pipeline import Reader


@dataclass(frozen=True, slots=True)
class Tried:
    """A frame tried on a word of the text: it fired (`why_not` is None), or the reason why it did not."""

    word: str
    frame: str
    why_not: str | None
    to: str | None = None
    """Where its recipients come from, if its own clause does not name them."""
    sure: str | None = None
    """How likely its type and parties are right, and what tells most for and against it."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a text states, and every event frame that its words called up."""

    statements: tuple[Statement, ...]
    tried: tuple[Tried, ...]
    sentences: int
    """How many sentences statements could be read from."""


def explain_text(reader: Reader, text: str, published: str | None = None) -> Explanation:
    """Read `text` as a document of its own, published on an EDTF day, and keep what was tried."""
    parsed = next(iter(reader.parser.parse_many([Document(text, published=published)])))
    page = reader.resolve(parsed)
    tried = [
        Tried(
            attempt.trigger.text,
            f"{attempt.frame.type}/{attempt.frame.name}",
            attempt.why,
            _whence(attempt.event),
            _how_sure(page, attempt),
        )
        for attempt in explain(page, reader.learnt)
    ]
    return Explanation(
        reader.read_page(parsed).statements, tuple(dict.fromkeys(tried)), sum(1 for _ in page.readable_sentences())
    )


def _whence(event: Fired | None) -> str | None:
    """“to Turkey (state:TUR) 0.61 by weights, not to nobody 0.20: often +1.4”: who was chosen, and what told most."""
    choice = event.choice if event else None
    if event is None or choice is None or not choice.taken:
        return f"{_named(event.recipients)} by the rule {event.ground}" if event and event.ground else None
    taken, first = (choice.slate.options[at] for at in (choice.taken, 0))
    chances = choice.chances[choice.taken], choice.chances[0]
    told = ", ".join(f"{name} {added:+.2f}" for name, added in reasons(choice))
    rival = f"not {_named(first.references)} {chances[1]:.2f}"
    return f"{_named(taken.references)} {chances[0]:.2f} by weights, {rival}: {told}"


def _how_sure(page: Page, attempt: Attempt) -> str | None:
    """“0.62 sure: chance of the recipients +0.80, doer:pronoun -0.21”."""
    if attempt.event is None or attempt.modality is None:
        return None
    told = ", ".join(f"{name} {added:+.2f}" for name, added in sure_reasons(page, attempt.event, attempt.modality))
    return f"{surety(page, attempt.event, attempt.modality):.2f} sure: {told}"


def _named(references: Sequence[Reference]) -> str:
    return "to " + (" + ".join(f"{r.name} ({r.id})" for r in references) or "nobody")
