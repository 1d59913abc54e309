"""What every page and call shares: the desk, the templates, and how the site is run."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from comity.asking import Desk
from comity.serving.paging import Pages
from comity.serving.web import cells, words
from comity.serving.web.jobs import Jobs
from comity.serving.web.people import Door
from comity.serving.web.plots.narrow import narrow
from comity.serving.web.tokens import Tokens
from comity.serving.web.workshop import Workshop
from comity.serving.web.writing import Templates

HERE = Path(__file__).parent
STATIC = HERE / "static"


def make_templates() -> Environment:
    """What pages and files are written with: everything is escaped, and hidden signs are made visible."""
    environment = Templates(
        loader=FileSystemLoader([HERE / "templates", STATIC]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=words.reveal,
        trim_blocks=True,
        auto_reload=False,  # a server serves one state of them, and looks at no file for each page
        lstrip_blocks=True,
    )
    environment.filters |= {**words.FILTERS, "narrow": narrow}
    environment.globals |= {**words.GLOBALS, "cells": cells}
    return environment


def digest_build() -> str:
    """Names what pages are made of, by their content."""
    files = sorted(path for path in (*STATIC.rglob("*"), *(HERE / "templates").rglob("*")) if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Site:
    """One record served. `public` is for everyone: read-only, with limits."""

    desk: Desk
    public: bool = False
    workshop: Workshop | None = None
    """Reads drafts and what is dropped; None where nothing is read."""
    jobs: Jobs | None = None
    """Readings into the record; None where nothing can be written."""
    token: str = ""
    """Who has it may write; where a team signs in, the secret of its forms."""
    door: Door | None = None
    """How a team signs in; None where nobody has to."""
    tokens: Tokens | None = None
    """With which programs of that team ask; None where they may not."""
    templates: Environment = field(default_factory=make_templates)
    build: str = field(default_factory=digest_build)
    """Names what pages are made of; addresses of style and script carry it, so that a new one is fetched."""
    pages: Pages = field(default_factory=Pages)
    """Turns the pages of answers to programs."""
