"""Pronouns: whom he, she, it, they, who and which mean."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.besides import meant
from comity.reading.binding import askers, co_arguments, done_by, done_to, is_bound, is_said_by, judged_person, judges
from comity.reading.discourse import SUBJECTS, Discourse, Seen
from comity.reading.expletives import is_expletive
from comity.reading.lexicon import words
from comity.reading.page import Mention, Sentence
from comity.reading.persons import Occurrence
from comity.reading.plurals import last_meeting, last_plural_subject, met_before, unnamed_people, unnamed_plural
from comity.reading.syntax import conjunct_root, is_passive
from comity.reading.tellers import teller
from comity.reading.weighing import Sighting, likeliest, placed

_NUMBER = 3
"""Tokens that the number of a paragraph may take."""
_WINDOW = 6
"""Sentences back that they, it and its like may reach."""


def pronoun_references(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    low = token.lower_
    if token.tag_ in ("WP", "WDT", "WP$") or low in ("who", "which", "whose", "whom"):
        return _antecedent(talk, token)
    if low in words("actors", "person_pronouns"):
        chosen = person_meant(talk, token, talk.page.sentence_of(token).index)
        return chosen.references if chosen else ()
    if low in words("actors", "thing_pronouns"):
        return _thing(talk, token)
    if low in words("actors", "plural_pronouns"):
        chosen_ = people_meant(talk, token)
        return chosen_.references if chosen_ else ()
    return ()


def _thing(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    if (
        is_expletive(token)
        or _is_of_an_event(token)
        or _is_what_killed(talk, token)
        or _is_the_thing_told(talk, token)
        or _goes_on_unnamed(talk, token, plural=False)
    ):
        return ()
    things = _things(talk, _near(talk, token))
    if token.dep_ == "poss" and token.head.lower_ in words("actors", "state_possessions"):
        things = [s for s in things if s.references[0].id.startswith("state:")] or things
    elif token.dep_ == "poss" and token.head.lower_ in words("actors", "body_possessions"):
        things = [s for s in things if not s.references[0].id.startswith("state:")] or things
    return _best(talk, token, things)


def people_meant(talk: Discourse, token: Token) -> Sighting | None:
    """Whom they, them or their means: some who were named, or people whom only a noun tells."""
    here = talk.page.sentence_of(token).index
    if (people := unnamed_plural(talk, token)) is not None:
        return Sighting(people.lemma_, people.i, here, "unnamed", noun=people.i)
    if same := met_before(talk, token) or _opening_before(talk, token):
        return Sighting(" ".join(r.id for r in same), token.i, here, "several", same)
    named = [s for s in (*_near(talk, token), *last_meeting(talk, token)) if not _is_one(s)]
    some = [*map(_sighted, named), *unnamed_people(talk, token)]
    on = last_plural_subject(talk, token)
    if any(s.token == on for s in some):
        some = [s for s in some if s.token >= on or s.kind != "several"]
    some = [replace(s, more={**s.more, "goes on": 1.0}) if s.token == on else s for s in some]
    chosen = likeliest(talk.page, token, _free(talk, token, some))
    if chosen is None or chosen.noun is not None:
        return chosen
    if _is_the_thing_told(talk, token) or _goes_on_unnamed(talk, token, plural=True):
        return None
    return None if _are_others_nearer(talk, token, chosen) else chosen


def _is_one(seen: Seen) -> bool:
    return len(seen.references) == 1 and seen.references[0].id.startswith(("person:", "place:"))


def _sighted(seen: Seen) -> Sighting:
    many = len(seen.references) > 1
    kind = "several" if many else seen.references[0].id.partition(":")[0]
    key = " ".join(r.id for r in seen.references)
    more = {"plural": 1.0, f"{kind} in the plural": 1.0} if seen.plural else {}
    return Sighting(key, seen.token, seen.sentence, kind, seen.references, seen.joined, more=more)


def _is_single(sighting: Sighting) -> bool:
    """A state or body by its name, which a text may call “they” and hardly “their”."""
    return sighting.kind in ("org", "state") and not sighting.more


def _free(talk: Discourse, token: Token, sightings: Iterable[Sighting]) -> list[Sighting]:
    """Those whom the clause lets the pronoun mean."""
    others = judges(talk, token) | done_to(talk, token) | done_by(talk, token)
    one = words("actors", "thing_pronouns")
    some = placed(token) is not token  # “two of them”, who are never one state
    return [
        s
        for s in sightings
        if s.token < token.i
        and token.doc[s.token].lower_ not in one
        and not is_bound(token, token.doc[s.token])
        and not (_is_single(s) and (some or token.dep_ == "poss" or is_said_by(token, token.doc[s.token])))
        and not (others and others & {r.id for r in s.references})
    ]


def _are_others_nearer(talk: Discourse, token: Token, chosen: Sighting) -> bool:
    """“India and Pakistan joined. Putin thanked the members. Xi urged them”: the unnamed ones told since."""
    last = chosen.token
    if token.dep_ not in ("dobj", "pobj", "dative"):
        return False
    here = talk.page.sentence_of(token).index
    for sentence in talk.page.sentences[max(0, here - 1) : here]:
        objects = [c for c in sentence.span if c.dep_ in ("dobj", "dative") and c.tag_ == "NNS" and c.i > last]
        if any(c.head.i == sentence.span.root.i and not meant(talk, c) for c in objects):
            return True
    return False


def person_meant(talk: Discourse, pronoun: Token, sentence: int) -> Occurrence | None:
    """The person that he or she is bound to, who need not be known by name."""
    if (judged := judged_person(talk, pronoun)) is not None:
        return talk.persons.keep(judged, pronoun, sentence)
    return talk.persons.bind(pronoun, sentence, bound=co_arguments(pronoun), apart=askers(pronoun))


def _antecedent(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """The noun that a relative clause hangs on."""
    for verb in token.ancestors:
        if verb.dep_ == "relcl":
            noun = verb.head
            mention = _mention(talk, noun)
            if mention is None and noun.dep_ == "appos":  # “Sanna Marin, the outgoing premier, whose party lost”
                mention = _mention(talk, noun.head)
            if mention is None or _can_be_who(token, mention.references):
                return mention.references if mention else ()
            return _last_human(talk, token)
        if verb.dep_ in ("ccomp", "ROOT", "advcl"):
            break
    before = talk.page.covering.get(token.i - 1) or (talk.page.covering.get(token.i - 2) if token.i > 1 else None)
    return before.references if (before and token.i and token.nbor(-1).text in (",",)) or before else ()


def _mention(talk: Discourse, noun: Token) -> Mention | None:
    return talk.page.mention_at(noun) or next((m for m in talk.found if m.head == noun.i), None)


def _can_be_who(token: Token, references: tuple[Reference, ...]) -> bool:
    human = all(r.id.startswith(("person:", "group:", "state:", "org:")) for r in references)
    return human or token.lower_ not in ("who", "whom")


def _last_human(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“Colley, a scientist at a university in Dakar, who believes”: the person before, not the place."""
    here = talk.page.sentence_of(token).index
    for seen in reversed(talk.seen):
        if seen.sentence == here and seen.references[0].id.startswith("person:"):
            return seen.references
    return ()


def _is_of_an_event(token: Token) -> bool:
    """“It began in May”, “it was signed in Oslo”: what begins or is signed is nobody."""
    verb = token.head
    if token.lower_ != "it" or token.dep_ not in SUBJECTS or any(c.dep_ in ("dobj", "xcomp") for c in verb.children):
        return False
    return verb.lemma_ in words("actors", "undergone" if is_passive(verb) else "happening")


def _is_what_killed(talk: Discourse, token: Token) -> bool:
    """“The war lasted a year. It killed 600 Argentines”: the war, the quake or the raid that was just told."""
    sentence = talk.page.sentence_of(token)
    if token.lower_ != "it" or token.dep_ != "nsubj" or sentence.index == 0:
        return False
    if token.head.lemma_ not in words("actors", "dealt_by_events"):
        return False
    before = talk.page.sentences[sentence.index - 1].span
    told = [c for t in before if t.pos_ == "VERB" for c in t.children if c.dep_ in SUBJECTS]
    return any(c.lemma_ in words("actors", "deadly_events") for c in told)


def _is_the_thing_told(talk: Discourse, token: Token) -> bool:
    """“Iran condemned the agreements. Oman welcomed them”: who reacts in turn reacts to the same thing."""
    if token.dep_ != "dobj":
        return False
    if token.lower_ == "it" and (_is_called_a_thing(token) or token.head.lemma_ in words("events/syntax", "of_texts")):
        return True
    sentence = talk.page.sentence_of(token)
    reacting, naming = words("events/syntax", "reacting"), words("events/syntax", "naming")
    if token.head.lemma_ not in reacting | naming:
        return False
    before = talk.page.sentences[max(0, sentence.index - 1)]
    start = before.start if before.passage.start == sentence.passage.start else sentence.start
    number = ("NN", "NNP") if token.lower_ == "it" else ("NNS", "NNPS")
    told = token.doc[start : token.head.i]
    things = [c for t in told if t.lemma_ in reacting for c in t.rights if c.dep_ == "dobj"]
    things += [c for t in told if t.lemma_ in naming for c in _called(t)]
    return bool(things) and things[-1].tag_ in number and not meant(talk, things[-1])


def _is_called_a_thing(token: Token) -> bool:
    """“called it a landmark”, “described it as a good beginning”: what is called so is nobody."""
    called = next((c for c in token.head.children if c.dep_ == "oprd" or c.lower_ == "as"), None)
    if called is None or token.head.lemma_ not in words("events/syntax", "naming"):
        return False
    nouns = [called] if called.dep_ == "oprd" else [c for c in called.children if c.dep_ == "pobj"]
    return bool(nouns) and not any(n.lemma_.lower() in words("events/syntax", "called_somebody") for n in nouns)


def _called(verb: Token) -> Iterator[Token]:
    """What a verb of naming calls something: its object, or the subject of the small clause behind it."""
    yield from (c for c in verb.rights if c.dep_ == "dobj" or (c.dep_ == "nsubj" and c.head.i == verb.i))
    yield from (s for c in verb.rights if c.dep_ == "ccomp" for s in c.lefts if s.dep_ == "nsubj")


def _opening_before(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“5. They granted … 6. They signed …”: who opens one numbered paragraph after the other is the same all along.

    The first of them are the leaders who opened the one before (“4. The Heads of State paid tribute”).
    """
    sentence = talk.page.sentence_of(token)
    if token.lower_ != "they" or token.dep_ not in SUBJECTS or not _is_numbered(talk, sentence):
        return ()
    openers = [t for t in _openers(talk, sentence.passage.start) if t.i <= token.i]
    if len(openers) < 2 or openers[-1].i != token.i:
        return ()
    last = openers[-2]
    if last.lower_ != "they" and not last.lower_.endswith("s"):
        return ()
    called = [t for t in openers[:-1] if t.lower_ == last.lower_]
    return next((found for t in reversed(called) if (found := meant(talk, t) or _found_at(talk, t))), ())


def _is_numbered(talk: Discourse, sentence: Sentence) -> bool:
    """Whether a paragraph's number stands in the sentence, or alone before it."""
    before = talk.page.sentences[sentence.index - 1] if sentence.index else sentence
    alone = before.passage.start == sentence.passage.start and len(before.span) <= _NUMBER
    return any(s.span[0].text[:1].isdigit() for s in (sentence, *([before] if alone else [])))


def _found_at(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    return next((m.references for m in talk.found if m.start <= token.i < m.end), ())


def _openers(talk: Discourse, until: int) -> list[Token]:
    """The subjects that open numbered paragraphs, up to the one that begins at the character `until`."""
    found: list[Token] = []
    numbered = -1
    for sentence in talk.page.sentences:
        passage = sentence.passage.start
        if passage > until:
            break
        if sentence.span.start and talk.page.sentences[sentence.index - 1].passage.start == passage != numbered:
            continue
        if sentence.span[0].text[:1].isdigit():
            numbered = passage
        if numbered != passage or not any(t.is_alpha for t in sentence.span):
            continue
        numbered = -1
        subject = next((c for c in sentence.span.root.lefts if c.dep_ in SUBJECTS), None)
        lead = sentence.span.doc[sentence.span.start : subject.left_edge.i] if subject is not None else ()
        if subject is not None and not any(t.is_alpha for t in lead):
            found.append(subject)
    return found


def _goes_on_unnamed(talk: Discourse, token: Token, *, plural: bool) -> bool:
    """“The two generals seized power. They …”: who goes on with a subject that nobody is known by means no other."""
    sentence = talk.page.sentence_of(token)
    if not plural and (told_by := teller(token)) is not None:
        return not talk.page.who(told_by) and not meant(talk, told_by)
    if token.dep_ not in SUBJECTS or token.i - sentence.start > 1 or sentence.index == 0:
        return False
    before = talk.page.sentences[sentence.index - 1]
    subject = next((c for c in before.span.root.lefts if c.dep_ in SUBJECTS), None)
    if (
        before.passage.start != sentence.passage.start
        or subject is None
        or any(c.dep_ == "conj" for c in subject.children)
    ):
        return False
    if subject.tag_ != ("NNS" if plural else "NN") or subject.lower_ in words("persons", "nouns"):
        return False
    if not plural and subject.lower_ not in words("actors", "organisation_nouns") | words("actors", "state_nouns"):
        return False
    return not meant(talk, subject) and not any(talk.page.who(t) for t in subject.lefts)


def _near(talk: Discourse, token: Token) -> list[Seen]:
    return talk.since(talk.page.sentence_of(token).index - _WINDOW)


def _things(talk: Discourse, near: Sequence[Seen]) -> list[Seen]:
    prefixes = ("state:", "org:", "group:")
    return [
        s
        for s in near
        if len(s.references) == 1
        and s.references[0].id.startswith(prefixes)
        and not (_is_plural_group(talk, s) or _is_human(talk, s))
    ]


def _is_human(talk: Discourse, seen: Seen) -> bool:
    """“a Peruvian diplomat”, “the envoy, who”: such a one speaks for a state, but is no “it”."""
    return seen.token in talk.roles or talk.page.doc[seen.token].lower_ in ("who", "whom", "whose")


def _is_plural_group(talk: Discourse, seen: Seen) -> bool:
    return seen.references[0].id.startswith("group:") and talk.page.doc[seen.token].tag_ == "NNS"


def _best(talk: Discourse, token: Token, candidates: Sequence[Seen]) -> tuple[Reference, ...]:
    """The nearest candidate, subjects first; arguments of the pronoun's own verb are out unless it is possessive."""
    sentence = talk.page.sentence_of(token)
    here, passage = sentence.index, sentence.passage.start
    best: tuple[float, tuple[Reference, ...]] = (-99.0, ())
    others = judges(talk, token) | done_to(talk, token)
    for seen in candidates:
        back = here - seen.sentence
        if seen.token >= token.i or is_bound(token, token.doc[seen.token]) or others & {r.id for r in seen.references}:
            continue
        embedded = back > 0 and _is_embedded(token.doc[seen.token])
        score = (
            -1.0 * back
            + (1.2 - 0.4 * embedded) * seen.subject
            + 0.3 * (back == 0)
            - 0.001 * (token.i - seen.token)
            - 2 * seen.joined
        )
        score -= 0.4 * (talk.page.sentences[seen.sentence].passage.start != passage)
        if score >= best[0]:
            best = (score, seen.references)
    return best[1]


def _is_embedded(subject: Token) -> bool:
    """A subject of a clause within the sentence: the next one goes on with that of the sentence."""
    verb = conjunct_root(subject).head
    return verb.dep_ in ("relcl", "acl", "advcl") or (verb.dep_ == "ccomp" and verb.i > verb.head.i)
