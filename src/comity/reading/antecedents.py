"""Antecedents: the nouns that relative pronouns stand for, also where the parser takes them for something else."""

from collections.abc import Sequence

from spacy.tokens import Token

from comity.reading.phrases import SUBJECTS, coordinated, dependents, syntax_words

_RELATIVE = frozenset({"who", "which", "that", "whom"})


def displaced_relative(verb: Token) -> Token | None:
    """A relative pronoun that the parser takes for a second subject: “the offer that Chad rejected”."""
    subjects = [c for c in dependents(verb) if c.dep_ == "nsubj"]
    return next((c for c in subjects if is_relative(c)), None) if len(subjects) > 1 else None


def shared_relative(verb: Token) -> Token | None:
    """“which Israel captured in 1967 and annexed in 1981”: the relative pronoun is the object of both."""
    first = verb.head
    if (
        verb.dep_ != "conj"
        or first.dep_ != "relcl"
        or any(c.dep_ in ("auxpass", "xcomp", "ccomp") for c in verb.children)
    ):
        return None
    return next((c for c in dependents(first) if c.dep_ == "dobj" and c.i < first.i and is_relative(c)), None)


def is_relative(token: Token) -> bool:
    return token.lower_ in _RELATIVE and token.tag_ in ("WDT", "WP", "IN", "DT", "WP$") and token.dep_ != "mark"


def antecedent(token: Token) -> Token:
    """The noun a relative pronoun stands for, or the token itself."""
    if token.tag_ not in ("WDT", "WP", "WP$") and not _is_plain_that(token):
        return token
    for ancestor in token.ancestors:
        if ancestor.dep_ == "relcl" and ancestor.head.i < token.i:
            return ancestor.head
    return token


def _is_plain_that(token: Token) -> bool:
    """“that” where the tagger takes it for a conjunction: “the base that France has used”."""
    return token.lower_ == "that" and (token.dep_ in SUBJECTS or (token.dep_ == "dobj" and token.tag_ == "IN"))


def antecedents(token: Token) -> list[Token]:
    """What a relative pronoun stands for; a plural verb reaches over the whole coordination before it."""
    noun = antecedent(token)
    if noun.i == token.i:
        return coordinated(token)
    if deed := _deed_behind(token, noun):
        return [deed]
    if counted := _counted_among(noun):
        return counted
    if spelled := spelled_out(noun):
        return spelled
    plural = any(t.tag_ == "VBP" for t in (token.head, *dependents(token.head))) or _takes_several(token)
    if token.lower_ == "which" and _is_of_all(token, noun):
        return coordinated(noun)
    while plural and noun.dep_ == "conj" and noun.tag_ in ("NNP", "NN"):
        noun = noun.head
    return coordinated(noun) if plural else [noun]


def _takes_several(relative: Token) -> bool:
    """“A and B, who had met in Bonn”: nobody meets alone."""
    verb = relative.head
    if relative.lower_ not in ("who", "which") or verb.lemma_ not in syntax_words("done_by_several"):
        return False
    alone = ("dobj", "auxpass", "nsubjpass", "ccomp")
    return not any(c.dep_ in alone or c.lower_ == "with" for c in dependents(verb))


def _deed_behind(relative: Token, noun: Token) -> Token | None:
    """“the strike on the town that killed forty”: what the parser says of the town is said of the strike."""
    if noun.dep_ != "pobj" or noun.pos_ != "NOUN" or relative.head.lemma_ not in syntax_words("outcomes"):
        return None
    deed = noun.head.head
    struck = noun.lemma_ in syntax_words("struck_places") and noun.head.lower_ in syntax_words("striking")
    return deed if struck and deed.pos_ == "NOUN" and deed.lemma_ in syntax_words("blows") else None


def spelled_out(noun: Token) -> list[Token]:
    """“two officers, Mafart and Prieur, whom police arrested”: of both who spell out the plural."""
    first = noun
    while first.dep_ == "conj" and first.tag_ == "NNP":
        first = first.head
    return coordinated(first) if first.i != noun.i and first.dep_ == "appos" and first.head.tag_ == "NNS" else []


def _counted_among(noun: Token) -> list[Token]:
    """“Peru was among the ten that abstained”: Peru, as far as the text tells who the ten were."""
    among = noun.head
    if noun.dep_ != "pobj" or among.lower_ != "among" or among.head.lemma_ != "be":
        return []
    return [t for c in dependents(among.head) if c.dep_ == "nsubj" for t in coordinated(c)]


def _is_of_all(relative: Token, noun: Token) -> bool:
    """“Bulgaria and Romania, which applied, …”: of all that is coordinated in the subject, unless an “its” says no."""
    single = any(t.lower_ == "its" for c in dependents(relative.head) for t in (c, *dependents(c)))
    return noun.dep_ == "nsubj" and not single and any(c.dep_ == "conj" and c.i < relative.i for c in dependents(noun))


def relative(verb: Token, prepositions: Sequence[str]) -> list[Token]:
    """“CELAC, over which Honduras presides”: the antecedent stands for the relative pronoun."""
    if verb.dep_ != "relcl":
        return []
    stranded = [t for t in verb.subtree if t.lower_ in prepositions and t.dep_ == "prep" and not list(t.rights)]
    if stranded and any(t.tag_ == "WDT" and t.dep_ == "pobj" for t in verb.subtree):
        return [verb.head]  # “which Havana was thrown out of”
    for child in verb.children:
        if child.lower_ in prepositions and any(k.lower_ == "which" for k in child.children):
            at = child.i - 1
            while at > verb.head.i and verb.doc[at].text in (",", ")"):
                at -= 1
            return [verb.doc[at], verb.head]
    return []
