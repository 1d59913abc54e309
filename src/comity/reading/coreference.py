"""Reference: whom pronouns, titles without a name, and descriptions such as “the bloc” or “both sides” mean."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Token

from comity.model import Reference
from comity.reading.crowds import by_its_words
from comity.reading.descriptions import both, describe, describe_either, describe_number
from comity.reading.discourse import MODIFIERS, SUBJECTS, Discourse, Seen, represented
from comity.reading.filing import filed_in
from comity.reading.leading import leading_offices
from comity.reading.lexicon import load, words
from comity.reading.ministries import with_owner
from comity.reading.page import Mention, MentionForm, Page
from comity.reading.people import usual_name
from comity.reading.persons import Persons
from comity.reading.plurals import note_meeting
from comity.reading.prefixes import is_prefixed
from comity.reading.pronouns import people_meant, person_meant, pronoun_references
from comity.reading.sorts import sort_of
from comity.reading.spotting import spot
from comity.reading.syntax import conjunct_root
from comity.reading.titles import Title
from comity.reading.trails import Trail
from comity.register import Register


def resolve_references(page: Page, register: Register) -> tuple[list[Mention], Trail]:
    """The page's named mentions with its resolved titles, descriptions and pronouns; and the states it speaks of."""
    roles = frozenset(i for t in page.titles for i in range(t.role.start, t.role.end))
    talk = Discourse(page, register, found=list(page.mentions), roles=roles, persons=Persons(page.cast))
    talk.trail = Trail.counted(page)
    talk.trail.settle(page, filed_in(page, register, talk.trail.counts))
    named = {m.start: m for m in page.mentions}
    covered = {i for m in page.mentions for i in range(m.start, m.end)}
    talk.named_roles = frozenset(t.role.head for t in page.titles if t.person is not None)
    titles: dict[int, list[Title]] = {}
    for title in page.titles:
        if title.person is None:
            titles.setdefault(title.role.head, []).append(title)
    stops = sorted({*named, *titles, *spot(page.doc, _telling_words())})
    for sentence in page.sentences:
        if sentence.passage.kind in ("boilerplate", "stamp"):
            continue
        low, high = (bisect_left(stops, at) for at in (sentence.span.start, sentence.span.end))
        for i in stops[low:high]:
            if i in named:
                _note_named(talk, _of_ministry(talk, named[i]), sentence.index)
            elif i in titles:
                _title(talk, titles[i], sentence.index)
            elif i not in covered:
                _word(talk, page.doc[i], sentence.index)
    return talk.found, talk.trail


@cache
def _telling_words() -> frozenset[str]:
    """Every word that can call somebody again."""
    keys = ("person_pronouns", "thing_pronouns", "plural_pronouns", "organisation_nouns", "state_nouns", "plural_nouns",
            "arm_nouns", "circle_nouns", "group_nouns", "pairs", "first_person", "opponents_by_tie", "region_nouns",
            "firm_nouns")  # fmt: skip
    found = [words("actors", key) for key in keys]
    unnamed = words("actors", "generic_groups") | words("actors", "groups_by_two_words")
    groups = {group.split()[-1] for group in unnamed}
    relatives = {"who", "which", "whose", "whom", "that"}
    either = {"each", "former", "latter"}
    return frozenset().union(*found, groups, words("persons", "nouns"), words("actors", "numbers"), relatives, either)


def _note_named(talk: Discourse, mention: Mention, sentence: int) -> None:
    head = talk.page.doc[mention.head]
    governed = _governing_noun(head, mention)
    if governed is not None and mention.references and _is_free(talk, governed) and not _is_sorted(governed, mention):
        _owned_noun(talk, governed, mention, sentence)
    talk.note(mention, sentence)
    note_meeting(talk, mention, sentence)
    group = _coordinated(talk, head)
    if len({r.id for r in group}) > 1:
        if others := _subject_beside(talk, head, group):
            talk.seen.append(Seen((*others, *group), mention.head, sentence, False, True))
        talk.seen.append(Seen(group, mention.head, sentence, conjunct_root(head).dep_ in SUBJECTS, True))


def _is_sorted(noun: Token, mention: Mention) -> bool:
    """“the Gulf state”, “the West African nation”: the region tells which state, and is nobody's owner."""
    region = mention.references[0].id.startswith("region:")
    return region and noun.lower_ in words("actors", "called_by_sort") and sort_of(noun) is not None


def _of_ministry(talk: Discourse, mention: Mention) -> Mention:
    """The mention, with its state when it is a ministry by a name that tells none."""
    owned = with_owner(talk, mention)
    if owned is not mention:
        talk.found[talk.found.index(mention)] = owned
    return owned


def _subject_beside(talk: Discourse, head: Token, group: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """“China hosted the leaders of Chad, Mali and Niger”: China, for “the four” later on."""
    verb = next((a for a in head.ancestors if a.pos_ == "VERB"), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
    if subject is None or subject.i > head.i or (subject.is_ancestor(head) and not _likened(subject, head)):
        return ()
    known = talk.page.who(subject) or next((m.references for m in reversed(talk.found) if m.head == subject.i), ())
    own = {r.represents for r in group}
    return known if len(known) == 1 and known[0].represents not in own else ()


def _likened(subject: Token, head: Token) -> bool:
    """“the junta, like the rulers of Mali and Chad, …”: those whom the subject is put in a row with."""
    return any(c.lower_ in ("like", "alongside", "besides") and c.is_ancestor(head) for c in subject.rights)


def _is_free(talk: Discourse, noun: Token) -> bool:
    """The noun is neither part of a name nor of a role phrase."""
    return noun.i not in talk.page.covering and noun.i not in talk.roles


def _governing_noun(head: Token, mention: Mention) -> Token | None:
    """“troops” for “Georgian” in “Georgian troops”, if the noun stands for the government."""
    if mention.end < len(head.doc) and head.doc[mention.end].text == "-":
        return None  # “the Spanish-speaking state” is not Spain
    if is_prefixed(head.doc, mention.start, "against_prefixes"):
        return None
    noun = conjunct_root(head).head if conjunct_root(head).dep_ in MODIFIERS else head.head
    if conjunct_root(head).dep_ not in MODIFIERS and head.dep_ not in MODIFIERS:
        return _next_noun(head, mention)
    return noun if noun.lower_ in words("actors", "government_nouns") else None


def _next_noun(head: Token, mention: Mention) -> Token | None:
    """The noun right behind a demonym that the parser did not attach."""
    doc = head.doc
    if mention.form == "demonym" and mention.end < len(doc) and doc[mention.end].pos_ == "NOUN":
        noun = doc[mention.end]
        return noun if noun.lower_ in words("actors", "government_nouns") else None
    return None


def _owned_noun(talk: Discourse, noun: Token, mention: Mention, sentence: int) -> None:
    head = talk.page.doc[mention.head]
    if head.dep_ == "conj" and head.head.dep_ in MODIFIERS and any(m.head == noun.i for m in talk.found[-4:]):
        return  # the “British” of “American and British warplanes”, which the first one spoke for
    joined = _coordinated(talk, head) if head.dep_ in MODIFIERS else ()
    references = tuple(dict.fromkeys(represented(r) for r in joined or mention.references))
    people = all(r.id.startswith("group:") for r in references)  # “Bosnian Serb forces” are no unnamed state's
    form: MentionForm = "demonym" if people else "description"
    talk.add(min(mention.start, noun.i), max(mention.end, noun.i + 1), noun.i, form, references)
    if noun.tag_ == "NNS" and len(references) == 1 and references[0].id.startswith("state:"):  # “French troops”: “they”
        talk.seen.append(Seen(references, noun.i, sentence, conjunct_root(noun).dep_ in SUBJECTS, True))
    elif noun.tag_ == "NN" and len(references) == 1 and conjunct_root(noun).dep_ in SUBJECTS:  # “Niger's junta”: “its”
        talk.seen.append(Seen(references, noun.i, sentence, True, False))
    group = _coordinated(talk, noun, references)
    if len(group) > len(references):
        talk.seen.append(Seen(group, noun.i, sentence, conjunct_root(noun).dep_ in SUBJECTS, True))


def _coordinated(talk: Discourse, head: Token, first: tuple[Reference, ...] = ()) -> tuple[Reference, ...]:
    """The references of a coordination that begins at `head`, which means `first` or whom the page says."""
    if head.dep_ == "conj" or not any(c.dep_ == "conj" for c in head.children):
        return ()
    found: list[Reference] = list(first or talk.page.who(head))
    for other in head.conjuncts:
        found.extend(talk.page.who(other) or _of_government(talk, other) or _apposed(talk, other))
    return tuple(dict.fromkeys(found))


def _apposed(talk: Discourse, noun: Token) -> tuple[Reference, ...]:
    """“Ana Roth and her Danish counterpart, Ian Low”: the person whom the post is told of."""
    beside = (r for c in noun.children if c.dep_ == "appos" for r in talk.page.who(c))
    return tuple(r for r in beside if r.id.startswith("person:"))


def _of_government(talk: Discourse, noun: Token) -> tuple[Reference, ...]:
    """“the Front and the Ethiopian government”: the state of a noun that names it by a modifier."""
    if noun.lower_ not in words("actors", "government_nouns"):
        return ()
    return tuple(represented(r) for c in noun.children if c.dep_ in MODIFIERS for r in talk.page.who(c))


def _title(talk: Discourse, titles: Sequence[Title], sentence: int) -> None:
    references = tuple(dict.fromkeys(r for t in titles for r in _holder(talk, t)))
    if references:
        talk.add(titles[0].start, titles[0].end, titles[0].role.head, "title", references)
        talk.note(talk.found[-1], sentence)
        if titles[0].role.plural and len(references) == 1 and references[0].id.startswith(("org:", "state:")):  # “they”
            at = titles[0].role.head
            subject = conjunct_root(talk.page.doc[at]).dep_ in SUBJECTS
            talk.seen.append(Seen(references, at, sentence, subject, True))
        head = talk.page.doc[titles[0].role.head]
        if head.dep_ == "appos" and head.head.lower_ == "we":
            _introduce(talk, head.head, references, sentence)


def _introduce(talk: Discourse, we: Token, references: tuple[Reference, ...], sentence: int) -> None:
    """“We, the ministers of A and B, …”: who speaks as “we” from here on."""
    talk.writers = references
    talk.add(we.i, we.i + 1, we.i, "pronoun", references)
    talk.seen.append(Seen(references, we.i, sentence, True, len(references) > 1))


def _holder(talk: Discourse, title: Title) -> tuple[Reference, ...]:
    """Whom “the Chinese president” means: someone in the text, the holder on the document's date, or the state."""
    page = talk.page
    owner = _owner(talk, title)
    cast = page.cast
    anybody = _is_anybody(page.doc, title)
    if owner is None:
        return _last_with_role(talk, title) if title.definite and not title.role.plural and not anybody else ()
    if not owner.id.startswith(("state:", "org:", "region:", "group:")):
        return ()
    known = cast.posts.get((title.role.noun, owner.id)) if cast and not anybody else None
    if known is None and not anybody and title.role.public and page.document.published and title.tense == "current":
        known = _register_holder(talk, title.role.noun, owner.id)
    if known is not None:
        return (Reference(known, _name_of(talk, known), owner.id),)
    if not title.role.public:
        return ()
    if title.tense == "former":  # “a former Kenyan minister” speaks and acts for himself
        return (by_its_words(page, page.doc[title.role.head]),)
    return (Reference(owner.id, owner.name),)


def _is_anybody(doc: Doc, title: Title) -> bool:
    """“hand power to an elected president”: whoever will be it, and not the one who is."""
    before = title.start - 1
    return before >= 0 and doc[before].lower_ in ("a", "an") and doc[title.role.head].dep_ != "appos"


def _owner(talk: Discourse, title: Title) -> Reference | None:
    page = talk.page
    if title.of is not None and page.names:
        references = page.who(page.doc[page.names[title.of].end - 1])
        return _government(page, title.of) or (references[0] if references else None)
    if title.possessor is not None:
        owner = _possessor(talk, page.doc[title.possessor])
        return represented(owner) if owner else None
    default = load("roles")["belongs"].get(title.role.text)
    return Reference(default, title.role.text) if default else None


def _government(page: Page, index: int) -> Reference | None:
    name = page.names[index]
    for id_, form in name.readings:
        if form in ("capital", "seat"):
            return Reference(id_, name.text(page.doc, page.document.text))
    return None


def _possessor(talk: Discourse, token: Token) -> Reference | None:
    found = pronoun_references(talk, token)
    return found[0] if len(found) == 1 else None


def _register_holder(talk: Discourse, noun: str, owner: str) -> str | None:
    at = talk.page.document.published
    if talk.register.entry(owner) is None:
        return None
    for office in leading_offices(noun, owner) or load("roles")["kinds"].get(noun, [noun]):
        holders = {h.person for h in talk.register.holders(office, owner, at=at)}
        if len(holders) == 1:
            return holders.pop()
    return None


def _name_of(talk: Discourse, id_: str) -> str:
    """The name form in the text when the person is named there, else the usual name."""
    for seen in reversed(talk.seen):
        for reference in seen.references:
            if reference.id == id_:
                return reference.name
    for mention in talk.page.mentions:
        for reference in mention.references:
            if reference.id == id_:
                return reference.name
    return usual_name(talk.register, id_)


def _last_with_role(talk: Discourse, title: Title) -> tuple[Reference, ...]:
    cast = talk.page.cast
    if cast is None:
        return ()
    holders = {person for (noun, _), person in cast.posts.items() if noun == title.role.noun}
    named = (t.person for t in talk.page.titles if t.role.noun == title.role.noun)
    holders |= {cast.ids[person] for person in named if person is not None and person in cast.ids}
    for seen in reversed(talk.seen):
        for reference in seen.references:
            if reference.id in holders:
                return (reference,)
    return ()


def _word(talk: Discourse, token: Token, sentence: int) -> None:
    low = token.lower_
    if token.tag_ == "PRP$" and token.dep_ == "dobj":
        return  # “greeted his as he arrived”: a word is missing, and with it whom it means
    if low == "both" and any(w.lower_ == "which" for c in token.rights if c.lower_ == "of" for w in c.rights):
        return  # “trade and safety, both of which count”
    if low in words("actors", "person_pronouns") and token.pos_ in ("PRON", "DET", "ADJ"):
        _person(talk, token, sentence)
        return
    if low in words("actors", "first_person"):
        if talk.writers and not any(t.is_quote for t in token.sent):
            talk.add(token.i, token.i + 1, token.i, "pronoun", talk.writers)
        return
    if low == "each" or (low in ("former", "latter") and token.dep_ in (*SUBJECTS, "dobj", "pobj")):
        describe_either(talk, token, sentence)
        return
    if token.pos_ == "PRON" or low in ("their", "its", "whose"):
        references = both(talk, token, sentence) if low == "both" else ()
        if not references and low in words("actors", "plural_pronouns"):
            people = people_meant(talk, token)
            if people is not None and people.noun is not None:
                talk.add(token.i, token.i + 1, token.i, "pronoun", (), people.noun)
                return
            references = people.references if people else ()
        elif not references:
            references = pronoun_references(talk, token)
        if references:
            talk.add(token.i, token.i + 1, token.i, "pronoun", references)
            _possessed(talk, token, references)
            if len(references) == 1 or low in ("they", "both"):
                many = len(references) > 1 or low == "they"
                talk.seen.append(Seen(references, token.i, sentence, token.dep_ in SUBJECTS, many))
        return
    if low in load("actors")["numbers"] and token.i and token.nbor(-1).lower_ in ("the", "all"):
        if token.dep_ in SUBJECTS | {"pobj", "dobj"}:
            describe_number(talk, token, sentence)
    elif token.pos_ in ("NOUN", "PROPN"):
        describe(talk, token, sentence)
        if token.i not in talk.named_roles:
            talk.persons.note_noun(token, sentence, subject=conjunct_root(token).dep_ in SUBJECTS)


def _person(talk: Discourse, token: Token, sentence: int) -> None:
    """He or she: bound to a person in the talk, who need not be known by name."""
    chosen = person_meant(talk, token, sentence)
    if chosen is None:
        return
    talk.add(token.i, token.i + 1, token.i, "pronoun", chosen.references, chosen.token)
    if chosen.references:
        _possessed(talk, token, chosen.references)
        talk.seen.append(Seen(chosen.references, token.i, sentence, token.dep_ in SUBJECTS, False))


def _possessed(talk: Discourse, token: Token, references: tuple[Reference, ...]) -> None:
    """“his army”, “its troops”: the noun means the state."""
    noun = token.head
    if token.dep_ == "poss" and noun.lower_ in words("actors", "possessed_nouns"):
        states = tuple(represented(r) for r in references)
        if noun.i not in {m.head for m in talk.found} and noun.lower_ not in ("neighbour", "neighbor"):
            talk.add(token.i, noun.i + 1, noun.i, "description", states)
            if noun.tag_ == "NN" and len(states) == 1 and conjunct_root(noun).dep_ in SUBJECTS:  # “His country”: “it”
                talk.seen.append(Seen(states, noun.i, talk.page.sentence_of(noun).index, True, False))
