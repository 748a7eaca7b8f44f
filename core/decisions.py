"""The decisions file: read, written, always the same bytes for the same decisions."""

from __future__ import annotations

import json

from pydantic import ValidationError

from core.model import Decisions


class DecisionsError(ValueError):
    """A decisions file that cannot be used; the message names the file, the place and what is wrong there."""


def dump(decisions: Decisions) -> bytes:
    """The file, as UTF-8 JSON with a final newline. Items keep their order."""
    data = decisions.model_dump(mode="json", exclude_none=False)
    for item in data["items"]:
        for key in ("note", "when", "seen"):
            if not item[key]:
                del item[key]
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def load(data: bytes, name: str) -> Decisions:
    """Decisions from a file; `name` is shown in errors.

    Raises DecisionsError for anything that is no decisions file of this format.
    """
    try:
        return Decisions.model_validate_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DecisionsError(f"{name}: byte {error.start} is not UTF-8 text") from None
    except ValidationError as error:
        raise DecisionsError("\n".join([f"{name}: not a decisions file", *map(_line, error.errors())])) from None


def _line(error: object) -> str:
    """One fault: where, what is wrong. The value itself is left out, it may be a secret."""
    assert isinstance(error, dict)
    where = "/".join(map(str, error["loc"])) or "the file"
    return f"  {where}: {error['msg']}"
