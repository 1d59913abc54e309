"""Judging in the browser: why the record has something, what people decided of it, and forms to decide."""

import re
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from comity.asking.answer import Answer
from comity.asking.judging import Judge
from comity.errors import UserError
from comity.serving.web import addresses
from comity.serving.web.given import FEW, Id, TheMoment, TheSite, Whole, Words
from comity.serving.web.judging_forms import KEYS, Given, by_id, changed, filled, written
from comity.serving.web.leave import Signature
from comity.serving.web.opposed import find_opposed
from comity.serving.web.page import Page
from comity.serving.web.pages.documents import show_document, show_statement
from comity.serving.web.reports import find_contrary, find_contrasts, parties_of, scene_of, tell_apart
from comity.serving.web.responses import write_page
from comity.serving.web.site import Site
from comity.serving.web.words import count, plainly
from comity.sureness import write_confidence

Field = Annotated[str, Form(max_length=2000)]
ACTOR = re.compile(r"\b(?:state|org|person|group|region|place|area):[\w.-]+")
SHOWN_VERBS = {
    "accept": "accept",
    "reject": "reject",
    "correct": "correct",
    "same": "same",
    "not-same": "not_same",
    "one-actor": "one_actor",
}


def _missing(least: float, id: str) -> str:
    if least:
        return f"Nothing that rests on statements at least {write_confidence(least)} sure has the id {id}; ask for all."
    return f"Nothing in this record has the id {id}."


def why(site: TheSite, id: Id, moment: TheMoment, whole: Whole) -> Page:
    """Which statements a happening or a spell rests on, and on what grounds."""
    few = None if whole else FEW
    answer = site.desk.why(id, asof=moment.asof, reports_only=moment.reports_only, first=few)
    if not answer.found:
        raise HTTPException(404, _missing(site.desk.min_confidence, id))
    sentences = site.desk.sentences(row.statement for row in answer.rows)
    said = {row.statement: row for row in sentences.rows}
    first = said.get(answer.rows[0].statement)
    title = plainly(first.says) if first else id
    told = len(answer) + answer.left_out
    texts = "" if answer.left_out else f" in {count(len(site.desk.sources(answer.statements)), 'text')}"
    together = ", and on what grounds they stand together" if told > 1 else ""
    summary = f"{count(told, 'statement')}{texts}{together}."
    answers: dict[str, Answer[Any]] = {"why": answer, "sentences": sentences}
    partial = answer.left_out > 0
    named = {id for row in answer.rows for id in ACTOR.findall(row.ground)}
    names = site.desk.names(parties_of(sentences.rows) | named)
    contrary = find_contrary(site.desk, first, moment.asof) if first and first.kind == "event" else ()
    more = {
        "said": said, "names": names, "id": id, "opposed": find_opposed(site, sentences.rows),
        "texts": tell_apart(answer.rows),
        "contrasts": find_contrasts(answer.rows, said, names, contrary), "first": first,
        "scene": scene_of(first, names) if first and first.kind == "event" else [],
    }  # fmt: skip
    return Page("why.html", title, summary, answers, "why", more, ("asof",), partial=partial)


def judgements(site: TheSite, about: Words = "") -> Page:
    """What people decided, newest first."""
    answer = site.desk.judgements(about.strip() or None)
    summary = "What people decided about statements: each by name, with a reason, and each can be taken back by itself."
    return Page(
        "judgements.html", "Judgements", summary, {"judgements": answer}, "judgements", moved_by=(), selects=False
    )


def judge(
    request: Request, site: TheSite, verdict: Field, statement: Field, reason: Field, by: Signature, given: Given,
    other: Field = "", values: Field = "",
) -> Response:  # fmt: skip
    """Record a judgement about a statement, and show it; a correction that cannot be is shown with what is wrong."""
    judged = _judge(site, by)
    match verdict:
        case "accept" | "reject":
            getattr(judged, verdict)(statement, reason=reason)
        case "correct":
            try:
                judged.correct(statement, reason=reason, **_changed(site, statement, {**given, **_pairs(values)}))
            except UserError as wrong:
                page = show_statement(site, statement, given, {"by": by, "reason": reason}, str(wrong))
                return write_page(site, request, page, 400)
        case "same":
            judged.same(statement, other.strip(), reason=reason)
        case "not-same":
            judged.not_same(statement, other.strip(), reason=reason)
        case "one-actor":
            judged.one_actor(statement.strip(), other.strip(), reason=reason)
            return RedirectResponse("/judgements", 303)
        case _:
            raise UserError(f"“{verdict}” is no judgement; there are {', '.join(SHOWN_VERBS)}.")
    return RedirectResponse(f"/judgements?about={quote(statement, safe='')}", 303)


def add(
    request: Request, site: TheSite, document: Field, kind: Field, words: Field, reason: Field, by: Signature,
    given: Given, values: Field = "",
) -> Response:  # fmt: skip
    """Record a statement that the reader missed, and show it; else the form with what is wrong."""
    try:
        said = {**filled(kind, given), **_pairs(values)} if given else _pairs(values)
        added = _judge(site, by).add(document, kind, words, reason=reason, **said)
    except UserError as wrong:
        typed = {"by": by, "reason": reason, "words": words}
        page = show_document(site, document, kind if kind in KEYS else "", given, typed, str(wrong))
        return write_page(site, request, page, 400)
    return RedirectResponse(addresses.statement(added.statements[0]), 303)


def undo(site: TheSite, judgement: Field, reason: Field, by: Signature) -> Response:
    """Take a judgement back."""
    _judge(site, by).undo(judgement, reason=reason)
    return RedirectResponse("/judgements", 303)


def _judge(site: Site, by: str) -> Judge:
    return site.desk.judge(by.strip() or None)


def _pairs(values: str) -> dict[str, str]:
    """What lines of `key=value` say; raises `UserError` for another line."""
    found = {}
    for line in values.splitlines():
        if not line.strip():
            continue
        key, sign, value = line.partition("=")
        if not sign or not key.strip().isidentifier():
            raise UserError(f"“{line.strip()[:60]}” is no correction; write each as key=value, one a line.")
        found[key.strip()] = value.strip()
    return found


def _changed(site: Site, statement: str, given: Mapping[str, str]) -> dict[str, str]:
    """What the form says else than the statement does."""
    rows = site.desk.statement(statement).rows
    before = written(rows[0], lambda name: site.desk.find(name).actor) if rows else {}
    ids = written(rows[0], by_id) if rows else {}
    return changed(before, {key: value for key, value in given.items() if value != ids.get(key)})
