"""Crowds: groups that have no name, called by the words of their phrase: “Syrian rebels”, “nine policemen”."""

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.capitalised import calendar_words
from comity.reading.frames import event_lexicon
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
        return noun.tag_ == "NN" and lemma in classes["CROWD_NOUNS"]
    told = f"{noun.nbor(-1).lower_} {lemma}" if noun.i else lemma
    if told in classes["BODIES_OF_PEOPLE"] or lemma in classes["BODIES_OF_PEOPLE"]:
        return True
    return lemma in classes["HUMANS"] and lemma not in classes["AGENCY"] | classes["NOT_ONLY_HUMANS"]


def by_its_words(page: Page, noun: Token) -> Reference:
    """A group as its phrase describes it: its id by what tells which people, its name as the text has it."""
    start = _start(page, noun)
    text = page.document.text
    called = text[noun.doc[start].idx : noun.idx + len(noun)]
    plural = noun.tag_ in ("NNS", "NNPS") or noun.lemma_ in words("events/syntax", "collectives")
    first, last = _counted_from(page, noun, start), _end(noun)
    name = text[noun.doc[first].idx : last.idx + len(last)]
    if page.doc[first].is_sent_start and not _is_name(page, first):
        name = name[:1].lower() + name[1:]  # a capital there makes no name
    return Reference(f"group:{slug(called if plural else _plural(called))}", " ".join(name.split()))


def _is_name(page: Page, at: int) -> bool:
    mention = page.covering.get(at)
    return mention is not None and mention.form in ("name", "demonym", "capital", "seat")


def _start(page: Page, noun: Token) -> int:
    """The first word that tells which people they are."""
    telling = [c for c in noun.lefts if c.dep_ in _BEFORE and c.i >= noun.i - _WORDS and not _is_plain(c)]
    while telling and any(t.i not in {w.i for w in telling} for t in page.doc[telling[0].i : noun.i] if not t.is_punct):
        telling = telling[1:]
    start = telling[0].i if telling else noun.i
    if start > 1 and page.doc[start - 1].text == "-" and not page.doc[start].is_sent_start:
        start -= 2  # “left-wing students”
    return start


def _counted_from(page: Page, noun: Token, start: int) -> int:
    """Where the phrase begins with its number and what else it says: “two former ministers”; not with “about”."""
    near = {c.i for c in noun.lefts if c.dep_ in _COUNTED and c.lower_ not in words("events/syntax", "quantifiers")}
    while start > noun.sent.start and start - 1 in near:
        number = page.doc[start - 1]
        if number.dep_ == "nummod" and number.n_lefts:
            break  # “some 1,500 pupils”
        start -= 1
    return start


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
        or word.tag_ in ("JJR", "JJS")
        or word.text in calendar_words()
        or word.lemma_ in words("events/syntax", "plain_adjectives")
    )
