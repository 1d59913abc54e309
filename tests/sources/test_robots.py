"""What robots.txt lets us fetch, and what its absence or failure means."""

import pytest

from comity.sources.fetch import Answer, Failed, Fetched, Redirected
from comity.sources.robots import AWAY, KEPT, load_rules, site_of
from comity.visits import NEVER

SITE = "https://press.example"
NAME = "Comity"


def got(text: str) -> Fetched:
    return Fetched(f"{SITE}/robots.txt", text.encode(), "text/plain", NEVER)


def test_a_host_may_close_paths_and_ask_for_patience() -> None:
    rules = load_rules(SITE, lambda url: got("User-agent: *\nDisallow: /private/\nCrawl-delay: 20"), 0)
    assert "robots.txt" in rules.refusal(f"{SITE}/private/a", NAME)
    assert (rules.refusal(f"{SITE}/a", NAME), rules.delay(NAME), rules.until) == ("", 20, KEPT)


def test_rules_for_us_go_before_rules_for_all() -> None:
    rules = load_rules(SITE, lambda url: got("User-agent: *\nDisallow: /\n\nUser-agent: comity\nAllow: /"), 0)
    assert rules.refusal(f"{SITE}/a", NAME) == ""


def test_a_rate_is_a_delay() -> None:
    assert load_rules(SITE, lambda url: got("User-agent: *\nRequest-rate: 1/30s"), 0).delay(NAME) == 30


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_rules_all_is_allowed(status: int) -> None:
    rules = load_rules(SITE, lambda url: Failed(url, "no", status=status, gone=True), 0)
    assert rules.refusal(f"{SITE}/a", NAME) == ""


@pytest.mark.parametrize(
    "answer", [Failed("", "500", status=500), Failed("", "no answer"), Failed("", "", 9e4, status=429)]
)
def test_with_rules_out_of_reach_we_stay_away(answer: Failed) -> None:
    rules = load_rules(SITE, lambda url: answer, 100)
    assert "cannot be had" in rules.refusal(f"{SITE}/a", NAME)
    assert rules.until == 100 + max(AWAY, answer.wait or 0)


def test_redirected_rules_are_read_where_they_are() -> None:
    def get(url: str) -> Answer:
        return (
            Redirected(url, "https://www.press.example/robots.txt")
            if "www" not in url
            else got("User-agent: *\nDisallow: /")
        )

    assert load_rules(SITE, get, 0).refusal(f"{SITE}/a", NAME)


def test_rules_that_are_never_reached_are_none() -> None:
    assert load_rules(SITE, lambda url: Redirected(url, url), 0).refusal(f"{SITE}/a", NAME) == ""


def test_rubbish_is_no_rule() -> None:
    page = Fetched("", b"\xff\xfe<html>\x00 Disallow everything", "text/html", NEVER)
    assert load_rules(SITE, lambda url: page, 0).refusal(f"{SITE}/a", NAME) == ""


def test_a_site_is_scheme_and_host() -> None:
    assert site_of("https://press.example/a?b") == SITE
