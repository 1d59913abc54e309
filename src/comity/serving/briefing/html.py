"""A brief as one HTML file that loads nothing."""

import comity
from comity.serving.briefing.brief import Brief
from comity.serving.web.site import make_templates


def to_html(brief: Brief) -> bytes:
    """The file."""
    written = make_templates().get_template("brief_file.html").render(brief=brief, version=comity.__version__)
    return written.encode("utf-8", "replace")
