"""Checks of the lexicon: every YAML file well formed, no key or word twice, every event frame with a meaning."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

import yaml

from comity.errors import LexiconError
from comity.reading.date_words import load_lexicon as date_lexicon
from comity.reading.frames import event_lexicon

MODES = {
    "CONSULT": "visit meet multilateral third-party phone",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove allege investigate",
    "THREATEN": "restrict ban arrest relations rights expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue designate",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict ban censor curfew arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack "
    "aerial drone heavy-weapons crowd-control cleansing massacre unconventional",
}
"""The modes of each PLOVER type; the types left out have none."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which file."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


def check_lexicon(folder: Traversable | None = None) -> tuple[Problem, ...]:
    """Every fault in the YAML files under `folder`, or in the shipped lexicon and what is built from it."""
    files = _yaml_files(folder or resources.files("comity.reading.lexicon"))
    problems = [problem for path in files for problem in _check_file(path)]
    return tuple(problems if folder else [*problems, *_check_built()])


def _yaml_files(folder: Traversable) -> Iterator[Traversable]:
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.is_dir():
            yield from _yaml_files(path)
        elif path.name.endswith(".yaml"):
            yield path


def _check_file(path: Traversable) -> Iterator[Problem]:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        yield Problem(path.name, f"It is no YAML: {error}.")
        return
    if not isinstance(root, yaml.MappingNode):
        yield Problem(path.name, "It must be a mapping at its top.")
        return
    for what in _check_node(root, ""):
        yield Problem(path.name, what)


def _check_node(node: yaml.Node, place: str) -> Iterator[str]:
    """Keys and words that stand twice, the second unnoticed; and words that are empty."""
    if isinstance(node, yaml.MappingNode):
        yield from (f"The key “{key}” stands twice{place}." for key in _twice([str(k.value) for k, _ in node.value]))
        for key, value in node.value:
            yield from _check_node(value, f"{place or ' in'} {key.value}")
    elif isinstance(node, yaml.SequenceNode):
        plain = [item for item in node.value if isinstance(item, yaml.ScalarNode)]
        yield from (f"“{word}” stands twice{place}." for word in _twice([item.value for item in plain]))
        if any(not str(item.value).strip() for item in plain):
            yield f"There is an empty word{place}."
        for item in node.value:
            yield from _check_node(item, place)


def _twice(words: list[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def _check_built() -> Iterator[Problem]:
    for build in (event_lexicon, date_lexicon):
        try:
            build()
        except (LexiconError, KeyError, TypeError, ValueError) as error:
            yield Problem("lexicon", str(error))
            return
    for frame in event_lexicon().frames:
        if frame.mode and frame.mode not in MODES.get(frame.type, "").split():
            yield Problem(f"{frame.type.lower()}.yaml", f"{frame.type} has no mode “{frame.mode}” ({frame.name}).")
        if not 0 < frame.confidence <= 1:
            yield Problem(f"{frame.type.lower()}.yaml", f"The confidence of {frame.name} must lie between 0 and 1.")
