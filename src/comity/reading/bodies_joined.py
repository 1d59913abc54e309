"""Bodies joined: the body that a verb of joining, leaving or hosting means, by its words, a pronoun or the talk."""

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.antecedents import relative
from comity.reading.claims import BODY, references
from comity.reading.hosting import met_before
from comity.reading.lexicon import load, words
from comity.reading.page import Page
from comity.reading.salience import body_spoken_of, salient_body
from comity.reading.syntax import objects, prepositional, subjects
from comity.reading.timing import when_of


def targets_of(verb: Token, rule: dict[str, Any]) -> list[Token]:
    """The words that name what is joined, left or led, where the rule of the verb has them stand."""
    if "prepositions" not in rule:
        return objects(verb)
    found = prepositional(verb, *rule["prepositions"]) + relative(verb, rule["prepositions"])
    if rule["status"] == "candidate":
        found += [t for m in prepositional(verb, "for") for t in (*prepositional(m, "of", "in"), *m.lefts)]
    for child in verb.children:
        if child.dep_ in ("prep", "advmod", "prt") or ("object" in rule and child.lower_ == rule["object"]):
            found += prepositional(child, *rule["prepositions"])
    return found


def things(verb: Token) -> list[Token]:
    """What the verb has for its object."""
    return [t for t in objects(verb) if t.lower_ != "that"]


def bodies_meant(
    page: Page, verb: Token, targets: Sequence[Token], members: tuple[Reference, ...], rule: dict[str, Any]
) -> tuple[Reference, ...]:
    """The body that a pronoun, a meeting or the talk means."""
    if rule["status"] == "host":
        return _hosted(page, targets)
    if any(t.lower_ in ("it", "them") for t in targets):
        return salient_body(page, targets[0])
    bare = not targets and not things(verb) and not _leads_on(verb) and not _lacks_its_object(verb)
    if bare and members and verb.lemma_ in words("memberships", "bare") and all(_is_state(m) for m in members):
        if {t.lemma_.lower() for t in verb.sent} & words("memberships", "elsewhere"):
            return ()  # “invaded the island and withdrew in 1999”
        if verb.lemma_ in words("memberships", "dated") and when_of(page, verb)[0] is None and not _has_never(verb):
            return ()
        if any((m := page.mention_at(t)) is not None and m.form == "demonym" for t in subjects(verb)):
            return ()  # “the Cubans will leave”: people
        just = _just_joined(page, verb) if rule["status"] in ("member", "candidate") else ()
        bodies = just or body_spoken_of(page, verb)
        left = rule["status"] == "withdrawn"
        return tuple(b for b in bodies if not left or b.id not in words("memberships", "never_left"))
    return ()


def _just_joined(page: Page, verb: Token) -> tuple[Reference, ...]:
    """“Finland joined NATO in April, and Sweden has applied”: the body that was just said to be joined."""
    first = page.sentences[max(0, page.sentence_of(verb).index - 1)].span.start
    rules = load("memberships")["member_verbs"]
    for token in reversed(page.doc[first : verb.i]):
        rule = rules.get(token.lemma_) if token.pos_ == "VERB" else None
        if rule is not None and rule["status"] in ("member", "candidate"):
            bodies = references(page, targets_of(token, rule), BODY)
            if bodies:
                return bodies
    return ()


def is_of_another(page: Page, pronoun: Token) -> bool:
    """“It appointed a committee of four. Kenya will chair it”: of the one that was just brought up and has no name."""
    first = page.sentences[max(0, page.sentence_of(pronoun).index - 1)].span.start
    for token in reversed(page.doc[first : pronoun.i]):
        if token.pos_ == "PROPN" and any(r.id.startswith(BODY) for r in page.who(token)):
            return False
        new = token.dep_ == "dobj" and any(c.lower_ in ("a", "an") for c in token.lefts)
        if new and token.lower_ in words("actors", "organisation_nouns") | words("actors", "organisation_heads"):
            return True
    return False


def _lacks_its_object(verb: Token) -> bool:
    """“whose movement she is expected to join”: what is joined stands in front."""
    at = verb.head if verb.dep_ == "xcomp" else verb
    if any(c.tag_ == "WRB" for c in at.children):
        return False  # “in 2013, when Croatia joined”
    return at.dep_ == "relcl" and not any(
        t.tag_ in ("WDT", "WP") and t.dep_ in ("nsubj", "nsubjpass") for t in at.subtree
    )


def one_of_two(page: Page, token: Token) -> tuple[Reference, ...]:
    """“to rejoin the former and to stay in the latter”: of the last two bodies named."""
    named = [m.references[0] for m in page.mentions if m.start < token.i and m.form == "name" and m.references]
    bodies = list({r.id: r for r in reversed(named) if r.id.startswith(BODY)}.values())
    return (bodies[token.lower_ == "former"],) if len(bodies) > 1 else ()


def _is_state(member: Reference) -> bool:
    return member.id.startswith("state:")


def _leads_on(verb: Token) -> bool:
    """What the verb goes on to say of its own: “withdrew from Gaza”, “joined in the raids”, “applied to lead it”."""
    dates = words("memberships", "date_prepositions")
    return any(
        (c.dep_ == "prep" and c.lower_ not in dates and not _is_company(c))
        or (c.dep_ in ("xcomp", "prt", "dobj") and c.lower_ != _particle(verb))
        or (c.dep_ == "ccomp" and c.i > verb.i)  # “was founded by Chile; Peru joined a year later”
        for c in verb.children
    )


def _particle(verb: Token) -> str | None:
    """“dropped out”, “came in”: the particle that the verb has anyway."""
    particle: str | None = load("memberships")["member_verbs"].get(verb.lemma_, {}).get("particle")
    return particle


def _has_never(verb: Token) -> bool:
    return any(c.lower_ == "never" for c in verb.children)


def _is_company(preposition: Token) -> bool:
    """“applied together with Moldova”."""
    if preposition.lower_ not in words("memberships", "company"):
        return False
    return any(c.pos_ in ("PROPN", "PRON") for c in preposition.children)


def _hosted(page: Page, targets: Sequence[Token]) -> tuple[Reference, ...]:
    """“to host the next summit”: the meeting is that of the body in front of it, or of the one spoken of."""
    for token in targets:
        if token.lower_ in words("memberships", "meetings"):
            named = [c for c in token.lefts if c.dep_ in ("compound", "poss", "amod", "nmod")]
            told = references(page, [*named, *prepositional(token, "of"), *_called(token)], BODY)
            meant = told or tuple(b for b in salient_body(page, token) if b.id not in words("actors", "no_blocs"))
            return meant if told or met_before(page, token, meant) else ()
    return ()


def _called(token: Token) -> list[Token]:
    """“the climate conference COP29”: the name right behind what is hosted."""
    return [c for c in token.children if c.dep_ == "appos"]
