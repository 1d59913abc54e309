"""Binding: whom a pronoun cannot mean, by the clause it stands in, and whom a clause leaves no doubt of."""

from collections.abc import Sequence

from spacy.tokens import Token

from comity.reading.besides import meant
from comity.reading.discourse import MODIFIERS, SUBJECTS, Discourse
from comity.reading.lexicon import words
from comity.reading.subjects import surface_subjects
from comity.reading.syntax import conjunct_root, is_passive

_ACTING = ("state:", "org:", "group:", "person:")
_TOWARDS = frozenset({"with", "against", "by", "to", "from"})


def done_to(talk: Discourse, pronoun: Token) -> set[str]:
    """To whom the pronoun's own verb does something: “It gave Moscow the right”, “They rejected the Russian plan”."""
    if pronoun.dep_ not in ("nsubj", "nsubjpass"):
        return set()
    verb = pronoun.head
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
    objects += [p for c in verb.rights if c.dep_ in ("agent", "prep") for p in c.children if c.lower_ in _TOWARDS]
    inside = [c for t in objects for c in t.lefts if c.dep_ in MODIFIERS and c.pos_ != "PRON"]
    return {r.id for t in (*objects, *inside) if t.pos_ != "PRON" for r in talk.page.who(t)}


def is_said_by(pronoun: Token, other: Token) -> bool:
    """“Amnesty International says they …”: whether what the pronoun does is told by one body."""
    verb, clause = other.head, pronoun.head
    above = clause.dep_ == "ccomp" and pronoun.dep_ in SUBJECTS and clause.head.i == verb.i
    return above and other.dep_ in SUBJECTS and verb.lemma_ in words("modality", "reporting")


def done_by(talk: Discourse, pronoun: Token) -> set[str]:
    """Who does to the pronoun what its verb tells: “Polish guards of Frontex drove them back”."""
    if pronoun.dep_ not in ("dobj", "dative", "pobj") or pronoun.lower_.endswith("selves"):
        return set()
    verb = pronoun.doc[_verb_of(pronoun)]
    if verb.pos_ != "VERB":
        return set()
    doers = surface_subjects(verb)
    inside = [c for t in doers for c in t.lefts if c.dep_ in MODIFIERS and c.pos_ != "PRON"]
    forces = [t for t in doers if t.lower_ in words("actors", "forces")]
    theirs = [c for t in forces for c in t.rights if c.dep_ == "prep" and c.lower_ in ("of", "from")]
    inside += [p for c in theirs for p in c.children if p.dep_ == "pobj" and p.pos_ != "PRON"]
    return {r.id for t in (*doers, *inside) for r in meant(talk, t)}


def judges(talk: Discourse, pronoun: Token) -> set[str]:
    """Who does something to another “for its invasion”, “over its record”: the deed is the other's, not theirs."""
    judging = {r.id for t in _judging(pronoun) for r in meant(talk, t)}
    others = [r.id for t in _judged(pronoun) for r in talk.page.who(t)]
    return judging if any(i not in judging and i.startswith(_ACTING) for i in others) else set()


def judged_person(talk: Discourse, pronoun: Token) -> str | None:
    """“The chairwoman criticised Mr Trump for his ban”: Mr Trump, as far as he can be called so."""
    if not _judging(pronoun):
        return None
    other_sex = "m" if pronoun.lower_ in words("actors", "feminine") else "f"
    found = {r.id for t in _judged(pronoun) for r in talk.page.who(t) if r.id.startswith("person:")}
    fitting = [one for one in found if talk.persons.sexes.get(one) != other_sex]
    return fitting[0] if len(fitting) == 1 else None


def _judging(pronoun: Token) -> list[Token]:
    noun = pronoun.head
    if pronoun.dep_ != "poss" or noun.dep_ != "pobj" or noun.head.lower_ not in ("for", "over"):
        return []
    if noun.lower_ in words("actors", "for_oneself") or any(c.lower_ == "own" for c in noun.children):
        return []
    verb = _verb_above(noun.head)
    return [] if verb is None or is_passive(verb) else surface_subjects(verb)


def _judged(pronoun: Token) -> Sequence[Token]:
    """What stands between the verb over the pronoun and the pronoun."""
    verb = _verb_above(pronoun.head.head)
    return list(pronoun.doc[verb.i + 1 : pronoun.i]) if verb is not None else []


def _verb_above(token: Token) -> Token | None:
    return next((a for a in token.ancestors if a.pos_ == "VERB"), None)


def is_bound(pronoun: Token, other: Token) -> bool:
    """Both are arguments of one verb (“Xi met him”), so they are two; so are “the Academy, its scientific arm”."""
    if pronoun.dep_ == "poss" and pronoun.head.dep_ == "appos" and pronoun.head.head.i == other.i:
        return True
    if pronoun.dep_ == "poss" and pronoun.head.dep_ == "attr" and pronoun.head.lower_ in words("actors", "relational"):
        return other.i in {t.i for t in surface_subjects(pronoun.head.head)}  # “America is its largest donor”
    if _is_of_others(pronoun) or _is_of_the_asked(pronoun):
        return other.i in {t.i for t in surface_subjects(_verb_over(pronoun))}
    if pronoun.dep_ == "poss" or pronoun.lower_.endswith(("self", "selves")):
        return False
    if pronoun.dep_ in SUBJECTS:
        return False
    verb = pronoun.doc[_verb_of(pronoun)]
    if verb.i == _verb_of(conjunct_root(other)):
        return True
    return verb.pos_ == "VERB" and not _is_misjoined(verb) and other.i in {t.i for t in surface_subjects(verb)}


def _is_misjoined(verb: Token) -> bool:
    """“asks it to find that A broke the treaty and to suspend it”: “to suspend” is not what A did."""
    return verb.dep_ == "conj" and _has_to(verb) and not _has_to(verb.head)


def _has_to(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.lefts)


def _is_of_others(pronoun: Token) -> bool:
    """“scorned its deal”, “rebuked their leaders”: nobody scorns what is his own."""
    noun = pronoun.head
    if (
        pronoun.dep_ != "poss"
        or noun.dep_ not in ("dobj", "dative")
        or noun.head.lemma_ not in words("actors", "against_others")
        or noun.lower_ in words("actors", "relational")
    ):
        return False
    return not any(c.lower_ == "own" for c in noun.children)


def askers(pronoun: Token) -> set[int]:
    """Tokens of those who demand something of whomever the possessive means."""
    return {t.i for t in surface_subjects(_verb_over(pronoun))} if _is_of_the_asked(pronoun) else set()


def _is_of_the_asked(pronoun: Token) -> bool:
    """“demanded that his forces leave”: nobody demands that of his own."""
    clause = pronoun.head.head
    asked = pronoun.dep_ == "poss" and pronoun.head.dep_ in SUBJECTS and clause.dep_ == "ccomp"
    return asked and clause.head.lemma_ in words("events/syntax", "demanding")


def _verb_over(pronoun: Token) -> Token:
    """The verb whose subject does something to what the possessive owns."""
    above = pronoun.head.head
    return above.head if pronoun.head.dep_ in SUBJECTS else above


def co_arguments(pronoun: Token) -> set[int]:
    """Tokens that the pronoun cannot mean because they are arguments of its own verb (“Xi met him”)."""
    own = pronoun.dep_ == "poss" and not _is_of_others(pronoun)
    if own or pronoun.lower_.endswith(("self", "selves")) or pronoun.dep_ in SUBJECTS:
        return set()
    verb = pronoun.doc[_verb_of(pronoun)]
    heads = [t for c in verb.children if c.dep_ in SUBJECTS for t in (c, *c.conjuncts)]
    if pronoun.dep_ == "poss":
        verb = pronoun.head.head
    heads = heads or (surface_subjects(verb) if verb.pos_ == "VERB" else [])  # “spoke to Xi and thanked him”
    return {t.i for h in heads for t in (h, *(c for c in h.children if c.dep_ == "appos"))}


def _verb_of(token: Token) -> int:
    head = token.head
    while head.pos_ in ("ADP", "SCONJ", "PART") and head.head.i != head.i:
        head = head.head
    return head.i
