"""What one knew by then stays with a reader: links and forms of a page lead on with the same clocks of knowledge."""

import html
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

CARRIED = ("asof", "recorded", "min_confidence")
"""What links keep: what was published, what was recorded, how sure it is at least.

The day in the world belongs to one question.
"""
LEFT = ("/static/", "/api/", "/enter/", "/read", "/tokens", "/sign")
"""Beginnings of addresses that know no clocks, or have them written in already."""
_TAG = re.compile(r'<(a|form)\b[^>]*?\s(?:href|action)="(/(?!/)[^"]*)"[^>]*>')
_FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)


def carry(page: str, clocks: Mapping[str, str]) -> str:
    """The HTML of a page with the clocks in every link and form to pages of ours, but in those marked `data-now`."""
    if not clocks:
        return page
    forms = _FORM.sub(lambda form: _in_form(form[0], clocks), page)
    return _TAG.sub(lambda tag: _in_tag(tag, clocks), forms)


def _in_tag(tag: re.Match[str], clocks: Mapping[str, str]) -> str:
    is_get = tag[1] == "form" and 'method="post"' not in tag[0]  # its fields make the query
    if is_get or "data-now" in tag[0] or tag[2].startswith(LEFT):
        return tag[0]
    address, sign, place = html.unescape(tag[2]).partition("#")
    path, _, query = address.partition("?")
    given = parse_qsl(query)
    missing = [(clock, day) for clock, day in clocks.items() if clock not in dict(given)]
    if not missing:
        return tag[0]
    written = html.escape(f"{path}?{urlencode([*given, *missing])}{sign}{place}")
    return tag[0].replace(f'"{tag[2]}"', f'"{written}"', 1)


def _in_form(form: str, clocks: Mapping[str, str]) -> str:
    head, end, rest = form.partition(">")
    if 'method="post"' in head or f'action="{LEFT[0]}' in head:
        return form
    fields = "".join(
        f'<input type="hidden" name="{clock}" value="{html.escape(day)}">'
        for clock, day in clocks.items()
        if f'name="{clock}"' not in rest
    )
    return f"{head}{end}{fields}{rest}"
