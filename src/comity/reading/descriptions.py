"""Descriptions: whom “the bloc”, “both sides”, “the kingdom”, “analysts” and “the two” mean."""

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.discourse import MODIFIERS, SUBJECTS, Discourse, Seen, conjunct_root, represented
from comity.reading.lexicon import words
from comity.reading.salience import salient_body
from comity.reading.syntax import is_passive, objects, subjects


def describe_two(talk: Discourse, token: Token, sentence: int) -> None:
    """“the two agreed”: the last two persons, or else states, that were named together."""
    references = _last_two(talk, "leaders") or _last_two(talk, "countries")
    if references:
        talk.add(token.i - 1, token.i + 1, token.i, "description", references)
        talk.seen.append(Seen(references, token.i, sentence, True, True))


def describe(talk: Discourse, token: Token, sentence: int) -> None:
    if token.i in {m.head for m in talk.found[-40:]}:
        return
    low = token.lower_
    determiner = next((c for c in token.children if c.dep_ == "det" or c.tag_ in ("DT", "CD")), None)
    definite = determiner is not None and determiner.lower_ in ("the", "both", "this", "two", "these")
    references: tuple[Reference, ...] = ()
    if low in words("actors", "plural_nouns") and _counts_two(token):
        references = _last_two(talk, low)
    elif definite and low in words("actors", "group_nouns") and (last := _last_group(talk, token)):
        references = last
    elif definite and low in words("actors", "organisation_nouns") and not _has_modifier_name(talk, token):
        references = salient_body(talk.page, token, low)
    elif definite and low in words("actors", "state_nouns") and not _has_modifier_name(talk, token):
        references = _last(talk, ("state:",))
    elif low in words("actors", "organisation_nouns") | words("actors", "state_nouns") and not definite:
        references = _predicated(talk, token)
    elif low in words("actors", "generic_groups"):
        references = (_generic(talk, token),)
    if references:
        start = min([determiner.i if determiner is not None and definite else token.i, token.i])
        talk.add(start, token.i + 1, token.i, "description", references)
        talk.seen.append(
            Seen(references, token.i, sentence, conjunct_root(token).dep_ in SUBJECTS, len(references) > 1)
        )


def _predicated(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“the SCO, a grouping led by China”, “seen as a bloc”: the noun is whatever it is said of."""
    holders: list[Token] = []
    if token.dep_ == "appos":
        holders = [token.head]
    elif token.dep_ == "attr" and token.head.pos_ in ("AUX", "VERB"):
        holders = subjects(token.head)
    elif token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.pos_ == "VERB":
        verb = token.head.head
        holders = subjects(verb) if is_passive(verb) else objects(verb)
    for holder in holders:
        references = talk.page.who(holder) or next((m.references for m in talk.found if m.head == holder.i), ())
        if len(references) == 1 and references[0].id.startswith(("org:", "state:")):
            return references
    return ()


def _counts_two(token: Token) -> bool:
    """“the two leaders”, “both sides”, and pairs that need no number: “the neighbours”."""
    if token.lower_ in words("actors", "pairs") and any(c.lower_ == "the" for c in token.children):
        return True
    return any(c.lower_ in ("two", "both", "2") for c in token.children)


def _has_modifier_name(talk: Discourse, token: Token) -> bool:
    """“the Georgian government” names its owner itself."""
    return any(c.i in talk.page.covering for c in token.children if c.dep_ in MODIFIERS)


def _last_two(talk: Discourse, noun: str) -> tuple[Reference, ...]:
    persons = noun in words("actors", "plural_persons")
    found: list[Reference] = []
    for seen in reversed(talk.seen):
        for reference in reversed(seen.references):
            kept = reference if persons else represented(reference)
            kinds = ("state:",) if noun in words("actors", "plural_states") else ("state:", "org:", "group:")
            wanted = kept.id.startswith("person:") if persons else kept.id.startswith(kinds)
            if wanted and kept.id not in {f.id for f in found}:
                found.append(kept)
            if len(found) == 2:
                return tuple(reversed(found))
    return ()


def _last(talk: Discourse, prefixes: tuple[str, ...]) -> tuple[Reference, ...]:
    for seen in reversed(talk.seen):
        if len(seen.references) == 1 and seen.references[0].id.startswith(prefixes):
            return seen.references
    return ()


def _last_group(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """The last named group, unless the noun can call an organisation too and one is spoken of."""
    for seen in reversed(talk.seen):
        reference = seen.references[0]
        if len(seen.references) == 1 and reference.id.startswith("group:") and reference.name[:1].isupper():
            if token.lower_ in words("actors", "organisation_nouns"):
                break
            return (reference,)
    return ()


def _generic(talk: Discourse, token: Token) -> Reference:
    compound = [c for c in token.lefts if c.dep_ in ("compound", "amod") and c.pos_ in ("NOUN",) and c.i == token.i - 1]
    more = [c for c in compound[0].lefts if c.i == token.i - 2 and c.pos_ in ("NOUN", "ADJ")] if compound else []
    words_ = [*more, *compound, token]
    text = talk.page.document.text[words_[0].idx : token.idx + len(token)]
    return Reference("group:" + "-".join(w.lower_ for w in words_), text)
