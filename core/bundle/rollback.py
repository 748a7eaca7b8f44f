"""The folder rollback/ for the return to the FPGA device, as data and as steps with exact commands."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from core.bundle import expected_output, expected_session
from core.bundle.expected_session import CUT
from core.bundle.json_patch import forward, reverse
from core.docker.module_names import object_name
from core.manifest import pointer as ptr
from core.manifest.file_names import portable
from core.manifest.manifest import Manifest
from core.migration.decisions_file import json_bytes
from core.model.decisions import About
from core.redaction.redactor import Redactor
from core.report.markdown import Ready, code
from core.report.markdown_page import render
from core.report.model import Report
from core.targets.base import Target, Words, gpus_needed
from core.text.catalogue import _

FOLDER = "rollback"
TARGET = "target.json"
HUB, OLD_DEVICE, GPU_DEVICE = "HUB", "OLD-DEVICE", "GPU-DEVICE"
"""Placeholders in a command for names that were not given."""
OLD_NAME, NEW_NAME = "OLD-NAME", "NEW-NAME"
"""Placeholders for the names of the two layered deployments: deleting the wrong one stops the device."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
MANAGED = "managed-service.before.json"
"""The saved deployment of the managed service of the GPU device, which gives a VM its GPU."""
FILLED = "FILLED-FILE"
"""Takes the place of the file in which a template is filled in."""
PARTIAL = ("options", "twin", "twins")
"""Shapes that are no deployment, which `set-modules` does not accept."""


def files(
    before: Manifest, after: Manifest, report: Report, redactor: Redactor, target: Target[Any], *, moved: bool = False
) -> dict[str, bytes]:
    """Both patches between the two written files, manifests that start and stop the old device, and the steps.

    Patches and manifests hold secrets, as the input does; steps, from the template of the target, do not.
    """
    name = portable(PurePosixPath(before.source.name).stem, ".rollback.json")
    return {
        f"{FOLDER}/forward.patch.json": json_bytes(forward(before, after)),
        f"{FOLDER}/reverse.patch.json": json_bytes(reverse(before, after)),
        f"{FOLDER}/{name}": deployable(before),
        **({} if before.shape in (*PARTIAL, "layered") or before.root else {stop_name(before): _stopped(before)}),
        f"{FOLDER}/steps.md": _steps(before, after, name, report, redactor, target, moved).encode(),
    }


def stop_name(before: Manifest) -> str:
    """The file that stops the modules of the old device and changes nothing else there."""
    return f"{FOLDER}/{portable(PurePosixPath(before.source.name).stem, '.stopped.json')}"


def _stopped(before: Manifest) -> bytes:
    """The original with the status `stopped` for each of its own modules."""
    data = json.loads(before.source.blanked)
    for module in before.custom:
        ptr.resolve(data, module.pointer)["status"] = "stopped"
    return json_bytes({"modulesContent": data} if before.shape == "sections" else data)


def deployable(before: Manifest) -> bytes:
    """The original as a file for `set-modules`: byte for byte if that is possible.

    Else comments are left out, and sections without a frame are put below `modulesContent`.
    """
    data = json.loads(before.source.blanked)
    if before.shape == "sections":
        return json_bytes({"modulesContent": data})
    return before.source.data if plain(before.source.data) else json_bytes(data)


def target_files(target: Manifest | None) -> dict[str, bytes]:
    """The earlier deployment of the target device for `set-modules`; empty if unknown."""
    if target is None:
        return {}
    data = deployable(target)
    if target.shape in PARTIAL and target.agent is not None:  # the twin of the agent: its section is all there is
        desired = json.loads(target.source.blanked)["properties"]["desired"]
        kept = {key: value for key, value in desired.items() if not key.startswith("$")}
        data = json_bytes({"modulesContent": {"$edgeAgent": {"properties.desired": kept}}})
    return {f"{FOLDER}/{TARGET}": data}


def plain(data: bytes) -> bool:
    """Whether a file is plain JSON: the command accepts no comments, placeholders or other encodings."""
    try:
        json.loads(data.decode("utf-8"))
    except ValueError:
        return False
    return True


def name_or(text: str, placeholder: str) -> str:
    """A name for a command line: unchanged if every shell reads it literally, else the placeholder."""
    return text if _NAME.fullmatch(text) else placeholder


def _steps(
    before: Manifest, after: Manifest, name: str, report: Report, redactor: Redactor, target: Target[Any], moved: bool
) -> str:
    renamed = _renamed(before, after)
    return render(
        "runsheet",
        target.rollback,
        source=before.source.name,
        output=report.output.name,
        hub=name_or(report.about.hub, HUB),
        edge_device=name_or(report.about.edge_device, GPU_DEVICE),
        name=name,
        target=before.target is not None,
        moved=moved,
        managed=MANAGED,
        gpus=gpus_needed(target.words, (workload.gpus for workload in report.runs.modules)),
        layered=before.shape == "layered",
        partial=before.shape in PARTIAL or bool(before.root),
        placeholders=placeholders(report.about, target.words, before.shape, moved=moved),
        unfilled=before.shape == "template",
        **_outputs(before, report, redactor),
        plain=plain(after.source.data),
        modules=[redactor.text(module.name) for module in before.custom],
        credentials=bool(before.credentials.value),
        renamed={redactor.text(old): redactor.text(new) for old, new in renamed.items()},
        code=code,
    )


def _outputs(before: Manifest, report: Report, redactor: Redactor) -> dict[str, Ready]:
    """The output of the commands of the steps, ready for a code block."""
    running, stopped = _states(before, redactor)
    target = [CUT] if before.target is None else [redactor.text(module.name) for module in before.target.custom]
    device = name_or(report.about.edge_device, GPU_DEVICE)
    texts = {
        "running": expected_output.old_device(running, stopped),
        "pods": expected_output.pods([object_name(name) for name in running]),
        "identities": expected_session.identities(OLD_DEVICE, [redactor.text(module.name) for module in before.custom]),
        "target_identities": expected_session.identities(device, target),
        "deployment": expected_session.deployment(OLD_NAME, OLD_DEVICE),
    }
    return {key: Ready(text.replace("`", "‘")) for key, text in texts.items()}


def placeholders(about: About, words: Words, shape: str, *, moved: bool, deploys: bool = False) -> str:
    """The placeholders in commands with their meaning; empty if all names were given.

    `shape` is that of the file, `deploys` says that the commands deploy it.
    """
    old = _("the IoT Edge device of the managed service") if moved else _("the IoT Edge device of the FPGA device")
    given = ((about.hub, HUB, _("your IoT hub")), ("", OLD_DEVICE, old))
    named = [*given, (about.edge_device, GPU_DEVICE, _(words.edge_device))]
    if shape == "template" and deploys:
        named.append(("", FILLED, _("the file that the tool of the template writes")))
    if shape == "layered":
        named.append(("", OLD_NAME, _("the layered deployment of the old device")))
        named.append(("", NEW_NAME, _("the layered deployment of the new device")))
    return ", ".join(f"{name} ({meaning})" for text, name, meaning in named if name_or(text, name) == name)


def _states(before: Manifest, redactor: Redactor) -> tuple[list[str], list[str]]:
    """The modules of the original that run on the old device, and those that it stops."""
    names = {True: list[str](), False: list[str]()}
    for module in before.modules:
        names[module.body.get("status") != "stopped"].append(redactor.text(module.name))
    return names[True], names[False]


def _renamed(before: Manifest, after: Manifest) -> Mapping[str, str]:
    """New names by old names, because modules keep their order."""
    pairs = zip(before.modules, after.modules, strict=False)
    return {old.name: new.name for old, new in pairs if old.name != new.name}
