"""Variables that a template fills in later, in the spellings found in the field, as a whole value or within a name."""

from __future__ import annotations

import re

from core.manifest.jsonc import Placeholder
from core.model.base import Json

_BRACED = r"\$\{[^{}]{1,200}\}|\{\{[^{}]{1,200}\}\}|#[A-Za-z_]\w{1,200}#"
_WHOLE = re.compile(rf"{_BRACED}|\$[A-Za-z_]\w*")
_WITHIN = re.compile(rf"{_BRACED}|\$[A-Z][A-Z0-9_]+")
"""Within a name a dollar sign begins a variable only before capital letters, as templates of IoT Edge write them."""


def is_hidden(value: Json) -> bool:
    """Whether a variable that is filled in later is the whole value."""
    return isinstance(value, Placeholder) or (isinstance(value, str) and _WHOLE.fullmatch(value.strip()) is not None)


def within(name: str) -> bool:
    """Whether a name holds such a variable: what it will be is not known, so it is neither judged nor changed."""
    return ("$" in name or "{{" in name or "#" in name) and _WITHIN.search(name) is not None


def filled(name: str, value: str) -> str:
    """The name with this value for every variable in it."""
    return _WITHIN.sub(value, name)
