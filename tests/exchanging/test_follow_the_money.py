"""FollowTheMoney: the library reads all of it back, plans are no facts, and nothing is lost in silence."""

import csv
import io
import json

import pytest

pytest.importorskip("followthemoney")

from followthemoney import model
from followthemoney.statement import Statement
from followthemoney.statement.serialize import read_csv_statements

from comity.errors import UserError
from comity.exchanging.follow_the_money import make_entity, write_entities, write_statements
from comity.exchanging.ftm_filling import Filled, dates_of, is_whole, name_id


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "one.db")


@pytest.fixture
def view(record):
    with record.view() as view:
        yield view


@pytest.fixture
def entities(view, register):
    return [json.loads(line) for line in write_entities(view, register)]


def of(entities, schema):
    return [entity["properties"] for entity in entities if entity["schema"] == schema]


def test_the_library_reads_every_value_back(entities):
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities)
    for data in entities:
        entity = model.get_proxy(data, cleaned=False)
        assert entity.to_dict()["properties"] == data["properties"]
        entity.schema.validate(data)
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert value in ids, f"{entity.id} names {value}, which is not there"


def test_only_what_holds_is_a_membership(entities):
    members = {(row["member"][0], row["role"][0]) for row in of(entities, "Membership")}
    assert ("cmt-state-IND", "member") in members
    assert ("cmt-state-CHN", "founding member") in members
    assert not any(member == "cmt-state-IRN" for member, _ in members)
    links = {(row["subject"][0], row["role"][0]) for row in of(entities, "UnknownLink")}
    assert ("cmt-state-IRN", "member (planned)") in links


def test_events_say_who_took_part_and_whether_it_happened(entities):
    names = {row["name"][0] for row in of(entities, "Event")}
    assert "planned: CONSULT (meet): Xi Jinping, Vladimir Putin" in names
    assert any(name.startswith("denied: CONSULT") for name in names)
    meeting = next(row for row in of(entities, "Event") if "planned" in row["keywords"])
    assert sorted(meeting["involved"]) == ["cmt-person-vladimir-putin", "cmt-person-xi-jinping"]
    assert "actor: Xi Jinping (person:xi-jinping for state:CHN)" in meeting["description"][0]


def test_both_years_of_a_founding_are_there(entities):
    (sco,) = [entity for entity in entities if entity["id"] == "cmt-org-SCO"]
    assert sorted(sco["properties"]["incorporationDate"]) == ["1996", "2001"]
    assert sco["properties"]["wikidataId"]


def test_statements_name_document_span_and_words(view, register, entities):
    lines = list(write_statements(view, register))
    rows = list(csv.DictReader(b"".join(lines).decode().splitlines(), dialect=csv.unix_dialect))
    assert len({row["id"] for row in rows}) == len(rows)
    founded = [row for row in rows if row["prop"] == "incorporationDate"]
    assert len({row["dataset"] for row in founded}) == 2
    for row in rows:
        if row["origin"]:
            document, _, places = row["origin"].partition("#")
            start, end = map(int, places.split("; ")[0].split(",")[0].split("-"))
            assert view.texts([document])[document][start:end].split()[0] in row["original_value"] + row["value"]
            assert row["first_seen"] in ("2022-09-14", "2024-07-05")


def test_statements_make_the_same_entities(view, register, entities):
    made: dict[str, dict[str, set[str]]] = {}
    for statement in read_csv_statements(io.BytesIO(b"".join(write_statements(view, register)))):
        if statement.prop != Statement.BASE:
            made.setdefault(statement.entity_id, {}).setdefault(statement.prop, set()).add(statement.value)
    assert made == {e["id"]: {prop: set(values) for prop, values in e["properties"].items()} for e in entities}


@pytest.mark.parametrize(
    ("prop", "text"),
    [("incorporationDate", "2022-13"), ("topics", "gov.nothing"), ("wikidataId", "Q12x"), ("country", "yd"),
     ("sourceUrl", "somewhere"), ("nothing", "x"), ("name", "x" * 400)],
)  # fmt: skip
def test_what_the_library_would_lose_ends_the_export(prop, text):
    filled = Filled("cmt-a", "Organization")
    filled.put("name", "A")
    filled.put(prop, text)
    with pytest.raises(UserError, match=r"FollowTheMoney"):
        make_entity(filled)


def test_what_words_can_say_is_said_in_words():
    filled = Filled("cmt-a", "Article")
    filled.put("sourceUrl", "shelf 4", else_in_words=True)
    assert make_entity(filled).get("description") == ["sourceUrl: shelf 4"]


def test_an_edge_without_an_end_is_told():
    with pytest.raises(UserError, match="has no member, organization"):
        make_entity(Filled("cmt-a", "Membership"))


@pytest.mark.parametrize(
    ("edtf", "dates", "whole"),
    [("2001", ("2001", None), True), ("2017/..", ("2017", None), True), ("2001-06/2003", ("2001-06", "2003"), True),
     ("2022-02~", ("2022-02", None), False), ("197X", (None, None), False), ("2020-21", (None, None), False),
     ("../1996", (None, "1996"), True)],
)  # fmt: skip
def test_dates_as_far_as_they_can_be_said(edtf, dates, whole):
    assert dates_of(edtf) == dates
    assert is_whole(edtf) == whole


def test_ids_are_letters_digits_and_hyphens():
    assert name_id("state:CHN") == "cmt-state-CHN"
    assert name_id("org:D-8") == "cmt-org-D-8"
