"""migrate(): one pure function from manifest, device and decisions to everything that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.edits import summary
from core.edits.plan import Layer, layered
from core.manifest import edit, write
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.manifest.read import read_again
from core.migration.answers import resolve, under_present_ids
from core.migration.changes import changes_of, kept_containers, overruled
from core.migration.gc_pause import no_collection
from core.migration.ledger import Entry, of_all
from core.migration.masked_ids import under_plain_ids
from core.migration.masking import redactor_of
from core.migration.stages import staged
from core.model.base import Json
from core.model.changes import Change
from core.model.decisions import Decisions
from core.model.device import Device
from core.model.findings import Finding, Verdict
from core.model.remembered import remembered
from core.model.states import Circumstances, Resolution, Status, derive
from core.redaction.redactor import Redactor
from core.rules import BY_ID as RULES_BY_ID
from core.rules import RULES
from core.text.catalogue import _

_FORMING = tuple(rule for rule in RULES if rule.form is not None)


@dataclass(frozen=True, slots=True)
class Migration:
    """A manifest with everything that follows from the decisions made for it. Immutable.

    `tree` is the logical tree after; `resolutions` say what became of findings and edits.
    `changes` are those of the rules, `edit_layer` the manual edits after them; `plan` holds both. `changing` are the
    findings that change something, also those that change a value only that a first answer brings
    (core.migration.stages). `staged_places` are those of findings after first answers, and of the same in the result.
    """

    before: Manifest
    device: Device
    decisions: Decisions
    findings: tuple[Finding, ...]
    resolutions: Mapping[str, Resolution]
    answers: Mapping[str, Json]
    changes: tuple[Change, ...]
    changing: frozenset[str]
    plan: edit.Plan
    open: tuple[str, ...]
    stale: tuple[str, ...]
    problems: tuple[str, ...]
    wanted_forms: Mapping[str, str]
    edit_layer: Layer
    staged_places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def place(self, finding: Finding) -> str:
        """The pointer of a finding in the result; empty if its place was removed, or for the whole deployment."""
        before, after = self.staged_places.get(finding.id) or (finding.pointer, self.plan.moved(finding.pointer))
        return after if after.count("/") == before.count("/") else ""

    @property
    def tree(self) -> Json:
        """The logical tree after all changes."""
        return self.plan.value

    @property
    @remembered
    def ledger(self) -> tuple[Entry, ...]:
        """The outcome for each affected value, in the order of the changes; kept values and manual edits follow.

        The change of a rule at a place that was edited later is still listed: the later line is in force.
        """
        return of_all(self.before.tree, self.edit_layer, self.changes, self.findings, self.resolutions)

    @property
    def forms(self) -> Mapping[str, str]:
        """Module name to `string` or `chunks`, where the form of the create options changes."""
        return self._text()[1]

    def resolution(self, finding_id: str) -> Resolution:
        """The outcome for a finding, or for an edit by the operator."""
        return self.resolutions[finding_id]

    def status(self, finding_id: str) -> Status | None:
        """The state of a finding for the operator; None for an idle one, which no list shows."""
        return self.statuses[finding_id]

    def finding(self, finding_id: str) -> Finding:
        """The finding of this id; a manual edit is reported as one. Raises KeyError."""
        return self._by_id[finding_id]

    @property
    @remembered
    def _by_id(self) -> dict[str, Finding]:
        return {finding.id: finding for finding in self.explained}

    @property
    @remembered
    def redactor(self) -> Redactor:
        """The one redactor of this migration: the same secret has the same number everywhere."""
        return redactor_of(self.before, self.device, self.decisions)

    @property
    @remembered
    def edits(self) -> tuple[Finding, ...]:
        """The manual edits as findings, including stale and refused ones; masked."""
        return summary.findings(self) if self.edit_layer.resolutions else ()

    @property
    def explained(self) -> tuple[Finding, ...]:
        """Everything that has an explanation: the findings, then the manual edits."""
        return (*self.findings, *self.edits)

    @property
    @remembered
    def shown(self) -> tuple[Finding, ...]:
        """Everything that lists show: what is explained, without findings that require nothing now."""
        return tuple(finding for finding in self.explained if self.status(finding.id) is not None)

    def of_module(self, name: str) -> tuple[Finding, ...]:
        """What is shown of a module in rule order; the empty name gives that of the deployment."""
        return tuple(self._by_module.get(name, ()))

    @property
    @remembered
    def _by_module(self) -> Mapping[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.shown:
            found.setdefault(finding.module, []).append(finding)
        return found

    @property
    @remembered
    def original_names(self) -> Mapping[str, str]:
        """The name that each module of the result has in the original."""
        moved = self.plan.moved
        return {ptr.last(moved(module.pointer)) or module.name: module.name for module in self.before.modules}

    @remembered
    def output(self) -> bytes:
        """The migrated manifest as a file: the text that came in with the changes spliced in."""
        if self.edit_layer.written is not None:
            return self.edit_layer.written.data
        source = self.before.source
        return source.encode(self._text()[0]) if self.changes or self.wanted_forms else source.data

    @remembered
    def after(self) -> Manifest:
        """The migrated manifest, read from its own output."""
        return (
            read_again(self.before, self.output())
            if self.edit_layer.written is None
            else self.edit_layer.written.manifest
        )

    def alters(self, finding: Finding) -> bool:
        """Whether the answer in force changes the manifest: by a change, or by the form of the create options."""
        forms = RULES_BY_ID[finding.rule].form is not None and finding.module in self.wanted_forms
        return forms or finding.id in self.changing

    @property
    @remembered
    def statuses(self) -> Mapping[str, Status | None]:
        """The state of every finding and edit, by id, in their order."""
        given = self.decisions.by_finding()
        statuses: dict[str, Status | None] = {}
        for finding in self.findings:
            rule, answer, decision = RULES_BY_ID[finding.rule], self.answers.get(finding.id), given.get(finding.id)
            decided = decision is not None and finding.id not in self.stale
            now = Circumstances(
                blocks=finding.verdict is Verdict.BLOCK,
                decided=decided,
                default=answer == finding.default,
                changes=self.alters(finding),
                gives_up=finding.verdict is Verdict.ASK and rule.loses(finding, answer),
                advice=rule.advice,
                unasked=finding.verdict is Verdict.AUTO,
            )
            statuses[finding.id] = derive(self.resolution(finding.id), now)
        for name, resolution in self.edit_layer.resolutions.items():
            statuses[name] = derive(resolution, Circumstances())
        return statuses

    @remembered
    def _text(self) -> tuple[str, Mapping[str, str]]:
        """The text of the output, and the form of create options where it changes."""
        if self.edit_layer.written is not None:
            return self.edit_layer.written.text, self.edit_layer.written.forms
        forms = dict(self.wanted_forms)
        return write.text(self.before, self.plan, forms), forms


def migrate(manifest: Manifest, device: Device, decisions: Decisions) -> Migration:
    """Detect, resolve, apply. No clock, locale, network, random or disk inside.

    Findings depend on manifest, device and first answers alone, and are remembered by the manifest.
    """
    with no_collection():
        return _migrate(manifest, device, decisions)


def _migrate(manifest: Manifest, device: Device, decisions: Decisions) -> Migration:
    decisions = under_plain_ids(under_present_ids(decisions), manifest, device)
    now = staged(manifest, device, decisions)
    dropped = {module.name for module in manifest.modules} - {module.name for module in now.manifest.modules}
    resolved = resolve(now.findings, decisions, dropped)
    changes = changes_of(now.manifest, now.found, resolved.answers)
    settled = overruled(changes, now.found, resolved.answers, decisions.by_finding())
    resolved.set_aside(settled)
    changes = [change for change in changes if change.finding not in settled]
    lost = [change for change in changes if not change.pointer.startswith(manifest.root)] if manifest.root else []
    ordered, clashes = edit.sort([change for change in changes if change not in lost] if lost else changes)
    plan = edit.plan(now.manifest.tree, ordered, kept_containers(now.manifest), lost)
    refused = {id(clash.change) for clash in clashes} | {id(change) for change in lost}
    done = tuple(change for change in changes if id(change) not in refused)
    changing = frozenset(change.finding for change in done)
    places: dict[str, tuple[str, str]] = {}
    if now.stages:
        places = {finding.id: (finding.pointer, plan.moved(finding.pointer)) for finding in now.found}
        done = now.folded(done)
        changing |= {change.finding for change in done}
        plan = edit.plan(manifest.tree, edit.sort(done)[0], kept_containers(manifest), [])
    edit_layer = layered(manifest, plan, decisions, lambda whole: _forms(now.manifest, whole, resolved.answers))
    refusals = (*map(_clash_text, clashes), *map(_lost_text, lost))
    return Migration(
        before=manifest,
        device=device,
        decisions=decisions,
        findings=now.findings,
        resolutions=resolved.resolutions | edit_layer.resolutions,
        answers=resolved.answers,
        changes=done,
        changing=changing,
        plan=edit_layer.whole,
        open=tuple(resolved.open),
        stale=(*resolved.stale, *edit_layer.stale),
        problems=(*resolved.problems, *refusals, *edit_layer.problems),
        wanted_forms=_forms(now.manifest, edit_layer.whole, resolved.answers),
        edit_layer=edit_layer,
        staged_places={name: (before, edit_layer.moved(after)) for name, (before, after) in places.items()},
    )


def _forms(manifest: Manifest, plan: edit.Plan, answers: Mapping[str, Json]) -> dict[str, str]:
    """Create options whose form changes: an object with a key the hub refuses, a string that is too long."""
    by_module: dict[str, str] = {}
    answered = {name.partition("/")[0] for name in answers}
    rules = [rule for rule in _FORMING if rule.id in answered]
    for module in manifest.modules if rules else ():
        for rule in rules:
            form = rule.form(module, answers) if rule.form is not None else ""
            if form and _has(plan.value, plan.moved(module.options_pointer)):
                by_module[module.name] = form
    return by_module


def _has(tree: Json, pointer: str) -> bool:
    try:
        ptr.resolve(tree, pointer)
    except KeyError:
        return False
    return True


def _clash_text(clash: edit.Clash) -> str:
    text = _("{finding}: not applied, because {other} changes the same place; change the answer of one of the two")
    return text.format(finding=clash.change.finding, other=clash.other.finding)


def _lost_text(change: Change) -> str:
    text = _("{finding}: not applied, because it cannot be added at {pointer}; change the answer, or edit the file")
    return text.format(finding=change.finding, pointer=change.pointer)
