"""A repair offered for a text that is no manifest yet: shown before it is taken, never applied by itself.

Two samples of the migration guide are one closing brace short, and one of them is a bare fragment.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from core.manifest import jsonc, reshape
from core.manifest.diagnose import missing_closers
from core.text.catalogue import _

_BEGINNINGS = ('"', "{", "[")
"""What is after a comma that was forgotten; after anything else it may be a quote that is missing."""
_LONGEST = 1_000_000
"""Characters of a text that is tried; a real manifest has some ten thousand."""
_SMART = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"'})


@dataclass(frozen=True, slots=True)
class Repair:
    """The fixed text and, in one phrase, what was done to it; `line` where, from 1, or 0 for its beginning or end."""

    text: str
    what: str
    line: int = 0


def propose(text: str) -> Repair | None:
    """The smallest repair that makes the text a manifest, or None when no simple one does, or the text is very long.

    First what makes it JSON, then names in other letters and left-over chunks of create options.
    """
    if len(text) > _LONGEST:
        return None
    first = None if _reads(text) else _to_json(text)
    reshaped = reshape.propose(text if first is None else first.text)
    if reshaped is None:
        return first
    whole, what, line = reshaped
    return Repair(whole, what, line) if first is None else Repair(whole, f"{first.what}, {what}", first.line)


def _to_json(text: str) -> Repair | None:
    body = text.rstrip()
    attempts = [
        (body, missing_closers(body), "", _("add {closers} at the end")),
        (body, missing_closers("{" + body), "{", _("add {opener} before and {closers} after the text")),
        (
            body.translate(_SMART),
            missing_closers(body.translate(_SMART)),
            "",
            _("replace typographic quotes with straight quotes"),
        ),
    ]
    for whole, closers, opener, what in attempts:
        if opener and not re.match(r'\s*"', whole):
            continue
        repaired = _wrapped(whole, opener, closers)
        if repaired != body and _reads(repaired):
            return Repair(repaired, what.format(closers=closers, opener=opener))
    return _with_comma(text)


def propose_for(data: bytes) -> Repair | None:
    """The repair for a file as it is on disk; None when it needs none, or is no text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return propose(text)


def _with_comma(text: str) -> Repair | None:
    """The text with the one comma it lacks; None where it lacks more, or something else."""
    try:
        jsonc.loads(text)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Expecting ',' delimiter") or text[error.pos : error.pos + 1] not in _BEGINNINGS:
            return None
        end = len(jsonc.blank(text)[: error.pos].rstrip())
        repaired = f"{text[:end]},{text[end:]}"
        line, column = text.count("\n", 0, end) + 1, error.pos - text.rfind("\n", 0, error.pos)
        what = _("add the missing comma at the end of line {line}")
        if "\n" not in text[end : error.pos]:
            what = _("add the missing comma in line {line}, before column {column}")
        return Repair(repaired, what.format(line=line, column=column), line) if _reads(repaired) else None
    except (ValueError, RecursionError):
        return None
    return None


def _wrapped(text: str, opener: str, closers: str) -> str:
    newline = "\n" if "\n" in text and closers else ""
    return f"{opener}{newline if opener else ''}{text}{newline}{closers}"


def _reads(text: str) -> bool:
    try:
        jsonc.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
