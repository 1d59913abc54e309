"""Memberships from claims: one standing at a time for each member and organisation, and what stands beside it."""

from collections.abc import Iterable, Sequence

from comity.recording.claims import Claim
from comity.recording.spells import CHAIR, Spell, draft, plan, settle

LIFE = ("candidate", "dialogue-partner", "observer", "partner", "associate", "member", "suspended", "withdrawn")
"""Standings in the order in which an actor usually passes through them."""
BESIDE = (CHAIR, "host")
"""What a member can be beside its standing."""


def level_of(claim: Claim) -> str:
    """The standing that a status means: founders are members."""
    return "member" if claim.label == "founder" else claim.label


def resolve_membership(claims: Sequence[Claim]) -> list[Spell]:
    """All spells of one slot, in order of time; a status outside the vocabulary stands beside the others."""
    found: list[Spell] = []
    for track in _tracks(claims):
        actual = settle(
            draft([claim for claim in track if claim.modality == "actual"], level_of, _rank), founder=_is_founder
        )
        found += actual
        found += _plans(track, actual)
    return found


def _tracks(claims: Iterable[Claim]) -> list[list[Claim]]:
    tracks: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.statement):
        level = level_of(claim)
        tracks.setdefault("standing" if level in LIFE else level, []).append(claim)
    return [tracks[name] for name in sorted(tracks, key=lambda name: (name != "standing", name))]


def _plans(track: Sequence[Claim], actual: Sequence[Spell]) -> list[Spell]:
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in track:
        if claim.modality != "actual":
            groups.setdefault((claim.modality, level_of(claim)), []).append(claim)
    return [
        plan(group, level, [spell for spell in actual if spell.label == level], groups.get(("denied", level), ()))
        for (_, level), group in sorted(groups.items())
    ]


def _rank(level: str) -> int:
    return LIFE.index(level) if level in LIFE else len(LIFE)


def _is_founder(claim: Claim) -> bool:
    return claim.label == "founder" or claim.date_kind == "founding"
