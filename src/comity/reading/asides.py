"""Asides: since or until when a post is held, told right behind the post or the name of its holder.

“X, in power since 1994”, “X of Chad, who has held the job since May”, “prime minister until the coup of June 1989”.
"""

from spacy.tokens import Doc, Token

from comity.reading.lexicon import words
from comity.reading.page import Page, Timex
from comity.reading.syntax import is_passive, objects
from comity.reading.terms import leaves, leaves_office
from comity.reading.timing import When, ahead, when_of

_UNKNOWN: When = (None, None)
_COMMAS = (",", "–", "—", "(")
_LAND = 4
"""Tokens that “of the Netherlands” may have between the name and its comma."""
_EVENT = 7
"""Tokens between “until” and the date of what ended the term: “until the coup of June 1989”."""
_YEAR = len("2017")
_THIS = ("this", "next")
_NAMED = ("as", "to")


def told_aside(page: Page, ends: tuple[int, ...]) -> When:
    """The term that stands right behind one of these token positions: the end of the post, that of the name."""
    for end in dict.fromkeys(ends):
        if (found := _behind_post(page, end)) != _UNKNOWN:
            return found
    for end in dict.fromkeys(ends):
        at = _past_land(page.doc, end)
        if at is not None and (found := _behind_comma(page, at)) != _UNKNOWN:
            return found
    return _UNKNOWN


def year_beside(page: Page, start: int, end: int) -> When:
    """“this year's chairman of the Union”, “chairman of the Union this year”, of the post from `start` to `end`."""
    doc = page.doc
    low = doc[max(0, start - 3)].idx
    high = doc[min(len(doc), end + 2) - 1]
    for date in page.dates_in(low, high.idx + len(high)):
        before = doc[start - 1].tag_ == "POS" and start > 1 and date.end in (doc[start - 1].idx, _end(doc[start - 1]))
        behind = end < len(doc) and date.start == doc[end].idx and doc[end].lower_ in _THIS
        if date.value is not None and len(date.value) == _YEAR and (before or behind):
            return date.value, date.basis
    return _UNKNOWN


def _end(token: Token) -> int:
    return token.idx + len(token)


def _behind_post(page: Page, end: int) -> When:
    """“president since 1987”, “prime minister until Bashir's coup of 30 June 1989”, “president since X retired”."""
    doc = page.doc
    if end >= len(doc) or doc[end].lower_ not in ("since", "until") or doc[end].is_sent_start:
        return _UNKNOWN
    return _bounded(page, doc[end])


def _bounded(page: Page, word: Token) -> When:
    """What “since” or “until” bounds: by a date, by something dated, by a clause that is dated."""
    date = _date_behind(page, word)
    value, basis = (date.value, date.basis) if date is not None else _of_clause(page, word)
    if value is None:
        return _UNKNOWN
    day = value.strip("/.") if value.startswith("..") or value.endswith("..") else value
    if "/" in day:
        return (value, basis) if word.lower_ == "since" and not value.startswith("..") else _UNKNOWN
    return (f"{day}/..", basis) if word.lower_ == "since" else (f"../{day}", basis)


def _date_behind(page: Page, word: Token) -> Timex | None:
    """The date behind the word, over nouns: “since 1987”, “since the coup of July 1958”."""
    doc = page.doc
    for token in doc[word.i + 1 : min(len(doc), word.i + 2 + _EVENT)]:
        date = next(page.dates_in(token.idx, page.sentence_of(word).span.end_char), None)
        if date is not None and date.start == token.idx:
            return date if date.type == "date" else None
        if token.pos_ in ("VERB", "AUX", "PUNCT", "CCONJ", "SCONJ") or token.is_sent_start:
            return None
    return None


def _of_clause(page: Page, word: Token) -> When:
    """“acting president since her predecessor retired on 30 July”."""
    verb = word.head
    return when_of(page, verb) if word.dep_ == "mark" and verb.pos_ == "VERB" and verb.i > word.i else _UNKNOWN


def _past_land(doc: Doc, end: int) -> int | None:
    """The token behind the comma that closes “Stock of Germany”, “Lemma, 61”; None where no comma does."""
    at = end
    if at < len(doc) and doc[at].lower_ in ("of", "from"):
        closing = (t.i for t in doc[at + 1 : min(len(doc), at + 1 + _LAND)] if t.text in _COMMAS)
        at = next(closing, end)
    if at + 2 < len(doc) and doc[at].text == "," and doc[at + 1].like_num and doc[at + 2].text == ",":
        at += 2
    if at + 1 >= len(doc) or doc[at].text not in _COMMAS or doc[at].is_sent_start:
        return None
    return at + 1


def _behind_comma(page: Page, at: int) -> When:
    word = page.doc[at]
    if word.lower_ in ("who", "whose"):
        return _of_who(page, word) if word.lower_ == "who" else _of_whose(page, word)
    return _of_verb(page, word) if word.tag_ in ("VBD", "VBN") else _in_power(page, at)


def _of_verb(page: Page, verb: Token) -> When:
    """“the secretary-general, Ann Roe of Chad, stepped down in May”, wherever the parse hangs the verb."""
    value, basis = when_of(page, verb)
    left = verb.lemma_ == "leave" and verb.tag_ == "VBD" and not any(_goes_on(c) for c in verb.children)
    if value is None or "/" in value or not (left or leaves(verb) or leaves_office(verb)):
        return _UNKNOWN
    for_good = verb.lemma_ != "leave" or len(value) <= len("2017-01") or leaves_office(verb)
    return (f"../{value}", basis) if for_good else _UNKNOWN


def _goes_on(word: Token) -> bool:
    """“left the room”, “left for Kandy”."""
    return word.dep_ == "dobj" or word.lower_ in ("for", "to", "with")


def _in_power(page: Page, at: int) -> When:
    """“in office since May”, “in power in Malabo since 1979”."""
    doc = page.doc
    if doc[at].lower_ != "in" or at + 3 >= len(doc) or doc[at + 1].lower_ not in words("terms", "power"):
        return _UNKNOWN
    word = next((t for t in doc[at + 2 : at + 5] if t.lower_ == "since"), None)
    return _bounded(page, word) if word is not None else _UNKNOWN


def _of_whose(page: Page, word: Token) -> When:
    """“whose second term expires this year”, “whose mandate ended in May”."""
    noun = word.head
    verb = noun.head
    if noun.lemma_ not in words("offices", "terms_of_office") or verb.lemma_ not in words("offices", "term_verbs"):
        return _UNKNOWN
    value, basis = when_of(page, verb)
    value, basis = ahead(page, (value, basis)) if verb.tag_ in ("VBZ", "VBP") else (value, basis)
    return (f"../{value}", basis) if value is not None and "/" not in value else _UNKNOWN


def _of_who(page: Page, who: Token) -> When:
    """“who has held the job since May”, “who came to power in 1956”, “who was elected in May”, “who quit”."""
    verb = who.head
    if who.dep_ not in ("nsubj", "nsubjpass") or verb.pos_ not in ("VERB", "AUX"):
        return _UNKNOWN
    value, basis = when_of(page, verb)
    if value is None and (word := next((c for c in verb.children if c.lower_ == "since"), None)) is not None:
        value, basis = _bounded(page, word)
    if value is None or any(c.lower_ in _NAMED and _names_post(page, c) for c in verb.children):
        return _UNKNOWN
    if value.endswith("/.."):
        return (value, basis) if _holds(verb) else _UNKNOWN
    if (closed := _of_verb(page, verb)) != _UNKNOWN:
        return closed
    return (f"{value}/..", basis) if "/" not in value and _opens(verb) else _UNKNOWN


def _names_post(page: Page, preposition: Token) -> bool:
    """“who has served as its envoy since May”: the date is of that post."""
    things = [c for c in preposition.children if c.dep_ == "pobj"]
    return any(t.role.start <= c.i < t.role.end for c in things for t in page.titles)


def _holds(verb: Token) -> bool:
    """“has governed”, “has held the job”, “has been in office”: no object but the post or the country."""
    if verb.lemma_ == "be":
        inside = [k for c in verb.children if c.lower_ == "in" for k in c.children]
        return any(t.lower_ in words("terms", "power") for t in inside)
    posts = words("terms", "posts") | words("terms", "power") | words("terms", "lands")
    things = [t for t in objects(verb) if t.pos_ != "PRON"]
    rules = verb.lemma_ in words("terms", "rule") and verb.lemma_ not in ("lead", "head", "hold")
    return (rules and not things) or (verb.lemma_ in words("terms", "rule") and any(t.lower_ in posts for t in things))


def _opens(verb: Token) -> bool:
    """“came to power”, “took office”, “was elected”, “was sworn in”."""
    into = [k for c in verb.children if c.dep_ == "prep" and c.lower_ in ("to", "into") for k in c.children]
    if verb.lemma_ in words("terms", "coming"):
        return any(t.lower_ in words("terms", "power") for t in into)
    if verb.lemma_ in words("terms", "taking_up"):
        taken = words("terms", "power") | words("terms", "posts")
        return any(t.lower_ in taken for t in objects(verb)) and not into
    given = verb.lemma_ in words("terms", "given") | words("terms", "begin")
    return given and is_passive(verb) and not any(c.lower_ == "to" and c.i == verb.i + 1 for c in verb.children)
