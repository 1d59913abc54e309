"""Post holders: the person of a title: named beside it, meant by it, or the subject of the clause that says it."""

from spacy.tokens import Span, Token

from comity.model import Reference
from comity.reading.homes import persons_meant
from comity.reading.lexicon import words
from comity.reading.page import Mention, Page
from comity.reading.syntax import attributes, is_passive, objects, prepositional, subjects
from comity.reading.titles import Title

_ARTICLES = ("the", "a", "an", "The", "A", "An")


def holder_of(page: Page, title: Title) -> tuple[Reference | None, int, int]:
    """The person of a title: named beside it, meant by it, or the subject of the clause that says it."""
    doc = page.doc
    if title.person is not None:
        name = page.names[title.person]
        references = page.who(doc[name.end - 1])
        start, end = min(title.start, name.start), max(title.end, name.end)
        return (references[0] if references else None), start, end
    mention = page.heads.get(title.role.head)
    holder = _predicated(page, title) or _coordinated(page, title) or _elliptic(page, title)
    if holder is not None:
        return holder
    if (named := _inverted(page, title)) is not None:
        return named
    if mention is not None and mention.form == "title":
        owner = _owner_of_title(page, title)
        for reference in mention.references:
            if not reference.id.startswith("person:") or not _is_named(page, reference):
                continue
            if len(mention.references) == 1 or reference.acts_for == owner:
                return reference, _with_article(page, mention), mention.end
    return None, 0, 0


def _inverted(page: Page, title: Title) -> tuple[Reference, int, int] | None:
    """“whose president is Ann Roe”, “Its first secretary-general was Jo Doe of Chad”, “Roe's deputy is Ian Low”."""
    head = head_of(page, title)
    verb = head.head
    owned = any(c.dep_ == "poss" for c in head.lefts)
    tied = title.of is not None or title.possessor is not None or owned
    if head.dep_ != "nsubj" or verb.lemma_ != "be" or not tied or head.tag_ == "NNS":
        return None
    for token in attributes(verb):
        mention = page.mention_at(token)
        if mention is None or mention.form != "name" or len(mention.references) != 1:
            continue
        if mention.references[0].id.startswith("person:"):
            return mention.references[0], min(title.start, mention.start), max(title.end, mention.end)
    return None


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
    head = head_of(page, title)
    if head.dep_ != "conj" or head.tag_ == "NNS":
        return None
    between = [n for n in page.names if head.head.i < n.start < head.i and n.kind == "person"]
    if any(page.doc[n.end].tag_ != "POS" for n in between):
        return None  # “the minister, Ana Roth, and the ambassador of Chad” are two
    if _are_of_two_states(page, head.head, title):
        return None
    persons = persons_meant(page, [head.head, *([head.head.head] if head.head.dep_ == "appos" else [])])
    return (persons[0][1], title.start, title.end) if persons else None


def _are_of_two_states(page: Page, first: Token, second: Title) -> bool:
    """“the first meeting between a US president and a North Korean leader”: nobody holds posts of two states."""
    owner = _owner_of_title(page, second) or ""
    others = [t for t in page.titles if t.role.start <= first.i < t.role.end]
    owners = {_owner_of_title(page, t) for t in others} - {None, owner}
    return owner.startswith("state:") and any((o or "").startswith("state:") for o in owners)


def _predicated(page: Page, title: Title) -> tuple[Reference, int, int] | None:
    """“X is president of Y”, “X was sworn in as president”, “Congress elected X president”."""
    head = head_of(page, title)
    verb = verb_over(head)
    if verb is None:
        return None
    beside = _right_before(page, title, verb, head)
    if beside is not None:
        return beside
    if head.dep_ == "attr" and verb.lemma_ in ("be", "become", "remain"):
        persons = subjects(verb)
    elif verb.lemma_ in words("offices", "gives") and not is_passive(verb):
        persons = (
            objects(verb)
            or prepositional(verb, "in") * (verb.lemma_ == "swear")
            or subjects(verb) * (head.dep_ == "ccomp")
        )
    else:
        persons = subjects(verb)
    for token, person in persons_meant(page, persons) or _apposed(page, persons):
        if token.i != head.i:
            low, high = min(token.left_edge.i, title.start), max(title.end, token.i + 1)
            return person, max(low, min(verb.left_edge.i, token.i)), high
    return None


def _apposed(page: Page, nouns: list[Token]) -> list[tuple[Token, Reference]]:
    """“Ana Roth, 54, a former teacher who was mayor”: whom the noun behind the comma describes."""
    doc, found = page.doc, []
    for noun in nouns[:1]:
        at = noun.left_edge.i
        if doc[at].lower_ not in _ARTICLES or at < 2 or doc[at - 1].text != "," or noun.pos_ == "PRON":
            continue
        aged = doc[at - 2].like_num and at > 3 and doc[at - 3].text == ","
        mention = page.mention_at(doc[at - 4 if aged else at - 2])
        if mention is not None and mention.form == "name":
            found += [(doc[mention.start], r) for r in mention.references if r.id.startswith("person:")]
    return found[:1]


def _elliptic(page: Page, title: Title) -> tuple[Reference, int, int] | None:
    """“X became chancellor and Otto Schily interior minister”: the name right in front, behind a verb of posts."""
    doc, at = page.doc, title.start
    name = next((n for n in page.names if n.end == at), None)
    mention = page.mention_at(doc[at - 1]) if name is not None else None
    if name is None or mention is None or mention.form != "name" or not doc[at].is_lower or at != title.role.start:
        return None
    after = doc[title.role.end] if title.role.end < len(doc) else None
    closes = after is None or after.is_punct or after.dep_ in ("cc", "prep") or after.is_sent_start
    posts = words("offices", "gives") | {"become"}
    told = any(t.lemma_ in posts for t in doc[doc[at].sent.start : name.start])
    person = mention.references[0] if len(mention.references) == 1 else None
    if person is None or not person.id.startswith("person:") or not closes or not told:
        return None
    return person, name.start, title.end


def _right_before(page: Page, title: Title, verb: Token, head: Token) -> tuple[Reference, int, int] | None:
    """“elected Xi Jinping president”, “and Faustin Twagiramungu as prime minister”: the name in front of the post.

    The clause's own subject is no such name, nor is who was succeeded or met by one who holds the post.
    """
    as_ = head.dep_ == "pobj" and head.head.lower_ == "as"
    at = head.head.i if as_ else title.start
    name = next((n for n in page.names if n.end == at), None)
    mention = page.mention_at(page.doc[at - 1]) if name is not None else None
    if mention is None or name is None or mention.form != "name" or len(mention.references) != 1:
        return None
    person = mention.references[0]
    gives = verb.lemma_ in words("offices", "gives")
    if not person.id.startswith("person:") or verb.lemma_ in words("offices", "succeeding"):
        return None
    if person.id in {r.id for t in subjects(verb) for r in page.who(t)} or not (
        as_ or (gives and not is_passive(verb))
    ):
        return None
    shared = as_ and page.doc[at - 1].dep_ in ("conj", "pobj", "nsubj") and verb.lemma_ in words("offices", "take")
    start = name.start if as_ else min(name.start, verb.i)
    return (person, start, title.end) if shared or gives else None


def _with_article(page: Page, mention: Mention) -> int:
    before = mention.start - 1
    return before if before >= 0 and page.doc[before].text in _ARTICLES else mention.start


def verb_over(head: Token) -> Token | None:
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
            return verb if verb.lemma_ in known | words("offices", "doing_as") or _fills_in(verb) else None
    return None


def _fills_in(verb: Token) -> bool:
    """“will stand in as acting head”, not “stood as president”, which is said of who ran."""
    inside = any(c.lower_ == "in" and c.i == verb.i + 1 for c in verb.rights)
    return inside and verb.lemma_ in words("offices", "filling_in")


def head_of(page: Page, title: Title) -> Token:
    """The word of the role that the clause hangs it by: “director” in “director general of the agency”."""
    return Span(page.doc, title.role.start, title.role.end).root
