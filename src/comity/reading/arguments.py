"""Arguments: who stands where around a verb or noun, in the order of an active clause.

Slots are named after their place there: `subj`, `obj`, `iobj`, the prepositions by their own word
(`with`, `to`, `out of`), `oprd`, `attr`, and for nouns also `poss` and `adj`. A slot holds the heads of its phrases.
"""

from spacy.tokens import Token

from comity.reading.antecedents import (
    antecedent,
    antecedents,
    displaced_relative,
    is_relative,
    shared_relative,
    spelled_out,
)
from comity.reading.keeping import kept
from comity.reading.lexicon import words
from comity.reading.phrases import SUBJECTS, VERBAL, coordinated, dependents, syntax_words
from comity.reading.prefixes import is_prefixed
from comity.reading.subjects import surface_subjects

Slots = dict[str, list[Token]]

_PASSED_OVER = frozenset({"punct", "aux", "auxpass", "nsubj", "nsubjpass", "cc", "conj", "advmod", "mark", "neg"})


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
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
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
        elif child.dep_ == "advmod" and child.lower_ in syntax_words("leading_adverbs"):
            for preposition in (c for c in dependents(child) if c.dep_ == "prep"):
                _place(slots, preposition)
    if verb.dep_ == "relcl" and any(c.lower_ == "where" and c.dep_ == "advmod" for c in dependents(verb)):
        slots.setdefault("in", coordinated(verb.head))  # “Niger, where Paris will keep its troops”
    if "obj" not in slots and len(slots.get("oprd", ())) == 2 and verb.lemma_ in syntax_words("calling"):
        slots["obj"], slots["oprd"] = slots["oprd"][:1], slots["oprd"][1:]
    if "obj" not in slots:
        _small_clause(verb, slots)
    if "obj" not in slots:
        _gapped_object(verb, slots)
    if (
        "iobj" not in slots
        and verb.lemma_ in syntax_words("promising")
        and any(c.dep_ == "ccomp" for c in dependents(verb))
    ):
        slots["iobj"] = slots.get("obj", [])  # “promised both neighbours that they may stay”
    if "of" not in slots and verb.lemma_ in syntax_words("of_verbs"):
        slots |= {"of": of} if (of := [t for o in slots.get("obj", ()) for t in noun_slots(o).get("of", ())]) else {}
    if (causer := _causer(verb)) is not None and "by" not in slots:
        slots["obj"], slots["subj"] = surface, surface_subjects(causer)
    elif is_passive(verb):
        slots["iobj" if "obj" in slots else "obj"] = surface
        slots["subj"] = slots.get("by", [])
    else:
        slots["subj"] = surface
    return slots


def _causer(verb: Token) -> Token | None:
    """“had two rivals jailed”, “got him deported”: the verb whose subject has it done; losses are only suffered."""
    have = verb.head
    if verb.dep_ != "ccomp" or verb.tag_ not in ("VBN", "VBD") or have.lemma_ not in syntax_words("having_done"):
        return None
    own = [c for c in dependents(verb) if c.dep_ in SUBJECTS or c.dep_ in ("aux", "auxpass", "mark", "dobj")]
    if len(own) != 1 or own[0].dep_ not in SUBJECTS or not have.i < own[0].i < verb.i:
        return None
    suffered = verb.lemma_ in syntax_words("losses") and own[0].pos_ != "PROPN"
    return None if suffered else have


@kept
def noun_slots(noun: Token) -> Slots:
    """The slots of a noun: `poss`, `adj` (names and demonyms before it), and its prepositions."""
    slots: Slots = {}
    for child in dependents(noun):
        if child.dep_ in ("poss", "nmod", "compound", "amod", "appos"):
            key = {"poss": "poss", "appos": "appos"}.get(child.dep_, "adj")
            if is_prefixed(noun.doc, child.i, "against_prefixes"):
                key = "against"  # “anti-American protests”
            slots.setdefault(key, []).extend(
                _owners(noun, child) if child.tag_ == "WP$" else coordinated(antecedent(child))
            )
            if child.dep_ == "amod" and not _is_backed_other(noun, child):
                _hyphenated(slots, child)
            elif child.dep_ == "compound":
                slots[key].extend(c for c in dependents(child) if c.dep_ in ("amod", "compound", "nmod"))
        elif child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ not in _answering():
            for by in dependents(child):
                if by.dep_ in ("agent", "prep"):
                    _place(slots, by)
        else:
            _place(slots, child)
    if "between" not in slots and noun.dep_ in SUBJECTS:
        for preposition in _between_behind(noun.head):
            _place(slots, preposition)
    return slots


def _between_behind(verb: Token) -> list[Token]:
    """“Clashes broke out on Monday between A and B”, “an accord was reached between them”: the subject's."""
    taken = any(c.dep_ == "dobj" and c.lower_ not in syntax_words("taken_place") for c in dependents(verb))
    near = [] if taken else [c for c in dependents(verb) if c.dep_ == "prep"]
    sites = [t for p in near for t in dependents(p) if t.dep_ == "pobj" and t.pos_ == "PROPN"]  # “in Oman between …”
    return [p for p in (*near, *(c for t in sites for c in dependents(t))) if p.lower_ == "between"]


def _owners(noun: Token, whose: Token) -> list[Token]:
    """“Peru and Chile, whose governments sent troops”: a plural that is owned reaches over all who stand before it."""
    owner = antecedent(whose)
    while noun.tag_ == "NNS" and owner.dep_ == "conj" and owner.head.pos_ == owner.pos_:
        owner = owner.head
    return coordinated(owner)


def _answering() -> frozenset[str]:
    """Verbs behind a noun whose `by` phrase did not do the deed: “a deal mediated by”, “the attack condemned by”."""
    return syntax_words("mediating") | syntax_words("answering")


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
        noun = antecedent(child)
        slots.setdefault("obj", []).extend((noun.i != child.i and spelled_out(noun)) or coordinated(noun))
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
    if (
        child.dep_ not in ("npadvmod", "dobj")
        or child.pos_ != "NOUN"
        or child.head.lemma_ not in syntax_words("calling")
    ):
        return False
    return any(o.head.i == child.head.i and o.i < child.i for o in slots.get("obj", ()))


def _place_preposition(slots: Slots, preposition: Token, name: str) -> None:
    for child in dependents(preposition):
        if child.dep_ in ("pobj", "pcomp"):
            slots.setdefault(name, []).extend(coordinated(antecedent(child)))
        elif child.pos_ == "ADJ" and name == "as":  # “described it as unjust”
            slots.setdefault(name, []).append(child)
        elif child.dep_ == "prep" and name != "according":
            _place_preposition(slots, child, f"{name} {child.lower_}")
            _place_preposition(slots, child, child.lower_)
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            _place_preposition(slots, child, child.lower_)


def _small_clause(verb: Token, slots: Slots) -> None:
    """“let the inspectors back into Natanz”: the subject of a clause without a verb is the object."""
    for child in dependents(verb):
        if child.dep_ == "ccomp" and child.pos_ in ("NOUN", "ADJ") and verb.lemma_ in syntax_words("calling"):
            slots["obj"] = [t for c in dependents(child) if c.dep_ == "nsubj" for t in coordinated(c)]
            slots.setdefault("oprd", []).append(child)
        if child.dep_ == "ccomp" and child.pos_ in ("ADV", "ADP"):
            slots["obj"] = [t for c in dependents(child) if c.dep_ == "nsubj" for t in coordinated(c)]
            for preposition in (c for c in dependents(child) if c.dep_ == "prep"):
                _place(slots, preposition)
        let = child.lemma_ in syntax_words("let_do") and verb.lemma_ == "let"
        if child.dep_ == "ccomp" and (let or (child.tag_ == "VB" and _lets(verb))):
            slots["obj"] = [t for c in dependents(child) if c.dep_ == "nsubj" for t in coordinated(c)]
    if not slots.get("obj"):
        slots.pop("obj", None)


def _lets(verb: Token) -> bool:
    """“allowed the refugees to stay”; what a text allows (“a law that allows it”) is no deed."""
    return verb.lemma_ in syntax_words("letting") and verb.dep_ not in ("relcl", "acl")


def _gapped_object(verb: Token, slots: Slots) -> None:
    """Objects that stand elsewhere: before a relative clause, or behind a coordinated verb that shares them."""
    if displaced := displaced_relative(verb):
        slots["obj"] = antecedents(displaced)
        return
    if _is_misread_relative(verb):
        slots["obj"] = [verb.head]
        return
    if verb.dep_ == "relcl" and not any(is_relative(c) or c.tag_ == "WP$" for c in verb.subtree if c.i < verb.i):
        by_adverb = any(c.tag_ == "WRB" and c.i < verb.i for c in dependents(verb))  # “a summit where he will meet Ho”
        if not by_adverb and any(c.dep_ in SUBJECTS for c in dependents(verb)):
            slots["obj"] = [verb.head]
        return
    if relative := shared_relative(verb):
        slots["obj"] = antecedents(relative)
        return
    after = verb.i + 1
    if after < len(verb.doc) and verb.doc[after].dep_ == "cc":
        for child in dependents(verb):
            if child.dep_ == "conj" and child.pos_ in VERBAL:
                shared = [o for c in dependents(child) if c.dep_ == "dobj" for o in coordinated(c)]
                if shared:
                    slots["obj"] = shared


def _is_misread_relative(verb: Token) -> bool:
    """“a vote that Ukraine and others have condemned”, where the parser takes “that” for a conjunction."""
    if verb.dep_ != "acl" or verb.tag_ not in ("VBD", "VBN", "VBZ", "VBP") or is_passive(verb):
        return False
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in dependents(verb))
    own = any(c.dep_ == "nsubj" for c in dependents(verb))
    return marked and own and verb.head.lemma_ not in syntax_words("clause_nouns")
