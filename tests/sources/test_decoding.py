"""Bytes to text: UTF-8, marks at the start, legacy encodings, binary files."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import SourceError
from comity.sources.decoding import decode

SPANISH = "El presidente llegó a Bogotá y dijo: «Mañana firmaremos»."
FRENCH = "Le ministre français s’est rendu à Genève – déjà “épuisé”."
RUSSIAN = "Президент прибыл в столицу и провёл переговоры с премьер-министром соседней страны."
POLISH = (
    "Premier Łotwy spotkał się w Warszawie z ministrami; rozmowy trwały dłużej, niż się spodziewano, żąda też głosów."
)
ENGLISH = "Talks opened in Geneva on Monday. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(encoding):
    assert decode(SPANISH.encode(encoding)) == SPANISH


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(SPANISH, "cp1252"), (FRENCH, "cp1252"), (SPANISH, "latin-1"), (RUSSIAN, "cp1251"), (POLISH, "cp1250")],
)
def test_legacy_encodings_are_recognised(text, encoding):
    assert decode((ENGLISH * 3 + text).encode(encoding)) == ENGLISH * 3 + text


def test_line_ends_become_newlines_and_nothing_else_changes():
    assert decode(b"One\r\ntwo\rthree\n\n  four\xc2\xa0 ") == "One\ntwo\nthree\n\n  four\u00a0 "


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, bytes(range(256)) * 4, b"\x7fELF\x02\x01\x01\0"]
)
def test_binary_is_told_apart(data):
    with pytest.raises(SourceError, match="binary"):
        decode(data)


def test_a_byte_order_mark_alone_is_an_empty_text():
    assert decode(codecs.BOM_UTF8) == ""


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_unicode_text_comes_back_whole(text):
    assert decode(text.encode("utf-8")) == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_give_a_text_or_a_refusal(data):
    try:
        text = decode(data)
    except SourceError:
        return
    assert "\r" not in text
