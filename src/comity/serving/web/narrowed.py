"""What a question in plain English was taken for, as pages tell it: codes and ids give way to words and names."""

import re
from collections.abc import Mapping

from comity.asking.answer import Question
from comity.serving.web import addresses
from comity.serving.web.words import TYPES, count, standings

ASKED = "This was asked: "
_ID = re.compile(r"\b(?:state|org|person|group|place|region):[\w-]+")
_CODE = re.compile(r"\b[A-Z]{5,}\b")
_LEFT_OUT = re.compile(r"Left out by (\w+): (.*); the command above shows them\.")
_ONE_OF = re.compile(r"\bkept \w+: ")
_CHANGES = {
    "status": ("change of standing", "changes of standing"), "joined": ("accession", "accessions"),
    "left": ("departure", "departures"), "planned": ("plan", "plans"),
}  # fmt: skip
"""Kinds of changes as they are counted; the others stand as they are."""
_PAGES = {
    "timeline": ("/timeline", ("actor", "other", "since", "until")),
    "changes": ("/changes", ("actor", "since", "until")),
    "quotes": ("/quotes", ("speaker", "about", "since", "until")),
    "disputes": ("/disputes", ("about",)),
}
"""Pages that take a whole question as arguments, and which."""


def named_in(notes: tuple[str, ...]) -> set[str]:
    """The ids of actors in the note that says what was asked."""
    return set(_ID.findall(notes[0].partition(" (")[2])) if notes else set()


def say_run(note: str, names: Mapping[str, str]) -> tuple[str, str]:
    """The command that asks the same, and in words what was kept of its rows."""
    command, _, narrowing = note.removeprefix(ASKED).removesuffix(".").partition(" (")
    said = _ONE_OF.sub("only ", narrowing.removesuffix(")")).replace("kept ", "only with ").replace("took ", "")
    said = _ID.sub(lambda found: names.get(found[0], found[0]), said)
    return command, _CODE.sub(lambda found: TYPES.get(found[0], found[0]), said)


def say_note(note: str) -> str:
    """A note without codes: what was left out is counted as people count it."""
    if found := _LEFT_OUT.fullmatch(note):
        return f"Left out: {', '.join(_counted(found[1], item) for item in found[2].split(', '))}."
    return _CODE.sub(lambda code: TYPES.get(code[0], code[0]), note)


def _counted(column: str, item: str) -> str:
    number, _, value = item.partition(" ")
    if not number.isdigit():
        return item
    if column == "status":
        return standings(value, int(number))
    return count(int(number), *_CHANGES[value]) if column == "change" and value in _CHANGES else item


def whole(question: Question) -> str:
    """The page with all that the question was put to before it was narrowed; empty where there is none."""
    given = dict(question.arguments)
    if question.name in _PAGES:
        path, keys = _PAGES[question.name]
        return addresses.ask(path, {key: given.get(key) for key in (*keys, "asof")})
    clocks = {key: given.get(key) for key in ("at", "asof")}
    if question.name == "members" and "organisation" in given:
        return addresses.ask(addresses.members(given["organisation"]), clocks)
    who = given.get("person") or given.get("of") or given.get("member") or given.get("actor")
    return addresses.ask(addresses.actor(who), clocks) if who else ""
