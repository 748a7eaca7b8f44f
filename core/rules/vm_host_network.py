"""A module on the network of the host lacks one of two settings, misspells one, or shares a port with edgeAgent."""

from __future__ import annotations

from core.docker import facts, ports
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Kind, Manifest, Module
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

HOST = "host"
_QUESTION = choice(
    option(
        "host", N_("Use the host network"), N_("{mode} becomes host. The module opens its ports directly on the VM.")
    ),
    option("leave", N_("Keep {mode}"), N_("Correct only if the VM has a Docker network with this name.")),
    default="host",
    reason=N_("it can only mean the host network"),
)
_HUB, _AGENT = "edgeHub", "edgeAgent"
_BOTH = choice(
    option(_AGENT, N_("edgeAgent leaves the host network"), N_("No module calls edgeAgent by an address.")),
    option(_HUB, N_("edgeHub leaves the host network"), N_("External devices reach edgeHub only on published ports.")),
    default=_AGENT,
    reason=N_("edgeAgent accepts no connections from other devices"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module with a wrong setting, or one for edgeAgent and edgeHub together."""
    both = _both(manifest)
    for finding in _of_each(manifest, device):
        if not both or finding.module not in (_HUB, _AGENT):
            yield finding
    if both:
        hub = both[_HUB]
        place = hub.where("HostConfig", "NetworkMode")
        yield RULE.finding(hub, "ports", place, Verdict.ASK, question=_BOTH, mode=HOST, variant="both")


def _both(manifest: Manifest) -> dict[str, Module]:
    """Both runtime modules if both are on the host network, as Docker spells it, and can get its endpoint."""
    there = {
        module.name: module
        for module in manifest.modules
        if module.kind is Kind.SYSTEM and module.get("HostConfig", "NetworkMode") == HOST and _is_open(module)
    }
    return there if _HUB in there and _AGENT in there else {}


def _is_open(module: Module) -> bool:
    return ports.open_for(module, "NetworkingConfig", "EndpointsConfig")


@each_module
def _of_each(module: Module, device: Device) -> Findings:
    """Yields one finding for each such module without an endpoint `host`, or with `host` in another spelling."""
    place = module.find("HostConfig", "NetworkMode")
    if place is None or not facts.on_host_network(module):
        return
    spelled = place.value != HOST
    if spelled or _without_endpoint(module):
        writable = _is_open(module)
        yield RULE.finding(
            module,
            "network",
            place.pointer,
            Verdict.BLOCK if not writable else Verdict.ASK if spelled else Verdict.AUTO,
            question=_QUESTION if writable and spelled else None,
            mode=place.value,
            variant="spelling" if spelled else "",
            tags=[] if writable else ["closed"],
        )


def _without_endpoint(module: Module) -> bool:
    return module.find("NetworkingConfig", "EndpointsConfig", HOST) is None


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds the endpoint `host`, so that edgeAgent does not add the bridge, and corrects the mode."""
    if finding.facts["variant"] == "both":
        return _separated(manifest, finding, str(answers[finding.id]))
    if finding.verdict is Verdict.BLOCK or answers.get(finding.id) == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    changes = [Change("replace", finding.pointer, finding.id, HOST)] if finding.facts["mode"] != HOST else []
    if _without_endpoint(module):
        where = module.to("NetworkingConfig", "EndpointsConfig", HOST)
        changes.append(Change("add", where, finding.id, {}))
    return changes


def _separated(manifest: Manifest, finding: Finding, leaving: str) -> list[Change]:
    """Takes one of the two from the host network; the other one gets the endpoint that it lacks."""
    changes: list[Change] = []
    for name, module in _both(manifest).items():
        places = (module.find("HostConfig", "NetworkMode"), module.find("NetworkingConfig", "EndpointsConfig", HOST))
        if name == leaving:
            changes += [
                Change("remove", place.pointer, finding.id, gives_up=leaving == _HUB) for place in places if place
            ]
        elif name in (_HUB, _AGENT) and _without_endpoint(module):
            where = module.to("NetworkingConfig", "EndpointsConfig", HOST)
            changes.append(Change("add", where, finding.id, {}))
    return changes


RULE = Rule(
    id="vm-host-network",
    area=Area.NETWORK,
    source=("V-N5", "V-DOCKER"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=(_HUB,),
    first_answers=(_HUB,),
)
