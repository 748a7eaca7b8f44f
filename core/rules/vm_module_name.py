"""A module name that Docker or IoT Hub refuses: a single letter, a letter that Docker does not take, or a dot."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from core.docker import placeholders
from core.docker.host_references import references, texts
from core.docker.module_places import renamed
from core.docker.name_words import Finder
from core.manifest.manifest import Manifest
from core.model.changes import giving_up
from core.model.questions import Text
from core.rules.base import LINUX_VM, Answers, Area, Change, Device, Finding, Rule, Verdict
from core.text.catalogue import N_

_FITS = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{1,127}")
_LONGEST = 128
_REASON = N_("Docker or IoT Hub refuses the current name")


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each such module, with a valid name like its own that no other module has."""
    names = [module.name for module in manifest.modules]
    taken = "|".join(map(re.escape, names))
    used = {name.lower() for name in (*names, *manifest.twins)}
    for module in manifest.custom:
        if not placeholders.within(module.name) and not _FITS.fullmatch(module.name):
            proposed = _free(_like(module.name), used)
            used.add(proposed.lower())
            pattern = rf"(?!(?:{taken}|edgeAgent|edgeHub)\Z){_FITS.pattern}"
            question = Text(pattern=pattern, default=proposed, default_reason=_REASON)
            yield RULE.finding(module, "name", module.pointer, Verdict.ASK, question=question, proposal=proposed)


def _like(name: str) -> str:
    """The name with a hyphen for each other character; a single letter or digit gets a word before it."""
    text = re.sub(r"[^a-zA-Z0-9_-]+", "-", name).strip("-_")[:_LONGEST]
    return text if len(text) > 1 else f"module-{text}".rstrip("-")


def _free(name: str, used: Container[str]) -> str:
    found, number = name, 1
    while found.lower() in used:
        number += 1
        found = f"{name[: _LONGEST - 5]}-{number}"
    return found


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Writes the new name everywhere in the file, and in what other modules call."""
    answer = str(answers[finding.id])
    finder = Finder([finding.module], [module.name for module in manifest.modules])
    places = {(call.pointer, call.start, call.end) for call in references(manifest).get(finding.module, ())}
    for mention in (found for text in texts(manifest) for found in finder.mentions(text)):
        places |= {(mention.text.pointer, *span) for span in mention.spans if mention.sure}
    edits = [Change("edit", pointer, finding.id, answer, start, end) for pointer, start, end in sorted(places)]
    return giving_up([*renamed(manifest, finding.module, answer, finding.id), *edits])


RULE = Rule(
    id="vm-module-name",
    area=Area.NAMING,
    source=("V-O2", "AGT-4"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    renames=True,
    hint=N_("At least two letters, digits, _ and -, and the first a letter or a digit."),
)
