"""Which addresses may be fetched and connected to."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import SourceError
from comity.sources.addresses import check_url, is_public, public_addresses

LINES = [line for line in Path(__file__).with_name("addresses.txt").read_text().splitlines() if line[0] != "#"]
PRIVATE = [line for line in LINES if line[0] != "+"]
PUBLIC = [line[2:] for line in LINES if line[0] == "+"]
BAD = {
    "ftp://a.example/": "no scheme of the web", "file:///etc/passwd": "no scheme", "//a.example/x": "no scheme",
    "javascript:alert(1)": "no scheme", "http://": "names no host", "http:///x": "names no host",
    "http://user@a.example/": "user name", "http://u:p@a.example/": "user name", "http://a.example:22/": "port 22",
    "http://a.example:443/": "port 443", "https://a.example:80/": "port 80", "http://a.example:99999/": "malformed",
    "http://a.example/\r\nHost: b": "blanks or control", "http://a example/": "blanks", "http://[::1/": "malformed",
}  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_inner_address_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_a_disguise_changes_nothing(address: object) -> None:
    number = int(address)  # type: ignore[call-overload]
    for disguise in (f"::ffff:{address}", f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}"):
        assert is_public(disguise) == is_public(str(address))


def test_one_bad_answer_condemns_the_name() -> None:
    with pytest.raises(SourceError, match=r"leads to 10\.0\.0\.5"):
        public_addresses("a.example", 443, lambda host, port: ["8.8.8.8", "10.0.0.5"])


def test_a_name_without_answers_is_told() -> None:
    with pytest.raises(SourceError, match="leads to no address"):
        public_addresses("a.example", 443, lambda host, port: [])


@pytest.mark.parametrize(("url", "reason"), BAD.items())
def test_addresses_that_are_no_web_pages_are_told(url: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        check_url(url)


def test_a_web_address_gives_scheme_host_and_port() -> None:
    assert check_url("https://Press.Example/a?b#c") == ("https", "press.example", 443)
    assert check_url("http://press.example:80/") == ("http", "press.example", 80)
