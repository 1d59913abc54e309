"""The forms in which a brief can be kept."""

from collections.abc import Callable

from comity.serving.briefing.brief import Brief
from comity.serving.briefing.html import to_html
from comity.serving.briefing.markdown import to_markdown
from comity.serving.briefing.pdf import to_pdf

WRITERS: dict[str, Callable[[Brief], bytes]] = {"html": to_html, "pdf": to_pdf, "md": to_markdown}
TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "md": "text/markdown; charset=utf-8"}
