"""What lies in the bundle beside manifest and report: the way back, the run sheet, the Kubernetes objects."""

from __future__ import annotations

from core.bundle import rollback, run_sheet
from core.manifest.manifest import Manifest
from core.migration.migrate import Migration
from core.migration.verify import object_files, verify_migration
from core.report.model import Report
from core.text.catalogue import _


def files(migration: Migration, output: Manifest, report: Report) -> dict[str, bytes]:
    """The files by path. `output` is the manifest as it is written; only rollback/ holds secrets."""
    redactor = migration.redactor
    return {
        **run_sheet.files(report, output, rollback.stop_name(migration.before)),
        **rollback.files(migration.before, output, report, redactor),
        **rollback.target_files(migration.before.target),
        **{
            f"kubernetes/{name}": _preview(data)
            for name, data in object_files(verify_migration(migration), redactor).items()
        },
    }


def _preview(data: bytes) -> bytes:
    """Nobody shall apply these by mistake."""
    message = _(
        "A preview of what the edge agent makes of the manifest. The agent makes these itself: never apply them."
    )
    return f"# {message}\n".encode() + data
