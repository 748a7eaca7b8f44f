"""A module name that Docker or IoT Hub refuses: a single letter, a letter that Docker does not take, or a dot."""

from __future__ import annotations

import re

from core.docker import placeholders
from core.docker.host_references import references, texts
from core.docker.module_places import renamed
from core.docker.name_words import Finder
from core.manifest.manifest import Manifest
from core.model.questions import Text
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_FITS = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{1,127}")


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such module; no name is suggested, because routes and the backend use it."""
    taken = "|".join(re.escape(module.name) for module in manifest.modules)
    for module in manifest.custom:
        if not placeholders.within(module.name) and not _FITS.fullmatch(module.name):
            question = Text(pattern=rf"(?!(?:{taken}|edgeAgent|edgeHub)\Z){_FITS.pattern}")
            yield RULE.finding(module, "name", module.pointer, Verdict.BLOCK, question=question)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the new name everywhere in the file, and in what other modules call."""
    answer = str(answers[finding.id])
    finder = Finder([finding.module], [module.name for module in manifest.modules])
    places = {(call.pointer, call.start, call.end) for call in references(manifest).get(finding.module, ())}
    for mention in (found for text in texts(manifest) for found in finder.mentions(text)):
        places |= {(mention.text.pointer, *span) for span in mention.spans if mention.sure}
    edits = [Change("edit", pointer, finding.id, answer, start, end) for pointer, start, end in sorted(places)]
    return [*renamed(manifest, finding.module, answer, finding.id), *edits]


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
