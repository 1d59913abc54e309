"""What templates print is escaped and has its hidden signs in sight, whatever it is, and by the quick way as well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup, escape

from comity.serving.web.site import make_templates
from comity.serving.web.words import reveal
from comity.serving.web.writing import safe

SIGNS = st.sampled_from("&<>'\"a\n\t\x00\x7f\x85\u202e\u2069\ufffe\U000e0041é語")
VALUES = st.one_of(st.text(SIGNS), st.text(), st.integers(), st.none(), st.lists(st.text(SIGNS)), st.text().map(Markup))


@given(VALUES)
def test_a_value_is_printed_as_jinja_would_escape_it(value: object) -> None:
    assert safe(value) == str(escape(reveal(value)))


@pytest.mark.parametrize(
    "template",
    [
        "{{ value }}",
        "<p title='{{ value }}'>{% for part in parts %}{{ part }}{% endfor %}</p>",
        "{% macro cell(told) %}<td>{{ told }}</td>{% endmacro %}{{ cell(value) }}{{ cell(cell(value)) }}",
        "{{ parts|join(', ') }} {{ value ~ '<br>' }} {{ value|upper }} {% set kept %}{{ value }}{% endset %}{{ kept }}",
    ],
)
@given(value=st.text(SIGNS), parts=st.lists(st.one_of(st.text(SIGNS), st.text(SIGNS).map(Markup)), max_size=3))
def test_templates_write_what_jinja_itself_writes(template: str, value: str, parts: list[str]) -> None:
    plain = Environment(autoescape=True, finalize=reveal, trim_blocks=True, lstrip_blocks=True)
    written = make_templates().from_string(template).render(value=value, parts=parts)
    assert written == plain.from_string(template).render(value=value, parts=parts)
