"""Measures: what can be seen of all whom a deed may be done to, from the clause, the text so far and its topic."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import verb_slots
from comity.reading.choosing.clause import Phrase, phrases_of
from comity.reading.choosing.occasion import occasion_of
from comity.reading.choosing.options import Measures, Option, Slate
from comity.reading.choosing.spoken import POWERS, Spoken, Telling, kind_of, spoken_of
from comity.reading.envoys import moved
from comity.reading.fired import Fired
from comity.reading.lexicon import words
from comity.reading.phrases import dependents
from comity.reading.scene import Scene
from comity.reading.subjects import surface_subjects

_WINDOW = 6
"""Sentences back from which somebody may be meant."""
_FAR = 9
_OF_THE_SENTENCE = frozenset(
    {"host", "at_the_embassy", "posted", "sought", "granting", "helped", "in_the_condition", "occasion", "voted",
     "spoken_of", "complained_of_by", "accuser"}
)  # fmt: skip
"""Rules of `targets.py` that look for the recipient in the deed's own sentence."""
_VERBAL = frozenset({"VERB", "AUX"})
_BEFORE = frozenset({"amod", "compound", "nmod"})
_BACK = ("in the sentence", "a sentence back", "two sentences back")
_MOST = 3.0

Key = tuple[str, ...]


def slate_of(scene: Scene, fired: Fired, sentence: int) -> Slate:
    """Everybody whom a deed may be done to, the rules' proposal first, with the measures of each."""
    return _Around(scene, fired, sentence).slate()


@dataclass(slots=True)
class _Around:
    """What surrounds one deed."""

    scene: Scene
    fired: Fired
    sentence: int
    _spoken: Spoken = field(init=False)
    _near: dict[str, list[Telling]] = field(init=False)
    _own: set[str] = field(init=False)
    _phrases: tuple[Phrase, ...] = field(init=False)
    _placed: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._spoken = spoken_of(self.scene.page)
        self._own = {i for r in self.fired.actors for i in (r.id, r.represents)} | moved(self.scene.page, self.fired)
        self._near = {}
        for telling in self._told_near():
            if _names_no_owner(self.scene.page.doc[telling.token]):
                continue
            self._near.setdefault(telling.reference.represents, []).append(telling)
        self._phrases = phrases_of(self.scene, self.fired)

    def slate(self) -> Slate:
        options = self._options()
        proposed = _key(self.fired.recipients)
        shares = self._shares()
        measured = [
            Option(references, self._measures(key, references, proposed, shares)) for key, references in options.items()
        ]
        nobody = Option((), {})
        first = [o for o in measured if _key(o.references) == proposed] if proposed else [nobody]
        rest = [o for o in (nobody, *measured) if o is not first[0]]
        powers = [who for who in self._near if who.startswith(POWERS) and who not in self._own]
        occasion = occasion_of(self.scene, self.fired, self.sentence, self._phrases, powers)
        return Slate((*first, *rest), occasion)

    def _told_near(self) -> Iterator[Telling]:
        sentences = self.scene.page.sentences
        low = sentences[max(0, self.sentence - _WINDOW)].span.start
        return self._spoken.back_from(sentences[self.sentence].span.end, low)

    def _options(self) -> dict[Key, tuple[Reference, ...]]:
        """Who may be meant; not who condemns or ends the deed (“the raid condemned by Poland”)."""
        found: dict[Key, tuple[Reference, ...]] = {}
        if self.fired.recipients:
            found[_key(self.fired.recipients)] = self.fired.recipients
            if not self.fired.ground or self.fired.ground in _OF_THE_SENTENCE:
                self._placed.add(_key(self.fired.recipients))
        for references in self._in_clause():
            if others := self._others(references):
                found.setdefault(_key(others), others)
                self._placed.add(_key(others))
        for references in (*self._in_text(), *((r,) for r in self._spoken.topics)):
            if others := self._others(references):
                found.setdefault(_key(others), others)
        agents = {_key(self.scene.parties([t], owners=False)) for t in self._agents()}
        proposed = _key(self.fired.recipients)
        return {key: who for key, who in found.items() if key == proposed or key not in agents}

    def _agents(self) -> Iterator[Token]:
        """Who does something to the deed itself: in a participle that hangs on its noun, or by condemning it."""
        noun = self.fired.trigger
        if noun.pos_ == "NOUN" and noun.dep_ == "dobj" and noun.head.lemma_ in words("events/syntax", "reacting"):
            yield from surface_subjects(noun.head)
        for clause in (c for c in dependents(self.fired.trigger) if c.dep_ == "acl" and c.pos_ in _VERBAL):
            yield from verb_slots(clause).get("subj", ())

    def _in_clause(self) -> Iterator[tuple[Reference, ...]]:
        """Whom each phrase means, and whom all phrases of a slot mean together."""
        yield from (p.references for p in self._phrases)
        for place in dict.fromkeys(p.place for p in self._phrases):
            together = [p.references for p in self._phrases if p.place == place]
            if len(together) > 1:
                yield tuple({r.id: r for references in together for r in references}.values())

    def _in_text(self) -> Iterator[tuple[Reference, ...]]:
        for telling in self._told_near():
            if len(telling.mention.references) > 1 and telling.sentence >= self.sentence - 2:
                yield telling.mention.references
        yield from ((tellings[0].reference,) for tellings in self._near.values())

    def _others(self, references: Sequence[Reference]) -> tuple[Reference, ...]:
        return tuple(r for r in references if r.id not in self._own and r.represents not in self._own)

    def _measures(
        self, key: Key, references: tuple[Reference, ...], proposed: Key, shares: dict[str, Callable[[str], float]]
    ) -> Measures:
        behind = [r.represents for r in references]
        seen = {name: sum(map(share, behind)) / len(behind) for name, share in shares.items()}
        seen[self._where(key, behind)] = 1.0
        seen[f"is:{kind_of(self.scene.page, references[0])}"] = 1.0
        seen["several"] = float(len(references) > 1)
        seen["in the clause"] = float(key in self._placed)
        seen["below its verb"] = float(key not in self._placed and self._is_below(behind))
        seen["only behind it"] = float(key not in self._placed and self._only_behind(behind))
        if key == proposed:
            seen["proposed"] = 1.0
            seen[f"proposed by:{self.fired.ground or 'clause'}"] = 1.0
            seen["proposed by the scene"] = float(bool(self.fired.ground))
        elif proposed:
            seen["part of the proposal"] = float(set(key) < set(proposed))
            seen["more than the proposal"] = float(set(key) > set(proposed))
        return {name: value for name, value in seen.items() if value}

    def _where(self, key: Key, behind: Sequence[str]) -> str:
        if key in self._placed:
            return _BACK[0]
        back = max(min((self.sentence - t.sentence for t in self._near.get(who, ())), default=_FAR) for who in behind)
        return _BACK[back] if back < len(_BACK) else "farther back" if back <= _WINDOW else "not near"

    def _is_below(self, behind: Sequence[str]) -> bool:
        host = self.fired.host
        first, last = host.left_edge.i, host.right_edge.i
        return any(first <= t.token <= last for who in behind for t in self._near.get(who, ()))

    def _only_behind(self, behind: Sequence[str]) -> bool:
        here = [t.token for who in behind for t in self._near.get(who, ()) if t.sentence == self.sentence]
        return bool(here) and all(at > self.fired.trigger.i for at in here)

    def _shares(self) -> dict[str, Callable[[str], float]]:
        """Measures of one party; of several together their mean counts."""
        scene, spoken, fired = self.scene, self._spoken, self.fired
        acting = {r.represents for r in fired.actors}
        powers = [who for who in self._near if who.startswith(POWERS) and who not in self._own]
        states = [who for who in powers if who.startswith("state:")]
        before = {who: t for who in powers if (t := self._last_before(who)) >= 0}
        nearest = max(before, key=lambda who: before[who], default="")
        home, counterpart = scene.home(acting, self.sentence), scene.counterpart(acting)
        dealt = {pair: n for pair, n in scene.dealings.met.items() if pair[0] in acting}
        dealings = sum(dealt.values())
        within = scene.page.within

        def met(who: str) -> float:
            return float(sum(dealt.get((actor, who), 0) for actor in acting))

        return {
            "often": lambda who: math.log1p(max(1, spoken.counts[who])) / spoken.most,
            "in the title": lambda who: who in spoken.titled,
            "nearest power": lambda who: who == nearest,
            "only power near": lambda who: powers == [who],
            "only state near": lambda who: states == [who],
            "what the text is about": lambda who: home is not None and who == home.represents,
            "other side of the text": lambda who: counterpart is not None and who == counterpart.represents,
            "dealt with": lambda who: min(_MOST, math.log1p(met(who))),
            "share of dealings": lambda who: met(who) / dealings if dealings else 0.0,
            "who alleges it": lambda who: fired.said_by is not None and who == fired.said_by.represents,
            "of the same state": lambda who: any(within.get(who) == a or within.get(a) == who for a in acting),
            **{name: _among(people) for name, people in self._circles().items()},
        }

    def _circles(self) -> dict[str, set[str]]:
        """Who stands where in the deeds told so far and in the clauses around."""
        scene, actors, here = self.scene, self.fired.actors, self.sentence
        above = [s for a in self.fired.host.ancestors if a.pos_ in _VERBAL for s in surface_subjects(a)]
        return {
            "subject above": _behind(scene.parties([t], owners=False) for t in above),
            "subject before": self._subject_before(),
            "did the last deed": _behind([scene.dealings.last_deed(here)[1]]),
            "dealt with just before": _behind([scene.dealings.opponents(actors, here, reach=2)]),
            "did it to the actor": _behind([scene.dealings.wrongdoers(actors, here)]),
            "adversary": _behind([scene.dealings.adversaries(actors, here)]),
            "last of this type": _behind([scene.dealings.last_against(self.fired.type, here)]),
        }

    def _subject_before(self) -> set[str]:
        root = self.scene.page.sentences[self.sentence - 1].span.root if self.sentence else None
        told = surface_subjects(root) if root is not None and root.pos_ in _VERBAL else ()
        return _behind(self.scene.parties([t], owners=False) for t in told)

    def _last_before(self, who: str) -> int:
        return next((t.token for t in self._near[who] if t.token < self.fired.trigger.i), -1)


def _names_no_owner(token: Token) -> bool:
    """“the former Portuguese colony”, “the Spanish language”: it tells what the noun is, and speaks of nobody."""
    return token.dep_ in _BEFORE and token.head.lemma_ in words("events/syntax", "of_no_owner")


def _key(references: Sequence[Reference]) -> Key:
    """Whom references mean, a person by whom he acts for."""
    return tuple(sorted(r.represents for r in references))


def _among(people: set[str]) -> Callable[[str], float]:
    return lambda who: float(who in people)


def _behind(groups: Iterable[Sequence[Reference]]) -> set[str]:
    return {r.represents for references in groups for r in references}
