"""The modules of a manifest as a table, before any decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.model.remembered import remembered
from core.text.catalogue import _, plural
from gui.models.findings import count_shown, state_counts
from gui.models.text_table import TextRow, TextTable

if TYPE_CHECKING:
    from core.manifest.manifest import Module
    from core.migration.migrate import Migration


class ModulesTable(TextTable):
    """Name, kind, form of the create options, findings, image. Read only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_("Module"), _("Kind"), _("Create options"), _("Findings"), _("Image")), parent)

    def set_migration(self, migration: Migration | None) -> bool:
        """Show the modules of a migration; False where they look as before."""
        return self.set_rows(_rows(migration) if migration is not None else ())


@remembered
def _rows(migration: Migration) -> tuple[TextRow, ...]:
    return tuple(_row(migration, module) for module in migration.before.modules)


def _row(migration: Migration, module: Module) -> TextRow:
    kind = _("system") if module.kind == "system" else _("custom")
    count = count_shown(migration, module.name)
    return TextRow((module.name, kind, form_name(module), str(count) if count else "–", module.image or "–"))


def form_name(module: Module) -> str:
    """The form of a module's create options in words."""
    if module.unjudged:
        return _("placeholder {text}").format(text=module.unjudged)
    return {
        "absent": _("none"),
        "empty": _("empty"),
        "object": _("object"),
        "string": _("string"),
        "chunks": _("string in chunks"),
    }[module.encoding.value]


def shape_name(shape: str) -> str:
    """The kind of a file in words."""
    names = {
        "manifest": _("Deployment manifest"),
        "template": _("Deployment template"),
        "content": _("Exported deployment"),
        "layered": _("Layered deployment"),
        "sections": _("Content of a deployment"),
        "twin": _("Module twin"),
        "twins": _("Module twins"),
        "options": _("Create options of one module"),
    }
    return names.get(shape, shape)


def counts(migration: Migration) -> str:
    """The numbers of the manifest in one line."""
    modules = migration.before.modules
    system = sum(module.kind == "system" for module in modules)
    parts = [
        plural("{count} custom module", "{count} custom modules", len(modules) - system),
        plural("{count} system module", "{count} system modules", system),
        plural("{count} route", "{count} routes", len(migration.before.routes)),
        plural("{count} finding", "{count} findings", state_counts(migration, None)[""]),
    ]
    apart = count_shown(migration, "")
    if apart:  # the table below counts those of the modules only
        parts[-1] += " " + _("({count} outside the modules)").format(count=apart)
    return " · ".join(parts)
