"""Words and outlines are seen on their ground, in the light and in the dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from comity.serving.web.site import STATIC

SHEET = (STATIC / "comity.css").read_text(encoding="utf-8")
THEMES = [
    dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", block)) for block in re.findall(r":root \{(.*?)\}", SHEET, re.S)
]
TEXT, OUTLINE = 4.5, 3.0


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_words_are_read_on_every_ground(theme: dict[str, str], ground: str) -> None:
    faint = {
        name: round(contrast(theme[name], theme[ground]), 2)
        for name in ("ink", "soft", "link", "good", "ill", "plan", "deny")
        if contrast(theme[name], theme[ground]) < TEXT
    }
    assert not faint


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_what_has_the_focus_is_seen(theme: dict[str, str]) -> None:
    assert min(contrast(theme["focus"], theme[ground]) for ground in ("paper", "card")) >= OUTLINE
    (above,) = re.findall(r"\.top \{ --focus: (#[0-9a-f]+)", SHEET)
    assert contrast(above, theme["brand"]) >= OUTLINE


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_evidence_is_read_through_its_mark(theme: dict[str, str]) -> None:
    marks = ("mark", "event", "membership", "office", "quotation", "relation", "fact")
    assert min(contrast(theme["ink"], theme[mark]) for mark in marks) >= TEXT
