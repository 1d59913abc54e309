"""Offices: who holds which post, from titles, appositions, predicates, elections, appointments and resignations."""

from collections.abc import Iterator

from spacy.tokens import Token

from comity.model import Evidence, Modality, Office, Reference
from comity.reading.asides import told_aside, year_beside
from comity.reading.elevations import read_elevations
from comity.reading.lexicon import words
from comity.reading.modality import modality_of
from comity.reading.page import Page
from comity.reading.post_holders import head_of, holder_of, verb_over
from comity.reading.post_owners import owner_of
from comity.reading.successions import read_successions
from comity.reading.syntax import prepositional
from comity.reading.takings import read_takings
from comity.reading.terms import post_since, term_of
from comity.reading.timing import ahead, is_to_come, when_of
from comity.reading.titles import Title


def read_offices(page: Page) -> tuple[Office, ...]:
    """Every post that the page ties to a person, as of the document or with the dates it gives."""
    found: list[Office] = []
    for title in page.titles:
        if page.sentence_of(page.doc[title.role.head]).readable:
            found.extend(_from_title(page, title))
    found.extend(read_elevations(page, found))
    found.extend(read_takings(page, found))
    return (*found, *read_successions(page, found))


def _from_title(page: Page, title: Title) -> Iterator[Office]:
    person, start, end = holder_of(page, title)
    if person is None:
        return
    if _calls_again(page, title, person):
        return
    of = owner_of(page, title, person)
    if (
        of is not None
        and of.id.startswith("state:")
        and (title.role.text.startswith("rebel") or title.role.noun == "warlord")
    ):
        return  # a former rebel commander was none of the state's
    if _is_of_another_land(page, title, person, of):
        return
    if title.role.text == "deputy" and title.of is not None and _is_his(page, title):
        return  # “his American deputy” is not America's
    if of is None or of.id == person.id or not _can_own(page, title, of):
        return
    if title.of is None and title.role.text in words("offices", "ranks"):
        return
    head = head_of(page, title)
    when, basis = _when(page, title, head)
    if when is None and title.tense not in ("then", "former"):
        when, basis = told_aside(page, _ends(page, title, end))
    modality = _modality(title, head)
    yield Office(
        document=page.document.id,
        evidence=(_span(page, start, end),),
        person=Reference(person.id, person.name, _acts_for(title, person, of)),
        role=title.role.text,
        of=of,
        when=when,
        when_basis=basis,
        modality="planned" if modality == "actual" and _begins_later(page, when) else modality,
        confidence=0.9 if title.person is not None else 0.75,
        frame=f"office:{title.role.noun}",
    )


def _begins_later(page: Page, when: str | None) -> bool:
    """“is managing director from 5 July”, said in June."""
    return when is not None and when.endswith("/..") and is_to_come(page, when)


def _ends(page: Page, title: Title, end: int) -> tuple[int, ...]:
    """Behind which tokens the term of the post may stand: “Its president is Judge Roe, who …” is of the president."""
    name = None if title.person is None else page.names[title.person]
    return (
        (title.role.end,)
        if name is not None and page.doc[name.end - 1].dep_ == "attr"
        else (title.end, title.role.end, end)
    )


def _calls_again(page: Page, title: Title, person: Reference) -> bool:
    """“The leaders of A and B met”, “the Minister said”: words that only call again who is told in another post."""
    if title.person is not None or verb_over(head_of(page, title)) is not None:
        return False
    others = [t for t in page.titles if t.person is not None and t.role.noun != "leader" and t.role.public]
    others = [t for t in others if t.role.text not in words("offices", "ranks")]
    posts = {t.role.text for t in others if person in page.who(page.doc[page.names[t.person or 0].end - 1])}
    if title.role.plural and title.role.noun == "leader":
        return bool(posts)
    bare = title.of is None and title.possessor is None and title.role.text == title.role.noun
    return bare and any(text != title.role.text and text.endswith(f" {title.role.text}") for text in posts)


def _is_of_another_land(page: Page, title: Title, person: Reference, of: Reference | None) -> bool:
    """“The premier of the other side thanked him”: a bare title was taken for somebody whom another state has."""
    lands = (of.id if of is not None else "", person.acts_for or "")
    apart = lands[0] != lands[1] and all(land.startswith("state:") for land in lands)
    said = title.person is not None or title.of is not None or title.possessor is not None
    return apart and not said and title.tense == "current" and verb_over(head_of(page, title)) is None


def _is_his(page: Page, title: Title) -> bool:
    before = page.doc[title.start - 1] if title.start else None
    return before is not None and before.tag_ == "PRP$"


def _can_own(page: Page, title: Title, of: Reference) -> bool:
    """Experts belong to institutions; “China expert” tells a subject, not an employer."""
    if of.id.startswith("person:"):
        return False
    if of.id.startswith("place:"):
        return title.role.noun in words("offices", "of_towns") and title.of is not None
    if of.id.startswith("state:") and title.role.noun == "mayor":
        return False
    if title.of is None and title.role.text in words("offices", "serving"):
        return True
    return title.role.public or of.id.startswith(("org:", "group:")) or _heads_force(page, title)


def _heads_force(page: Page, title: Title) -> bool:
    """“the head of Sudan's army”, “the heads of the two security services”."""
    if title.role.text not in words("offices", "commanding"):
        return False
    behind = prepositional(page.doc[title.role.head], "of")
    return any(t.lower_ in words("offices", "forces") for t in behind)


def _acts_for(title: Title, person: Reference, of: Reference) -> str | None:
    if not title.role.public:
        return person.acts_for
    return person.acts_for or of.id


def _when(page: Page, title: Title, head: Token) -> tuple[str | None, str | None]:
    verb = verb_over(head)
    if title.tense != "then" and (held := post_since(page, head))[0] is not None:
        return held
    if (told := year_beside(page, title.role.start, title.end))[0] is not None:
        return told
    if verb is None or title.tense == "then":
        when, basis = term_of(page, head, then=title.tense == "then")
        past = title.tense == "former" and when is not None and when.endswith("/..")
        return (None, None) if past else (when, basis)  # the date of what the former minister has held since
    when, basis = _as_spell(*when_of(page, verb), verb, head)
    if verb.lemma_ in words("offices", "lasting") and when == page.document.published and basis == "relative":
        return None, None  # who remains in office on the day of a live report does not begin then
    if when is None and verb.lemma_ in words("offices", "gives"):
        when, basis = _as_spell(*when_of(page, head), verb, head)
    if when is not None and when.startswith("../") and verb.tag_ in ("VBZ", "VBP") and verb.lemma_ == "be":
        return None, None  # “until last month the ambassador, is now head of state”
    return ahead(page, (when, basis)) if modality_of(verb) == "planned" else (when, basis)


def _as_spell(edtf: str | None, basis: str | None, verb: Token, head: Token) -> tuple[str | None, str | None]:
    """The date of taking a post opens its spell, the date of leaving closes it."""
    if edtf is None:
        return edtf, basis
    if "~/.." in edtf and verb.lemma_ in words("offices", "gives"):
        return None, None  # “has been elected president for five years”: how long, not since when
    if "/" in edtf:
        return edtf, basis
    elected = any(c.dep_ == "amod" and c.lower_ == "elected" and c.nbor(-1).text == "-" for c in head.lefts if c.i)
    if verb.lemma_ in words("offices", "take") or elected:  # the parser takes “re-elected president” apart
        return f"{edtf}/..", basis
    if verb.lemma_ in words("offices", "leave"):
        return f"../{edtf}", basis
    return edtf, basis


def _modality(title: Title, head: Token) -> Modality:
    if title.tense == "elect":
        return "planned"
    verb = verb_over(head)
    if verb is None or title.person is not None:
        return "actual"
    modality = modality_of(verb)
    stays = modality == "planned" and verb.lemma_ in words("offices", "lasting") - {"be"}
    return "actual" if stays else modality


def _span(page: Page, start: int, end: int) -> Evidence:
    return page.evidence(page.doc[start], page.doc[end - 1])
