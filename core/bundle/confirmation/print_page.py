"""Renders the print variant of the report of an existing export, if this version renders the same report."""

from __future__ import annotations

from core.bundle import checksums
from core.bundle.confirmation import pages
from core.bundle.exported import Exported
from core.bundle.reopen import ExportedError, from_folder
from core.device_outputs.deployment import target
from core.manifest.errors import ManifestError
from core.manifest.file import read_file
from core.manifest.read import read, read_again
from core.migration.decisions_file import DecisionsError
from core.migration.migrate import migrate
from core.report import html
from core.report.build import build
from core.report.parts import parts


def page(found: Exported) -> str | None:
    """The page for the printer; None if the report in the folder differs from what these decisions give here."""
    try:
        beside = from_folder(found.folder).target
        decisions = found.decisions
        before = read(found.original, found.name, decisions.module).with_source(decisions.source)
        if beside is not None and decisions.target is not None:
            before = before.with_target(target(beside, decisions.target.name))
        migration = migrate(before, decisions.device, decisions)
        report = build(migration, read_again(before, read_file(found.folder / found.report.output.name)))
        written = read_file(found.folder / "report.html", checksums.LARGEST, manifest=False).decode()
    except (ManifestError, DecisionsError, ExportedError, OSError, ValueError):
        return None
    story = parts(migration, report)
    if html.render(report, story) != pages.with_chapter("report.html", written, None):
        return None
    return html.render(report, story, for_print=True)
