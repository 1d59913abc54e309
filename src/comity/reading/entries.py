"""Entries: the day that a live report or a chronology tells of, where each entry stands under its time."""

from spacy.tokens import Token

from comity.reading.page import Page, Timex

When = tuple[str | None, str | None]

_UNKNOWN: When = (None, None)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_VERBAL = ("VERB", "AUX")
_APART = frozenset({"relcl", "acl", "appos"})
_STAMPS = 3
_DAY = len("2024-07-05")
_HEADS = ".:–—|"
"""What closes the date that an entry begins with."""


def day_of_live_report(page: Page, token: Token) -> When:
    """Entries of a live report, each under its clock time, tell in the present what happens on the day."""
    published = page.document.published
    if published is None or not _is_present(_verb(token)):
        return _UNKNOWN
    stamps = [p.start for p in page.passages if p.kind == "stamp" and page.document.text[p.start].isdigit()]
    if len(stamps) < _STAMPS or token.idx < stamps[0]:
        return _UNKNOWN
    return published, "relative"


def day_of_entry(page: Page, token: Token) -> When:
    """“17 March. Obama imposes sanctions.”: an entry of a chronology tells in the present what happened on its day."""
    passage = page.sentence_of(token).passage
    heading = next((t for t in page.dates_in(passage.start, passage.end) if _opens(page, passage.start, t)), None)
    verb = _verb(token)
    if token.pos_ == "NOUN" and verb.i == token.i:
        verb = next((a for a in token.ancestors if a.pos_ in _VERBAL or a.dep_ in _APART), verb)
    verb = next((a for a in verb.ancestors if a.pos_ in _VERBAL), verb) if _goes_along(verb) else verb
    told = _is_present(verb) or (verb.tag_ == "VBD" and verb.lower_ == verb.lemma_)  # “cut”, “shut”, “put”
    if heading is None or token.idx < heading.end or not told or verb.lemma_ == "be":
        return _UNKNOWN
    return heading.value, "anchored"


def _goes_along(verb: Token) -> bool:
    """“The ministers, meeting in Cairo, call it …”: a participle tells what goes on at the time of its clause."""
    return verb.tag_ == "VBG" and verb.dep_ in ("acl", "advcl") and not any(c.dep_ == "aux" for c in verb.children)


def _opens(page: Page, start: int, timex: Timex) -> bool:
    """A day with nothing before it, and a full stop, colon or dash behind it."""
    text = page.document.text
    before, after = text[start : timex.start].strip(" *#_"), text[timex.end : timex.end + 4].lstrip(" *_")
    return timex.value is not None and len(timex.value) == _DAY and not before and after[:1] in tuple(_HEADS)


def _verb(token: Token) -> Token:
    return token.head if token.dep_ in _SUBJECTS else token


def _is_present(verb: Token) -> bool:
    """Present, present progressive or present perfect, without a modal."""
    if verb.pos_ not in _VERBAL:
        return False
    finite = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))]
    tags = {t.tag_ for t in finite}
    if tags == {"VB"} and any(c.dep_ in _SUBJECTS for c in verb.children):
        return not any(c.lower_ == "to" for c in verb.lefts)  # “France and Spain impose” by another tag
    return bool(tags & {"VBZ", "VBP"}) and "MD" not in tags and "VBD" not in tags
