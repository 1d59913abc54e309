"""Offices: who holds which post, from titles, appositions, predicates, elections, appointments and resignations."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from comity.model import Evidence, Modality, Office, Reference
from comity.reading.discourse import represented
from comity.reading.elevations import read_elevations
from comity.reading.homes import home, persons_meant
from comity.reading.joining import relative
from comity.reading.lexicon import load, words
from comity.reading.modality import modality_of
from comity.reading.page import Mention, Page
from comity.reading.pairs import is_unnamed
from comity.reading.people import usual_post
from comity.reading.salience import salient_body
from comity.reading.syntax import is_passive, objects, prepositional, subjects
from comity.reading.terms import post_since, term_of
from comity.reading.timing import ahead, when_of
from comity.reading.titles import Title

_ARTICLES = ("the", "a", "an", "The", "A", "An")


def read_offices(page: Page) -> tuple[Office, ...]:
    """Every post that the page ties to a person, as of the document or with the dates it gives."""
    found: list[Office] = []
    for title in page.titles:
        if page.sentence_of(page.doc[title.role.head]).readable:
            found.extend(_from_title(page, title))
    return (*found, *read_elevations(page, found))


def _from_title(page: Page, title: Title) -> Iterator[Office]:
    person, start, end = _person(page, title)
    if person is None:
        return
    of = _owner(page, title, person)
    if of is not None and of.id.startswith("state:") and title.role.text.startswith("rebel"):
        return  # a former rebel commander was none of the state's
    if of is None or of.id == person.id or not _can_own(page, title, of):
        return
    if title.of is None and title.role.text in words("offices", "ranks"):
        return
    head = _head(page, title)
    when, basis = _when(page, title, head)
    yield Office(
        document=page.document.id,
        evidence=(_span(page, start, end),),
        person=Reference(person.id, person.name, _acts_for(title, person, of)),
        role=_role_text(page, title),
        of=of,
        when=when,
        when_basis=basis,
        modality=_modality(title, head),
        confidence=0.9 if title.person is not None else 0.75,
        frame=f"office:{title.role.noun}",
    )


def _head(page: Page, title: Title) -> Token:
    """The word of the role that the clause hangs it by: “director” in “director general of the agency”."""
    return Span(page.doc, title.role.start, title.role.end).root


def _can_own(page: Page, title: Title, of: Reference) -> bool:
    """Experts belong to institutions; “China expert” tells a subject, not an employer."""
    if of.id.startswith(("person:", "place:")):
        return False
    if title.of is None and title.role.text in words("offices", "serving"):
        return True
    return title.role.public or of.id.startswith(("org:", "group:")) or _heads_force(page, title)


def _heads_force(page: Page, title: Title) -> bool:
    """“the head of Sudan's army”, “the heads of the two security services”."""
    if title.role.text not in words("offices", "commanding"):
        return False
    behind = prepositional(page.doc[title.role.head], "of")
    return any(t.lower_ in words("offices", "forces") for t in behind)


def _person(page: Page, title: Title) -> tuple[Reference | None, int, int]:
    """The person of a title: named beside it, meant by it, or the subject of the clause that says it."""
    doc = page.doc
    if title.person is not None:
        name = page.names[title.person]
        references = page.who(doc[name.end - 1])
        start, end = min(title.start, name.start), max(title.end, name.end)
        return (references[0] if references else None), start, end
    mention = page.heads.get(title.role.head)
    holder = _predicated(page, title) or _coordinated(page, title)
    if holder is not None:
        return holder
    if mention is not None and mention.form == "title":
        owner = _owner_of_title(page, title)
        for reference in mention.references:
            if not reference.id.startswith("person:") or not _is_named(page, reference):
                continue
            if len(mention.references) == 1 or reference.acts_for == owner:
                return reference, _with_article(page, mention), mention.end
    return None, 0, 0


def _is_named(page: Page, person: Reference) -> bool:
    """Whether the text names the person anywhere; a post whose holder only the register knows is not its news."""
    return any(m.form == "name" and person.id in {r.id for r in m.references} for m in page.mentions)


def _owner_of_title(page: Page, title: Title) -> str | None:
    if title.of is None:
        return None
    name = page.names[title.of]
    return next((id_ for id_, form in name.readings if form in ("capital", "seat")), None) or (
        name.readings[0][0] if name.readings else None
    )


def _coordinated(page: Page, title: Title) -> tuple[Reference, int, int] | None:
    """“Ilse Brandauer, director of the forum and now its president”: the holder of the post told before."""
    head = _head(page, title)
    if head.dep_ != "conj" or head.tag_ == "NNS":
        return None
    if any(head.head.i < name.start < head.i and name.kind == "person" for name in page.names):
        return None  # “the minister, Ana Roth, and the ambassador of Chad” are two
    persons = persons_meant(page, [head.head, *([head.head.head] if head.head.dep_ == "appos" else [])])
    return (persons[0][1], title.start, title.end) if persons else None


def _predicated(page: Page, title: Title) -> tuple[Reference, int, int] | None:
    """“X is president of Y”, “X was sworn in as president”, “Congress elected X president”."""
    head = _head(page, title)
    verb = _verb_over(head)
    if verb is None:
        return None
    if head.dep_ == "attr" and verb.lemma_ in ("be", "become", "remain"):
        persons = subjects(verb)
    elif verb.lemma_ in words("offices", "gives") and not is_passive(verb):
        persons = objects(verb) or prepositional(verb, "in") or subjects(verb) * (head.dep_ == "ccomp")
    else:
        persons = subjects(verb)
    for token, person in persons_meant(page, persons):
        if token.i != head.i:
            low, high = min(token.left_edge.i, title.start), max(title.end, token.i + 1)
            return person, max(low, min(verb.left_edge.i, token.i)), high
    return None


def _verb_over(head: Token) -> Token | None:
    """The verb of holding, taking or leaving a post that governs the role noun."""
    known = words("offices", "take") | words("offices", "hold") | words("offices", "leave")
    himself = [c for c in head.lefts if c.dep_ == "nsubj" and c.lower_ in ("himself", "herself")]
    if head.dep_ == "ccomp" and himself and head.head.lemma_ in words("offices", "gives"):
        return head.head  # “declared himself head of state”
    if head.dep_ == "dobj" and head.head.lemma_ in words("offices", "succeeding"):
        return None  # “the first to succeed an elected president”
    if head.dep_ in ("attr", "oprd", "dobj", "xcomp", "appos", "npadvmod") and head.head.pos_ in ("VERB", "AUX"):
        return head.head if head.head.lemma_ in known else None
    if head.dep_ == "appos" and head.head.dep_ == "dobj":
        verb = head.head.head  # “appointed Tom Perriello its envoy”, “made his wife, Mehriban, vice president”
        beside = head.left_edge.i == head.head.i + 1 or verb.lemma_ == "make"
        return verb if beside and verb.lemma_ in words("offices", "gives") else None
    if head.dep_ == "pobj" and head.head.lower_ in ("as", "to"):
        verb = head.head.head
        if verb.lemma_ in ("term", "year", "stint") and verb.dep_ in ("dobj", "npadvmod"):
            verb = verb.head  # “served two terms as president”
        if verb.pos_ in ("VERB", "AUX"):
            return verb if verb.lemma_ in known else None
    return None


def _owner(page: Page, title: Title, person: Reference) -> Reference | None:
    """The state or body of the post: named, possessed, implied by the post, or known of the person."""
    doc = page.doc
    if title.of is not None:
        name = page.names[title.of]
        for id_, form in name.readings:
            if form in ("capital", "seat"):
                return Reference(id_, name.text(doc, page.document.text))
        mention = page.mention_at(doc[name.end - 1])
        return _told_owner(page, title, mention.references[0]) if mention and mention.references else None
    if title.possessor is not None:
        references = page.who(doc[title.possessor])
        if title.role.text == "deputy" and len(references) == 1 and references[0].id.startswith("person:"):
            return references[0]
        own = represented(references[0]) if len(references) == 1 else None
        if own is not None and own.id.startswith("person:") and title.role.noun in words("offices", "of_states"):
            return home(page, title, person)  # “his prime minister”, of somebody whom nobody knows to be in office
        return _own_state(page, title, person, own)
    described = _described_owner(page, title)
    if described is not None:
        return described
    default = load("roles")["belongs"].get(title.role.text)
    if default:
        return Reference(default, title.role.text)
    if not title.role.public:
        return None
    if title.role.noun in words("offices", "owned"):
        return None
    given = _giver(page, title)
    if given is not None:
        return given
    acting = usual_post(page.cast, person.id) or person.acts_for
    if title.role.text in words("offices", "of_bodies") and (acting is None or not acting.startswith("org:")):
        bodies = salient_body(page, page.doc[title.role.head])
        return bodies[0] if bodies else None
    if acting and not (acting.startswith("group:") and title.role.noun in words("offices", "of_states")):
        governs = title.role.noun in words("offices", "of_states_alone")
        above = page.within.get(acting, "") if governs else ""
        if acting.startswith("org:") and above.startswith("state:"):
            return Reference(above, person.name)  # “Shamkhani, secretary of the council, is a former minister”
        if acting.startswith("org:") and governs:
            return None if page.kinds.get(acting) in words("memberships", "blocs") else home(page, title, person)
        return Reference(acting, person.name)
    return home(page, title, person)


def _own_state(page: Page, title: Title, person: Reference, own: Reference | None) -> Reference | None:
    """“His foreign minister, Andrii Sybiha”: whoever “his” seems to mean, who is known to serve a state serves it."""
    if own is not None and own.id.startswith("group:") and is_unnamed(own):
        return None
    acting = usual_post(page.cast, person.id)
    serves = acting is not None and acting.startswith("state:") and title.role.noun in words("offices", "of_states")
    return Reference(acting or "", person.name) if serves and (own is None or own.id.startswith("state:")) else own


def _told_owner(page: Page, title: Title, of: Reference) -> Reference:
    """Ministers and spokesmen of an organ are the state's, its directors and who leads a house its own."""
    house = page.kinds.get(of.id) == "parliament" and title.role.noun in words("offices", "of_houses")
    own = house or not title.role.public
    return of if own and of.id.startswith("org:") else represented(of)


def _giver(page: Page, title: Title) -> Reference | None:
    """“Blinken named Malley special envoy”, “once served Jammeh as justice minister”: the state of the other person."""
    verb = _verb_over(_head(page, title))
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
    for _, person in persons_meant(page, [] if is_passive(verb) else others):
        if person.acts_for is not None and person.acts_for.startswith("state:"):
            return represented(person)
    return None


def _described_owner(page: Page, title: Title) -> Reference | None:
    """“the head of the agency”, “the rebels' prime minister”, “Trump's envoy”: an owner told by description."""
    head = page.doc[title.role.head]
    told = ("of", "at", "to") if title.role.text in words("offices", "serving") else ("of", "at")
    near = [*prepositional(head, *told), *(c for c in head.children if c.dep_ == "poss")]
    near += relative(head.head, ("of",)) if head.dep_ == "attr" else []  # “the party, of which he is secretary”
    for token in near:
        references = page.who(token)
        if token.head.lower_ == "at" and all(r.id.startswith("state:") for r in references):
            continue  # “was sworn in as president at a U.S. base”
        if len(references) == 1 and token.i not in range(title.role.start, title.role.end):
            if title.role.text == "deputy" and references[0].id.startswith("person:"):
                return references[0]  # “his deputy” is the person's, and no post of the state's
            return represented(references[0])
    return None


def _acts_for(title: Title, person: Reference, of: Reference) -> str | None:
    if not title.role.public:
        return person.acts_for
    return person.acts_for or of.id


def _role_text(page: Page, title: Title) -> str:
    """The role as worded, without adjectives that only date it."""
    return title.role.text


def _when(page: Page, title: Title, head: Token) -> tuple[str | None, str | None]:
    verb = _verb_over(head)
    if title.tense != "then" and (held := post_since(page, head))[0] is not None:
        return held
    if verb is None or title.tense == "then":
        when, basis = term_of(page, head, then=title.tense == "then")
        past = title.tense == "former" and when is not None and when.endswith("/..")
        return (None, None) if past else (when, basis)  # the date of what the former minister has held since
    when, basis = _as_spell(*when_of(page, verb), verb, head)
    if verb.lemma_ in words("offices", "lasting") and when == page.document.published and basis == "relative":
        return None, None  # who remains in office on the day of a live report does not begin then
    if when is None and verb.lemma_ in words("offices", "gives"):
        when, basis = _as_spell(*when_of(page, head), verb, head)
    if when is not None and when.startswith("../") and verb.tag_ in ("VBZ", "VBP") and verb.lemma_ == "be":
        return None, None  # “until last month the ambassador, is now head of state”
    return ahead(page, (when, basis)) if modality_of(verb) == "planned" else (when, basis)


def _as_spell(edtf: str | None, basis: str | None, verb: Token, head: Token) -> tuple[str | None, str | None]:
    """The date of taking a post opens its spell, the date of leaving closes it."""
    if edtf is None or "/" in edtf:
        return edtf, basis
    elected = any(c.dep_ == "amod" and c.lower_ == "elected" and c.nbor(-1).text == "-" for c in head.lefts if c.i)
    if verb.lemma_ in words("offices", "take") or elected:  # the parser takes “re-elected president” apart
        return f"{edtf}/..", basis
    if verb.lemma_ in words("offices", "leave"):
        return f"../{edtf}", basis
    return edtf, basis


def _modality(title: Title, head: Token) -> Modality:
    if title.tense == "elect":
        return "planned"
    verb = _verb_over(head)
    if verb is None or title.person is not None:
        return "actual"
    modality = modality_of(verb)
    stays = modality == "planned" and verb.lemma_ in words("offices", "lasting") - {"be"}
    return "actual" if stays else modality


def _with_article(page: Page, mention: Mention) -> int:
    before = mention.start - 1
    return before if before >= 0 and page.doc[before].text in _ARTICLES else mention.start


def _span(page: Page, start: int, end: int) -> Evidence:
    return page.evidence(page.doc[start], page.doc[end - 1])
