"""Terms: since when or until when an office is held, as far as a sentence dates it."""

from spacy.tokens import Token

from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.syntax import is_passive
from comity.reading.timing import When, date_told, when_of

_UNKNOWN: When = (None, None)
_NAMES = frozenset({"compound", "appos", "nmod", "amod", "poss"})
_SUBJECTS = ("nsubj", "nsubjpass")
_REACH = 5
_PHRASE = 5
_PAST = 3
"""Tokens before a post within which “former” may stand."""


def term_of(page: Page, role: Token, *, then: bool = False) -> When:
    """EDTF value and basis of the term of the post whose noun is `role`; `then` for “then president”.

    A period told of the post itself counts, and a verb that opens, fills or closes the term of its subject.
    """
    if then or any(c.lower_ == "then" for c in role.children):
        bearer = _bearer(role)
        left = bearer.dep_ in ("nsubjpass", "dobj") or (bearer.dep_ == "nsubj" and leaves(bearer.head))
        closing = _of_clause(page, role, bearer) if left else _UNKNOWN
        return closing if closing != _UNKNOWN else date_told(page, role)
    if (own := _own(page, role)) != _UNKNOWN:
        return own
    if (told := post_since(page, role)) != _UNKNOWN:
        return told
    bearer = _bearer(role)
    if (told := _in_power(page, bearer)) != _UNKNOWN:
        return told
    if bearer.dep_ in ("nsubj", "nsubjpass", "dobj") and (found := _of_clause(page, role, bearer)) != _UNKNOWN:
        return found
    if bearer.dep_ == "pobj" and (closed := _of_end(page, role, bearer)) != _UNKNOWN:
        return closed
    return _of_relative(page, role, bearer)


def _of_end(page: Page, role: Token, bearer: Token) -> When:
    """“the murder of President Olympio on 13 January”, “after the removal of the minister last week”."""
    noun = bearer.head.head
    if bearer.head.lower_ != "of" or noun.lemma_ not in words("terms", "endings") or _was_before(role):
        return _UNKNOWN
    value, basis = when_of(page, noun)
    return (f"../{value}", basis) if value is not None and "/" not in value else _UNKNOWN


def _was_before(role: Token) -> bool:
    """“the former president died on Monday”: his term had ended long before."""
    near = role.doc[max(role.sent.start, role.i - _PAST) : role.i]
    return any(t.lower_ in words("roles", "former") for t in near)


def _ends_life(verb: Token) -> bool:
    lost = verb.lemma_ in words("terms", "killing") and is_passive(verb)
    return lost or (verb.lemma_ in words("terms", "dying") and not is_passive(verb))


def _of_relative(page: Page, role: Token, bearer: Token) -> When:
    """“Abdalla Hamdok, a former prime minister, who resigned in 2022”, “X, who took office in May”."""
    if bearer.dep_ == "attr" and bearer.i != role.i:
        return _UNKNOWN  # “Its president is Judge Roe, who was elected in May”: of the president
    near = [*role.children, *bearer.children, *(k for c in role.children if c.dep_ == "appos" for k in c.children)]
    for verb in near:
        if verb.dep_ in ("acl", "relcl") and (told := _given(page, verb)) != _UNKNOWN:
            return told
        if verb.dep_ != "relcl" or not any(c.lower_ == "who" and c.dep_ in _SUBJECTS for c in verb.children):
            continue
        value, basis = when_of(page, verb)
        if value is None or "/" in value:
            continue
        if (leaves(verb) and verb.lemma_ != "leave") or leaves_office(verb):
            return f"../{value}", basis
        if (verb.lemma_ in words("terms", "begin") and not _names_post(verb)) or _takes_office(verb):
            return f"{value}/..", basis
    return _UNKNOWN


def _given(page: Page, verb: Token) -> When:
    """“X, elected in May”, “who was appointed in May”, “who replaced Y in May”, “who has been in office since May”."""
    who = any(c.lower_ == "who" and c.dep_ in _SUBJECTS for c in verb.children)
    value, basis = when_of(page, verb)
    if value is None or (verb.dep_ == "relcl" and not who):
        return _UNKNOWN
    if verb.lemma_ == "be" and who and value.endswith("/.."):
        inside = [k for c in verb.children if c.lower_ == "in" for k in c.children]
        return (value, basis) if any(t.lower_ in words("terms", "power") for t in inside) else _UNKNOWN
    if "/" in value or any(
        c.dep_ in ("oprd", "attr", "xcomp") or c.lower_ in ("as", "to", "by") for c in verb.children
    ):
        return _UNKNOWN
    given = verb.lemma_ in words("terms", "given") and is_passive(verb)
    things = [r.id for c in verb.children if c.dep_ == "dobj" for r in page.who(c)]
    replaced = verb.lemma_ in words("offices", "succeeding") and verb.tag_ == "VBD" and len(things) == 1
    begins = given or (replaced and who and things[0].startswith("person:"))
    return (f"{value}/..", basis) if begins else _UNKNOWN


def _names_post(verb: Token) -> bool:
    return any(c.lower_ == "as" for c in verb.children)


def _takes_office(verb: Token) -> bool:
    """“took office”, “assumed power”."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    return verb.lemma_ in ("take", "assume") and any(t.lower_ in words("terms", "power") for t in things)


def leaves_office(verb: Token) -> bool:
    """“left office”, “left power”."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    return verb.lemma_ == "leave" and any(t.lower_ in words("terms", "power") for t in things)


def _own(page: Page, role: Token) -> When:
    """A period that hangs on the post itself; of two coordinated posts it is the later one's where it stands behind."""
    for holder in (role, *([role.head] if role.dep_ == "conj" else [])):
        value, basis = when_of(page, holder)
        if value is None or not ("/" in value or _is_of_year(holder)):
            continue
        if _is_of_another(page, role, _starts(page, holder, value)):
            continue
        nearer = [c for c in (holder, *holder.conjuncts) if c.i < _starts(page, holder, value)]
        if not nearer or nearer[-1].i == role.i or (holder.i == role.i and nearer[-1].i < role.i):
            return value, basis
    return _UNKNOWN


def _is_of_another(page: Page, role: Token, start: int) -> bool:
    """“The foreign minister was ambassador from 2002 to 2004”: the years of the post that the clause tells."""
    between = (t.role.head for t in page.titles if role.i < t.role.head < start)
    return any(page.doc[i].dep_ == "attr" and page.doc[i].head.lemma_ == "be" for i in between)


def _is_of_year(role: Token) -> bool:
    """“the Union's chairman for 2021”."""
    return any(c.lower_ == "for" and any(k.pos_ == "NUM" for k in c.children) for c in role.children)


def _starts(page: Page, role: Token, value: str) -> int:
    """The token at which the date of this value stands in the sentence."""
    sentence = page.sentence_of(role).span
    start = next((d.start for d in page.dates_in(sentence.start_char, sentence.end_char) if d.value == value), -1)
    return next((t.i for t in sentence if t.idx >= start), role.i) if start >= 0 else role.i


def post_since(page: Page, role: Token) -> When:
    """The term told of the post behind its comma: “the secretary of the body, a post he took up ten years ago”."""
    sentence = page.sentence_of(role).span
    for post in page.doc[role.i + 1 : sentence.end]:
        if post.lower_ not in words("terms", "posts") or post.i < 2:
            continue
        if post.nbor(-2).text not in (",", "–", "—"):
            continue
        for verb in (c for c in post.children if c.dep_ == "relcl"):
            value, basis = when_of(page, verb)
            opens = verb.lemma_ in words("terms", "taking_up")
            if value is not None and (opens or verb.lemma_ in words("terms", "rule")):
                return f"{value}/.." if opens and "/" not in value else value, basis
    return _UNKNOWN


def _bearer(role: Token) -> Token:
    """The head of the whole name with its titles: “Serbian Prime Minister Ana Ilić” is one subject."""
    at = role
    for _ in range(_REACH):
        if at.dep_ not in _NAMES or at.head.i == at.i:
            break
        at = at.head
    return at


def _of_clause(page: Page, role: Token, bearer: Token) -> When:
    verb = bearer.head
    value, basis = when_of(page, verb)
    if value is None:
        return _UNKNOWN
    if bearer.dep_ == "dobj":
        ended = verb.lemma_ in words("terms", "ousted") or (
            verb.lemma_ in words("terms", "killing") and not _was_before(role)
        )
        ousted = ended and not is_passive(verb) and "/" not in value
        return (f"../{value}", basis) if ousted else _UNKNOWN
    if "/" in value:
        return (value, basis) if verb.lemma_ in words("terms", "rule") else _UNKNOWN
    if verb.lemma_ == "leave" and len(value) > len("2017-01") and not leaves_office(verb):
        return _UNKNOWN  # who left on a day left for somewhere; who left in a month left the post
    if _ends_life(verb) and not _was_before(role):
        return f"../{value}", basis
    if leaves(verb) or _tells_resignation(verb) or leaves_office(verb):
        return f"../{value}", basis
    if _takes_office(verb):
        return f"{value}/..", basis
    if role.dep_ == "appos" and _names_post(verb):
        return _UNKNOWN  # “Roe, the speaker, was sworn in as president on Monday”: of the post taken
    return (f"{value}/..", basis) if verb.lemma_ in words("terms", "begin") else _UNKNOWN


def leaves(verb: Token) -> bool:
    """“resigned”, “stepped down”, “was ousted”; never “ousted”, which somebody else does."""
    if verb.lemma_ in words("terms", "leave_with"):
        return any(c.lower_ in ("down", "aside") for c in verb.children)
    if verb.lemma_ == "leave" and not is_passive(verb):
        return not any(c.dep_ == "dobj" or c.lower_ in ("for", "to", "with") for c in verb.children)
    return verb.lemma_ in words("terms", "ousted" if is_passive(verb) else "leave")


def _tells_resignation(verb: Token) -> bool:
    """“announced his resignation”, “handed in his resignation”."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    return any(t.lemma_ in words("terms", "resignations") for t in things) and not is_passive(verb)


def _in_power(page: Page, bearer: Token) -> When:
    """“X, in power since 1994, …”: words that parses hang on anything, so they are read as they stand."""
    at = bearer.i + 1
    phrase = page.doc[at : at + _PHRASE]
    told = [t.lower_ for t in phrase]
    if told[:2] != [",", "in"] or len(told) < _PHRASE or told[2] not in words("terms", "power"):
        return _UNKNOWN
    date = next(page.dates_in(phrase[-1].idx, page.sentence_of(bearer).span.end_char), None)
    if told[3] != "since" or date is None or date.start != phrase[-1].idx:
        return _UNKNOWN
    return date.value, date.basis
