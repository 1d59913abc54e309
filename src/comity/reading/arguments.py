"""Arguments: who stands where around a verb or noun, followed over coordination, control, relative clauses and voice.

Slots are named after their place in an active clause: `subj`, `obj`, `iobj`, the prepositions by their own word
(`with`, `to`, `out of`), `oprd`, `attr`, and for nouns also `poss` and `adj`. A slot holds the heads of its phrases.
"""

from functools import lru_cache

from spacy.tokens import Token

from comity.reading.keeping import kept
from comity.reading.lexicon import load, words

Slots = dict[str, list[Token]]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PASSED_OVER = frozenset({"punct", "aux", "auxpass", "nsubj", "nsubjpass", "cc", "conj", "advmod", "mark", "neg"})
_VERBAL = frozenset({"VERB", "AUX"})


@lru_cache(maxsize=32)
def _words(key: str) -> frozenset[str]:
    return frozenset(load("events/syntax")[key])


@kept
def dependents(token: Token) -> list[Token]:
    """The token's children in the parse, in order of the text."""
    return list(token.children)


@kept
def coordinated(token: Token) -> list[Token]:
    """The token and what is coordinated below it, in order of the text."""
    found = [token]
    for child in dependents(token):
        joined = child.dep_ == "conj" and child.pos_ not in _VERBAL and not _opens_clause(child)
        if joined or (child.dep_ == "appos" and _lists_on(token, child)):
            found.extend(coordinated(child))
    return found


def _opens_clause(name: Token) -> bool:
    """“regretted the vote and Peru announced a ban”: a name joined to a common noun, with a verb right behind it."""
    if name.pos_ != "PROPN" or name.head.pos_ != "NOUN" or name.head.dep_ not in ("dobj", "pobj"):
        return False
    verb = name.nbor() if name.i + 1 < len(name.doc) else None
    finite = verb is not None and verb.tag_ in ("VBD", "VBZ") and verb.dep_ in ("ccomp", "conj", "advcl", "dep")
    return verb is not None and finite and not any(c.dep_ in _SUBJECTS for c in dependents(verb))


def _lists_on(token: Token, apposed: Token) -> bool:
    """“Argentina, Egypt, Ethiopia and Iran” parsed as an apposition: names that a comma parts and “and” closes."""
    if token.pos_ != "PROPN" or apposed.pos_ != "PROPN":
        return False
    return token.nbor().text == "," and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in dependents(apposed))


@kept
def is_passive(verb: Token) -> bool:
    """Whether the grammatical subject undergoes the verb, also in “backed by Moscow” and “was seized and flown out”."""
    auxiliaries = [c for c in dependents(verb) if c.dep_ in ("aux", "auxpass", "nsubjpass")]
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in auxiliaries):
        return True
    if verb.tag_ != "VBN" or any(c.lemma_ == "have" or c.lower_ == "having" for c in auxiliaries):
        return False
    if any(c.dep_ == "nsubj" for c in dependents(verb)) and any(c.dep_ == "dobj" for c in dependents(verb)):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in _VERBAL:
        return is_passive(verb.head) and not any(c.dep_ == "nsubj" for c in dependents(verb))
    return verb.dep_ in ("acl", "relcl", "advcl", "amod", "xcomp", "ccomp", "pcomp", "oprd", "ROOT")


@kept
def verb_slots(verb: Token) -> Slots:
    """The slots of a verb, in active order: the `by` phrase of a passive is its subject."""
    slots: Slots = {}
    surface = surface_subjects(verb)
    for child in dependents(verb):
        if child.dep_ not in _PASSED_OVER:
            _place(slots, child)
        elif child.dep_ == "advmod" and child.lower_ in _words("leading_adverbs"):
            for preposition in (c for c in dependents(child) if c.dep_ == "prep"):
                _place(slots, preposition)
    if verb.dep_ == "relcl" and any(c.lower_ == "where" and c.dep_ == "advmod" for c in dependents(verb)):
        slots.setdefault("in", coordinated(verb.head))  # “Niger, where Paris will keep its troops”
    if "obj" not in slots and len(slots.get("oprd", ())) == 2 and verb.lemma_ in _words("calling"):
        slots["obj"], slots["oprd"] = slots["oprd"][:1], slots["oprd"][1:]
    if "obj" not in slots:
        _small_clause(verb, slots)
    if "obj" not in slots:
        _gapped_object(verb, slots)
    if "iobj" not in slots and verb.lemma_ in _words("promising") and any(c.dep_ == "ccomp" for c in dependents(verb)):
        slots["iobj"] = slots.get("obj", [])  # “promised both neighbours that they may stay”
    if "of" not in slots and verb.lemma_ in _words("of_verbs"):
        slots |= {"of": of} if (of := [t for o in slots.get("obj", ()) for t in noun_slots(o).get("of", ())]) else {}
    if is_passive(verb):
        slots["iobj" if "obj" in slots else "obj"] = surface
        slots["subj"] = slots.get("by", [])
    else:
        slots["subj"] = surface
    return slots


@kept
def noun_slots(noun: Token) -> Slots:
    """The slots of a noun: `poss`, `adj` (names and demonyms before it), and its prepositions."""
    slots: Slots = {}
    for child in dependents(noun):
        if child.dep_ in ("poss", "nmod", "compound", "amod", "appos"):
            key = {"poss": "poss", "appos": "appos"}.get(child.dep_, "adj")
            slots.setdefault(key, []).extend(coordinated(_antecedent(child)))
            if child.dep_ == "amod" and not _is_backed_other(noun, child):
                _hyphenated(slots, child)
            elif child.dep_ == "compound":
                slots[key].extend(c for c in dependents(child) if c.dep_ in ("amod", "compound", "nmod"))
        elif child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ not in _words("mediating"):
            for by in dependents(child):
                if by.dep_ in ("agent", "prep"):
                    _place(slots, by)
        else:
            _place(slots, child)
    return slots


def _is_backed_other(noun: Token, participle: Token) -> bool:
    """“Russia-backed Syrian troops”: who backs them is not whose they are."""
    backed = participle.lower_ in words("relations", "backed")
    return backed and any(c.dep_ in ("amod", "compound", "nmod") and c.ent_type_ for c in noun.lefts if c != participle)


def _hyphenated(slots: Slots, child: Token) -> None:
    """“French-brokered plan”, “U.S.-led coalition”: the name before the participle is its agent."""
    if child.tag_ in ("VBN", "JJ", "VBD"):
        for part in dependents(child):
            if part.dep_ in ("npadvmod", "amod", "compound", "nmod", "advmod"):
                slots.setdefault("adj", []).append(part)


def _place(slots: Slots, child: Token) -> None:
    dep = child.dep_
    if _says_what(child, slots):
        slots.setdefault("oprd", []).append(child)
    elif dep == "dobj":
        slots.setdefault("obj", []).extend(coordinated(_antecedent(child)))
    elif (
        dep in ("prep", "agent")
        or (dep == "dative" and child.pos_ == "ADP")
        or (dep == "prt" and any(dependents(child)))
    ):
        _place_preposition(slots, child, child.lower_)
    elif dep == "dative":
        slots.setdefault("iobj", []).extend(coordinated(child))
    elif dep in ("attr", "oprd", "acomp"):
        slots.setdefault(dep, []).extend(coordinated(child))


def _says_what(child: Token, slots: Slots) -> bool:
    """“branded France a bully”, “branded it a crime”: the second noun says what the first one is."""
    if child.dep_ not in ("npadvmod", "dobj") or child.pos_ != "NOUN" or child.head.lemma_ not in _words("calling"):
        return False
    return any(o.head.i == child.head.i and o.i < child.i for o in slots.get("obj", ()))


def _place_preposition(slots: Slots, preposition: Token, name: str) -> None:
    for child in dependents(preposition):
        if child.dep_ in ("pobj", "pcomp"):
            slots.setdefault(name, []).extend(coordinated(_antecedent(child)))
        elif child.dep_ == "prep" and name != "according":
            _place_preposition(slots, child, f"{name} {child.lower_}")
            _place_preposition(slots, child, child.lower_)
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            _place_preposition(slots, child, child.lower_)


def _small_clause(verb: Token, slots: Slots) -> None:
    """“let the inspectors back into Natanz”: the subject of a clause without a verb is the object."""
    for child in dependents(verb):
        if child.dep_ == "ccomp" and child.pos_ in ("NOUN", "ADJ") and verb.lemma_ in _words("calling"):
            slots["obj"] = [t for c in dependents(child) if c.dep_ == "nsubj" for t in coordinated(c)]
            slots.setdefault("oprd", []).append(child)
        if child.dep_ == "ccomp" and child.pos_ in ("ADV", "ADP"):
            slots["obj"] = [t for c in dependents(child) if c.dep_ == "nsubj" for t in coordinated(c)]
            for preposition in (c for c in dependents(child) if c.dep_ == "prep"):
                _place(slots, preposition)
        if child.dep_ == "ccomp" and child.lemma_ in _words("let_do") and verb.lemma_ == "let":
            slots["obj"] = [t for c in dependents(child) if c.dep_ == "nsubj" for t in coordinated(c)]
    if not slots.get("obj"):
        slots.pop("obj", None)


def _gapped_object(verb: Token, slots: Slots) -> None:
    """Objects that stand elsewhere: before a relative clause, or behind a coordinated verb that shares them."""
    if displaced := _displaced(verb):
        slots["obj"] = _antecedents(displaced)
        return
    if _is_misread_relative(verb):
        slots["obj"] = [verb.head]
        return
    if verb.dep_ == "relcl" and not any(_is_relative(c) or c.tag_ == "WP$" for c in verb.subtree if c.i < verb.i):
        if any(c.dep_ in _SUBJECTS for c in dependents(verb)):
            slots["obj"] = [verb.head]
        return
    if relative := _shared_relative(verb):
        slots["obj"] = _antecedents(relative)
        return
    after = verb.i + 1
    if after < len(verb.doc) and verb.doc[after].dep_ == "cc":
        for child in dependents(verb):
            if child.dep_ == "conj" and child.pos_ in _VERBAL:
                shared = [o for c in dependents(child) if c.dep_ == "dobj" for o in coordinated(c)]
                if shared:
                    slots["obj"] = shared


def _is_misread_relative(verb: Token) -> bool:
    """“a vote that Ukraine and others have condemned”, where the parser takes “that” for a conjunction."""
    if verb.dep_ != "acl" or verb.tag_ not in ("VBD", "VBN", "VBZ", "VBP") or is_passive(verb):
        return False
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in dependents(verb))
    own = any(c.dep_ == "nsubj" for c in dependents(verb))
    return marked and own and verb.head.lemma_ not in _words("clause_nouns")


def _displaced(verb: Token) -> Token | None:
    """A relative pronoun that the parser takes for a second subject: “the offer that Chad rejected”."""
    subjects = [c for c in dependents(verb) if c.dep_ == "nsubj"]
    return next((c for c in subjects if _is_relative(c)), None) if len(subjects) > 1 else None


def _shared_relative(verb: Token) -> Token | None:
    """“which Israel captured in 1967 and annexed in 1981”: the relative pronoun is the object of both."""
    first = verb.head
    if (
        verb.dep_ != "conj"
        or first.dep_ != "relcl"
        or any(c.dep_ in ("auxpass", "xcomp", "ccomp") for c in verb.children)
    ):
        return None
    return next((c for c in dependents(first) if c.dep_ == "dobj" and c.i < first.i and _is_relative(c)), None)


def _is_relative(token: Token) -> bool:
    return token.lower_ in _RELATIVE and token.tag_ in ("WDT", "WP", "IN", "DT", "WP$") and token.dep_ != "mark"


def _antecedent(token: Token) -> Token:
    """The noun a relative pronoun stands for, or the token itself."""
    if token.tag_ not in ("WDT", "WP", "WP$") and not (token.lower_ == "that" and token.dep_ in _SUBJECTS):
        return token
    for ancestor in token.ancestors:
        if ancestor.dep_ == "relcl" and ancestor.head.i < token.i:
            return ancestor.head
    return token


def _antecedents(token: Token) -> list[Token]:
    """What a relative pronoun stands for; a plural verb reaches over the whole coordination before it."""
    noun = _antecedent(token)
    if noun.i == token.i:
        return coordinated(token)
    if deed := _deed_behind(token, noun):
        return [deed]
    if counted := _counted_among(noun):
        return counted
    plural = any(t.tag_ == "VBP" for t in (token.head, *dependents(token.head)))
    if token.lower_ == "which" and _is_of_all(token, noun):
        return coordinated(noun)
    while plural and noun.dep_ == "conj" and noun.tag_ in ("NNP", "NN"):
        noun = noun.head
    return coordinated(noun) if plural else [noun]


def _deed_behind(relative: Token, noun: Token) -> Token | None:
    """“the strike on the town that killed forty”: what the parser says of the town is said of the strike."""
    if noun.dep_ != "pobj" or noun.pos_ != "NOUN" or relative.head.lemma_ not in _words("outcomes"):
        return None
    deed = noun.head.head
    struck = noun.lemma_ in _words("struck_places") and noun.head.lower_ in _words("striking")
    return deed if struck and deed.pos_ == "NOUN" and deed.lemma_ in _words("blows") else None


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


@kept
def surface_subjects(verb: Token) -> list[Token]:
    """Heads of the grammatical subject; inherited where the clause has none of its own."""
    return _surface(verb, 0)


def _surface(verb: Token, depth: int) -> list[Token]:
    if depth > 6:
        return []
    own = [c for c in dependents(verb) if c.dep_ in _SUBJECTS and c.dep_ != "expl"]
    if len(own) > 1 and (displaced := _displaced(verb)):
        own = [c for c in own if c.i != displaced.i]
    if own:
        if len(own) > 1:  # “his vice-president” and “the movement Renamo” parsed as two
            own = [c for c in own if not (_hyphen_behind(c) and c.nbor(2) in own) and not _is_named_next(c, own)]
        return [t for c in own for t in _antecedents(c)]
    if any(c.dep_ == "expl" for c in dependents(verb)):
        return []
    if verb.i and verb.nbor(-1).dep_ == "conj" and _opens_clause(verb.nbor(-1)):
        return [verb.nbor(-1)]
    return _inherited(verb, depth + 1) or _opening_name(verb)


def _opening_name(verb: Token) -> list[Token]:
    """“Nauru switched its recognition”: a name in front of a verb that the parser takes for an adverbial."""
    if verb.dep_ != "ROOT" or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return []
    names = [c for c in dependents(verb) if c.dep_ == "npadvmod" and c.pos_ == "PROPN" and c.i + 1 == verb.i]
    return [c for c in names if c.ent_type_ not in ("DATE", "TIME")]


def _is_named_next(noun: Token, others: list[Token]) -> bool:
    name = noun.nbor() if noun.pos_ == "NOUN" and noun.i + 1 < len(noun.doc) else None
    return name is not None and name.pos_ == "PROPN" and name in others


def _hyphen_behind(token: Token) -> bool:
    return token.i + 2 < len(token.doc) and token.nbor().text == "-"


def _inherited(verb: Token, depth: int) -> list[Token]:
    head, dep = verb.head, verb.dep_
    if dep in ("relcl", "acl") and not (dep == "acl" and verb.tag_ == "VB"):
        return coordinated(head) if dep == "acl" else [head]
    if dep == "acl":
        return _owners(head, depth)
    if dep == "pcomp":
        return _of_preposition(head, depth)
    if head.i == verb.i:
        return []
    if dep == "conj" and head.pos_ in _VERBAL:
        return _surface(head, depth)
    if dep in ("xcomp", "ccomp", "advcl", "acomp", "prep", "dep", "oprd", "attr"):
        return _controller(verb, head, depth)
    return []


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    """“urged Ukraine to join”: the object; “promised Ukraine to help”, “ready to work”: the subject."""
    if head.pos_ in ("ADJ", "NOUN") or (head.pos_ == "ADV" and verb.dep_ == "xcomp"):
        above = head.head
        return _surface(above, depth) if above.pos_ in _VERBAL else coordinated(above)
    if verb.dep_ in ("xcomp", "ccomp") and head.lemma_ not in _words("subject_control"):
        objects = [c for c in dependents(head) if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP" and c.i < verb.i]
        if objects:
            return [t for c in objects for t in coordinated(_antecedent(c))]
        called = [
            p for c in dependents(head) if c.dep_ == "prep" and c.lower_ in _words("laid_on") for p in dependents(c)
        ]
        if called and head.lemma_ in _words("prepositional_control"):
            return [t for c in called if c.dep_ == "pobj" for t in coordinated(c)]
    if head.pos_ in _VERBAL and (by := _by_whom(verb, head)):
        return by
    return _surface(_over_occasion(verb, head), depth) if head.pos_ in _VERBAL else []


def _by_whom(verb: Token, head: Token) -> list[Token]:
    """“The embassy was hit by bombs, killing three”: what comes of a deed that is suffered is its doer's."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i < head.i or verb.lemma_ not in _words("outcomes"):
        return []
    if not any(c.dep_ == "auxpass" for c in dependents(head)):
        return []
    by = [c for c in dependents(head) if c.dep_ == "agent"]
    return [t for c in by for p in dependents(c) if p.dep_ == "pobj" for t in coordinated(p)]


def _over_occasion(verb: Token, head: Token) -> Token:
    """“Peru retaliated after the vote was held, announcing …”: a participle behind a comma is of the main clause."""
    occasion = head.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in _words("occasions") for c in dependents(head)
    )
    loose = (
        verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > head.i and verb.doc[verb.left_edge.i - 1].text == ","
    )
    above = loose and occasion and head.head.i < head.i and head.head.pos_ in _VERBAL
    return head.head if above and verb.lemma_ not in _words("outcomes") else head


def _of_preposition(preposition: Token, depth: int) -> list[Token]:
    """The subject of a gerund: “accused Iran of helping” – Iran; “responded by recalling” – who responded."""
    above = preposition.head
    if preposition.dep_ == "prep" and above.dep_ == "prep":
        above = above.head
    if above.pos_ not in _VERBAL:
        return _owners(above, depth)
    if preposition.lower_ in _words("charged_with") and above.lemma_ in _words("object_control"):
        slots = [c for c in dependents(above) if c.dep_ in ("dobj", "nsubjpass")]
        if slots:
            return [t for c in slots for t in coordinated(_antecedent(c))]
    joined = preposition.lower_ == "in" and above.lemma_ == "join"
    return _surface(above, depth) + (_objects(above) if joined else [])


def _objects(verb: Token) -> list[Token]:
    return [t for c in dependents(verb) if c.dep_ == "dobj" for t in coordinated(c)]


def _owners(noun: Token, depth: int) -> list[Token]:
    """Whose decision, request or plan it is: “Russia's decision to quit”, “made a promise to help”."""
    for child in dependents(noun):
        if child.dep_ == "poss":
            return coordinated(_antecedent(child))
    for child in dependents(noun):
        if child.dep_ == "prep" and child.lower_ in _words("of_whom"):
            found = [t for p in dependents(child) if p.dep_ == "pobj" for t in coordinated(p)]
            if found:
                return found
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in _VERBAL:
        return _surface(noun.head, depth)
    return [c for c in dependents(noun) if c.dep_ in ("amod", "compound", "nmod") and c.pos_ in ("ADJ", "PROPN")]


def inner_noun(token: Token) -> Token:
    """The noun that counts: “a series of talks” – talks, “tens of thousands of troops” – troops."""
    while token.lemma_.lower() in _words("partitives") or (token.pos_ == "NUM" and token.dep_ != "nummod"):
        inner = [
            p
            for c in dependents(token)
            if c.dep_ == "prep" and c.lower_ == "of"
            for p in dependents(c)
            if p.dep_ == "pobj"
        ]
        if not inner:
            return token
        token = inner[0]
    return token
