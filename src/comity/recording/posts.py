"""Offices from claims: spells of each holder of a post, and for posts of one holder who gave way to whom."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from comity.edtf import Bounds
from comity.recording.claims import Claim
from comity.recording.spells import DAY, Spell, draft, plan, settle, succeed


def single_posts() -> frozenset[str]:
    """Roles that one person at a time holds in a state or organisation."""
    return _lines("single_posts.txt")


def is_same_post(role: str, other: str) -> bool:
    """Whether two roles can be one: `minister` and `foreign minister`, but not `minister` and `deputy minister`."""
    long, short = sorted((role, other), key=len, reverse=True)
    more = long.removesuffix(short)
    return role == other or (long.endswith(f" {short}") and not set(more.split()) & _lines("other_posts.txt"))


@cache
def _lines(name: str) -> frozenset[str]:
    text = resources.files("comity.recording").joinpath(name).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def resolve_post(claims: Sequence[Claim]) -> list[Spell]:
    """All spells of one post. Two holders at once stay side by side: acting, rival and shared posts exist."""
    holders: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.statement):
        holders.setdefault(claim.holder, []).append(claim)
    actual: dict[str, list[Spell]] = {
        holder: settle(draft([c for c in own if c.modality == "actual"], _role, _rank))
        for holder, own in holders.items()
    }
    spells = [spell for own in actual.values() for spell in own]
    if claims and claims[0].label in single_posts():
        spells = _hand_over(spells)
    for holder, own in holders.items():
        spells += _plans(own, actual[holder])
    return spells


def _hand_over(spells: Sequence[Spell]) -> list[Spell]:
    """Each spell without an end gives way to the first holder reported only after its last report."""
    arrivals = sorted((_first(spell), spell.holder, spell.since or "", i) for i, spell in enumerate(spells))
    passed = [_give_way(spell, spells, arrivals) for spell in spells]
    left = {spell.holder for spell in passed if spell.ending == "ended"}
    return [_leave_again(spell, passed) if spell.holder in left else spell for spell in passed]


def _leave_again(spell: Spell, spells: Sequence[Spell]) -> Spell:
    """Who has left and is called by the old title, undated, gives way to the next report of who has held it since."""
    if spell.since or spell.ending in ("ended", "succeeded"):
        return spell
    last = max(claim.last_evidence for claim in spell.supports)
    others = (other for other in spells if other.since and other.holder != spell.holder and _first(other) <= last)
    reports = [claim.known for other in others for claim in other.supports if claim.lasting and claim.known > last]
    return replace(spell, end=Bounds(last + DAY, min(reports)), ending="succeeded") if reports else spell


def _give_way(spell: Spell, spells: Sequence[Spell], arrivals: Sequence[tuple[dt.date, str, str, int]]) -> Spell:
    if spell.ending == "ended":
        return spell
    last = max(claim.last_evidence for claim in spell.supports)
    for first, holder, _, i in arrivals[bisect_left(arrivals, (last + DAY,)) :]:
        if holder != spell.holder and first > last:
            return succeed(spell, spells[i])
    return spell


def _first(spell: Spell) -> dt.date:
    return min(claim.first_evidence for claim in spell.supports)


def _plans(own: Sequence[Claim], actual: Sequence[Spell]) -> list[Spell]:
    groups: dict[str, list[Claim]] = {}
    for claim in own:
        if claim.modality != "actual":
            groups.setdefault(claim.modality, []).append(claim)
    return [plan(group, group[0].label, actual, groups.get("denied", ())) for _, group in sorted(groups.items())]


def _role(claim: Claim) -> str:
    return claim.label


def _rank(_: str) -> int:
    return 0
