"""Counts: populations and numbers of members."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from comity.model import Fact, Reference
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import known
from comity.reading.rolls import CIRCLES, read_circle, read_club
from comity.reading.salience import salient_body
from comity.reading.stating import BODIES, PEOPLED, amount, make_count, make_fact, meant, phrase, those
from comity.reading.syntax import attributes, is_passive, is_verbal, objects, prepositional, subjects

_ANYBODY = frozenset({"people", "inhabitants", "residents", "citizens", "souls"})


def read_count_verb(page: Page, verb: Token) -> Iterator[Fact]:
    """“has 18 members”, “has a population of 82 million”, “groups 57 states”, “raises its membership to 25”."""
    lemma = verb.lemma_
    if lemma in words("facts", "have"):
        yield from _has(page, verb)
    if lemma in words("facts", "making_up"):
        yield from _made_of(page, verb)
    if lemma in words("facts", "growing"):
        yield from _grows(page, verb)
        yield from _peoples(page, verb)
    if lemma == "live":
        yield from _live(page, verb)


def _has(page: Page, verb: Token) -> Iterator[Fact]:
    for thing in (*objects(verb), *prepositional(verb, "of"), *_next_counted(verb)):
        for token in subjects(verb) or _run_in(verb):
            for about in _holding(page, token, thing):
                if thing.lemma_.lower() in words("facts", "member_nouns") and about.id.startswith(BODIES):
                    if _are_some(page, thing):
                        continue
                    yield from make_count(page, about, thing, "member-count", [verb, token])
                elif about.id.startswith(PEOPLED) or about.id in words("facts", "peopled_bodies"):
                    yield from _peopled(page, about, thing, [verb, token])


def _are_some(page: Page, thing: Token) -> bool:
    """“includes four Central Asian states”, “brings together the ten members of ASEAN”: not all members."""
    if any(r.id.startswith(BODIES) for t in prepositional(thing, "of") for r in page.who(t)):
        return True
    return any(page.who(c) for c in thing.lefts if c.dep_ in ("amod", "compound", "nmod"))


def _next_counted(verb: Token) -> list[Token]:
    """“the Forum has 18 members and its headquarters are …”, where the parser takes them for a subject."""
    beside = verb.doc[verb.i + 1 : verb.i + 3]
    counted = len(beside) == 2 and beside[0].like_num and beside[1].lemma_ in words("facts", "member_nouns")
    return [beside[1]] if counted and beside[1].head.i != verb.i else []


def _run_in(verb: Token) -> list[Token]:
    """“Vanuatu numbers some 330,000 inhabitants”, where the parser takes the name for an adverb."""
    before = verb.doc[verb.i - 1] if verb.i > verb.sent.start else None
    return [before] if before is not None and before.head.i == verb.i and before.text[:1].isupper() else []


def _holding(page: Page, token: Token, thing: Token) -> tuple[Reference, ...]:
    """Who has the thing; “it has four members” cannot be said of a state."""
    if thing.lemma_.lower() in words("facts", "member_nouns") and thing.lower_ not in words(
        "facts", "population_nouns"
    ):
        return tuple(r for _, r in meant(page, [token], BODIES)) or page.who(token)
    return page.who(token)


def _made_of(page: Page, verb: Token) -> Iterator[Fact]:
    """“Thirteen countries make up OPEC”, “its membership is limited to eight states”."""
    if verb.lemma_ == "belong":
        nouns = [t for t in subjects(verb) if any(c.pos_ == "NUM" for c in t.children) and not page.who(t)]
        held = prepositional(verb, "to")
    elif is_passive(verb) and verb.lemma_ in ("make", "compose"):
        nouns = [t for c in (verb, *verb.children) if c.i == verb.i or c.dep_ == "prt" for t in prepositional(c, "of")]
        held = subjects(verb)
    elif verb.lemma_ in words("facts", "limiting"):
        nouns = prepositional(verb, "to", "at", "of")
        held = [
            t for s in subjects(verb) if s.lower_ == "membership" for t in (*s.lefts, *prepositional(s, "of", "in"))
        ]
    else:
        nouns, held = subjects(verb), objects(verb)
    for noun in nouns:
        if noun.pos_ == "NUM" and verb.lemma_ in words("facts", "limiting"):
            for token, about in meant(page, held, BODIES)[:1]:
                yield make_fact(page, about, "member-count", amount(page, noun), [verb, token, noun])
        elif noun.lemma_ in words("facts", "member_nouns"):
            for token, about in meant(page, held, BODIES)[:1]:
                yield from make_count(page, about, noun, "member-count", [verb, token])


def _with(page: Page, noun: Token) -> Iterator[Fact]:
    """“With 57 participating states, the OSCE is …”, “Kenya, with its 54 million people, …”."""
    with_ = noun.head
    if noun.dep_ != "pobj" or with_.lower_ != "with":
        return
    holders = known(page, _holders(page, with_), (*PEOPLED, *BODIES))
    if noun.lower_ == "population":
        for token, about in _inhabited(page, those(page, holders, PEOPLED)[:1]):
            yield from _peopled(page, about, noun, [token])
    elif not any(c.dep_ == "nummod" for c in noun.children):
        return
    elif noun.lower_ in words("facts", "population_nouns"):
        for token, about in those(page, holders, PEOPLED)[:1]:
            yield from make_count(page, about, noun, "population", [token])
    elif noun.lemma_ in words("facts", "member_nouns"):
        for token, about in those(page, holders, BODIES)[:1]:
            yield from make_count(page, about, noun, "member-count", [token])


def _holders(page: Page, with_: Token) -> list[Token]:
    """Of whom “with …” is said: its noun, the subject it opens the sentence before, or the name before its comma."""
    over = with_.head
    if not is_verbal(over):
        return [over]
    before = page.covering.get(with_.i - 2) if with_.i > 1 and with_.nbor(-1).text == "," else None
    if before is not None:
        return [page.doc[before.head]]
    return subjects(over) if with_.i == over.sent.start else []


def _peoples(page: Page, verb: Token) -> Iterator[Fact]:
    """“Its population has shrunk to fewer than three million”, “whose inhabitants number 620,000”."""
    for noun in subjects(verb):
        if noun.lower_ not in words("facts", "peopling") or _is_part(noun):
            continue
        owners = [c for c in noun.children if c.dep_ == "poss"] + prepositional(noun, "of")
        told = prepositional(verb, "to", "at") + objects(verb) + attributes(verb)
        told += [c for c in verb.children if c.dep_ == "nummod"]
        for owner, about in meant(page, owners, PEOPLED)[:1]:
            for number in (t for t in told if t.pos_ == "NUM"):
                yield make_fact(page, about, "population", amount(page, number), [noun, owner, *number.subtree])


def _owned_people(page: Page, noun: Token) -> Iterator[Fact]:
    """“Kenya's 54 million people”."""
    if noun.lower_ in words("facts", "population_nouns"):
        owners = [c for c in noun.children if c.dep_ == "poss"]
        for owner, about in meant(page, owners, ("state:", "region:"))[:1]:
            head = page.heads.get(owner.i)
            if owner.tag_ == "PRP$" or (head is not None and head.form in ("name", "description")):
                yield from make_count(page, about, noun, "population", [owner])


def _bare_population(page: Page, noun: Token) -> Iterator[Fact]:
    """“Russia, population 144 million, …”."""
    before = page.covering.get(noun.i - 2) if noun.i > 1 and noun.nbor(-1).text in (",", "(") else None
    first = noun.i + 1 + (noun.i + 1 < len(noun.doc) and noun.nbor(1).text in (":", "of"))
    numbers = [t for t in noun.doc[first : first + 3] if t.like_num or t.pos_ == "NUM"]
    if before is not None and numbers and numbers[0].i == first:
        for about in before.references[:1]:
            if about.id.startswith(PEOPLED):
                value = page.document.text[numbers[0].idx : numbers[-1].idx + len(numbers[-1])]
                yield make_fact(page, about, "population", value, [page.doc[before.head], numbers[-1]])


def _inhabited(page: Page, found: Sequence[tuple[Token, Reference]]) -> Iterator[tuple[Token, Reference]]:
    """“Caracas, with a population of three million”: a capital is counted as a town and not for its state."""
    for token, about in found:
        mention = page.mention_at(token)
        yield token, mention.place if mention is not None and mention.form == "capital" and mention.place else about


def _is_part(noun: Token) -> bool:
    """“the prison population”, “its Muslim population”: not all who live there."""
    return any(c.dep_ in ("compound", "amod") and (c.pos_ == "NOUN" or c.ent_type_ == "NORP") for c in noun.children)


def _peopled(page: Page, about: Reference, thing: Token, tokens: list[Token]) -> Iterator[Fact]:
    """“has 7.5 million inhabitants”, “has a population of 82 million”."""
    if thing.lower_ == "population" and not _is_part(thing):
        for number in prepositional(thing, "of"):
            if number.pos_ == "NUM":
                yield make_fact(page, about, "population", amount(page, number), [*tokens, thing, *number.subtree])
    elif thing.lower_ in words("facts", "population_nouns"):
        yield from make_count(page, about, thing, "population", tokens)


def _grows(page: Page, verb: Token) -> Iterator[Fact]:
    """“raise the number of its members to 25”, “the bloc has grown to 27 members”."""
    numbers = [t for t in prepositional(verb, "to") if t.pos_ == "NUM" or t.lemma_ in words("facts", "member_nouns")]
    things = [*objects(verb), *subjects(verb)]
    inner = [t for thing in things for t in thing.subtree]
    if not any(t.lemma_.lower() in words("facts", "membership_nouns") for t in (*inner, *numbers)):
        return
    for number in numbers[:1]:
        count = number if number.pos_ == "NUM" else next((c for c in number.children if c.dep_ == "nummod"), None)
        for token, about in those(page, [t for t in inner if t.pos_ != "VERB"], BODIES)[-1:]:
            if count is not None:
                modality = modality_of(verb)
                yield make_fact(
                    page, about, "member-count", amount(page, count), [verb, token, number], modality=modality
                )


def _live(page: Page, verb: Token) -> Iterator[Fact]:
    """“Some 80 million people live in Iran”."""
    for people in subjects(verb):
        if people.lower_ in words("facts", "population_nouns"):
            where = verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children)
            for token, about in those(page, prepositional(verb, "in") or ([verb.head] if where else []), PEOPLED):
                yield from make_count(page, about, people, "population", [verb, token])


def read_count_noun(page: Page, noun: Token) -> Iterator[Fact]:
    """“its fifteen members”, “the 27-nation bloc”, “a country of 1.4 million people”, “home to nearly 200 million”."""
    if noun.lower_ == "members":
        yield from read_club(page, noun)
    belonging = noun.lower_ == "states" and any(c.lower_ == "member" for c in noun.children)
    if noun.lower_ in ("members", "allies", "signatories") or belonging or _is_set(noun):
        yield from _owned_members(page, noun)
    elif noun.lower_ in words("facts", "member_nouns"):
        yield from _compound_count(page, noun)
        yield from read_club(page, noun)
    elif noun.lower_ in words("facts", "polities"):
        yield from read_club(page, noun)
    if noun.lemma_ in words("facts", "lands"):
        yield from _of_number(page, noun)
    if noun.lower_ in CIRCLES:
        yield from read_circle(page, noun)
    if noun.lower_ == "strong":
        yield from _compound_count(page, noun)
    if noun.lower_ == "population":
        yield from _population_is(page, noun)
        yield from _bare_population(page, noun)
    yield from _with(page, noun)
    yield from _owned_people(page, noun)
    if noun.dep_ == "pobj" and (noun.pos_ == "NUM" or any(c.dep_ == "nummod" for c in noun.children)):
        yield from _home(page, noun)


def _owned_members(page: Page, noun: Token) -> Iterator[Fact]:
    """“Its fifteen members include …”."""
    if any(page.who(c) for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod")):
        return  # “six Gulf members of OPEC”
    owners = [c for c in noun.children if c.dep_ == "poss"]
    among = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in ("one", "two", "three")
    if among or any(c.lower_ in ("the", "all") for c in noun.children) or noun.i == noun.sent.start:
        owners += prepositional(noun, "of")  # “all fifteen member states of the Union”
    if any(c.lower_ == "all" for c in noun.subtree):
        owners += prepositional(noun, "in")  # “all 31 allies in NATO”
    for owner, about in meant(page, owners, BODIES)[:1]:
        yield from make_count(page, about, noun, "member-count", [owner])


def _is_set(noun: Token) -> bool:
    """“the Council's six states”, “39 of its 54 countries”, “the five states of ASEAN”: the whole, counted."""
    if noun.lemma_ not in ("state", "country", "nation") or any(
        c.dep_ in ("relcl", "acl", "amod") for c in noun.children
    ):
        return False
    counted = any(c.dep_ == "nummod" for c in noun.lefts)
    whole = any(c.lower_ in ("the", "all") for c in noun.lefts) and bool(prepositional(noun, "of"))
    return counted and (whole or any(c.dep_ == "poss" for c in noun.lefts))


def _compound_count(page: Page, noun: Token) -> Iterator[Fact]:
    """“the 27-nation bloc”, “the 55-member African Union”."""
    if noun.i < 2 or noun.nbor(-1).text != "-" or not noun.nbor(-2).like_num or noun.head.i < noun.i:
        return
    number, head = noun.nbor(-2), noun.head
    named = those(page, [head], BODIES) or those(page, [head.head] if head.dep_ == "appos" else [], BODIES)
    if not named and head.lower_ in words("actors", "bloc_nouns") | {"union", "organisation", "organization"}:
        named = [(head, r) for r in salient_body(page, head, head.lower_)]
    for token, about in named[:1]:
        yield make_fact(page, about, "member-count", number.text, [number, token], confidence=0.6)


def _population_is(page: Page, noun: Token) -> Iterator[Fact]:
    """“Its population is eleven million”, “Fiji, whose population of 850,000 …”."""
    owned = [c for c in noun.children if c.dep_ == "poss"] if noun.dep_ != "attr" else []
    for number in (t for t in prepositional(noun, "of") if t.pos_ == "NUM" and not _is_part(noun)):
        for owner, about in meant(page, owned, PEOPLED)[:1]:
            yield make_fact(page, about, "population", amount(page, number), [owner, noun, number])
    owners = [c for c in noun.children if c.dep_ == "poss"] + prepositional(noun, "of")
    at = [t for c in noun.head.children if c.lower_ == "at" and c.i < noun.i for t in c.children if t.pos_ == "NUM"]
    if noun.dep_ == "nsubj" and at and page.sentence_of(noun).span.start == at[0].head.i:
        for owner, about in meant(page, owners, PEOPLED)[:1]:  # “At 5.6 million, Denmark's population is …”
            yield make_fact(page, about, "population", amount(page, at[0]), [noun, owner, at[0]])
    elif noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        for number in attributes(noun.head):
            for owner, about in meant(page, owners, PEOPLED):
                if number.pos_ == "NUM":
                    yield make_fact(page, about, "population", amount(page, number), [noun, owner, number])


def _home(page: Page, noun: Token) -> Iterator[Fact]:
    """“India, home to nearly 200 million Muslims”, “a city of ten million people”."""
    preposition, holder = noun.head, noun.head.head
    counted = noun.lower_ in words("facts", "population_nouns")
    if preposition.lower_ == "to" and holder.lower_ in ("home", "one"):
        holder = next((t for t in noun.doc[max(0, preposition.i - 2) : preposition.i] if t.lower_ == "home"), holder)
        if holder.lower_ != "home" or not _is_people(noun):
            return
        tokens, value = _housed(page, holder), phrase(page, noun)
    elif preposition.lower_ == "of" and counted and holder.lemma_ in words("facts", "lands"):
        number = next(c for c in noun.children if c.dep_ == "nummod")
        tokens = [
            holder,
            *([holder.head] if holder.dep_ == "appos" else _entry(page, holder) or _named_in_front(page, holder)),
        ]
        value = amount(page, number) if noun.lower_ in _ANYBODY else phrase(page, noun)
    else:
        return
    found = those(page, tokens, PEOPLED)
    if not found and noun.lower_ in _ANYBODY and preposition.lower_ == "to":  # “The bloc is home to 182 million people”
        found, value = (
            [(t, r) for t, r in those(page, tokens, ("org:",)) if page.kinds.get(r.id) == "bloc"],
            _number(page, noun),
        )
    together = len({t.i for t, _ in found}) == 1 < len({about.id for _, about in found})
    for token, about in [] if together else found[:1]:  # “whose countries are home to three billion people”
        yield make_fact(page, about, "population", value, [token, holder, *noun.subtree])


def _number(page: Page, noun: Token) -> str:
    number = next((c for c in noun.children if c.dep_ == "nummod"), None)
    return amount(page, number) if number is not None else phrase(page, noun)


def _is_people(noun: Token) -> bool:
    """Those who live somewhere: people, or a people by its name; no soldiers and no volcanoes."""
    return noun.lower_ in words("facts", "population_nouns") or noun.text[:1].isupper() or noun.lower_ == "million"


def _of_number(page: Page, noun: Token) -> Iterator[Fact]:
    """“Egypt, a nation of 102 million”."""
    for number in prepositional(noun, "of"):
        if number.pos_ == "NUM" and number.head.head.i == noun.i:
            told = [*known(page, [noun], PEOPLED), *_entry(page, noun), *_fronted(page, noun)]
            for token, about in those(page, told, PEOPLED)[:1]:
                yield make_fact(page, about, "population", amount(page, number), [token, noun, *number.subtree])


def _fronted(page: Page, noun: Token) -> list[Token]:
    """“A nation of 17 million, the Netherlands exports …”: the name behind the comma."""
    sentence, end = page.sentence_of(noun).span, noun.right_edge.i + 1
    comma = next((t.i for t in sentence if t.text == "," and t.i > noun.i), None)
    if noun.left_edge.i != sentence.start or comma is None or comma > end + 1:
        return []
    after = next((page.covering[i] for i in (comma + 1, comma + 2) if i in page.covering), None)
    return [page.doc[after.head]] if after is not None and after.form in ("name", "pronoun") else []


def _named_in_front(page: Page, noun: Token) -> list[Token]:
    """“A sultanate of 300,000 souls, Brunei joined …”: a name, for a pronoun may mean what stands between."""
    return [t for t in _fronted(page, noun) if t.pos_ == "PROPN"]


def _entry(page: Page, noun: Token) -> list[Token]:
    """“LAOS. A landlocked country of five million …”: the catchword of the entry that a fragment begins."""
    here = page.sentence_of(noun).index
    if noun.dep_ != "ROOT" or here == 0:
        return []
    before = page.sentences[here - 1].span
    mention = next((m for m in page.mentions if before.start <= m.start < before.end), None)
    whole = mention is not None and mention.end - mention.start >= len(before) - 2
    return [page.doc[mention.head]] if mention is not None and whole else []


def _housed(page: Page, home: Token) -> list[Token]:
    """Whom “home to” is said of: an apposition's head, a subject, or the name in front of the comma."""
    if home.dep_ == "appos":
        return [home.head]
    before = page.covering.get(home.i - 2) if home.i > 1 and home.nbor(-1).text == "," else None
    if before is not None:
        return [page.doc[before.head]]
    verb = next((a for a in home.ancestors if a.pos_ in ("VERB", "AUX")), home.head)
    if verb.pos_ not in ("VERB", "AUX") or (home.head.i != verb.i and (home.dep_ != "conj" or verb.lemma_ != "be")):
        return []
    return subjects(verb) or ([verb.head] if verb.dep_ in ("relcl", "conj") else [])
