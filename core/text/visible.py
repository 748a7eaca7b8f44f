"""Shows characters that hide or reverse the text after them."""

from __future__ import annotations

import json
import re

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)

_PLAIN = bytes(code for code in range(0x80) if not _INVISIBLE.match(chr(code)))


def visible(text: str) -> str:
    """A text with control characters and direction marks shown instead of applied, for a whole page."""
    return _INVISIBLE.sub(lambda match: f"‹U+{ord(match.group()):04X}›", text)


def escaped(text: str) -> str:
    """The text of a JSON document with the same characters as escapes of JSON, which mean the same."""
    return _INVISIBLE.sub(lambda match: json.dumps(match.group())[1:-1], text)


def all_visible(text: bytes) -> bool:
    """Whether a text in UTF-8 has none of these characters; ASCII, most of a long text, is passed over at once."""
    return _INVISIBLE.search(text.translate(None, _PLAIN).decode("utf-8", "surrogatepass")) is None
