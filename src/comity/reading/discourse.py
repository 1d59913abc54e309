"""Discourse: what a text has spoken of so far, in order, as candidates for what it calls again."""

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.lexicon import words
from comity.reading.page import Mention, MentionForm, Page
from comity.reading.persons import Persons
from comity.reading.syntax import conjunct_root
from comity.reading.trails import Trail
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
    joined: bool = False
    """One of several coordinated names, which nobody means alone by an “it”."""


@dataclass(slots=True)
class Discourse:
    """What has been mentioned so far, in order of the text."""

    page: Page
    register: Register
    seen: list[Seen] = field(default_factory=list)
    """In order of their sentences."""
    found: list[Mention] = field(default_factory=list)
    meetings: list[Seen] = field(default_factory=list)
    """Two who met or spoke with each other, for a “they” behind it."""
    roles: frozenset[int] = frozenset()
    """Tokens of role phrases."""
    named_roles: frozenset[int] = frozenset()
    """Heads of those role phrases whose holder is named beside them."""
    writers: tuple[Reference, ...] = ()
    """Who says “we”, in texts that tell it."""
    persons: Persons = field(default_factory=lambda: Persons(None))
    trail: Trail = field(default_factory=Trail)
    """The states spoken of so far."""

    def since(self, sentence: int) -> list[Seen]:
        """What has been seen from that sentence on."""
        return self.seen[bisect_left(self.seen, sentence, key=lambda seen: seen.sentence) :]

    def note(self, mention: Mention, sentence: int) -> None:
        token = self.page.doc[mention.head]
        if mention.references and not _names_no_owner(token):
            subject = _place_of(token).dep_ in SUBJECTS
            plural = len(mention.references) > 1 or (mention.form == "demonym" and token.tag_ in ("NNS", "NNPS"))
            self.seen.append(Seen(mention.references, mention.head, sentence, subject, plural, _is_joined(token)))
            around = (*mention.references, *((mention.government,) if mention.government else ()))
            self.trail.note(self.page, mention.head, around)
            for reference in mention.references:
                if reference.id.startswith("person:"):
                    does = subject or _place_of(token).head.dep_ == "agent"  # “It is headed by Ann Roe. She …”
                    self.persons.note_named(reference, token, sentence, subject=does)

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
        if form in ("description", "pronoun"):
            self.trail.note(self.page, head, references)


def _place_of(token: Token) -> Token:
    """The token whose place in the clause a name has: “the foreign minister, Ana Roth, said”."""
    token = conjunct_root(token)
    return conjunct_root(token.head) if token.dep_ == "appos" and token.ent_type_ == "PERSON" else token


def _names_no_owner(token: Token) -> bool:
    """“the former Portuguese colony”, “the Spanish language”: nobody whom an “it” means."""
    return token.dep_ in MODIFIERS and token.head.lemma_ in words("events/syntax", "of_no_owner")


def _is_joined(token: Token) -> bool:
    return token.dep_ == "conj" or any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in token.children)


def represented(reference: Reference) -> Reference:
    return Reference(reference.acts_for, reference.name) if reference.acts_for else reference
