"""edgeAgent and edgeHub without persistent storage, so that a new container loses waiting messages."""

from __future__ import annotations

from core.docker import environment, mount_points, storage, volumes
from core.manifest.manifest import Manifest
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = choice(
    option(
        "disk",
        N_("Store it in {path} of the VM"),
        N_("Create the folder on a data disk of the VM, and also set it in config.toml."),
    ),
    option("leave", N_("Add nothing"), N_("The data is lost when the container is replaced.")),
    default="disk",
    reason=N_("the production checklist of IoT Edge requires it"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each of the two runtime modules without a folder for its storage."""
    for module in manifest.modules:
        if mount_points.lacks_storage(module):
            yield RULE.finding(
                module,
                mount_points.STORAGE_FOLDER,
                module.pointer,
                Verdict.ASK,
                question=_QUESTION,
                path=mount_points.DATA_DISK,
                variant="" if module.name == "edgeHub" else "agent",
            )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds the variable, and a bind of the folder to the same path."""
    if answers[finding.id] == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    folder = mount_points.DATA_DISK
    variable = environment.write(manifest, module, mount_points.STORAGE_FOLDER, folder, finding.id)
    targets = {bind.target for bind in storage.binds(module)} | {mount.target for mount in storage.mounts(module)}
    targets |= {path for path, _name in volumes.mounted(module)}
    if folder in targets:
        return variable
    return [*variable, Change("add", module.to("HostConfig", "Binds") + "/-", finding.id, f"{folder}:{folder}")]


RULE = Rule(id="vm-storage-folder", area=Area.STORAGE, source=("V-S7",), detect=detect, apply=apply, targets=LINUX_VM)
