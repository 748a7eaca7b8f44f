"""Builds the report of a migration: collected once and masked once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from core import __version__
from core.manifest import pointer as ptr
from core.manifest import schemas
from core.manifest.file_names import portable
from core.manifest.manifest import Manifest, Module
from core.migration.gc_pause import no_collection
from core.migration.migrate import Migration
from core.migration.verdict import Kind, Reason, judged
from core.migration.verify import verify_migration
from core.model.decisions import About
from core.model.findings import Finding
from core.model.questions import Choice
from core.model.states import Detail, State, Status
from core.redaction import by_default
from core.report import blocks, cluster, edits, outside, work
from core.report.model import (
    Counts,
    FileFacts,
    FindingFacts,
    ModuleFacts,
    Readiness,
    ReasonFacts,
    Report,
    Risk,
    SchemaFacts,
    Task,
    TaskKind,
    VerdictFacts,
)
from core.report.shown import masked, masked_findings, names_after, pointer_text, shown_findings
from core.rules import RULES, RULES_VERSION
from core.targets.kubernetes import hub
from core.text import explanations
from core.text.catalogue import _

__all__ = ["build", "masked", "output_name"]

ORDER: tuple[Readiness, ...] = ("blocked", "decide", "confirm", "by-hand", "ready")
READINESS: dict[TaskKind, Readiness] = {"blocked": "blocked", "open": "decide", "by-hand": "by-hand", "loss": "confirm"}
TASKS = tuple(READINESS)


def build(migration: Migration, output: Manifest | None = None, unanswered: Collection[str] = ()) -> Report:
    """The report of a migration as it is now; every text in it is masked.

    `output` is the manifest as it is written, where that is not the migration's own text (the strict form).
    `unanswered` are findings whose default no one took: they count as open, and their changes as not made.
    """
    with no_collection():
        return _Builder(migration, output or migration.after(), unanswered).report()


def output_name(name: str) -> str:
    """The file name of the migrated manifest: `<stem>.gpu.json`."""
    stem = name.rpartition(".")[0] or name
    return portable(stem, ".gpu.json")


class _Builder:
    def __init__(self, migration: Migration, output: Manifest, unanswered: Collection[str]) -> None:
        self.migration = migration
        self.output = output
        self.raw = json.loads(self.output.source.blanked)
        self.unanswered = frozenset(unanswered)
        self.redactor = migration.redactor
        self.areas = {rule.id: rule.area for rule in RULES}
        self.decisions = migration.decisions.by_finding()
        self.modules = {module.name: module for module in migration.before.modules}
        self.names = names_after(migration)
        self.shown = shown_findings(migration)
        self.findings = {
            finding.id: self._finding(finding, status)
            for finding in migration.findings
            if (status := migration.status(finding.id)) is not None
        }
        given = (facts for facts in self.findings.values() if facts.state in (State.CONFIRM, State.CHANGED))
        self.losses = {risk.finding: risk for facts in given for risk in self._losses(facts)}
        found = (*self._tasks(), *blocks.tasks(migration))
        self.tasks = tuple(sorted(found, key=lambda task: TASKS.index(task.kind)))
        self.work: dict[str, list[Task]] = {}
        for task in self.tasks:
            self.work.setdefault(task.old_name or task.module, []).append(task)
        self.changes = (*edits.of_rules(migration, self.unanswered), *edits.changes(migration))
        self.edited = Counter(item.edit.module for item in migration.edit_layer.done)
        self.per_finding = Counter(change.finding for change in self.changes)
        self.per_module: dict[str, list[FindingFacts]] = {}
        for finding in self.findings.values():
            self.per_module.setdefault(finding.module, []).append(finding)

    def report(self) -> Report:
        migration = self.migration
        modules = tuple(self._module(module) for module in migration.before.modules)
        deployment = tuple(finding for finding in self.findings.values() if finding.module not in self.modules)
        source, after, proxy = migration.before.source, self.output.source, migration.device.proxy
        runs = {migration.device.platform: cluster.facts(migration, self.redactor)}
        words = verify_migration(migration).target.words
        outside_work = outside.entries(migration, cluster.held(migration), words, self.redactor)
        return Report(
            tool_version=__version__,
            rules_version=RULES_VERSION,
            input=FileFacts(name=source.name, sha256=source.sha256, bytes=len(source.as_came)),
            output=FileFacts(name=output_name(source.name), sha256=after.sha256, bytes=len(after.data)),
            shape=migration.before.shape,
            about=self._about(),
            decided=self._decided(),
            device=migration.device.model_copy(update={"proxy": proxy and self.redactor.text(proxy)}),
            proxies=tuple(self._proxies()),
            verdict=self._verdict(),
            minutes=sum(task.minutes for task in self.tasks) + sum(entry.minutes for entry in outside_work),
            counts=self._counts(),
            modules=modules,
            deployment=deployment,
            changes=self.changes,
            hand_edits=edits.facts(migration),
            open=tuple(finding for finding in self.findings.values() if finding.state is State.NEEDS_YOU),
            tasks=self.tasks,
            outside=outside_work,
            unresolved=tuple(self._unresolved()),
            accepted=tuple(self._accepted()),
            kubernetes=runs.get("kubernetes"),
            linux_vm=runs.get("linux-vm"),
            stale=tuple(map(self.redactor.text, migration.stale)),
            problems=tuple(map(self.redactor.text, migration.problems)),
            forms=dict(migration.forms),
            twin_bytes=hub.sizes(self.output, self.raw),
            schema_before=self._schema(migration.before),
            schema_after=self._schema(self.output),
        )

    def _counts(self) -> Counts:
        findings = [finding for finding in self.findings.values() if finding.state is not State.ADVICE]
        return Counts(
            modules=len(self.migration.before.modules),
            changes=len(self.changes),
            findings=dict(sorted(Counter(finding.verdict.value for finding in findings).items())),
            states=dict(sorted(Counter(finding.state.value for finding in self.findings.values()).items())),
        )

    def _about(self) -> About:
        """Customer, site and operator, masked because such texts are often pasted."""
        given = self.migration.decisions.about
        return About.model_validate({name: self.redactor.text(text) for name, text in given})

    def _decided(self) -> tuple[str, ...]:
        """The first and the last time of the decisions, once where they are the same."""
        times = sorted(item.when for item in self.decisions.values() if item.when)
        return tuple(dict.fromkeys((times[0], times[-1]))) if times else ()

    def _proxies(self) -> Iterable[str]:
        """The web proxies that the original names, each once; what is no address is masked."""
        named = (variable for module in self.migration.before.modules for variable in module.env())
        found = [(item.name, item.value) for item in named if item.name.lower() in ("https_proxy", "http_proxy")]
        shown = (by_default.variable(self.redactor, *item) for item in found if isinstance(item[1], str) and item[1])
        return dict.fromkeys(map(str, shown))

    def _verdict(self) -> VerdictFacts:
        """The verdict; a default that is not accepted is an open question here."""
        judgement, mask = judged(self.migration), self.redactor.finding_id
        reasons = [
            replace(reason, kind=Kind.QUESTION) if reason.id in self.unanswered else reason
            for reason in judgement.reasons
        ]
        originals, known = self.migration.original_names, masked_findings(self.migration)
        return VerdictFacts(
            outcome=replace(judgement, reasons=tuple(reasons)).outcome,
            reasons=tuple(
                ReasonFacts(
                    kind=reason.kind,
                    id=mask(reason.id),
                    module=originals.get(reason.finding.module, reason.finding.module),
                    title=self._title(reason, known.get(reason.id)),
                    fix=mask(reason.fix) if reason.fix else "",
                )
                for reason in reasons
            ),
        )

    def _title(self, reason: Reason, known: Finding | None) -> str:
        """The title of a reason, with the names of modules before the migration; `known` is its finding, masked."""
        finding = known or masked(reason.finding, self.redactor)
        same = reason.id in self.findings and self.shown[reason.id] is finding
        return self.findings[reason.id].title if same else explanations.title(finding)

    def _finding(self, finding: Finding, status: Status) -> FindingFacts:
        shown = self.shown[finding.id]
        decision = None if finding.id in self.migration.stale else self.decisions.get(finding.id)
        waits = finding.id in self.unanswered
        answer = None if waits else self.migration.answers.get(finding.id)
        shown_answer = self.redactor.value(answer)
        status = Status(State.NEEDS_YOU, Detail.QUESTION) if waits else status
        return FindingFacts(
            id=finding.id,
            rule=finding.rule,
            module=finding.module,
            area=self.areas[finding.rule],
            verdict=finding.verdict,
            state=status.state,
            detail=status.detail,
            pointer=pointer_text(finding.pointer, self.redactor),
            title=explanations.title(shown),
            answer=shown_answer,
            answer_text=_answer_text(shown, answer, shown_answer, status),
            by=self.redactor.text(decision.by) if decision is not None else ("" if answer is None else "default"),
            when=decision.when if decision is not None else None,
            note=self.redactor.text(decision.note) if decision is not None else "",
        )

    def _module(self, module: Module) -> ModuleFacts:
        findings = tuple(self.per_module.get(module.name, ()))
        return ModuleFacts(
            name=module.name,
            after_name=self.names[module.name],
            kind=module.kind.value,
            encoding=module.encoding.value,
            form=self.migration.forms.get(module.name),
            readiness=self._readiness(module.name),
            changes=sum(self.per_finding[finding.id] for finding in findings) + self.edited[module.name],
            twin_bytes=self._twin_bytes(module),
            minutes=sum(task.minutes for task in self.work.get(module.name, ())),
            findings=findings,
        )

    def _twin_bytes(self, module: Module) -> int:
        if self.output.root:
            return 0
        try:
            return hub.size(ptr.resolve(self.raw, self.migration.plan.moved(module.pointer)))
        except KeyError:
            return 0

    def _losses(self, facts: FindingFacts) -> Iterable[Risk]:
        return work.losses(facts, self.shown[facts.id], facts.answer)

    def _tasks(self) -> Iterable[Task]:
        for facts in self.findings.values():
            kind = work.task_kind(facts)
            if kind is not None:
                names = (facts.module, self.names.get(facts.module, facts.module))
                place = work.place_text(self.migration.before, self.modules.get(facts.module), facts.pointer)
                yield work.task(kind, facts, self.shown[facts.id], names, place, facts.answer)

    def _unresolved(self) -> Iterable[Risk]:
        for facts in self.findings.values():
            if facts.detail is Detail.BLOCK:
                yield work.risk(facts, _("The target would refuse this or lose data."))
            elif facts.state is State.CONFIRM:
                yield self.losses[facts.id]
        yield from blocks.unresolved(self.migration)

    def _accepted(self) -> Iterable[Risk]:
        for facts in self.findings.values():
            if facts.detail is Detail.ACCEPTED:
                yield work.risk(facts, _("Accepted although the target would refuse this or lose data."))
            elif facts.state is State.CHANGED and facts.id in self.losses:
                yield self.losses[facts.id]
        yield from blocks.accepted(self.migration)

    def _readiness(self, module: str) -> Readiness:
        """The worst that is left to do at a module."""
        left = (READINESS[task.kind] for task in self.work.get(module, ()))
        return min((*left, ORDER[-1]), key=ORDER.index)

    def _schema(self, manifest: Manifest) -> tuple[SchemaFacts, ...]:
        problems = schemas.validate(manifest)
        return tuple(SchemaFacts(pointer=p.pointer, message=self.redactor.text(p.message)) for p in problems)


def _answer_text(finding: Finding, answer: object, shown: object, status: Status) -> str:
    if status.detail is Detail.KEPT and answer is None:
        return _("kept unchanged")
    if answer is None or finding.question is None:
        return ""
    if isinstance(finding.question, Choice):
        for option in finding.question.options:
            if option.value == answer:
                return explanations.option_title(finding, option)
    return str(shown)
