"""A value that Docker refuses, and the values that cannot be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.docker import placeholders
from core.manifest.manifest import Place
from core.model.base import Json
from core.text.catalogue import N_

_TEMPLATE = frozenset("$<>{}")
"""Signs of templates that none of these values holds otherwise."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One value that Docker refuses: `code` says why in a word, `key` names the option, `value` is what it holds."""

    pointer: str
    code: str
    key: str
    value: str = ""
    more: Mapping[str, Json] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """Why, as a catalogue text."""
        return N_("Docker refuses {key}: {value}")

    @property
    def facts(self) -> Mapping[str, Json]:
        """What fills the text."""
        return {"key": self.key, "value": self.value, **self.more}


def refusal(place: Place, code: str, value: Json = None, key: str = "", **more: Json) -> Refusal:
    """The refusal of a place; `value` is shown where it is not that of the place itself."""
    shown = place.value if value is None else value
    text = str(shown) if isinstance(shown, (str, int, float)) else ""
    return Refusal(place.pointer, code, key or place.key, text, more)


def is_open(value: Json) -> bool:
    """Whether a value cannot be judged because a template fills it in later."""
    return isinstance(value, str) and (not _TEMPLATE.isdisjoint(value) or placeholders.holds(value))
