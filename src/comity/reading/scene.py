"""The scene: whom the text is speaking of, for phrases that name nobody (“leaders”, “police”, “the raid”)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.arguments import Slots, noun_slots
from comity.reading.crowds import (
    are_called_by_two_words,
    are_numbers,
    are_people,
    as_called,
    by_its_words,
    is_unnamed,
)
from comity.reading.dealings import Dealings
from comity.reading.frames import Lexicon, is_any
from comity.reading.lexicon import words
from comity.reading.page import Page, Sentence
from comity.reading.parties import behind_post, bound_to, government, group, named_beside, parties, party
from comity.reading.phrases import coordinated, dependents, inner_noun
from comity.reading.powers import bodies, is_power
from comity.reading.trails import Trail, seats_courts
from comity.reading.unnamed import (
    are_called_by_a_deed,
    are_delegates,
    are_mutinous,
    court_spoken_of,
    in_step,
    is_of_arbiters,
    is_of_unknown,
    owned_by_state,
    where_clause_is,
)

_OFTEN_NAMED = 3
"""Times a people must be named for a text to be about it."""
_SPOKEN_OF = 3
"""Times a state must be named for a text to be about it."""
_LATELY = 4
_CIRCLE = 6
"""Sentences back that a mediator's parties may have been told."""


@dataclass(slots=True)
class Scene:
    """What has been spoken of so far on a page; `note` moves it on sentence by sentence."""

    page: Page
    lexicon: Lexicon
    summit: Reference | None = None
    """The organisation whose summit or meeting the text last named."""
    dealings: Dealings = field(default_factory=Dealings)
    trail: Trail = field(default_factory=Trail)
    _last_body: Reference | None = None
    _ahead: list[tuple[int, Reference]] = field(default_factory=list)
    _known: dict[tuple[int, bool, bool], tuple[Reference, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        said = [m for m in self.page.mentions if m.form != "pronoun"]
        named = [(m.head, b) for m in said for b in bodies(m.references, self.page.kinds)[:1]]
        self._ahead = sorted(named, key=lambda n: -n[0])
        self.trail = self.page.trail or Trail()

    def note(self, sentence: Sentence) -> None:
        """Remember the bodies that the sentence speaks of."""
        self._known.clear()
        end = sentence.span.end
        while self._ahead and self._ahead[-1][0] < end:
            at, body = self._ahead.pop()
            self._last_body = body
            if self._is_of_event(self.page.doc[at]):
                self.summit = body

    def _is_of_event(self, token: Token) -> bool:
        """“the SCO summit”, “a meeting of the Shanghai Cooperation Organization”."""
        events, head = self.lexicon.classes["EVENT"], token.head
        if token.dep_ in ("poss", "compound", "nmod", "amod"):
            if head.dep_ in ("compound", "poss") and head.lemma_.lower() not in events:
                head = head.head
            return head.lemma_.lower() in events
        return head.lower_ == "of" and head.head.lemma_.lower() in events

    def last_circle(self, without: Sequence[Reference], sentence: int) -> tuple[Reference, ...]:
        """The parties of the last deed that set some against each other or brought them together, `without` apart."""
        out = {r.represents for r in without}
        near = (c for at, c in reversed(self.dealings.circles) if sentence - at <= _CIRCLE)
        found = next((c for c in near if not out & {r.represents for r in c}), ()) or self._quarrelling(out)
        return found or self._two_spoken_of(out)

    def _two_spoken_of(self, without: Set[str]) -> tuple[Reference, ...]:
        """The two powers that the whole text names most, if no third comes near."""
        spoken = [r for m in self.page.mentions if m.form != "pronoun" for r in m.references]
        named = [(r.id, r) for r in spoken if r.id.startswith("region:") or (is_power(r) and r.id[:7] != "person:")]
        counts = Counter(behind for behind, _ in named if behind not in without)
        first, second, third = (*counts.most_common(3), ("", 0), ("", 0), ("", 0))[:3]
        if second[1] < 2 or third[1] * 2 > second[1]:
            return ()
        known = dict(reversed(named))
        return tuple(Reference(b, known[b].name) for b in (first[0], second[0]))

    def _quarrelling(self, without: Set[str]) -> tuple[Reference, ...]:
        """The two of the whole text so far that most deeds were between."""
        for pair, number in self.dealings.met.most_common(4):
            if number > 1 and not without & set(pair) and all(one in self.trail.names for one in pair):
                return tuple(self.trail.names[one] for one in pair)
        return ()

    def counterpart(self, actors: Set[str]) -> Reference | None:
        """The other side in a text about two: whom most deeds that any of `actors` shared in were with."""
        states = {s: n for s, n in self.dealings.met.items() if s[0] in actors and s[1] not in actors}
        if not states or 3 * max(states.values()) < 2 * sum(states.values()):
            return None
        return self.trail.names.get(max(states, key=lambda s: states[s])[1])

    def home(self, without: Set[str], sentence: int) -> Reference | None:
        """The state that the whole text speaks of most, if it does so clearly and has done so lately."""
        counts = self.trail.counts
        rest = {s: n for s, n in counts.items() if s not in without}
        first, second = (*sorted(rest, key=lambda s: -rest[s])[:2], "", "")[:2]
        clear = 2 * rest.get(first, 0) >= sum(rest.values()) or rest.get(first, 0) >= 2 * rest.get(second, 0)
        lately = any(s.state == first and 0 <= sentence - s.sentence <= _LATELY for s in self.trail.spoken)
        return self.trail.names.get(first) if clear and lately and rest[first] >= _SPOKEN_OF else None

    @property
    def people(self) -> Reference | None:
        """The people or group by name that the whole text speaks of most, if often and it has done nobody harm."""
        named = [m.references[0] for m in self.page.mentions if m.form in ("name", "demonym") and m.references]
        counts = Counter(r.id for r in named if r.id.startswith("group:") and not is_unnamed(r))
        best = max(counts, key=lambda i: counts[i], default="")
        if counts[best] < _OFTEN_NAMED or self.dealings.did_harm(best):
            return None
        return next(r for r in named if r.id == best)

    @property
    def body(self) -> Reference | None:
        """The organisation in whose frame things happen: that of the summit, or the last one named."""
        return self.summit or self._last_body

    def state(self, token: Token) -> Reference | None:
        """The state that an unnamed arm of a state at `token` is of."""
        return self.trail.likeliest(self.page, token, self._opposed(token))

    def _opposed(self, token: Token) -> set[str]:
        """The states behind the subject or object that stands over against `token`."""
        if token.dep_ not in ("nsubj", "nsubjpass", "dobj") or token.head.pos_ not in ("VERB", "AUX"):
            return set()
        others = [c for c in token.head.children if c.i != token.i and c.dep_ in ("nsubj", "nsubjpass", "dobj")]
        return {r.represents for o in others for t in coordinated(o) for r in self.page.who(t)}

    def parties(self, tokens: Iterable[Token], *, owners: bool = True, civil: bool = False) -> tuple[Reference, ...]:
        """Like `parties` on the page, with the scene's own for heads that name nobody.

        People of a state (“twelve Togolese fishermen”) stand for it, unless `civil` asks for the people themselves.
        """
        found: dict[str, Reference] = {}
        titled = -1
        for token in tokens:
            if token.i < titled:
                continue  # “leaders of Kenya and Togo”: the title's own words, which the parser takes for more
            mention = self.page.heads.get(token.i)
            titled = mention.end if mention and mention.form == "title" else titled
            for reference in self._party(token, owners, civil):
                found.setdefault(reference.id, reference)
        return tuple(found.values())

    def _party(self, token: Token, owners: bool, civil: bool) -> tuple[Reference, ...]:
        key = (token.i, owners, civil)
        if key not in self._known:
            self._known[key] = as_called(self.page, token, self._find_party(token, owners, civil))
        return self._known[key]

    def _find_party(self, token: Token, owners: bool, civil: bool) -> tuple[Reference, ...]:
        if (people := bound_to(self.page, token)) is not None:
            return self._party(people, owners, civil)
        references = party(self.page, token, owners=owners)
        if civil and not references and are_numbers(token):
            return (Reference("group:protesters", by_its_words(self.page, token).name),)
        if len(references) == 1 and are_delegates(token, references[0]) and (body := self._body_met(token)):
            return (body,)
        noun = inner_noun(token)
        lemma, classes = noun.lemma_.lower(), self.lexicon.classes
        forced = self.dealings.forced()
        if all(map(is_unnamed, references)) and are_called_by_a_deed(noun, forced):
            return forced
        irregular = noun.tag_ == "NNS" and lemma in words("events/syntax", "irregulars")
        irregular = irregular or lemma in words("events/syntax", "against_their_state")
        if irregular and owned_by_state(self.page, noun):
            return group(self.page, noun)
        named = any(r.id.startswith("person:") for r in references)  # “another rebel commander, Ian Low”
        if lemma in classes["AGENCY"] and are_mutinous(noun) and not named:
            return group(self.page, noun)
        if references and not all(r.id.startswith("group:") for r in references):
            return references
        mention = self.page.mention_at(noun)
        if references and ((mention and mention.form in ("name", "demonym", "title")) or named_beside(self.page, noun)):
            return references
        owned = noun_slots(noun)
        if (
            not owners
            and (
                (noun.tag_ == "NNS" and lemma in classes["CIVIL"] and lemma not in classes["AGENCY"])
                or are_people(noun)
            )
            and self._is_of_state(owned)
        ):
            return group(self.page, noun)
        if lemma in classes["BESIDE"] and noun.tag_ == "NNS" and owned.get("poss"):
            return group(self.page, noun)
        if lemma in words("events/syntax", "passing"):
            ways = [r for k in ("with", "to", "from") for t in owned.get(k, ()) for r in self.page.who(t)]
            if ways:
                return tuple(dict.fromkeys(ways))
        if lemma in classes["KIN"] and (
            kin := [r for k in ("of", "poss") for t in owned.get(k, ()) for r in self.page.who(t)]
        ):
            return tuple(kin)
        unowned = noun.lemma_ in words("events/syntax", "of_no_owner")
        others = noun.lower_ in words("actors", "relational")  # “three of its neighbours” are not it
        if others and noun.tag_ == "NNS" and token.head.lower_ == "by" and not references:
            return group(self.page, noun)
        for key in ("poss", "from") if unowned else ("adj", "from") if others else ("adj", "poss", "from"):
            near = [r for t in owned.get(key, ()) for r in self.page.who(t)]
            owners_ = tuple(dict.fromkeys(r for r in near if r.represents.startswith(("state:", "org:"))))
            if owners_ and not civil:
                return behind_post(self.page, noun, owners_) if key == "poss" else owners_
        if is_any(classes, lemma, "FORCES", "CIVIL", "AGENCY"):
            near = [r for t in owned.get("of", ()) for r in self.page.who(t)]
            if near and all(
                r.id.startswith(("group:", "org:")) and r.name[:1].isupper() and not is_unnamed(r) for r in near
            ):
                return tuple(near)
        named = any(self.page.who(t) for tokens in owned.values() for t in tokens)
        if token.dep_ == "appos" and not named and (said := self.page.who(token.head)) and is_power(said[0]):
            return said
        if lemma in classes["NOBODY"]:
            return group(self.page, noun) if civil or are_called_by_two_words(noun) else ()
        if lemma in classes["OF_COURTS"] and (court := court_spoken_of(self.page, noun)):
            return court
        if lemma in classes["OF_COURTS"] and is_of_arbiters(noun):
            return ()
        if lemma in classes["OF_COURTS"] and any(map(seats_courts, owned.get("in", ()))):
            return group(self.page, noun)  # “a tribunal in The Hague” is not the host's
        bare = not any(k in owned for k in ("poss", "adj", "of"))
        if lemma in classes["DELEGATES"] and bare and (body := self._body_met(noun)):
            return (body,)
        if lemma in classes["STATE_ARM"] and (seat := self.seat(owned.get("in", ()))):
            return seat
        if lemma in classes["STATE_ARM"] and (theirs := self._shared_owner(noun) or self._service(owned, classes)):
            return theirs
        if (before := in_step(noun)) is not None and (theirs := self.page.who(before)):
            return theirs
        if lemma in classes["STATE_ARM"] and not owned.get("poss"):
            if is_of_unknown(self.page, noun):
                return group(self.page, noun)
            if state := self.state(token):
                return (state,)
            if seat := self.seat(where_clause_is(token)):
                return seat
        if mention and mention.form == "description" and references == mention.references:
            return group(self.page, noun) if references[0].id.endswith(noun.lower_) else references
        return references

    def _body_met(self, noun: Token) -> Reference | None:
        """Whose summit, leaders or members the noun tells: of the body spoken of by then, if it is one of leaders."""
        body = self.body
        if body is None or not self._is_told_before(noun, body.id):
            return None
        led = noun.lemma_.lower() in words("events/syntax", "of_leaders")
        return None if led and body.id in words("actors", "no_blocs") else body

    def _is_told_before(self, token: Token, id_: str) -> bool:
        before = (m for m in self.page.mentions if m.start < token.i)
        return any(r.id == id_ for m in before for r in m.references)

    def _is_of_state(self, slots: Slots) -> bool:
        return any(r.id.startswith("state:") for t in slots.get("adj", ()) for r in self.page.who(t))

    def seat(self, tokens: Iterable[Token]) -> tuple[Reference, ...]:
        """The state where something is: “authorities in Croatia”, “the government in Baghdad”, “near Agadez”."""
        for token in tokens:
            found = government(self.page, token)
            if found is None:
                found = next((r for r in self.page.who(token) if r.id.startswith("state:")), None)
            if found:
                return (found,)
            for place in self.page.who(token):
                state = self.page.within.get(place.id, "")
                settled = place.id.startswith("place:") or self.page.kinds.get(place.id) == "province"
                if settled and state.startswith("state:"):
                    return (Reference(state, place.name),)
        return ()

    def last_place(self, token: Token) -> tuple[Reference, ...]:
        """The state that “there” means: the last one told as a place or as where something went."""
        start = self.page.sentences[max(0, self.page.sentence_of(token).index - 1)].start
        for i in range(token.i - 1, start - 1, -1):
            before = self.page.doc[i]
            gone_to = before.dep_ == "pobj" and before.head.lower_ in ("in", "to", "into", "from")
            if gone_to and i in self.page.covering and (found := self.seat([before])):
                return found
        return ()

    def _service(self, slots: Slots, classes: Mapping[str, frozenset[str]]) -> tuple[Reference, ...]:
        """“two jets of the French air force”: of the state whose force that is."""
        forces = [t for t in slots.get("of", ()) if inner_noun(t).lemma_.lower() in classes["STATE_ARM"]]
        return self.parties(forces) if len(forces) == 1 else ()

    def _shared_owner(self, noun: Token) -> tuple[Reference, ...]:
        """“the government and people of Tonga”: what owns the last owns both."""
        for child in dependents(noun):
            if child.dep_ == "conj":
                return parties(self.page, noun_slots(child).get("of", ()), owners=False)
        return ()
