"""Claims of drafts beside the two reports of tests/conftest.py and what the register says of the SCO."""

import pytest

from comity.asking.desk import Desk
from comity.asking.quoted import differences
from comity.model import Relation
from comity.recording import Record, Run

XI = "person:xi-jinping for state:CHN"
PUTIN = "person:vladimir-putin for state:RUS"
AGENDA = "The club grows faster than its agenda."


def verdicts(desk: Desk, draft: object, **options: str) -> list[str]:
    answer = desk.check(draft.statements, **options)  # type: ignore[attr-defined]
    assert all(row.statements or row.verdict == "not found" for row in answer.rows)
    assert all(desk.statement(id).found for id in answer.statements)
    return [row.verdict for row in answer.rows]


@pytest.mark.parametrize(
    ("member", "status", "more", "verdict"),
    [
        ("state:IND", "member", {"when": "2017/.."}, "supported"),
        ("state:IND", "member", {"when": "2015/.."}, "contradicted"),
        ("state:IND", "member", {"when": "2020"}, "supported"),
        ("state:CHN", "founder", {}, "supported"),
        ("state:IND", "founder", {}, "contradicted"),
        ("state:MNG", "observer", {}, "supported"),
        ("state:MNG", "member", {}, "contradicted"),
        ("state:IRN", "member", {}, "planned only"),
        ("state:IRN", "member", {"modality": "planned"}, "supported"),
        ("state:IND", "member", {"modality": "denied"}, "contradicted"),
        ("state:BRA", "member", {}, "not found"),
    ],
)
def test_memberships(desk: Desk, story: type, member: str, status: str, more: dict[str, str], verdict: str) -> None:
    draft = story("It is so.", "2022-09-20").membership("It is so", member, "org:SCO", status, **more)
    assert verdicts(desk, draft, at="2022-09-20") == [verdict]


def test_the_register_turns_planned_into_supported_and_names_another_holder(informed: Desk, story: type) -> None:
    draft = story("Iran is a member. Nazarbayev is president.")
    draft.membership("Iran is a member", "state:IRN", "org:SCO", "member")
    draft.office("Nazarbayev is president", "person:nursultan-nazarbayev", "president", "state:KAZ")
    assert verdicts(informed, draft, at="2024-07-05") == ["supported", "contradicted"]
    assert verdicts(informed, draft, at="2018-07-05") == ["contradicted", "supported"]


def test_posts_reported(desk: Desk, story: type) -> None:
    draft = story("Xi is president. Berg is a fellow. Lind is a fellow.").office(
        "Xi is president", XI, "president", "state:CHN"
    )
    draft.office("Berg is a fellow", "person:anna-berg", "fellow", "org:harbour-institute")
    draft.office("Lind is a fellow", "person:jo-lind", "fellow", "org:harbour-institute")
    assert verdicts(desk, draft, at="2024-07-05") == ["supported", "supported", "not found"]


@pytest.mark.parametrize(
    ("type", "actors", "more", "verdict"),
    [
        ("SUPPORT", "state:CHN, state:RUS", {}, "supported"),
        ("SUPPORT", "state:CHN, state:RUS", {"when": "1999"}, "not found"),
        ("CONSULT", f"{XI}, {PUTIN}", {"mode": "meet"}, "planned only"),
        ("CONSULT", f"{XI}, {PUTIN}", {"mode": "meet", "modality": "planned"}, "supported"),
        ("CONSULT", "person:narendra-modi for state:IND", {}, "contradicted"),
        ("SUPPORT", "state:CHN, state:RUS", {"modality": "denied"}, "contradicted"),
        ("ASSAULT", "state:CHN", {}, "not found"),
    ],
)
def test_events(desk: Desk, story: type, type: str, actors: str, more: dict[str, str], verdict: str) -> None:
    assert verdicts(desk, story("It is so.").event("It is so", type, actors, **more)) == [verdict]


@pytest.mark.parametrize(
    ("actors", "recipients", "verdict"),
    [
        ("state:TCD", "state:TGO", "supported"),
        ("state:TGO", "state:TCD", "not found"),
        ("state:TCD, state:MLI", "state:TGO", "not found"),
        ("state:TCD", "state:MLI", "not found"),
        ("person:ann-chad for state:TCD", "state:TGO", "not found"),
    ],
)
def test_who_did_it_to_whom_counts(
    desk: Desk, record: Record, story: type, run: Run, actors: str, recipients: str, verdict: str
) -> None:
    told = story("Chad shelled Togo and Togo shelled nobody.", "2024-01-01")
    told.event("Chad shelled Togo", "ASSAULT", "person:idriss-chad for state:TCD", "state:TGO")
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    assert verdicts(desk, story("It is so.").event("It is so", "ASSAULT", actors, recipients)) == [verdict]


def test_one_who_stayed_away_did_so_whatever_the_meeting_is_called(desk: Desk, story: type) -> None:
    draft = story("It is so.").event("It is so", "CONSULT", "state:IND", "place:astana", modality="denied")
    assert verdicts(desk, draft) == ["not found"]
    draft = story("It is so.").event("It is so", "CONSULT", "state:IND", modality="denied")
    assert verdicts(desk, draft) == ["supported"]


@pytest.mark.parametrize(
    ("words", "speaker", "verdict", "shown"),
    [
        (AGENDA, "person:anna-berg", "supported", ()),
        ("the club grows faster", "person:anna-berg", "supported", ()),
        ("The club grew faster than its agenda.", "person:anna-berg", "contradicted",
         ("The club [-grows-] {+grew+} faster than its",)),
        (AGENDA, "person:jo-lind", "contradicted", ()),
        ("Nobody said this.", "person:anna-berg", "not found", ()),
    ],
)  # fmt: skip
def test_quotations(desk: Desk, story: type, words: str, speaker: str, verdict: str, shown: tuple[str, ...]) -> None:
    (row,) = desk.check(story(words).quotation(words, speaker).statements).rows
    assert (row.verdict, row.differences) == (verdict, shown)


def test_facts_and_ties(desk: Desk, record: Record, story: type, run: Run) -> None:
    draft = story("Founded in 2001. Founded in 1998. Founded in 1945.")
    draft.fact("Founded in 2001", "org:SCO", "founded", "2001").fact("Founded in 1998", "org:SCO", "founded", "1998")
    draft.fact("Founded in 1945", "org:UN", "founded", "1945")
    assert verdicts(desk, draft) == ["supported", "contradicted", "not found"]


def test_ties_hold_both_ways(desk: Desk, record: Record, story: type, run: Run) -> None:
    told, draft = story("Chad and Togo are allies.", "2024-01-01"), story("Togo and Chad are allies.")
    for one, words, ends in ((told, "Chad and Togo", ("TCD", "TGO")), (draft, "Togo and Chad", ("TGO", "TCD"))):
        tie = one.event(words, "AGREE", f"state:{ends[0]}, state:{ends[1]}").statements.pop()
        sides = {"from_": tie.actors[0], "to": tie.actors[1], "relation": "ally"}
        one.statements.append(Relation(document=tie.document, evidence=tie.evidence, **sides))
    assert verdicts(desk, draft) == ["not found"]
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    assert verdicts(desk, draft) == ["supported"]


def test_what_is_only_reported_later_supports_no_draft(desk: Desk, record: Record, story: type, run: Run) -> None:
    told = story("Chad shelled Togo on 5 March. Chad blamed Togo.", "2024-03-20")
    told.event("Chad shelled Togo", "ASSAULT", "state:TCD", "state:TGO", when="2024-03-05")
    told.event("Chad blamed Togo", "ACCUSE", "state:TCD", "state:TGO")
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    draft = story("Chad shelled Togo. Chad blamed Togo.").event(
        "Chad shelled Togo", "ASSAULT", "state:TCD", "state:TGO"
    )
    draft.event("Chad blamed Togo", "ACCUSE", "state:TCD", "state:TGO")
    assert verdicts(desk, draft, at="2024-03-01") == ["not found", "not found"]
    assert verdicts(desk, draft, at="2024-03-15") == ["supported", "supported"]


@pytest.mark.parametrize(
    ("place", "when", "verdict"),
    [
        ("place:brussels", "2024-03-05", "supported"),
        ("state:BEL", "2024-03-05", "supported"),
        ("place:vienna", "2024-03-05", "contradicted"),
        ("place:vienna", None, "not found"),
    ],
)
def test_where_it_happened_counts(
    desk: Desk, record: Record, story: type, run: Run, place: str, when: str | None, verdict: str
) -> None:
    told = story("Chad met Togo in Brussels on 5 March.", "2024-03-06")
    told.event("Chad met Togo", "CONSULT", "state:TCD, state:TGO", when="2024-03-05", where="place:brussels")
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    draft = story("Chad met Togo.").event("Chad met Togo", "CONSULT", "state:TCD, state:TGO", when=when, where=place)
    assert verdicts(desk, draft, at="2024-03-15") == [verdict]


def test_a_plan_that_came_to_nothing_contradicts(desk: Desk, record: Record, story: type, run: Run) -> None:
    plan = story("Chad will meet Togo in May.", "2024-03-06")
    plan.event("Chad will meet Togo", "CONSULT", "state:TCD, state:TGO", when="2024-05", modality="planned")
    off = story("Chad did not meet Togo in May.", "2024-06-02")
    off.event("Chad did not meet Togo", "CONSULT", "state:TCD, state:TGO", when="2024-05", modality="denied")
    draft = story("Chad met Togo.").event("Chad met Togo", "CONSULT", "state:TCD, state:TGO", when="2024-05")
    for told, verdict in ((plan, "planned only"), (off, "contradicted")):
        with record.writer() as writer:
            writer.add(told.document, told.statements, run=run)
        assert verdicts(desk, draft, at="2024-07-01") == [verdict]


def test_a_deputy_is_another_post(desk: Desk, record: Record, story: type, run: Run) -> None:
    told = story("Ann is prime minister of Togo.", "2024-03-06")
    told.office("Ann is prime minister", "person:ann-lome", "prime minister", "state:TGO")
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    draft = story("Ann is prime minister. Ann is deputy prime minister. Ann is a minister.")
    draft.office("Ann is prime minister", "person:ann-lome", "prime minister", "state:TGO")
    draft.office("Ann is deputy prime minister", "person:ann-lome", "deputy prime minister", "state:TGO")
    draft.office("Ann is a minister", "person:ann-lome", "minister", "state:TGO")
    assert verdicts(desk, draft, at="2024-03-15") == ["supported", "not found", "not found"]


@pytest.mark.parametrize(
    ("value", "modality", "verdict"),
    [
        ("2001-06", "actual", "supported"),
        ("2001-07", "actual", "contradicted"),
        ("2001", "denied", "contradicted"),
        ("2001", "planned", "supported"),
    ],
)
def test_properties_by_day_and_by_how_sure(
    desk: Desk, record: Record, story: type, run: Run, value: str, modality: str, verdict: str
) -> None:
    told = story("The club was founded on 15 June 2001.", "2024-03-06").fact(
        "club", "org:CLUB", "founded", "2001-06-15"
    )
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    draft = story("The club.").fact("club", "org:CLUB", "founded", value, modality=modality)
    assert verdicts(desk, draft) == [verdict]


def test_another_founding_is_told_beside(desk: Desk, record: Record, story: type, run: Run) -> None:
    told = story("The club was founded in 2001, or in 1996.", "2024-03-06")
    told.fact("founded in 2001", "org:CLUB", "founded", "2001").fact("in 1996", "org:CLUB", "founded", "1996")
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    (row,) = desk.check(story("The club.").fact("club", "org:CLUB", "founded", "2001").statements).rows
    assert (row.verdict, row.why) == ("supported", "The record has the same. Sources also say 1996.")


def test_who_backs_whom_counts(desk: Desk, record: Record, story: type, run: Run) -> None:
    told = story("Chad backs Togo.", "2024-01-01").relation("Chad backs Togo", "state:TCD", "backs", "state:TGO")
    draft = story("Chad backs Togo. Togo backs Chad. Not Chad.")
    draft.relation("Chad backs Togo", "state:TCD", "backs", "state:TGO")
    draft.relation("Togo backs Chad", "state:TGO", "backs", "state:TCD")
    draft.relation("Not Chad", "state:TCD", "backs", "state:TGO", modality="denied")
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    assert verdicts(desk, draft) == ["supported", "not found", "contradicted"]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("the club is growing faster than its agenda", "supported"),
        ("the club does not grow faster than its agenda", "contradicted"),
        ("the club of 9 grows faster than its agenda", "contradicted"),
    ],
)
def test_speech_retold_must_not_say_the_opposite(desk: Desk, story: type, words: str, verdict: str) -> None:
    draft = story(words).quotation(words, "person:anna-berg", form="indirect")
    assert verdicts(desk, draft) == [verdict]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("will send troops", "The record has these words, with “we never” before them."),
        ("We never will send troops", "The record has these words."),
    ],
)
def test_words_taken_out_of_a_denial_are_marked(
    desk: Desk, record: Record, story: type, run: Run, words: str, why: str
) -> None:
    told = story("We never will send troops, he said.", "2024-03-06")
    told.quotation("We never will send troops", "person:ann-lome")
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    (row,) = desk.check(story(words).quotation(words, "person:ann-lome").statements).rows
    assert (row.verdict, row.why) == ("supported", why)


def test_a_draft_that_is_in_the_record_is_told(desk: Desk, reports: tuple[object, object]) -> None:
    answer = desk.check(reports[0].statements)  # type: ignore[attr-defined]
    assert any("itself in the record" in note for note in answer.notes)


def test_differences_show_both_sides() -> None:
    assert differences("We never fought here", "We always fought here") == ("We [-never-] {+always+} fought here",)
    assert differences("One two.", "one two.") == ()


@pytest.mark.parametrize(
    ("when", "verdict"),
    [("2019-01/..", "supported"), ("2019-01-01/..", "supported"), ("2017/..", "contradicted"), (None, "supported")],
)
def test_a_departure_is_borne_out_by_the_end_of_the_membership(
    record: Record, desk: Desk, run: Run, story: type, when: str | None, verdict: str
) -> None:
    told = story("Qatar was a member until 2019.", "2020-01-01")
    told.membership("Qatar was a member", "state:QAT", "org:SCO", "member", when="1961/2018-12-31")
    with record.writer() as writer:
        writer.add(told.document, told.statements, run=run)
    draft = story("Qatar left the club.", "2021-01-01")
    draft.membership("Qatar left", "state:QAT", "org:SCO", "withdrawn", when=when)
    assert verdicts(desk, draft, at="2021-01-01") == [verdict]
