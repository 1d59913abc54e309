"""Documents in their reading view, and statements with the sentences they rest on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from fastapi import Query
from starlette.exceptions import HTTPException

from comity.exchanging.citations import Source
from comity.recording.lookup import NOT_SAID
from comity.serving.web import reading_view, words
from comity.serving.web.addresses import MOST
from comity.serving.web.given import Day, Id, Ids, TheMoment, TheSite, Whole, Words
from comity.serving.web.judging_forms import KEYS, make_fields, written
from comity.serving.web.opposed import find_opposed
from comity.serving.web.page import Page
from comity.serving.web.site import Site
from comity.serving.web.words import count, plainly
from comity.sources.damage import find_damage

REGISTER = "register"
AT_ONCE = 200
"""Documents on a page."""
NOTHING: Mapping[str, str] = MappingProxyType({})


def documents(
    site: TheSite, moment: TheMoment, whole: Whole, page: Annotated[int, Query(ge=1, le=10**6)] = 1,
    publisher: Words = "", language: Words = "", month: Day = "",
) -> Page:  # fmt: skip
    """What the record was read from, so many at a time; downloads hold all. A filter keeps what coverage counts."""
    part = None if whole else (AT_ONCE * (page - 1), AT_ONCE)
    kept = {"publisher": publisher, "language": language, "month": month}
    chosen = {name: value for name, value in kept.items() if value}
    answer = site.desk.documents(**moment.known, **chosen, part=part)
    total = len(answer) + answer.left_out
    summary = f"All documents of the record: {answer.coverage}."
    if chosen:
        summary = f"{count(total, 'document')} of the record: {say_choice(**kept)}."
    more = {"shown": answer.rows, "number": page, "last": 1 if whole else max(1, -(-total // AT_ONCE)),
            "chosen": chosen, "chosen_words": say_choice(**kept), "total": total}  # fmt: skip
    title = f"Documents {said}" if (said := say_choice(**kept)) else "Documents"
    texts = [
        Source(row.document, row.title, row.publisher, row.published, row.url, row.recorded, answer.data_version)
        for row in answer.rows
        if whole and row.source != REGISTER
    ]
    return Page("documents.html", title, summary, {"documents": answer}, "documents", more, moved_by=("asof",),
                selects=False, partial=answer.left_out > 0, texts=tuple(texts))  # fmt: skip


def say_choice(publisher: str, language: str, month: str) -> str:
    """A filter in words; empty without one."""
    said = []
    if publisher:
        said.append("without a publisher" if publisher == NOT_SAID else f"by {publisher}")
    if language:
        said.append("in a language that is not said" if language == NOT_SAID else f"in {words.language(language)}")
    if month:
        said.append("without a date" if month == NOT_SAID else f"published in {words.date(month) or month}")
    return ", ".join(said)


def document(site: TheSite, id: Id, add: Words = "") -> Page:
    """One document with the evidence of its statements marked, and the fields of a kind of statement to `add`."""
    return show_document(site, id, add)


def show_document(
    site: Site, id: str, add: str = "", given: Mapping[str, str] = NOTHING, typed: Mapping[str, str] = NOTHING,
    wrong: str = "",
) -> Page:  # fmt: skip
    """The same with what somebody filled in and what is wrong with that."""
    answer = site.desk.document(id)
    if not answer.found:
        raise HTTPException(404, f"No document of this record has the id {id}.")
    (row,) = answer.rows
    title = row.title or row.source.rpartition("/")[2] or row.document
    by = " by ".join(part for part in ("Text", row.publisher) if part)
    summary = f"{by}{f', {row.published}' if row.published else ''}: {count(len(row.read), 'statement')} read in it."
    damage = find_damage(row.text) if row.language in (None, "", "en") else ()
    fields = make_fields(add, given) if add else []
    more = {"row": row, "paragraphs": reading_view.lay_out(row, damage), "damage": damage, "kinds": tuple(KEYS),
            "add": add, "fields": fields, "typed": typed, "wrong": wrong}  # fmt: skip
    text = Source(row.document, row.title, row.publisher, row.published, row.url, row.recorded, answer.data_version)
    return Page("document.html", title, summary, {"document": answer}, more=more, moved_by=(), itself=False,
                texts=(text,))  # fmt: skip


def statement(site: TheSite, id: Id) -> Page:
    """One statement with its sentences and its document."""
    return show_statement(site, id)


def show_statement(
    site: Site, id: str, given: Mapping[str, str] = NOTHING, typed: Mapping[str, str] = NOTHING, wrong: str = ""
) -> Page:
    """The same with what somebody filled in to correct it and what is wrong with that."""
    answer = site.desk.statement(id)
    if not answer.found:
        raise HTTPException(404, f"No statement of this record has the id {id}.")
    (row,) = answer.rows
    values = {**written(row, lambda name: site.desk.find(name).actor), **given}
    more = {"fields": make_fields(row.kind, values), "typed": typed, "wrong": wrong,
            "opposed": find_opposed(site, answer.rows)}  # fmt: skip
    return Page("sentences.html", plainly(answer.rows[0].says), "One statement and the sentences it rests on.",
                {"sentences": answer}, "sentences", more, moved_by=(), selects=False)  # fmt: skip


def sentences(site: TheSite, ids: Ids) -> Page:
    """The sentences that a row of some answer rests on."""
    wanted = [id for id in ids.split(",") if id][:MOST]
    answer = site.desk.sentences(wanted)
    if not answer.found:
        raise HTTPException(404, "None of these ids is of a statement of this record.")
    texts = len({row.document for row in answer.rows})
    summary = f"{count(len(answer), 'statement')} in {count(texts, 'text')}, each with its sentences."
    more = {"opposed": find_opposed(site, answer.rows)}
    return Page(
        "sentences.html", "Sentences", summary, {"sentences": answer}, "sentences", more, moved_by=(), selects=False
    )
