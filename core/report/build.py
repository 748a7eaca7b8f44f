"""Migration to Report: gathered once, masked once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from core import __version__, validate, words
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module
from core.migration import Migration
from core.model import Choice, Finding, Verdict
from core.redact import Redactor
from core.report.model import (
    ChangeFacts,
    Counts,
    FileFacts,
    FindingFacts,
    ModuleFacts,
    Report,
    Risk,
    SchemaFacts,
)
from core.rules import RULES, RULES_VERSION
from core.words import _

Readiness = Literal["ready", "decide", "by-hand", "blocked"]
ORDER: tuple[Readiness, ...] = ("blocked", "decide", "by-hand", "ready")


def build(migration: Migration, output: Manifest | None = None) -> Report:
    """The report of a migration at this moment; every text in it is masked.

    `output` is the manifest as it is written, where that is not the migration's own text (the strict form).
    """
    return _Builder(migration, output or migration.after()).report()


def output_name(name: str) -> str:
    """The file name of the migrated manifest: `<stem>.gpu.json`."""
    stem = name.rpartition(".")[0] or name
    return f"{stem}.gpu.json"


def masked(finding: Finding, redactor: Redactor) -> Finding:
    """The finding with secrets masked in its facts and options, for titles and prose."""
    facts = redactor.value(finding.facts)
    question = finding.question
    if isinstance(question, Choice):
        options = tuple(
            option.model_copy(update={"facts": redactor.value(option.facts)}) for option in question.options
        )
        question = question.model_copy(update={"options": options})
    return finding.model_copy(update={"facts": facts, "question": question})


class _Builder:
    def __init__(self, migration: Migration, output: Manifest) -> None:
        self.migration = migration
        self.output = output
        self.redactor = Redactor(migration.before)
        self.areas = {rule.id: rule.area for rule in RULES}
        self.decisions = migration.decisions.by_finding()
        self.findings = {finding.id: self._finding(finding) for finding in migration.findings}

    def report(self) -> Report:
        migration = self.migration
        modules = tuple(self._module(module) for module in migration.before.modules)
        deployment = self._of("")
        others = [self.findings[f.id] for f in migration.findings if migration.before.module(f.module) is None]
        source, after = migration.before.source, self.output
        readiness = [module.readiness for module in modules] + [_readiness(others)]
        return Report(
            tool_version=__version__,
            rules_version=RULES_VERSION,
            input=FileFacts(name=source.name, sha256=source.sha256, bytes=len(source.data)),
            output=FileFacts(name=output_name(source.name), sha256=after.source.sha256, bytes=len(after.source.data)),
            shape=migration.before.shape,
            device=migration.device.model_copy(update={"proxy": self._text_or_none(migration.device.proxy)}),
            verdict=min(readiness, key=ORDER.index),
            counts=self._counts(),
            modules=modules,
            deployment=deployment,
            changes=tuple(self._changes()),
            open=tuple(self.findings[name] for name in migration.open),
            accepted=tuple(self._risks()),
            stale=tuple(map(self.redactor.text, migration.stale)),
            problems=tuple(map(self.redactor.text, migration.problems)),
            forms=dict(migration.forms),
            schema_before=self._schema(migration.before),
            schema_after=self._schema(after),
        )

    def _text_or_none(self, text: str | None) -> str | None:
        return None if text is None else self.redactor.text(text)

    def _counts(self) -> Counts:
        findings = self.findings.values()
        return Counts(
            modules=len(self.migration.before.modules),
            changes=len(self.migration.changes),
            findings=dict(sorted(Counter(finding.verdict.value for finding in findings).items())),
            states=dict(sorted(Counter(finding.state for finding in findings).items())),
        )

    def _finding(self, finding: Finding) -> FindingFacts:
        shown = masked(finding, self.redactor)
        decision = self.decisions.get(finding.id)
        used = decision is not None and finding.id not in self.migration.stale
        answer = self.redactor.value(self.migration.answers.get(finding.id))
        state = self.migration.state(finding.id)
        return FindingFacts(
            id=finding.id,
            rule=finding.rule,
            module=finding.module,
            area=self.areas[finding.rule],
            verdict=finding.verdict,
            state=state,
            pointer=finding.pointer,
            title=words.title(shown),
            answer=answer,
            answer_text=_answer_text(shown, self.migration.answers.get(finding.id), answer, state),
            by=decision.by if used and decision is not None else ("default" if state == "applied" else ""),
            when=decision.when if used and decision is not None else None,
            note=self.redactor.text(decision.note) if used and decision is not None else "",
        )

    def _of(self, name: str) -> tuple[FindingFacts, ...]:
        return tuple(self.findings[finding.id] for finding in self.migration.of_module(name))

    def _module(self, module: Module) -> ModuleFacts:
        findings = self._of(module.name)
        own = {finding.id for finding in findings}
        return ModuleFacts(
            name=module.name,
            after_name=ptr.last(self.migration.plan.moved(module.pointer)) or module.name,
            kind=module.kind.value,
            encoding=module.encoding.value,
            form=self.migration.forms.get(module.name),
            readiness=_readiness(findings),
            changes=sum(change.finding in own for change in self.migration.changes),
            findings=findings,
        )

    def _changes(self) -> Iterable[ChangeFacts]:
        for change, entry in zip(self.migration.changes, self.migration.ledger, strict=False):
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
