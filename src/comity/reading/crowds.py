"""Crowds: groups that have no name, called by the words of their phrase: “Syrian rebels”, “nine policemen”."""

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.capitalised import calendar_words
from comity.reading.frames import event_lexicon, is_any
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.people import slug

_BEFORE = frozenset({"amod", "compound", "nmod"})
_COUNTED = _BEFORE | {"nummod"}
_CLAUSES = frozenset({"relcl", "acl", "pcomp", "appos", "conj"})
_WORDS = 3
"""Words before the noun that may tell which."""
_OF = 7
"""Words that an “of” phrase may have to belong to the name."""
_NOUNS = frozenset({"NN", "NNS", "NNPS"})
_MANY = frozenset({"dozen", "hundred", "hundreds", "thousand", "thousands", "million", "of", "some", "many"})
_SINGLE = ("org:", "person:", "place:")
OF_LANDS = ("ian", "ean", "ese")
"""How adjectives end that tell of a land, wherever they stand: “Rhodesian police” may open a sentence."""
_PLURAL = ("s", "men", "women", "people", "children")


def is_unnamed(reference: Reference) -> bool:
    """“rebels”, “Syrian rebels”, “nine policemen”: a group that only a plural noun tells."""
    if not reference.id.startswith("group:") or reference.id in words("actors", "named_by_a_plural"):
        return False
    head = reference.name.split(" of ")[0].rpartition(" ")[2]
    told = head[:1].islower() and head.endswith(_PLURAL) and reference.id.endswith(head)
    return told or not reference.name[:1].isupper()


def are_people(noun: Token) -> bool:
    """“skippers”, “townspeople”, “aid agencies”: a plural of persons, or of their bodies, who act for themselves."""
    classes, lemma = event_lexicon().classes, noun.lemma_.lower()
    if noun.tag_ != "NNS":
        return _are_such_people(noun) or (noun.tag_ == "NN" and lemma in classes["CROWD_NOUNS"])
    if lemma in words("events/syntax", "circles_of_states"):
        return any(c.dep_ == "amod" and c.text[:1].islower() and not _is_plain(c) for c in noun.lefts)
    told = f"{noun.nbor(-1).lower_} {lemma}" if noun.i else lemma
    if told in classes["BODIES_OF_PEOPLE"] or lemma in classes["BODIES_OF_PEOPLE"]:
        return True
    return lemma in classes["HUMANS"] and not is_any(classes, lemma, "AGENCY", "NOT_ONLY_HUMANS")


def are_called_by_two_words(noun: Token) -> bool:
    """“armed men”, where men alone would be nobody."""
    return any(f"{c.lower_} {noun.lower_}" in words("actors", "groups_by_two_words") for c in noun.lefts)


def are_numbers(noun: Token) -> bool:
    """“Thousands marched”, “hundreds of thousands took to the streets”: people of whom only the number is told."""
    counted = noun.lemma_.lower() in words("events/syntax", "crowd_numbers")
    return counted and not any(c.dep_ == "prep" and c.lower_ in ("of", "from") for c in noun.rights)


def _are_such_people(adjective: Token) -> bool:
    """“asked the rich to share”: an adjective that stands for all people who are so."""
    such = adjective.tag_ in ("JJ", "NN") and adjective.lower_ in words("events/syntax", "people_who_are_so")
    return such and adjective.dep_ in ("dobj", "pobj", "nsubj") and [c.lower_ for c in adjective.lefts] == ["the"]


def by_its_words(page: Page, noun: Token) -> Reference:
    """A group as its phrase describes it: its id by what tells which people, its name as the text has it."""
    start = _start(page, noun)
    text = page.document.text
    called = text[noun.doc[start].idx : noun.idx + len(noun)]
    plural = (
        noun.tag_ in ("NNS", "NNPS") or noun.lemma_ in words("events/syntax", "collectives") or _are_such_people(noun)
    )
    first, last = _counted_from(page, noun, start), _end(noun)
    name = text[noun.doc[first].idx : last.idx + len(last)]
    if page.doc[first].is_sent_start and not _is_name(page, first):
        name = name[:1].lower() + name[1:]  # a capital there makes no name
    return Reference(f"group:{slug(called if plural else _plural(called))}", " ".join(name.split()))


def as_called(page: Page, noun: Token, found: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """“Hutu rebels”, “Polish hauliers”, “two Indians”, who stand for their people or state, under their own name.

    “FARC guerrillas” are the FARC, an organised group that has a name.
    """
    if len(found) != 1 or noun.tag_ not in _NOUNS or found[0].acts_for or found[0].id.startswith(_SINGLE):
        return found
    classes, lemma, many = event_lexicon().classes, noun.lemma_.lower(), noun.tag_ != "NN"
    people = is_any(classes, lemma, "CIVIL", "HUMANS", "ARMED")
    people = people or (many and found[0].id.startswith("region:"))
    people = people or (many and found[0].id.startswith("group:") and is_any(classes, lemma, "AGENCY", "FORCES"))
    before = [c for c in noun.lefts if c.dep_ in _BEFORE]
    organised = found[0].id.startswith("group:") and page.kinds.get(found[0].id, "people") != "people"
    told = people and not organised and any(r.id == found[0].id for c in before for r in page.who(c))
    counted = many and noun.text[:1].isupper() and any(c.dep_ == "nummod" for c in noun.lefts)
    return (Reference(found[0].id, by_its_words(page, noun).name),) if told or counted else found


def as_protesters(found: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """“Several thousand people marched past the embassy”: people who protest are protesters."""
    return tuple(Reference("group:protesters", "people") if _are_just_people(r) else r for r in found)


def _are_just_people(reference: Reference) -> bool:
    """“people”, “some 15,000 people”, “nearly a million people”; not “young people”."""
    before = reference.name.lower().split()[-2:-1]
    counted = not before or before[0] in _MANY or any(c.isdigit() for c in before[0])
    return reference.id == "group:people" and counted


def _is_name(page: Page, at: int) -> bool:
    mention = page.covering.get(at)
    named = mention is not None and mention.form in ("name", "demonym", "capital", "seat")
    return named or page.doc[at].lower_.endswith(OF_LANDS)


def _start(page: Page, noun: Token) -> int:
    """The first word that tells which people they are."""
    telling = [c for c in _before(noun) if c.dep_ in _BEFORE and c.i >= noun.i - _WORDS and not _is_plain(c)]
    while telling and any(t.i not in {w.i for w in telling} for t in page.doc[telling[0].i : noun.i] if not t.is_punct):
        telling = telling[1:]
    start = telling[0].i if telling else noun.i
    start = _phrase_start(page.doc[start], noun)
    whole = page.covering.get(start)
    if whole is not None and whole.form == "demonym" and start < whole.end <= noun.i:
        start = whole.start  # “South Korean activists”
    if start > 1 and page.doc[start - 1].text == "-" and not page.doc[start].is_sent_start:
        start -= 2  # “left-wing students”
    return start


def _phrase_start(first: Token, noun: Token) -> int:
    """“human rights groups”, “trade union leaders”: a first word that itself is of two words."""
    own = [c for c in first.lefts if c.dep_ == "compound" or c.lower_ in words("events/syntax", "set_adjectives")]
    whole = first.dep_ == "compound" and own and first.i - own[0].i == len(own) and noun.i - own[0].i <= _WORDS
    return own[0].i if whole else first.i


def _before(noun: Token) -> list[Token]:
    """The words before a noun that belong to it, also where the parser hangs one on what the noun is joined to."""
    own = list(noun.lefts)
    last = noun.nbor(-1) if noun.i else noun
    astray = (
        noun.dep_ == "conj" and last.dep_ in ("compound", "nmod") and last.head.i == noun.head.i and last.pos_ == "NOUN"
    )
    return [*own, last] if astray else own


def _counted_from(page: Page, noun: Token, start: int) -> int:
    """Where the phrase begins with its number and what else it says: “two former ministers”; not with “about”."""
    near = {c.i for c in noun.lefts if c.dep_ in _COUNTED and c.lower_ not in words("events/syntax", "quantifiers")}
    while start > noun.sent.start and start - 1 in near:
        word = page.doc[start - 1]
        if (word.dep_ == "nummod" and word.n_lefts) or word.text in calendar_words():
            break  # “some 1,500 pupils”, “on 13 May armed men”
        start -= 1
    owner = next((c for c in noun.lefts if c.dep_ == "poss" and c.tag_[:2] == "NN"), None)
    owned = owner is not None and owner.right_edge.i == start - 1 and start - owner.left_edge.i <= _WORDS + 1
    return start if owner is None or not owned else owner.left_edge.i + (owner.left_edge.pos_ == "DET")


def _end(noun: Token) -> Token:
    """The last word of “supporters of the ousted leader”."""
    behind = next((c for c in noun.rights if c.i == noun.i + 1 and c.lower_ == "of"), None)
    phrase = list(behind.subtree) if behind is not None else []
    plain = (
        1 < len(phrase) <= _OF and phrase[-1].i - noun.i == len(phrase) and all(t.dep_ not in _CLAUSES for t in phrase)
    )
    return phrase[-1] if plain and not phrase[-1].is_punct else noun


def _plural(text: str) -> str:
    """“party” as “parties”, “worker” as “workers”; “Rebels”, which the parser takes for a name, as it stands."""
    if text.endswith("s") and not text.endswith("ss"):
        return text
    return text[:-1] + "ies" if text.endswith("y") and text[-2:-1] not in "aeiou" else text + "s"


def _is_plain(word: Token) -> bool:
    """Counts, days and common adjectives do not name a group."""
    return (
        word.like_num
        or (word.tag_ == "VBG" and word.i > 0 and word.nbor(-1).pos_ == "ADP")  # “of financing terrorists”
        or word.tag_ in ("JJR", "JJS")
        or word.text in calendar_words()
        or word.lemma_ in words("events/syntax", "plain_adjectives")
    )
