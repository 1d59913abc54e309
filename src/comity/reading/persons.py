"""Persons in the talk: everyone a he or she can mean, named or not, with what tells their sex."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.lexicon import words
from comity.reading.people import Cast
from comity.reading.syntax import SUBJECTS as _SUBJECTS

_WINDOW = 9
"""Sentences back that he or she may reach."""
_SUBJECT, _HERE, _OFTEN, _LAST, _STEP = 1.1, 0.2, 0.12, 0.55, 0.9
_SPEAKER, _NEAREST = 1.2, 0.15
"""Weights: a subject, the same sentence, each earlier mention (at most six), the last he or she, a sentence back; who
spoke before, unless somebody else has been a subject since; and the last subject of all, for a subject."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention of a person: `key` is the id, or the noun for somebody unnamed; no references then."""

    key: str
    references: tuple[Reference, ...]
    token: int
    sentence: int
    subject: bool
    speaks: bool
    """Whether the mention is the subject or agent of a verb of speech."""


@dataclass(slots=True)
class Persons:
    """The persons mentioned so far in a text."""

    cast: Cast | None
    seen: list[Occurrence] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    sexes: dict[str, str] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    """The key that he and she were last bound to."""

    def note_named(self, reference: Reference, token: Token, sentence: int, *, subject: bool) -> None:
        """A person by name, title or description."""
        self._note(reference.id, (reference,), token, sentence, subject=subject)
        if reference.id not in self.sexes and (sex := self._known_sex(reference)):
            self.sexes[reference.id] = sex

    def note_noun(self, noun: Token, sentence: int, *, subject: bool) -> None:
        """Somebody unnamed: “the boy”, “his mother”. The same noun later is the same person."""
        lemma = noun.lemma_.lower()
        if lemma not in words("persons", "nouns") or noun.tag_ in ("NNS", "NNPS") or _is_name_part(noun):
            return
        key = f"noun:{lemma}"
        self._note(key, (), noun, sentence, subject=subject)
        sex = "f" if lemma in words("persons", "feminine") else "m" if lemma in words("persons", "masculine") else ""
        if sex:
            self.sexes[key] = sex

    def bind(
        self, pronoun: Token, sentence: int, *, bound: Set[int], apart: Set[int] = frozenset()
    ) -> Occurrence | None:
        """Whom he or she means: near, a subject, often mentioned, of the right sex; not in `bound` (tokens).

        Nor anybody who stands at a token of `apart`, wherever else he is mentioned.
        """
        sex = "f" if pronoun.lower_ in words("actors", "feminine") else "m"
        if chosen := self._beside(pronoun, sex):
            self._note(chosen.key, chosen.references, pronoun, sentence, subject=False)
            return chosen
        speaking = _speaks(pronoun)
        between: set[str] = set()
        best: tuple[float, Occurrence] | None = None
        others = {seen.key for seen in self.seen if seen.token in apart}
        for seen in reversed(self.seen):
            back = sentence - seen.sentence
            if back > _WINDOW:
                break
            if (
                seen.token >= pronoun.i
                or seen.token in bound
                or seen.key in others
                or self.sexes.get(seen.key, sex) != sex
            ):
                continue
            spoke = seen.speaks and speaking and not between - {seen.key}
            if seen.subject and seen.references:
                between.add(seen.key)
            nearest = seen.subject and speaking and between == {seen.key}
            score = self._score(seen, back, sex, pronoun.i - seen.token) + _SPEAKER * spoke + _NEAREST * nearest
            if best is None or score > best[0]:
                best = (score, seen)
        if best is None:
            return None
        chosen = best[1]
        self.sexes.setdefault(chosen.key, sex)
        self.last[sex] = chosen.key
        self._note(chosen.key, chosen.references, pronoun, sentence, subject=pronoun.dep_ in _SUBJECTS)
        return chosen

    def keep(self, key: str, pronoun: Token, sentence: int) -> Occurrence | None:
        """Bind he or she to somebody of whom the clause leaves no doubt."""
        chosen = next((seen for seen in reversed(self.seen) if seen.key == key), None)
        if chosen is not None:
            self._note(key, chosen.references, pronoun, sentence, subject=pronoun.dep_ in _SUBJECTS)
        return chosen

    def _beside(self, pronoun: Token, sex: str) -> Occurrence | None:
        """“invited Hariri and his family”: the one whom the noun is coordinated with."""
        noun = pronoun.head
        if pronoun.dep_ != "poss" or noun.dep_ != "conj":
            return None
        near = (s for s in reversed(self.seen[-6:]) if s.token == noun.head.i)
        return next((s for s in near if self.sexes.get(s.key, sex) == sex), None)

    def _score(self, seen: Occurrence, back: int, sex: str, distance: int) -> float:
        often = min(self.counts[seen.key], 6)
        return (
            _SUBJECT * seen.subject
            + _HERE * (back == 0)
            + _OFTEN * often
            + _LAST * (self.last.get(sex) == seen.key)
            + 0.3 * (self.sexes.get(seen.key) == sex)
            - _STEP * back
            - 0.002 * distance
        )

    def _note(self, key: str, references: tuple[Reference, ...], token: Token, sentence: int, *, subject: bool) -> None:
        self.seen.append(Occurrence(key, references, token.i, sentence, subject, _speaks(token)))
        self.counts[key] += 1

    def _known_sex(self, reference: Reference) -> str:
        if self.cast is not None and reference.id in self.cast.women:
            return "f"
        if self.cast is not None and reference.id in self.cast.men:
            return "m"
        first = reference.id.partition(":")[2].split("-")[0]
        written = reference.name.split()[0].lower() if reference.name else ""
        for name in (written, first):
            if name in words("persons", "female_names"):
                return "f"
            if name in words("persons", "male_names"):
                return "m"
        return ""


def _speaks(token: Token) -> bool:
    while token.dep_ in ("conj", "compound", "appos") and token.head.i != token.i:
        token = token.head
    if token.dep_ == "pobj":
        return token.head.lower_ == "to" and token.head.head.lower_ == "according"
    uttering = words("modality", "reporting") | words("persons", "uttering")
    return token.dep_ in ("nsubj", "agent") and token.head.lemma_ in uttering


def _is_name_part(noun: Token) -> bool:
    """“President Obama”, “Queen Elizabeth”: the name stands for the person, not the noun."""
    return noun.dep_ == "compound" and noun.head.pos_ == "PROPN"
