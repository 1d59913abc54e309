"""Forces: whose an army or government without a name is, where the clause or an earlier name tells it."""

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.besides import meant
from comity.reading.discourse import SUBJECTS, Discourse, represented
from comity.reading.lexicon import words
from comity.reading.subjects import surface_subjects
from comity.reading.syntax import subjects

FORCES = frozenset({"soldiers", "troops", "peacekeepers", "fighters"})
_DENIALS = frozenset({"deny", "admit", "acknowledge"})
_ROUND = frozenset({"dozens", "scores", "hundreds", "thousands", "tens"})


def sent_by(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“Chad sent soldiers”, “sent in thousands of soldiers”, “sent the navy”: for “they” later on it is Chad."""
    counted = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in _ROUND
    sent = token.head.head if counted else token
    verb = sent.head if sent.dep_ in ("dobj", "nsubj") else sent.head.head
    if sent.dep_ not in ("dobj", "pobj") or verb.lemma_ not in words("actors", "senders"):
        return ()
    if sent.dep_ == "pobj" and not (counted and sent.head.lower_ == "in"):
        return ()
    if token.lower_ not in FORCES | words("actors", "armed_organs"):
        return ()
    states = [represented(r) for s in subjects(verb) or surface_subjects(verb) for r in meant(talk, s)]
    return tuple(states) if len(states) == 1 and states[0].id.startswith("state:") else ()


def speakers_own(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“The premier said that the government would appeal”: the speaker's own government."""
    verb = token.head
    if token.lower_ not in ("government", "authorities", "cabinet") or token.dep_ not in SUBJECTS:
        return ()
    if verb.dep_ != "ccomp" or verb.head.lemma_ not in words("modality", "reporting") | _DENIALS:
        return ()
    speakers = [r for s in subjects(verb.head) if s.i < token.i for r in meant(talk, s)]
    said = speakers[0] if len(speakers) == 1 else None
    return (represented(said),) if said and said.id[:7] == "person:" and said.represents.startswith("state:") else ()


def named_army(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“The Yugoslav People's Army moved in. … the army had lost”: the state whose army was named so last."""
    if token.lower_ not in words("actors", "armed_organs"):
        return ()
    for mention in reversed(talk.found):
        named = mention.form == "name" and mention.end <= token.i and len(mention.references) == 1
        if named and talk.page.doc[mention.end - 1].lower_ == token.lower_ and mention.end - mention.start > 1:
            behind = represented(mention.references[0])
            return (behind,) if behind.id.startswith("state:") else ()
    return ()


def of_its_head(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“Burhan, the head of the army”: the army of the state that he is known to act for."""
    post = token.head.head
    if token.dep_ != "pobj" or token.head.lower_ != "of" or post.dep_ != "appos":
        return ()
    held = [r for r in meant(talk, post.head) if r.id.startswith("person:") and (r.acts_for or "").startswith("state:")]
    return (represented(held[0]),) if len(held) == 1 else ()


def army_of_patient(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“He was overthrown by the army”: the army of the state that he serves."""
    verb = token.head.head if token.dep_ == "pobj" and token.head.dep_ == "agent" else token.head
    if verb.pos_ != "VERB" or verb.lemma_ not in words("actors", "domestic_verbs"):
        return ()
    patients = [c for c in verb.children if c.dep_ in ("nsubjpass", "dobj") and c.i != token.i]
    found = [r for c in patients for r in meant(talk, c)]
    if len(found) == 1 and found[0].id.startswith("person:") and (found[0].acts_for or "").startswith("state:"):
        return (represented(found[0]),)
    return ()
