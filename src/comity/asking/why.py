"""Why the record has a happening or a spell: which statements were joined, on what grounds, and what was set aside."""

from collections.abc import Iterator, Sequence

from comity.asking.answer import Answer
from comity.asking.asked import Asked
from comity.asking.rows import WhyRow
from comity.asking.wording import standing, with_article
from comity.errors import UserError
from comity.model import Event, Membership, Office
from comity.recording.claims import Claim, independent, text_of
from comity.recording.grounds import GroundedHappening, GroundedSpell
from comity.recording.happenings import Happening, Report
from comity.recording.spells import Spell

OUTCOMES = {
    "fulfilled": "A later text tells that it happened: the plan was fulfilled.",
    "missed": "A later text tells that it did not happen: the plan was missed.",
    "unknown": "No later text tells whether it happened.",
    "as-planned": "It had been planned before.",
}
ENDINGS = {
    "ended": "A text tells the end.",
    "succeeded": "It ends where what follows it in the same slot begins.",
    "fulfilled": "The plan was fulfilled: texts tell that it came about.",
    "missed": "The plan was missed: a later text denies that it came about.",
    "last-reported": "No text tells an end; it held when it was last reported.",
    "unknown": "No text tells an end, nor that it still held.",
    "not-applicable": "It was planned, possible or denied, so there is nothing to end.",
}

Grounds = Sequence[tuple[Report | Claim, str, str]]
"""Reports or claims, each with the part it has and on what grounds."""


def why(asked: Asked, id: str, *, first: int | None = None) -> Answer[WhyRow]:
    """What a happening or a spell rests on, by its id or that of one of its statements; the `first` reports and claims.

    Raises `UserError` for a statement that is joined with no other.
    """
    asked.take(id=id)
    if id.startswith("hp-"):
        happening = asked.view.find_happening(id)
        return _of_happening(asked, happening.head, first) if happening else asked.answer(WhyRow, [])
    if id.startswith("sp-"):
        spell = asked.view.find_spell(id)
        if spell is None:
            return asked.answer(WhyRow, [])
        return _of_spell(asked, spell.kind, spell.holder, spell.body, spell.id, first)
    found = asked.view.find_statement(id)
    if found and (moved := _corrected(asked, found.id)):
        return why(asked, moved, first=first)
    match found.statement if found else None:
        case None:
            return asked.answer(WhyRow, [])
        case Event():
            return _of_happening(asked, found.id if found else id, first)
        case Membership() as told:
            return _of_spell(asked, "membership", told.member.id, told.organisation.id, told.id, first)
        case Office() as told:
            return _of_spell(asked, "office", told.person.id, told.of.id, told.id, first)
    raise UserError("Only events, memberships and offices are joined with others; “comity show” shows one statement.")


def _corrected(asked: Asked, statement: str) -> str | None:
    """The statement that a person put in the place of one, if any."""
    rulings = asked.view.rulings([statement]).get(statement, [])
    made = (ruling.judgement.made for ruling in rulings if ruling.verdict == "correct")
    return next((subject.statement.id for subject in made if subject and subject.statement.id != statement), None)


def _of_happening(asked: Asked, statement: str, first: int | None) -> Answer[WhyRow]:
    found = asked.view.ground_happening(statement)
    if found is None:
        return asked.answer(WhyRow, [])
    told = found.happening
    if told.outcome:
        asked.notes.append(OUTCOMES[told.outcome])
    asked.notes.append(_count(told.reports))
    return _answer(asked, list(_joined(found)), first)


def _joined(found: GroundedHappening) -> Iterator[tuple[Report, str, str]]:
    head, told = found.happening.head, found.happening
    for place, report in enumerate(told.reports):
        before = told.reports[:place]
        yield report, "joined" if before else "first", _ground(report, head, before, found) if before else _first(head)
    for other in found.tied:
        yield from ((report, _part(told, other), _tie(told, other)) for report in other.reports)


def _first(head: Report) -> str:
    return f"the first report, {_dated(head)}"


def _ground(report: Report, head: Report, before: tuple[Report, ...], found: GroundedHappening) -> str:
    """On what grounds a report is of the same happening as the first one."""
    if any(frozenset((report.key, other.key)) in found.links.together for other in before):
        return "a person judged it the same"
    copy = [other for other in before if text_of(other) == text_of(report)]
    grounds = [f"copy of the text of {copy[0].statement[:10]}"] if copy else []
    grounds += [f"same type {report.type}", _same_parties(report, head), _same_time(report, head)]
    if report.mode and report.mode == head.mode:
        grounds.append(f"same mode {report.mode}")
    if report.where and head.where:
        grounds.append(f"same place {report.where}" if report.where == head.where else "places that can be one")
    return ", ".join(grounds)


def _same_parties(report: Report, head: Report) -> str:
    if report.parties == head.parties:
        return "same parties"
    more = ", ".join(sorted(report.parties ^ head.parties))
    return f"same parties and {more}" if report.parties > head.parties else f"same parties but not {more}"


def _same_time(report: Report, head: Report) -> str:
    if report.when == head.when and report.when:
        return f"same date {report.when}"
    return f"{_dated(report)} meets {_dated(head)}"


def _dated(report: Report) -> str:
    return f"dated {report.when}" if report.when else f"undated, so between {report.opens} and {report.closes}"


def _part(told: Happening, other: Happening) -> str:
    if told.head.modality == "planned":
        return "outcome" if other.head.modality == "actual" else "denial"
    return "plan"


def _tie(told: Happening, other: Happening) -> str:
    return f"{_part(told, other)}: same type, parties, place and time, told as {other.head.modality}"


def _of_spell(asked: Asked, kind: str, holder: str, body: str, wanted: str, first: int | None) -> Answer[WhyRow]:
    for found in asked.view.ground_spells(kind, holder, body):
        spell = found.spell
        if wanted == spell.id or any(claim.statement == wanted for claim in (*spell.supports, *spell.dissents)):
            asked.notes += [_sum_up(asked, spell), ENDINGS[spell.ending], _count(spell.supports)]
            return _answer(asked, list(_claims(found)), first)
    return asked.answer(WhyRow, [])


def _sum_up(asked: Asked, spell: Spell) -> str:
    role = spell.label if spell.kind == "office" else standing(spell.label)
    body = with_article(spell.body, asked.actors.name(spell.body))
    since = f" since {spell.since}" if spell.since else ""
    until = f" until {spell.until}" if spell.until else ""
    sure = "" if spell.modality == "actual" else f" ({spell.modality})"
    return f"{asked.actors.name(spell.holder)}, {role} of {body}{since}{until}{sure}."


def _claims(found: GroundedSpell) -> Iterator[tuple[Claim, str, str]]:
    spell = found.spell
    dated = {claim.statement: place for place, dating in enumerate(spell.datings) for claim in dating.claims}
    backings = [_backing(dating.claims) for dating in spell.datings]
    for claim in spell.supports:
        place = dated.get(claim.statement)
        yield claim, "supports", _undated(claim) if place is None else _support(claim, spell, place, backings[place])
    for claim in spell.dissents:
        yield claim, "dissents", f"says {claim.label} on {claim.known}, set aside beside {spell.label}"
    for claim in found.rejected:
        yield claim, "rejected", "a person rejected it, so it counts for nothing"


def _undated(claim: Claim) -> str:
    end = f"gives the end {(claim.when or '').partition('/')[2]}" if claim.end else ""
    return _vouched(claim) + (end or f"says so on {claim.known}, without a beginning")


def _support(claim: Claim, spell: Spell, place: int, backing: str) -> str:
    """What a claim that gives one of the beginnings adds; `backing` tells who gives that one."""
    vouched, dating = _vouched(claim), spell.datings[place]
    kind = f" ({claim.date_kind.replace('-', ' ')})" if claim.date_kind else ""
    if place == 0:
        own = (claim.when or "").partition("/")[0]
        taken_as = f", taken as {dating.edtf}" if own and own != dating.edtf else ""
        return f"{vouched}gives the beginning {own or dating.edtf}{kind}{taken_as}, on {backing}"
    taken = {c.date_kind for c in spell.datings[0].claims}
    other = ", a date of another kind" if claim.date_kind and claim.date_kind not in taken else ""
    return f"{vouched}gives another beginning, {dating.edtf}{kind}, on {backing}{other}"


def _vouched(claim: Claim) -> str:
    return "a person accepted it; " if claim.judged else ""


def _backing(claims: tuple[Claim, ...]) -> str:
    """How many independent texts give a date, and whether the register does."""
    texts = independent(claim for claim in claims if not claim.register)
    told = f"{texts} independent text{'s' * (texts != 1)}"
    if all(claim.register for claim in claims):
        return "the register"
    return f"{told} and the register" if any(claim.register for claim in claims) else told


def _count(told: tuple[Report, ...] | tuple[Claim, ...]) -> str:
    documents, texts = len({item.document for item in told}), independent(told)
    copies = f", {documents - texts} of them copies" if documents > texts else ""
    return f"{len(told)} statement{'s' * (len(told) != 1)} in {documents} document{'s' * (documents != 1)}{copies}."


def _answer(asked: Asked, told: Grounds, first: int | None) -> Answer[WhyRow]:
    """The first rows, with the count of those left out; only their sentences are loaded."""
    shown = told[:first]
    return asked.answer(WhyRow, _rows(asked, shown), len(told) - len(shown))


def _rows(asked: Asked, told: Grounds) -> Iterator[WhyRow]:
    held = asked.view.statements(item.statement for item, *_ in told)
    leads: dict[int | str, str] = {}
    for item, part, ground in told:
        lead = leads.setdefault(text_of(item), item.document)
        recorded = held.get(item.statement) or asked.view.find_statement(item.statement)
        evidence = recorded.statement.evidence if recorded else ()
        yield WhyRow(
            statement=item.statement,
            part=part,
            ground=ground,
            words=" … ".join(" ".join(span.exact.split()) for span in evidence),
            modality=item.modality,
            when=item.when,
            publisher=item.publisher,
            published=recorded.document.published if recorded else None,
            said_by=(item.said_by,) if item.said_by else (),
            statements=(item.statement,),
            document=item.document,
            copy_of=lead if lead != item.document else None,
        )
