"""Modules of the target device that are kept, and what is copied of each into the migrated file."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import deployed
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.model.base import Answers
from core.model.changes import Change
from core.model.findings import Finding, finding_id
from core.model.questions import Choice, choice, option
from core.text.catalogue import N_

KEEP = "keep"
_ASKERS = (rule_ids.COPY_ON_KUBERNETES, rule_ids.COPY_ON_VM)
"""The rules that ask about a module of the target device, one for each runtime."""


def question(machine: str) -> Choice:
    """Whether a module that only the target device has is kept; `machine` is the catalogue text for its removal."""
    kept = N_("It is copied unchanged into the migrated file, with its settings and registry credentials.")
    return choice(
        option(KEEP, N_("Keep it"), kept),
        option("drop", N_("Remove it"), machine),
        default=KEEP,
        reason=N_("it runs there now, and this file does not show that it must stop"),
    )


def stays(name: str, answers: Answers) -> bool:
    """Whether a module that only the target device has is kept."""
    return any(answers.get(finding_id(rule, "", name)) == KEEP for rule in _ASKERS)


def copied(manifest: Manifest, finding: Finding, answers: Answers) -> list[Change]:
    """Copies a module, if it is kept: its entry, its section, and a missing credential of its registry."""
    target = manifest.target
    staying = [module for module in deployed.only_there(manifest) if stays(module.name, answers)]
    module = next((each for each in staying if each.name == finding.facts["name"]), None)
    if target is None or manifest.agent is None or module is None:
        return []
    where = ptr.join(manifest.agent.pointer, "modules", module.name)
    changes = [Change("add", where, finding.id, deployed.entry(target, module))]
    section = deployed.section(target, module.name)
    if section is not None and module.name not in manifest.twins:
        changes.append(Change("add", ptr.join(deployed.content(manifest), module.name), finding.id, section))
    return [*changes, *_credential(manifest, target, module, staying, finding.id)]


def _credential(
    manifest: Manifest, target: Manifest, module: Module, staying: list[Module], finding: str
) -> Iterator[Change]:
    """The credential an image needs, unless the file has one for that registry, or an earlier module brings it."""
    found, mine = deployed.credential(target, module), list(manifest.credentials.members())
    addresses = {str(known.value.get("address", "")).lower() for known in mine if isinstance(known.value, dict)}
    if found is None or manifest.agent is None or str(found[1].get("address", "")).lower() in addresses:
        return
    first = next(each for each in staying if deployed.credential(target, each) == found)
    if first is module:
        name = found[0]
        while any(name == known.key for known in mine):
            name += "-2"
        yield Change("add", manifest.credentials.below(name).pointer, finding, found[1])
