"""Zotero exports: each format's entries with their heads, text from what is attached, and why there is none."""

import json

import pytest

from comity.errors import SourceError
from comity.exchanging.bibliographies import read_entries
from comity.exchanging.citations import Source, to_bibtex, to_csl, to_ris
from comity.exchanging.entries import read_written_date
from comity.exchanging.zotero import read_zotero
from comity.model import Document, Refusal

PAGE = """<html><head><title>Page</title></head><body><article><h1>Talks end</h1><p>The two ministers met in Almaty on
Monday and agreed to reopen the crossing before the winter, officials on both sides said.</p><p>Trade through the valley
had stood still for most of the year, and traders in the border towns had asked for the road to be opened.</p></article>
</body></html>"""
BIBTEX = """@comment{ignored, x = {y}}
@misc{north_talks_2022, title = {{Talks} end \\& roads open}, url = {https://north.example/talks},
  journal = {Northern Post}, date = {2022-09-14}, langid = {english},
  file = {Snapshot:files/3/talks.html:text/html;Full Text:files/4/none.pdf:application/pdf}}
@article{south_2023, title = "A plan", journal = {Southern Herald}, year = 2023, month = jul,
  abstract = {Kazakhstan will chair the organisation.}}
@misc{empty, title = {Nothing attached}}
@misc{broken, title = {No end
"""
RIS = """TY  - NEWS
TI  - Talks end
T2  - Northern Post
DA  - 2022/09/14/
UR  - https://north.example/talks
LA  - en-GB
L2  - files/3/talks.html
ER  -

TY  - NEWS
TI  - A plan
PB  - Southern Herald
PY  - 2023
N2  - Kazakhstan will chair
the organisation.
ER  -
"""
CSL = [
    {"id": "a", "title": "Talks end", "container-title": "Northern Post", "issued": {"date-parts": [[2022, 9, 14]]},
     "URL": "https://north.example/talks", "language": "en", "attachments": [{"path": "files/3/talks.html"}]},
    {"id": "b", "title": "A plan", "publisher": "Southern Herald", "issued": {"date-parts": [["2023", "7"]]},
     "abstract": "Kazakhstan will chair the organisation."},
    "nonsense",
]  # fmt: skip


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:vcard="http://nwalsh.com/rdf/vCard#">
    <bib:Article rdf:about="https://north.example/talks">
        <z:itemType>newspaperArticle</z:itemType>
        <dcterms:isPartOf><bib:Newspaper><dc:title>Northern Post</dc:title></bib:Newspaper></dcterms:isPartOf>
        <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Ann</foaf:surname></foaf:Person></rdf:li></rdf:Seq></bib:authors>
        <link:link rdf:resource="#item_3"/>
        <dc:title>Talks end &amp; roads open</dc:title>
        <dc:date>2022-09-14</dc:date>
        <z:language>en-GB</z:language>
        <dc:identifier><dcterms:URI><rdf:value>https://north.example/talks</rdf:value></dcterms:URI></dc:identifier>
    </bib:Article>
    <z:Attachment rdf:about="#item_3">
        <z:itemType>attachment</z:itemType>
        <rdf:resource rdf:resource="files/3/talks.html"/>
        <dc:title>Snapshot</dc:title>
        <link:type>text/html</link:type>
    </z:Attachment>
    <bib:Report rdf:about="#item_4">
        <z:itemType>report</z:itemType>
        <dc:publisher><foaf:Organization>
            <vcard:adr><vcard:Address><vcard:locality>Almaty</vcard:locality></vcard:Address></vcard:adr>
            <foaf:name>Southern Herald</foaf:name>
        </foaf:Organization></dc:publisher>
        <dc:title>A plan</dc:title>
        <dcterms:abstract>Kazakhstan will chair the organisation.</dcterms:abstract>
        <dc:date>2023/07</dc:date>
    </bib:Report>
    <bib:Memo rdf:about="#item_5"><rdf:value>A note.</rdf:value></bib:Memo>
    <z:Collection rdf:about="#collection_1"><dc:title>Talks</dc:title></z:Collection>
</rdf:RDF>
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "files" / "3").mkdir(parents=True)
    (tmp_path / "files" / "3" / "talks.html").write_text(PAGE)
    return tmp_path


def read(folder, name, text):
    (folder / name).write_text(text)
    found = list(read_zotero(folder / name).documents())
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Refusal)]


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.bib", BIBTEX, "Talks end & roads open"),
        ("a.ris", RIS, "Talks end"),
        ("a.json", json.dumps(CSL), "Talks end"),
        ("a.rdf", RDF, "Talks end & roads open"),
        ("b.rdf", '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n' + RDF, "Talks end & roads open"),
    ],
)
def test_heads_come_from_the_entry_and_texts_from_what_is_attached(folder, name, text, title):
    (talks, plan), _ = read(folder, name, text)
    assert (talks.title, talks.publisher, talks.published) == (title, "Northern Post", "2022-09-14")
    assert (talks.url, talks.language) == ("https://north.example/talks", "en")
    assert "agreed to reopen the crossing" in talks.text
    assert (plan.title, plan.publisher) == ("A plan", "Southern Herald")
    assert plan.text.split() == ["Kazakhstan", "will", "chair", "the", "organisation."]
    assert plan.published in ("2023", "2023-07")


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("September 14, 2022", "2022-09-14"), ("14 Sep. 2022", "2022-09-14"), ("July 2023", "2023-07"),
        ("2022/09/14/", "2022-09-14"), ("2022/09//", "2022-09"), ("2022-09-14T08:00:00Z", "2022-09-14"),
        ("spring 2022", None), ("n.d.", None), ("2022-13", None), ("", None),
    ],
)  # fmt: skip
def test_dates_as_they_are_typed(written, edtf):
    assert read_written_date(written) == edtf


def test_what_cannot_be_used_says_why(folder):
    _, refused = read(folder, "a.bib", BIBTEX)
    reasons = {refusal.source.rpartition("#")[2]: refusal.reason for refusal in refused}
    assert "no attached text and no abstract" in reasons["empty"]
    assert any("broken: a field does not end" in reason for reason in reasons.values())
    _, (nonsense,) = read(folder, "a.json", json.dumps(CSL))
    assert "entry 3 is no item of CSL-JSON" in nonsense.reason


def test_an_attachment_that_is_gone_is_named(folder):
    _, (refusal,) = read(folder, "b.ris", "TY  - NEWS\nTI  - Gone\nL1  - files/9/gone.pdf\nER  - \n")
    assert refusal.reason == "files/9/gone.pdf: there is no such file"


def test_what_comity_exports_is_read_again(tmp_path):
    source = Source(
        "doc-1", "A “title” & {more}", "Northern Post", "2022-09-14", "https://n.example", "2024-08-01", "1@x"
    )
    for name, write in (("a.bib", to_bibtex), ("a.ris", to_ris), ("a.json", to_csl)):
        (tmp_path / name).write_text(write([source]))
        (entry,) = read_entries(tmp_path / name)
        assert (entry.title, entry.publisher, entry.published, entry.url) == (
            "A “title” & {more}", "Northern Post", "2022-09-14", "https://n.example",
        ), name  # fmt: skip


@pytest.mark.parametrize("text", ["plain words", "", "[{", RDF[:900], "<html><body>rdf:RDF</body></html>"])
def test_other_files_are_told(tmp_path, text):
    (tmp_path / "x").write_text(text)
    with pytest.raises(SourceError):
        list(read_entries(tmp_path / "x"))
