"""RDF that rdflib reads: each statement with its words, their place, its document and what made it."""

import pytest

pytest.importorskip("rdflib")

from rdflib import Graph

from comity.exchanging.rdf import PREFIXES, write_turtle
from comity.exchanging.turtle import iri, literal
from comity.recording.judgements import Judgement, Subject


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "one.db")


@pytest.fixture
def graph(record, register, reports):
    rejected = reports[0].statements[0]
    with record.writer() as writer:
        writer.judge(Judgement("accept", 'Anna "A." Berg', "checked\nthe text", "", (Subject(rejected),)))
    with record.view() as view:
        data = b"".join(write_turtle(view, register))
    return Graph().parse(data=data, format="turtle")


def ask(graph, query):
    return [tuple(map(str, row)) for row in graph.query(query, initNs=PREFIXES)]


def test_every_statement_is_there(graph, reports):
    ids = {statement.id for report in reports for statement in report.statements}
    found = ask(graph, "SELECT ?id { ?s a oa:Annotation ; dcterms:identifier ?id }")
    assert {id for (id,) in found} == ids


@pytest.mark.parametrize(
    "wanted",
    [
        "?s prov:wasGeneratedBy ?run . ?run a prov:Activity ; prov:wasAssociatedWith ?reader",
        "?s prov:wasDerivedFrom ?doc . ?doc a prov:Entity ; cmt:sha256 ?sum",
        "?s oa:hasTarget [ oa:hasSource ?doc ; oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact ?words ] ]",
        "?s oa:hasTarget [ oa:hasSelector [ a oa:TextPositionSelector ; oa:start ?a ; oa:end ?b ] ]",
        "?s cmt:modality ?modality",
    ],
)
def test_no_statement_lacks(graph, wanted):
    assert ask(graph, f"SELECT ?s {{ ?s a oa:Annotation FILTER NOT EXISTS {{ {wanted} }} }}") == []


def test_words_stand_where_they_are_said_to(graph, reports):
    texts = {report.document.id: report.document.text for report in reports}
    query = """SELECT ?id ?exact ?start ?end ?prefix { ?target oa:hasSource [ dcterms:identifier ?id ] ;
      oa:hasSelector [ oa:exact ?exact ; oa:prefix ?prefix ] , [ oa:start ?start ; oa:end ?end ] }"""
    rows = ask(graph, query)
    assert rows
    for id, exact, start, end, prefix in rows:
        assert texts[id][int(start) : int(end)] == exact
        assert texts[id][: int(start)].endswith(prefix)


def test_who_acts_for_whom_and_under_which_name(graph):
    query = """SELECT DISTINCT ?name ?state { ?s a cmt:Event ; cmt:actors [ cmt:named ?name ;
      prov:actedOnBehalfOf [ dcterms:identifier ?state ] ] }"""
    assert ("Xi Jinping", "state:CHN") in ask(graph, query)


def test_actors_are_those_of_wikidata(graph):
    query = "SELECT ?same { ?a dcterms:identifier 'state:CHN' ; skos:exactMatch ?same }"
    assert ask(graph, query) == [("http://www.wikidata.org/entity/Q148",)]


def test_dates_are_edtf_and_plans_are_plans(graph):
    query = "SELECT ?modality { ?s a cmt:Membership ; cmt:member [ cmt:named 'Irn' ] ; cmt:modality ?modality }"
    assert ask(graph, query) == [("planned",)]
    (kind,) = set(ask(graph, "SELECT (DATATYPE(?when) AS ?kind) { ?s cmt:when ?when }"))
    assert kind == ("http://id.loc.gov/datatypes/edtf",)


def test_judgements_are_activities_of_persons(graph):
    query = """SELECT ?name ?reason { ?j cmt:verdict 'accept' ; cmt:reason ?reason ; prov:used [ a oa:Annotation ] ;
      prov:wasAssociatedWith [ a prov:Person ; rdfs:label ?name ] }"""
    assert ask(graph, query) == [('Anna "A." Berg', "checked\nthe text")]


def test_any_text_is_a_literal_and_any_address_a_name():
    text = 'a "b" \\ \n\r\t\x01\x7f é \U0001f600 \ud800'
    data = f"<urn:a> <urn:b> {literal(text)} ; <urn:c> {iri('http://x.example/a b<c>')} ."
    graph = Graph().parse(data=data, format="turtle")
    values = {str(value) for value in graph.objects()}
    assert values == {text.replace("\ud800", "\ufffd"), "http://x.example/a%20b%3Cc%3E"}
