"""Front matter: what it gives, and what is wrong with it."""

import pytest

from comity.errors import SourceError
from comity.sources.front_matter import FrontMatter, split_front_matter

BODY = "\nTalks opened on Monday.\n\n---\nThey closed on Tuesday.\n"


def test_the_text_is_everything_after_the_closing_line():
    front, body = split_front_matter(f'---\ntitle: "Talks: day one"\npublished: 2022-09-14\n---\n{BODY}')
    assert front == FrontMatter(title="Talks: day one", published="2022-09-14")
    assert body == BODY


def test_a_text_without_front_matter_comes_back_whole():
    assert split_front_matter(BODY) == (FrontMatter(), BODY)


def test_values_stay_as_written():
    front, _ = split_front_matter(
        "---\nlanguage: no\ntitle: 1984\npublisher: >\n  The Folded\n  Herald\nextra: [1]\n---\nx"
    )
    assert (front.language, front.title, front.publisher) == ("no", "1984", "The Folded Herald")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-09-14", "2022-09-14"),
        ("2022-09-14T23:30:00-05:00", "2022-09-14"),
        ("14 September 2022", "2022-09-14"),
        ("Wednesday, Sept. 14, 2022", "2022-09-14"),
        ("14/09/2022", "2022-09-14"),
        ("", None),
        ("null", None),
    ],
)
def test_published_is_read_as_people_write_it(written, day):
    assert split_front_matter(f"---\npublished: {written}\n---\nx")[0].published == day


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("---\ntitle: Talks\nTalks opened.\n", "never closed"),
        ("---\ntitle: [open\n---\nText", "no YAML on line"),
        ("---\njust words\n---\nText", "no YAML mapping"),
        ("---\ntitle: {a: b}\n---\nText", "more than one value"),
        ("---\npublished: 03/04/2022\n---\nText", "2022-04-03 or 2022-03-04"),
        ("---\npublished: 2022-02-30\n---\nText", "does not exist"),
        ("---\npublished: 2022-09\n---\nText", "no single day"),
        ("---\npublished: soon\n---\nText", "“soon”"),
    ],
)
def test_broken_front_matter_says_what_is_wrong(block, reason):
    with pytest.raises(SourceError, match=reason):
        split_front_matter(block)


def test_an_empty_block_says_nothing():
    assert split_front_matter("---\n---\nText") == (FrontMatter(), "Text")
