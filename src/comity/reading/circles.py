"""Circles: which parties a text brings together or sets against each other, for “both sides” and “the four countries”.

Candidates are coordinations of just so many names, the two that one sentence speaks of, and the parties of one
sentence where they are just so many. A pair counts more the nearer, the higher in its clause and the more often named.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from functools import partial

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.adjacency import adjoin
from comity.reading.besides import beside, meant
from comity.reading.crowds import is_unnamed
from comity.reading.discourse import MODIFIERS, SUBJECTS, Discourse, Seen, represented
from comity.reading.lexicon import words
from comity.reading.protagonists import protagonists
from comity.reading.sorts import sort_of
from comity.reading.subjects import surface_subjects
from comity.reading.syntax import conjunct_root

Fits = Callable[[Sequence[Reference]], bool]

_REACH = 12
"""Sentences back that a number of parties may reach."""
_SINGLES = 4
"""Sentences back of which the parties may be counted one by one."""
_AS_SUBJECT, _AS_OBJECT, _AS_MODIFIER, _APART, _IDLE = 1.4, 1.1, 0.2, 0.7, 0.3
_STEP, _OFTEN, _MOST = 0.22, 0.12, 6
"""Weights of a pair: its place, each sentence back, each time that both are named (at most six times)."""
_MET = 0.6
"""What two who meet count more than two of whom one does something to the other."""
_FOUGHT = 1.5
"""What two of whom a war or truce is told count more, where both sides of one are spoken of again."""
_HUMAN = frozenset({"men", "women"})
_OCCASIONS = frozenset({"at", "in", "during", "after", "before", "following"})
_FEW = 2
"""More speakers than that may well mean two of themselves: “the five states urged both parties”."""
_TOPIC, _URGED = 0.5, 0.9
"""Weight of the two whom the text is about, and what they count more where a third deals with both sides."""
_PERSONS, _LEADS, _UNLIKE = 1.5, 0.6, 1.5
"""Weights of two persons, of two heads for “the leaders”, of the holder of a post and a private one."""
_PROTAGONISTS = 3
"""How often each of two persons is named whom “the two men” may mean from however far."""


def circle(talk: Discourse, token: Token, number: int, noun: str, sentence: int) -> tuple[Reference, ...]:
    """The last `number` parties that were named together (0: however many), of the kind that `noun` can call."""
    without = beside(talk, token, most=_FEW if number == 2 else 0)
    fits = partial(_are_so_called, sort_of(token), _demonyms(talk, token))
    adversaries = noun in words("actors", "adversaries")
    if number == 2:
        return _pair(
            talk,
            without,
            noun,
            sentence,
            fits,
            fought=adversaries and _is_fought(token),
            urged=adversaries and bool(without) and conjunct_root(token).dep_ not in SUBJECTS,
        )
    if noun in words("actors", "armed_plurals"):
        return _topic(talk, without, noun, fits) or _listed(talk, without, number, noun, sentence, fits)
    found = _listed(talk, without, number, noun, sentence, fits)
    found = found or _told_apart(talk, without, number, noun, sentence, fits)
    if not found and not number and adversaries:
        return _pair(talk, without, noun, sentence, fits)
    return found


def _are_so_called(sort: Set[str] | None, named: Set[str], found: Sequence[Reference]) -> bool:
    """“the two powers” are no small states, “both Libyan rivals” none but Libya's."""
    behind = {r.represents for r in found}
    if named and any(one.startswith(("state:", "org:")) and one not in named for one in behind):
        return False
    return sort is None or all(one in sort for one in behind if one.startswith("state:"))


def _demonyms(talk: Discourse, noun: Token) -> set[str]:
    """The states that stand in front of a plural: “both Korean leaders”."""
    before = (c for c in noun.lefts if c.dep_ in ("amod", "compound"))
    return {r.id for c in before for r in talk.page.who(c) if r.id.startswith("state:")}


def listed_last(talk: Discourse, token: Token, number: int, sentence: int) -> tuple[Reference, ...]:
    """“Peru and Chile closed their ports. The two refused”: so many who were the subject of the sentence before."""
    without = beside(talk, token)
    for seen in reversed(talk.since(sentence - 1)):
        if seen.sentence < sentence and seen.subject and len(seen.references) == number and seen.token < token.i:
            named = talk.page.doc[seen.token].pos_ == "PROPN"
            return seen.references if named and not without & {r.represents for r in seen.references} else ()
    return ()


def acted_last(talk: Discourse, token: Token, sentence: int) -> tuple[Reference, ...]:
    """“Fiji sent a frigate. Tonga closed its ports. Both called for calm”: who acted in the two sentences before."""
    here = talk.page.sentences[sentence]
    if token.i != here.start or sentence < 2 or talk.page.sentences[sentence - 2].passage is not here.passage:
        return ()
    found: list[Reference] = []
    for at in talk.page.sentences[sentence - 2 : sentence]:
        root = at.span.root
        doers = [represented(r) for c in root.lefts if c.dep_ == "nsubj" for r in meant(talk, c)]
        named = [c for c in root.lefts if c.dep_ == "nsubj" and c.pos_ == "PROPN" and not any(c.conjuncts)]
        if len(doers) != 1 or len(named) != 1 or not doers[0].id.startswith(("state:", "org:", "group:")):
            return ()
        found.append(doers[0])
    return tuple(found) if found[0].id != found[1].id else ()


def last_pair(talk: Discourse, token: Token, sentence: int) -> tuple[Reference, ...]:
    """The two that were named last, in their order, for “the former” and “the latter”."""
    without = beside(talk, token)
    return _listed(talk, without, 2, "sides", sentence, _anybody) or _last_two(talk, without, "sides")


def _anybody(_: Sequence[Reference]) -> bool:
    return True


def _listed(
    talk: Discourse, without: Set[str], number: int, noun: str, sentence: int, fits: Fits
) -> tuple[Reference, ...]:
    """The last coordination of so many; without a number that of a subject, in this sentence or the one before."""
    persons = noun in words("actors", "plural_persons")
    for seen in reversed(talk.seen):
        if sentence - seen.sentence > (_REACH if number else 1):
            break
        kept = _of_kind(seen.references, persons=persons)
        named = bool(kept) and kept[0].id.startswith("person:")
        if not number and (not seen.subject or (persons and not named)):
            continue
        if len(kept) < 2 or len(kept) != (number or len(kept)) or without & {r.represents for r in kept}:
            continue
        if fits(kept):
            return kept
    return ()


def _told_apart(
    talk: Discourse, without: Set[str], number: int, noun: str, sentence: int, fits: Fits
) -> tuple[Reference, ...]:
    """“conferred with his Indonesian colleague and will welcome the Thai minister”: three, told one by one."""
    if not number or noun in words("actors", "office_holders"):
        return ()
    near = (kept for at, kept in _by_sentence(talk, without, noun, sentence) if sentence - at <= _SINGLES)
    return next((kept for kept in near if len(kept) == number and fits(kept)), ())


def _by_sentence(
    talk: Discourse, without: Set[str], noun: str, sentence: int, *, persons: bool = False
) -> Iterator[tuple[int, tuple[Reference, ...]]]:
    """The persons or powers that each sentence speaks of, places of what happens apart; the last sentence first."""
    kinds = ("person:",) if persons else _kinds(noun)
    told: dict[int, dict[str, Reference]] = {}
    for seen in reversed(talk.seen):
        if sentence - seen.sentence > _REACH:
            break
        token = talk.page.doc[seen.token]
        if _is_place(talk, seen) or (token.dep_ == "pobj" and token.head.head.lemma_ in words("actors", "fleeing")):
            continue
        meant_here = _host(talk, token) if not persons else ()
        for one in reversed(meant_here or _of_kind(seen.references, persons=persons)):
            if one.id.startswith(kinds) and one.represents not in without:
                told.setdefault(seen.sentence, {}).setdefault(one.represents, one)
    for index, kept in told.items():
        yield index, tuple(reversed(kept.values()))


def _host(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“flew to Moscow”: for “the two” the capital is its government."""
    mention = talk.page.heads.get(token.i)
    if mention is None or mention.government is None or token.dep_ != "pobj" or token.head.lower_ != "to":
        return ()
    return (mention.government,) if token.head.head.lemma_ in words("actors", "motion_verbs") else ()


def _of_kind(references: Sequence[Reference], *, persons: bool) -> tuple[Reference, ...]:
    """Persons, or the states, bodies and groups behind them; none when one is of another kind."""
    persons = persons and any(r.id.startswith("person:") for r in references)
    kept = {r.id: r for r in (references if persons else map(represented, references))}
    kinds = ("person:",) if persons else ("state:", "org:", "group:")
    if not persons and any(map(is_unnamed, kept.values())):
        return ()
    return tuple(kept.values()) if all(id_.startswith(kinds) for id_ in kept) else ()


def _is_fought(token: Token) -> bool:
    """“Under the truce both sides …”: a sentence about a war or its end."""
    return any(t.lemma_.lower() in words("actors", "fighting") for t in token.sent)


def _pair(
    talk: Discourse,
    without: Set[str],
    noun: str,
    sentence: int,
    fits: Fits,
    *,
    fought: bool = False,
    urged: bool = False,
) -> tuple[Reference, ...]:
    """The likeliest two; persons for “leaders” as long as two stand together somewhere."""
    persons = noun in words("actors", "plural_persons")
    named = _counts(talk)
    best: tuple[float, tuple[Reference, ...]] = (-99.0, ())
    for kept, at, weight in _pairs(talk, named, without, noun, sentence):
        often = min(_MOST, *(named[r.represents] for r in kept))
        if not fits(kept) or (noun in words("actors", "pairs_by_land") and not adjoin(*(r.represents for r in kept))):
            continue
        score = (
            weight
            - _STEP * min(sentence - at, _REACH)
            + _OFTEN * often
            + _LEADS * (persons and _lead(talk, kept, noun))
        )
        score += _FOUGHT * (fought and _is_fought(talk.page.sentences[at].span.root))
        score -= _UNLIKE * (persons and len({r.acts_for is None for r in kept}) > 1)
        if score > best[0]:
            best = (score, kept)
    if topic := _topic(talk, without, noun, fits):
        score = _TOPIC * (noun in words("actors", "adversaries")) + _URGED * urged + _FOUGHT * fought
        score += _OFTEN * min(_MOST, *(named[r.id] for r in topic))
        best = max(best, (score, topic), key=lambda told: told[0])
    last = best[1] or _last_two(talk, without, noun)
    last = last if fits(last) else ()
    apart = noun in words("actors", "pairs_by_land") and not (last and adjoin(*(r.represents for r in last)))
    return () if apart else last


def _topic(talk: Discourse, without: Set[str], noun: str, fits: Fits) -> tuple[Reference, ...]:
    """The two whom the text is about, for what each side of a quarrel can be called by."""
    called = words("actors", "adversaries") | words("actors", "organs_of_two") | words("actors", "office_holders")
    if noun not in called:
        return ()
    found = protagonists(talk)
    return found if fits(found) and not without & {r.id for r in found} else ()


def _counts(talk: Discourse) -> Counter[str]:
    """How often each is named: states in the whole text, others so far."""
    counts = Counter(represented(r).id for seen in talk.seen for r in seen.references)
    for state, number in talk.trail.counts.items():
        counts[state] = max(counts[state], number)
    return counts


def _lead_the_text(named: Counter[str], pair: Sequence[Reference]) -> bool:
    return all(named[r.represents] >= _PROTAGONISTS for r in pair)


def _pairs(
    talk: Discourse, named: Counter[str], without: Set[str], noun: str, sentence: int
) -> Iterator[tuple[tuple[Reference, ...], int, float]]:
    """Two that stand together, with their sentence and the weight of their place; the nearest first."""
    persons = noun in words("actors", "plural_persons")
    kinds = _kinds(noun)
    allowed = ("person:",) if noun in _HUMAN else ("person:", "state:") if persons else kinds
    for verb, both_of_them, met in _brought_together(talk, sentence):
        as_told = persons or noun in words("actors", "plural_states")  # “both countries” behind a call of presidents
        kept = both_of_them if as_told else _of_kind(both_of_them, persons=False)
        fit = len(kept) == 2 and all(r.id.startswith(allowed) for r in kept)
        if fit and not without & {r.represents for r in kept}:
            people = persons and any(r.id.startswith("person:") for r in kept)
            yield kept, talk.page.sentence_of(verb).index, _APART + _MET * met + _PERSONS * people
    for seen in reversed(talk.seen):
        is_far = sentence - seen.sentence > _REACH
        if is_far and noun not in _HUMAN:
            break
        kept = _of_kind(seen.references, persons=persons)
        if is_far and not _lead_the_text(named, kept):
            continue
        fit = all(r.id.startswith(kinds) for r in kept) and not (persons and _is_place(talk, seen))
        if len(kept) == 2 and fit and not without & {r.represents for r in kept}:
            yield kept, seen.sentence, _place_weight(talk, seen) + _PERSONS * (kept[0].id[:7] == "person:")
    if persons:
        yield from _of_paragraph(talk, without, sentence)
    acting = {seen.sentence for seen in talk.since(sentence - _REACH) if seen.subject}
    for people in (True,) if noun in _HUMAN else (True, False) if persons else (False,):
        for index, told in _by_sentence(talk, without, noun, sentence, persons=people):
            if len(told) == 2:
                yield told, index, _APART + _PERSONS * people - _IDLE * (index not in acting)


def _is_place(talk: Discourse, seen: Seen) -> bool:
    """“are active in Afghanistan and Pakistan”: lands in which something happens, and no parties."""
    place = conjunct_root(talk.page.doc[seen.token])
    return place.dep_ == "pobj" and place.head.lower_ in words("actors", "located_prepositions")


def _of_paragraph(
    talk: Discourse, without: Set[str], sentence: int
) -> Iterator[tuple[tuple[Reference, ...], int, float]]:
    """“Kim promised it. Trump gave up the exercises. …”: the only two holders of posts that a paragraph names."""
    here = talk.page.sentences[sentence].passage.start
    holders: dict[str, tuple[Reference, int]] = {}
    for seen in talk.since(sentence - _REACH):
        if talk.page.sentences[seen.sentence].passage.start == here:
            for one in seen.references:
                if one.id.startswith("person:") and one.acts_for is not None and one.represents not in without:
                    holders.setdefault(one.id, (one, seen.sentence))
    if len(holders) == 2:
        (first, _), (second, at) = holders.values()
        yield (first, second), at, _APART + _PERSONS


def _brought_together(talk: Discourse, sentence: int) -> Iterator[tuple[Token, tuple[Reference, ...], bool]]:
    """The one who does, the one to or with whom it is done, and if they met: “Diaz, who met Rojas in Lima, said …”."""
    for at in talk.page.sentences[max(0, sentence - _SINGLES) : sentence]:
        for verb in at.span:
            if verb.pos_ != "VERB" or not any(c.dep_ == "nsubj" for c in verb.lefts):
                continue
            doers = [r for t in surface_subjects(verb)[:1] for r in meant(talk, t)]
            others = [c for c in verb.rights if c.dep_ == "dobj"]
            if _is_meeting(verb):
                others += [p for c in verb.rights if c.lower_ in ("with", "to") for p in c.children if p.dep_ == "pobj"]
            on_occasion = list(_met_there(verb))
            for other in (*others[:1], *on_occasion):
                named = next((c for c in other.rights if c.dep_ == "appos"), other)  # “Peru's premier, Ana Roth”
                done_to = meant(talk, other) or meant(talk, named)
                if len(doers) == len(done_to) == 1 and doers[0].represents != done_to[0].represents:
                    yield verb, (doers[0], done_to[0]), _is_meeting(verb) or other in on_occasion


def _met_there(verb: Token) -> Iterator[Token]:
    """“At talks with Diaz, Rojas promised …”: whom the doer met on that occasion."""
    for occasion in (p for c in verb.children if c.lower_ in _OCCASIONS for p in c.children if p.dep_ == "pobj"):
        if occasion.lemma_ in words("actors", "meetings"):
            yield from (p for c in occasion.rights if c.lower_ == "with" for p in c.children if p.dep_ == "pobj")


def _is_meeting(verb: Token) -> bool:
    return verb.lemma_ in words("actors", "meeting")


def _kinds(noun: str) -> tuple[str, ...]:
    """What a plural can mean besides persons: no body has leaders that are two."""
    if noun in words("actors", "plural_states"):
        return ("state:",)
    if noun in words("actors", "plural_persons"):
        return ("person:", "state:")
    return ("state:", "org:", "group:")


def _place_weight(talk: Discourse, seen: Seen) -> float:
    top = conjunct_root(talk.page.doc[seen.token])
    if top.dep_ in MODIFIERS:
        return _AS_SUBJECT if conjunct_root(top.head).dep_ in SUBJECTS else _AS_MODIFIER
    return _AS_SUBJECT if seen.subject else _AS_OBJECT


def _lead(talk: Discourse, pair: Sequence[Reference], noun: str) -> bool:
    """Whether both are heads of state or government, whom “the leaders” and “the presidents” mean first."""
    cast = talk.page.cast
    if cast is None or noun in ("men", "women", "ministers", "diplomats", "envoys"):
        return False
    heads = {person for (post, _), person in cast.posts.items() if post in words("actors", "heads")}
    return all(r.id in heads for r in pair)


def _last_two(talk: Discourse, without: Set[str], noun: str) -> tuple[Reference, ...]:
    persons = noun in words("actors", "plural_persons")
    states = ("state:",) if noun in words("actors", "plural_states") else ("state:", "org:", "group:")
    kinds = ("person:",) if persons else states
    found: list[Reference] = []
    for seen in reversed(talk.seen):
        if persons and _is_place(talk, seen):
            continue
        for reference in reversed(seen.references):
            kept = reference if persons else represented(reference)
            wanted = kept.id.startswith(kinds) and (persons or bool(_of_kind((kept,), persons=False)))
            wanted = wanted and (noun not in words("actors", "office_holders") or kept.acts_for is not None)
            if wanted and kept.id not in {f.id for f in found} and kept.represents not in without:
                found.append(kept)
            if len(found) == 2:
                return tuple(reversed(found))
    return ()
