"""How a page sits down before the record: all its questions are put to one state of it, as it was recorded by then."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Annotated, Any

from fastapi import Query

from comity.serving.web.page import Page
from comity.serving.web.site import Site

Builder = Callable[..., Page]
RECORDED = Annotated[
    str, Query(max_length=40, description="Only what this record held by then: a day to its end, or a moment.")
]


def seated(build: Builder) -> Builder:
    """The builder before one state of the record: that of now, or of the moment of recording in the address.

    It stays as it is where it asks for no site. Raises `DateError` for what is no moment.
    """
    asked = inspect.signature(build)
    if "site" not in asked.parameters:
        return build

    @wraps(build)
    def build_seated(site: Site, recorded: str = "", **given: Any) -> Page:
        moment = recorded.strip() or None
        desk = site.desk.as_recorded(moment) if moment else site.desk
        if moment and "instruments" in given:
            given["instruments"] = given["instruments"].as_recorded(moment)
        with desk.sitting() as sitting:
            page = build(replace(site, desk=sitting), **given)
        return replace(page, moved_by=(*page.moved_by, "recorded")) if page.of_record and page.hears_moments else page

    clock = inspect.Parameter("recorded", inspect.Parameter.KEYWORD_ONLY, default="", annotation=RECORDED)
    parameters = [given.replace(kind=inspect.Parameter.KEYWORD_ONLY) for given in asked.parameters.values()]
    build_seated.__signature__ = asked.replace(parameters=[*parameters, clock])  # type: ignore[attr-defined]
    return build_seated
