"""Descriptions: whom “the bloc”, “both sides”, “the kingdom”, “analysts” and “the two” mean."""

from collections.abc import Callable, Set
from functools import partial

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.adjacency import adjoin, lie_beside
from comity.reading.bands import bare_again, called_before, last_group, of_named_group
from comity.reading.besides import beside, meant
from comity.reading.calling import can_be_called
from comity.reading.circles import acted_last, circle, last_pair, listed_last
from comity.reading.crowds import are_called_by_two_words, as_called, by_its_words, is_unnamed
from comity.reading.discourse import MODIFIERS, SUBJECTS, Discourse, Seen, represented
from comity.reading.forces import FORCES, army_of_patient, named_army, of_its_head, sent_by, speakers_own
from comity.reading.lexicon import load, words
from comity.reading.ministries import is_ministry, ministry_called
from comity.reading.salience import salient_body
from comity.reading.sorts import sort_of
from comity.reading.syntax import conjunct_root, is_passive, objects, subjects

_DEFINITE = frozenset({"the", "both", "this", "two", "these"})

_ORDER = {"first": 0, "second": 1}

_RIVALRY = 3
"""Sentences back that “his rival” may be named."""


def describe_number(talk: Discourse, token: Token, sentence: int) -> None:
    """“the two agreed”, “the four had cut ties”: the persons, or else the states, that were named together."""
    number = load("actors")["numbers"][token.lower_]
    references = _club(talk, token) or (
        listed_last(talk, token, number, sentence)
        or (() if _is_of_war(token) else circle(talk, token, number, "leaders", sentence))
        or circle(talk, token, number, "countries", sentence)
    )
    if references:
        talk.add(token.i - 1, token.i + 1, token.i, "description", references)
        talk.seen.append(Seen(references, token.i, sentence, True, True))


def _club(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“the Twelve”, “the Fifteen”: the body of so many members that its press calls so, where the text names it."""
    body = load("actors")["clubs"].get(token.text)
    named = (m.references[0] for m, _ in talk.page.bodies if m.start < token.i and m.references[0].id == body)
    return tuple(named)[:1]


def _is_of_war(token: Token) -> bool:
    """“The two went to war”: states do, whoever leads them when the text is written."""
    verb = token.head
    beside_it = [p for c in verb.rights if c.dep_ in ("dobj", "prep") for p in (c, *c.children)]
    return verb.pos_ == "VERB" and any(t.lemma_.lower() in words("actors", "warfare") for t in (verb, *beside_it))


def describe_either(talk: Discourse, token: Token, sentence: int) -> None:
    """“each accused the other”, “each side”: both of the last two; “the former”, “the latter”: one of them."""
    low = token.lower_
    other = any(c.dep_ == "dobj" and c.lower_ == "other" for a in (token.head, token.head.head) for c in a.children)
    if (low == "each") != other or (low != "each" and (not token.i or token.nbor(-1).lower_ != "the")):
        return
    pair = circle(talk, token, 2, "sides", sentence) if low == "each" else last_pair(talk, token, sentence)
    if len(pair) == 2:
        noun = token.head if token.dep_ == "det" else token
        references = pair if low == "each" else pair[:1] if low == "former" else pair[1:]
        talk.add(token.i, noun.i + 1, noun.i, "description", references)


def both(talk: Discourse, token: Token, sentence: int) -> tuple[Reference, ...]:
    """“appealed to both”, “both denied it”: the two that stood together, or against each other, last."""
    if token.dep_ not in (*SUBJECTS, "dobj", "pobj", "dative"):
        return ()
    found = listed_last(talk, token, 2, sentence) or acted_last(talk, token, sentence)
    return found or circle(talk, token, 2, "sides", sentence)


def describe(talk: Discourse, token: Token, sentence: int) -> None:
    """Whom a common noun calls again, if anybody."""
    if token.i in {m.head for m in talk.found[-40:]}:
        return
    near = (*token.children, *(k for c in token.lefts if c.dep_ in ("compound", "nmod") for k in c.lefts))
    determiner = next((c for c in near if c.dep_ == "det" or c.tag_ in ("DT", "CD")), None)  # “The BRICS grouping”
    definite = determiner is not None and determiner.lower_ in _DEFINITE
    references = _called(talk, token, sentence, definite=definite)
    if references:
        several = len(references) > 1 or (token.tag_ == "NNS" and token.lower_ in FORCES)
        start = min([determiner.i if determiner is not None and definite else token.i, token.i])
        talk.add(start, token.i + 1, token.i, "description", references)
        talk.seen.append(Seen(references, token.i, sentence, conjunct_root(token).dep_ in SUBJECTS, several))


def _called(talk: Discourse, token: Token, sentence: int, *, definite: bool) -> tuple[Reference, ...]:
    low = token.lower_
    if low == "state" and any(c.lower_ == "of" for c in token.rights):
        return ()  # “the state of the European Union”: how it stands
    if low in ("party", "parties") and token.text[0].isupper() and (of_treaty := _of_treaty(talk, token)):
        return of_treaty
    bodies, states, arms = (words("actors", k) for k in ("organisation_nouns", "state_nouns", "arm_nouns"))
    if low in words("actors", "plural_nouns") and (number := _counted(token)):
        return circle(talk, token, number, low, sentence)
    if (
        low in words("actors", "circle_nouns")
        and _is_bare(token)
        and not _are_of_one_state(token)
        and (last := circle(talk, token, 0, low, sentence))
    ):
        return last
    if (
        definite
        and low in words("actors", "group_nouns")
        and (group := called_before(talk, token) or last_group(talk, token))
    ):
        return group
    if low in states | arms and (definite or low == "police") and (owner := _owner(talk, token)):
        return owner
    if definite and low in states and (ruled := _ruled(talk, token)):
        return ruled
    if low in words("actors", "neighbours") and any(c.tag_ == "PRP$" for c in token.children):
        return _neighbour(talk, token)
    if low in words("actors", "opponents_by_tie") and any(c.dep_ == "poss" for c in token.children):
        return _opponent(talk, token, sentence)
    if definite and low in bodies and (regional := _regional(talk, token)):
        return regional
    if definite and low in bodies and (speaker := _speaker_behind(talk, token)):
        return speaker
    if definite and low in bodies and (named := _named_before(talk, token)):
        return named
    if definite and is_ministry(token) and not _has_modifier_name(talk, token):
        return ministry_called(talk, token, next(iter(_owner(talk, token)), None))
    if definite and low in words("actors", "firm_nouns") and (firm := _firm(talk, token)):
        return firm
    if definite and low in bodies and not _has_modifier_name(talk, token) and not _is_another_sort(token):
        return _body_left(talk, token, low) or salient_body(talk.page, token, low)
    if low in arms and (own := army_of_patient(talk, token)):
        return own
    if definite and low in words("actors", "called_by_sort") and (sort := sort_of(token)) is not None:
        state = talk.trail.likeliest(talk.page, token, beside(talk, token), arm=False, among=sort.__contains__)
        return (state,) if state else ()
    if definite and low in states | arms and not _has_modifier_name(talk, token):
        told = sent_by(talk, token) or speakers_own(talk, token) or of_its_head(talk, token) or named_army(talk, token)
        if told:
            return told
        state = talk.trail.likeliest(talk.page, token, beside(talk, token), arm=low in arms)
        return (state,) if state else ()
    if definite and low in words("actors", "region_nouns") and not _has_modifier_name(talk, token):
        return _region(talk, token)
    if low in bodies | states | arms and not definite:
        return _predicated(talk, token)
    if not _is_group(token):
        return ()
    if _are_of_many(token) or _are_named_behind(talk, token):
        return ()
    if again := (definite and called_before(talk, token)) or bare_again(talk, token):
        return again
    found = of_named_group(talk, token) or sent_by(talk, token) or (by_its_words(talk.page, token),)
    return as_called(talk.page, token, found)


def _is_group(token: Token) -> bool:
    """“gunmen”, “armed men”: unnamed people who can act."""
    return token.lower_ in words("actors", "generic_groups") or are_called_by_two_words(token)


def _of_treaty(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“the Parties”, “the second Party”: those whom a joint text called so first, or one of the two."""
    doc = talk.page.doc
    named = (m.references for m in talk.found if doc[m.head].text == "Parties" and len(m.references) > 1)
    parties = next(named, ())
    if token.text == "Parties":
        return parties
    order = next((_ORDER[c.lower_] for c in token.lefts if c.lower_ in _ORDER), None)
    return parties[order : order + 1] if order is not None and len(parties) == len(_ORDER) else ()


def _ruled(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“Lukashenko has ruled the country since 1994”: the state that he acts for."""
    if token.dep_ != "dobj" or token.head.lemma_ not in words("actors", "ruling"):
        return ()
    rulers = [represented(r) for s in subjects(token.head) for r in meant(talk, s) if r.id.startswith("person:")]
    return tuple(rulers) if len(rulers) == 1 and rulers[0].id.startswith("state:") else ()


def _is_another_sort(token: Token) -> bool:
    """“the ruling council”, “the international community”: what its adjective tells is none of a body of states."""
    if token.lower_ not in words("actors", "called_by_name"):
        return False
    return any(c.dep_ == "amod" and c.lower_ in words("actors", "other_sorts") for c in token.lefts)


def _are_of_many(token: Token) -> bool:
    """“the leaders of both countries”: whom the noun behind “of” means tells whose they are."""
    behind = [p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children]
    return any(p.lower_ in words("actors", "plural_nouns") | words("actors", "numbers") for p in behind)


def _are_named_behind(talk: Discourse, token: Token) -> bool:
    """“The ministers of defence, Ann Roe and Tom Vale, signed”: they are who is named, and nobody besides."""
    doc, titles = talk.page.doc, (t for t in talk.page.titles if t.role.head == token.i and t.person is not None)
    return any(t.role.end <= talk.page.names[t.person or 0].start and doc[t.role.end].text == "," for t in titles)


def _speaker_behind(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“The bloc has suspended Sudan, the African Union said”: the body that says so of itself."""
    clause = next((a for a in token.ancestors if a.dep_ == "ccomp"), None)
    if token.dep_ not in SUBJECTS or clause is None or clause.head.i < clause.i:
        return ()
    if clause.head.lemma_ not in words("modality", "reporting"):
        return ()
    said = [r for s in subjects(clause.head) if s.i > clause.i for r in talk.page.who(s)]
    return tuple(said) if len(said) == 1 and can_be_called(talk.page, said[0].id, token.lower_) else ()


def _body_left(talk: Discourse, token: Token, low: str) -> tuple[Reference, ...]:
    """“The two were suspended from the bloc”: the body of which they are, or were, members."""
    verb = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
    if (
        low not in words("actors", "bloc_nouns")
        or verb is None
        or verb.lemma_ not in words("actors", "done_to_members")
    ):
        return ()
    states = [state for state in beside(talk, token) if talk.register.entry(state) is not None]
    bodies = {row.organisation for state in states for row in talk.register.memberships(state)}
    return salient_body(talk.page, token, low, among=bodies) if bodies else ()


def _firm(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“the Russian giant”, “the Chinese firm”: the company spoken of."""
    apposed = token.dep_ in ("compound", "appos") or any(c.dep_ == "appos" for c in token.children)
    found = () if apposed or not _has_modifier_name(talk, token) else salient_body(talk.page, token, "firm")
    return found if all(talk.page.kinds.get(r.id) in ("company", "bank") for r in found) else ()


def _regional(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“the West African bloc”: the body that is known by its region."""
    if token.lower_ not in words("actors", "circles_of_states"):
        return ()
    left = [c for c in token.subtree if c.i < token.i and c.dep_ in MODIFIERS]
    called = " ".join(t.lower_ for t in left)
    listed = load("actors")["regional_bodies"]
    known = next((body for region, body in listed.items() if called in (region, f"{region} regional")), None)
    return (Reference(known, talk.page.document.text[left[0].idx : token.idx + len(token)]),) if known else ()


def _neighbour(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“sued its neighbour”: the other state that was named last."""
    owners = {r.represents for c in token.children if c.tag_ == "PRP$" for r in meant(talk, c)}
    if not owners:
        return ()
    if any(c.dep_ == "prep" and c.lower_ in ("across", "beyond", "to") and c.i == token.i + 1 for c in token.children):
        return ()  # “its neighbour across the Gulf”
    taken = owners | beside(talk, token)
    other = _nearest_neighbour(talk, token, taken, owners) or _named_behind(talk, token, taken)
    return (other,) if other else ()


def _nearest_neighbour(talk: Discourse, token: Token, taken: Set[str], owners: Set[str]) -> Reference | None:
    """The last state named that lies beside all owners."""

    for beside_each in (lie_beside, adjoin):
        among = partial(_all_of, beside_each, owners)
        if (other := talk.trail.likeliest(talk.page, token, taken, arm=False, among=among)) is not None:
            return other
    return None


def _all_of(related: Callable[[str, str], bool], owners: Set[str], state: str) -> bool:
    return all(related(state, owner) for owner in owners)


def _named_behind(talk: Discourse, token: Token, without: Set[str]) -> Reference | None:
    """“accused its neighbour of stalling since Tanzania reopened the list”: the one other state of the sentence.

    Not whom the neighbour is told to do something to (“of courting Oman”).
    """
    behind = (t for t in token.sent if t.i > token.i and t.dep_ != "dobj")
    named = (r for t in behind for r in talk.page.who(t) if r.represents.startswith("state:"))
    found = {r.represents: represented(r) for r in named if r.represents not in without}
    return next(iter(found.values())) if len(found) == 1 else None


def _opponent(talk: Discourse, token: Token, sentence: int) -> tuple[Reference, ...]:
    """“Mr Serraj charged his rival”: the other person, or power, that was named last."""
    own = [r for c in token.children if c.dep_ == "poss" for r in meant(talk, c)]
    taken = {r.represents for r in own} | {r.id for r in own} | beside(talk, token)
    prefix = own[0].id.partition(":")[0] if own else ""
    for seen in reversed(talk.since(sentence - _RIVALRY)):
        other = seen.references[0]
        if len(seen.references) == 1 and other.id.startswith(prefix) and not {other.id, other.represents} & taken:
            return (
                (other,)
                if prefix in ("person", "state", "group") and other.name[:1].isupper() and not is_unnamed(other)
                else ()
            )
    return ()


def _region(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“the province”, “the island”: the last region that was named, unless a phrase behind tells which."""
    if any(c.dep_ in ("prep", "relcl", "acl", "appos") and c.i == token.i + 1 for c in token.children):
        return ()
    for mention in reversed(talk.found):
        if mention.start < token.i and mention.form == "name" and mention.references[0].id.startswith("region:"):
            wide = talk.page.within.get(mention.references[0].id, "")
            return mention.references if wide.startswith("state:") else ()
    return ()


def _is_bare(token: Token) -> bool:
    """“the countries”, with nothing that tells which: no other words before it, no phrase or clause behind."""
    left = [c for c in token.children if c.i < token.i]
    if token.lower_ in words("actors", "everybody") and [c.lower_ for c in left] == ["all"]:
        return False  # “called on all parties to show restraint”, “bars all nations from …”: nobody in particular
    if [c.lower_ for c in left] not in (["the"], ["these"], ["both"], ["all"], ["all", "the"]):
        return False
    return not any(c.dep_ in ("prep", "relcl", "acl", "appos") and c.i == token.i + 1 for c in token.children)


def _owner(talk: Discourse, noun: Token) -> tuple[Reference, ...]:
    """“the government of Ecuador”, “the government in Baghdad”: whose it is."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "in"):
            for inner in (c for c in child.children if c.dep_ == "pobj"):
                mention = talk.page.mention_at(inner)
                if mention is None or mention.head != inner.i:
                    continue
                state = mention.government or next(iter(mention.references), None)
                if state is not None and state.represents.startswith("state:"):
                    return (represented(state),)
    return ()


def _predicated(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“the SCO, a grouping led by China”, “seen as a bloc”: the noun is whatever it is said of."""
    holders: list[Token] = []
    if token.dep_ == "appos":
        holders = [token.head]
    elif token.dep_ == "attr" and token.head.pos_ in ("AUX", "VERB"):
        holders = subjects(token.head)
    elif token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.pos_ == "VERB":
        verb = token.head.head
        holders = subjects(verb) if is_passive(verb) else objects(verb)
    for holder in holders:
        references = talk.page.who(holder) or next((m.references for m in talk.found if m.head == holder.i), ())
        if len(references) == 1 and references[0].id.startswith(("org:", "state:")):
            return references
    return ()


def _counted(token: Token) -> int:
    """How many “the two leaders”, “both sides”, “all five states” are; pairs need no number: “the neighbours”."""
    if token.lower_ in words("actors", "pairs") and any(c.lower_ == "the" for c in token.children):
        return 2
    numbers = load("actors")["numbers"]
    for child in token.children:
        told = child.lower_ in numbers and 0 < child.i < token.i
        if told and child.nbor(-1).lower_ in ("the", "all", "these", "those"):
            return int(numbers[child.lower_])
        if child.lower_ in ("two", "both", "2"):
            if _are_of_one_state(token):
                return 0
            known = child.lower_ == "both" or any(c.tag_ in ("DT", "PRP$") or c.dep_ == "poss" for c in token.lefts)
            return 2 if known else 0  # “two parties quit his coalition”, “only two neighbours have made peace”
    return 0


def _are_of_one_state(parties: Token) -> bool:
    """“senators of both parties”: the parties of a parliament."""
    of = parties.head
    members = (
        of.head.lemma_.lower() in words("actors", "members_of_parliament") if of.lower_ in ("of", "from") else False
    )
    return parties.lower_ == "parties" and members


def _has_modifier_name(talk: Discourse, token: Token) -> bool:
    """“the Georgian government” names its owner itself."""
    modifiers = [c for c in token.children if c.dep_ in MODIFIERS]
    unknown = any(c.pos_ == "PROPN" and c.text[:1].isupper() and c.i > token.sent.start for c in modifiers)
    return unknown or any(c.i in talk.page.covering for c in modifiers)  # “the My Step alliance” is none told before


def _named_before(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“the NATO alliance”, “the Mercosur bloc”: the body named right before the noun."""
    mention = talk.page.covering.get(token.i - 1)
    if mention is None or talk.page.doc[mention.head].head.i != token.i or len(mention.references) != 1:
        return ()
    body = mention.references[0]
    if token.lower_ not in words("actors", "circles_of_states") | words("actors", "bloc_nouns"):
        return ()  # “the UN mission” is a part of it
    return (body,) if mention.form == "name" and body.id.startswith("org:") and body.acts_for is None else ()
