"""Discourse: what a text has spoken of so far, in order, as candidates for what it calls again."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.page import Mention, MentionForm, Page
from comity.reading.persons import Persons
from comity.register import Register

MODIFIERS = frozenset({"amod", "compound", "poss", "nmod", "nummod", "npadvmod"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One earlier mention as a candidate: where it stood and whether it was a subject."""

    references: tuple[Reference, ...]
    token: int
    sentence: int
    subject: bool
    plural: bool


@dataclass(slots=True)
class Discourse:
    """What has been mentioned so far, in order of the text."""

    page: Page
    register: Register
    seen: list[Seen] = field(default_factory=list)
    found: list[Mention] = field(default_factory=list)
    roles: frozenset[int] = frozenset()
    """Tokens of role phrases."""
    persons: Persons = field(default_factory=lambda: Persons(None))

    def note(self, mention: Mention, sentence: int) -> None:
        token = self.page.doc[mention.head]
        if mention.references:
            subject = conjunct_root(token).dep_ in SUBJECTS
            self.seen.append(Seen(mention.references, mention.head, sentence, subject, len(mention.references) > 1))
            for reference in mention.references:
                if reference.id.startswith("person:"):
                    self.persons.note_named(reference, token, sentence, subject=subject)

    def add(
        self,
        start: int,
        end: int,
        head: int,
        form: MentionForm,
        references: tuple[Reference, ...],
        antecedent: int | None = None,
    ) -> None:
        self.found.append(Mention(start, end, head, form, references, antecedent=antecedent))


def represented(reference: Reference) -> Reference:
    return Reference(reference.acts_for, reference.name) if reference.acts_for else reference


def conjunct_root(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token
