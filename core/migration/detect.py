"""Findings of all rules, and the changes that follow from answers to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from core.docker import deployed
from core.docker.written_for import source_of
from core.manifest import edit, write
from core.manifest.manifest import Manifest
from core.manifest.read import read_again
from core.migration import answers as settle
from core.model.base import Json
from core.model.changes import Change
from core.model.decisions import Decisions
from core.model.device import Device
from core.model.findings import Finding, finding_id
from core.model.questions import Choice
from core.rules import BY_ID as RULES_BY_ID
from core.rules import RULES

MOST_TRIED = 20
EFFORT = 4_000
"""So many such answers are tried, each by a run of all rules, and fewer where there are many findings: so many in all.
Those of more findings are not offered."""


def detect(manifest: Manifest, device: Device) -> tuple[Finding, ...]:
    """All findings in rule order; a subject that repeats within a rule and module gets `~2`, `~3` and so on.

    Findings depend on manifest and device alone, and neither ever changes: they are detected once and kept.
    """
    asked = (RULES, device)
    if asked not in manifest.memo:
        manifest.memo[asked] = _settled(manifest, device, _detect(manifest, device))
    found: tuple[Finding, ...] = manifest.memo[asked]
    return found


def _detect(manifest: Manifest, device: Device) -> tuple[Finding, ...]:
    found: list[Finding] = []
    seen: dict[str, int] = {}
    source = source_of(manifest, device)
    for rule in RULES:
        if device.platform not in rule.targets or source not in rule.sources:
            continue
        for finding in rule.detect(manifest, device):
            name = finding_id(finding.rule, finding.module, finding.subject)  # .id would be remembered in the copy
            count = seen[name] = seen.get(name, 0) + 1
            found.append(finding if count == 1 else finding.model_copy(update={"rank": f"~{count}"}))
    return _without_running(found, deployed.unchanged(manifest))


def _without_running(found: list[Finding], running: frozenset[str]) -> tuple[Finding, ...]:
    """The findings but those of modules that run on the target device as they are, and those that depend on them."""
    gone = {finding.id for finding in found if finding.module in running}
    before = -1
    while gone and len(gone) > before:
        before = len(gone)
        gone |= {finding.id for finding in found if not gone.isdisjoint(finding.depends)}
    return tuple(finding for finding in found if finding.id not in gone)


def _settled(manifest: Manifest, device: Device, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, without answers that lead to something that other rules would change in the result.

    Migrating such a result once more would change it again.
    """
    asking = {finding.id: answer for finding in found if (answer := _final_answer(finding))}
    tried = list(asking)[: max(1, min(MOST_TRIED, EFFORT // (len(found) or 1)))]
    if not asking:
        return found
    before = _by_place(_by_default(manifest, found))

    def final(finding: Finding) -> bool:
        if finding.id not in tried:
            return False
        changes = changes_of(manifest, (finding,), asking)
        plan = edit.plan(manifest.tree, edit.sort(changes)[0], kept_containers(manifest), [])
        result = read_again(manifest, write.text(manifest, plan, {}).encode())
        return all(change in before[change.pointer] for change in _by_default(result, _detect(result, device)))

    return tuple(
        _without(finding, asking[finding.id]) if finding.id in asking and not final(finding) else finding
        for finding in found
    )


def _by_place(changes: Iterable[Change]) -> Mapping[str, list[Change]]:
    """Changes by their pointers; none for every other one."""
    places: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        places[change.pointer].append(change)
    return places


def _final_answer(finding: Finding) -> str:
    """The answer of this finding that is offered only where its result is final; empty for none."""
    answer, question = RULES_BY_ID[finding.rule].final_answer, finding.question
    offered = isinstance(question, Choice) and any(option.value == answer for option in question.options)
    return answer if offered else ""


def _without(finding: Finding, answer: str) -> Finding:
    """The finding without this answer, and a fact that says so."""
    tags, question = finding.facts.get("tags"), finding.question
    facts = {**finding.facts, "tags": [*(tags if isinstance(tags, list) else []), "again"]}
    if isinstance(question, Choice):
        options = tuple(option for option in question.options if option.value != answer)
        question = question.model_copy(update={"options": options})
    return finding.model_copy(update={"question": question, "facts": facts})


def _by_default(manifest: Manifest, findings: tuple[Finding, ...]) -> list[Change]:
    return changes_of(manifest, findings, settle.resolve(findings, Decisions()).answers)


def changes_of(manifest: Manifest, findings: Iterable[Finding], answers: Mapping[str, Json]) -> list[Change]:
    """What the rules change for these answers, in the order of the findings."""
    by_id = {rule.id: rule for rule in RULES}
    return [
        change
        for finding in findings
        if finding.id in answers
        for change in by_id[finding.rule].apply(manifest, finding, answers)
    ]


def kept_containers(manifest: Manifest) -> set[str]:
    """Containers that stay when emptied: removing them would say more than any finding said."""
    return {place for module in manifest.modules for place in (module.pointer, module.options_pointer)}
