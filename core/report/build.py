"""Migration to Report: gathered once, masked once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable

from core import __version__, validate, words
from core.kubernetes import hub
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module
from core.migration import Migration
from core.model import Choice, Finding, Json, Verdict
from core.redact import Redactor, redactor_for
from core.report.model import (
    ChangeFacts,
    Counts,
    FileFacts,
    FindingFacts,
    ModuleFacts,
    Readiness,
    Report,
    Risk,
    SchemaFacts,
)
from core.rules import RULES, RULES_VERSION
from core.words import _

ORDER: tuple[Readiness, ...] = ("blocked", "decide", "by-hand", "ready")


def build(migration: Migration, output: Manifest | None = None, unanswered: Collection[str] = ()) -> Report:
    """The report of a migration at this moment; every text in it is masked.

    `output` is the manifest as it is written, where that is not the migration's own text (the strict form).
    `unanswered` are findings whose default nobody took: they count as open, and their changes as not made.
    """
    return _Builder(migration, output or migration.after(), unanswered).report()


def output_name(name: str) -> str:
    """The file name of the migrated manifest: `<stem>.gpu.json`."""
    stem = name.rpartition(".")[0] or name
    return f"{stem}.gpu.json"


def masked(finding: Finding, redactor: Redactor) -> Finding:
    """The finding with secrets masked in its facts and options, for titles and prose."""
    question = finding.question
    if isinstance(question, Choice):
        options = tuple(
            option.model_copy(update={"facts": _masked_facts(option.facts, redactor)}) for option in question.options
        )
        question = question.model_copy(update={"options": options})
    return finding.model_copy(update={"facts": _masked_facts(finding.facts, redactor), "question": question})


def _masked_facts(facts: dict[str, Json], redactor: Redactor) -> dict[str, Json]:
    """The names of facts are ours and promise nothing."""
    return {name: redactor.value(value) for name, value in facts.items()}


class _Builder:
    def __init__(self, migration: Migration, output: Manifest, unanswered: Collection[str]) -> None:
        self.migration = migration
        self.output = output
        self.raw = json.loads(self.output.source.blanked)
        self.unanswered = frozenset(unanswered)
        self.redactor = redactor_for(migration)
        self.areas = {rule.id: rule.area for rule in RULES}
        self.decisions = migration.decisions.by_finding()
        self.findings = {finding.id: self._finding(finding) for finding in migration.findings}
        self.changes = tuple(self._changes())
        self.per_finding = Counter(change.finding for change in self.changes)
        self.per_module: dict[str, list[FindingFacts]] = {}
        for finding in self.findings.values():
            self.per_module.setdefault(finding.module, []).append(finding)

    def report(self) -> Report:
        migration = self.migration
        modules = tuple(self._module(module) for module in migration.before.modules)
        deployment = tuple(self.findings[f.id] for f in migration.findings if migration.before.module(f.module) is None)
        source, after = migration.before.source, self.output.source
        readiness = [*(module.readiness for module in modules), _readiness(deployment)]
        return Report(
            tool_version=__version__,
            rules_version=RULES_VERSION,
            input=FileFacts(name=source.name, sha256=source.sha256, bytes=len(source.data)),
            output=FileFacts(name=output_name(source.name), sha256=after.sha256, bytes=len(after.data)),
            shape=migration.before.shape,
            device=migration.device.model_copy(update={"proxy": self._text_or_none(migration.device.proxy)}),
            verdict=min(readiness, key=ORDER.index),
            counts=self._counts(),
            modules=modules,
            deployment=deployment,
            changes=self.changes,
            open=tuple(finding for finding in self.findings.values() if finding.state == "open"),
            accepted=tuple(self._risks()),
            stale=tuple(map(self.redactor.text, migration.stale)),
            problems=tuple(map(self.redactor.text, migration.problems)),
            forms=dict(migration.forms),
            twin_bytes=hub.sizes(self.output),
            schema_before=self._schema(migration.before),
            schema_after=self._schema(self.output),
        )

    def _text_or_none(self, text: str | None) -> str | None:
        return None if text is None else self.redactor.text(text)

    def _counts(self) -> Counts:
        findings = self.findings.values()
        return Counts(
            modules=len(self.migration.before.modules),
            changes=len(self.changes),
            findings=dict(sorted(Counter(finding.verdict.value for finding in findings).items())),
            states=dict(sorted(Counter(finding.state for finding in findings).items())),
        )

    def _finding(self, finding: Finding) -> FindingFacts:
        shown = masked(finding, self.redactor)
        decision = None if finding.id in self.migration.stale else self.decisions.get(finding.id)
        waits = finding.id in self.unanswered
        answer = None if waits else self.migration.answers.get(finding.id)
        state = "open" if waits else self.migration.state(finding.id)
        return FindingFacts(
            id=finding.id,
            rule=finding.rule,
            module=finding.module,
            area=self.areas[finding.rule],
            verdict=finding.verdict,
            state=state,
            pointer=self.redactor.text(finding.pointer),
            title=words.title(shown),
            answer=self.redactor.value(answer),
            answer_text=_answer_text(shown, answer, self.redactor.value(answer), state),
            by=self.redactor.text(decision.by) if decision is not None else ("default" if state == "applied" else ""),
            when=decision.when if decision is not None else None,
            note=self.redactor.text(decision.note) if decision is not None else "",
        )

    def _module(self, module: Module) -> ModuleFacts:
        findings = tuple(self.per_module.get(module.name, ()))
        return ModuleFacts(
            name=module.name,
            after_name=ptr.last(self.migration.plan.moved(module.pointer)) or module.name,
            kind=module.kind.value,
            encoding=module.encoding.value,
            form=self.migration.forms.get(module.name),
            readiness=_readiness(findings),
            changes=sum(self.per_finding[finding.id] for finding in findings),
            twin_bytes=self._twin_bytes(module),
            findings=findings,
        )

    def _twin_bytes(self, module: Module) -> int:
        if self.output.root:
            return 0
        try:
            return hub.size(ptr.resolve(self.raw, self.migration.plan.moved(module.pointer)))
        except KeyError:
            return 0

    def _changes(self) -> Iterable[ChangeFacts]:
        for change, entry in zip(self.migration.changes, self.migration.ledger, strict=False):  # then what was kept
            if change.finding in self.unanswered:
                continue
            key = _name_of(change.pointer)
            yield ChangeFacts(
                op=change.op,
                pointer=self.redactor.text(change.pointer),
                before=self.redactor.value(entry.before, key),
                after=self.redactor.value(entry.after, key),
                finding=change.finding,
            )

    def _risks(self) -> Iterable[Risk]:
        for finding in self.findings.values():
            if finding.state == "accepted":
                yield Risk(
                    finding=finding.id, title=finding.title, by=finding.by, reason=finding.note, when=finding.when
                )

    def _schema(self, manifest: Manifest) -> tuple[SchemaFacts, ...]:
        problems = validate.validate(manifest)
        return tuple(SchemaFacts(pointer=p.pointer, message=self.redactor.text(p.message)) for p in problems)


def _name_of(pointer: str) -> str:
    """The name a value stands under: that of the variable for an `env` value, else the last key."""
    return ptr.last(pointer.removesuffix("/value"))


def _readiness(findings: Iterable[FindingFacts]) -> Readiness:
    found: Readiness = "ready"
    for finding in findings:
        state: Readiness = "ready"
        if finding.state == "open":
            state = "blocked" if finding.verdict is Verdict.BLOCK else "decide"
        elif finding.state == "manual":
            state = "by-hand"
        found = min(found, state, key=ORDER.index)
    return found


def _answer_text(finding: Finding, answer: object, shown: object, state: str) -> str:
    if state == "kept":
        return _("kept as it is")
    if answer is None or finding.question is None:
        return ""
    if isinstance(finding.question, Choice):
        for option in finding.question.options:
            if option.value == answer:
                return words.option_title(finding, option)
    return str(shown)
