"""Sources that want to do harm."""

import pytest


@pytest.fixture
def hostile_xml() -> bytes:
    """The head of an XML file with entities that double to gigabytes and one that reads a file."""
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "xxxxxxxxxx">{grown}<!ENTITY f SYSTEM "file:///etc/passwd">]>'.encode()
