"""Post owners: the state or body whose a post is: named, possessed, implied by the post, or known of its holder."""

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.antecedents import relative
from comity.reading.discourse import represented
from comity.reading.homes import home, persons_meant
from comity.reading.lexicon import load, words
from comity.reading.name_kinds import is_demonym
from comity.reading.page import Page
from comity.reading.pairs import is_unnamed
from comity.reading.people import slug, usual_post
from comity.reading.post_holders import head_of, verb_over
from comity.reading.roles import partisan_before
from comity.reading.salience import body_spoken_of, salient_body
from comity.reading.syntax import is_passive, objects, prepositional, subjects
from comity.reading.titles import Title

_BACK = 2
"""Sentences back that somebody may have been named whom “his” calls."""
_NEAR = 4
"""Names back that a group may have been told whose leader is killed."""


def owner_of(page: Page, title: Title, person: Reference) -> Reference | None:
    """The state or body of the post: named, possessed, implied by the post, or known of the person."""
    doc = page.doc
    if title.of is not None:
        name = page.names[title.of]
        if title.role.noun in words("offices", "of_towns") and any(f in ("capital", "seat") for _, f in name.readings):
            town = name.text(doc, page.document.text)  # “the governor of Tokyo” is the city's
            return Reference(f"place:{slug(town)}", town)
        if title.role.noun in words("offices", "of_bodies_alone") and is_demonym(name):
            return None  # “the Brazilian chairman” of the talks presides over no state
        if title.role.text in words("offices", "of_bodies") - _posted() and is_demonym(name):
            told = _described_owner(page, title)  # “the Togolese secretary-general” is no state's
            elsewhere = told is not None or _reaches(page, title, "of")
            return told if elsewhere else next(iter(body_spoken_of(page, doc[title.role.head])), None)
        if is_demonym(name) and _reaches(page, title, "of"):
            told = _described_owner(page, title)
            if told is not None and told.id.startswith("org:"):
                return told  # “the Lebanese president of the court”
        for id_, form in name.readings:
            if form in ("capital", "seat"):
                return Reference(id_, name.text(doc, page.document.text))
        mention = page.mention_at(doc[name.end - 1])
        return _told_owner(page, title, mention.references[0]) if mention and mention.references else None
    if title.possessor is not None:
        references = page.who(doc[title.possessor])
        if title.person is not None and person.id in {r.id for r in references}:
            references = _served(page, title, person)
        default = load("roles")["belongs"].get(title.role.text)
        if default and doc[title.possessor].lower_ in ("his", "her") and not _reaches(page, title, "for"):
            return Reference(default, title.role.text)  # “His secretary of state”, whomever “his” seems to mean
        own = _of_party_land(page, title, represented(references[0])) if len(references) == 1 else None
        if own is not None and own.id.startswith("person:") and title.role.noun in words("offices", "of_states"):
            return home(page, title, person)  # “his prime minister”, of somebody whom nobody knows to be in office
        if own is not None and title.person is not None and own.id in _harmed_by(page, title.person):
            return _last_group(page, title.person)
        if not references and doc[title.possessor].lower_ == "our":
            return _our_own(page, title, person)
        if own is not None and own.id.startswith("state:") and _is_no_states(title):
            return _its_body(page, doc[title.possessor])  # “France's minister will be its chairman”
        return _its_ministry(page, title, _own_state(page, title, person, own))
    described = _described_owner(page, title)
    if described is not None:
        return described
    if _is_of_something_else(page, title) or _is_of_unknown_land(page, title):
        return None  # “the island's health minister”, of an island that nobody can tell
    default = load("roles")["belongs"].get(title.role.text)
    if default is None and title.role.noun in words("roles", "posted"):
        default = load("roles")["belongs"].get(title.role.noun)  # “assistant secretary of state for Asian affairs”
    if default and title.role.text == "secretary of state" and _reaches(page, title, "for"):
        default = None  # “secretary of state for trade” is what others call a minister
    if default:
        return Reference(default, title.role.text)
    if title.role.noun in words("offices", "of_courts") and title.person is not None:
        return _only_court(page)
    if not title.role.public or title.role.noun in words("offices", "owned") | words("offices", "of_regions"):
        return None
    if (partisan := partisan_before(page.doc, title.role.start)) and title.role.noun in words("offices", "of_parties"):
        return _called_after(page, partisan)
    given = _giver(page, title) or _led(page, title)
    if given is not None:
        return given
    acting = usual_post(page.cast, person.id) or person.acts_for
    if title.role.text in words("offices", "of_bodies") and (acting is None or not acting.startswith("org:")):
        bodies = salient_body(page, page.doc[title.role.head])
        return bodies[0] if bodies else None
    if (acting or "state:").startswith("state:") and _is_no_states(title) and not _reaches(page, title, "of"):
        return next(iter(body_spoken_of(page, doc[title.role.head])), None)  # “Peru's Ann Roe is the current chairman”
    if acting and acting.startswith("place:") and title.role.noun in words("offices", "of_states"):
        return home(page, title, person)
    if acting and acting.startswith("group:") and title.role.noun in words("offices", "of_states"):
        land = _of_party_land(page, title, Reference(acting, person.name))
        return home(page, title, person) if land.id == acting else land
    if acting:
        governs = title.role.noun in words("offices", "of_states_alone")
        above = page.within.get(acting, "") if governs else ""
        if acting.startswith("org:") and above.startswith("state:"):
            return Reference(above, person.name)  # “Shamkhani, secretary of the council, is a former minister”
        house = page.kinds.get(acting) == "parliament" or acting.rpartition("-")[2] in words("actors", "houses")
        if house and _is_taken(page, title):
            return home(page, title, person)  # the speaker who “declared himself president”
        if acting.startswith("org:") and governs:
            return None if page.kinds.get(acting) in words("memberships", "blocs") else home(page, title, person)
        return Reference(acting, person.name)
    if title.role.plural or _is_posted_there(page, title):
        return None  # “the three foreign ministers, A, B and C” are not one state's
    return home(page, title, person)


def _served(page: Page, title: Title, person: Reference) -> tuple[Reference, ...]:
    """“explained Jo Doe, his deputy”: nobody is his own deputy, but that of who was named last beside him."""
    at = page.sentence_of(page.doc[title.role.head])
    since = page.sentences[max(0, at.index - _BACK)].span.start
    before = (m for m in reversed(page.mentions) if since <= m.start < title.start and len(m.references) == 1)
    others = (m.references for m in before if m.references[0].id not in ("", person.id))
    return next((r for r in others if r[0].id.startswith("person:")), ())


def _its_ministry(page: Page, title: Title, own: Reference | None) -> Reference | None:
    """“a spokeswoman for its foreign ministry, Ann Roe”: the state, by the ministry's name."""
    at = title.possessor or 0
    organ = page.doc[at + 1 : title.end] if at > title.role.head else page.doc[0:0]
    ends = [t.i for t in organ if t.lower_ in words("actors", "ministry_nouns")]
    if own is None or not ends or not own.id.startswith("state:"):
        return own
    return Reference(own.id, page.doc[at + 1 : ends[0] + 1].text)


def _its_body(page: Page, its: Token) -> Reference | None:
    """The body that “its” stands for where the post is no state's."""
    return next(iter(salient_body(page, its)), None)


def _is_of_unknown_land(page: Page, title: Title) -> bool:
    near = prepositional(page.doc[title.role.head], "of")
    other = any(c.lower_ in words("relations", "neighbouring") and c.dep_ == "amod" for t in near for c in t.lefts)
    return other or any(t.lower_ in words("offices", "lands") for t in _before_possessive(page, title))


def _is_no_states(title: Title) -> bool:
    """Posts that bodies have and states do not, such as a chairman or a secretary-general."""
    bodies = words("offices", "of_bodies") | words("offices", "of_bodies_alone") | words("offices", "of_banks")
    return title.role.noun in bodies or title.role.text in bodies


def _posted() -> frozenset[str]:
    """“the British high commissioner” is Britain's."""
    return words("roles", "posted") | {"high commissioner"}


def _only_court(page: Page) -> Reference | None:
    """“Judge Ann Roe”: of the one court that the text names."""
    named = {r.id: r for m in page.mentions if m.form == "name" for r in m.references if r.id.startswith("org:")}
    courts = [r for id_, r in named.items() if page.kinds.get(id_) == "court"]
    return courts[0] if len(courts) == 1 else None


def _called_after(page: Page, partisan: str) -> Reference | None:
    """“the Maoist leader”: the party of the text that has the word in its name."""
    named = {
        r.id: r for m in page.mentions for r in m.references if partisan in r.name.split() or f"({partisan})" in r.name
    }
    groups = [r for r in named.values() if r.id.startswith("group:")]
    return groups[0] if len(groups) == 1 else None


def _led(page: Page, title: Title) -> Reference | None:
    """“The Malian mission, led by Ambassador Ann Roe”, “Chad's delegation was headed by the prime minister, Jo Doe”:
    of the state whose mission it is."""
    if title.person is None or title.role.noun not in words("roles", "posted") | words("offices", "of_states"):
        return None
    name = page.doc[page.names[title.person].end - 1]
    by = name.head.head if name.dep_ == "appos" else name.head
    verb = by.head
    if by.lower_ != "by" or verb.lemma_ not in words("offices", "leads"):
        return None
    led = [*subjects(verb), *([verb.head] if verb.dep_ == "acl" else [])]
    near = [t for noun in led for t in (noun, *noun.lefts, *prepositional(noun, "of"), *prepositional(noun, "from"))]
    states = {r.id: r for t in near for r in map(represented, page.who(t)) if r.id.startswith("state:")}
    return next(iter(states.values())) if len(states) == 1 else None


def _reaches(page: Page, title: Title, word: str) -> bool:
    at = title.role.end
    return at < len(page.doc) and page.doc[at].lower_ == word


def _of_party_land(page: Page, title: Title, own: Reference) -> Reference:
    """“Prime Minister Begin, leader of the Likud”: posts of a state are those of the state whose party it is."""
    land = _lies_in(page, own.id) if own.id.startswith("group:") else ""
    return Reference(land, own.name) if land and title.role.noun in words("offices", "of_states") else own


def _lies_in(page: Page, id_: str) -> str:
    above = page.within.get(id_, "")
    return above if above.startswith("state:") else ""


def _is_taken(page: Page, title: Title) -> bool:
    verb = verb_over(head_of(page, title))
    return verb is not None and verb.lemma_ in words("offices", "take")


def _is_of_something_else(page: Page, title: Title) -> bool:
    """“leader of Hezb-e-Islami”, “the commander of the rebel army”: of what the text names and nobody knows."""
    doc, at = page.doc, title.role.end
    if at + 1 >= len(doc) or doc[at].lower_ not in ("of", "for"):
        return False
    phrase = next((t for t in prepositional(head_of(page, title), doc[at].lower_) if t.i > at), doc[at + 1])
    inside = [t for t in phrase.subtree if t.i > at]
    if any(t.lower_ in words("offices", "insurgent") for t in inside):
        return True
    unknown = phrase.pos_ == "PROPN" and (not page.who(phrase) or _is_half(page, phrase))
    if (
        phrase.pos_ in ("NOUN", "PRON", "VERB", "AUX")
        and not page.who(phrase)
        and title.role.noun in words("offices", "of_anything")
    ):
        unknown = True  # “a leader of the victorious party”
    return unknown and not any(t.lower_ in words("offices", "national") for t in inside)


def _is_posted_there(page: Page, title: Title) -> bool:
    """“Anne Patterson, the ambassador in Islamabad”: whom she represents nobody tells."""
    at = title.role.end
    behind = page.doc[at].lower_ if at < len(page.doc) else ""
    there = [r for t in prepositional(head_of(page, title), behind) for r in page.who(t)] if behind else []
    lands = any(r.id.startswith(("state:", "place:")) for r in there)
    return title.role.noun in words("roles", "posted") and behind in ("in", "to") and lands


def _harmed_by(page: Page, name: int) -> set[str]:
    """“Colombia killed Raúl Reyes, its second-in-command”: who kills somebody is not whom he serves."""
    token = page.doc[page.names[name].end - 1]
    verb = token.head
    if token.dep_ != "dobj" or verb.lemma_ not in words("offices", "harming"):
        return set()
    return {represented(r).id for t in subjects(verb) for r in page.who(t)}


def _last_group(page: Page, name: int) -> Reference | None:
    before = [m for m in page.mentions if m.end <= page.names[name].start and m.form == "name"]
    groups = [r for m in before[-_NEAR:] for r in m.references if r.id.startswith("group:")]
    return groups[-1] if groups else None


def _our_own(page: Page, title: Title, person: Reference) -> Reference | None:
    """“our ambassador in Tel Aviv”: of the state whom he is known to serve or that the text is about."""
    acting = usual_post(page.cast, person.id)
    if acting is not None and acting.startswith("state:") and title.role.noun in words("offices", "of_states"):
        return Reference(acting, person.name)
    return home(page, title, person)


def _own_state(page: Page, title: Title, person: Reference, own: Reference | None) -> Reference | None:
    """“His foreign minister, Andrii Sybiha”: whoever “his” seems to mean, who is known to serve a state serves it."""
    if own is not None and own.id.startswith("group:") and is_unnamed(own):
        return None
    acting = usual_post(page.cast, person.id)
    serves = acting is not None and acting.startswith("state:") and title.role.noun in words("offices", "of_states")
    return Reference(acting or "", person.name) if serves and (own is None or own.id.startswith("state:")) else own


def _is_half(page: Page, token: Token) -> bool:
    """“the premier of Lower Saxony” is not Saxony's."""
    mention = page.covering.get(token.i)
    before = token.nbor(-1) if token.i else None
    whole = mention is None or mention.start < token.i or before is None or before.dep_ != "compound"
    return not whole and before is not None and before.pos_ == "PROPN" and token.pos_ == "PROPN"


def _told_owner(page: Page, title: Title, of: Reference) -> Reference:
    """Ministers and spokesmen of an organ are the state's, its directors and who leads a house its own."""
    house = page.kinds.get(of.id) == "parliament" and title.role.noun in words("offices", "of_houses")
    if of.id == "region:europe" and title.role.noun == "commissioner":
        return Reference("org:EU", of.name)
    own = house or not title.role.public
    return of if own and of.id.startswith("org:") else represented(of)


def _giver(page: Page, title: Title) -> Reference | None:
    """“Blinken named Malley special envoy”, “once served Jammeh as justice minister”: the state of the other person."""
    verb = verb_over(head_of(page, title))
    giving = words("offices", "gives") | words("offices", "served") | words("offices", "leads")
    if verb is None or verb.lemma_ not in giving:
        return None
    if verb.lemma_ in words("offices", "leads") and not is_passive(verb):  # “heads the government of Nepal as chief”
        led = [r for t in objects(verb) for r in page.who(t) if r.id.startswith(("state:", "org:"))]
        return represented(led[0]) if led else None
    others = objects(verb) if verb.lemma_ in words("offices", "served") else subjects(verb)
    if verb.lemma_ in words("offices", "gives") and verb.dep_ in ("advcl", "xcomp") and not is_passive(verb):
        rulers = [r for t in others for r in page.who(t) if r.id.startswith("state:")]
        if len(rulers) == 1:
            return rulers[0]  # “Barbados became a republic, removing the queen as head of state”
    if (
        title.role.noun in words("roles", "posted")
        and verb.lemma_ in words("offices", "gives")
        and not is_passive(verb)
    ):
        senders = {r.id: r for t in others for r in map(represented, page.who(t)) if r.id.startswith("state:")}
        if len(senders) == 1:
            return next(iter(senders.values()))  # “Kenya's parliament confirmed him as ambassador to Brazil”
    for _, person in persons_meant(page, [] if is_passive(verb) else others):
        if person.acts_for is not None and person.acts_for.startswith("state:"):
            return represented(person)
    return None


def _described_owner(page: Page, title: Title) -> Reference | None:
    """“the head of the agency”, “the rebels' prime minister”, “Trump's envoy”: an owner told by description."""
    head = head_of(page, title)  # “secretary” of “the party's secretary-general”
    told = ("of", "at", "to") if title.role.noun in words("offices", "serving") else ("of", "at")
    near = [*prepositional(head, *told), *(c for c in head.children if c.dep_ == "poss")]
    near += relative(head.head, ("of",)) if head.dep_ == "attr" else []  # “the party, of which he is secretary”
    near += _before_possessive(page, title)
    for token in near:
        references = page.who(token)
        if _is_half(page, token) or any(c.lower_ in words("relations", "neighbouring") for c in token.lefts):
            continue
        if any(c.lower_ in words("offices", "insurgent") for c in token.children):
            continue  # “the commander of the rebel army” serves no state
        if token.head.lower_ == "at" and all(r.id.startswith("state:") for r in references):
            continue  # “was sworn in as president at a U.S. base”
        if len(references) == 1 and token.i not in range(title.role.start, title.role.end):
            return represented(references[0])
    return _named_behind(page, near)


def _before_possessive(page: Page, title: Title) -> list[Token]:
    """“the party's secretary-general”, whose parts the parser hangs anywhere."""
    doc, at = page.doc, title.role.start
    return [doc[at - 2]] if at > 1 and doc[at - 1].tag_ == "POS" and doc[at - 2].pos_ == "NOUN" else []


def _named_behind(page: Page, near: list[Token]) -> Reference | None:
    """“the leader of an opposition party, the Union for Change”: what stands named behind the comma."""
    for noun in near:
        at = noun.i + 1
        if not any(c.lower_ in ("a", "an") for c in noun.lefts) or page.doc[at : at + 1].text != ",":
            continue
        at += 1 + (page.doc[at + 1 : at + 2].text == "the")
        mention = page.mention_at(page.doc[at]) if at < len(page.doc) else None
        if mention is not None and mention.form == "name" and len(mention.references) == 1:
            named = mention.references[0]
            return named if named.id.startswith(("org:", "group:")) else None
    return None
