"""Keys that represent comments, because JSON has none."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"[_$#/-]{1,8}\s?(?:comment|note|remark|doc|description|todo)\w*|comments?|//.*", re.IGNORECASE)

_BEGIN = frozenset("_$#/-cC")
"""What such a key begins with: hardly any other does."""


def is_comment(key: str) -> bool:
    """Whether a key names a comment: `_comment`, `//` and their like."""
    return key[:1] in _BEGIN and _COMMENT.fullmatch(key) is not None
