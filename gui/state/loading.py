"""Reads a file into a first Migration: the work behind `Session.open`, without Qt, for a worker thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.model.remembered import remembered

if TYPE_CHECKING:
    from core.bundle.migrated import Migrated
    from core.diff.rows import Row
    from core.manifest.manifest import Manifest
    from core.migration.migrate import Migration
    from core.model.decisions import Decisions
    from core.model.device import Device
    from core.model.findings import Finding
    from core.redaction.redactor import Redactor

BACKGROUND_BYTES = 25_000
"""Files from this size on are read and migrated off the window's thread; smaller ones take less than a frame or two.

A manifest of fifty modules holds 35 KB.
"""

DECISIONS_MARK = b'"edgeshift-decisions/'


class Opened(NamedTuple):
    """A manifest with its first migration. `path` is None for text that is no file.

    `decisions` came with it and are to be applied. `origin` is the export that wrote it.
    """

    path: Path | None
    migration: Migration
    decisions: Decisions | None = None
    origin: Migrated | None = None


class Replayed(NamedTuple):
    """Decisions that were opened without their manifest, and wait for the manifest with their hash."""

    name: str
    decisions: Decisions


def open_data(data: bytes, name: str, path: Path | None, device: Device, engineer: str = "") -> Opened | Replayed:
    """Reads a manifest and migrates it without answers, or reads a decisions file.

    If the manifest of the decisions is beside them, as in an export or a copied session, it is opened as well. Raises
    ManifestError, DecisionsError.
    """
    from core.bundle.migrated import migrated
    from core.manifest.read import read
    from core.migration.decisions_file import load

    if DECISIONS_MARK in data[:2000]:
        decisions = load(data, name)
        return _with_manifest(path, decisions, device) or Replayed(name, decisions)
    manifest = read(data, name).with_target(_target_beside(path))
    origin = migrated(path, data) if path is not None else None
    return Opened(path, first_migration(manifest, device, engineer), origin=origin)


def is_large(path: Path) -> bool:
    """Whether a file should be read in the background; one that cannot be accessed is reported at once."""
    try:
        return path.stat().st_size >= BACKGROUND_BYTES
    except OSError:
        return False


def joined(paths: Sequence[Path]) -> str:
    """Joins several module twins into one text. Raises ManifestError, OSError."""
    from core.manifest import twins
    from core.manifest.file import read_file

    return twins.join([(path.name, read_file(path)) for path in paths]).decode()


def open_folder(folder: Path, device: Device) -> Opened | Replayed:
    """Continues the migration of an exported folder, or opens the only manifest of another folder.

    Raises ManifestError, DecisionsError, ExportedError, OSError.
    """
    from core.bundle.reopen import from_folder, is_export
    from core.manifest.file import read_file
    from core.manifest.read import read
    from gui.state import near_files

    files = near_files.listed(folder)
    if len(files) == 1 and not is_export(folder):
        return open_data(read_file(files[0]), files[0].name, files[0], device)
    export = from_folder(folder)
    known = export.decisions.target
    target = _target_beside(export.path, known.name if known is not None else "")
    manifest = read(export.original, export.name, export.decisions.module).with_target(target)
    manifest = manifest.with_source(export.decisions.source)
    return Opened(export.path, first_migration(manifest, device), export.decisions)


def open_both(manifest: Path, decisions: Path, device: Device) -> Opened | Replayed:
    """Opens a manifest with its decisions, as they are dropped together. Raises as `open_data`, and OSError."""
    from core.manifest.file import read_file
    from core.migration.decisions_file import load

    opened = open_data(read_file(manifest), manifest.name, manifest, device)
    if isinstance(opened, Replayed):
        return opened
    given = load(read_file(decisions, manifest=False), decisions.name)
    if given.source is not None:
        manifest_of = opened.migration.before.with_source(given.source)
        opened = opened._replace(migration=first_migration(manifest_of, device))
    return opened._replace(decisions=_fitting(given, opened, decisions.name))


def are_decisions(path: Path) -> bool:
    """Whether a file holds decisions; False if it cannot be read, which is reported when it is opened."""
    try:
        if not path.is_file():  # a pipe may never answer
            return False
        with path.open("rb") as file:
            return DECISIONS_MARK in file.read(2000)
    except OSError:
        return False


def _with_manifest(path: Path | None, decisions: Decisions, device: Device) -> Opened | None:
    """The manifest with the hash the decisions name, from the folder of their file or `original` in it."""
    import hashlib

    from core.manifest.read import read
    from gui.state import near_files

    for near in near_files.near(path) if path is not None and decisions.input_sha256 else ():
        data = near.read_bytes()
        if hashlib.sha256(data).hexdigest() == decisions.input_sha256:
            manifest = read(data, near.name, decisions.module).with_target(_target_beside(near))
            manifest = manifest.with_source(decisions.source)
            opened = Opened(near, first_migration(manifest, device))
            return opened._replace(decisions=_fitting(decisions, opened, path.name if path is not None else near.name))
    return None


def _target_beside(path: Path | None, name: str = "") -> Manifest | None:
    """The deployment of the target device that an export keeps beside its original; None anywhere else.

    `name` is that of the file it came from.
    """
    from core.bundle.reopen import ORIGINAL, target_name
    from core.device_outputs.deployment import target
    from core.manifest.errors import ManifestError
    from core.manifest.file import read_file

    beside = None if path is None else path.with_name(target_name(path.name))
    if path is None or beside is None or path.parent.name != ORIGINAL or not beside.is_file():
        return None
    try:
        return target(read_file(beside), name or beside.name)
    except (ManifestError, OSError):
        return None


def _fitting(decisions: Decisions, opened: Opened, name: str) -> Decisions:
    """Checks that the deployment is there on which the decisions depend: else modules would be removed without asking.

    Raises DecisionsError.
    """
    from core.migration.decisions_file import DecisionsError
    from core.text.catalogue import _

    if decisions.target is not None and opened.migration.before.target is None:
        text = _("{name} was created with the deployment {target} of the GPU device. Open the exported folder instead.")
        raise DecisionsError(text.format(name=name, target=decisions.target.name))
    return decisions


def renamed(manifest: Manifest, name: str) -> Manifest:
    """The same create options under another module name."""
    from core.manifest.read import read

    return read(manifest.source.as_came, manifest.source.name, name)


def first_migration(manifest: Manifest, device: Device, engineer: str = "") -> Migration:
    """The migration without answers."""
    from core.migration.migrate import migrate

    return preloaded(migrate(manifest, device, blank_decisions(manifest, device, engineer)), "")


def preloaded(migration: Migration, module: str) -> Migration:
    """Computes the rows of the module in view and the ledger of a large file while still in the background."""
    if len(migration.before.source.data) >= BACKGROUND_BYTES:
        shown_rows(migration, module, redactor_of(migration))
        _ = migration.ledger
    return migration


def look_ahead(migration: Migration) -> None:
    """Computes what Review shows of each module and what saving masks, before it is needed."""
    from core.diff.rows import rows
    from core.report.shown import hidden_ids

    redactor = redactor_of(migration)
    for name in (*(module.name for module in migration.before.modules), ""):
        rows(migration, name)
        shown_rows(migration, name, redactor)
    hidden_ids(migration)


@remembered
def redactor_of(migration: Migration) -> Redactor:
    """The redactor for the screen, with the numbers of the report.

    It is a copy: secrets that a page adds to it do not change the export.
    """
    from core.migration.masking import redactor_of as fresh

    return fresh(migration.before, migration.device, migration.decisions)


def shown_rows(migration: Migration, module: str, redactor: Redactor, raw: bool = False) -> tuple[Row, ...]:
    """The rows of a module as Review shows them, secrets masked; computed once."""
    from core.diff.raw import raw_rows
    from core.diff.rows import rows

    return raw_rows(migration, module, redactor.text) if raw else rows(migration, module, redactor.value)


def schema_violations(manifest: Manifest) -> list[str]:
    """Where a manifest violates the published schema, with the reason, secrets masked."""
    from core.manifest.schemas import validate
    from core.redaction.redactor import known_to

    mask = known_to(manifest)
    return [f"{problem.pointer}: {mask.text(problem.message)}" for problem in validate(manifest)]


def blank_decisions(manifest: Manifest, device: Device, engineer: str = "") -> Decisions:
    """Decisions without answers for this manifest and device, signed by this version; with the last engineer's name."""
    from core import __version__
    from core.model.decisions import About, Decisions, TargetFile
    from core.rules import RULES_VERSION

    beside = manifest.target.source if manifest.target is not None else None
    return Decisions(
        tool_version=__version__,
        rules_version=RULES_VERSION,
        input_sha256=manifest.source.sha256,
        device=device,
        module=manifest.given_name,
        target=TargetFile(name=beside.name, sha256=beside.sha256) if beside is not None else None,
        about=About(engineer=engineer),
    )


def fitting(migration: Migration, decisions: Decisions) -> Decisions:
    """The decisions for another device, with the answers of an earlier migration that still fit.

    An answer stays in force if the finding only offers other options and the answer is still one of them; if its facts
    differ, the answer becomes stale, is listed, and asked again.
    """
    from core.migration.answers import answer_fault
    from core.migration.stages import staged
    from core.model.findings import seen_hash

    if decisions.device == migration.device or not decisions.items:
        return decisions
    before = {finding.id: finding for finding in migration.findings}
    after = {finding.id: finding for finding in staged(migration.before, decisions.device, decisions).findings}
    items = []
    for item in decisions.items:
        old, new = before.get(item.finding), after.get(item.finding)
        unchanged = old is not None and new is not None and item.seen == seen_hash(old) and _same_place(old, new)
        if new is not None and unchanged and (item.answer is None or answer_fault(new, item.answer) is None):
            item = item.model_copy(update={"seen": seen_hash(new)})
        items.append(item)
    return decisions.model_copy(update={"items": tuple(items)})


def _same_place(old: Finding, new: Finding) -> bool:
    return old.facts == new.facts and old.verdict == new.verdict and old.pointer == new.pointer


@remembered
def files_of(migration: Migration, strict: bool) -> dict[str, bytes]:
    """The files of the export of a migration, by path relative to its folder."""
    from core.bundle.export import bundle

    return bundle(migration, strict, printed)


def printed(html: str) -> bytes | None:
    """Loads the printing module when it is needed, on the worker thread."""
    from gui.printing.pdf import printed as print_page

    return print_page(html)
