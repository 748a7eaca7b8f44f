"""Words that are data: the texts of a TOML file in resources, each a list of words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files


def word_lists(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of words in resources/<name>.toml, by their keys."""
    text = (files("resources") / f"{name}.toml").read_text(encoding="utf-8")
    return {key: tuple(words.split()) for key, words in tomllib.loads(text).items()}
