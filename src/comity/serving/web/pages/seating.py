"""How a page sits down before the record: all its questions are put to one state of it, as it was recorded by then.

What is less sure than its address wants does not count.
"""

import inspect
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Annotated, Any

from fastapi import Query

from comity.serving.doors import choose_desk
from comity.serving.web.page import Page
from comity.serving.web.site import Site

Builder = Callable[..., Page]
RECORDED = Annotated[
    str, Query(max_length=40, description="Only what this record held by then: a day to its end, or a moment.")
]

MIN_CONFIDENCE = Annotated[
    str, Query(max_length=20, description="Only what rests on statements at least so sure, from 0 (all) to 1.")
]


def seated(build: Builder) -> Builder:
    """The builder before one state of the record: that of now, or as the address wants to see it.

    It stays as it is where it asks for no site. Raises `DateError` for what is no moment and `UserError` for what is no
    confidence.
    """
    asked = inspect.signature(build)
    if "site" not in asked.parameters:
        return build

    @wraps(build)
    def build_seated(site: Site, recorded: str = "", min_confidence: str = "", **given: Any) -> Page:
        desk = choose_desk(site.desk, recorded.strip(), min_confidence.strip())
        if desk is not site.desk and "instruments" in given:
            given["instruments"] = given["instruments"].before(desk)
        with desk.sitting() as sitting:
            page = build(replace(site, desk=sitting), **given)
        if not (page.of_record and page.hears_moments):
            return page
        heard = ("recorded", "min_confidence") if page.selects else ("recorded",)
        return replace(page, moved_by=(*page.moved_by, *heard))

    seen = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default="", annotation=annotation)
        for name, annotation in (("recorded", RECORDED), ("min_confidence", MIN_CONFIDENCE))
    ]
    parameters = [given.replace(kind=inspect.Parameter.KEYWORD_ONLY) for given in asked.parameters.values()]
    build_seated.__signature__ = asked.replace(parameters=[*parameters, *seen])  # type: ignore[attr-defined]
    return build_seated
