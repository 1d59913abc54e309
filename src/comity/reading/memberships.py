"""Memberships: joining, admission, founding, status, suspension, withdrawal, chair and host."""

from collections.abc import Iterator, Set
from functools import cache

from spacy.tokens import Token

from comity.edtf import bounds
from comity.model import Membership, Reference
from comity.reading.admitting import read_admitting, read_deed
from comity.reading.chairs import read_turns, turn_words
from comity.reading.claims import Claim
from comity.reading.composed import read_composed
from comity.reading.crowds import is_unnamed
from comity.reading.following import read_followers
from comity.reading.founding import read_concluding, read_founding
from comity.reading.joining import read_being, read_joining
from comity.reading.lexicon import load, words
from comity.reading.page import Page
from comity.reading.rosters import read_rosters
from comity.reading.spotting import spot_readable
from comity.reading.status_nouns import read_status_noun
from comity.reading.statuses import StatusNoun, status_of, status_words
from comity.reading.syntax import is_verbal
from comity.reading.timing import When, ahead, is_to_come, when_of

_BEING = frozenset({"be"})
_STAYING = frozenset({"be", "stay", "remain"})
_TAKEN = frozenset({"member", "observer", "candidate", "dialogue-partner", "associate", "partner", "chair", "host"})
_OPENING = frozenset(
    {"member", "observer", "candidate", "dialogue-partner", "associate", "partner", "withdrawn", "suspended"}
)


def read_memberships(page: Page) -> tuple[Membership, ...]:
    """Every membership that the page's sentences state, one statement for each member and organisation."""
    claims = list(_claims(page))
    claims += read_composed(page)
    claims += read_followers(page, claims)
    found = [statement for claim in claims for statement in _statements(page, claim)]
    return (*found, *read_rosters(page))


@cache
def _triggers() -> frozenset[str]:
    data = load("memberships")
    keys = (
        "member_verbs",
        "body_verbs",
        "founding",
        "deeds",
        "granting",
        "consisting",
        "pausing",
        "seating",
        "concluding",
        "ratifying",
    )
    return _STAYING | frozenset(word for key in keys for word in data[key]) | status_words() | turn_words()


def _claims(page: Page) -> Iterator[Claim]:
    for token in spot_readable(page, _triggers()):
        if is_verbal(token) and not (token.dep_ == "ccomp" and status_of(token)):
            if token.lemma_ in _STAYING:
                yield from read_being(page, token)
            if token.lemma_ not in _BEING:
                yield from read_joining(page, token)
            yield from read_admitting(page, token)
            yield from read_founding(page, token)
            yield from read_concluding(page, token)
            yield from read_turns(page, token)
        elif token.lemma_ in load("memberships")["deeds"]:
            yield from read_deed(page, token)
        elif token.pos_ in ("NOUN", "PROPN") and (noun := status_of(token)) is not None:
            yield from _of_noun(page, token, noun)


def _of_noun(page: Page, token: Token, noun: StatusNoun) -> Iterator[Claim]:
    frame = f"membership:{token.lemma_.lower()}"
    if token.dep_ == "compound" and status_of(token.head) is not None:
        return  # “an observer State of the Union”: what the whole says
    for read in read_status_noun(page, token, noun):
        when = _of_occasion(page, read.anchor, read.status)
        yield Claim(read.members, read.bodies, read.status, read.anchor, read.modality, read.edge, 0.8, frame, when)


def _of_occasion(page: Page, noun: Token, status: str) -> When | None:
    """“was set up in 1971 by seven founders: …”, “met from 11 to 14 July under the chairmanship of Fiji”."""
    way = noun.head
    if noun.dep_ != "pobj" or way.head.pos_ != "VERB":
        return None
    verb = way.head
    if status == "founder" and way.lower_ in ("by", "with"):
        return when_of(page, verb)
    value, basis = when_of(page, verb) if status == "chair" and way.lower_ == "under" else (None, None)
    return (value, basis) if value is not None and "/" in value else None


def _can_belong(member: Reference, body: Reference, status: str) -> bool:
    """States and bodies belong to bodies; people and named groups only found them; unnamed groups do neither."""
    if member.id.startswith(("state:", "region:", "org:")):
        return body.id.startswith("org:") or status == "founder"
    return status == "founder" and member.name[:1].isupper() and not is_unnamed(member)


def _belongs(page: Page, member: Reference, body: Reference, status: str) -> bool:
    return _can_belong(member, body, status) and not _is_instrument(page, body)


def _is_a_post(
    page: Page, member: Reference, body: Reference, status: str, served: Set[tuple[str | None, str]]
) -> bool:
    """“Clinton, a member of the Senate Committee”: what a person is there in person, and no state belongs to it.

    `served` are the states of the text's people under their names: a parliament, a body that nobody lists, and whatever
    is no body of states where somebody chairs or founds it.
    """
    kind = page.kinds.get(body.id)
    if kind == "parliament":
        return True
    in_person = status in ("chair", "founder") and kind not in words("memberships", "bodies")
    return (member.id, member.name) in served and (kind is None or in_person)


def _is_instrument(page: Page, body: Reference) -> bool:
    """“quit the Lima Convention”: a text that nobody lists as a body has parties and no members."""
    return body.id not in page.kinds and body.id.rpartition("-")[2] in words("memberships", "instruments")


def _when(page: Page, claim: Claim) -> When:
    """The date of the claim; that of joining or leaving opens a spell."""
    when, basis = claim.when or when_of(page, claim.anchor)
    if claim.status in ("chair", "host") and claim.anchor.tag_ in ("VBZ", "VBP") and claim.modality == "actual":
        when, basis = ahead(page, (when, basis))  # “which chairs the body from December”: the December to come
    if claim.modality == "planned":
        when, basis = ahead(page, (when, basis))
        if claim.status in _TAKEN and _is_past(page, when):
            return None, None  # “invited in August 2023 to join”: the day of the invitation
    if claim.anchor.lemma_ in words("memberships", "consisting") and when == page.document.published:
        return None, None  # “today it consists of …”
    if when and "/" not in when and claim.status in _OPENING and claim.modality != "possible":
        when = f"{when}/.."
    return when, basis


def _is_past(page: Page, when: str | None) -> bool:
    published = page.document.published
    ends = bounds(when.removesuffix("/..")).latest if when else None
    today = bounds(published).earliest if published else None
    return ends is not None and today is not None and ends < today


def _statements(page: Page, claim: Claim) -> Iterator[Membership]:
    when, basis = _when(page, claim)
    modality = "planned" if claim.modality == "actual" and is_to_come(page, when) else claim.modality
    evidence = page.evidence(page.doc[claim.edge[0]], page.doc[claim.edge[1] - 1])
    served = {(r.acts_for, r.name) for m in page.mentions for r in m.references if r.id.startswith("person:")}
    for body in claim.bodies:
        for member in claim.members:
            # Who chairs a state's parliament holds an office there.
            own = page.within.get(body.id) == member.id or _is_a_post(page, member, body, claim.status, served)
            if member.id != body.id and not own and _belongs(page, member, body, claim.status):
                yield Membership(
                    document=page.document.id, evidence=(evidence,), member=member, organisation=body,
                    status=claim.status, modality=modality, when=when, when_basis=basis,
                    confidence=claim.confidence, frame=claim.frame,
                )  # fmt: skip
