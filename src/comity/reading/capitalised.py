"""Capitalised words: runs of them that may name somebody, and the pieces that a run falls into at “and” or “in”."""

from collections.abc import Iterator, Set
from functools import lru_cache

from spacy.tokens import Doc, Token

from comity.reading.lexicon import load, words
from comity.reading.spotting import surface_words


def is_capital(token: Token) -> bool:
    """Whether the word is written as names are: “Xi”, “al-Sisi”, “eMedia”."""
    return _is_capital_word(token.text)


@lru_cache(maxsize=8192)
def _is_capital_word(text: str) -> bool:
    if not text[:1].isalpha():
        return False
    return text[0].isupper() or (len(text) > 3 and text[:2].islower() and text[2].isupper())


def capital_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words and the small ones between them (“of”, “and”), as first token and end."""
    connectors = words("actors", "connectors")
    capital = [_is_capital_word(text) for text in surface_words(doc)]
    i, n = 0, len(doc)
    while i < n:
        if not capital[i] or (doc[i].is_sent_start and _opens_sentence_only(doc[i])):
            i += 1
            continue
        end = i + 1
        while end < n:
            if doc[end].is_sent_start and doc[end - 1].text != "." and not doc[end - 1].is_title:
                break
            if capital[end] and not doc[end].is_sent_start:
                end += 1
                continue
            gap = end
            while gap < n and gap - end < 3 and _connects(doc[gap], connectors) and not doc[gap].is_sent_start:
                gap += 1
            if gap > end and gap < n and capital[gap]:
                end = gap + 1
                continue
            if hyphenates(doc, end, n):
                end += 2
                continue
            if _owns(doc, end, n):
                end += 2
                continue
            if doc[end].text == "." and len(doc[end - 1]) == 1 and end + 1 < n and is_capital(doc[end + 1]):
                end += 1
                continue
            break
        yield i, end
        i = end


def _connects(token: Token, connectors: Set[str]) -> bool:
    """Small words between capitals; “on” only inside one name: “the Convention on Human Rights”."""
    inside = token.lower_ == "on" and token.ent_type_ == "ORG" and token.ent_iob_ == "I"
    return inside or token.lower_ in connectors


def hyphenates(doc: Doc, at: int, n: int) -> bool:
    """“Lee Sang-min”, “Economic Co-operation”: a name whose second part is written small."""
    if at < 1 or doc[at].text != "-" or at + 1 >= n or doc[at - 1].whitespace_ or doc[at].whitespace_:
        return False
    after = doc[at + 1]
    if doc[at - 1].text == "Co" and after.lower_ in words("actors", "co_words"):
        return True
    noun = after.tag_ in ("NN", "NNP") and len(after) <= 6 and after.is_lower and after.is_alpha
    return noun and doc[at - 1].ent_type_ == "PERSON"


def _owns(doc: Doc, at: int, n: int) -> bool:
    """“the People's Rally for Progress”: a possessive inside a name, behind one of the nouns that names begin with."""
    if at < 1 or at + 1 >= n or doc[at].tag_ != "POS" or doc[at - 1].lower_ not in words("actors", "name_owners"):
        return False
    return is_capital(doc[at + 1]) and is_capital(doc[at - 1]) and not doc[at + 1].is_sent_start


def _opens_sentence_only(token: Token) -> bool:
    """A capital that stands only because a sentence begins: no proper noun, and no name to the right."""
    return token.pos_ not in ("PROPN", "NOUN", "ADJ", "X") or token.is_stop


def past_calendar(doc: Doc, start: int, end: int) -> int:
    """“On Monday Suu Kyi”, “In May Merkel”: where the name begins behind the day or month."""
    if doc[start].text not in calendar_words():
        return start
    dated = start and doc[start - 1].lower_ in words("actors", "calendar_openers")
    first = start
    while start < end and doc[start].text in calendar_words() and (dated or doc[start].ent_type_ == "DATE"):
        start += 1
    while first < start < end and not is_capital(doc[start]):
        start += 1  # “On Monday the Security Council”
    return start


@lru_cache(maxsize=1)
def calendar_words() -> frozenset[str]:
    """Months and days of the week, as they are written."""
    names = load("dates")["names"]
    return frozenset(w for key in ("MONTH", "MODAL_MONTH", "WEEKDAY", "WEEKDAYS") for w in names[key])


def pieces(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The run cut at connectors that do not belong inside a name: “India and Pakistan”, “Xi in Beijing”."""
    heads, joiners = words("actors", "organisation_heads"), {"and", "of", "for", "on", "the"}
    cut = start
    for i in range(start + 1, end):
        low = doc[i].lower_
        if is_capital(doc[i]) or low in words("actors", "person_connectors") or doc[i].text == ".":
            continue
        if hyphenates(doc, i - 1, end) or _owns(doc, i, len(doc)):
            continue
        known = low in joiners and any(doc[j].lower_ in heads for j in range(cut, i))
        known = known or (low == "in" and _has_purpose(doc, cut, i, heads) and _is_continental(doc, i + 1, end))
        if i == cut + 1 and doc[cut].is_sent_start and doc[cut].lower_ in words("actors", "possessed_nouns"):
            known = False  # “Forces of Khalifa Haftar”, with the capital of the sentence
        inside_organisation = known or (low == "and" and any(doc[j].lower_ in heads for j in range(i + 1, end)))
        if inside_organisation and low == "and" and not _and_joins(doc, i, cut):
            inside_organisation = False
        if not inside_organisation:
            if cut < i:
                yield cut, i
            cut = i + 1
    if cut < end:
        yield cut, end


def _has_purpose(doc: Doc, start: int, end: int, heads: Set[str]) -> bool:
    """“the Bank for Economic Development” in “… in Africa”: a body that is said to be for something."""
    told = [i for i in range(start, end) if doc[i].lower_ in heads]
    return bool(told) and any(doc[i].lower_ == "for" for i in range(told[0], end))


def _is_continental(doc: Doc, start: int, end: int) -> bool:
    """“in Latin America”, where no single state follows."""
    return any(doc[i].lower_ in words("actors", "continents") for i in range(start, min(start + 2, end)))


def _and_joins(doc: Doc, conjunction: int, start: int) -> bool:
    """“Strategic and International Studies” joins; “Foreign Ministry and President Putin” does not."""
    before = {t.lower_ for t in doc[start:conjunction]}
    inside = all(t.ent_type_ == "ORG" for t in doc[start : conjunction + 2])
    modifies = doc[conjunction - 1].dep_ in ("nmod", "compound", "amod")
    if start and doc[start - 1].lower_ == "the" and (inside or modifies):
        return True  # “the Justice and Equality Movement”
    return bool(before & {"of", "for", "on"}) and doc[conjunction - 1].ent_type_ in ("ORG", "FAC", "")
