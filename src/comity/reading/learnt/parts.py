"""Parts: who does a deed and to whom it is done, chosen by the network `Parts` among all who are in reach."""

import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import Slots, is_passive
from comity.reading.fired import Stage
from comity.reading.learnt.candidates import Around, Unit
from comity.reading.learnt.network import FEATURES, Parts, weights_of
from comity.reading.learnt.proposing import Proposal, propose
from comity.reading.learnt.slots import slots_around
from comity.reading.learnt.vectors import SIZE, vectors_of
from comity.reading.lexicon import words
from comity.reading.powers import is_paper
from comity.reading.subjects import surface_subjects

_STEPS, _NAMED = 5, 4
_CROSSED = ("s:", "sr:", "path:", "dlast:", "k:", "rule:", "down:")
_CROSSED_WITH_VOICE = ("s:", "sr:", "dlast:")
_FAR = 20
_VERBAL = frozenset({"VERB", "AUX"})
_MEANT = np.float32(0.5)
"""How much the word for a party counts beside the word for the deed."""
_SAID_OF = frozenset({"appos", "relcl", "acl"})
_BEFORE = frozenset({"amod", "compound", "nmod", "poss"})
_COMPETING = ("subj", "obj", "by", "poss", "v:subj:dobj")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may have a part, with what can be seen of him; `token` is -1 for those of sentences before."""

    reference: Reference
    features: tuple[str, ...]
    token: int
    lemma: str
    nearness: tuple[bool, int]
    """The smaller, the nearer: whether no slot of the deed names him, and how many steps away he stands."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A word that tells a deed of a type, with its phrases and all who may have a part in it."""

    type: str
    token: Token
    host: Token
    slots: Slots
    occasion: tuple[str, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who does it, and to whom."""

    actors: tuple[Reference, ...]
    recipients: tuple[Reference, ...]
    chances: tuple[float, float]
    """How likely that is, of the doers and of those it is done to."""
    tokens: tuple[int, ...]
    """The words of the sentence that name them."""


def deed_of(stage: Stage, around: Around, token: Token, type_: str, sentence: int) -> Deed:
    """The deed with everybody in reach, nearest first."""
    host, slots = slots_around(stage, token)
    named = _Slotted(stage, slots, propose(stage, token, host, slots, type_, sentence))
    found: dict[str, list[Candidate]] = {}
    for unit in around.units:
        features, nearness = _of_unit(unit, token, host, named, around)
        for reference in unit.references:
            common = _common(unit.references, unit.form, around, named)
            found.setdefault(reference.id, []).append(
                Candidate(reference, (*common, *features), unit.token.i, unit.token.lemma_.lower(), nearness)
            )
    for id_, (reference, back) in around.earlier().items():
        if id_ not in found:
            features = (*_common((reference,), "ctx", around, named), "ctx", f"back:{back}")
            found[id_] = [Candidate(reference, features, -1, "", (True, _FAR + back))]
    for reference in (*named.proposal[0], *named.proposal[1]):
        if reference.id not in found:
            features = (*_common((reference,), "ctx", around, named), "ctx", "proposed only")
            found[reference.id] = [Candidate(reference, features, -1, "", (True, _FAR))]
    passive = "passive" if host.pos_ in _VERBAL and is_passive(host) else "active"
    occasion = (
        f"t:{type_}", f"tpos:{token.pos_}", f"tdep:{token.dep_}", passive, f"subj:{bool(slots.get('subj'))}",
        f"obj:{bool(slots.get('obj'))}", f"proposed:{len(named.did) > 0}:{min(2, len(named.suffered))}",
        f"units:{min(6, len(around.units))}",
    )  # fmt: skip
    return Deed(type_, token, host, slots, occasion, _ranked(found, token.i))


def cast(deed: Deed, likely: float = 0.4, least: float = 0.15) -> Cast | None:
    """Whom the network names; None where nobody is likely to have done it."""
    if not deed.candidates:
        return None
    chances = network().chances([hashed(deed, one) for one in deed.candidates], meaning(deed))
    judging = _judging(deed.token)
    acting = [one.token not in judging and _can_act(one.reference) for one in deed.candidates]
    order = sorted((-chances[i, part], part, i) for i in range(len(chances)) for part in (0, 1) if part or acting[i])
    chosen: tuple[list[int], list[int]] = ([], [])
    for negative, part, i in order:
        if -negative >= likely and not any(_is_same(deed, i, other) for other in (*chosen[0], *chosen[1])):
            chosen[part].append(i)
    if not chosen[0]:
        first = next((i for _, part, i in order if part == 0 and not any(_is_same(deed, i, o) for o in chosen[1])), -1)
        if first < 0 or chances[first, 0] < (likely if _is_agentless(deed) else least):
            return None
        chosen[0].append(first)
    acted = [_bearer(deed, i) for i in chosen[0] if not _only_describes(deed, i, chosen[0])]
    chosen = (acted, chosen[1])
    actors, recipients = (tuple(deed.candidates[i].reference for i in part) for part in chosen)
    tokens = tuple(deed.candidates[i].token for i in (*chosen[0], *chosen[1]) if deed.candidates[i].token >= 0)
    return Cast(actors, recipients, _sureness(chances, chosen), tokens)


def _is_agentless(deed: Deed) -> bool:
    """“Two of the guns were surrendered”: by whom, nothing in the clause tells."""
    return deed.host.pos_ in _VERBAL and is_passive(deed.host) and not deed.slots.get("subj")


def _can_act(reference: Reference) -> bool:
    return not reference.id.startswith("place:") and not is_paper(reference)


def _judging(noun: Token) -> set[int]:
    """“Lima deplored the arrest”: who reacts to a deed has not done it."""
    reacted = noun.pos_ == "NOUN" and noun.dep_ == "dobj" and noun.head.lemma_ in words("events/syntax", "reacting")
    return {t.i for t in surface_subjects(noun.head)} if reacted else set()


@lru_cache(maxsize=1)
def network() -> Parts:
    """The network with its stored weights."""
    return Parts(weights_of("parts"))


def hashed(deed: Deed, candidate: Candidate) -> np.ndarray:
    """The rows of the table that a candidate's features call, alone and together with the type and the voice."""
    type_, voice = deed.occasion[0], f"{deed.occasion[3]}{deed.occasion[1]}"
    names = [*candidate.features, *(f"b:{name}" for name in deed.occasion)]
    names += [f"{type_}&{name}" for name in candidate.features if name.startswith(_CROSSED)]
    names += [f"{voice}&{name}" for name in candidate.features if name.startswith(_CROSSED_WITH_VOICE)]
    return np.array([_row(name) for name in names], dtype=np.intp)


def meaning(deed: Deed) -> np.ndarray:
    """The vectors of the deed's word and of each candidate's, side by side. Shape (candidates, 192)."""
    word = vectors_of([(deed.token.lemma_.lower(), deed.token.lower_)])
    parties = vectors_of([(one.lemma, one.lemma) for one in deed.candidates]) * _MEANT
    return np.concatenate((np.repeat(word, len(parties), axis=0), parties), axis=1).reshape(-1, 2 * SIZE)


@lru_cache(maxsize=1 << 16)
def _row(name: str) -> int:
    return zlib.crc32(name.encode("utf-8")) % FEATURES


def _is_same(deed: Deed, one: int, other: int) -> bool:
    """The same, or a person and whom he acts for."""
    a, b = deed.candidates[one].reference, deed.candidates[other].reference
    return a.id == b.id or a.acts_for == b.id or b.acts_for == a.id


def _only_describes(deed: Deed, one: int, acting: Sequence[int]) -> bool:
    """“Gazprom, the Russian gas company, cut supplies”: who stands only in what is said of another doer."""
    at, others = deed.candidates[one].token, {deed.candidates[i].token for i in acting if i != one}
    said = False
    for token in (deed.token.doc[at], *deed.token.doc[at].ancestors) if at >= 0 else ():
        if said and token.i in others:
            return True
        if token.left_edge.i <= deed.token.i <= token.right_edge.i:
            return False
        said = said or (token.dep_ in _SAID_OF and token.pos_ != "PROPN")
    return False


def _bearer(deed: Deed, state: int) -> int:
    """“Iranian President Hassan Rouhani thanked them”: the person before whose name the state only says whose he is."""
    one = deed.candidates[state]
    head = deed.token.doc[one.token] if one.token >= 0 else deed.token
    while head.dep_ in _BEFORE:
        head = head.head
    if one.token in (-1, head.i):
        return state
    for at, other in enumerate(deed.candidates):
        near = other.token >= 0 and other.reference.id.startswith("person:") and deed.token.doc[other.token]
        if near and other.reference.acts_for == one.reference.id and _is_named_by(near, head):
            return at
    return state


def _is_named_by(name: Token, head: Token) -> bool:
    return name.i == head.i or (name.dep_ == "appos" and name.head.i == head.i)


def _sureness(chances: np.ndarray, chosen: tuple[list[int], list[int]]) -> tuple[float, float]:
    """How likely the least likely of the doers and of those it is done to is; that it is done to nobody, if none."""
    acting, suffering = chosen
    rest = 1.0 - float(chances[:, 1].max())
    return float(chances[acting, 0].min()), float(chances[suffering, 1].min()) if suffering else rest


class _Slotted:
    """Which slots of a deed name a word, and which name somebody; whom the rules would take."""

    def __init__(self, stage: Stage, slots: Slots, proposal: Proposal) -> None:
        self.proposal = proposal
        self.did, self.suffered = (frozenset(r.id for r in part) for part in proposal)
        self.of_token: dict[int, list[str]] = {}
        self.of_reference: dict[str, set[str]] = {}
        for name, tokens in slots.items():
            for token in tokens:
                self.of_token.setdefault(token.i, []).append(name)
            for reference in stage.scene.parties(tokens):
                self.of_reference.setdefault(reference.id, set()).add(name)


def _common(references: Sequence[Reference], form: str, around: Around, named: _Slotted) -> tuple[str, ...]:
    """What is seen of those whom a word means, wherever it stands."""
    ids = {r.id for r in references}
    often = max(around.counts[id_] for id_ in ids)
    found = [f"k:{references[0].id.partition(':')[0]}", f"form:{form}", f"n:{min(3, len(references))}"]
    found.append(f"freq:{min(4, often)}")
    found += ["actsfor"] if any(r.acts_for for r in references) else []
    top = {id_ for id_, _ in around.counts.most_common(2)}
    for name, circle in (("top", top), ("did", around.did), ("suffered", around.suffered), ("before", around.subjects)):
        found += [name] if ids & circle else []
    found.append("rule:a" if ids & named.did else "rule:r" if ids & named.suffered else "rule:-")
    found += [f"sr:{name}" for name in sorted({n for id_ in ids for n in named.of_reference.get(id_, ())})]
    return tuple(found)


def _of_unit(
    unit: Unit, token: Token, host: Token, named: _Slotted, around: Around
) -> tuple[tuple[str, ...], tuple[bool, int]]:
    """What is seen of a word in the deed's own sentence, and how near it stands."""
    at, slots = unit.token, named.of_token.get(unit.token.i, ())
    up, down = _path(token, at)
    found = [f"s:{name}" for name in slots] or ["noslot"]
    found += _path_features(token, up, down)
    found += ["before" if at.i < token.i else "after", f"dist:{min(6, int(math.log2(1 + abs(at.i - token.i))))}"]
    found.append("insub" if _is_below(token, at) else "inhost" if _is_below(host, at) else "out")
    low, high = sorted((at.i, token.i))
    found.append(f"between:{min(4, sum(low < u.token.i < high for u in around.units))}")
    found += [f"pos:{at.pos_}", f"dep:{at.dep_}"]
    if at.i == token.i:
        found.append("self")
    if at.dep_ in ("poss", "compound", "amod"):
        owner = "deed" if at.head.i == token.i else "slot" if at.head.i in named.of_token else "else"
        found.append(f"mod:{at.dep_}:{owner}")
    return tuple(found), (not slots, len(up) + len(down))


def _path(token: Token, other: Token) -> tuple[list[Token], list[Token]]:
    """The words from the deed up to the first above both, and from there down to the other."""
    above = [token]
    while above[-1].head.i != above[-1].i:
        above.append(above[-1].head)
    place = {t.i: at for at, t in enumerate(above)}
    down: list[Token] = []
    while other.i not in place:
        down.append(other)
        if other.head.i == other.i:
            return [], down[::-1]  # in another tree of the sentence
        other = other.head
    return above[: place[other.i]], down[::-1]


def _path_features(token: Token, up: Sequence[Token], down: Sequence[Token]) -> Iterator[str]:
    below = "/".join(map(_label, down[:_STEPS]))
    yield f"path:{'/'.join(map(_label, up[:_STEPS]))}|{below}"
    yield f"up:{'/'.join(t.dep_ for t in up[:_NAMED])}"
    yield f"down:{below}"
    yield f"lens:{min(_STEPS, len(up))},{min(_STEPS, len(down))}"
    yield from (f"u{at}:{_label(t)}" for at, t in enumerate(up[:_NAMED]))
    yield from (f"d{at}:{_label(t)}" for at, t in enumerate(down[:_NAMED]))
    if down:
        yield f"dlast:{_label(down[-1])}"
    yield f"toppos:{(up[-1].head if up else token).pos_}"


def _label(token: Token) -> str:
    worded = token.dep_ in ("prep", "agent", "dative") or token.tag_ == "IN"
    return f"{token.dep_}={token.lower_}" if worded else token.dep_


def _is_below(top: Token, token: Token) -> bool:
    return top.left_edge.i <= token.i <= top.right_edge.i


def _ranked(found: dict[str, list[Candidate]], deed: int) -> tuple[Candidate, ...]:
    """One candidate for everybody, by the word that names him nearest, with his rank among the others."""
    best: list[Candidate] = []
    for several in found.values():
        several.sort(key=lambda one: one.nearness)
        first = several[0]
        more = [f"o{name}" for other in several[1:3] for name in other.features if name.startswith(("s:", "dlast:"))]
        again = ["again"] if len(several) > 1 else []
        best.append(replace(first, features=(*first.features, *again, *more)))
    best.sort(key=lambda one: one.nearness)
    before = [one.reference.id for one in best if 0 <= one.token <= deed]
    behind = [one.reference.id for one in best if one.token > deed]
    ranks = {
        id_: f"{side}:{min(3, at)}" for side, ids in (("rb", before), ("ra", behind)) for at, id_ in enumerate(ids)
    }
    slots = [{name for name in _COMPETING if f"s:{name}" in one.features} for one in best]
    return tuple(
        Candidate(
            one.reference,
            (*one.features, f"rank:{min(4, at)}", *_rivals(ranks, slots, at, one)),
            one.token,
            one.lemma,
            one.nearness,
        )
        for at, one in enumerate(best)
    )


def _rivals(ranks: dict[str, str], slots: list[set[str]], at: int, one: Candidate) -> Iterator[str]:
    if one.reference.id in ranks:
        yield ranks[one.reference.id]
    yield from (f"other:{name}" for name in _COMPETING if any(name in s for k, s in enumerate(slots) if k != at))
