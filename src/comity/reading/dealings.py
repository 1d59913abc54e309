"""Dealings: who did what to whom so far in a text, and who met, asked or struck whom last."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from comity.model import Reference
from comity.reading.lexicon import words
from comity.reading.powers import can_quarrel, is_power

_NEAR = 2
"""Sentences back that “the move” or “the offer” may reach."""
_LATELY = 4
"""Sentences for which somebody who was asked has still to answer."""
_FEW = 2
"""Others with whom somebody speaks as with one side."""
_OF_CIRCLES = frozenset({"CONSULT", "AGREE", "CONCEDE", "ASSAULT", "SANCTION", "ACCUSE", "THREATEN"})
_ADVERSE = frozenset({"ACCUSE", "REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT"})
_PUT_TO = frozenset({"REQUEST", "AGREE"})
_JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})

_Told = tuple[int, tuple[Reference, ...]]
"""Who, and in which sentence."""


@dataclass(slots=True)
class Dealings:
    """What has been done so far on a page; `note_deed` adds to it, one deed after the other."""

    met: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often who has had to do with whom."""
    circles: list[_Told] = field(default_factory=list)
    """The parties of deeds that set some against each other or brought them together."""
    _deeds: dict[str, tuple[Reference, ...]] = field(default_factory=dict)
    _by_word: dict[str, tuple[Reference, ...]] = field(default_factory=dict)
    _last_deeds: dict[str, int] = field(default_factory=dict)
    _last_type: str = ""
    _against: dict[str, tuple[int, tuple[Reference, ...], bool]] = field(default_factory=dict)
    _adversaries: dict[str, _Told] = field(default_factory=dict)
    _struck: dict[str, _Told] = field(default_factory=dict)
    _powers: dict[str, _Told] = field(default_factory=dict)
    _asked: dict[str, _Told] = field(default_factory=dict)
    _company: dict[str, _Told] = field(default_factory=dict)
    _judged: _Told = (-9, ())
    _meeting: _Told = (-9, ())

    def note_deed(
        self,
        type_: str,
        word: str,
        actors: Sequence[Reference],
        recipients: Sequence[Reference],
        sentence: int,
        *,
        mediating: bool = False,
    ) -> None:
        """Remember who did the last event of a type, and who stood against whom in which sentence."""
        self._deeds[type_] = tuple(actors)
        if actors and all(is_power(r) for r in actors):
            self._powers[type_] = (sentence, tuple(actors))
        if recipients:
            self._struck[type_] = (sentence, tuple(recipients))
        if type_ in _JUDGING:
            self._judged = (sentence, tuple(recipients))
        if recipients and type_ in _ADVERSE:
            self._adversaries.update((a.represents, (sentence, tuple(recipients))) for a in actors)
        if actors:
            self._by_word[word] = tuple(actors)
            self._last_deeds[type_] = sentence
            self._last_type = type_
        both = tuple(r for r in dict.fromkeys((*actors, *recipients)) if is_power(r) or can_quarrel(r, type_))
        if type_ in _OF_CIRCLES and len({r.represents for r in both}) > 1:
            self.circles.append((sentence, both))
        if type_ == "CONSULT" and len({r.represents for r in both}) == 2:
            self._meeting = (sentence, both)
        if type_ in _PUT_TO and actors:
            self._asked.update((r.represents, (sentence, tuple(actors))) for r in recipients)
        if type_ == "CONSULT" and not mediating:
            self._note_company(actors, recipients, sentence)
        pairs = ((recipients, actors, False), (actors, recipients, True))
        if not recipients and len(actors) == 2:
            pairs = ((actors[:1], actors[1:], False), (actors[1:], actors[:1], False))
        for side, other, acts in () if mediating else pairs:
            for one in side:
                self.met.update((one.represents, o.represents) for o in other)
                if other:
                    self._against[one.represents] = (sentence, tuple(other), acts)

    def _note_company(self, actors: Sequence[Reference], recipients: Sequence[Reference], sentence: int) -> None:
        for one in (*actors, *recipients):
            rest = recipients if recipients and one in actors else [a for a in actors if a != one]
            if rest and len(rest) <= _FEW:
                self._company[one.represents] = (sentence, tuple(rest))

    def asked(self, actors: Sequence[Reference], sentence: int) -> tuple[Reference, ...]:
        """Who last asked something of one of the actors, or offered it to him, in the few sentences before."""
        told = max((self._asked.get(a.represents, (-9, ())) for a in actors), key=lambda t: t[0], default=(-9, ()))
        return told[1] if sentence - told[0] <= _LATELY else ()

    def company(self, actors: Sequence[Reference], sentence: int, reach: int = 0) -> tuple[Reference, ...]:
        """Whom the actors, all of them, meet, visit or call in this sentence, or did in the last `reach`."""
        told = {self._company.get(a.represents, (-9, ())) for a in actors}
        at, others = next(iter(told)) if len(told) == 1 else (-9, ())
        return others if sentence - at <= reach else ()

    def opponents(self, actors: Sequence[Reference], sentence: int, reach: int = 1) -> tuple[Reference, ...]:
        """Whom the actors had to do with just before: acted against in this sentence, or met in the last (`reach`)."""
        for actor in actors:
            at, others, acted = self._against.get(actor.represents, (-9, (), False))
            if 1 <= sentence - at <= reach or (sentence == at and acted):
                return others
        return ()

    def wrongdoers(self, actors: Sequence[Reference], sentence: int) -> tuple[Reference, ...]:
        """Who did something to the actors in this sentence or the one before."""
        for actor in actors:
            at, others, acted = self._against.get(actor.represents, (-9, (), True))
            if sentence - at <= 1 and not acted:
                return others
        return ()

    def adversaries(self, actors: Sequence[Reference], sentence: int) -> tuple[Reference, ...]:
        """Whom the actors' side accused, refused or struck in the few sentences before."""
        for actor in actors:
            at, others = self._adversaries.get(actor.represents, (-9, ()))
            if sentence - at <= 2 * _NEAR:
                return others
        return ()

    def last_against(self, type_: str, sentence: int) -> tuple[Reference, ...]:
        """Whom the last event of a type was against, in this sentence or the two before."""
        at, recipients = self._struck.get(type_, (-9, ()))
        return recipients if sentence - at <= _NEAR else ()

    def last_judged(self, sentence: int) -> tuple[Reference, ...] | None:
        """Whose doing was judged in this sentence or the one before, if anything was."""
        at, recipients = self._judged
        return recipients if sentence - at <= 1 else None

    def last_met(self, sentence: int) -> tuple[Reference, ...]:
        """The two who met or visited each other in the sentence before."""
        at, met = self._meeting
        return met if sentence - at == 1 else ()

    def proposers(self, sentence: int) -> tuple[Reference, ...]:
        """Who offered, proposed or demanded something last, in this sentence or the two before."""
        near = [t for t in ("AGREE", "REQUEST") if sentence - self._last_deeds.get(t, -9) <= _NEAR]
        return self._deeds[max(near, key=lambda t: self._last_deeds[t])] if near else ()

    def last_doers(self, sentence: int) -> tuple[Reference, ...]:
        """Who did the last deed of all, in this sentence or the two before."""
        last = self._last_type
        return self._deeds[last] if last and sentence - self._last_deeds[last] <= _NEAR else ()

    def enforcers(self, sentence: int) -> tuple[Reference, ...]:
        """The state or body that used force last, in this sentence or the two before."""
        near = [t for t in ("COERCE", "ASSAULT") if sentence - self._last_deeds.get(t, -9) <= _NEAR]
        doers = self._deeds[max(near, key=lambda t: self._last_deeds[t])] if near else ()
        return doers if all(is_power(r) for r in doers) else ()

    def last_force(self, sentence: int) -> tuple[Reference, ...]:
        """The state or body that used force last, whoever else did so since, if that is at most two sentences ago."""
        at, doers = self._last_force
        return doers if sentence - at <= _NEAR else ()

    @property
    def _last_force(self) -> tuple[int, tuple[Reference, ...]]:
        return max((self._powers.get(t, (-9, ())) for t in ("COERCE", "ASSAULT")), key=lambda told: told[0])

    def last_deed(self, sentence: int) -> tuple[str, tuple[Reference, ...]]:
        """The type of the last deed of all and who did it, in this sentence or the two before."""
        return self._last_type, self.last_doers(sentence)

    def doers(self, type_: str, word: str) -> tuple[Reference, ...]:
        """Who did the last event that was told by a word, or else the last of a type."""
        if word in words("events/syntax", "of_states_alone"):
            return self._last_force[1]
        return self._by_word.get(word) or self._deeds.get(type_, ())

    def forced(self) -> tuple[Reference, ...]:
        """Who attacked last, or else who used other force."""
        return self._deeds.get("ASSAULT") or self._deeds.get("COERCE") or ()

    def did_harm(self, id_: str) -> bool:
        """Whether somebody acted against others."""
        return id_ in self._adversaries
