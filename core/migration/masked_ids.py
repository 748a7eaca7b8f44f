"""Ids of findings as they are shown: a place that is named by a secret is masked, and such an id can be used, too.

What the terminal and the report show goes into a decisions file. The id itself would bring the secret there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from core.edits.manual_edit import is_edit
from core.manifest.manifest import Manifest
from core.migration.stages import staged
from core.model.decisions import Decisions
from core.model.device import Device
from core.model.findings import is_check_id
from core.redaction.redactor import Redactor, known_to
from core.redaction.shapes import MASK

_NUMBER = re.compile(rf"(?<={MASK} secret )\d+")


def under_plain_ids(decisions: Decisions, manifest: Manifest, device: Device) -> Decisions:
    """The decisions with the ids that the findings of rules have themselves."""
    names = [name for item in decisions.items if not is_check_id(name := item.finding)]
    for _round in range(2):  # an answer that is carried out first brings findings of its own
        if not any(map(_is_masked, names)):
            break
        found = staged(manifest, device, decisions).findings
        plain = plain_ids(names, [finding.id for finding in found], known_to(manifest))
        items = (
            item.model_copy(update={"finding": plain[item.finding]}) if item.finding in plain else item
            for item in decisions.items
        )
        decisions = decisions.model_copy(update={"items": tuple(items)})
        names = [item.finding for item in decisions.items]
    return decisions


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


def _is_masked(name: str) -> bool:
    return MASK in name and not is_edit(name)


def _numberless(name: str) -> str:
    return _NUMBER.sub("", name)
