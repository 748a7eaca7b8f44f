"""Builds the bundle in memory; `core.bundle.write` writes it to a disk, completely or not at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from core import __version__
from core.bundle import checksums, companions
from core.bundle import write as writing
from core.bundle.confirmation import kept, pages
from core.bundle.reopen import target_name
from core.bundle.write import ExportError
from core.edits import manual_edit, summary
from core.manifest import schemas
from core.manifest.file_names import portable
from core.manifest.manifest import Manifest
from core.manifest.read import read_again
from core.manifest.twins import split
from core.manifest.write import strict as write_strict
from core.migration import decisions_file
from core.migration.migrate import Migration
from core.model.decisions import About, Decision, Decisions, TargetFile
from core.model.remembered import remembered
from core.redaction.redactor import Redactor
from core.report import build, data, html, markdown
from core.report.build import output_name
from core.report.confirmation import Confirmation
from core.report.model import Report
from core.report.parts import Story, parts
from core.report.shown import hidden_ids
from core.rules import RULES_VERSION
from core.text.catalogue import _

__all__ = ["ExportError", "Printer", "bundle", "saved", "write"]

Printer = kept.Printer
"""Passed as a function because core does not import Qt."""


_PAGE_NUMBER = re.compile("‹[a-z]+(?:-[0-9]+)?›")
"""The mark for a page number in the contents for the printer (`core.report.html.render`)."""


def bundle(migration: Migration, strict: bool = False, printer: Printer | None = None) -> dict[str, bytes]:
    """Every file of the export, by path relative to its folder. The same bytes for the same migration.

    `strict` writes the manifest as IoT Hub and every tool take it: strings of 512 characters, no comments, UTF-8.
    With a `printer` there is a report.pdf too: the same text and pages each time, not the same bytes.
    """
    source = migration.before.source
    output = _output(migration, strict)
    faults = schemas.caused(migration.before, output)
    if faults:
        raise ExportError(_faulty(faults[0]))
    report = build(migration, output)
    story = parts(migration, report)
    files = {
        output_name(source.name): output.source.data,
        "report.html": html.render(report, story).encode(),
        **_printed(printer, report, story),
        "report.md": markdown.render(report, story).encode(),
        "report.json": data.render(report, hidden_ids(migration)),
        "decisions.json": decisions_file.dump(saved(migration)),
        f"original/{portable(source.name)}": source.as_came,
        **_target(migration),
        **{f"twins/{name}": data for name, data in split(output).items()},
        **companions.files(migration, output, report),
    }
    return {**files, checksums.NAME: checksums.sums(files)}


@remembered
def report_for_screen(migration: Migration, strict: bool = False) -> str:
    """The report in the form for the printer, without page numbers: simple HTML for the screen.

    `strict` is the form of the manifest that is exported.
    """
    output = read_again(migration.before, write_strict(migration.after())) if strict else migration.after()
    report = build(migration, output)
    head, chapters, rest = html.render(report, parts(migration, report), for_print=True).partition("<h2")
    return _PAGE_NUMBER.sub("", head) + chapters + rest


def write(
    folder: Path,
    files: Mapping[str, bytes],
    force: bool = False,
    *,
    converted: Collection[Path] = (),
    read: Collection[Path] = (),
    reprint: kept.Reprint | None = None,
) -> None:
    """Writes like `core.bundle.write.write`, and keeps a confirmation in the folder with the export it is for.

    `reprint` makes the PDF of such an export (see `reprinted`).
    """
    writing.write(folder, kept.carried(folder, files, reprint), force, converted=converted, read=read)


def reprinted(migration: Migration, strict: bool, printer: Printer) -> kept.Reprint:
    """A function that makes the PDF of an export with the chapter of a confirmation."""

    def printed(confirmation: Confirmation) -> bytes | None:
        report = build(migration, _output(migration, strict))
        page = html.render(report, parts(migration, report), for_print=True)
        return printer(pages.with_chapter("report.html", page, confirmation))

    return printed


def _output(migration: Migration, strict: bool) -> Manifest:
    """The migrated manifest in the form that is written."""
    return read_again(migration.before, write_strict(migration.after())) if strict else migration.after()


def _target(migration: Migration) -> dict[str, bytes]:
    """The deployment of the target device, byte for byte."""
    target = migration.before.target
    return (
        {}
        if target is None
        else {f"original/{target_name(portable(migration.before.source.name))}": target.source.as_came}
    )


def _printed(printer: Printer | None, report: Report, story: Story) -> dict[str, bytes]:
    pdf = None if printer is None else printer(html.render(report, story, for_print=True))
    return {} if pdf is None else {"report.pdf": pdf}


def saved(migration: Migration) -> Decisions:
    """The decisions in saved form: in the order of the findings, without answers that hold secrets.

    A secret answer is asked again on replay, and so is a manual edit at a place that is named by a secret. Ids and
    notes are masked.
    """
    redactor = migration.redactor
    order = {redactor.finding_id(finding.id): index for index, finding in enumerate(migration.findings)}
    items = [
        item.model_copy(
            update={
                "finding": redactor.finding_id(item.finding),
                "by": redactor.text(item.by),
                "note": redactor.text(item.note),
            }
        )
        for item in migration.decisions.by_finding().values()
        if not _secret(item, redactor)
    ]
    proxy = migration.device.proxy
    device = migration.device.model_copy(update={"proxy": None if proxy and redactor.is_secret(proxy) else proxy})
    return Decisions(
        tool_version=__version__,
        rules_version=RULES_VERSION,
        input_sha256=migration.before.source.sha256,
        device=device,
        module=migration.before.given_name,
        target=_target_file(migration),
        source=migration.before.written_for,
        about=About.model_validate({key: redactor.text(value) for key, value in migration.decisions.about}),
        items=tuple(sorted(items, key=lambda item: (order.get(item.finding, len(order)), item.finding))),
    )


def _target_file(migration: Migration) -> TargetFile | None:
    target = migration.before.target
    return None if target is None else TargetFile(name=target.source.name, sha256=target.source.sha256)


def _secret(item: Decision, redactor: Redactor) -> bool:
    edit = manual_edit.parsed(item)
    if edit is None:
        return redactor.is_secret(item.answer)
    return redactor.finding_id(item.finding) != item.finding or summary.secret(edit, redactor)


def _faulty(fault: schemas.SchemaProblem) -> str:
    text = _("Nothing was written: the migration would break the published schema at {pointer} ({message}).")
    return text.format(pointer=fault.pointer, message=fault.message)
