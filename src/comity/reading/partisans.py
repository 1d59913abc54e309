"""Partisans: which person belongs to which party: “a member of”, “(ANC)”, “the Likud lawmaker”, “joined”."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from comity.model import Reference, Relation
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Mention, Page
from comity.reading.pairs import is_force, is_unnamed, known, make_relation, noun_modality, pairs
from comity.reading.people import slug
from comity.reading.syntax import is_passive, objects, prepositional, subjects

_PERSON = ("person:",)
_PARTY = ("group:",)


def partisan_words() -> frozenset[str]:
    """The verbs and nouns that this module reads."""
    return frozenset(load("relations")["party_verbs"]) | words("relations", "party_posts")


def read_partisan(page: Page, token: Token) -> Iterator[Relation]:
    """What a verb of joining or standing for, or a post held for a party, says in its place."""
    if token.pos_ == "VERB" and token.lemma_ in load("relations")["party_verbs"]:
        yield from _of_verb(page, token)
    elif token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in words("relations", "party_posts"):
        yield from _of_post(page, token)


def read_bracketed(page: Page) -> Iterator[Relation]:
    """“Kagiso Moremi (ANC)”."""
    doc = page.doc
    for mention in page.mentions:
        after = page.covering.get(mention.end + 1) if mention.form == "name" else None
        if after is None or doc[mention.end].text != "(" or after.end >= len(doc) or doc[after.end].text != ")":
            continue
        people = [r for r in mention.references if r.id.startswith(_PERSON)]
        for party in (r for r in after.references if r.id.startswith(_PARTY) and not is_unnamed(r)):
            for person in people[:1]:
                near = (doc[mention.head], doc[after.head])
                if page.sentence_of(doc[mention.head]).readable:
                    pair = (person, party)
                    yield from make_relation(page, pair, "party-member", doc[after.head], near, "actual", 0.7)


def read_adherents(page: Page) -> Iterator[Relation]:
    """“Senator Mike Mansfield, a Democrat”, “Ann Roe, a British Conservative”, “Ann Roe and other Socialists”."""
    for mention in page.mentions:
        people = [r for r in mention.references if r.id.startswith(_PERSON)]
        if mention.form == "name" and people:
            found = _adherent_behind(page, mention) or _fellows_behind(page, mention)
            if found is not None and page.sentence_of(found[1]).readable:
                pair, near = (people[0], found[0]), (page.doc[mention.head], found[1])
                yield from make_relation(page, pair, "party-member", found[1], near, "actual", 0.7)


def _adherent_behind(page: Page, mention: Mention) -> tuple[Reference, Token] | None:
    """“, a Democrat”: the party by the plural of its people, and the word."""
    doc, at = page.doc, mention.end
    if at + 2 >= len(doc) or doc[at].text != "," or doc[at + 1].lower_ not in ("a", "an", "the"):
        return None
    at += 2
    land = page.covering.get(at)
    if land is not None and land.form == "demonym" and land.end < len(doc):
        at = land.end
    size = next((n for n in (2, 1) if doc[at : at + n].text.lower() in words("relations", "adherents")), 0)
    after = doc[at + size : at + size + 1].text
    if not size or not doc[at].text[:1].isupper() or after not in (",", ".", ";", "", "who", "whose", "from"):
        return None
    name = doc[at : at + size].text
    return Reference(f"group:{slug(name)}s", name), doc[at + size - 1]


def _fellows_behind(page: Page, mention: Mention) -> tuple[Reference, Token] | None:
    """“Ann Roe and other Conservatives”."""
    doc, at = page.doc, mention.end
    if at + 2 >= len(doc) or doc[at].lower_ != "and" or doc[at + 1].lower_ != "other":
        return None
    noun, party = doc[at + 2], page.covering.get(at + 2)
    called = noun.lower_.removesuffix("s") in words("relations", "adherents") and noun.text[:1].isupper()
    if not called or (at + 3 < len(doc) and doc[at + 3].pos_ in ("NOUN", "PROPN")):
        return None
    known_ = party.references[0] if party is not None and party.references else None
    named = known_ is not None and known_.id.startswith(_PARTY)
    return known_ if known_ is not None and named else Reference(f"group:{noun.lower_}", noun.text), noun


def read_led_parties(page: Page) -> Iterator[Relation]:
    """“the Liberal Democrats of Nick Clegg”, “the Fatherland party of Yulia Tymoshenko”."""
    doc = page.doc
    for mention in page.mentions:
        of = mention.end + (mention.end < len(doc) and doc[mention.end].lower_ == "party")
        if mention.form != "name" or of + 1 >= len(doc) or doc[of].lower_ != "of":
            continue
        leader = page.covering.get(of + 1)
        if leader is None or leader.form != "name" or not _is_party(page, doc[mention.head]):
            continue
        if page.sentence_of(doc[of]).readable and leader.references[0].id.startswith(_PERSON):
            pair, near = (leader.references[0], mention.references[0]), (doc[mention.head], doc[leader.head])
            yield from make_relation(page, pair, "party-member", doc[of], near, "actual", 0.6)


def read_party_member(page: Page, noun: Token, holders: Iterable[Token]) -> Iterator[Relation]:
    """“David Trimble, a member of the Ulster Unionist Party”: `holders` are those of whom the noun is said."""
    people = [t for t in holders if _means(page, t, _PERSON)]
    for party in prepositional(noun, "of", "in", "for"):
        if noun.lemma_ in ("founder", "co-founder") and not _is_told_party(page, party):
            continue  # “a founder of the mercenary group Wagner”
        prefixes = _PARTY if not is_partisan(page, party) else (*_PARTY, "org:")
        yield from pairs(page, people, [party], "party-member", noun, noun_modality(noun), 0.6, prefixes)


def is_partisan(page: Page, token: Token) -> bool:
    """“the United Democratic Alliance”: a body that no register knows, called as parties are."""
    mention = page.mention_at(token)
    if mention is None or mention.form != "name" or any(r.id in page.kinds for r in mention.references):
        return False
    called = [t.lower_ for t in page.doc[mention.start : mention.end]]
    marks = words("relations", "party_marks")
    return called[-1] in words("relations", "party_bodies") and bool(marks & set(called[:-1]))


def read_own_party(page: Page, noun: Token) -> Iterator[Relation]:
    """“Cyril Ramaphosa's party, the African National Congress”; “his militia, the Lions” is led by him."""
    owners = [t for t in noun.lefts if t.dep_ == "poss" and _means(page, t, _PERSON)]
    named = [c for c in noun.children if c.dep_ == "appos"]
    if not owners and noun.dep_ == "appos":  # “the Socialists, the party of President Milo Djukanovic”
        owners = [t for t in prepositional(noun, "of") if _means(page, t, _PERSON)]
        named = known(page, [noun], _PARTY)
    kind = "party-member" if noun.lemma_ == "party" else "leads"
    yield from pairs(page, owners, named, kind, noun, "actual", 0.6, _PARTY)


def _of_verb(page: Page, verb: Token) -> Iterator[Relation]:
    """“joined United Russia in 2005”, “sits in parliament for Syriza”, “was elected for the Union”."""
    rule = load("relations")["party_verbs"][verb.lemma_]
    if is_passive(verb) != bool(rule.get("passive")):
        return
    given = rule.get("prepositions")
    targets = prepositional(verb, *given) if given else objects(verb)
    if given:
        targets += [t for role in prepositional(verb, "as", "in") for t in prepositional(role, *given)]
        targets += [t for role in prepositional(verb, "on") for t in (*prepositional(role, "of"), *role.lefts)]
    people = [t for t in known(page, subjects(verb), _PERSON) if _means(page, t, _PERSON)]
    parties = [t for t in targets if _is_party(page, t)]
    for relation in pairs(
        page, people, parties, "party-member", verb, modality_of(verb), 0.6, (*_PERSON, *_PARTY, "org:")
    ):
        if relation.from_.id.startswith(_PERSON) and not relation.to.id.startswith(_PERSON):
            yield relation


def _of_post(page: Page, noun: Token) -> Iterator[Relation]:
    """“the Likud lawmaker Avi Cohen”, “Ann Roe, a Fianna Fáil senator”: the party stands in front of the post."""
    parties = [c for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod") and _is_party(page, c)]
    if not parties:
        yield from _of_colour(page, noun)
        return
    people = _holders(page, noun)
    yield from pairs(page, people, parties[:1], "party-member", noun, noun_modality(noun), 0.6, _PARTY)


def _holders(page: Page, noun: Token) -> list[Token]:
    """The one whose post the noun tells."""
    said = [c for c in noun.children if c.dep_ == "appos"]
    if noun.dep_ in ("compound", "appos", "nmod"):
        said.append(noun.head)
    elif noun.dep_ == "attr":
        said += subjects(noun.head)
    elif noun.i + 1 < len(noun.doc) and (mention := page.covering.get(noun.i + 1)) is not None:
        said.append(noun.doc[mention.head])
    return [t for t in said if _means(page, t, _PERSON)][:1]


def _of_colour(page: Page, noun: Token) -> Iterator[Relation]:
    """“Conservative MP Tom Roe”, “Peronist senator Ann Roe”: the party by its adjective."""
    colours = load("relations")["party_adjectives"]
    inside = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod")] or [noun.nbor(-1) if noun.i else noun]
    before = inside[0]
    known_ = any(r.id in page.kinds or not r.id.startswith("org:") for r in page.who(before))
    if before.lower_ not in colours or not before.text[:1].isupper() or known_:
        return
    for token in _holders(page, noun):
        for person in page.who(token):
            if person.id.startswith(_PERSON):
                pair = (person, Reference(f"group:{colours[before.lower_]}", before.text))
                yield from make_relation(page, pair, "party-member", noun, (before, token), noun_modality(noun), 0.6)


def _is_party(page: Page, token: Token) -> bool:
    """A named party; armed groups and peoples are joined in another way."""
    if is_partisan(page, token):
        return True
    named = [r for r in page.who(token) if r.id.startswith(_PARTY) and not is_unnamed(r) and not is_force(r)]
    mention = page.mention_at(token)
    if mention is not None and mention.form == "demonym":
        return False  # “the Serb members of the presidency”
    return any(page.kinds.get(r.id, "party") == "party" for r in named)


def _is_told_party(page: Page, token: Token) -> bool:
    """A party by its name or by the register's word; who founds a group of another kind need not be in a party."""
    named = {t.lower_ for t in (token, *token.children)}
    return bool(named & words("relations", "party_heads")) or any(
        page.kinds.get(r.id) == "party" for r in page.who(token)
    )


def _means(page: Page, token: Token, prefixes: tuple[str, ...]) -> bool:
    return any(r.id.startswith(prefixes) for r in page.who(token))
