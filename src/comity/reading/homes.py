"""Homes: the state of a post when nothing beside it says whose it is (“the army chief, Ousman Badjie”).

It is the state the text is about, never one that the holder only visits or acts upon: “former president Ann Roe
arrived in Lima” tells nothing of Peru.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.discourse import represented
from comity.reading.lexicon import load, words
from comity.reading.page import Mention, Page
from comity.reading.people import usual_post
from comity.reading.phrases import coordinated
from comity.reading.syntax import is_passive, objects, subjects
from comity.reading.titles import Title

_CLEARLY = 1.5
"""More than how many times as often as the next a state must be named for a text to be about it."""
_OFTEN = 2
"""How often it must be named at least to be that of a former holder."""


def home(page: Page, title: Title, person: Reference) -> Reference | None:
    """The state of a post whose owner is not told: one that words the post so, or the one that the text is about."""
    worded = _so_worded(page, title)
    if worded is not None or (title.role.noun not in words("offices", "of_states") and not _is_minister(title)):
        return worded
    if _is_narrowed(page, title):
        return None
    about = _lies_there(page, title) or _spoken_of(page, title, person)
    lacking = load("offices")["lacking"].get(title.role.noun, ())
    strange = page.cast.strange.get((title.role.noun, person.id), ()) if page.cast else ()
    if about is None or about.id in lacking or about.id in strange:
        return None
    return about if about.name else Reference(about.id, person.name)


def _is_narrowed(page: Page, title: Title) -> bool:
    """“the club president”, “a former railway minister”: a noun in front says of what, and no state."""
    before = page.doc[title.role.start - 1] if title.role.start else None
    return before is not None and before.pos_ == "NOUN" and before.dep_ in ("compound", "nmod")


def _is_minister(title: Title) -> bool:
    """“secretary of foreign affairs”, “health secretary”: a secretary with a portfolio."""
    text = title.role.text
    told = text.split(" of ")[-1].split(" for ")[-1] if " " in text else ""
    return title.role.noun == "secretary" and bool(
        {told, text.removesuffix(" secretary")} & words("roles", "portfolios") - {"press", "government", "cabinet"}
    )


def _so_worded(page: Page, title: Title) -> Reference | None:
    """“Defense Secretary Caspar Weinberger”: of the states that word a post so, the one that the text speaks of."""
    wordings = load("offices")["worded"].get(title.role.text, ())
    return _most_named([m for m in page.mentions if any(_state(r) in wordings for r in m.references)], 1)


def _lies_there(page: Page, title: Title) -> Reference | None:
    """“Ann Roe, a former minister in Chad”, “the minister and leader of a party in Chad”: the one land beside it."""
    aside = title.person is not None and page.names[title.person].end <= title.role.start
    head = page.doc[title.role.head]
    if not aside or title.role.noun in words("roles", "posted"):
        return None
    at = [head]
    found: dict[str, Reference] = {}
    while at:
        token = at.pop()
        at.extend(c for c in token.rights if c.dep_ in ("conj", "prep", "pobj") and c.i > head.i)
        if token.dep_ == "pobj" and token.head.lower_ == "in":
            found |= {r.id: r for r in page.who(token) if r.id.startswith("state:")}
    return next(iter(found.values())) if len(found) == 1 else None


def _spoken_of(page: Page, title: Title, person: Reference) -> Reference | None:
    """The state that the sentence acts for, or else the one spoken of most that is not the holder's host.

    A former holder of whom the text tells no other post may be anybody's: his state must be named twice.
    """
    head = page.doc[title.role.head]
    verb = next((a for a in head.ancestors if a.pos_ == "VERB"), None)
    doers = persons_meant(page, subjects(verb) if verb is not None else [])
    apart = {r.id for t in page.titles if t.of is not None and t.person is not None for r in _named(page, t.person)}
    elsewhere: set[str] = set()
    for _, other in doers:
        if other.id in apart and other.id != person.id and not title.definite:
            elsewhere.add(_state(other))  # “India's prime minister and President Jayewardene”: of two states
            continue
        if other.acts_for is not None and other.acts_for.startswith("state:"):
            return represented(other)
    deeds = _deeds(page, title, person)
    told = {i for deed in deeds for t in _acted_upon(deed) for i in range(t.left_edge.i, t.right_edge.i + 1)}
    hosts = elsewhere | {s for deed in deeds for s in _hosts(page, deed)}
    mentions = [m for m in page.mentions if m.head not in told and hosts.isdisjoint(map(_state, m.references))]
    passage = page.sentence_of(head).passage
    near = [m for m in mentions if passage.start <= page.doc[m.start].idx < head.idx]
    least = _OFTEN if title.tense == "former" and not usual_post(page.cast, person.id) else 1
    about = _most_named(mentions, least, page.datelined) or _most_named(near, least, page.datelined)
    here = _acting_here(page, title)
    return about if here is None or about is None or about.id == here.id else None


def _acting_here(page: Page, title: Title) -> Reference | None:
    """“Chad had warned that it might leave; Ann Roe, the interior minister, …”: the one state that acts in the clauses
    before; whether the minister is its own or answers it nobody tells."""
    head = page.doc[title.role.head]
    doers: dict[str, Reference] = {}
    for token in page.doc[page.sentence_of(head).span.start : title.start]:
        mention = page.heads.get(token.i)
        if token.dep_ != "nsubj" or token.head.pos_ not in ("VERB", "AUX") or mention is None:
            continue
        doers |= {r.id: r for r in map(represented, mention.references) if r.id.startswith("state:")}
    return next(iter(doers.values())) if len(doers) == 1 else None


def _named(page: Page, name: int) -> tuple[Reference, ...]:
    return page.who(page.doc[page.names[name].end - 1])


def persons_meant(page: Page, tokens: Iterable[Token]) -> list[tuple[Token, Reference]]:
    """Each token with the one person it means: by name, or as a post whose holder is named beside it."""
    found = []
    for token in tokens:
        references = page.who(token)
        title = next((t for t in page.titles if t.role.head == token.i and t.person is not None), None)
        if title is not None and title.person is not None:
            references = page.who(page.doc[page.names[title.person].end - 1])
        if len(references) == 1 and references[0].id.startswith("person:"):
            found.append((token, references[0]))
    return found


def _deeds(page: Page, title: Title, person: Reference) -> list[Token]:
    """Verbs whose subject is the holder."""
    heads = {title.role.head, *(m.head for m in page.mentions if person.id in {r.id for r in m.references})}
    found = []
    for at in heads:
        token = page.doc[at]
        while token.dep_ in ("appos", "compound", "nmod") and token.head.i != token.i:
            token = token.head
        verb = token.head
        if token.dep_ == "nsubj" and verb.pos_ == "VERB" and not is_passive(verb) and verb.lemma_ not in _of_posts():
            found.append(verb)
    return found


def _of_posts() -> frozenset[str]:
    """Verbs of taking, holding and leaving a post, whose objects tell whose it is."""
    return words("offices", "take") | words("offices", "hold") | words("offices", "leave")


def _acted_upon(verb: Token) -> list[Token]:
    """“praised Rwanda”, “met the leaders of Chad”: what he acts upon is seldom his own."""
    return [*objects(verb), *(p for c in verb.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj")]


def _hosts(page: Page, verb: Token) -> set[str]:
    """The states that the subject of a verb of visiting comes to."""
    if verb.lemma_ not in words("offices", "visiting") or any(c.lower_ in ("home", "back") for c in verb.children):
        return set()
    found = set()
    for place in (t for noun in _acted_upon(verb) for t in coordinated(noun)):
        mention = page.mention_at(place)
        if mention is not None and mention.form not in ("pronoun", "description"):
            meant = (*mention.references, *((mention.government,) if mention.government else ()))
            found |= {s for r in meant if (s := _state(r)).startswith("state:")}
    return found


def _state(reference: Reference) -> str:
    return represented(reference).id


def _states(mention: Mention) -> set[str]:
    """The states that a mention speaks of; a capital weighs for its state also where it is only a place."""
    meant = (*mention.references, *((mention.government,) if mention.government else ()))
    return {s for r in meant if (s := _state(r)).startswith("state:")}


def _most_named(mentions: Sequence[Mention], least: int, here: str = "") -> Reference | None:
    """The state that these mentions are clearly about; `here`, the one that reports them, counts once more."""
    counts = Counter(s for m in mentions for s in _states(m))
    counts.update([here] if here and (here in counts or not counts) else [])
    most = counts.most_common(2)
    if not most or most[0][1] < least or (len(most) > 1 and most[0][1] <= _CLEARLY * most[1][1]):
        return None
    names = (represented(r) for m in mentions if m.form == "name" for r in m.references)
    told = Reference(here, "") if most[0][0] == here else None
    return next((r for r in names if r.id == most[0][0]), told)
