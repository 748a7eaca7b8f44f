"""A module with a proxy variable must still reach localhost directly."""

from __future__ import annotations

from core.docker import placeholders, proxy
from core.manifest.equal_modules import where
from core.manifest.manifest import EnvVar, Kind, Manifest, Module
from core.model import rule_ids
from core.model.changes import giving_up
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = choice(
    option(
        "add",
        N_("Add localhost to the exceptions"),
        N_("Calls of {module} to its helper container do not go to the proxy."),
    ),
    option(
        "leave",
        N_("Keep the variables as they are"),
        N_("Correct only if {module} does not use its proxy variable for plain HTTP."),
    ),
    default="add",
    reason=N_("the helper container of every module answers at http://localhost"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module whose proxy variable has no exception for localhost."""
    for module in where(manifest, proxy.variables):
        listed = proxy.exceptions(module)
        lacking = [env for env in listed if not proxy.lists_localhost(env.value)]
        hidden = any(placeholders.is_left(env.value) for env in lacking)
        if (lacking or not listed) and not hidden:
            yield _finding(module, proxy.variables(module)[0], lacking)


def _finding(module: Module, variable: EnvVar, lacking: list[EnvVar]) -> Finding:
    verdict = Verdict.ASK if module.kind is Kind.CUSTOM else Verdict.AUTO
    return RULE.finding(
        module,
        "no_proxy",
        lacking[0].pointer if lacking else variable.pointer,
        verdict,
        question=_QUESTION if verdict is Verdict.ASK else None,
        proxy=variable.name,
        name=lacking[0].name if lacking else "no_proxy",
        variant="merge" if lacking else "",
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds localhost to the end of every list, or as a new list beside the proxy variable."""
    if answers[finding.id] == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    lacking = [env for env in proxy.exceptions(module) if not proxy.lists_localhost(env.value)]
    if lacking:
        return giving_up(proxy.add_exception(env, finding.id) for env in lacking)
    beside = next(env for env in proxy.variables(module) if env.pointer == finding.pointer)
    return giving_up([proxy.new_exception(module, beside, finding.id)])


RULE = Rule(id=rule_ids.PROXY_EXCEPTIONS, area=Area.PROXY, source=("P3",), detect=detect, apply=apply)
