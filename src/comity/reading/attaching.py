"""Attaching: heads that the model gives wrongly, mended once in the page's own Doc, in clauses first and then in names.

“vowed on Tuesday to retaliate”: nobody has a Tuesday to retaliate. “Iran's Ali al-Amin and Chad's Idriss Saleh”: a
name is one phrase, and what is joined to it is joined to all of it.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from comity.reading.capitalised import calendar_words
from comity.reading.frames import event_lexicon
from comity.reading.lexicon import words
from comity.reading.name_kinds import is_person
from comity.reading.names import Name
from comity.reading.openings import mend_openings
from comity.reading.relatives import mend_relatives
from comity.reading.roles import role_words
from comity.reading.second_verbs import first_verb

_DATED = frozenset({"DATE", "TIME"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_NOUNS = ("PROPN", "NOUN")
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})
_PARTING = (":", "–", "—")
_AUXILIARY = ("aux", "auxpass")
_LOOSE = ("npadvmod", "dep")
_OWNED = ("of", "in", "at", "for", "to")


def mend_heads(doc: Doc, names: Sequence[Name]) -> None:
    """Give what hangs on the wrong word to the one it belongs to; every name is one phrase afterwards."""
    _mend_clauses(doc)
    _mend_names(doc, names)
    mend_relatives(doc, names)


def _mend_clauses(doc: Doc) -> None:
    """Attach what hangs on the wrong word: infinitives behind dates, origins of people, verbs of another subject."""
    _mend_dated(doc)
    mend_openings(doc)
    for token in doc:
        if token.head.dep_ in _AUXILIARY and token.dep_ in ("mark", *_SUBJECTS):
            token.head = token.head.head  # “Togo is mediating”, where Togo hangs on “is”
        if token.lower_ == "from" and token.dep_ == "prep":
            _mend_origin(token)
        elif token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and (verb := first_verb(token)) is not None:
            _join(token, verb)
            before = doc[token.left_edge.i - 1] if token.left_edge.i else token
            if before.dep_ == "conj" and before.pos_ in _NOUNS and before.head.pos_ in _NOUNS:
                _mend_second_subject(before)
        elif token.dep_ == "conj" and token.pos_ in _NOUNS and token.head.pos_ in _NOUNS:
            _mend_second_subject(token)
        elif token.dep_ == "conj" and token.pos_ == "PROPN" and token.head.pos_ == "VERB":
            _mend_second_object(token)
        elif token.dep_ == "conj" and token.pos_ == "NOUN" and token.head.pos_ == "VERB":
            _mend_second_doer(token)
        elif token.dep_ == "ccomp" and token.i < token.head.i and _runs_on(token):
            token.dep_ = "parataxis"
        elif token.dep_ in ("relcl", "ccomp") and token.tag_ in ("VBD", "VBZ", "VBP"):
            _mend_spliced(token)
        elif token.dep_ in ("relcl", "acl", "advcl") and token.tag_ == "NNS":
            _mend_plural(token)
        elif token.dep_ == "ccomp" and token.tag_ in ("NN", "NNP"):
            _mend_bare_verb(token)
        elif token.text in _PARTING:
            _mend_parted(token)


def _mend_origin(preposition: Token) -> None:
    """“detained 49 soldiers from Chad”: soldiers from Chad, whoever detained them."""
    verb, noun = preposition.head, preposition.nbor(-1) if preposition.i else None
    if noun is None or noun.head.i != verb.i or noun.dep_ not in ("dobj", "nsubjpass") or noun.tag_ != "NNS":
        return
    if verb.lemma_ in words("events/syntax", "done_to_people"):
        preposition.head = noun


def _join(verb: Token, first: Token) -> None:
    """Join a verb to `first`, with the “and” before it and the comma before that."""
    for mark in [c for c in verb.head.rights if c.i < verb.i and c.dep_ in ("cc", "punct")][-2:]:
        if mark.i >= verb.left_edge.i - 2:
            mark.head = first
    verb.head = first


def _mend_second_object(name: Token) -> None:
    """“detained the leader, Ama Sossou, and President Felix Adu”: a name that does nothing is one more object."""
    first = min(t.i for t in name.subtree)
    joined = first > 0 and name.doc[first - 1].lower_ in ("and", "or")
    if not joined or any(c.dep_ in ("nsubj", "dobj", "aux", "attr", "prep") for c in name.children):
        return
    verbs = [v for v in (name.head, *name.head.rights) if v.i < name.i and v.pos_ == "VERB"]
    objects = [c for c in verbs[-1].rights if c.dep_ == "dobj" and c.i < name.i and c.pos_ in ("NOUN", "PROPN")]
    if objects:
        name.head = objects[-1]


def _mend_second_doer(noun: Token) -> None:
    """“was signed by the minister, Ana Roth, and his Swedish colleague”: one more by whom, not one more deed."""
    joint = noun.doc[noun.left_edge.i - 1] if noun.left_edge.i > 2 else noun
    if joint.lower_ != "and" or any(c.dep_ in (*_SUBJECTS, "dobj", "aux", "cop") for c in noun.children):
        return
    by = next((c for c in noun.head.rights if c.dep_ == "agent" and c.i < joint.i), None)
    before = joint.nbor(-2) if joint.nbor(-1).text == "," else joint.nbor(-1)
    doers = [c for c in by.rights if c.dep_ == "pobj"] if by is not None else []
    if doers and before in doers[0].subtree:
        joint.head, noun.head = doers[0], doers[0]


def _mend_second_subject(noun: Token) -> None:
    """“Fiji suspended Chad, and Norway sent aid”: Norway is who sent it, not one more that was suspended."""
    first, after = noun.left_edge.i, noun.right_edge.i + 1
    if first < 2 or after >= len(noun.doc) or noun.head.dep_ in ("conj", *_SUBJECTS):
        return
    behind = noun.doc[after]
    apart = noun.doc[first - 2].text == "," or behind.dep_ in ("aux", "auxpass")
    joined = noun.doc[first - 1].lower_ in ("and", "but") and apart
    verb = behind.head if behind.dep_ in ("aux", "auxpass") else behind
    if not joined or behind.tag_ not in _FINITE or verb.dep_ != "conj" or verb.head not in noun.ancestors:
        return
    if not any(c.dep_ in _SUBJECTS for c in verb.children):
        noun.head, noun.dep_ = verb, "nsubj"


def _runs_on(verb: Token) -> bool:
    """“Oman expelled him; Peru threatens to follow”: a clause in front of another, of which it is no part."""
    later = verb.head
    after, subject = verb.right_edge.i + 1, next((c for c in later.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.i < after or not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts):
        return False
    between = {t.text for t in verb.doc[after : subject.left_edge.i + 1]}
    if ";" in between:
        return True
    own = {c.dep_ for c in later.rights} & {"dobj", "xcomp", "ccomp", "prep", "acomp", "attr"}
    said = later.lemma_ in words("timing", "speech_verbs") and "xcomp" not in own
    return bool(own) and not said and "," in between and not between & _QUOTES


def _mend_spliced(verb: Token) -> None:
    """“Cairo welcomed the accord, Tehran denounced it”: a clause of its own, with subject and object, after a comma."""
    first = verb.left_edge.i
    if not first or verb.doc[first - 1].text != "," or verb.i < verb.head.i:
        return
    lefts, rights = list(verb.lefts), list(verb.rights)
    whole = any(c.dep_ == "nsubj" and c.left_edge.i == first for c in lefts) and any(c.dep_ == "dobj" for c in rights)
    above = verb.head if verb.dep_ == "ccomp" else verb.head.head
    thing = verb.head if verb.dep_ == "relcl" else next((c for c in above.rights if c.dep_ == "dobj"), None)
    if not whole or thing is None or thing.dep_ != "dobj" or thing.i > first or above.pos_ != "VERB":
        return
    if not any(t.tag_ in ("WDT", "WP", "WP$", "WRB") or t.dep_ == "mark" for t in verb.doc[first : verb.i]):
        verb.head, verb.dep_ = above, "conj"


def _mend_parted(mark: Token) -> None:
    """“Relations are bad: protesters burned a flag”: a clause before the mark is no part of the one behind it."""
    for child in (mark.head, *mark.head.lefts):
        if child.i < mark.i < child.head.i and child.dep_ == "ccomp":
            child.dep_ = "parataxis"
    _mend_short(mark)


def _mend_short(mark: Token) -> None:
    """“Oman would not: its envoy called it a trap”: a clause without its verb denies nothing of the one behind it."""
    before = [c for c in mark.head.lefts if c.i < mark.i < mark.head.i and c.dep_ in (*_SUBJECTS, "aux", "neg")]
    auxiliary = next((c for c in before if c.dep_ == "aux"), None)
    behind = any(c.dep_ in _SUBJECTS and c.i > mark.i for c in mark.head.lefts)
    if auxiliary is None or not behind or not any(c.dep_ in _SUBJECTS for c in before):
        return
    for child in before:
        if child.i != auxiliary.i:
            child.head = auxiliary
    auxiliary.dep_ = "parataxis"


def _mend_bare_verb(token: Token) -> None:
    """“demanded that the premier resign”: what looks like a noun is the verb, and what stands before it its subject."""
    lefts = [c for c in token.lefts if c.dep_ != "mark"]
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in token.lefts)
    if not marked or not lefts or token.head.lemma_ not in words("events/syntax", "demanding"):
        return
    subject = token.nbor(-1)
    if subject.pos_ not in ("NOUN", "PROPN") or any(c.pos_ in ("AUX", "VERB") for c in lefts):
        return
    for child in lefts:
        if child.i != subject.i:
            child.head = subject
    subject.head, subject.dep_ = token, "nsubj"
    token.pos_, token.tag_, token.lemma_ = "VERB", "VB", token.lower_


def _mend_plural(token: Token) -> None:
    """“a claim that Lima rejects”, “whom the court accuses”: what looks like a plural is a verb with its subject."""
    subject = token.nbor(-1) if token.i else token
    relative = any(c.lower_ in ("whom", "which", "that") or c.dep_ == "mark" for c in token.lefts)
    if not relative or subject.pos_ not in _NOUNS or subject.head.i != token.i or not token.lower_.endswith("s"):
        return
    subject.dep_ = "nsubj"
    stems = (token.lower_[:-1], token.lower_[:-2])
    known = event_lexicon().verbs
    lemma = next((stem for stem in stems if stem in known), stems[0])
    token.pos_, token.tag_, token.lemma_ = "VERB", "VBZ", lemma


def _mend_dated(doc: Doc) -> None:
    for entity in doc.ents:
        if entity.label_ in _DATED:
            for child in list(entity.root.children):
                verb = _verb_above(entity.root) if _is_infinitive(child) else None
                if verb is not None:
                    child.head, child.dep_ = verb, "xcomp"


def _is_infinitive(token: Token) -> bool:
    return token.dep_ in ("acl", "relcl") and token.tag_ == "VB" and any(c.lower_ == "to" for c in token.lefts)


def _verb_above(date: Token) -> Token | None:
    above = date.head.head if date.dep_ == "pobj" else date.head
    near = above.pos_ in ("VERB", "AUX") and date.dep_ in ("pobj", "npadvmod")
    return above if near and above.i < date.i else None


def _mend_names(doc: Doc, names: Sequence[Name]) -> None:
    """Make every name one phrase, the subject of the verb right behind it where only a day stands before it."""
    for name in names:
        root = _unite(doc, name)
        _mend_dated_subject(doc, name, root)
        _mend_apposition(doc, name, root)
        if is_person(name):
            _mend_holder(root)
            if root.dep_ == "npadvmod" and root.head.pos_ == "VERB" and root.head.i == name.start - 1:
                root.dep_ = "dobj"  # “met Elon Musk”: a name behind a verb is no time


def _unite(doc: Doc, name: Name) -> Token:
    """One root for all words of the name; what hangs on another of its words from outside hangs on the root."""
    span = doc[name.start : name.end]
    tops = [t for t in span if t.head.i == t.i or not name.start <= t.head.i < name.end]
    root = next((t for t in tops if t.dep_ in (*_SUBJECTS, "dobj", "pobj", "conj", "appos", "ROOT")), tops[0])
    for top in tops:
        if top.i != root.i and root not in top.subtree and top.head.i != top.i:
            top.head, top.dep_ = root, "compound"
    for token in span:
        joined = token.i != root.i and any(c.dep_ == "cc" for c in token.rights)
        for child in list(token.rights) if joined else ():
            if child.i >= name.end and child.dep_ in ("conj", "cc"):
                child.head = root
    return root


def _mend_dated_subject(doc: Doc, name: Name, root: Token) -> None:
    """“On Wednesday Trump telephoned him”, where the model reads “on Trump”."""
    day = doc[name.start - 1] if name.start > 1 else None
    if day is None or day.text not in calendar_words() or root.dep_ != "pobj" or root.head.i != day.i - 1:
        return
    behind = doc[name.end] if name.end < len(doc) else None
    if behind is None or behind.tag_ not in _FINITE:
        return
    verb = behind.head if behind.dep_ in ("aux", "auxpass") else behind
    if any(c.dep_ in _SUBJECTS and c.i < verb.i for c in verb.children) or verb in root.subtree:
        return
    day.head, day.dep_ = root.head, "pobj"
    root.head, root.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"


def _mend_holder(person: Token) -> None:
    """“The president of Kenya, William Ruto, apologised”: a person behind the comma holds the post, and is no land."""
    owner = person.head
    if person.dep_ != "appos" or owner.dep_ != "pobj" or owner.head.lower_ not in _OWNED:
        return
    post = owner.head.head
    one = post.tag_ in ("NN", "NNP") and post.i < owner.i
    if owner.pos_ == "PROPN" and one and post.lower_ in role_words():
        person.head = post


def _mend_apposition(doc: Doc, name: Name, root: Token) -> None:
    """“telephoned the emir, Sheikh Tamim al-Thani, and …”: the name behind the comma is the emir's."""
    noun = doc[name.start - 2] if name.start > 1 and doc[name.start - 1].text == "," else None
    if noun is None or root.dep_ not in _LOOSE or noun.pos_ != "NOUN" or noun in root.subtree:
        return
    if noun.dep_ in ("dobj", "pobj", *_SUBJECTS) and doc[name.end : name.end + 1].text in (",", "."):
        root.head, root.dep_ = noun, "appos"
