"""A module with a GPU, the host network, a share or a host port should be recreated at an update."""

from __future__ import annotations

from core.docker import accelerators, experimental, facts, storage, updates
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_RECREATE = option(
    "recreate",
    N_("Stop the old one first (Recreate)"),
    N_("{module} is down during each update until the new image is pulled."),
)
_LEAVE = option(
    "leave",
    N_("Keep the update strategy"),
    N_("The old and the new copy run at the same time for a while and use the same resources."),
)
_ADD = choice(
    _RECREATE,
    _LEAVE,
    default="recreate",
    reason=N_("a short interruption is better than two running copies or an update that never finishes"),
)
_REPLACE = choice(_RECREATE, _LEAVE, default="leave", reason=N_("the file specifies this strategy, so it was chosen"))
_UNBLOCK = choice(
    _RECREATE,
    _LEAVE,
    default="recreate",
    reason=N_("the new copy cannot use what the old copy holds, so the update would never finish"),
)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each module with a reason and no valid strategy Recreate."""
    if not experimental.writable(module) or not (module.has_options or accelerators.asker(module)):
        return
    reasons = updates.reasons(module)
    strategy = experimental.find(module, "strategy")
    variant = updates.form(None if strategy is None else strategy.value)
    if not reasons or variant == "sound":
        return
    question = _question(bool({"gpu", "host-network"} & set(reasons)), variant)
    yield RULE.finding(
        module,
        "strategy",
        module.options_pointer if strategy is None else strategy.pointer,
        Verdict.AUTO if question is None else Verdict.ASK,
        question=question,
        depends=(accelerators.count_id(module),) if _only_for_gpu(module, reasons, variant) else (),
        variant=variant,
        tags=list(reasons),
    )


def _question(strong: bool, variant: str) -> Choice | None:
    """The question; None if the update would hang or be refused, unless another strategy was chosen."""
    if variant == "rolling":
        return _UNBLOCK if strong else _REPLACE
    return None if strong or variant == "refused" else _ADD


def _only_for_gpu(module: Module, reasons: tuple[str, ...], variant: str) -> bool:
    """Whether the only reason is an accelerator that may become no GPU."""
    return reasons == ("gpu",) and facts.gpu_count(module) == 0 and variant != "refused"


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds Recreate, or replaces the strategy; does nothing if the reason no longer exists."""
    module = manifest.holder(finding.module, finding.pointer)
    reasons, variant = updates.reasons(module), str(finding.facts["variant"])
    if answers[finding.id] == "leave" or (variant != "refused" and _gone(module, reasons, answers)):
        return ()
    return (experimental.put(module, finding.id, {"type": updates.RECREATE}, "strategy"),)


def _gone(module: Module, reasons: tuple[str, ...], answers: Answers) -> bool:
    """Whether the answers remove every reason: no GPU, a network of its own, no bind or mount left."""
    if "host-port" in reasons:  # no answer removes it
        return False
    if facts.leaves_host_network(module, answers):
        reasons = tuple(reason for reason in reasons if reason != "host-network")
    if "gpu" in reasons and accelerators.asker(module) and not accelerators.granted(module, answers):
        reasons = tuple(reason for reason in reasons if reason != "gpu")
    dropped = sum(answers.get(bind.id) == "drop" for bind in storage.binds(module))
    if dropped == len(facts.storage_entries(module)):
        reasons = tuple(reason for reason in reasons if reason != "share")
    return not reasons


RULE = Rule(id=rule_ids.STRATEGY, area=Area.RUNTIME, source=("O1", "AGT-9"), detect=detect, apply=apply)
