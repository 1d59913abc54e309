"""The reader's words as data: loading of the YAML files beside this module."""

from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from comity.errors import LexiconError


class WordLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads `on`, `off`, `yes` and `no` as the words they are."""


WordLoader.yaml_implicit_resolvers = {
    first: [r for r in resolvers if first in "tTfF" or not r[0].endswith(":bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@lru_cache(maxsize=64)
def load(name: str) -> dict[str, Any]:
    """The lexicon file `name` (without `.yaml`); raises `LexiconError` when it is no mapping."""
    text = resources.files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=WordLoader)
    if not isinstance(data, dict):
        raise LexiconError(f"The lexicon file {name}.yaml must be a mapping at its top.")
    return data


@lru_cache(maxsize=2048)
def words(name: str, key: str) -> frozenset[str]:
    """The list under `key` of the lexicon file `name`, as a set."""
    return frozenset(str(word) for word in load(name)[key])
