"""Triggers: the words of a page that may tell an event, and whether a trigger's further words stand beside it."""

from collections.abc import Sequence
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from comity.reading.arguments import Slots
from comity.reading.deverbal import verbs_of_nouns
from comity.reading.frames import Frame, Trigger, Words, event_lexicon
from comity.reading.keeping import kept
from comity.reading.lexicon import words
from comity.reading.page import Page
from comity.reading.phrases import coordinated, dependents

_SYNTAX = "events/syntax"
_VERB_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
_NOUN_TAGS = ("NN", "NNS")
_ADJECTIVE_TAGS = ("JJ", "JJR", "JJS")
_VERBAL = frozenset({"VERB", "AUX"})
_MODIFIERS = frozenset({"amod", "compound", "nummod", "poss", "nmod", "det"})
_REACH = 6
_PARTICLES = frozenset(
    {"carry out", "step up", "set up", "speed up", "kick off", "open up", "wrap up", "keep up", "put up"}
)


def candidates(doc: Doc) -> list[int]:
    """Indices of the words that can be triggers, by part of speech."""
    keys = _keys_by_tag()
    rows = doc.to_array(["TAG", "LEMMA", "LOWER"]).tolist()
    nothing: frozenset[int] = frozenset()
    return [
        i
        for i, (tag, lemma, form) in enumerate(rows)
        if (wanted := keys.get(tag, nothing)) and (lemma in wanted or form in wanted)
    ]


@cache
def _keys_by_tag() -> dict[int, frozenset[int]]:
    """For every tag, by spaCy's hashes, the words that can be triggers under it."""
    lexicon = event_lexicon()
    verbal = (*lexicon.verbs, *lexicon.adjectives)
    gerunds = tuple(k for k in lexicon.nouns if k.endswith("ing"))
    parts = (
        (_VERB_TAGS, (*verbal, *gerunds)),
        (_NOUN_TAGS, (*lexicon.nouns, *verbs_of_nouns())),
        (_ADJECTIVE_TAGS, tuple(lexicon.adjectives)),
    )
    return {get_string_id(tag): frozenset(map(get_string_id, keys)) for tags, keys in parts for tag in tags}


def is_stative(verb: Token) -> bool:
    """“backed by Moscow”, “it supports the rebels”: a standing tie, not a deed."""
    if verb.lemma_ not in words(_SYNTAX, "stative"):
        return False
    return verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBN" and verb.dep_ == "acl")


def is_other_verb(beside: Sequence[Token], particles: Sequence[Token], moved: bool) -> bool:
    """A particle that the trigger does not name makes another verb of it: “struck off”, “sworn in”.

    So does an object before a preposition that the trigger claims: “pushed them into”.
    """
    if particles and any(all(p.i != t.i for t in beside) for p in particles):
        return True
    if any(_has_other_object(t, beside) for t in beside[:-1]):
        return True
    return moved and len(beside) == 1 and beside[0].dep_ == "prep" and any(True for _ in beside[0].children)


def _has_other_object(preposition: Token, beside: Sequence[Token]) -> bool:
    """“give aid in the form” is no “give in”: the preposition has an object that is no word of the trigger."""
    if preposition.dep_ != "prep":
        return False
    return any(c.dep_ == "pobj" and all(c.i != t.i for t in beside) for c in dependents(preposition))


def words_beside(verb: Token, children: Sequence[Token], trigger: Trigger) -> list[Token] | None:
    """The tokens of a trigger's further words; None when one is missing."""
    if trigger.before and not _stands_before(verb, children, trigger.before):
        return None
    found: list[Token] = []
    near: list[Token] = list(children) if trigger.after else []
    for word in trigger.after:
        match = next((c for c in near if (c.lower_ == word or c.lemma_ == word) and not _is_dated(c)), None)
        match = match or next(
            (t for c in near if _is_named_in(trigger, c) for t in modifying(c) if t.lower_ == word), None
        )
        if match is None or match.i > verb.i + 12:
            return None
        found.append(match)
        near = [*dependents(match), *near]
    return found


def _is_named_in(trigger: Trigger, noun: Token) -> bool:
    """“held fire”, but not “held live-fire drills”: what stands on a noun counts where the trigger names the noun."""
    return noun.lower_ in trigger.after or noun.lemma_ in trigger.after


def modifying(noun: Token) -> list[Token]:
    """“short” in “gave it short shrift”: the words of a trigger that stand on its next noun."""
    return [c for c in dependents(noun) if c.dep_ in _MODIFIERS and c.i < noun.i] if noun.pos_ == "NOUN" else []


def _is_dated(preposition: Token) -> bool:
    """“agreed on Monday” is no “agree on”."""
    return preposition.pos_ == "ADP" and any(c.ent_type_ in ("DATE", "TIME") for c in dependents(preposition))


def _stands_before(verb: Token, children: Sequence[Token], before: Words) -> bool:
    """An adverb among the verb's words, or what a hyphen joins to it."""
    if before[-1] != "-":
        return any(c.lower_ == before[0] for c in children)
    return verb.i > 1 and verb.doc[verb.i - 1].text == "-" and verb.doc[verb.i - 2].lower_ == before[0]


def with_particle_object(slots: Slots, beside: list[Token]) -> Slots:
    """For “call on X” and “throw one's weight behind X” the object of the trigger's last preposition is its object."""
    free = "obj" not in slots or any(t.dep_ in ("dobj", "nsubjpass") for t in beside)
    if free and beside and beside[-1].pos_ in ("ADP", "ADV", "PART"):
        objects = [t for c in beside[-1].children if c.dep_ == "pobj" for t in coordinated(c)]
        objects = objects or slots.get(beside[-1].lower_, [])
        if objects:
            return {**slots, "obj": objects}
    return slots


def stands(noun: Token, trigger: Trigger) -> bool:
    """Whether a noun trigger's further words stand right before and behind it."""
    before, after = trigger.before, trigger.after
    if not before and not after:
        return True
    left, right = _beside(noun)
    if len(before) > len(left) or len(after) > len(right):
        return False
    if before and left[len(left) - len(before) :] != before:
        return False
    return all(word in found for word, found in zip(after, right, strict=False))


@kept
def _beside(noun: Token) -> tuple[Words, tuple[Words, ...]]:
    """The words before a noun, and the words behind it with their lemmas, as far as triggers reach."""
    doc, at = noun.doc, noun.i
    left = tuple(doc[i].lower_ for i in range(max(0, at - _REACH), at))
    return left, tuple((t.lower_, t.lemma_) for t in doc[at + 1 : at + 1 + _REACH])


def measured(noun: Token) -> Token:
    """The outermost noun that only measures it: “the first round of talks”."""
    while noun.dep_ == "pobj" and noun.head.head.lemma_ in words(_SYNTAX, "partitives"):
        counted = noun.head.lower_ == "in" and noun.lemma_ in words(_SYNTAX, "measured_in")
        if noun.head.lower_ != "of" and not counted:
            break
        noun = noun.head.head
    return noun


def carrier(noun: Token, frame: Frame) -> tuple[Token | None, str | None]:
    """The verb that carries an event noun, and how: it performs, undergoes or lets it happen."""
    head, dep = noun.head, noun.dep_
    if dep == "conj" and head.pos_ == "NOUN":
        return carrier(head, frame)
    if (verb := _verb_of_target(noun)) is not None:
        return verb, "undergo"
    if (verb := _relative_carrier(noun, frame)) is not None:
        return verb, "perform"
    if dep == "pobj" and (phrase := _reach(head)):
        verb, reach = phrase
        if reach in frame.light or reach in words(_SYNTAX, "perform_with"):
            return verb, "perform"
        return (verb, "undergo") if reach in words(_SYNTAX, "undergo_with") else (None, None)
    if head.pos_ not in _VERBAL:
        return None, None
    if any(
        c.dep_ == "prt" and f"{head.lemma_} {c.lower_}" not in _PARTICLES | {*frame.light} for c in dependents(head)
    ):
        return None, None
    performing = _performs(head, frame)
    if head.lemma_ == "have" and frame.type in words(_SYNTAX, "merely_had"):
        return None, None
    if noun.lemma_ in words(_SYNTAX, "powers") and head.lemma_ in words(_SYNTAX, "possessing"):
        return None, None
    undergone = head.lemma_ in words(_SYNTAX, "undergo") - words(_SYNTAX, "perform")
    if dep == "dobj" and undergone and (not performing or _is_from(noun)):
        return head, "undergo"
    if dep in ("dobj", "nsubjpass", "oprd") and performing:
        return head, "perform"
    if dep in ("nsubj", "nsubjpass") and head.lemma_ in words(_SYNTAX, "happen"):
        return head, "happen"
    if dep == "attr" and head.lemma_ == "be" and "copula" in frame.noun_actor:
        return head, "perform"
    return None, None


def _relative_carrier(noun: Token, frame: Frame) -> Token | None:
    """“the embargo that Reagan imposed”, “the attacks they carried out”: who did it is told behind the noun."""
    for verb in dependents(noun):
        if verb.dep_ != "relcl" or not any(c.dep_ == "nsubj" for c in dependents(verb)):
            continue
        particles = [c.lower_ for c in dependents(verb) if c.dep_ == "prt"]
        phrase = " ".join((verb.lemma_, *particles))
        known = phrase in _PARTICLES or phrase in frame.light or (not particles and _performs(verb, frame))
        objects = [c for c in dependents(verb) if c.dep_ == "dobj"]
        if known and all(c.i < verb.i and c.tag_ in ("WDT", "IN", "DT") for c in objects):
            return verb
    return None


def _performs(verb: Token, frame: Frame) -> bool:
    return verb.lemma_ in {w.split()[0] for w in frame.light} | words(_SYNTAX, "perform")


def _verb_of_target(noun: Token) -> Token | None:
    """“was the target of sanctions”, “on the receiving end of a rebuke”: the verb whose subject undergoes them."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "of" or noun.head.head.lemma_ not in words(_SYNTAX, "targets"):
        return None
    target = noun.head.head
    if target.dep_ == "pobj" and target.head.lower_ in ("on", "at", "as", "in"):
        target = target.head
    above = target.head
    return above if above.lemma_ in words(_SYNTAX, "being") and target.dep_ in ("attr", "prep", "oprd") else None


def _is_from(noun: Token) -> bool:
    """“won backing from Senegal”: who gives it is told."""
    return any(c.dep_ == "prep" and c.lower_ in ("from", "by") for t in (noun, noun.head) for c in dependents(t))


def _reach(preposition: Token) -> tuple[Token, str] | None:
    """The verb that a preposition, or two (“come in for”), ties a noun to, and the phrase they make."""
    words, above = preposition.lower_, preposition
    while above.dep_ in ("prep", "prt") and above.head.pos_ == "ADP":
        above = above.head
        words = f"{above.lower_} {words}"
    if above.dep_ not in ("prep", "prt") or above.head.pos_ not in _VERBAL:
        return None
    particles = [c.lower_ for c in dependents(above.head) if c.dep_ == "prt" and c.i < above.i]
    return above.head, " ".join((above.head.lemma_, *particles, words))


def is_named(page: Page, token: Token) -> bool:
    """Whether the word is part of somebody's name."""
    mention = page.covering.get(token.i)
    return mention is not None and mention.form == "name"
