"""Voices: whom the words of a source mean, as references."""

import re
import unicodedata
from collections import Counter
from itertools import islice

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.quoting.cues import cue_lexicon
from comity.reading.quoting.sheet import Attribution

_RELATIVES = frozenset({"who", "which", "that", "whom"})
_WRITER = frozenset({"i", "we", "you"})
_NAME_PARTS = frozenset({"appos", "compound", "nmod"})
_DESCRIBING = frozenset({"det", "amod", "compound", "poss", "prep", "nummod", "relcl", "appos"})
_PROCLAIMED = re.compile(
    r"\bWe, (?:the )?(?:\w+ ){0,3}(?:[Ll]eaders|[Hh]eads|[Mm]inisters|[Pp]residents|[Mm]embers|[Rr]epresentatives)\b"
)
_COURT = re.compile(r"\b(?:[Cc]ourt|[Tt]ribunal)\b")
_ASSOCIATIONS = frozenset({"igo", "bloc", "alliance"})
_SEVERAL = 3
"""Fewest states whose leaders speak as the body that the text is about."""
_ISSUERS = frozenset({"poss", "compound", "amod"})


def voices(page: Page, attribution: Attribution) -> tuple[Reference, ...]:
    """Everybody whose words an attribution gives; empty when nobody is known. Places say nothing."""
    source = attribution.source
    if source is None:
        return ()
    head = source.root
    if head.lower_ in _WRITER and (body := _proclaimer(page, head)):
        return body
    if head.lower_ in _WRITER and not page.who(head):
        return ()
    if head.lower_ in _RELATIVES and head.head.dep_ == "relcl":
        head = head.head.head
    found: dict[str, Reference] = {}
    if head.lower_ in ("one", "some", "many", "several", "most") or head.pos_ == "NUM":
        head = next((p for c in head.rights if c.lower_ == "of" for p in c.children), head)  # “one of his aides”
    for token in (head, *head.conjuncts):
        known = tuple(r for r in _who(page, token) if not r.id.startswith(("place:", "region:")))
        for reference in known or _unnamed(page, attribution, token):
            found.setdefault(reference.id, reference)
    return tuple(found.values())


def _who(page: Page, token: Token) -> tuple[Reference, ...]:
    described = [c.lower_ for c in token.children if c.dep_ in _DESCRIBING]
    if token.lower_ == "heads" and described == ["of"]:  # Heads of State and Government
        return _first_association(page)
    if (told := _bench(page, token)) or (told := _minister(page, token)) or (told := _broadcaster(page, token)):
        return told
    if token.lower_ in cue_lexicon().adopters and not described:
        return _main_body(page) or page.who(token)
    known = _named_so(page, token) or _in_capital(page, token) or page.who(token) or _met(page, token)
    return known or _beside(page, token) or _issuer(page, token) or _owner(page, token)


def _bench(page: Page, token: Token) -> tuple[Reference, ...]:
    """“The nine judges found …”: the court that was named last; “observers of the Union found”: the Union."""
    if token.lemma_ in ("observer", "inspector", "monitor") and token.tag_ == "NNS":
        return _body_of(page, token)
    if token.lower_ != "judges" or not any(c.lower_ == "the" for c in token.lefts) or token.right_edge.i > token.i:
        return ()
    before = (m for m, _ in reversed(page.bodies) if m.start < token.i)
    courts = (m.references[:1] for m in before if _COURT.search(page.doc[m.start : m.end].text))
    return next(courts, ())


def _minister(page: Page, token: Token) -> tuple[Reference, ...]:
    """“The Minister” of a ministry's release, written with a capital: the one whom it names so first."""
    described = [c.lower_ for c in token.children if c.dep_ in _DESCRIBING and c.lower_ != "in"]
    if token.text != "Minister" or described != ["the"]:
        return ()
    titled = (t for t in page.titles if t.person is not None and t.role.text.lower().startswith("minister"))
    first = next(titled, None)
    if first is None or first.person is None or page.names[first.person].end > token.i:
        return ()
    return tuple(r for r in page.who(page.doc[page.names[first.person].end - 1]) if r.id.startswith("person:"))


def _broadcaster(page: Page, token: Token) -> tuple[Reference, ...]:
    """“Croatian radio”, “Iran's state television”, “French newspapers”: media, never the state whose they are.

    Nobody where it is not told whose: “state television” of two texts may be that of two states.
    """
    if token.lemma_.lower() not in cue_lexicon().broadcasters:
        return ()
    told = page.doc[_told_from(token) : token.i]
    owners = [t for t in (*(c for c in token.lefts if c.dep_ == "poss"), *told) if page.who(t)]
    if not owners or any(r.id[:4] == "org:" for t in (*owners, token) for r in page.who(t)):
        return ()  # “BBC radio”
    name = page.doc[told.start : token.i + 1].text
    called = name if owners[0].i >= told.start else f"{owners[0].text} {name}"
    kind = "group" if token.tag_ == "NNS" and token.lower_ != "media" else "org"
    return (Reference(f"{kind}:{_slug(called)}", name),)


def _proclaimer(page: Page, token: Token) -> tuple[Reference, ...]:
    """The body whose leaders or ministers proclaim a text as “we” (We, the Heads of State of SADC, …)."""
    if token.lower_ != "we":
        return ()
    opening = _PROCLAIMED.search(page.document.text)
    if opening is None or opening.start() > token.idx:
        return ()
    first = page.doc.char_span(opening.start(), opening.end(), alignment_mode="expand")
    sentence = None if first is None else first.sent
    if sentence is None:
        return ()
    named = [m for m in page.mentions if sentence.start <= m.start < sentence.end and m.form == "name"]
    states = {r.id for m in named for r in m.references if r.id.startswith("state:")}
    own = next((r for m in named for r in m.references if _is_association(page, r)), None)
    return (own,) if own is not None else _first_association(page) if len(states) >= _SEVERAL else ()


def _first_association(page: Page) -> tuple[Reference, ...]:
    """The body of states that the text names first: the one whose leaders or ministers met."""
    named = (r for m in page.mentions for r in m.references if _is_association(page, r))
    return tuple(islice(named, 1))


def _is_association(page: Page, reference: Reference) -> bool:
    return page.kinds.get(reference.id) in _ASSOCIATIONS


def _met(page: Page, token: Token) -> tuple[Reference, ...]:
    """The body whose meeting speaks (“the Conference noted that …”)."""
    bare = [c.lower_ for c in token.children if c.dep_ in _DESCRIBING]
    return _first_association(page) if token.lemma_.lower() in cue_lexicon().gatherings and bare == ["the"] else ()


def _named_so(page: Page, token: Token) -> tuple[Reference, ...]:
    """The person whose name stands behind what he is (the rebels' chief, Ana Kovac)."""
    if token.pos_ != "NOUN" or token.tag_ == "NNS":
        return ()
    names = (c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN")
    found = (tuple(r for r in page.who(c) if r.id.startswith("person:")) for c in names)
    return next((r for r in found if r), ())


def _in_capital(page: Page, token: Token) -> tuple[Reference, ...]:
    """The state whose officials speak in its capital (officials in Paris said)."""
    told = [c for c in token.lefts if c.dep_ in ("amod", "compound", "poss") and c.lower_ not in ("new", "military")]
    if token.lemma_ not in ("official", "ruler", "authority") or told:
        return ()
    cities = (p for c in token.rights if c.lower_ in ("in", "from") for p in c.children if c.i == token.i + 1)
    mention = next((m for p in cities if (m := page.mention_at(p)) is not None), None)
    return () if mention is None or mention.government is None else (mention.government,)


def _owner(page: Page, token: Token) -> tuple[Reference, ...]:
    """The state whose organ speaks without a name of its own (its electoral council, the delegation of Peru)."""
    if token.lemma_.lower() not in cue_lexicon().organs:
        return ()
    owners = [c for c in token.children if c.dep_ in _ISSUERS]
    owners += [p for c in token.children if c.lower_ == "of" for p in c.children]
    for owner in owners:
        states = tuple(r for r in page.who(owner) if r.id.startswith("state:"))
        if states:
            return states
    return ()


def _beside(page: Page, token: Token) -> tuple[Reference, ...]:
    """Whom the name means that stands beside `token` (“spokesman Peskov” parsed the wrong way round)."""
    if token.lemma_.lower() in cue_lexicon().documents:
        return ()
    beside = sorted((c for c in token.children if c.dep_ in _NAME_PARTS), key=lambda c: c.dep_ != "appos")
    return next((page.who(c) for c in beside if page.who(c)), ())


def _issuer(page: Page, token: Token) -> tuple[Reference, ...]:
    """Who speaks through a report: on whose behalf it is read, or whoever it is of; of a bare one, its body."""
    lemma = token.lemma_.lower()
    if lemma not in cue_lexicon().documents:
        return ()
    named = [p for t in token.subtree if t.lower_ == "behalf" for c in t.children for p in c.children]
    named += [c for c in token.children if c.dep_ in _ISSUERS and c.pos_ in ("NOUN", "PROPN")]
    named += [c for c in token.children if c.dep_ == "poss" and c.pos_ == "PRON" and page.who(c)]
    named += [p for c in token.children if c.lower_ in ("of", "by", "from") for p in c.children]
    for candidate in named:
        if page.who(candidate):
            return page.who(candidate)
    if any(c.pos_ == "NOUN" for c in named):
        name = page.doc[token.left_edge.i : token.i].text
        return (Reference(f"org:{_slug(name)}", name),)
    return _main_body(page) if not named and lemma in cue_lexicon().adopted else ()


def _main_body(page: Page) -> tuple[Reference, ...]:
    """The organisation that most mentions mean."""
    bodies = Counter(r for m in page.mentions for r in m.references if r.id.startswith("org:") and not r.acts_for)
    ids = Counter[str]()
    for reference, times in bodies.items():
        ids[reference.id] += times
    if not ids:
        return ()
    first = ids.most_common(1)[0][0]
    return (next(r for r in bodies if r.id == first),)


def _unnamed(page: Page, attribution: Attribution, token: Token) -> tuple[Reference, ...]:
    """Somebody without a name: whose very words are quoted (“a shopkeeper told us”), or whom an adjective tells apart.

    “Western diplomats said that …” are “group:western-diplomats”.
    """
    common = token.pos_ == "NOUN" and token.lemma_.lower() not in cue_lexicon().documents
    told = _told_apart(token)
    human = token.lemma_ in (cue_lexicon().informants | words("persons", "nouns")) - cue_lexicon().others
    again = not told and any(c.lower_ in ("the", "this", "those", "these") for c in token.lefts)
    informant = human and token.dep_ in ("nsubj", "pobj") and not again
    if not common or not (informant or (attribution.construct == "quote" and token.dep_ == "nsubj")):
        return ()
    if near := _somebodys(page, token):
        return near
    if informant and (whose := _body_of(page, token)):
        return whose
    medium = token.lemma_.lower() in cue_lexicon().broadcasters
    kind = "group" if token.tag_ == "NNS" else "org" if medium else "person"
    called = " ".join((*told, token.lower_)) if token.lemma_ in cue_lexicon().informants else token.lower_
    return (Reference(f"{kind}:{_slug(called)}", called if told else token.text),)


def _somebodys(page: Page, token: Token) -> tuple[Reference, ...]:
    """“his father said”, “Pashinyan's spokeswoman”: somebody unnamed, told by whose he is."""
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
    meant = page.who(owner) if owner is not None else ()
    if (
        token.tag_ == "NNS"
        or token.lemma_ in cue_lexicon().others
        or len(meant) != 1
        or not meant[0].id.startswith("person:")
    ):
        return ()
    return (Reference(f"person:{_slug(token.lower_)}-of-{meant[0].id.removeprefix('person:')}", token.text),)


def _body_of(page: Page, token: Token) -> tuple[Reference, ...]:
    """“Nigerian officers of ECOMOG”, “a source at the bank”: the body for which somebody unnamed speaks."""
    near = (p for c in token.rights if c.lower_ in ("of", "from", "at", "with") for p in c.children)
    found = (tuple(r for r in page.who(p) if r.id.startswith("org:")) for p in near if page.mention_at(p) is not None)
    return next((r for r in found if len(r) == 1), ())


def _told_apart(token: Token) -> list[str]:
    """The adjectives and nouns right in front of a noun (a retired SADC official)."""
    return [t.lower_ for t in token.doc[_told_from(token) : token.i] if t.is_alpha]


def _told_from(token: Token) -> int:
    """The first of the adjectives and nouns right in front of a noun."""
    at = token.i
    while at and token.doc[at - 1].dep_ in ("amod", "compound", "nmod", "punct") and token.doc[at - 1].head.i > at - 1:
        if not (token.doc[at - 1].is_alpha or token.doc[at - 1].text == "-"):
            break
        at -= 1
    return at


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
