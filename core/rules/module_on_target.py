"""Modules that run on the target device and are not in the file: deploying it removes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import deployed
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.model.base import Answers
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict, finding_id
from core.model.questions import Choice, Option
from core.rules.base import EVERYWHERE, Rule
from core.text.catalogue import N_

KEEP, DROP = "keep", "drop"
_QUESTION = Choice(
    options=(
        Option(
            value=KEEP,
            title=N_("Keep it"),
            consequence=N_(
                "It is copied into the migrated file as it is, with its settings and its registry credentials."
            ),
        ),
        Option(value=DROP, title=N_("Remove it"), consequence=N_("{name} stops and is removed from the GPU device.")),
    ),
    default=KEEP,
    default_reason=N_("it runs there now, and nothing says that it should stop"),
)


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each of them."""
    for module in deployed.only_there(manifest):
        assert manifest.target is not None and manifest.agent is not None
        yield RULE.finding(
            "",
            module.name,
            ptr.join(manifest.agent.pointer, "modules", module.name),
            Verdict.ASK,
            question=_QUESTION,
            name=module.name,
            image=module.image,
            file=manifest.target.source.name,
            tags=["twin"] if manifest.target.hub is None else [],
        )


def kept(manifest: Manifest, answers: Answers) -> list[Module]:
    """The modules that are kept."""
    return [
        module for module in deployed.only_there(manifest) if answers.get(finding_id(RULE.id, "", module.name)) == KEEP
    ]


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Its entry and section as they are, and the credential of its registry unless an earlier module brought it."""
    target, staying = manifest.target, kept(manifest, answers)
    module = next((each for each in staying if each.name == finding.facts["name"]), None)
    if target is None or module is None:
        return ()
    changes = [Change("add", finding.pointer, finding.id, deployed.entry(target, module))]
    section = deployed.section(target, module.name)
    place = ptr.join(deployed.content(manifest), module.name)
    if section is not None and module.name not in manifest.twins:
        changes.append(Change("add", place, finding.id, section))
    return [*changes, *_credential(manifest, target, module, staying, finding.id)]


def _credential(
    manifest: Manifest, target: Manifest, module: Module, staying: list[Module], finding: str
) -> Iterator[Change]:
    """The credential an image needs, unless the file has one for that registry, or an earlier module brings it."""
    found, mine = deployed.credential(target, module), deployed.credentials(manifest)
    addresses = {str(known.get("address", "")).lower() for known in mine.values() if isinstance(known, dict)}
    if found is None or manifest.agent is None or str(found[1].get("address", "")).lower() in addresses:
        return
    first = next(each for each in staying if deployed.credential(target, each) == found)
    if first is module:
        name = found[0]
        while name in mine:
            name += "-2"
        base = ptr.join(manifest.agent.pointer, "runtime", "settings", "registryCredentials")
        yield Change("add", ptr.join(base, name), finding, found[1])


RULE = Rule(
    id=rule_ids.MODULE_ON_TARGET,
    area=Area.RUNTIME,
    source=("MAN-replace",),
    detect=detect,
    targets=EVERYWHERE,
    apply=apply,
    gives_up=("drop",),
)
