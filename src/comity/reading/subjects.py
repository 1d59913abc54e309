"""Subjects: who does what a verb tells, followed over coordination, control, relative clauses and gerunds."""

from spacy.tokens import Token

from comity.reading.antecedents import antecedent, antecedents, displaced_relative
from comity.reading.keeping import kept
from comity.reading.phrases import SUBJECTS, VERBAL, coordinated, dependents, opens_clause, syntax_words

_ECHOES = frozenset({"ROOT", "conj", "advcl", "ccomp", "parataxis"})


@kept
def surface_subjects(verb: Token) -> list[Token]:
    """Heads of the grammatical subject; inherited where the clause has none of its own."""
    found = _surface(verb, 0)
    return [*found, *_echoing(verb), *(_alongside(verb, found) if found else [])]


def _surface(verb: Token, depth: int) -> list[Token]:
    if depth > 6:
        return []
    own = [c for c in dependents(verb) if c.dep_ in SUBJECTS and c.dep_ != "expl"]
    if len(own) > 1 and (displaced := displaced_relative(verb)):
        own = [c for c in own if c.i != displaced.i]
    if own:
        if len(own) > 1:  # “his vice-president” and “the movement Renamo” parsed as two
            own = [c for c in own if not (_hyphen_behind(c) and c.nbor(2) in own) and not _is_named_next(c, own)]
        return [t for c in own for t in antecedents(c)]
    if any(c.dep_ == "expl" for c in dependents(verb)):
        return []
    if verb.i and verb.nbor(-1).dep_ == "conj" and opens_clause(verb.nbor(-1)):
        return [verb.nbor(-1)]
    return _inherited(verb, depth + 1) or _opening_name(verb)


def _echoing(verb: Token) -> list[Token]:
    """“Peru welcomed the vote; so did Chile”, “as did Chile”: whoever did the same, in the same sentence."""
    near = [verb.head, *dependents(verb)] if verb.dep_ in ("ccomp", "advcl", "parataxis") else dependents(verb)
    found = [c for c in near if c.lemma_ in ("do", "have") and c.i > verb.i and c.dep_ in _ECHOES]
    same = [d for d in found if any(c.lower_ in ("so", "as") and c.i < d.i for c in dependents(d))]
    subjects = [c for d in same for c in dependents(d) if c.dep_ in SUBJECTS and c.i > d.i]
    if len(same) == 1 and not any(c.dep_ in SUBJECTS for c in dependents(same[0])):
        after = [c for c in dependents(same[0]) if c.dep_ == "dobj" and c.left_edge.i == same[0].i + 1]
        return [t for c in after for t in coordinated(c)]  # “as have NATO and the EU”, parsed as what they have
    return [t for c in subjects for t in coordinated(c)] if len(same) == 1 and not _has_object(same[0]) else []


def _alongside(verb: Token, subjects: list[Token]) -> list[Token]:
    """“Peru applied, together with Chile”, “Peru, along with Chile, applied”: who did it too."""
    around = [*dependents(verb), *(c for s in subjects for c in dependents(s))]
    found = []
    for with_ in (c for near in around for c in (near, *dependents(near)) if c.lower_ == "with" and c.dep_ == "prep"):
        behind = with_.i and with_.nbor(-1).lower_ in syntax_words("jointly")
        object_ = with_.doc[with_.i - 2] if behind and with_.i > 1 else None
        if object_ is None or (object_.pos_ == "PROPN" and object_ not in subjects):
            continue  # “expelled Ana Roth along with Ian Low”: whom it was done to
        found += [t for p in dependents(with_) if p.dep_ == "pobj" and p.pos_ == "PROPN" for t in coordinated(p)]
    return [t for t in found if t not in subjects]


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in ("dobj", "xcomp", "ccomp") and c.i > verb.i for c in dependents(verb))


def _opening_name(verb: Token) -> list[Token]:
    """“Nauru switched its recognition”: a name in front of a verb that the parser takes for an adverbial."""
    if verb.dep_ != "ROOT" or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return []
    names = [c for c in dependents(verb) if c.dep_ == "npadvmod" and c.pos_ == "PROPN" and c.i + 1 == verb.i]
    return [c for c in names if c.ent_type_ not in ("DATE", "TIME")]


def _is_named_next(noun: Token, others: list[Token]) -> bool:
    """“envoys Ana Roth and Luc Martin met him”: the noun only says what those are who are named right behind it."""
    return noun.pos_ == "NOUN" and any(o.pos_ == "PROPN" and o.left_edge.i == noun.i + 1 for o in others)


def _hyphen_behind(token: Token) -> bool:
    return token.i + 2 < len(token.doc) and token.nbor().text == "-"


def _inherited(verb: Token, depth: int) -> list[Token]:
    head, dep = verb.head, verb.dep_
    if dep == "relcl" and _is_first_to(verb, head):
        return _surface(head.head, depth) if head.dep_ == "attr" else _surface(head.head.head, depth)
    if dep in ("relcl", "acl") and not (dep == "acl" and verb.tag_ == "VB"):
        return coordinated(head) if dep == "acl" else [head]
    if dep == "acl":
        return _owners(head, depth)
    if dep == "pcomp":
        return _of_preposition(head, depth)
    if head.i == verb.i:
        return []
    if dep == "conj" and head.pos_ in VERBAL:
        return _surface(head, depth)
    if dep in ("xcomp", "ccomp", "advcl", "acomp", "prep", "dep", "oprd", "attr"):
        return _controller(verb, head, depth)
    return []


def _is_first_to(verb: Token, noun: Token) -> bool:
    """“was the first leader to visit Damascus”, “was among the first to recognise it”: whoever was it."""
    if verb.tag_ != "VB" or not any(c.lower_ == "to" and c.dep_ == "aux" for c in dependents(verb)):
        return False
    among = noun.dep_ == "pobj" and noun.head.lower_ == "among" and noun.head.head.lemma_ == "be"
    return among or (noun.dep_ == "attr" and noun.head.lemma_ in ("be", "become"))


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    """“urged Ukraine to join”: the object; “promised Ukraine to help”, “ready to work”: the subject."""
    if head.pos_ in ("ADJ", "NOUN") or (head.pos_ == "ADV" and verb.dep_ == "xcomp"):
        above = head.head
        return _surface(above, depth) if above.pos_ in VERBAL else coordinated(above)
    if verb.dep_ in ("xcomp", "ccomp") and head.lemma_ not in syntax_words("subject_control"):
        objects = [c for c in dependents(head) if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP" and c.i < verb.i]
        if objects:
            return [t for c in objects for t in coordinated(antecedent(c))]
        called = [
            p
            for c in dependents(head)
            if c.dep_ == "prep" and c.lower_ in syntax_words("laid_on")
            for p in dependents(c)
        ]
        if called and head.lemma_ in syntax_words("prepositional_control"):
            return [t for c in called if c.dep_ == "pobj" for t in coordinated(c)]
    if head.pos_ in VERBAL and (found := _by_whom(verb, head) or _listed_charge(verb, head)):
        return found
    return _surface(_over_occasion(verb, head), depth) if head.pos_ in VERBAL else []


def _by_whom(verb: Token, head: Token) -> list[Token]:
    """“The embassy was hit by bombs, killing three”: what comes of a deed that is suffered is its doer's."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i < head.i or verb.lemma_ not in syntax_words("outcomes"):
        return []
    if not any(c.dep_ == "auxpass" for c in dependents(head)):
        return []
    by = [c for c in dependents(head) if c.dep_ == "agent"]
    return [t for c in by for p in dependents(c) if p.dep_ == "pobj" for t in coordinated(p)]


def _listed_charge(verb: Token, head: Token) -> list[Token]:
    """“accused Chad of breaking the truce, ignoring the pact and …”: every charge is laid on the one accused."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or head.lemma_ not in syntax_words("object_control"):
        return []
    if not any(c.dep_ == "conj" and c.tag_ == "VBG" for c in dependents(verb)):
        return []
    charges = [p for c in dependents(head) if c.lower_ in syntax_words("charged_with") for p in dependents(c)]
    charged = any(p.dep_ == "pcomp" and p.i < verb.i for p in charges)
    return [t for c in dependents(head) if c.dep_ in ("dobj", "nsubjpass") for t in coordinated(c)] if charged else []


def _over_occasion(verb: Token, head: Token) -> Token:
    """“Peru retaliated after the vote was held, announcing …”: a participle behind a comma is of the main clause."""
    occasion = head.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in syntax_words("occasions") for c in dependents(head)
    )
    loose = (
        verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > head.i and verb.doc[verb.left_edge.i - 1].text == ","
    )
    above = loose and occasion and head.head.i < head.i and head.head.pos_ in VERBAL
    return head.head if above and verb.lemma_ not in syntax_words("outcomes") else head


def _of_preposition(preposition: Token, depth: int) -> list[Token]:
    """The subject of a gerund: “accused Iran of helping” – Iran; “responded by recalling” – who responded."""
    above = preposition.head
    if preposition.dep_ == "prep" and above.dep_ == "prep":
        above = above.head
    if above.pos_ not in VERBAL:
        return _charged(above) or _busied(above, depth) or _owners(above, depth)
    if preposition.lower_ in syntax_words("charged_with") and above.lemma_ in syntax_words("object_control"):
        slots = [c for c in dependents(above) if c.dep_ in ("dobj", "nsubjpass")]
        if slots:
            return [t for c in slots for t in coordinated(antecedent(c))]
    joined = preposition.lower_ == "in" and above.lemma_ == "join"
    return _surface(above, depth) + (_objects(above) if joined else [])


def _charged(charges: Token) -> list[Token]:
    """“arrested two men on suspicion of arming rebels”: the men are said to have armed them."""
    verb = charges.head.head
    if charges.dep_ != "pobj" or charges.lemma_ not in syntax_words("charges") or verb.pos_ not in VERBAL:
        return []
    accused = [c for c in dependents(verb) if c.dep_ in ("dobj", "nsubjpass")]
    return [t for c in accused for t in coordinated(antecedent(c))]


def _busied(course: Token, depth: int) -> list[Token]:
    """“is in the process of building”, “on the verge of leaving”: whose process it is, the verb's subject."""
    verb = course.head.head
    courses = course.dep_ == "pobj" and course.lemma_ in syntax_words("courses") and verb.pos_ in VERBAL
    return _surface(verb, depth) if courses else []


def _objects(verb: Token) -> list[Token]:
    return [t for c in dependents(verb) if c.dep_ == "dobj" for t in coordinated(c)]


def _owners(noun: Token, depth: int) -> list[Token]:
    """Whose decision, request or plan it is: “Russia's decision to quit”, “made a promise to help”."""
    for child in dependents(noun):
        if child.dep_ == "poss":
            return coordinated(antecedent(child))
    for child in dependents(noun):
        if child.dep_ == "prep" and child.lower_ in syntax_words("of_whom"):
            found = [t for p in dependents(child) if p.dep_ == "pobj" for t in coordinated(p)]
            if found:
                return found
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in VERBAL:
        return _surface(noun.head, depth)
    return [c for c in dependents(noun) if c.dep_ in ("amod", "compound", "nmod") and c.pos_ in ("ADJ", "PROPN")]
