"""Entries of modules that edgeAgent cannot read: their type, status, policies, start order, a key, a variable."""

from __future__ import annotations

import json
from collections.abc import Mapping

from core.docker import entries
from core.docker.entries import Fault
from core.manifest import pointer as ptr
from core.manifest.comment_keys import is_comment
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest, Module
from core.model.questions import Choice, choice, option
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_DOCKER = choice(
    option("docker", N_("docker"), N_("The edge agent reads the entry.")),
    default="docker",
    reason=N_("it is the only type that the edge agent accepts, also on Kubernetes"),
)
_STATUS = choice(
    option("running", N_("running"), N_("{module} is started.")),
    option("stopped", N_("stopped"), N_("{module} stays in the deployment and is not started.")),
)
_STATUS_MISSING = choice(
    *_STATUS.options,
    default="running",
    reason=N_("a module normally runs unless its entry specifies stopped"),
)
_ALWAYS = choice(
    option("always", N_("always"), N_("{module} is restarted each time its process ends.")),
    default="always",
    reason=N_("Kubernetes restarts every module, and most manifests specify it"),
)
_ON_CREATE = choice(
    option("on-create", N_("on-create"), N_("The image is pulled if it is not there.")),
    default="on-create",
    reason=N_("it is what the edge agent assumes without the key"),
)
_WITHOUT = choice(
    option("remove", N_("Remove {what}"), N_("The edge agent reads the entry without it.")),
    default="remove",
    reason=N_("the edge agent does not need it"),
)
_KEY = choice(option("remove", N_("Remove {what}"), N_("The result does not contain the text of the key.")))
_NO_VARIABLE = option("remove", N_("Remove {what}"), N_("{module} does not get the variable."))
_WRAP = choice(
    option("wrap", N_("Write the value into an object"), N_("{module} gets the variable {what} with this value.")),
    _NO_VARIABLE,
    default="wrap",
    reason=N_("the value is there, and only its form is wrong"),
)
_TEXT = choice(
    option("text", N_("Set it to the JSON text"), N_("{module} gets the object or array as one string.")), _NO_VARIABLE
)
_GONE = choice(_NO_VARIABLE)
_OF_KEY: Mapping[str, tuple[str, Choice]] = {
    "restartPolicy": ("policy", _ALWAYS),
    "imagePullPolicy": ("pull", _ON_CREATE),
    "startupOrder": ("order", _WITHOUT),
    "version": ("text", _WITHOUT),
}
"""By the member of an entry: the variant of the page and the question."""


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each fault; comments and the places around the modules have their own rules."""
    if manifest.root:
        return
    reads = entries.reader(device)
    for module in where(manifest, lambda module: entries.module_faults(module, reads)):
        if isinstance(module.body.get("settings"), dict):
            for fault in entries.module_faults(module, reads):
                if fault.code != "variable-shape" or not is_comment(str(fault.facts["name"])):
                    yield _finding(module, fault)


def _finding(module: Module, fault: Fault) -> Finding:
    if fault.code in ("module-type", "module-status"):
        return _of_type_or_status(module, fault)
    if "value" in fault.facts:
        key = str(fault.facts["key"])
        variant, question = _OF_KEY[key]
        return _asks(module, key, fault.pointer, question, key, variant, value=fault.facts["value"])
    if fault.code == "stray-chunk":
        return _asks(module, f"stray-chunk {fault.facts['key']}", fault.pointer, _KEY, fault.facts["key"], fault.code)
    whole = fault.pointer == ptr.join(module.pointer, "env")
    meant = _from_list(fault.value) if whole else _from_value(fault.value)
    question = _TEXT if fault.code == "variable-value" else _GONE if meant is None else _WRAP
    name = fault.facts["name"]
    return _asks(module, f"{fault.code} {name}", fault.pointer, question, name, fault.code)


def _of_type_or_status(module: Module, fault: Fault) -> Finding:
    key, missing = ("type" if fault.code == "module-type" else "status"), fault.value is None
    question = _DOCKER if key == "type" else _STATUS_MISSING if missing else _STATUS
    where = module.pointer if missing else fault.pointer
    return _asks(module, key, where, question, fault.value, f"no-{key}" if missing else key)


def _asks(
    module: Module, subject: str, pointer: str, question: Choice, what: Json, variant: str, **facts: Json
) -> Finding:
    return RULE.finding(module, subject, pointer, Verdict.ASK, question=question, what=what, variant=variant, **facts)


def _from_list(env: Json) -> Json:
    """The variables that a list of `NAME=value` means; None for anything else."""
    if not isinstance(env, list) or not env:
        return None
    pairs = [item.split("=", 1) for item in env if isinstance(item, str) and "=" in item.lstrip("=")]
    return {name: {"value": value} for name, value in pairs} if len(pairs) == len(env) else None


def _from_value(entry: Json) -> Json:
    """The object that a bare text, number or Boolean means; None for anything else."""
    return {"value": entry} if isinstance(entry, (str, int, float)) else None


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the member as answered, or removes it."""
    answer, module = answers[finding.id], manifest.holder(finding.module, finding.pointer)
    if finding.subject in ("type", "status"):
        place = ptr.join(module.pointer, finding.subject)
        there = finding.subject in module.body
        known = finding.facts["what"] in entries.ON_DOCKER.states  # edgeAgent on Docker reads one state more
        return (Change("replace" if there else "add", place, finding.id, answer, gives_up=known),)
    if answer == "remove":
        variable = finding.facts["variant"] == "variable-value"
        place = ptr.parent(finding.pointer) if variable else finding.pointer
        return (Change("remove", place, finding.id),)
    found = ptr.resolve(manifest.tree, finding.pointer)
    if answer == "wrap":
        answer = _from_list(found) if isinstance(found, list) else _from_value(found)
    elif answer == "text":
        answer = json.dumps(found)
    return (Change("replace", finding.pointer, finding.id, answer),)


RULE = Rule(
    id="module-entry",
    area=Area.RUNTIME,
    source=("AGT-3", "AGT-4", "V-O7"),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
    gives_up=("remove",),
    nothing_lost=("text",),
)
