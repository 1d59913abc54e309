"""Delegations: who leads the people that a state sends, and panels with a task: “The Ukrainian delegation, led by
Rustem Umerov”, “a commission for diamonds headed by”."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Reference, Relation
from comity.reading.inner_organs import is_inner_organ
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.pairs import make_relation
from comity.reading.people import slug
from comity.reading.syntax import agents, is_passive, objects, subjects

_LONG = 7
"""Words that may tell the task of a panel."""


def read_delegation(page: Page, noun: Token) -> Iterator[Relation]:
    """The persons whom the verb beside the delegation has at its head."""
    sent = _delegation(page, noun)
    if sent is None:
        return
    near = [c for c in noun.children if c.dep_ in ("acl", "relcl")] + [noun.head]
    for verb in near:
        if verb.lemma_ not in words("relations", "heading"):
            continue
        led = is_passive(verb) and (verb.head.i == noun.i or noun in subjects(verb))
        leaders = agents(verb) if led else subjects(verb) if noun in objects(verb) else []
        for leader in (
            n for t in leaders for n in ([t] if page.who(t) else [c for c in t.children if c.dep_ == "appos"])
        ):
            for person in page.who(leader):
                if person.id.startswith("person:"):
                    near_ = (leader, noun)
                    yield from make_relation(page, (person, sent), "leads", verb, near_, modality_of(verb), 0.6)


def _delegation(page: Page, noun: Token) -> Reference | None:
    """The delegation by the state or body in front of it, a panel by its task; one that nobody sends is nobody."""
    if any(c.dep_ == "appos" and page.who(c) for c in noun.children):
        return None  # “the UN mission, Monusco”
    if is_inner_organ(page, noun):
        return None  # “the AU's commission”, which is read as an organ
    first = next((c for c in noun.lefts if c.dep_ in ("amod", "compound", "poss", "nmod") and page.who(c)), None)
    if first is None or not any(r.id.startswith(("state:", "org:", "group:")) for r in page.who(first)):
        return _of_task(page, noun)
    mention = page.heads.get(first.i)
    if mention is None or mention.form not in ("name", "demonym", "capital"):
        return None  # “the government's team”
    start = page.doc[mention.start].idx
    name = page.document.text[start : noun.idx + len(noun)]
    if noun.lemma_ in words("relations", "panels"):
        sender = page.document.text[start : page.doc[mention.end - 1].idx + len(page.doc[mention.end - 1])]
        return Reference(f"org:{slug(sender)}-{slug(page.document.text[noun.idx : noun.idx + len(noun)])}", name)
    sender = page.document.text[start : first.idx + len(first)]
    return Reference(f"group:{slug(sender)}-delegation", name)


def _of_task(page: Page, noun: Token) -> Reference | None:
    """“a commission for diamonds and gold”, “a contact group of Arab and Islamic states”."""
    if noun.lemma_ not in words("relations", "panels") or page.who(noun):
        return None
    named = [
        c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod") and c.lemma_ in words("relations", "sorts")
    ]
    task = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("for", "on", "into", "of")), None)
    if task is None or (task.lower_ == "of" and not named):
        return None
    inside = [t for t in task.subtree if t.dep_ not in ("relcl", "acl")]
    last = inside[-1]
    if last.i - noun.i > _LONG or any(t.text == "," or t.pos_ in ("VERB", "NUM") for t in page.doc[noun.i : last.i]):
        return None
    start = named[0].idx if named else noun.idx
    name = page.document.text[start : last.idx + len(last)]
    return Reference(f"org:{slug(name)}", name)
