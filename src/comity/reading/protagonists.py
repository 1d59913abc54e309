"""Protagonists: the two whom a whole text is about, by its first sentence and how often it names them.

They are the sides that others urge, help or bring together, however far from where both were named last.
"""

from collections import Counter
from functools import partial

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.crowds import is_unnamed
from comity.reading.discourse import SUBJECTS, Discourse, represented
from comity.reading.page import Mention, Page, Sentence

_ENOUGH = 2
"""How often each must be named for a text to be about the two."""
_KINDS = ("state:", "org:", "group:")


def protagonists(talk: Discourse) -> tuple[Reference, ...]:
    """The two parties of the first sentence that the text names most; none if a third comes near."""
    lead = next(talk.page.readable_sentences(), None)
    if lead is None or not talk.seen or talk.seen[-1].sentence <= lead.index:
        return ()
    known = talk.page.doc.user_data
    if "protagonists" not in known:
        known["protagonists"] = _joined(talk, lead) or _most_named(talk.page, lead)
    found: tuple[Reference, ...] = known["protagonists"]
    return found


def _most_named(page: Page, lead: Sentence) -> tuple[Reference, ...]:
    counts: Counter[str] = Counter()
    told: dict[str, Reference] = {}
    for mention in page.mentions:
        if mention.form in ("pronoun", "description") or _is_prefix(page, mention):
            continue
        around = (*mention.references, *((mention.government,) if mention.government else ()))
        parties = {one.id: one for one in map(partial(_party, page), around) if one is not None}
        counts.update(parties.keys())
        if lead.start <= mention.head < lead.span.end:
            told = {**told, **{id_: one for id_, one in parties.items() if id_ not in told}}
    first, second, third = (*sorted(told, key=lambda id_: -counts[id_])[:3], "", "", "")[:3]
    if counts[second] < _ENOUGH or 2 * counts[third] > counts[second]:
        return ()
    return tuple(one for id_, one in told.items() if id_ in (first, second))


def _joined(talk: Discourse, lead: Sentence) -> tuple[Reference, ...]:
    """“The leaders of the Union and Turkey agreed”: the only two whom the first sentence puts side by side."""
    found: dict[str, tuple[Reference, ...]] = {}
    for seen in talk.seen:
        if seen.sentence == lead.index and len(seen.references) > 1 and _is_of_subject(talk.page.doc[seen.token]):
            parties = {one.id: one for one in (_party(talk.page, r) for r in seen.references) if one is not None}
            found.setdefault("".join(parties), tuple(parties.values()))
        if seen.sentence > lead.index:
            break
    pairs = list(found.values())
    return pairs[0] if len(pairs) == 1 and len(pairs[0]) == 2 else ()


def _is_of_subject(token: Token) -> bool:
    """Within the subject of the main clause, or behind “between”."""
    over = (token, *token.ancestors)
    if any(a.dep_ in ("relcl", "acl") for a in over):
        return False
    return any(a.lower_ == "between" or (a.dep_ in SUBJECTS and a.head.dep_ == "ROOT") for a in over)


def _is_prefix(page: Page, mention: Mention) -> bool:
    """“a Russian-led alliance”: not Russia."""
    return mention.end < len(page.doc) and page.doc[mention.end].text == "-"


def _party(page: Page, reference: Reference) -> Reference | None:
    """The state, body or group behind a reference; the body for its own organ."""
    one = represented(reference)
    above = page.within.get(one.id, "")
    if one.id.startswith("org:") and above.startswith("org:"):
        one = Reference(above, one.name)
    return one if one.id.startswith(_KINDS) and not is_unnamed(one) else None
