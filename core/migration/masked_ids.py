"""Ids of findings and options as they are shown: secrets in them are masked, and they can be used like that, too.

What the terminal and the report show is copied into a decisions file. The id itself would bring the secret there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from core.edits.manual_edit import is_edit
from core.manifest.manifest import Manifest
from core.migration.stages import staged
from core.model.base import Json
from core.model.decisions import Decision, Decisions
from core.model.device import Device
from core.model.findings import Finding, is_check_id
from core.model.questions import Choice
from core.redaction.redactor import Redactor, known_to
from core.redaction.shapes import MASK

_NUMBER = re.compile(rf"(?<={MASK} secret )\d+")


def under_plain_ids(decisions: Decisions, manifest: Manifest, device: Device) -> Decisions:
    """The decisions with the ids and options that the findings of rules have themselves."""
    for _round in range(2):  # an answer that is carried out first brings findings of its own
        items = [item for item in decisions.items if not is_check_id(item.finding)]
        if not any(_is_masked(item.finding) or _is_masked(item.answer) for item in items):
            break
        found = {finding.id: finding for finding in staged(manifest, device, decisions).findings}
        redactor = known_to(manifest)
        plain = plain_ids([item.finding for item in items], found, redactor)
        named = [item.model_copy(update={"finding": plain.get(item.finding, item.finding)}) for item in decisions.items]
        answered = tuple(_with_plain_answer(item, found.get(item.finding), redactor) for item in named)
        decisions = decisions.model_copy(update={"items": answered})
    return decisions


def _with_plain_answer(item: Decision, finding: Finding | None, redactor: Redactor) -> Decision:
    question = None if finding is None else finding.question
    if not isinstance(question, Choice) or not isinstance(item.answer, str) or not _is_masked(item.answer):
        return item
    values = [option.value for option in question.options if isinstance(option.value, str)]
    plain = plain_ids([item.answer], values, redactor)
    return item.model_copy(update={"answer": plain.get(item.answer, item.answer)})


def plain_ids(names: Iterable[str], ids: Collection[str], redactor: Redactor) -> dict[str, str]:
    """The ids by the masked names of them among `names`.

    The numbers of secrets that are in the manifest are always the same, and those of others decide where two differ in
    nothing else.
    """
    masked = {name for name in names if _is_masked(name)}
    if not masked:
        return {}
    shown = sorted((_numberless(mask), mask, name) for name, mask in _masks(ids, redactor))
    by_shape = {shape: [item[1:] for item in group] for shape, group in groupby(shown, key=lambda item: item[0])}
    found: dict[str, str] = {}
    for name in masked:
        alike = by_shape.get(_numberless(name), [])
        fitting = alike if len(alike) == 1 else [item for item in alike if item[0] == name]
        if len(fitting) == 1:
            found[name] = fitting[0][1]
    return found


def _masks(ids: Iterable[str], redactor: Redactor) -> Iterator[tuple[str, str]]:
    masks = ((name, redactor.finding_id(name)) for name in ids)
    return ((name, mask) for name, mask in masks if name != mask)


def _is_masked(name: Json) -> bool:
    return isinstance(name, str) and MASK in name and not is_edit(name)


def _numberless(name: str) -> str:
    return _NUMBER.sub("", name)
