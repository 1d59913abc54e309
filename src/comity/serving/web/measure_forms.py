"""What can be chosen on the page of each measure: fields of a form, their words, and what stands in them at first."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Control:
    """A field of a form. `kind` is text, list (several names, with commas between), name, choice, tick or number."""

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    placeholder: str = ""
    hint: str = ""


ISSUES = (
    ("", "all"), ("me", "Middle East"), ("nu", "nuclear weapons"), ("di", "arms control"), ("co", "colonialism"),
    ("hr", "human rights"), ("ec", "development"), ("important", "important to the United States"),
)  # fmt: skip
RULES = (
    ("exact", "same vote, abstaining a third kind"), ("half", "abstaining counts one half"),
    ("no-abstentions", "abstentions left out"), ("s", "S"), ("s-squared", "S, squared distances"), ("kappa", "kappa"),
    ("kappa-squared", "kappa, squared"), ("pi", "pi"), ("pi-squared", "pi, squared"),
)  # fmt: skip
RULE_NAMES = dict(RULES) | {
    "agreement-index": "agreement index", "rice": "Rice index", "unanimous": "share of unanimous votes",
    "Jaccard": "shared among those of either (Jaccard)", "two-mode": "states and their organisations",
}  # fmt: skip
"""Every way of counting in words; in data it goes by its code."""
_VOTE_PERIODS = (("session", "session"), ("year", "year"), ("issue", "issue"), ("all", "all together"))
_EVENT_PERIODS = (("month", "month"), ("year", "year"), ("day", "day"))
_GRAPH_PERIODS = (("all", "all together"), ("year", "year"), ("month", "month"))
_KINDS = (
    ("conflict", "conflict"), ("cooperation", "cooperation"), ("ACCUSE", "accusation"), ("CONSULT", "talks"),
    ("SUPPORT", "support"), ("THREATEN", "threat"), ("SANCTION", "sanctions"), ("AID", "aid"), ("ASSAULT", "attack"),
)  # fmt: skip
_SERIES = (
    ("", "what fits"), ("agreement", "agreement"), ("distance", "distance"), ("ideal-points", "ideal points"),
    ("cohesion", "cohesion"), ("events", "happenings"),
)  # fmt: skip
_CONTROLS = (
    Control("sessions", "sessions", "text", placeholder="65-75", hint="First and last session of the assembly"),
    Control("issue", "issue", "choice", ISSUES),
    Control("rule", "counting", "choice", RULES, hint="What abstentions count"),
    Control("absence", "absence", "choice", (("left-out", "left out"), ("disagreement", "counts as disagreement"))),
    Control("final", "no paragraphs and amendments", "tick"),
    Control("all_votes", "unanimous roll calls too", "tick"),
    Control("since", "from", "text", placeholder="the beginning"),
    Control("until", "to", "text", placeholder="now"),
    Control("of", "series", "choice", _SERIES),
    Control("window", "days before and after", "number", placeholder="30"),
    Control("smooth", "mean over", "number", placeholder="1 period"),
    Control("x", "after", "choice", _KINDS),
    Control("y", "follows", "choice", (_KINDS[1], _KINDS[0], *_KINDS[2:])),
)
CONTROLS: Mapping[str, Control] = {control.name: control for control in _CONTROLS} | {
    "by": Control("by", "by", "choice", _VOTE_PERIODS),
    "by_events": Control("by", "by", "choice", _EVENT_PERIODS),
    "by_graph": Control("by", "by", "choice", _GRAPH_PERIODS),
    "by_contrast": Control("by", "by", "choice", (_VOTE_PERIODS[3], _VOTE_PERIODS[2], _VOTE_PERIODS[0])),
}


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a measure: labels of its one or two fields of actors, what stands in them, and its other fields."""

    actor: str
    beside: str
    example: Mapping[str, str]
    controls: tuple[str, ...]


_AMONG = ("sessions", "issue", "final", "all_votes")
_FOUR = "Kazakhstan, Uzbekistan, Tajikistan, Kyrgyzstan"
_BLOCS = "SCO, European Union, ASEAN"
FORMS: Mapping[str, Form] = {
    "agreement": Form("States", "with", {"actor": _FOUR, "beside": "China"}, ("by", "rule", "absence", *_AMONG)),
    "splits": Form("State", "and", {"actor": "Kazakhstan", "beside": "China"}, _AMONG),
    "contrast": Form("States", "beside", {"actor": _FOUR, "beside": "China"}, ("by_contrast", "rule", *_AMONG)),
    "cohesion": Form("Blocs or states", "", {"actor": _BLOCS}, ("by", *_AMONG)),
    "founders": Form("Blocs", "", {"actor": _BLOCS}, ("by", *_AMONG)),
    "drift": Form("Bloc", "", {"actor": "SCO", "sessions": "65-75"}, _AMONG),
    "ideal-points": Form("States", "", {"actor": "China, Kazakhstan, Russia, United States"}, _AMONG[:3]),
    "distance": Form("State", "from", {"actor": "Kazakhstan", "beside": "China"}, _AMONG[:3]),
    "spread": Form("Blocs or states", "", {"actor": _BLOCS}, _AMONG[:3]),
    "change": Form("States", "", {"actor": "Kazakhstan"}, _AMONG[:3]),
    "breaks": Form("Actor", "with", {"actor": "Kazakhstan", "beside": "China"}, ("of", "by", *_AMONG)),
    "events": Form("Actor", "with", {}, ("by_events", "smooth", "since", "until")),
    "lead-lag": Form("What happens with", "and then with", {"actor": "Taiwan", "beside": "Kazakhstan, Uzbekistan"},
                     ("x", "y", "window")),
    "meetings": Form("Only with", "", {}, ("by_graph", "since", "until")),
    "backing": Form("Only with", "", {}, ("by_graph", "since", "until")),
    "accusations": Form("Only with", "", {}, ("by_graph", "since", "until")),
    "closeness": Form("State", "", {"actor": "Kazakhstan"}, ()),
    "memberships": Form("Organisations", "", {"actor": "SCO, CSTO, EAEU, BRICS, CIS"}, ("since", "until")),
    "overlap": Form("Organisations", "", {"actor": "SCO, CSTO, EAEU, BRICS, CIS"}, ("since", "until")),
    "likeness": Form("Only these states", "", {"actor": "members:SCO"}, ("by", *_AMONG)),
}  # fmt: skip
