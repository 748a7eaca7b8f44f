"""Hosts that a module calls without its proxy: on a Linux VM these are other modules, not localhost."""

from __future__ import annotations

import re

from core.docker import placeholders, proxy
from core.docker.host_references import references
from core.manifest import pointer as ptr
from core.manifest.manifest import EnvVar, Kind, Manifest, Module
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_HTTP = re.compile(r"(?i)https?://$")
_LOCAL = frozenset(("localhost", "127.0.0.1", "::1"))
_ADD = choice(
    option("add", N_("Add {hosts}"), N_("Calls of {module} to them bypass the proxy.")),
    option("leave", N_("Add nothing"), N_("These calls go to the proxy.")),
    default="add",
    reason=N_("a proxy cannot resolve the names of modules"),
)
_REMOVE = choice(
    option("keep", N_("Keep {name}"), N_("It has no negative effect on a VM.")),
    option("remove", N_("Remove {name}"), N_("As before the move to Kubernetes.")),
    default="keep",
    reason=N_("the module may use it for another purpose"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields each module with a proxy that calls others by HTTP, and each list of localhost alone."""
    called = _called(manifest)
    for module in manifest.modules:
        if not proxy.variables(module):
            continue
        listed = _listed(module)
        known = {host for env in listed for host in _hosts(env.value)}
        lacking = [name for name in called.get(module.name, ()) if name.lower() not in known and "*" not in known]
        if lacking and len(listed) == len(proxy.exceptions(module)):
            pointer = listed[0].pointer if listed else proxy.variables(module)[0].pointer
            yield RULE.finding(module, "no_proxy", pointer, Verdict.ASK, question=_ADD, hosts=lacking, variant="calls")
        elif listed and known and known <= _LOCAL:
            names = ", ".join(env.name for env in listed)
            yield RULE.finding(module, "no_proxy", listed[0].pointer, Verdict.ASK, question=_REMOVE, name=names)


def _listed(module: Module) -> list[EnvVar]:
    """The lists without a placeholder; others are neither judged nor removed."""
    return [env for env in proxy.exceptions(module) if not placeholders.is_left(env.value)]


def _hosts(value: object) -> list[str]:
    return [host for host in re.split(r"[,;\s]+", str(value).lower()) if host] if isinstance(value, str) else []


def _called(manifest: Manifest) -> dict[str, list[str]]:
    """The other modules that a module calls by HTTP, by module. edgeAgent and edgeHub call none."""
    found: dict[str, list[str]] = {}
    own = {module.name for module in manifest.modules if module.kind is Kind.CUSTOM}
    for target, calls in references(manifest).items():
        for call in calls:
            text = ptr.resolve(manifest.tree, call.pointer)
            http = isinstance(text, str) and _HTTP.search(text[: call.start]) is not None
            if http and call.owner in own - {target} and target not in found.setdefault(call.owner, []):
                found[call.owner].append(target)
    return found


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Appends names to the first list, or adds a list beside the proxy variable; or removes the list."""
    module, answer = manifest.holder(finding.module, finding.pointer), answers[finding.id]
    listed = _listed(module)
    if answer == "remove":
        return [Change("remove", env.pointer, finding.id) for env in listed]
    if answer != "add":
        return ()
    hosts = ",".join(finding.facts["hosts"])
    if not listed:
        beside = next(env for env in proxy.variables(module) if env.pointer == finding.pointer)
        return (proxy.new_exception(module, beside, finding.id, hosts),)
    return (proxy.add_exception(listed[0], finding.id, hosts),)


RULE = Rule(
    id="vm-proxy-exception",
    area=Area.PROXY,
    source=("V-P4",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
)
