"""The texts that the command line prints of findings and questions, masked."""

from __future__ import annotations

import argparse
import json
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.cli.inputs import Failure
from core.cli.questions import (
    answers_file,
    finding_words,
    first_answer,
    in_state,
    lines_of_checks,
    mask_of,
    masked_value,
    question_lines,
    to_confirm,
)
from core.docker.written_for import evidence, source_of
from core.migration.migrate import Migration
from core.migration.remedy import remedies
from core.migration.replay import replayed
from core.migration.verdict import Kind, Reason, judged
from core.model.decisions import Decisions
from core.model.findings import Finding
from core.model.states import State, Status
from core.redaction.redactor import Redactor
from core.redaction.shapes import MASK
from core.report.build import masked
from core.rules import BY_ID as RULES_BY_ID
from core.text import catalogue, explanations, states
from core.text.catalogue import N_, _


def inspection_text(migration: Migration, path: str, reveal: bool = False, *, advice: bool = False) -> str:
    """The text of `inspect`: the findings of the deployment, then those of each module, and the next steps.

    Findings that only advise are counted; `advice` prints them in full.
    """
    manifest = migration.before
    count, given = len(manifest.modules), {"name": manifest.source.name, "shape": manifest.shape}
    lines = [catalogue.plural("{name}: {shape}, {count} module", "{name}: {shape}, {count} modules", count, **given)]
    lines.append(_source_line(migration, mask_of(migration, reveal)))
    names = dict.fromkeys(module.name for module in manifest.modules if module.name)  # else it is the deployment
    others = [finding for finding in migration.shown if finding.module not in names]
    checked = lines_of_checks(migration, reveal)
    for name, findings in [("", others), *((name, migration.of_module(name)) for name in names)]:
        if findings or name in names or name in checked:
            lines += ["", mask_of(migration, reveal)(name or _("Deployment"))]
        lines += [*_finding_lines(migration, findings, reveal, advice), *checked.get(name, ())]
    return "\n".join([*lines, "", *_masked_note(lines), *_next_steps(migration, path, advice)])


def _finding_lines(migration: Migration, findings: Sequence[Finding], reveal: bool, advice: bool) -> list[str]:
    """The findings of a module in the order of their states, with the advice last, in full or as a count."""
    shown = [(status, finding) for finding in findings if (status := migration.status(finding.id)) is not None]
    lines: list[str] = []
    folded = 0
    for status, finding in sorted(shown, key=lambda pair: states.order(pair[0])):
        if status.state is State.ADVICE and not advice:
            folded += 1
            continue
        data, look = finding_words(migration, finding, reveal), states.look(status)
        lines += [f"  {look.sign} {look.word}: {data['title']}", f"      {data['id']}"]
        lines += question_lines(data["question"], "      ")
    if folded:
        text = catalogue.plural(
            "{count} note of advice (print with --all)", "{count} notes of advice (print with --all)", folded
        )
        lines.append(f"  {states.look(Status(State.ADVICE)).sign} {states.name(State.ADVICE)}: {text}")
    return lines


def _source_line(migration: Migration, mask: Callable[[str], str]) -> str:
    """The source that the manifest was written for, and the evidence."""
    found = list(dict.fromkeys(text for _module, text in evidence(migration.before, migration.device)))
    if source_of(migration.before, migration.device) == "docker":
        return _("Written for Docker, as on the FPGA device. If that is wrong, add --source kubernetes.")
    text = _("Written for Kubernetes ({evidence}). If that is wrong, add --source docker.")
    return text.format(evidence=", ".join(map(mask, found[:3])) or _("as given"))


def _masked_note(lines: Sequence[str]) -> list[str]:
    """How to see masked values, if the lines contain any."""
    return (
        [_("{mask} is a secret that is not printed; --reveal shows it.").format(mask=MASK)]
        if MASK in str(lines)
        else []
    )


def _next_steps(migration: Migration, path: str, advice: bool) -> list[str]:
    """How many questions have a default and how many do not, how many of them are not printed, the next command."""
    asked = [finding for finding in migration.shown if finding.question is not None]
    waiting, confirm = len(judged(migration).blocking), _count(migration, State.CONFIRM)
    sentence = catalogue.plural("{count} finding needs you", "{count} findings need you", waiting)
    settled = len(asked) - len(judged(migration).of(Kind.QUESTION))
    rest = catalogue.plural("{count} question has a default", "{count} questions have a default", settled)
    folded = sum(finding.question is not None for finding in in_state(migration, State.ADVICE))
    if folded and not advice:
        text = _("{shown} shown, {folded} under advice: --all")
        rest = f"{rest} ({text.format(shown=settled - folded, folded=folded)})"
    if confirm:
        text = catalogue.plural(
            "{count} of them is a suggestion to confirm", "{count} of them are suggestions to confirm", confirm
        )
        rest = f"{rest}, {text}"
    next_command = (
        _("Next: edgeshift convert {name} --out FOLDER --decisions FILE, with the answers that are needed in FILE.")
        if waiting
        else _("Next: edgeshift convert {name} --out FOLDER --defaults. Add --decisions FILE to give other answers.")
    )
    return [
        f"{sentence}; {rest}." if asked or waiting else _("There are no questions."),
        next_command.format(name=path),
        answers_file("ID", "OPTION"),
    ]


def _count(migration: Migration, state: State) -> int:
    """The number of findings in a state, without accepted risks."""
    return len(in_state(migration, state))


def open_text(migration: Migration, waiting: Sequence[Reason], defaults: bool, reveal: bool = False) -> str:
    """Why a conversion was not written: questions with their options, blocks, stale and invalid answers.

    `defaults` says whether those are taken: then only what has none is left, and an example shows how to answer.
    """
    suggested = [reason for reason in waiting if reason.kind is Kind.SUGGESTION]
    needed = [reason for reason in waiting if reason not in suggested]
    one, many = (
        N_("{count} question has a default that is not confirmed:"),
        N_("{count} questions have a default that is not confirmed:"),
    )
    lines = [_("Nothing was written.")]
    if needed:
        lines.append(catalogue.plural("{count} finding needs you:", "{count} findings need you:", len(needed)))
    for reason in needed:
        lines += (_check_lines if reason.kind is Kind.CHECK else _rule_lines)(migration, reason, reveal)
    if suggested:
        lines.append(catalogue.plural(one, many, len(suggested)))
    for reason in suggested:
        lines += _rule_lines(migration, reason, reveal)
    mask = mask_of(migration, reveal)
    stale = replayed(migration.decisions, migration).stale
    lines += [_("  unusable answer: {finding} ({why})").format(finding=mask(name), why=why) for name, why in stale]
    lines += [_("  invalid answer: {problem}").format(problem=mask(problem)) for problem in migration.problems]
    asked = [reason.finding for reason in waiting if reason.kind is not Kind.CHECK and reason.finding.question]
    if asked:
        one, many = (
            N_("Answer it in the wizard, or in a file that you specify with --decisions."),
            N_("Answer them in the wizard, or in a file that you specify with --decisions."),
        )
        lines.append(catalogue.plural(one, many, len(asked)))
        lines.append(answers_file(mask(asked[0].id), masked_value(first_answer(asked[0]), mask)))
    if any(finding.default is not None for finding in asked) and not defaults:
        lines.append(
            _("With --defaults or --decisions, questions without an answer get their default if they have one.")
        )
    return "\n".join([*lines, *_masked_note(lines)])


def _rule_lines(migration: Migration, reason: Reason, reveal: bool) -> list[str]:
    data = finding_words(migration, reason.finding, reveal)
    lines = [f"  {data['id']}", f"    {data['title']}", *question_lines(data["question"], "    ")]
    if reason.kind is Kind.RULE:
        lines.append(_("    blocks the export: correct the manifest, or accept the risk with --accept-risk REASON"))
    return lines


def _check_lines(migration: Migration, reason: Reason, reveal: bool) -> list[str]:
    """A block of a check on the result, with the answer to the finding of a rule that removes it, if any."""
    mask = mask_of(migration, reveal)
    shown = reason.finding if reveal else masked(reason.finding, migration.redactor)
    lines = [f"  {mask(reason.id)}", f"    {explanations.title(shown)}"]
    for answer in remedies(migration, reason):
        text = _("    this answer resolves it: {finding} = {answer}")
        lines.append(text.format(finding=mask(reason.fix), answer=masked_value(answer, mask)))
    lines.append(
        _(
            "    the target would refuse the result: change an answer or the manifest, or accept the risk with "
            "--accept-risk REASON"
        )
    )
    return lines


def accepted_text(migration: Migration, names: Sequence[str]) -> str:
    """The risks that `--accept-risk` accepted, each by its id."""
    asked = judged(migration).of(Kind.QUESTION)
    if not names and asked:
        return _("note: --accept-risk does not answer questions; it accepts blocks when every question is answered")
    if not names:
        return _("note: --accept-risk had no effect, because nothing blocks the export")
    mask = migration.redactor.finding_id
    head = catalogue.plural("{count} risk is accepted:", "{count} risks are accepted:", len(names))
    if asked:
        one, many = (
            N_("{count} risk will be accepted when the questions are answered:"),
            N_("{count} risks will be accepted when the questions are answered:"),
        )
        head = catalogue.plural(one, many, len(names))
    return "\n".join([head, *(f"  {mask(name)}" for name in names)])


def written_text(migration: Migration, files: Mapping[str, bytes], folder: Path) -> str:
    """The last lines of `convert`: which files were written where, and the next step.

    `files` are those that were written; the report among them says how many manual steps remain.
    """
    hands = sum(task["kind"] == "by-hand" for task in json.loads(files["report.json"])["tasks"])
    confirm = _count(migration, State.CONFIRM)
    verdict = judged(migration)
    taken = len(verdict.of(Kind.SUGGESTION))
    one, many = N_("{count} file written to {folder}"), N_("{count} files written to {folder}")
    lines = [catalogue.plural(one, many, len(files), folder=folder)]
    if taken:
        text = catalogue.plural(
            "{count} default was used without confirmation; the report lists it.",
            "{count} defaults were used without confirmation; the report lists them.",
            taken,
        )
        lines.append(text)
    if confirm:
        one, many = (
            N_("{count} of them is a suggestion to confirm, by the same answer in a file for --decisions:"),
            N_("{count} of them are suggestions to confirm, by the same answers in a file for --decisions:"),
        )
        lines += [catalogue.plural(one, many, confirm), *to_confirm(migration)]
    if hands:
        lines.append(catalogue.plural("{count} manual step remains.", "{count} manual steps remain.", hands))
    lines.append(
        _("Next: follow {runsheet} on the device. {report} is the report for the customer.").format(
            runsheet="runsheet.html", report="report.html"
        )
    )
    return "\n".join(lines)


def other_manifest(given: Decisions, migration: Migration, name: str) -> str | None:
    """A warning if the answers were made for another file; None if they fit or if that is unknown."""
    if given.input_sha256 in ("", migration.before.source.sha256):
        return None
    return _("warning: {name} was created for another manifest; answers that do not apply are listed").format(name=name)


def other_target(given: Decisions, migration: Migration, name: str) -> str | None:
    """A warning if the answers were given beside another deployment of the target device.

    Raises Failure when they were given beside one and there is none now: its modules would be removed unasked.
    """
    target, wanted = migration.before.target, given.target
    if wanted is None or (target is not None and target.source.sha256 == wanted.sha256):
        return None
    if target is None:
        text = _("{name} was created with the deployment {target} of the GPU device. Specify it with --target.")
        raise Failure(text.format(name=name, target=wanted.name))
    text = _(
        "warning: {name} was created with another deployment of the GPU device; answers that do not apply are listed"
    )
    return text.format(name=name)


def idle_options(migration: Migration, options: argparse.Namespace) -> list[str]:
    """Options that were given and do not change the migrated file."""
    notes: list[str] = []
    written = {field for finding in migration.findings for field in RULES_BY_ID[finding.rule].device_fields}
    if options.proxy and "proxy" not in written:
        notes.append(
            _(
                "note: --proxy does not change the migrated file, because it already has a proxy or has no edgeHub. "
                "The run sheet and the report contain it."
            )
        )
    return notes


def error_data(error: Exception) -> dict[str, Any]:
    """An error for `--json`, masked: the message, and its place in the file."""
    mask = Redactor().text
    data: dict[str, Any] = {"message": mask(str(error))}
    for key in ("file", "line", "column", "pointer", "found", "expected", "remedy"):
        value = getattr(error, key, None)
        if value:
            data[key] = mask(value) if isinstance(value, str) else value
    return data


def fault_text(error: BaseException) -> str:
    """The message for an error of EdgeShift itself: its place in the code, without values, which may be secret."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "?"
    text = _("EdgeShift failed because of an internal error: {kind} in {where}. Please report it with the command.")
    return text.format(kind=type(error).__name__, where=where)
