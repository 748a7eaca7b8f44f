"""`edgeshift verify` reports what the target would run of any manifest, and what may go wrong."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from core.bundle.export import ExportError, write
from core.bundle.migrated import migrated
from core.cli.device_options import device_from
from core.cli.inputs import Failure
from core.docker import deployed
from core.docker.written_for import mounts_of_a_vm
from core.manifest.manifest import Manifest
from core.migration.decisions_file import json_bytes
from core.migration.verdict import deployability
from core.migration.verify import Verification, object_files, verify
from core.model.device import Device
from core.model.findings import Finding, Verdict
from core.redaction.redactor import Redactor
from core.report.build import masked
from core.text import explanations
from core.text.catalogue import _
from core.text.visible import visible


def run(options: argparse.Namespace, manifest: Manifest) -> int:
    """Prints verdict and findings, and writes the objects. Returns 0, or 1 if something blocks. Raises Failure."""
    device = device_from(options, Device())
    if options.platform is None and options.device is None:
        _note_platform(options.manifest[0], manifest)
    verification = verify(manifest, device)
    redactor = Redactor(manifest)
    text_of = _(
        "note: {name} runs on the GPU device but is not in this manifest; deploying the manifest removes the module"
    )
    gone = [text_of.format(name=redactor.text(module.name)) for module in deployed.only_there(manifest)]
    sys.stderr.writelines(visible(line) + "\n" for line in gone)
    redactor.text(device.proxy or "")
    if options.objects is not None:
        _write(options, object_files(verification, redactor))
    message = (
        json_bytes(data(verification, redactor)).decode() if options.json else visible(text(verification, redactor))
    )
    sys.stdout.write(message if message.endswith("\n") else message + "\n")
    return 1 if deployability(verification) == "refused" else 0


def _note_platform(path: Path, manifest: Manifest) -> None:
    """Reports on stderr that a manifest was recognized as one for a Linux VM, if no runtime was given."""
    found = migrated(path, manifest.source.data)
    if mounts_of_a_vm(manifest) if found is None else found.platform != Device().platform:
        text = _(
            "{name} was written for a Linux VM. It is checked for Kubernetes, unless --platform linux-vm is given."
        )
        sys.stderr.write(visible(_("note: {text}").format(text=text.format(name=path.name))) + "\n")


def data(verification: Verification, redactor: Redactor) -> dict[str, Any]:
    """The document for `--json`: the verdict and every finding, masked."""
    return {
        "verdict": deployability(verification),
        "findings": [_data(verification, finding, redactor) for finding in verification.findings],
    }


def _data(verification: Verification, finding: Finding, redactor: Redactor) -> dict[str, Any]:
    return {
        "id": redactor.finding_id(verification.id(finding)),
        "check": finding.rule,
        "module": finding.module,
        "verdict": finding.verdict.value,
        "pointer": redactor.text(finding.pointer),
        "title": explanations.title(masked(finding, redactor)),
    }


def text(verification: Verification, redactor: Redactor) -> str:
    """The text for people: the verdict in one line, the findings of the deployment, then of each module."""
    of_modules: dict[str, list[Finding]] = {workload.module.name: [] for workload in verification.preview.modules}
    others: list[Finding] = []
    for finding in verification.findings:
        of_modules.get(finding.module, others).append(finding)
    lines = [f"{verification.manifest.source.name}: {_verdict(verification)}"]
    for name, findings in [(_("Deployment"), others), *of_modules.items()]:
        if findings:
            lines += ["", name]
        for finding in findings:
            message = _data(verification, finding, redactor)
            lines += [f"  [{message['verdict']}] {message['title']}", f"      {message['id']}"]
    lines += _legend(verification)
    return "\n".join(lines)


def _legend(verification: Verification) -> list[str]:
    """The meaning of the words in brackets that were used."""
    used = {finding.verdict for finding in verification.findings}
    meanings = {
        Verdict.BLOCK: _("fails or does not work"),
        Verdict.MANUAL: _("deploys, but needs attention"),
        Verdict.NOTE: _("for information"),
    }
    parts = [f"  [{verdict.value}] {meaning}" for verdict, meaning in meanings.items() if verdict in used]
    return ["", *parts] if parts else []


def _verdict(verification: Verification) -> str:
    return {
        "deploys": _("will deploy"),
        "warnings": _("will deploy, with warnings"),
        "refused": _("fails or does not work"),
    }[deployability(verification)]


def _write(options: argparse.Namespace, files: dict[str, bytes]) -> None:
    read = [path for path in (*options.manifest, options.device, options.target) if path is not None]
    try:
        write(options.objects, files, options.force, read=read)
    except ExportError as error:
        raise Failure(str(error)) from error
