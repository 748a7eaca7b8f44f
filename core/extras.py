"""What lies in the bundle beside manifest and report: the way back, the run sheet, the Kubernetes objects."""

from __future__ import annotations

from core import rollback_folder, runsheet
from core.manifest.manifest import Manifest
from core.migration import Migration
from core.redact import redactor_for
from core.report.model import Report
from core.verify import object_files, verify_migration
from core.words import _


def files(migration: Migration, output: Manifest, report: Report) -> dict[str, bytes]:
    """The files by path. `output` is the manifest as it is written; only rollback/ holds secrets."""
    redactor = redactor_for(migration)
    return {
        **runsheet.files(report, output),
        **rollback_folder.files(migration.before, output, report.output.name, redactor),
        **{
            f"kubernetes/{name}": _preview(data)
            for name, data in object_files(verify_migration(migration), redactor).items()
        },
    }


def _preview(data: bytes) -> bytes:
    """Nobody shall apply these by mistake."""
    told = _("A preview of what the edge agent makes of the manifest. The agent makes these itself: never apply them.")
    return f"# {told}\n".encode() + data
