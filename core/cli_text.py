"""What the command line prints of findings and questions, masked."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from core import words
from core.migration import Migration
from core.model import Choice, Decisions, Finding
from core.redact import redactor_for
from core.replay import replayed
from core.report.build import masked
from core.rules import RULES
from core.words import _


class Failure(Exception):
    """Something that stops a command: exit code 2, and this message on stderr."""


def finding_data(migration: Migration, finding: Finding) -> dict[str, Any]:
    """One finding as `inspect --json` prints it, with its question in words."""
    redactor = redactor_for(migration)
    shown = masked(finding, redactor)
    return {
        "id": finding.id,
        "rule": finding.rule,
        "module": finding.module,
        "area": next(rule.area.value for rule in RULES if rule.id == finding.rule),
        "verdict": finding.verdict.value,
        "pointer": redactor.text(finding.pointer),
        "title": words.title(shown),
        "question": question_data(shown),
        "state": migration.state(finding.id),
        "depends": list(finding.depends),
    }


def inspection_text(migration: Migration) -> str:
    """What `inspect` says to a person: the findings of the deployment, then module by module."""
    manifest = migration.before
    head = _("{name}: {shape}, {count} modules")
    lines = [head.format(name=manifest.source.name, shape=manifest.shape, count=len(manifest.modules))]
    names = [module.name for module in manifest.modules]
    others = [finding for finding in migration.findings if finding.module not in names]
    for name, findings in [(_("Deployment"), others), *((name, migration.of_module(name)) for name in names)]:
        if findings or name in names:
            lines += ["", name]
        for finding in findings:
            data = finding_data(migration, finding)
            lines += [f"  [{data['verdict']}] {data['title']}", f"      {finding.id}"]
    return "\n".join(lines)


def question_data(finding: Finding) -> dict[str, Any] | None:
    """A question with its options in words; `default` null means there is none."""
    question = finding.question
    if question is None:
        return None
    data = question.model_dump(mode="json")
    data["default_reason"] = words.default_reason(finding)
    if isinstance(question, Choice):
        data["options"] = [
            {
                "value": option.value,
                "title": words.option_title(finding, option),
                "consequence": words.option_consequence(finding, option),
            }
            for option in question.options
        ]
    return data


def open_text(migration: Migration, waiting: list[str]) -> str:
    """What keeps a conversion from being written: questions with their options, stale and invalid answers."""
    lines = [_("Nothing was written.")]
    if waiting:
        lines.append(_("{count} findings need you:").format(count=len(waiting)))
    for name in waiting:
        data = finding_data(migration, migration.finding(name))
        lines += [f"  {name}", f"    {data['title']}"]
        question = data["question"]
        if question is None:
            lines.append(_("    blocks the export: mend the manifest, or accept it with --accept-risk REASON"))
        elif question["kind"] == "choice":
            lines += [f"    - {option['value']}: {option['title']}" for option in question["options"]]
        elif question["kind"] == "number":
            lines.append(
                _("    - a whole number from {low} to {high}").format(low=question["low"], high=question["high"])
            )
    mask = redactor_for(migration).text
    stale = replayed(migration.decisions, migration).stale
    lines += [_("  stale answer: {finding} ({why})").format(finding=name, why=why) for name, why in stale]
    lines += [_("  invalid answer: {problem}").format(problem=mask(problem)) for problem in migration.problems]
    if waiting:
        lines.append(
            _("Answer them in the wizard or in a decisions file (--decisions); --defaults takes every default.")
        )
    return "\n".join(lines)


def other_manifest(given: Decisions, migration: Migration, name: str) -> str | None:
    """A warning when the answers were made for another file, None when they fit or do not say."""
    if given.input_sha256 in ("", migration.before.source.sha256):
        return None
    return _("warning: {name} was made for another manifest; answers that do not fit are named").format(name=name)


def fault_text(error: BaseException) -> str:
    """What to say when EdgeShift itself is at fault: where, and not the values, which may be secret."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "?"
    text = _("EdgeShift failed, and the fault is its own: {kind} in {where}. Please report it, with the command.")
    return text.format(kind=type(error).__name__, where=where)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises Failure when it cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Failure(f"{path}: {getattr(error, 'strerror', None) or error}") from error
