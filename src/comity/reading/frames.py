"""Frames: which words tell an event of which type, and where its parties stand; loaded from `lexicon/events/*.yaml`.

A frame names its triggers (verbs, nouns, adjectives), conditions on their arguments, and the slots of actor,
recipient and place. Order matters: within a trigger the frame with more conditions is tried first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

import yaml

from comity.errors import LexiconError
from comity.model import EVENT_TYPES, MODALITIES, Modality
from comity.reading.lexicon import WordLoader

_PIECES = re.compile(r"[^\s-]+|-")
_TAKE_INFINITIVES = frozenset({"agree", "attempt", "begin", "decline", "fail", "refuse", "start", "try", "vote"})
_ADVERBS = frozenset({"ethnically", "forcibly", "jointly", "sexually", "summarily", "unilaterally"})
Part = Literal["verb", "noun", "adjective"]
Words = tuple[str, ...]


_LISTS = (
    "verbs", "nouns", "adjectives", "contexts", "object", "agent", "actor", "recipient", "where", "complement", "light",
    "complement_words", "with_of", "with_words", "purpose", "noun_actor", "noun_recipient",
)  # fmt: skip
_FLAGS = ("strict", "reciprocal", "noun_reciprocal", "plural_actor", "single_actor", "absorbs", "negated_future",
          "future", "pair")  # fmt: skip
_OTHERS = ("type", "mode", "modality", "alone", "confidence", "with", "unless", "unless_noun", "becomes")
COMPLEMENTS = frozenset({
    "any", "infinitive", "that", "cooperative", "hostile", "conditional-hostile", "hostile-future", "own-future",
    "unpast", "violent-future", "must", "other", "other-future",
})  # fmt: skip
SPECIALS = frozenset({
    "actor", "place", "state", "body", "person", "group", "human", "any", "none", "event", "force", "polity", "civil",
    "visitor",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of telling an event; field meanings are in `lexicon/events/README.md`."""

    name: str
    type: str
    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    mode: str | None = None
    contexts: Words = ()
    modality: Modality | None = None
    object: Words = ()
    agent: Words = ()
    actor: Words = ("subj",)
    recipient: Words = ("obj",)
    where: Words = ()
    noun_actor: Words = ("poss", "by", "adj")
    noun_recipient: Words = ("against", "on", "with")
    complement: Words = ()
    complement_words: Words = ()
    purpose: Words = ()
    light: Words = ()
    with_of: Words = ()
    with_words: Words = ()
    with_: Mapping[str, Words] = field(default_factory=dict)
    unless: Mapping[str, Words] = field(default_factory=dict)
    unless_noun: Mapping[str, Words] = field(default_factory=dict)
    becomes: Mapping[str, str] = field(default_factory=dict)
    alone: Literal["always", "strict", "never"] = "always"
    strict: bool = False
    reciprocal: bool = False
    noun_reciprocal: bool = False
    plural_actor: bool = False
    single_actor: bool = False
    absorbs: bool = False
    pair: bool = False
    future: bool = False
    negated_future: bool = False
    confidence: float = 0.8

    @property
    def weight(self) -> int:
        """How many conditions the frame sets; the more, the earlier it is tried."""
        conditions = (self.object, self.agent, self.complement, self.complement_words, self.with_, self.with_of,
                      self.with_words, self.purpose, self.plural_actor, self.negated_future, self.future)  # fmt: skip
        loose = 3 * ("any" in self.object) + ("none" in self.object)
        return 2 * sum(map(bool, conditions)) + bool(self.with_) + self.strict - loose


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame under one of its words: `before` and `after` are what must stand beside the trigger's own lemma."""

    frame: Frame
    part: Part
    before: Words = ()
    after: Words = ()

    @property
    def weight(self) -> float:
        """More words first, then more conditions, then the surer frame."""
        return 100 * (len(self.before) + len(self.after)) + self.frame.weight + self.frame.confidence


@dataclass(frozen=True, slots=True)
class Condition:
    """What a slot must hold: one of these lemmas or word groups, or one of the specials such as `actor`."""

    literal: frozenset[str]
    specials: Words
    anything: bool
    nothing: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames, indexed by the lemma of the trigger word, and the word classes they name."""

    frames: tuple[Frame, ...]
    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    adjectives: Mapping[str, tuple[Trigger, ...]]
    classes: Mapping[str, frozenset[str]]
    conditions: Mapping[Words, "Condition"]
    """What the words of each frame's conditions admit."""

    def count(self) -> int:
        """How many trigger words the lexicon holds."""
        return sum(len(v) for index in (self.verbs, self.nouns, self.adjectives) for v in index.values())


def is_any(classes: Mapping[str, frozenset[str]], word: str, *names: str) -> bool:
    """Whether a word is of one of these classes; asked of every word, so that no union of them is made."""
    return any(word in classes[name] for name in names)


@cache
def event_lexicon() -> Lexicon:
    """The lexicon that comes with the package, checked.

    Raises `LexiconError` when a file of it is not well formed.
    """
    return load_lexicon(files("comity.reading.lexicon") / "events")


def load_lexicon(folder: Traversable) -> Lexicon:
    """The frames and classes in the YAML files of a folder.

    Raises `LexiconError` naming file, frame and field when something in it has no meaning.
    """
    classes: dict[str, frozenset[str]] = {}
    frames: list[Frame] = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if not path.name.endswith(".yaml"):
            continue
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=WordLoader)
        if "frames" in data:
            frames.extend(_frames(path.name, data))
        else:
            classes |= {name: frozenset(words) for name, words in data.items() if name.isupper()}
    _check_classes(frames, classes)
    asked = {
        w
        for f in frames
        for w in (f.object, f.agent, f.with_of, *f.with_.values(), *f.unless.values(), *f.unless_noun.values())
    }
    conditions = {words: _condition(classes, words) for words in asked}
    verbs, nouns, adjectives = _index(frames, "verb"), _index(frames, "noun"), _index(frames, "adjective")
    return Lexicon(tuple(frames), verbs, nouns, adjectives, classes, conditions)


def _frames(file: str, data: Mapping[str, Any]) -> Iterator[Frame]:
    for name, entry in data["frames"].items():
        place = f"{file}: {name}"
        if unknown := set(entry) - {*_LISTS, *_FLAGS, *_OTHERS}:
            raise LexiconError(f"The event lexicon has an unknown field in {place}: {', '.join(sorted(unknown))}.")
        given: dict[str, Any] = {k: v for k, v in entry.items() if k not in ("with", "unless", "unless_noun", *_LISTS)}
        given |= {k: tuple(map(str, entry[k] or ())) for k in _LISTS if k in entry}
        given["contexts"] = tuple(dict.fromkeys((*data.get("contexts", ()), *given.get("contexts", ()))))
        for key, kept in (("with", "with_"), ("unless", "unless"), ("unless_noun", "unless_noun")):
            given[kept] = {slot: tuple(map(str, words)) for slot, words in entry.get(key, {}).items()}
        frame = Frame(name=name, **{"type": data.get("type", ""), **given})
        _check_frame(place, frame)
        yield frame


def _check_frame(place: str, frame: Frame) -> None:
    wrong = [t for t in (frame.type, *frame.becomes, *frame.becomes.values()) if t not in EVENT_TYPES]
    wrong += [c for c in frame.complement if c not in COMPLEMENTS]
    wrong += [frame.alone] if frame.alone not in ("always", "strict", "never") else []
    wrong += [frame.modality] if frame.modality and frame.modality not in MODALITIES else []
    if wrong:
        raise LexiconError(f"The event lexicon has a word without meaning in {place}: {', '.join(wrong)}.")
    if not (frame.verbs or frame.nouns or frame.adjectives):
        raise LexiconError(f"The event lexicon has a frame without triggers: {place}.")


def _check_classes(frames: list[Frame], classes: Mapping[str, frozenset[str]]) -> None:
    for frame in frames:
        for words in (
            frame.object,
            frame.agent,
            frame.with_of,
            frame.light,
            *frame.with_.values(),
            *frame.unless.values(),
            *frame.unless_noun.values(),
        ):
            for word in words:
                if word.isupper() and word not in classes:
                    raise LexiconError(f"The event lexicon's frame {frame.type}/{frame.name} names no class {word}.")


def _index(frames: list[Frame], part: Part) -> dict[str, tuple[Trigger, ...]]:
    found: dict[str, list[Trigger]] = {}
    for frame in frames:
        entries = {"verb": frame.verbs, "noun": frame.nouns, "adjective": frame.adjectives}[part]
        for entry in entries:
            lemma, before, after = split_entry(entry, part)
            found.setdefault(lemma, []).append(Trigger(frame, part, before, after))
    return {k: tuple(sorted(v, key=lambda t: -t.weight)) for k, v in found.items()}


def split_entry(entry: str, part: Part) -> tuple[str, Words, Words]:
    """Lemma, words before and words after: “break off” → break + off; “arms embargo” → arms + embargo."""
    words = tuple(w for w in _PIECES.findall(entry) if part != "verb" or w not in ("a", "an", "the"))
    if part == "verb":
        at = 1 if len(words) > 1 and words[0] in _ADVERBS else 0
        at = 2 if len(words) > 2 and words[1] == "-" else at
        if words[0] in _TAKE_INFINITIVES and words[-1] != "to":
            words = tuple(w for w in words if w != "to")
    elif part == "noun":
        at = next((i - 1 for i, w in enumerate(words) if i and w in ("of", "for", "in", "on", "d'etat", "d'état")), -1)
        at = at if at >= 0 else len(words) - 1
    else:
        at = 0
    return words[at], words[:at], words[at + 1 :]


def _condition(classes: Mapping[str, frozenset[str]], words: Words) -> Condition:
    found: set[str] = set()
    for word in words:
        if word not in SPECIALS:
            found |= classes.get(word, {word})
    specials = tuple(w for w in words if w in SPECIALS and w not in ("any", "none"))
    return Condition(frozenset(found), specials, "any" in words, "none" in words)
