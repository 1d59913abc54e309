"""Syntax: the arguments of verbs and nouns in a parse, followed over coordination, control and relative clauses."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_CHARGES = frozenset({"of", "for", "from"})
_COMPANY = frozenset({"along", "together", "jointly"})
_QUANTIFIERS = frozenset({"all", "both", "each"})
OBJECTS = frozenset({"dobj", "obj", "dative"})


def with_conjuncts(tokens: Iterable[Token]) -> list[Token]:
    """The tokens and everything coordinated with them, in order of the text."""
    found: dict[int, Token] = {}
    for token in tokens:
        for one in (token, *token.conjuncts):
            found.setdefault(one.i, one)
    return [found[i] for i in sorted(found)]


def conjunct_root(token: Token) -> Token:
    """The first of those that a token is coordinated with."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def is_verbal(token: Token) -> bool:
    """A verb, or a word that has a subject or object although the tagger took it for a noun (“the five set up …”)."""
    return token.pos_ in ("VERB", "AUX") or any(c.dep_ in ("nsubj", "dobj") for c in token.children)


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject undergoes it: “was suspended”, or a bare participle behind its noun."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if verb.tag_ == "VBN" and any(_is_floating(c) for c in verb.children):
        return not any(c.dep_ == "aux" for c in verb.children)  # “Mali and Niger, both suspended from the bloc”
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN":  # “is financed and armed by Tehran”
        own = any(c.dep_ in ("aux", "nsubj", "dobj") for c in verb.children)
        return not own and is_passive(verb.head)
    bare = verb.dep_ == "acl" and verb.tag_ == "VBD" and verb.nbor(-1).text == "," if verb.i else False
    if not bare and (verb.tag_ != "VBN" or verb.dep_ not in ("acl", "relcl", "advcl", "amod")):
        return False
    return not _has_have(verb) and not any(c.dep_ == "nsubj" for c in verb.children)  # “which he founded in 1992”


def _has_have(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ in ("have", "having") for c in verb.children)


def subjects(verb: Token) -> list[Token]:
    """Grammatical subjects, coordination included; inherited over coordination, control and relative clauses."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS and c.tag_ not in ("WDT", "WP")]
    if own:
        return _floated(own[0], verb) or with_conjuncts(own)
    relative = any(c.dep_ in SUBJECTS for c in verb.children)
    if not relative and (slipped := _run_together(verb)):
        return slipped
    head = verb.head
    if verb.dep_ in ("relcl", "acl") and (relative or verb.dep_ == "acl" or is_passive(verb)):
        return _antecedents(verb, head)
    if verb.dep_ in ("xcomp", "conj", "advcl", "ccomp", "pcomp") and head.i != verb.i and not relative:
        return _inherited(verb, head)
    return []


def _is_floating(token: Token) -> bool:
    return token.lower_ in _QUANTIFIERS and token.dep_ in SUBJECTS and not any(True for _ in token.children)


def _floated(token: Token, verb: Token) -> list[Token]:
    """“Mali and Niger, both suspended from the bloc and both ruled by juntas”: the names in front of the quantifier."""
    if not _is_floating(token):
        return []
    before = token.nbor(-2) if token.i > 1 and token.nbor(-1).text == "," else None
    if before is not None and len(group := with_conjuncts([before])) > 1:
        return group
    return subjects(verb.head) if verb.dep_ == "conj" and verb.head.i != verb.i else []


def _run_together(verb: Token) -> list[Token]:
    """“Peru shares borders with Chile”, “Vanuatu joined it”: the parser takes the name for a part of the verb."""
    if verb.dep_ != "ROOT" or verb.tag_ not in ("VBZ", "VBD", "VBP"):
        return []
    return [
        c for c in verb.lefts if c.dep_ in ("compound", "nmod", "advmod") and c.pos_ == "PROPN" and c.i == verb.i - 1
    ]


def _antecedents(verb: Token, head: Token) -> list[Token]:
    """Of “X, who led it, and Y, who runs it” only X led it; a plural verb means all that stand before it."""
    single = any(t.tag_ == "VBZ" or t.lower_ == "was" for t in (verb, *verb.children) if t.pos_ in ("VERB", "AUX"))
    group = [t for t in with_conjuncts([head]) if t.i < verb.i] or [head]
    return group[-1:] if single else group


def _inherited(verb: Token, head: Token) -> list[Token]:
    if verb.dep_ in ("xcomp", "ccomp"):
        controllers = [c for c in head.children if c.dep_ in OBJECTS]
        if controllers and head.lemma_ not in ("promise", "vow"):
            return with_conjuncts(controllers)
    if verb.dep_ == "pcomp" and head.lower_ in _CHARGES and (charged := objects(head.head)):
        return charged  # “accuses Juba of backing rebels”
    while head.pos_ in ("ADP", "SCONJ") and head.head.i != head.i:
        head = head.head
    return subjects(head) if head.pos_ in ("VERB", "AUX") else []


def objects(verb: Token) -> list[Token]:
    """Direct objects, coordination included."""
    return with_conjuncts(c for c in verb.children if c.dep_ in OBJECTS)


def agents(verb: Token) -> list[Token]:
    """Who did it, in a passive: “by X and Y”."""
    return [
        t for c in verb.children if c.dep_ == "agent" for t in with_conjuncts(k for k in c.children if k.dep_ == "pobj")
    ]


def prepositional(token: Token, *prepositions: str) -> list[Token]:
    """Objects of the prepositions on `token`; none given means all."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in ("prep", "dative", "agent") and (not prepositions or child.lower_ in prepositions):
            again = [c for c in child.children if c.dep_ == "conj" and c.lower_ == child.lower_]  # “with A and with B”
            for one in (child, *again):
                found.extend(
                    with_conjuncts(k for k in one.children if k.dep_ in ("pobj", "pcomp")) or _torn_object(one)
                )
    return found


def companions(verb: Token) -> list[Token]:
    """Who did it beside the subject: “like Sweden”, “along with Chad”, “joined, with Ireland and Denmark, in 1973”.

    A bare “with” far from the verb belongs to what stands before it: “left the treaty with Russia”.
    """
    found = prepositional(verb, "like", "alongside")
    for child in verb.children:
        if child.lower_ != "with" or child.dep_ != "prep" or not child.i:
            continue
        before = child.nbor(-1)
        if before.lower_ in _COMPANY or before.text == "," or before.i == verb.i:
            beside = [k for k in child.children if k.dep_ == "pobj"]
            doing = any(t.dep_ in ("acl", "pcomp") for t in child.subtree)  # “left, with Chad hoping to follow”
            found += [] if doing else with_conjuncts(beside)
    for child in verb.children:  # “together with Peru”, where the parser hangs “with” on “together”
        if child.lower_ in _COMPANY:
            found += prepositional(child, "with")
    return found


def _torn_object(preposition: Token) -> list[Token]:
    """“a member of the Forum, the Bank and the Fund”, where the parser hangs the names on “member”."""
    doc, first = preposition.doc, preposition.i + 1
    if any(True for _ in preposition.children) or first >= len(doc):
        return []
    noun = next((t for t in doc[first : first + 6] if t.pos_ in ("PROPN", "NOUN") and t.left_edge.i == first), None)
    if noun is None or noun.dep_ != "conj" or noun.head.i != preposition.head.i:
        return []
    return [noun, *(t for t in noun.conjuncts if t.i > noun.i)]


def attributes(verb: Token) -> list[Token]:
    """Predicate nouns of a copula: “is an observer”, “became the chair”."""
    return with_conjuncts(c for c in verb.children if c.dep_ in ("attr", "oprd", "acomp"))


def clause_tokens(token: Token, leave: frozenset[str] = frozenset({"relcl", "advcl", "parataxis"})) -> Iterator[Token]:
    """The tokens of the clause that `token` heads, without subordinate clauses of the kinds in `leave`."""
    yield token
    for child in token.children:
        if child.dep_ not in leave:
            yield from clause_tokens(child, leave)
