"""Origins: when a body was founded, announced or dissolved, a state became independent, a person was born."""

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from comity.edtf import is_edtf
from comity.model import Fact, Reference
from comity.reading.claims import is_body
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Mention, Page
from comity.reading.pairs import known
from comity.reading.stating import BODIES, make_fact, meant, those
from comity.reading.syntax import agents, attributes, is_passive, objects, prepositional, subjects
from comity.reading.timing import When, when_of

_NEAR = 25
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_PACTS = frozenset({"treaty", "bloc", "igo"})
_SINCE = frozenset({"since", "after", "before", "until", "at", "from", "upon"})
_LIFETIME = re.compile(r"\((1[5-9]\d\d) ?[-–] ?(1[5-9]\d\d|20\d\d)\)")
_LONGEST = 115
"""Years that a life lasts at most."""


def read_origin(page: Page, verb: Token) -> Iterator[Fact]:
    """What a verb of founding, ending, announcing or birth dates."""
    lemma = verb.lemma_.lower()
    if (lemma in words("facts", "founded") or verb.lower_ in words("facts", "founded")) and _is_deed(verb):
        yield from _dated(page, verb, "founded", (*BODIES, "state:") if is_passive(verb) else BODIES)
    if lemma in words("facts", "dissolved") | words("facts", "ending") and _is_end(verb):
        yield from _dated(page, verb, "dissolved", BODIES if objects(verb) else (*BODIES, "state:"))
    if lemma in words("facts", "announced") and not (is_passive(verb) and lemma in words("facts", "founded")):
        yield from _dated(page, verb, "announced", ("org:",))
    if lemma in ("bear", "born") or verb.lower_ == "born":
        yield from _born(page, verb)
    if lemma in words("facts", "signing"):
        yield from _signed(page, verb)
    if lemma == "be":
        yield from _first(page, verb)
    if lemma in words("facts", "dating"):
        yield from _dates_back(page, verb)
    if lemma in words("facts", "independence_verbs"):
        yield from _independent(page, verb)


def read_dated_names(page: Page) -> Iterator[Fact]:
    """“the Rio Treaty of 1947”: the year behind the name of a treaty or fund is that in which it began."""
    for mention, _ in page.bodies:
        last, doc = page.doc[mention.end - 1], page.doc
        if mention.form != "name" or mention.end + 1 >= len(doc) or doc[mention.end].lower_ != "of":
            continue
        year = doc[mention.end + 1]
        if last.lower_ in words("facts", "dated_names") and _YEAR.fullmatch(year.text):
            about = mention.references[0]
            yield make_fact(page, about, "founded", year.text, [last, year], when=year.text, basis="explicit")


def _signed(page: Page, verb: Token) -> Iterator[Fact]:
    """“The ANZUS treaty, signed in San Francisco on 1 September 1951”, “Turkey and Iraq signed the Baghdad Pact”."""
    when, basis = when_of(page, verb)
    things = subjects(verb) if is_passive(verb) else objects(verb)
    if when is None or "/" in when or modality_of(verb) != "actual":
        return
    charters = [t for t in things if t.lower_ in words("facts", "charters")]
    whole = [
        (t, r) for t, r in those(page, charters, ("org:",)) if page.kinds.get(r.id) in _PACTS and _is_name(page, t)
    ]
    named = those(page, [c for t in charters for c in t.lefts if c.dep_ == "compound"], ("org:",))
    whole = whole or [(t, r) for t, r in named if page.kinds.get(r.id) == "treaty"]
    for token, about in whole[:1]:
        span = [token, verb, *_date_tokens(page, verb)]
        yield make_fact(page, about, "founded", when, span, when=when, basis=basis, confidence=0.6)


def _is_name(page: Page, token: Token) -> bool:
    mention = page.mention_at(token)
    return mention is not None and mention.form == "name"


def _is_end(verb: Token) -> bool:
    """“ceased to exist” ends a body, “ceased to recognise him” does not; nor does what somebody else breaks up."""
    particles = load("facts")["end_particles"].get(verb.lemma_)
    if particles and not any(c.lower_ in particles for c in verb.children):
        return False
    if verb.lemma_ in words("facts", "ending"):
        undone = is_passive(verb) and verb.lemma_ not in words("facts", "dissolved")
        return not objects(verb) and not undone
    if verb.lemma_ != "cease":
        return True
    return all(c.lemma_ in words("facts", "existing") for c in verb.children if c.dep_ in ("xcomp", "dobj", "ccomp"))


def _is_deed(verb: Token) -> bool:
    """No finding (“found the envoy guilty on 26 April”), nothing proclaimed of another and no noun."""
    finding = verb.lower_ == "found" and verb.tag_ in ("VBD", "VBN")
    said_of = not is_passive(verb) and not objects(verb) and any(c.dep_ == "ccomp" for c in verb.children)
    noun = verb.tag_.startswith("N") and not objects(verb)  # but “the five set up the bank”
    return not finding and not said_of and not noun


def _dated(page: Page, verb: Token, property_: str, prefixes: tuple[str, ...]) -> Iterator[Fact]:
    """“ASEAN was founded in 1967”, “founded the group in June 2009”, “Established in 2001, the bloc …”."""
    if verb.lemma_ == "set" and not any(c.lower_ == "up" for c in verb.children):
        return
    if property_ == "founded" and verb.lemma_ in words("facts", "starting") and _starts_something(verb):
        return
    when, basis = when_of(page, verb)
    if when is None and property_ == "founded":
        when, basis = _of_charter(page, verb)
    if when is None or "/" in when:
        return
    tokens = subjects(verb) if is_passive(verb) or not objects(verb) else objects(verb)
    tokens = [*(prepositional(verb, "as") if is_passive(verb) else ()), *tokens]
    if property_ == "announced" and not is_passive(verb):
        tokens = objects(verb)
    tokens = [t for t in tokens if not _is_named_behind(page, t)]
    found = _set_up_behind(page, verb) or _body_not_state(page, verb, tokens)
    found = found or those(page, tokens, prefixes) or _behind_comma(page, verb, prefixes)
    found = found or _dangling(page, verb, prefixes) or _described(page, verb, prefixes)
    for token, about in found[:1]:
        if not is_body(page, about, verb):
            continue
        inside = page.sentence_of(verb).span
        near = token if inside.start <= token.i < inside.end and abs(token.i - verb.i) < _NEAR else verb
        span = [verb, near, *_date_tokens(page, verb), *agents(verb)]
        yield make_fact(page, about, property_, when, span, when=when, basis=basis, modality=modality_of(verb))


def _is_named_behind(page: Page, noun: Token) -> bool:
    """“founded the party Thai Rak Thai”: no party that was spoken of before."""
    mention = page.mention_at(noun)
    behind = noun.i + 1 < len(noun.doc) and noun.nbor(1).pos_ == "PROPN"
    return mention is not None and mention.form == "description" and behind


def _starts_something(verb: Token) -> bool:
    """“Serb forces began to leave”, “started a strike”: what begins is not who does it."""
    return any(c.dep_ in ("xcomp", "ccomp", "prep", "dobj") and c.lower_ != "in" for c in verb.children)


def _of_charter(page: Page, verb: Token) -> When:
    """“The treaty that created ECOWAS was signed on 28 May 1975”: the body dates from the signing."""
    charter = verb.head
    if is_passive(verb):  # “set up by the agreement of 3 October 2009”
        texts = [
            t for t in (*agents(verb), *prepositional(verb, "under", "by")) if t.lower_ in words("facts", "charters")
        ]
        return next((found for t in texts if (found := _date_behind(page, t, "of"))[0] is not None), (None, None))
    if verb.dep_ not in ("relcl", "acl") or charter.lower_ not in words("facts", "charters") or is_passive(verb):
        return None, None
    signed = charter.head.lemma_ in words("facts", "signing") and charter.dep_ in ("nsubjpass", "dobj")
    return when_of(page, charter.head) if signed else (None, None)


def _behind_comma(page: Page, verb: Token, prefixes: tuple[str, ...]) -> list[tuple[Token, Reference]]:
    """“heads the Prosperity Party, set up in 2019”: the name in front of the comma, whatever the parser hung it on."""
    if not is_passive(verb) or verb.i < 2 or verb.nbor(-1).text != ",":
        return []
    before = page.covering.get(verb.i - 2)
    return those(page, [page.doc[before.head]], prefixes) if before is not None else []


def _set_up_behind(page: Page, verb: Token) -> list[tuple[Token, Reference]]:
    """“Syria is a founder of the League, set up in 1945”: the body in front of the comma and not the subject."""
    loose = verb.dep_ == "advcl" and verb.i > page.sentence_of(verb).span.start
    return _behind_comma(page, verb, BODIES) if loose else []


def _body_not_state(page: Page, verb: Token, tokens: list[Token]) -> list[tuple[Token, Reference]]:
    """“since it was set up in 1993”: no state is set up or launched, so the body last spoken of is meant."""
    it = [t for t in tokens if t.lower_ == "it" and any(r.id.startswith("state:") for r in page.who(t))]
    return meant(page, it, BODIES) if it and is_passive(verb) and verb.lemma_ in ("set", "launch") else []


def _dangling(page: Page, verb: Token, prefixes: tuple[str, ...]) -> list[tuple[Token, Reference]]:
    """“Established in 2001 by …, a central calling of the organization is”: the body that the main clause is about."""
    if (
        verb.dep_ not in ("advcl", "acl", "csubj")
        or not is_passive(verb)
        or any(c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i for c in verb.children)
    ):
        return []
    main = verb.head
    for token in [*subjects(main), main]:
        near = [token, *prepositional(token, "of"), *(c for c in token.children if c.dep_ == "poss")]
        if found := those(page, near, prefixes):
            return found
    return []


def _described(page: Page, verb: Token, prefixes: tuple[str, ...]) -> list[tuple[Token, Reference]]:
    """“NATO, an alliance created in 1949”: what the described noun is said of."""
    return those(page, known(page, [verb.head], prefixes), prefixes) if verb.dep_ == "acl" else []


def _date_tokens(page: Page, verb: Token) -> list[Token]:
    sentence = page.sentence_of(verb).span
    dates = [d for d in page.dates_in(sentence.start_char, sentence.end_char) if d.value]
    tokens = [t for d in dates for t in verb.subtree if d.start <= t.idx < d.end]
    return tokens if len(dates) <= 2 else []


def _point(when: When) -> When:
    """A date that a thing begins on: “since 1962” opens on it."""
    value, basis = when
    if value is None:
        return None, None
    start = value.removesuffix("/..")
    return (None, None) if "/" in start else (start, basis)


def _first(page: Page, verb: Token) -> Iterator[Fact]:
    """“The bloc was its first common project in 1996”: the year in which a body began, as somebody tells it."""
    when, basis = when_of(page, verb)
    nouns = [n for n in attributes(verb) if any(c.lower_ == "first" for c in n.children)]
    if not nouns or when is None or "/" in when or not any(n.lemma_ in words("facts", "beginnings") for n in nouns):
        return
    for token, about in those(page, subjects(verb), BODIES):
        span = [token, verb, *nouns, *_date_tokens(page, verb)]
        yield make_fact(page, about, "founded", when, span, when=when, basis=basis, confidence=0.5)


def _dates_back(page: Page, verb: Token) -> Iterator[Fact]:
    """“dates back to 1967”, “came into being in 1945”."""
    needed = set(load("facts")["dating"][verb.lemma_.lower()])
    if needed and not needed & {c.lower_ for c in verb.subtree}:
        return
    sentence = page.sentence_of(verb).span
    ahead = [(d, _point((d.value, d.basis))) for d in page.dates_in(verb.idx, sentence.end_char)]
    if not needed and (prepositional(verb, "from") or verb.head.dep_ == "relcl"):
        return  # “emerged from the talks in May”
    for token, about in those(page, subjects(verb), BODIES)[:1]:
        for date, (value, basis) in [(d, point) for d, point in ahead if point[0]][:1]:
            last = page.doc.char_span(date.start, date.end, alignment_mode="expand")
            span = [token, verb, *([last[-1]] if last is not None else [])]
            yield make_fact(page, about, "founded", value or "", span, when=value, basis=basis)


def _independent(page: Page, verb: Token) -> Iterator[Fact]:
    """“gained independence in 1962”, “has been independent since 1991”, “became independent in 1960”."""
    states = [c for c in verb.children if c.dep_ in ("dobj", "acomp", "attr", "oprd", "ccomp")]
    told = [c for c in states if c.lower_ in ("independence", "independent")]
    if not told:
        return
    for carrier in (verb, *told):
        when, basis = _point(when_of(page, carrier))
        if when is not None:
            break
    else:
        return
    for token, about in those(page, _lands(page, subjects(verb)), ("state:", "region:")):
        span = [token, verb, *told, *_date_tokens(page, verb)]
        yield make_fact(page, about, "founded", when, span, when=when, basis=basis, modality=modality_of(verb))


def _lands(page: Page, tokens: list[Token]) -> list[Token]:
    """“Chad, a country of 18 million people that became independent in 1960”: not the people but the country did."""
    over = [t.head.head for t in tokens if t.dep_ == "pobj" and t.head.lower_ == "of" and not page.who(t)]
    return known(page, [t for t in over if t.lemma_ in words("facts", "lands")] or tokens)


def read_origin_noun(page: Page, noun: Token) -> Iterator[Fact]:
    """“a founder of the WHO in 1948”, “since its foundation in 1975”, “Algeria, independent since 1962”."""
    lower = noun.lower_
    when, basis = _point(when_of(page, noun))
    if when is None:
        when, basis = _point(_date_behind(page, noun))
    if when is None and noun.dep_ in ("nsubj", "dobj") and noun.head.lemma_ in words("facts", "coming"):
        when, basis = _point(_of_happening(page, noun))
    if when is None and noun.dep_ in ("nsubj", "nsubjpass", "dobj") and noun.head.lemma_ in words("facts", "announced"):
        when, basis = _point(when_of(page, noun.head))
    if when is None:
        return
    if lower in words("facts", "founder_nouns") and len(when) > len("2024-05"):
        return  # “said on Wednesday that he was the founder of it”
    property_ = "dissolved" if lower in words("facts", "end_nouns") else "founded"
    property_ = "announced" if lower in words("facts", "announced_nouns") else property_
    if noun.head.lemma_ in words("facts", "announced") and noun.dep_ in ("nsubj", "nsubjpass", "dobj"):
        property_ = "announced"  # “whose creation was announced in 2004”
    owners = [c for c in noun.children if c.dep_ == "poss"] + prepositional(noun, "of")
    if lower == "independent":
        owners = [noun.head] if noun.dep_ in ("amod", "appos", "acl") else _before_comma(page, noun)
        found = those(page, owners, ("state:",))
    elif lower == "independence":
        found = meant(page, owners or _reached(noun), ("state:",)) or ([] if owners else _its_own(page, noun))
    else:
        kinds = (*BODIES, "state:") if property_ == "dissolved" else BODIES
        found = meant(page, owners, kinds if lower != "birth" else ("person:", *BODIES))
    for token, about in found[:1]:
        if about.id.startswith("person:"):
            property_ = "born"
        span = [noun, token, *_date_tokens(page, noun)]
        yield make_fact(page, about, property_, when, span, when=when, basis=basis, confidence=0.6)


def read_standing(page: Page, noun: Token) -> Iterator[Fact]:
    """“the Agreement on the European Economic Area, in force since 1994”, “the Council, in being since 1959”."""
    way = noun.nbor(-1) if noun.i > 1 else None
    before = page.covering.get(noun.i - 3) if way is not None and way.lower_ == "in" else None
    if before is None or page.doc[noun.i - 2].text != ",":
        return
    when, basis = _point(_date_behind(page, noun, "since"))
    for token, about in those(page, [page.doc[before.head]], ("org:",))[:1]:
        if when is not None and before.form == "name":
            span = [token, noun, page.doc[noun.i + 2]]
            yield make_fact(page, about, "founded", when, span, when=when, basis=basis, confidence=0.6)


def _reached(noun: Token) -> list[Token]:
    """“Independence came to Botswana in 1966”."""
    return prepositional(noun.head, "to") if noun.dep_ == "nsubj" and noun.head.lemma_ == "come" else []


def _its_own(page: Page, noun: Token) -> list[tuple[Token, Reference]]:
    """“has ruled Zimbabwe since independence in 1980”: of the state that is ruled or does something since."""
    way, verb = noun.head, noun.head.head
    if noun.dep_ != "pobj" or way.lower_ not in _SINCE or any(True for _ in noun.lefts) or verb.pos_ != "VERB":
        return []
    held = those(page, [*subjects(verb), *objects(verb)], ("state:",))
    return held[:1] if len({r.id for _, r in held}) == 1 and all(r.acts_for is None for _, r in held) else []


def _of_happening(page: Page, noun: Token) -> When:
    """“The end of the Union came in 1991”, “the year 1985 saw the birth of the body”."""
    found = when_of(page, noun.head)
    sentence = page.sentence_of(noun).span
    told = [d for d in page.dates_in(sentence.start_char, sentence.end_char) if d.value and "/" not in d.value]
    return found if found[0] is not None or len(told) != 1 else (told[0].value, told[0].basis)


def _date_behind(page: Page, noun: Token, *ways: str) -> When:
    """“its founding on 10 October 1945”: the date right behind the noun, wherever the parser hung it."""
    doc, at = noun.doc, noun.i + 2
    if at >= len(doc) or doc[at - 1].lower_ not in (ways or ("in", "on")):
        return None, None
    date = next((d for d in page.dates_in(doc[at].idx, doc[at].idx + 30) if d.start == doc[at].idx), None)
    return (date.value, date.basis) if date is not None else (None, None)


def _before_comma(page: Page, token: Token) -> list[Token]:
    mention = page.covering.get(token.i - 2) if token.i > 1 and page.doc[token.i - 1].text == "," else None
    return [page.doc[mention.head]] if mention is not None else []


def _born(page: Page, verb: Token) -> Iterator[Fact]:
    when, basis = when_of(page, verb)
    if when is None:
        return
    holders = subjects(verb) or [verb.head]
    found = those(page, known(page, holders, ("person:",)), ("person:",)) or _behind_birth(page, verb)
    for token, about in found:
        span = [verb, token, *_date_tokens(page, verb)]
        yield make_fact(page, about, "born", when, span, when=when, basis=basis)


def _behind_birth(page: Page, verb: Token) -> list[tuple[Token, Reference]]:
    """“Born in Damascus in 1965, Bashar al-Assad studied …”: the name behind the comma, however parsed."""
    sentence = page.sentence_of(verb).span
    if verb.i != sentence.start:
        return []
    comma = next((t.i for t in sentence if t.text == "," and t.i + 1 in page.covering), None)
    mention = page.covering[comma + 1] if comma is not None else None
    return those(page, [page.doc[mention.head]], ("person:",)) if mention is not None and mention.form == "name" else []


def read_lifetimes(page: Page, sentence: Span) -> Iterator[Fact]:
    """“Ruhollah Khomeini (1902–1989)”: two years in brackets behind a person."""
    for match in _LIFETIME.finditer(page.document.text, sentence.start_char, sentence.end_char):
        span = page.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or not is_edtf(match[1]) or not 0 < int(match[2]) - int(match[1]) < _LONGEST:
            continue
        person = _person_before(page, span[0])
        if person is not None:
            tokens = [page.doc[person.start], span[-1]]
            yield make_fact(page, person.references[0], "born", match[1], tokens, when=match[1], basis="explicit")


def read_brackets(page: Page, sentence: Span) -> Iterator[Fact]:
    """“Jair Bolsonaro (born 21 March 1955)”, “(b. 1950)”."""
    for token in sentence:
        if (
            token.text not in ("(", ",")
            or token.i + 2 >= sentence.end
            or token.nbor(1).lower_ not in ("born", "b.", "b")
        ):
            continue
        person = _person_before(page, token)
        date = next((d for d in page.dates_in(token.idx, token.idx + 40) if d.value and "/" not in d.value), None)
        if person is not None and date is not None and date.value:
            last = page.doc.char_span(date.start, date.end, alignment_mode="expand")
            span = [page.doc[person.start], last[-1] if last is not None else token]
            about = person.references[0]
            yield make_fact(page, about, "born", date.value, span, when=date.value, basis=date.basis)


def _person_before(page: Page, bracket: Token) -> Mention | None:
    mention = page.covering.get(bracket.i - 1)
    named = mention is not None and len(mention.references) == 1 and mention.references[0].id.startswith("person:")
    return mention if named else None
