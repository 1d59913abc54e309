"""Openings: subjects that the model takes for a part of the phrase in front of them, given back to their verb.

“In March Kenya's premier, Raila Odinga, resigned”: who resigned is no part of the month. “After talks in Minsk, the
leaders of Russia and Ukraine announced a truce”: nor are they a second name of Minsk. And nouns that only begin a
sentence are no names.
"""

from spacy.tokens import Doc, Token

from comity.reading.capitalised import calendar_words
from comity.reading.frames import event_lexicon

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_NOUNS = ("PROPN", "NOUN")
_DAYS = ("on", "in")
_AT = ("in", "at", "outside", "near")


def mend_openings(doc: Doc) -> None:
    """Give every finite verb without a subject the noun phrase right before it that an opening phrase swallowed."""
    for token in doc:
        if token.is_sent_start and token.lower_ in _AT and token.dep_ == "prep":
            _mend_place(token)
        elif token.is_sent_start and token.tag_ == "NNP":
            _mend_capital(token)
    for verb in doc:
        if verb.dep_ not in ("ROOT", "ccomp") or verb.pos_ != "VERB" or not _is_finite(verb):
            continue
        lefts = list(verb.lefts)
        if any(c.dep_ in _SUBJECTS or c.dep_ == "mark" or c.text in ('"', "?") for c in lefts):
            continue
        for preposition in lefts:
            if preposition.dep_ == "prep" and (subject := _swallowed(preposition, verb)) is not None:
                subject.head = verb
                subject.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in lefts) else "nsubj"
                break


def _mend_capital(noun: Token) -> None:
    """“War broke out between Chad and Libya”: a capital that only begins the sentence, and no name."""
    last = noun.i + 1 >= len(noun.doc)
    if last or noun.ent_type_ or noun.dep_ not in _SUBJECTS or any(noun.children):
        return
    if noun.lower_ in event_lexicon().nouns and noun.nbor().pos_ in ("VERB", "AUX"):
        noun.pos_, noun.tag_, noun.lemma_ = "NOUN", "NN", noun.lower_


def _mend_place(preposition: Token) -> None:
    """“In Kikwit students marched”: a place, and no students of that name."""
    if any(c.dep_ == "pobj" for c in preposition.rights) or preposition.i + 1 >= len(preposition.doc):
        return
    place = preposition.nbor()
    noun = place.head
    plural = noun.tag_ == "NNS" and noun.dep_ in _SUBJECTS and noun.left_edge.i == place.i
    if place.tag_ == "NNP" and place.dep_ == "compound" and plural:
        place.head, place.dep_ = preposition, "pobj"


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in _FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in _FINITE for c in verb.lefts)


def _swallowed(preposition: Token, verb: Token) -> Token | None:
    objects = [c for c in preposition.rights if c.dep_ == "pobj"]
    if len(objects) != 1:
        return None
    noun = objects[0]
    if preposition.lower_ in _DAYS and noun.text in calendar_words():
        return next((c for c in noun.rights if c.dep_ == "appos" and c.pos_ in _NOUNS), None)
    if preposition.lower_ in _DAYS and noun.pos_ in _NOUNS and _reaches(noun, verb) and _part_day(preposition, noun):
        return noun
    return _second_name(preposition, verb)


def _part_day(preposition: Token, noun: Token) -> bool:
    """Make the day in front of a noun the preposition's own object, with the number before it."""
    at = preposition.i + 1
    number = noun.doc[at] if noun.doc[at].like_num else None
    day = noun.doc[at + (number is not None)]
    if day.text not in calendar_words() or day.dep_ == "pobj" or day.right_edge.i >= noun.i:
        return False
    day.head, day.dep_ = preposition, "pobj"
    year = noun.doc[day.i + 1]
    for part in (number, year if year.like_num and year.i < noun.i else None):
        if part is not None:
            part.head, part.dep_ = day, "nummod"
    return True


def _second_name(preposition: Token, verb: Token) -> Token | None:
    """What stands behind a comma as a second name of the phrase's last noun, with the verb right behind it."""
    for token in preposition.subtree:
        behind = token.dep_ == "appos" and token.pos_ in _NOUNS and token.head.dep_ == "pobj"
        if behind and token.doc[token.left_edge.i - 1].text == "," and _reaches(token, verb, closed=False):
            return token
    return None


def _reaches(noun: Token, verb: Token, *, closed: bool = True) -> bool:
    """Whether only auxiliaries and adverbs part the noun phrase from its verb, or a comma that closes an apposition."""
    between = [t for t in noun.doc[noun.right_edge.i + 1 : verb.i] if t.dep_ not in ("aux", "auxpass", "neg", "advmod")]
    return not between or (closed and [t.text for t in between] == [","])
