"""The files of the bundle beside manifest and report: rollback, run sheet, objects of the target."""

from __future__ import annotations

from core.bundle import rollback, run_sheet
from core.docker.written_for import source_of
from core.manifest.manifest import Manifest
from core.migration.migrate import Migration
from core.migration.verify import object_files, verify_migration
from core.report.model import Report
from core.text.catalogue import _


def files(migration: Migration, output: Manifest, report: Report) -> dict[str, bytes]:
    """The files by path. `output` is the manifest as it is written; only rollback/ holds secrets."""
    redactor, verification = migration.redactor, verify_migration(migration)
    target = verification.target
    moved = source_of(migration.before, migration.device) in target.words.same_device
    return {
        **run_sheet.files(report, output, rollback.stop_name(migration.before), target, moved=moved),
        **rollback.files(migration.before, output, report, redactor, target, moved=moved),
        **rollback.target_files(migration.before.target),
        **{
            f"{target.folder}/{name}": f"# {_(target.words.preview)}\n".encode() + data
            for name, data in object_files(verification, redactor).items()
        },
    }
