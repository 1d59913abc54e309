"""Seats: where the headquarters of a body are."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from comity.model import Fact, Modality, Reference
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.salience import body_spoken_of, topic_body
from comity.reading.stating import BODIES, make_fact, meant, those
from comity.reading.syntax import prepositional, subjects

_BARE = frozenset({"the", "permanent", "general"})
_OF_BODIES = frozenset({"headquarters", "secretariat", "seat"})


def read_seat(page: Page, noun: Token) -> Iterator[Fact]:
    """“Its headquarters are in Suva”, “has its seat in Rabat”, “moved its headquarters from Cairo to Tunis”."""
    verb = noun.head
    owners = [c for c in noun.lefts if c.dep_ in ("poss", "compound", "nmod")] + prepositional(noun, "of")
    sites = prepositional(noun, "in", "at")
    put = noun.dep_ == "nsubjpass" and verb.lemma_ in words("facts", "seating")  # “was placed in Castries”
    if put or (verb.lemma_ in words("facts", "lying") and noun.dep_ in ("nsubj", "nsubjpass")):
        sites = (prepositional(verb, "to") if put else []) + sites
        sites += prepositional(verb, "in", "at") + [c for c in verb.children if c.dep_ == "attr"]
    elif (site := _lying_behind(page, noun)) is not None:
        sites = [site]  # “has 18 members and its headquarters are in Suva”, however parsed
    elif noun.dep_ == "dobj":
        if verb.lemma_ not in words("facts", "seating"):
            return  # “rebels shelled a naval base”
        owners += subjects(verb)
        sites = _moved_to(verb) or prepositional(noun, "to") or sites + prepositional(verb, "in", "at")
        sites = sites or _where(verb)
    elif noun.dep_ == "pobj" and verb.lower_ == "as" and verb.head.lemma_ in words("facts", "serving"):
        served = subjects(verb.head)
        sites += [t for s in served for t in prepositional(s, "in", "at")] or served
    elif noun.dep_ == "pobj" and verb.lower_ in ("from", "with"):
        sites, over = prepositional(noun, "in", "at"), verb.head
        held = subjects(over) if over.pos_ in ("VERB", "AUX") else [over]
        owners = [t for t in owners if those(page, [t], BODIES)] or held or owners
        owners = owners if those(page, owners, BODIES) else [c for c in noun.lefts if c.dep_ == "poss"]
    elif noun.dep_ == "attr" and verb.lemma_ in ("be", "remain", "become"):
        sites += [t for t in subjects(verb) if page.mention_at(t) is not None]  # “Vienna is the seat of OPEC”
    elif noun.dep_ == "appos" and (mention := page.mention_at(noun.head)) is not None and mention.form != "pronoun":
        sites += [noun.head]  # “in Addis Ababa, the seat of the organisation”
    elif noun.dep_ not in ("conj", "appos", "nsubj", "nsubjpass", "pobj", "ROOT"):
        return
    if not sites and noun.dep_ == "pobj" and verb.lower_ == "at" and (near := _place_before(page, verb)):
        sites = near  # “In Jakarta, at the headquarters of ASEAN”
    if noun.lower_ == "base" and (not sites or (noun.dep_ != "dobj" and prepositional(noun, "in", "at"))):
        return  # “the CIA's Benghazi base”, “whose base at Kant is …”: one of many
    if not sites:  # “OPEC's Vienna headquarters”
        sites = [c for c in noun.lefts if c.dep_ in ("compound", "nmod", "amod")]
    if not sites and noun.dep_ == "pobj":
        sites = [t for o in owners for t in prepositional(o, "in", "at")]  # “at the seat of the Court in The Hague”
    told = verb.pos_ in ("VERB", "AUX")
    modality = modality_of(verb) if told and noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") else "actual"
    for token, about in (meant(page, owners, BODIES) or _bare(page, noun, owners))[:1]:
        yield from _seated(page, about, sites, [noun, token, verb] if told else [noun, token], modality)


def _moved_to(verb: Token) -> list[Token]:
    """“moved its seat to Tunis”, “to move its seat, for the time being, from Cairo to Tunis”, wherever “to” hangs."""
    ways = [t for t in verb.subtree if t.lower_ == "from" and t.i > verb.i]
    return prepositional(verb, "to") or [t for way in ways[:1] for t in prepositional(way, "to")]


def _where(verb: Token) -> list[Token]:
    """“Ivory Coast, where the bank has its seat”."""
    return [verb.head] if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children) else []


def _bare(page: Page, noun: Token, owners: Sequence[Token]) -> list[tuple[Token, Reference]]:
    """“The secretariat is in Jakarta”: of the body that the text is about; “its seat”, where no body stands near."""
    own = any(t.lower_ in ("its", "their") for t in owners)
    definite = not owners and noun.lower_ in _OF_BODIES and all(c.lower_ in _BARE for c in noun.lefts)
    if noun.dep_ not in ("nsubj", "nsubjpass") or not (own or definite):
        return []
    return [(noun, r) for r in body_spoken_of(page, noun) if topic_body(page) in (r.id, "")]


def _lying_behind(page: Page, noun: Token) -> Token | None:
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    told = len(behind) == 2 and behind[0].lemma_ in words("facts", "lying") and behind[1].lower_ == "in"
    mention = page.covering.get(noun.i + 3) if told and noun.dep_ == "conj" else None
    return page.doc[mention.head] if mention is not None else None


def _place_before(page: Page, way: Token) -> list[Token]:
    before = page.covering.get(way.i - 2) if way.i > 1 and way.nbor(-1).text == "," else None
    return [page.doc[before.head]] if before is not None and before.place is not None else []


def read_sitting(page: Page, verb: Token) -> Iterator[Fact]:
    """“the Pan-African Parliament sits in Midrand”, “is headquartered in Jakarta”."""
    over = subjects(verb)
    named = [c for t in over for c in t.children if c.dep_ == "appos"]  # “its parliament, the Diet, sits in Tokyo”
    for token, about in (those(page, named, ("org:",)) or meant(page, over, ("org:",)))[:1]:
        yield from _seated(page, about, prepositional(verb, "in", "at"), [verb, token])


def _seated(
    page: Page, about: Reference, sites: Iterable[Token], tokens: list[Token], modality: Modality = "actual"
) -> Iterator[Fact]:
    for site in [s for t in sites for s in (t, *prepositional(t, "of"))]:  # “in the Saudi city of Jeddah”
        if (capital := _capital(page, site)) is not None:
            yield make_fact(page, about, "headquarters", capital, [*tokens, site], modality=modality)
            return
        mention = page.mention_at(site)
        if mention is not None and mention.references:
            place = mention.place or mention.references[0]
            if place.id.startswith(("place:", "state:", "region:")):
                yield make_fact(page, about, "headquarters", place, [*tokens, site], modality=modality)
                return


def _capital(page: Page, site: Token) -> Reference | None:
    """“in the Fijian capital”, “in the capital of Fiji”: the town."""
    if site.lower_ != "capital":
        return None
    told = [*(c for c in site.lefts if c.dep_ in ("amod", "compound", "nmod", "poss")), *prepositional(site, "of")]
    states = [r.id for t in told for r in page.who(t) if r.id.startswith("state:")]
    seat = page.seats.get(states[0]) if states else None
    return Reference(seat, page.document.text[site.left_edge.idx : site.idx + len(site)]) if seat else None
