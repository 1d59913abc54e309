"""Bands: which named group “the rebels”, “fighters of the movement” and the like mean, or a group by the noun."""

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.calling import can_be_called
from comity.reading.crowds import is_unnamed
from comity.reading.discourse import MODIFIERS, Discourse, Seen
from comity.reading.lexicon import words
from comity.reading.salience import salient_body

_BESIDE = 6
"""Words beside the name of a party that may call it a rebel movement."""
_EMPTY = frozenset({"det", "punct", "nummod", "cc", "conj"})


def of_named_group(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“fighters of Wagner”, “Wagner fighters”, “activists of the movement Nashi”: for “they” later on it is that."""
    behind = [p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children]
    behind += [c for p in behind if not talk.page.who(p) for c in p.rights if c.dep_ == "appos"]
    before = [c for c in token.children if c.dep_ in MODIFIERS and c.i == token.i - 1]
    found = [r for p in (*before, *behind) for r in talk.page.who(p)]
    armed = token.lower_ in words("actors", "armed_bands")
    kinds = ("group:", "org:") if armed else ("group:",)
    return (
        tuple(found)
        if found and all(r.id.startswith(kinds) and r.name[:1].isupper() and not is_unnamed(r) for r in found)
        else ()
    )


def called_before(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“Rohingya refugees … the refugees”: the people or group that the same noun was told of."""
    for mention in reversed(talk.found):
        if mention.start < token.i and talk.page.doc[mention.head].lower_ == token.lower_ and mention.references:
            named = [r for r in mention.references if r.id.startswith("group:") and _is_told_apart(r, token)]
            return tuple(named) if len(named) == len(mention.references) else ()
    return ()


def _is_told_apart(reference: Reference, noun: Token) -> bool:
    """“Hamas”, “Syrian rebels”; not mere “rebels”."""
    return not is_unnamed(reference) or reference.id != f"group:{noun.lower_}"


def bare_again(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """“The Front fled; the rebels hid. … Rebels burned it”: the same again, where nothing says that others did."""
    behind = talk.page.covering.get(token.i + 2)
    elsewhere = behind is not None and token.nbor(1).pos_ == "ADP" and behind.references  # “guerrillas in Peru”
    if elsewhere or token.lower_ not in words("actors", "rebels") or any(c.dep_ not in _EMPTY for c in token.children):
        return ()
    return tuple(Reference(r.id, token.lower_) for r in called_before(talk, token))


def last_group(talk: Discourse, token: Token) -> tuple[Reference, ...]:
    """The last named group, unless the noun can call an organisation too and one was spoken of since."""
    low = token.lower_
    armed = low in words("actors", "armed_bands")
    body = salient_body(talk.page, token, low) if low in words("actors", "organisation_nouns") else ()
    body = tuple(b for b in body if b.id in talk.page.kinds)  # a firm that nobody knows is no group spoken of before
    party: tuple[Reference, ...] = ()  # whom armed men are called after only where no armed group is named
    for seen in reversed(talk.seen):
        reference = seen.references[0]
        if body and body[0].id in {r.id for r in seen.references}:
            break
        if low in words("actors", "organisation_nouns") and _is_such_body(talk, reference, low):
            break
        named = not is_unnamed(reference) or reference.id in talk.page.kinds  # “the contras”
        if len(seen.references) == 1 and reference.id.startswith("group:") and named:
            if _is_people(talk, seen):
                continue
            if not armed or not _is_mere_party(talk, reference.id):
                return (reference,)
            party = party or (reference,)
    return party


def _is_mere_party(talk: Discourse, id_: str) -> bool:
    """A party that the text nowhere calls rebels or guerrillas: “UNITA, the Angolan rebel movement” is none."""
    if talk.page.kinds.get(id_) != "party":
        return False
    named = [m for m in talk.page.mentions if m.form == "name" and any(r.id == id_ for r in m.references)]
    near = (t for m in named for t in talk.page.doc[max(0, m.start - _BESIDE) : m.end + _BESIDE])
    return not any(t.lemma_.lower() in words("actors", "rebellious") for t in near)


def _is_such_body(talk: Discourse, reference: Reference, noun: str) -> bool:
    if not reference.id.startswith("org:") or not can_be_called(talk.page, reference.id, noun):
        return False
    return reference.id in talk.page.kinds or reference.name.lower().split()[-1] in words(
        "actors", "organisation_nouns"
    )


def _is_people(talk: Discourse, seen: Seen) -> bool:
    """“Hutus”, “Tatar”: whom nobody calls a movement or a group that acts."""
    mention = talk.page.covering.get(seen.token)
    if talk.page.doc[seen.token].lower_.removesuffix("s") in words("actors", "faiths"):
        return True
    return talk.page.kinds.get(seen.references[0].id) == "people" or (mention is not None and mention.form == "demonym")
