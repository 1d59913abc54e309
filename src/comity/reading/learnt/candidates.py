"""Who may have a part in a deed: everybody its sentence speaks of, and whom the sentences before spoke of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.fired import Fired
from comity.reading.page import Page, Sentence
from comity.reading.scene import Scene
from comity.reading.subjects import surface_subjects

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"})
_PLAIN = frozenset({"NOUN", "PRON"})
_VERBAL = frozenset({"VERB", "AUX"})
_POWERS = ("state:", "org:", "group:", "person:")
_BACK = 5
"""How many sentences back somebody may have been spoken of last."""
_OFTEN = 4
"""Those spoken of most are in reach however far back."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word that means somebody, and how it calls him."""

    token: Token
    references: tuple[Reference, ...]
    form: str


@dataclass(slots=True)
class Around:
    """What a page has spoken of so far, sentence by sentence."""

    page: Page
    scene: Scene
    counts: Counter[str] = field(default_factory=Counter)
    """How often everybody has been spoken of."""
    did: frozenset[str] = frozenset()
    """Who did the last deed told in a sentence before."""
    suffered: frozenset[str] = frozenset()
    """To whom it was done."""
    subjects: frozenset[str] = frozenset()
    """Whom the subject of the sentence before means."""
    units: tuple[Unit, ...] = ()
    """Who is spoken of in this sentence."""
    _references: dict[str, Reference] = field(default_factory=dict)
    _before: list[tuple[Reference, ...]] = field(default_factory=list)

    def enter(self, sentence: Sentence) -> None:
        """Look at the next sentence."""
        self.units = tuple(_units(self.page, self.scene, sentence))

    def leave(self, sentence: Sentence, told: Sequence[Fired]) -> None:
        """Remember whom the sentence spoke of and what it told last."""
        spoken = tuple(r for unit in self.units for r in unit.references)
        self._before = [*self._before[1 - _BACK :], spoken]
        self.counts.update(r.id for r in spoken)
        self._references |= {r.id: r for r in spoken}
        root = sentence.span.root
        heads = surface_subjects(root) if root.pos_ in _VERBAL else ()
        self.subjects = frozenset(r.id for token in heads for r in self.page.who(token))
        if told:
            self.did = frozenset(r.id for r in told[-1].actors)
            self.suffered = frozenset(r.id for r in told[-1].recipients)

    def earlier(self) -> dict[str, tuple[Reference, int]]:
        """Those of the sentences before, by id, with how many sentences back; one more than any for the often named."""
        found: dict[str, tuple[Reference, int]] = {}
        for back, references in enumerate(reversed(self._before), 1):
            for reference in references:
                if reference.id.startswith(_POWERS):
                    found.setdefault(reference.id, (reference, back))
        for id_, _ in self.counts.most_common(_OFTEN):
            found.setdefault(id_, (self._references[id_], _BACK + 1))
        return found


def _units(page: Page, scene: Scene, sentence: Sentence) -> Iterator[Unit]:
    for token in sentence.span:
        if token.pos_ not in _NOMINAL:
            continue
        mention = page.heads.get(token.i)
        references = mention.references if mention else ()
        if mention and references and mention.form == "description" and references[0].id.startswith("group:"):
            references = scene.parties([token], owners=False, civil=True) or references
        if not references and token.pos_ in _PLAIN:
            references = scene.parties([token])
        if not references and token.pos_ == "NOUN":
            references = scene.parties([token], owners=False, civil=True)
        if references:
            yield Unit(token, tuple(references), mention.form if mention else "noun")
