"""Findings in the form of the pages: masked, and with the names of modules after the migration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from core.docker.module_places import DOTTED
from core.manifest import pointer as ptr
from core.migration.migrate import Migration
from core.model.base import Json
from core.model.findings import Finding
from core.model.questions import Choice, Option
from core.model.remembered import remembered
from core.redaction.names import secret_name
from core.redaction.redactor import Redactor
from core.rules import BY_ID as RULES_BY_ID

_DEPTH = 6
"""The number of tokens in the pointer of a module, in the most common shape."""


def masked(finding: Finding, redactor: Redactor) -> Finding:
    """The finding with secrets masked in its facts and options; the same object if it has none."""
    facts = _masked_facts(finding.facts, redactor)
    name = _name(finding.pointer) if "value" in facts else ""
    if secret_name(name):
        facts = {**facts, "value": redactor.value(facts["value"], name)}
    question = finding.question
    if isinstance(question, Choice):
        options = tuple(_masked_option(option, redactor) for option in question.options)
        if any(new is not old for new, old in zip(options, question.options, strict=True)):
            question = question.model_copy(update={"options": options})
    if facts is finding.facts and question is finding.question:
        return finding
    return replace(finding, facts=facts, question=question)


@remembered
def masked_findings(migration: Migration) -> dict[str, Finding]:
    """Every finding of a rule masked, by id."""
    return dict(_all_masked(migration.findings, migration.redactor))


def _all_masked(findings: Iterable[Finding], redactor: Redactor) -> Iterator[tuple[str, Finding]]:
    """Yields ids and masked findings. Those of equal modules share all but the name, and are looked at once."""
    clean: set[tuple[object, ...]] = set()
    for finding in findings:
        facts = finding.facts
        shared = [id(value) for name, value in facts.items() if name != "module"]
        name = _name(finding.pointer) if "value" in facts else ""
        key = (len(redactor.numbers), name, id(finding.question), *shared)
        module = facts.get("module")
        if key in clean and redactor.value(module) == module:
            yield finding.id, finding
            continue
        shown = masked(finding, redactor)
        if shown is finding:
            clean.add(key)
        yield finding.id, shown


@remembered
def shown_findings(migration: Migration) -> dict[str, Finding]:
    """Every finding as the pages show it, by id: masked, its modules by the names they have after the migration."""
    names = names_after(migration)
    return {name: renamed(finding, names) for name, finding in masked_findings(migration).items()}


def hidden_ids(migration: Migration) -> dict[str, str]:
    """The masked ids of findings whose id contains a secret, such as a label named by one, by id; usually empty."""
    redactor = migration.redactor
    masks = ((finding.id, redactor.finding_id(finding.id)) for finding in migration.findings)
    return {name: mask for name, mask in masks if name != mask}


@remembered
def names_after(migration: Migration) -> dict[str, str]:
    """The name of each module after the migration, by the one before."""
    moved = migration.plan.moved
    names = {module.name: ptr.last(moved(module.pointer)) for module in migration.before.modules}
    return {name: after.removeprefix(DOTTED) or name for name, after in names.items()}


def pointer_text(pointer: str, redactor: Redactor) -> str:
    """A pointer with secrets masked, split around the name of the module because the rest is the same in many of them.

    A cut at a slash tears nothing, for within a token a slash is written otherwise.
    """
    start, name, below = around_module(pointer)
    text = redactor.text
    return text(start) + text(name) + text(below) if name else text(start)


def around_module(pointer: str) -> tuple[str, str, str]:
    """What is before the name of the module in a pointer, the name with its slash, and what is below."""
    tokens = pointer.split("/", _DEPTH)
    if len(tokens) < _DEPTH:
        return pointer, "", ""
    below = f"/{tokens[_DEPTH]}" if len(tokens) > _DEPTH else ""
    return "/".join(tokens[: _DEPTH - 1]), f"/{tokens[_DEPTH - 1]}", below


def renamed(finding: Finding, names: Mapping[str, str]) -> Finding:
    """The finding with the names of its modules after the migration, unless the name is the subject."""
    fields = {
        fact: names[finding.facts[fact]]
        for fact in ("module", "owner")
        if finding.facts.get(fact) in names and names[finding.facts[fact]] != finding.facts[fact]
    }
    rule = RULES_BY_ID.get(finding.rule)
    if not fields or (rule is not None and rule.renames):
        return finding
    return replace(finding, facts={**finding.facts, **fields})


def _name(pointer: str) -> str:
    """The name that the value at a place is under."""
    tokens = [token for token in ptr.split(pointer) if token != "value" and not token.isdigit()]
    return tokens[-1] if tokens else ""


def _masked_facts(facts: dict[str, Json], redactor: Redactor) -> dict[str, Json]:
    """The facts with masked values; their names are ours. The same object if nothing is masked."""
    masked = {name: redactor.value(value) for name, value in facts.items()}
    return facts if masked == facts else masked


def _masked_option(option: Option, redactor: Redactor) -> Option:
    facts = _masked_facts(option.facts, redactor) if option.facts else option.facts
    return option if facts is option.facts else option.model_copy(update={"facts": facts})
