"""A module that is never restarted: Kubernetes did not read that, but edgeAgent on Docker does."""

from __future__ import annotations

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

KEY = "restartPolicy"
_QUESTION = choice(
    option("always", N_("Always restart it"), N_("{module} is restarted, as before.")),
    option("never", N_("Do not restart it"), N_("{module} stays stopped after it ends.")),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such module."""
    for module in manifest.custom:
        if module.entry(KEY) == "never":
            yield RULE.finding(module, KEY, ptr.join(module.pointer, KEY), Verdict.ASK, question=_QUESTION)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the policy that was chosen."""
    answer = str(answers[finding.id])
    return () if answer == "never" else (Change("replace", finding.pointer, finding.id, answer),)


RULE = Rule(
    id="vm-never-restarted",
    area=Area.RUNTIME,
    source=("V-O5",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
)
