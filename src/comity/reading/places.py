"""Affiliations: who belongs to which institution, what is based where, which region is part of which state."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Reference, Relation
from comity.reading.lexicon import words
from comity.reading.page import Mention, Page
from comity.reading.pairs import is_force, is_unnamed, known, make_relation, noun_modality
from comity.reading.partisans import is_partisan
from comity.reading.syntax import objects, prepositional, subjects

_SEATED = ("org:", "group:")
_CALLED = (
    "bank",
    "university",
    "council",
    "church",
    "diocese",
    "school",
    "court",
    "port",
    "city",
    "archdiocese",
    "treaty",
    "pact",
    "agreement",
)
_COLOURS = 4
"""Words that may stand between an owner and a name."""
_PARTS = ("region:",)
_WHOLES = ("state:", "region:")
_SITES = ("state:", "place:")


def read_affiliations(page: Page) -> Iterator[Relation]:
    """“ORG in COUNTRY” is based-in; “PERSON of ORG” and a unit inside a body are part-of; provinces of states."""
    for mention in page.mentions:
        if mention.form == "pronoun" and mention.references and page.doc[mention.start].tag_ in ("PRP$", "WP$"):
            yield from _owned(page, mention)
        if mention.form != "name" or not mention.references:
            continue
        if not page.sentence_of(page.doc[mention.head]).readable:
            continue
        yield from _behind(page, mention)
        yield from _bracketed(page, mention)
        yield from _owned(page, mention)
        yield from _province(page, mention)
        yield from _sited(page, mention)
    yield from _members_of_regions(page)


def _behind(page: Page, mention: Mention) -> Iterator[Relation]:
    doc, at = page.doc, mention.end
    id_ = mention.references[0].id
    if at < len(doc) and doc[at].text == "," and id_.startswith(("person:", *_SEATED)):
        at = at + 1 if id_.startswith("person:") else _after_apposition(page, at)
    near = ("in", "at", "of", "with", "from") if at == mention.end else ("in", "at", "of")
    if at + 1 >= len(doc) or doc[at].lower_ not in near:
        return
    other = _next_name(page, at + 1)
    if other is None:
        return
    second = other.place or other.references[0] if doc[at].lower_ == "in" else other.references[0]
    if doc[at].lower_ == "of" and other.place is not None:
        second = other.place
    kind = _kind(id_, doc[at].lower_, second.id, mention.references[0].name)
    if kind == "part-of" and id_.startswith("person:") and is_partisan(page, doc[other.head]):
        kind = "party-member"
    seated = page.kinds.get(id_) in words("relations", "seated") and page.seats.get(id_) == second.id
    if seated and doc[at].lower_ in ("in", "at", "of") and doc[at].head.pos_ not in ("VERB", "AUX"):
        yield _make(page, mention, other, mention.references[0], second, "based-in")
        return
    if kind == "based-in" and doc[mention.end - 1].lower_ in words("relations", "unhoused"):
        return
    if kind == "party-member" and is_force(second):
        return
    if kind == "part-of" and id_.startswith("person:") and _is_met(doc[mention.head], doc[at]):
        return
    if kind == "part-of" and id_.startswith("group:") and page.kinds.get(second.id) != "parliament":
        return  # “Republicans in Congress” sit there
    if kind == "based-in" and id_.startswith("group:") and not _is_settled(page, mention, second):
        return
    if kind == "part-of" and doc[at].lower_ in ("from", "with", "at") and _is_intergovernmental(page, second.id):
        return  # “arrived with NATO”, “raised by ASEAN at the UN” are no affiliations
    if kind and not (kind == "based-in" and _governed_by_verb(page, mention, doc[at])):
        yield _make(page, mention, other, mention.references[0], second, kind)


def _is_met(person: Token, preposition: Token) -> bool:
    """“met Ann Roe at the Rainier Club”, “the departure of Ann Roe from Haneda”: where somebody is met or leaves."""
    if preposition.lower_ not in ("at", "from", "with"):
        return False
    return person.dep_ == "dobj" or (person.dep_ == "pobj" and person.head.lower_ in ("with", "of", "to"))


def _is_settled(page: Page, mention: Mention, site: Reference) -> bool:
    """“Hezbollah in Lebanon” sits there; a people, a crowd or a party in a town only is or meets there."""
    group = mention.references[0]
    if is_unnamed(group) or page.doc[mention.end - 1].tag_ == "NNPS" or mention.form == "demonym":
        return False
    return site.id.startswith("state:") and page.kinds.get(group.id, "movement") in ("armed-group", "movement", "party")


def _bracketed(page: Page, mention: Mention) -> Iterator[Relation]:
    """“Amber Shipping (Limassol)”: the town in brackets behind a body."""
    doc, body = page.doc, mention.references[0]
    inner = page.covering.get(mention.end + 1) if mention.end + 2 < len(doc) and doc[mention.end].text == "(" else None
    if inner is None or doc[inner.end : inner.end + 1].text != ")" or not body.id.startswith("org:"):
        return
    place = inner.place or (inner.references[0] if inner.references else None)
    if place is not None and place.id.startswith("place:") and not _is_intergovernmental(page, body.id):
        yield _make(page, mention, inner, body, place, "based-in")


def _owned(page: Page, mention: Mention) -> Iterator[Relation]:
    """“the UN's Ban” belongs to it, “Lebanon's Hezbollah” sits there."""
    doc, at = page.doc, mention.end
    at += at < len(doc) and doc[at].tag_ == "POS"
    held = at > mention.end or mention.form == "pronoun"
    at = _past_colour(page, at) if held else at
    other = page.covering.get(at) if at < len(doc) and held else None
    if other is None or other.form != "name" or len(other.references) != 1 or other.start != at:
        return
    owner, owned = mention.references[0], other.references[0]
    sits = mention.form != "pronoun" and _sits_there(page, other)
    if owner.id.startswith("org:") and (owned.id.startswith("person:") or _is_organ(page, other)):
        yield _make(page, mention, other, owned, owner, "part-of")
    elif owner.id.startswith("group:") and owned.id.startswith("person:") and _is_party(page, mention):
        yield _make(page, mention, other, owned, owner, "party-member")  # “the MPLA's Agostinho Neto”
    elif owner.id.startswith("person:") and owned.id.startswith("group:") and _is_party(page, other):
        yield _make(page, mention, other, owner, owned, "party-member")
    elif owner.id.startswith("person:") and (
        page.kinds.get(owned.id) in ("armed-group", "movement") or is_force(owned)
    ):
        yield _make(page, mention, other, owner, owned, "leads")
    elif owner.id.startswith("state:") and sits and page.doc[other.end - 1].pos_ == "PROPN":
        yield _make(page, mention, other, owned, owner, "based-in")


def _past_colour(page: Page, at: int) -> int:
    """“Erdogan's ruling Justice Party”, “her far-right National Rally”: past the words that colour the party."""
    doc, i = page.doc, at
    while i < len(doc) and i < at + _COLOURS and i not in page.covering:
        if not (doc[i].pos_ == "ADJ" or doc[i].text == "-" or doc[i].lower_ in words("relations", "partying")):
            return at
        i += 1
    return i


def _is_organ(page: Page, mention: Mention) -> bool:
    """“the UN, whose General Assembly”, “the African Union's Peace and Security Council”."""
    called = [t.lower_ for t in page.doc[mention.start : mention.end]]
    organ = mention.references[0].id
    told = organ in page.kinds or len(called) > 2
    return organ.startswith("org:") and told and called[-1] in words("relations", "organs")


def _sits_there(page: Page, mention: Mention) -> bool:
    """“Lebanon's Hezbollah”, “Denmark's Maersk”; no organ, ship, people or creed of the state: “Iraq's Kurds”."""
    owned, called = mention.references[0], [t.lower_ for t in page.doc[mention.start : mention.end]]
    if not owned.id.startswith(_SEATED) or owned.acts_for is not None or _is_intergovernmental(page, owned.id):
        return False
    organ = words("actors", "state_organs") | words("relations", "unseated")
    crowd = called[-1] in words("actors", "party_plurals") or page.doc[mention.end - 1].tag_ == "NNPS"
    kind = page.kinds.get(owned.id)
    if kind in ("ngo", "party") or (kind is None and owned.id.startswith("group:") and _is_party(page, mention)):
        return False  # “Fiji's Red Cross”, “Britain's Labour Party”
    return not (is_unnamed(owned) or (organ & set(called) and kind is None) or (crowd and len(called) == 1))


def _is_party(page: Page, mention: Mention) -> bool:
    """“whose Dawa party”, “Netanyahu's Likud”; “her GOP rival” is no member's party."""
    if mention.end < len(page.doc) and page.doc[mention.end].pos_ == "NOUN" and page.doc[mention.end].lower_ != "party":
        return False
    if is_force(mention.references[0]):
        return False
    if page.kinds.get(mention.references[0].id, "party") == "party" and not is_unnamed(mention.references[0]):
        return True
    after = page.doc[mention.end].lower_ if mention.end < len(page.doc) else ""
    return "party" in {after, *(t.lower_ for t in page.doc[mention.start : mention.end])}


def _is_intergovernmental(page: Page, id_: str) -> bool:
    """Bodies of states meet and act in many places; where they sit is told as their headquarters."""
    return page.kinds.get(id_) in words("memberships", "bodies")


def _after_apposition(page: Page, comma: int) -> int:
    """“the OSCE Academy, a foreign policy think tank in Kyrgyzstan”, “Hezbollah, Tehran's proxy in Lebanon”: past the
    noun phrase behind the comma."""
    doc, i = page.doc, comma + 1
    owner = page.covering.get(i)
    if owner is not None and owner.end < len(doc) and doc[owner.end].tag_ == "POS":
        i = owner.end
    if i < len(doc) and (doc[i].lower_ in ("a", "an", "the") or doc[i].tag_ == "POS"):
        i += doc[i].tag_ == "POS"
        while i < len(doc) and i < comma + 8 and doc[i].pos_ in ("DET", "ADJ", "NOUN", "PUNCT", "ADV"):
            if doc[i].text == ",":
                break
            i += 1
        return i
    return len(doc)


def _next_name(page: Page, at: int) -> Mention | None:
    doc = page.doc
    while at < len(doc) and (
        (doc[at].pos_ in ("DET", "ADJ") and at not in page.covering) or doc[at].lower_ in words("relations", "partying")
    ):
        at += 1
    mention = page.covering.get(at) if at < len(doc) else None
    if mention is not None and mention.form == "description":  # “the ruling Civic Contract party”
        inside = (page.heads.get(i) for i in range(mention.start, mention.end))
        mention = next((m for m in inside if m is not None and m.form == "name"), None)
    if mention is None or mention.form not in ("name", "capital") or not mention.references:
        return None
    return _owned_party(page, mention) or mention


def _owned_party(page: Page, owner: Mention) -> Mention | None:
    """“Ann Roe of Britain's Labour Party”: the party behind its land."""
    doc, at = page.doc, owner.end
    held = at + 1 < len(doc) and doc[at].tag_ == "POS" and owner.references[0].id.startswith("state:")
    party = page.covering.get(_past_colour(page, at + 1)) if held else None
    return party if party is not None and party.form == "name" and _is_party(page, party) else None


def _is_company(name: str) -> bool:
    """“Medway Mining of Toronto” sits there; “the Archdiocese of Toronto” is called after it."""
    return not name.split()[-1].lower().endswith(_CALLED) and len(name.split()) > 1


def _kind(first: str, preposition: str, second: str, name: str = "") -> str | None:
    if first.startswith(_SEATED) and preposition == "in" and second.startswith(_SITES):
        return "based-in"
    if first.startswith("org:") and preposition == "of" and second.startswith("place:"):
        return "based-in" if _is_company(name) else None
    if first.startswith("org:") and preposition == "at" and second.startswith("org:"):
        return "part-of"
    if first.startswith("person:") and preposition in ("of", "at", "from", "with") and second.startswith("org:"):
        return "part-of"
    if first.startswith("group:") and preposition == "in" and second.startswith("org:"):
        return "part-of"
    if first.startswith("person:") and preposition == "of" and second.startswith("group:"):
        return "party-member"
    return None


def _governed_by_verb(page: Page, mention: Mention, preposition: Token) -> bool:
    """“met the IAEA in Vienna”: where something happens, not where the body sits."""
    return preposition.head.pos_ in ("VERB", "AUX") or _is_intergovernmental(page, mention.references[0].id)


def _make(page: Page, first: Mention, last: Mention, from_: Reference, to: Reference, kind: str) -> Relation:
    doc = page.doc
    low, high = min(first.start, last.start), max(first.end, last.end)
    return Relation(
        document=page.document.id, evidence=(page.evidence(doc[low], doc[high - 1]),), from_=from_, relation=kind,
        to=to, confidence=0.7, frame=f"relation:{kind}",
    )  # fmt: skip


def _sited(page: Page, mention: Mention) -> Iterator[Relation]:
    """“the British firm Sandline”, “the Steppe Institute, an Almaty think tank”, “Lakas, Peru's biggest party”."""
    body, doc = mention.references[0], page.doc
    if not body.id.startswith(_SEATED) or body.acts_for is not None or _is_intergovernmental(page, body.id):
        return
    head = doc[mention.head]
    behind = [c for c in head.children if c.dep_ == "appos"] or _behind_comma(page, mention)
    over = [head.head] if head.dep_ in ("appos", "compound", "nmod") else []
    near = [*([doc[mention.start - 1]] if mention.start else []), *over, *behind]
    noun = next((t for t in near if _is_firm(t)), None)
    sites = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod", "poss")] if noun is not None else []
    for site in sites:
        where = page.mention_at(site)
        if where is None or not where.references or where.form == "pronoun" or where.start == mention.start:
            continue
        place = where.place if where.form in ("name", "capital", "seat") and where.place else where.references[0]
        if place.id.startswith(_SITES):
            yield _make(page, where, mention, body, place, "based-in")
            return


def _behind_comma(page: Page, mention: Mention) -> list[Token]:
    """“says Ann Roe of the Steppe Institute, an Almaty think tank”, which the parser hangs on the person."""
    doc, at = page.doc, mention.end + 1
    if at >= len(doc) or doc[mention.end].text != "," or doc[at].lower_ not in ("a", "an"):
        return []
    return [t for t in doc[at : at + 6] if t.dep_ == "appos" and t.left_edge.i == at][:1]


def _is_firm(noun: Token) -> bool:
    nouns = words("actors", "firm_nouns") | words("actors", "group_nouns") | words("relations", "sited")
    return noun.lower_ in nouns and (noun.pos_ == "NOUN" or noun.lower_ == "ngo")


def _province(page: Page, mention: Mention) -> Iterator[Relation]:
    """“its western region of Xinjiang”, “the far-western province of Xinjiang”: part of the state it lies in."""
    doc, region = page.doc, mention.references[0]
    state = page.within.get(region.id, "")
    if not region.id.startswith("region:") or mention.start < 2 or not state.startswith("state:"):
        return
    noun = doc[mention.start - 2] if doc[mention.start - 1].lower_ == "of" else None
    if noun is None or noun.lower_ not in words("relations", "parts"):
        return
    if noun.lower_ == "state" and not any(c.dep_ in ("poss", "amod", "compound") for c in noun.lefts):
        return  # “the state of Maharashtra will appeal”
    named = next((r.name for m in page.mentions for r in m.references if (r.acts_for or r.id) == state), None)
    if named is not None:
        first = noun.left_edge.i if mention.start - noun.left_edge.i <= 5 else noun.i
        yield Relation(
            document=page.document.id, evidence=(page.evidence(doc[first], doc[mention.end - 1]),), from_=region,
            relation="part-of", to=Reference(state, named), confidence=0.7, frame="relation:part-of",
        )  # fmt: skip


def read_part(page: Page, noun: Token) -> Iterator[Relation]:
    """“Abkhazia is part of Georgia”, “Essequibo, a region that makes up two thirds of Guyana”."""
    whole = prepositional(noun, "of", "in")
    for verb in (c for c in noun.children if c.dep_ == "relcl" and c.lemma_ in words("relations", "making_up")):
        whole += [t for o in objects(verb) for t in prepositional(o, "of")]
    whole += [t for name in whole if _is_part(name) for t in prepositional(name, "of", "in")]
    making = noun.dep_ == "dobj" and noun.head.lemma_ in words("relations", "making_up")
    called = [c for c in noun.lefts if c.dep_ == "compound" and any(r.id.startswith(_PARTS) for r in page.who(c))]
    for token in known(page, subjects(noun.head) if making else called or [noun], _WHOLES):
        for part in page.who(token):
            for other in whole:
                for owner in page.who(other):
                    if _is_inside(part, owner, noun):
                        yield from make_relation(
                            page, (part, owner), "part-of", noun, (token, other), noun_modality(noun), 0.6
                        )


def _is_part(token: Token) -> bool:
    return token.lower_ in words("relations", "parts")


def _is_inside(part: Reference, owner: Reference, noun: Token) -> bool:
    """A region lies in a state or a region; a territory with an id of a state belongs to another one."""
    if part.id.startswith(_PARTS):
        return owner.id.startswith(_WHOLES) and part.id != owner.id
    return part.id.startswith("state:") and owner.id.startswith("state:") and noun.lower_ in words("relations", "owned")


def _members_of_regions(page: Page) -> Iterator[Relation]:
    """“Central Asian states, including Kazakhstan and Tajikistan”."""
    for mention in page.mentions:
        if not mention.references or not mention.references[0].id.startswith("region:"):
            continue
        noun = page.doc[mention.head].head
        if noun.lemma_ not in ("state", "country", "nation", "republic") or noun.i < mention.start:
            continue
        if not page.sentence_of(noun).readable:
            continue
        for other in _included(page, noun):
            for reference in other.references:
                if reference.id.startswith("state:"):
                    yield _make(page, mention, other, reference, mention.references[0], "part-of")


def _included(page: Page, noun: Token) -> Iterator[Mention]:
    for child in noun.children:
        if child.lower_ in ("including", "like", "such") and child.dep_ in ("prep", "amod"):
            listed = child if child.dep_ == "prep" or child.lower_ != "such" else child.head
            for inner in (t for t in listed.subtree if t.i > child.i):
                mention = page.heads.get(inner.i)
                if mention is not None and mention.form == "name":
                    yield mention
