"""Cues: the words that attribute a content to a source, read from `lexicon/cues.yaml`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any, Literal, get_args

import yaml
from spacy.tokens import Doc, Token

from comity.reading.spotting import spot_lemmas

Level = Literal["speech", "thought", "evidence", "stance"]
Take = Literal["clause", "frame", "quote", "infinitive", "object", "small", "gerund", "with"]
Takes = Mapping[Take, Level]
"""What a cue takes as content, and which level the attribution then has."""

_PARTICLE_DEPENDENCIES = frozenset({"prt", "prep", "acomp", "advmod", "ccomp", "xcomp", "oprd", "dobj"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes: its tokens, its name (“say”, “point out”) and what it takes."""

    token: Token
    particle: Token | None
    lemma: str
    takes: Takes

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The verb and its particle."""
        return (self.token,) if self.particle is None else (self.token, self.particle)


@dataclass(frozen=True, slots=True)
class NounCue:
    """What a noun that attributes takes, and the prepositions that lead to its content."""

    takes: Takes
    prepositions: frozenset[str]


@dataclass(frozen=True)
class CueLexicon:
    """The words of `cues.yaml` by lemma."""

    verbs: Mapping[str, Takes]
    particles: Mapping[tuple[str, str], Takes]
    prepositions_of: Mapping[tuple[str, str], Level]
    prepositions_behind_object: frozenset[tuple[str, str]]
    """Those of `prepositions_of` that may follow an object, which then belongs to the content (blame her for)."""
    nouns: Mapping[str, NounCue]
    expressing: frozenset[str]
    """Verbs whose subject is the source of a noun of `nouns` that is their object."""
    views: frozenset[str]
    """Nouns of “in her view, …”."""
    adjectives: Mapping[str, Level]
    attitudes: frozenset[str]
    """Adjectives with an infinitive or one of the prepositions `attitudes_with`."""
    attitudes_with: frozenset[str]
    feelings: frozenset[str]
    """Verbs felt by their object."""
    persuading: frozenset[str]
    """Verbs whose passive subject is the one who thinks."""
    documents: frozenset[str]
    """Texts that speak for whoever issued them."""
    adopted: frozenset[str]
    """Those of `documents` that bodies adopt."""
    adopters: frozenset[str]
    """Those in whose name a body speaks."""
    gatherings: frozenset[str]
    """Meetings of a body that speak for it."""
    examiners: frozenset[str]
    """Those whose findings are what they say."""
    organs: frozenset[str]
    """Bodies of a state that speak for it."""
    broadcasters: frozenset[str]
    """Media that speak for themselves, whosever they are."""
    informants: frozenset[str]
    """Those who speak by what an adjective tells of them, without a name (Western diplomats)."""
    others: frozenset[str]
    """Those who are somebody else's, and named elsewhere."""
    concealing: frozenset[str]
    """Verbs that tell what is said only where they are denied."""
    labels: frozenset[str]
    """Words before a colon that are no speakers."""
    hearsay: frozenset[str]
    hearsay_passive: frozenset[str]

    @cached_property
    def _phrase_words(self) -> frozenset[str]:
        words = {*self.nouns, *self.views, *self.adjectives, *self.attitudes, *self.hearsay}
        return frozenset(words | self.hearsay_passive | self.feelings | {"according", "accord"})

    @cached_property
    def _verb_words(self) -> frozenset[str]:
        pairs = {verb for verb, _ in self.particles} | {verb for verb, _ in self.prepositions_of}
        return frozenset({*self.verbs, *pairs})

    def verbs_in(self, doc: Doc) -> list[Cue]:
        """Every verb of `doc` that can attribute something, in order."""
        verbs = (doc[i] for i in spot_lemmas(doc, self._verb_words))
        return [cue for verb in verbs if verb.tag_[:2] == "VB" and (cue := self._cue(verb))]

    def phrase_words_in(self, doc: Doc) -> list[Token]:
        """Nouns, adjectives and verbs of hearsay that can attribute something, and every “according”."""
        return [doc[i] for i in spot_lemmas(doc, self._phrase_words)]

    def _cue(self, token: Token) -> Cue | None:
        lemma = token.lemma_
        for child in token.children:
            if child.dep_ in _PARTICLE_DEPENDENCIES and child.i > token.i:
                takes = self.particles.get((lemma, child.lemma_.lower())) or self.particles.get((lemma, child.lower_))
                if takes:
                    return Cue(token, child, f"{lemma} {child.lemma_.lower()}", takes)
        takes = self.verbs.get(lemma)
        return Cue(token, None, lemma, takes or {}) if takes is not None else None


@lru_cache(maxsize=1)
def cue_lexicon() -> CueLexicon:
    """The shipped cues, checked.

    Raises `ValueError` naming the group and the word for an unknown level or take or a word that stands there twice.
    """
    data = yaml.safe_load(resources.files("comity.reading.lexicon").joinpath("cues.yaml").read_text(encoding="utf-8"))
    verbs: dict[str, dict[Take, Level]] = {}
    particles: dict[tuple[str, str], dict[Take, Level]] = {}
    for group in data["verbs"]:
        _check(group)
        for word in group["words"].split():
            verb, _, particle = word.partition("_")
            entry = particles.setdefault((verb, particle), {}) if particle else verbs.setdefault(verb, {})
            for take in group["takes"]:
                entry.setdefault(take, group["level"])
    pairs: dict[tuple[str, str], Level] = {}
    behind: set[tuple[str, str]] = set()
    for group in data["with"]:
        for word in group["words"].split():
            verb, _, preposition = word.partition("_")
            pairs[verb, preposition] = group["level"]
            verbs.setdefault(verb, {})
            if group.get("behind") == "object":
                behind.add((verb, preposition))
    return CueLexicon(
        verbs,
        particles,
        pairs,
        frozenset(behind),
        _nouns(data["nouns"]),
        frozenset(data["expressing"].split()),
        frozenset(data["views"].split()),
        _words(data["adjectives"]),
        frozenset(data["attitudes"]["words"].split()),
        frozenset(data["attitudes"]["with"].split()),
        frozenset(data["feelings"].split()),
        frozenset(data["persuading"].split()),
        frozenset(data["documents"].split()),
        frozenset(data["adopted"].split()),
        frozenset(data["adopters"].split()),
        frozenset(data["gatherings"].split()),
        frozenset(data["examiners"].split()),
        frozenset(data["organs"].split()),
        frozenset(data["broadcasters"].split()),
        frozenset(data["informants"].split()),
        frozenset(data["others"].split()),
        frozenset(data["concealing"].split()),
        frozenset(word.replace("_", " ") for word in data["labels"].split()),
        frozenset(data["hearsay"]["active"].split()),
        frozenset(data["hearsay"]["passive"].split()),
    )


def _words(group: Mapping[str, Any]) -> dict[str, Level]:
    return dict.fromkeys(group["words"].split(), group["level"])


def _nouns(groups: Iterable[Mapping[str, Any]]) -> dict[str, NounCue]:
    takes: dict[str, dict[Take, Level]] = {}
    prepositions: dict[str, set[str]] = {}
    for group in groups:
        _check(group)
        for word in group["words"].split():
            prepositions.setdefault(word, set()).update(group["with"].split())
            entry = takes.setdefault(word, {})
            for take in group["takes"]:
                entry.setdefault(take, group["level"])
    return {word: NounCue(takes[word], frozenset(prepositions[word])) for word in takes}


def _check(group: Mapping[str, Any]) -> None:
    if group["level"] not in get_args(Level):
        raise ValueError(f"cues.yaml: group “{group['name']}” has the unknown level “{group['level']}”")
    for take in group["takes"]:
        if take not in get_args(Take):
            raise ValueError(f"cues.yaml: group “{group['name']}” has the unknown take “{take}”")
    twice = [word for word, times in Counter(group["words"].split()).items() if times > 1]
    if twice:
        raise ValueError(f"cues.yaml: group “{group['name']}” has “{twice[0]}” twice")
