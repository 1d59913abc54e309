"""Parties: whom a noun phrase means as a party of an event, also where only its modifiers are known.

“Georgian troops” act for Georgia and “EU foreign ministers” for the EU; “students” and “teachers” are groups of
their own; “Serbia's suppression of unrest” as a thing somebody condemns leads to Serbia.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import Slots, noun_slots
from comity.reading.crowds import are_people, by_its_words, is_unnamed
from comity.reading.frames import event_lexicon, is_any
from comity.reading.lexicon import load
from comity.reading.lexicon import words as lexicon_words
from comity.reading.page import Page
from comity.reading.phrases import coordinated, dependents, inner_noun

_PLACES = ("state:", "region:", "place:")
_OWNERS = ("adj", "poss", "by", "of", "from", "loyal to", "appos")
_LIST_WORDS = frozenset(
    {",", "and", "the", "of", "president", "minister", "prime", "former", "chief", "two", "three", "ministers"}
)
_LIST_MARKS = frozenset({":", "–", "—", "--"})
_LIST_OPENERS = frozenset({"including", "among", "such"})
_SHORT = 7
"""Words behind a plural within which the comma of “ministers of Peru and Chile,” may stand."""
_NO_PHRASE = frozenset({"VERB", "AUX", "PRON", "DET", "ADP", "ADV"})


def parties(page: Page, tokens: Iterable[Token], *, owners: bool = True) -> tuple[Reference, ...]:
    """References of the phrases that `tokens` head, each once, in order.

    With `owners`, a thing gives the party it belongs to; without, only actors themselves count.
    """
    found: dict[str, Reference] = {}
    for token in tokens:
        for reference in party(page, token, owners=owners):
            found.setdefault(reference.id, reference)
    return tuple(found.values())


def party(page: Page, token: Token, *, owners: bool = True) -> tuple[Reference, ...]:
    """References of one phrase: named, resolved, by its modifiers, or as a group without a name."""
    known = page.doc.user_data.setdefault("party", {})
    key = (id(page.heads), token.i, owners)
    if key not in known:
        known[key] = ()  # two phrases may each be asked for the other: “Grenada and its members”
        known[key] = _find_party(page, token, owners)
    found: tuple[Reference, ...] = known[key]
    return found


def _find_party(page: Page, token: Token, owners: bool) -> tuple[Reference, ...]:
    references = page.who(token)
    if not references and (people := bound_to(page, token)) is not None:
        return party(page, people, owners=owners)
    if listed := _listed(page, token) or _spelled_out(page, token) or _counted_out(page, token):
        return listed
    if references and _are_some_of(page, token, references):
        return (by_its_words(page, token),)
    if references and (led := _of_loyalty(page, token)):
        return led
    if references:
        plural = token.tag_ == "NNS" and references[0].id.startswith("state:")
        if plural and not _is_called_again(page, token) and (owned := _owned(page, token)):
            return owned
        return _apposed(page, token) or references
    noun = inner_noun(token)
    if noun.i != token.i and token.lower_ == "one" and (apposed := _apposed(page, token)):
        return apposed
    if noun.i != token.i and _are_unknown_few(page, token, noun):
        return ()
    if noun.i != token.i:
        return parties(page, coordinated(noun), owners=owners)
    if apposed := _apposed(page, token) or named_beside(page, noun) or _belonging(page, noun) or _described(page, noun):
        return apposed
    if noun.lemma_ in lexicon_words("actors", "polity_nouns"):
        named = tuple(r for t in noun_slots(noun).get("of", ()) for r in page.who(t))
        if named and all(r.id.startswith(("region:", "state:")) for r in named):
            return named
    if noun.pos_ in _NO_PHRASE:
        return ()
    classes = event_lexicon().classes
    lemma = noun.lemma_.lower()
    agency, civil = (
        is_any(classes, lemma, "AGENCY", "FORCES", "ARMS"),
        lemma in classes["CIVIL"] or are_people(noun),
    )
    if (agency or owners) and (owned := _owned(page, noun)) and (agency or not civil):
        return owned
    return group(page, noun) if civil and not _is_somebodys(page, noun) else ()


def bound_to(page: Page, pronoun: Token) -> Token | None:
    """“Settlers burned farms; later they shot a shepherd”: the people whom the pronoun goes on with."""
    mention = page.mention_at(pronoun) if pronoun.lower_ in lexicon_words("actors", "plural_pronouns") else None
    return page.doc[mention.antecedent] if mention is not None and mention.antecedent is not None else None


def _are_unknown_few(page: Page, token: Token, noun: Token) -> bool:
    """“Kenya, Togo and Chad met. Two of them left”: nobody tells which two."""
    named = len(page.who(noun)) if noun.pos_ == "PRON" else 0
    number = load("actors")["numbers"].get(token.lower_, 1)
    return named > number and token.lower_ not in lexicon_words("actors", "everybody_counted")


def _are_some_of(page: Page, token: Token, references: tuple[Reference, ...]) -> bool:
    """“Hindu villagers”, who are not the Hindus; rebels of a people stand for it."""
    mention, classes = page.mention_at(token), event_lexicon().classes
    if is_any(classes, token.lemma_.lower(), "ARMED", "FORCES"):
        return False
    if token.tag_ != "NNS" or mention is None or mention.form != "description" or references[0].id[:6] != "group:":
        return False
    before = [c for c in token.lefts if c.dep_ in ("amod", "compound", "nmod") and page.mention_at(c) is not mention]
    return any(r.id == references[0].id for c in before for r in page.who(c))


def _is_somebodys(page: Page, noun: Token) -> bool:
    """“His deputy”: one person in a post, whom nobody names; and no group."""
    owned = noun.tag_ == "NN" and any(c.tag_ in ("PRP$", "WP$") for c in noun.lefts)
    tied = noun.lower_ in lexicon_words("actors", "relational")  # “its ally”
    return owned and (tied or any(t.role.head == noun.i for t in page.titles))


def _is_called_again(page: Page, token: Token) -> bool:
    """“its two allies”: those whom a plural means are not who owns them."""
    mention = page.mention_at(token)
    return mention is not None and mention.form == "description" and len(mention.references) > 1


def _apposed(page: Page, token: Token) -> tuple[Reference, ...]:
    """“Fiji's prime minister, Sitiveni Rabuka”: the person the title's apposition names."""
    if token.pos_ == "PROPN" and (token.ent_type_ == "PERSON" or _is_named_body(page, token)):
        return ()
    if token.dep_ == "appos" and token.tag_ == "NN" and _is_named_person(page, token.head):
        return page.who(token.head)  # “Ana Roth, the Danish judge whom it accuses”
    near = [t for c in dependents(token) if c.dep_ == "appos" for t in coordinated(c)]
    found = tuple(r for t in near for r in (page.who(t) or _apposed(page, t)))
    if not found:
        found = _behind_title(page, token)
    return found if found and all(r.id.startswith("person:") for r in found) else ()


def named_beside(page: Page, noun: Token) -> tuple[Reference, ...]:
    """“the Janjaweed, a militia that he armed”, “its operator Spark”: the body or group that the noun describes."""
    if noun.pos_ != "NOUN":
        return ()
    near = [c for c in dependents(noun) if c.dep_ == "appos"] or ([noun.head] if noun.dep_ == "appos" else [])
    if noun.dep_ == "conj" and noun.i + 1 < len(page.doc) and noun.nbor().dep_ == "appos":
        near = [noun.nbor()]  # “the government and the movement Renamo”
    found = tuple(r for t in near for m in [page.mention_at(t)] if m and m.form == "name" for r in m.references)
    return found if len(found) == 1 and found[0].id.startswith(("org:", "group:")) else ()


def _belonging(page: Page, noun: Token) -> tuple[Reference, ...]:
    """“Turkey, a NATO member that opposed it”: the member, never the body it belongs to."""
    if noun.lemma_ != "member" or noun.dep_ not in ("appos", "attr"):
        return ()
    return parties(page, [noun.head] if noun.dep_ == "appos" else [c for c in noun.head.lefts if c.dep_ == "nsubj"])


def _described(page: Page, noun: Token) -> tuple[Reference, ...]:
    """“Ana Roth, the Swiss official who mediated”: the person so described, not the state of the office."""
    if noun.dep_ != "appos" or noun.tag_ != "NN":
        return ()
    if noun.lemma_ not in lexicon_words("persons", "nouns") and noun.lemma_ not in event_lexicon().classes["AGENCY"]:
        return ()
    mention = page.mention_at(noun.head)
    person = mention is not None and mention.form == "name" and len(mention.references) == 1
    return mention.references if person and mention and mention.references[0].id.startswith("person:") else ()


def _is_named_body(page: Page, token: Token) -> bool:
    """“the OSCE, whose envoy, Ana Roth, …”: the envoy is not the body."""
    mention = page.mention_at(token)
    return mention is not None and mention.form == "name" and mention.head == token.i


def _is_named_person(page: Page, token: Token) -> bool:
    mention = page.mention_at(token)
    return mention is not None and mention.form == "name" and all(r.id[:7] == "person:" for r in mention.references)


def _behind_title(page: Page, token: Token) -> tuple[Reference, ...]:
    """“The secretary-general of the United Nations, António Guterres,”: the name behind the title's comma."""
    mention = page.mention_at(token)
    if (
        mention is None
        or mention.form != "title"
        or mention.end + 1 >= len(page.doc)
        or page.doc[mention.end].text != ","
    ):
        return ()
    name = page.covering.get(mention.end + 1)
    return name.references if name and name.form == "name" else ()


def _listed(page: Page, token: Token) -> tuple[Reference, ...]:
    """The names that a plural is spelled out in: “six powers - China, France …”, “members, among them Chad”."""
    if token.tag_ not in ("NNS", "NNPS"):
        return ()
    at = _list_start(token)
    found: list[Reference] = []
    named = at is not None and page.doc[at - 1].is_alpha
    while at is not None and at < len(page.doc):
        mention = page.covering.get(at)
        if mention is None or mention.start < token.i or mention.form in ("pronoun", "description"):
            if page.doc[at].lower_ not in _LIST_WORDS:
                if found and (behind := _behind_aside(page, at)):
                    at = behind
                    continue
                break
            at += 1
            continue
        found.extend(mention.references)
        at = mention.end
    people = [r for r in found if r.id.startswith("person:")]
    if len(people) > 1 and token.lower_ in lexicon_words("actors", "plural_persons"):
        found = people  # “three ministers - Peru's Ana Roth, Ian Low of Chile and …”
    return tuple(dict.fromkeys(found)) if len(found) > 1 or named else ()


def _behind_aside(page: Page, at: int) -> int:
    """“among them Ana Roth, an aide to the king, and Ian Low”: where the list goes on; 0 if it does not."""
    doc = page.doc
    if doc[at].lower_ not in ("a", "an", "the", "his", "her", "its") or doc[at - 1].text != ",":
        return 0
    end = doc[at].sent.end
    comma = next((i for i in range(at + 1, end - 2) if doc[i].text == ","), 0)
    goes_on = comma and doc[comma + 1].lower_ == "and" and page.covering.get(comma + 2)
    return comma + 2 if goes_on and goes_on.start == comma + 2 else 0


def _spelled_out(page: Page, token: Token) -> tuple[Reference, ...]:
    """“both of its neighbours, Angola and Congo,”, “his guests, Ana Roth and Ian Low”: those named behind a comma."""
    doc = page.doc
    if token.tag_ != "NNS" or token.i + 2 >= len(doc) or token.lower_ not in _countable():
        return ()
    at = _behind_of(page, token) + 2
    if at >= len(doc) or doc[at - 1].text != ",":
        return ()
    found: list[Reference] = []
    while at < len(doc) and (mention := page.covering.get(at)) is not None and mention.start == at and mention.end > at:
        if mention.form in ("pronoun", "description"):
            return ()
        found.extend(mention.references)
        at = mention.end
        if at >= len(doc) or doc[at].lower_ != "and":
            break
        at += 1 + (at + 1 < len(doc) and doc[at + 1].lower_ == "the")
    return tuple(dict.fromkeys(found)) if len(found) == 2 else ()


def _counted_out(page: Page, token: Token) -> tuple[Reference, ...]:
    """“two scholars with American ties, Ana Roth and Ian Low,”: as many people named behind a comma as are counted."""
    number = next((c.lower_ for c in token.lefts if c.dep_ == "nummod"), "")
    numbers: dict[str, int] = load("actors")["numbers"]
    if token.tag_ != "NNS" or number not in numbers:
        return ()
    doc, found, at = page.doc, dict[str, Reference](), 0
    for comma in doc[token.i + 1 : token.i + _SHORT]:
        if comma.pos_ in ("VERB", "AUX") or comma.is_sent_start:
            return ()
        if comma.text == ",":
            at = comma.i + 1
            break
    while at and (name := page.covering.get(at)) is not None and name.form in ("name", "title") and name.start == at:
        found |= {r.id: r for r in name.references}
        at = name.end
        while at < len(doc) and doc[at].lower_ in (",", "and"):
            at += 1
    people = all(i.startswith("person:") for i in found)
    return tuple(found.values()) if people and len(found) == numbers[number] else ()


def _behind_of(page: Page, noun: Token) -> int:
    """The last word of “ministers”, or of “ministers of Peru and Chile” where persons are named behind its comma."""
    if page.doc[noun.i + 1].lower_ == "of":
        for comma in page.doc[noun.i + 2 : noun.i + _SHORT]:
            behind = page.covering.get(comma.i + 1) if comma.text == "," else None
            if behind is not None and behind.references and behind.references[0].id.startswith("person:"):
                return comma.i - 1
    return noun.i


def _countable() -> frozenset[str]:
    return lexicon_words("actors", "plural_nouns") | lexicon_words("actors", "relational")


def _list_start(token: Token) -> int | None:
    """Index behind the mark or words that open the list, if one follows the noun phrase."""
    doc, i = token.doc, token.i + 1
    near = [t.lower_ for t in doc[i : i + 12]]
    if _LIST_MARKS.isdisjoint(near) and _LIST_OPENERS.isdisjoint(near):
        return None
    for j in range(i, min(i + 12, len(doc) - 2)):
        word = doc[j].lower_
        if word in _LIST_MARKS and (j == i or (word != ":" and _spells_out(doc[j + 1]))):
            return j + 1
        if doc[j].tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return None
        if word == "including" or (word in ("among", "such") and doc[j + 1].lower_ in ("them", "as")):
            return j + (1 if word == "including" else 2)
        if doc[j].is_sent_start or word in (";", "(") or (doc[j].pos_ == "VERB" and word != "including" and j > i + 4):
            return None
    return None


def _spells_out(first: Token) -> bool:
    """Whether a list of names begins here."""
    head = first.head if first.dep_ in ("poss", "compound") else first
    return first.pos_ == "PROPN" and any(c.dep_ == "conj" for c in head.subtree)


def _owned(page: Page, noun: Token) -> tuple[Reference, ...]:
    slots = _with_loyalty(noun_slots(noun), noun)
    if noun.lemma_ in lexicon_words("events/syntax", "of_no_owner"):
        slots = {key: tokens for key, tokens in slots.items() if key != "adj"}
    if noun.lower_ in lexicon_words("actors", "relational"):
        slots = {key: tokens for key, tokens in slots.items() if key != "poss"}  # “three of its neighbours”
    if noun.lemma_ in lexicon_words("actors", "members_of_parliament"):
        slots = {key: [t for t in tokens if t.lower_ != "parties"] for key, tokens in slots.items()}
    for key in _OWNERS:
        if found := _of_slot(page, key, slots.get(key, [])):
            return behind_post(page, noun, found) if key == "poss" else found
    for child in dependents(noun):
        if child.dep_ == "relcl":
            subjects = [t for c in dependents(child) if c.dep_ == "nsubj" for t in coordinated(c)]
            if found := tuple(r for t in subjects for r in page.who(t)):
                return found
    return ()


def behind_post(page: Page, noun: Token, owners: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Whom “his foreign minister” acts for: whom “he” does, and never he; “his lawyer” acts for nobody else."""
    if not any(r.id.startswith("person:") for r in owners):
        return owners
    title = next((t for t in page.titles if t.role.head == noun.i), None)
    if title is None and noun.lemma_.lower() in lexicon_words("actors", "of_who_governs"):
        return tuple(
            {r.represents: r if r.acts_for is None else Reference(r.acts_for, r.name) for r in owners}.values()
        )
    if title is None:
        return owners
    if not title.role.public:
        return ()
    behind = (Reference(r.represents, r.name) for r in owners)
    return tuple(r for r in behind if not r.id.startswith("person:"))


def _of_slot(page: Page, key: str, tokens: list[Token]) -> tuple[Reference, ...]:
    if key == "adj":
        return tuple(dict.fromkeys(r for t in tokens for r in page.who(t)))
    return parties(page, tokens, owners=False)


def _of_loyalty(page: Page, noun: Token) -> tuple[Reference, ...]:
    """“troops loyal to General Austin” are his, whosever troops stood there before."""
    if not is_any(event_lexicon().classes, noun.lemma_.lower(), "FORCES", "ARMED"):
        return ()
    found = _of_slot(page, "loyal to", _with_loyalty({}, noun).get("loyal to", []))
    return found if len(found) == 1 and found[0].id.startswith(("person:", "org:", "group:")) else ()


def _with_loyalty(slots: Slots, noun: Token) -> Slots:
    """“forces loyal to Gaddafi” and “militias allied with Ankara” act for them."""
    for child in dependents(noun):
        if child.lemma_ in ("loyal", "ally", "allied", "faithful", "answerable"):
            for preposition in dependents(child):
                if preposition.dep_ == "prep":
                    return {**slots, "loyal to": [t for c in dependents(preposition) for t in coordinated(c)]}
    return slots


def group(page: Page, noun: Token) -> tuple[Reference, ...]:
    """A group by its name where one is told, else by its description: `group:nationalist-lawmakers`."""
    known, called = page.who(noun), by_its_words(page, noun)
    if len(known) == 1 and known[0].id.startswith("group:"):
        again = called.id == f"group:{noun.lower_}" and known[0].id.endswith(f"-{noun.lower_}")
        if again or not is_unnamed(known[0]):
            return known  # “the rebels”, who were Syrian rebels before
    return (called,)


def is_place(reference: Reference) -> bool:
    """Whether something can happen in it."""
    return reference.id.startswith(_PLACES)


def place(page: Page, token: Token) -> Reference | None:
    """Where `token` says something happens: the place reading of a name, or a state or region."""
    mention = page.mention_at(token)
    if mention is None:
        return None
    if mention.place is not None:
        return mention.place
    return next((r for r in mention.references if is_place(r)), None)


def government(page: Page, token: Token) -> Reference | None:
    """The government of the capital that `token` names."""
    mention = page.mention_at(token)
    return mention.government if mention else None
