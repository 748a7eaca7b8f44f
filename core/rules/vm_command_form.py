"""Cmd and Entrypoint as one text: the daemon of IoT Edge reads arrays only."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from core.manifest.manifest import Manifest
from core.model.base import Answers
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.model.questions import Choice, Option
from core.rules.base import LINUX_VM, Rule
from core.text.catalogue import N_

_SHELL_SIGNS = frozenset("|&;<>()$`*?~\n")
_OPTIONS = (
    Option(value="words", title=N_("Split it into words"), consequence=N_("{key} becomes {words}.")),
    Option(
        value="shell",
        title=N_("Run it in a shell"),
        consequence=N_("{key} becomes /bin/sh -c with the whole string; the image must contain a shell."),
    ),
)
_PLAIN = Choice(options=_OPTIONS, default="words", default_reason=N_("it has no characters that require a shell"))


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each of the two that is a text."""
    for module in manifest.modules:
        for key in ("Entrypoint", "Cmd") if module.options else ():
            place = module.find(key)
            if place is not None and isinstance(place.value, str):
                plain = _SHELL_SIGNS.isdisjoint(place.value)
                yield RULE.finding(
                    module,
                    key,
                    place.pointer,
                    Verdict.ASK,
                    question=_PLAIN if plain else Choice(options=_OPTIONS),
                    key=place.key,
                    text=place.value,
                    words=_words(place.value),
                )


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The text as an array."""
    text = str(finding.facts["text"])
    value = _words(text) if answers[finding.id] == "words" else ["/bin/sh", "-c", text]
    return (Change("replace", finding.pointer, finding.id, value),)


RULE = Rule(id="vm-command-form", area=Area.RUNTIME, source=("V-O7",), detect=detect, apply=apply, targets=LINUX_VM)
