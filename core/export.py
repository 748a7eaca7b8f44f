"""The bundle: what leaves the laptop, written as a whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from core import __version__, checksums, decisions, extras, validate
from core.manifest.read import read
from core.manifest.twins import split
from core.manifest.write import strict as write_strict
from core.migration import Migration
from core.model import About, Decisions
from core.redact import redactor_for
from core.report import build, data, html, markdown
from core.report.build import output_name
from core.report.model import Report
from core.report.parts import Story, parts
from core.rules import RULES_VERSION
from core.words import _


class ExportError(Exception):
    """The bundle could not be written; nothing of it is there. The message says why and what to do."""


Printer = Callable[[str], bytes | None]
"""Makes a PDF of the paper variant of the page, None where it cannot. Handed in as a function: core knows no Qt."""


def bundle(migration: Migration, strict: bool = False, printer: Printer | None = None) -> dict[str, bytes]:
    """Every file of the export, by path relative to its folder. The same bytes for the same migration.

    `strict` writes the manifest as IoT Hub and every tool take it: strings of 512 characters, no comments, UTF-8.
    With a `printer` there is a report.pdf too: the same text and pages each time, not the same bytes.
    """
    source = migration.before.source
    output = read(write_strict(migration.after()), source.name) if strict else migration.after()
    faults = validate.caused(migration.before, output)
    if faults:
        raise ExportError(_faulty(faults[0]))
    report = build(migration, output)
    told = parts(migration, report)
    files = {
        output_name(source.name): output.source.data,
        "report.html": html.render(report, told).encode(),
        **_printed(printer, report, told),
        "report.md": markdown.render(report, told).encode(),
        "report.json": data.render(report),
        "decisions.json": decisions.dump(saved(migration)),
        f"original/{source.name}": source.data,
        **{f"twins/{name}": data for name, data in split(output).items()},
        **extras.files(migration, output, report),
    }
    return {**files, checksums.NAME: checksums.sums(files)}


def _printed(printer: Printer | None, report: Report, told: Story) -> dict[str, bytes]:
    made = None if printer is None else printer(html.render(report, told, paper=True))
    return {} if made is None else {"report.pdf": made}


def saved(migration: Migration) -> Decisions:
    """The decisions as they are saved: in the order of the findings, without answers that hold secrets.

    A secret answer is asked again on replay; notes are masked.
    """
    redactor = redactor_for(migration)
    order = {finding.id: index for index, finding in enumerate(migration.findings)}
    items = [
        item.model_copy(update={"by": redactor.text(item.by), "note": redactor.text(item.note)})
        for item in migration.decisions.by_finding().values()
        if not redactor.is_secret(item.answer)
    ]
    proxy = migration.device.proxy
    device = migration.device.model_copy(update={"proxy": None if proxy and redactor.is_secret(proxy) else proxy})
    return Decisions(
        tool_version=__version__,
        rules_version=RULES_VERSION,
        input_sha256=migration.before.source.sha256,
        device=device,
        module=migration.before.given_name,
        about=About.model_validate({key: redactor.text(value) for key, value in migration.decisions.about}),
        items=tuple(sorted(items, key=lambda item: (order.get(item.finding, len(order)), item.finding))),
    )


def write(folder: Path, files: Mapping[str, bytes], force: bool = False) -> None:
    """Write all files below the folder, or none.

    Raises ExportError when one of them exists (without `force`), or when the disk refuses; what was there
    before is then still there. Every file is read back and compared after it is written. Of an earlier export, what
    is no part of this one goes, unless somebody changed it since: the list of hashes must stay true.
    """
    try:
        existing = [name for name in files if (folder / name).exists()]
        if existing and not force:
            raise ExportError(_exists(folder, existing[0]))
        _write(folder, files)
    except (OSError, ValueError) as error:
        raise ExportError(_refused(folder, error)) from error


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Stage on the same file system (the folder may be the root of a stick), then rename."""
    made = [] if folder.exists() else _missing_parents(folder.parent)
    stage: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".edgeshift-", dir=folder if folder.exists() else folder.parent))
        for name, content in files.items():
            _write_file(stage / "new" / name, content)
        _move(stage, folder, files)
        made = []
    except BaseException:
        if stage is not None and any(path.is_file() for path in (stage / "old").rglob("*")):
            kept = stage / "old"
            stage = None
            raise ExportError(_stranded(folder, kept)) from None
        raise
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)
        for parent in reversed(made):
            _remove_empty(parent)


def _write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if hashlib.sha256(path.read_bytes()).digest() != hashlib.sha256(content).digest():
        raise OSError(0, _("what was read back differs from what was written"), str(path))


def _move(stage: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the staged files in place; on any failure put back what was there."""
    if not folder.exists():
        (stage / "new").rename(folder)
        _sync(folder.parent)
        return
    done: list[str] = []
    made: list[Path] = []
    try:
        for name in _left_over(folder, files):
            (stage / "old" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).rename(stage / "old" / name)
            done.append(name)
        for name in files:
            target = folder / name
            made += _missing_parents(target.parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
            if target.exists():
                (stage / "old" / name).parent.mkdir(parents=True, exist_ok=True)
                target.rename(stage / "old" / name)
            done.append(name)
            (stage / "new" / name).rename(target)
        _sync(folder)
    except BaseException:
        _put_back(stage, folder, done)
        for parent in reversed(made):
            _remove_empty(parent)
        raise
    shutil.rmtree(stage / "old", ignore_errors=True)


def _left_over(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Files of an earlier export in this folder that are no part of the new one, as they were written."""
    if checksums.NAME not in files:
        return []
    earlier = checksums.listed(folder)
    return [name for name, wanted in earlier.items() if name not in files and checksums.untouched(folder, name, wanted)]


def _put_back(stage: Path, folder: Path, done: Iterable[str]) -> None:
    """Undo as much as the disk allows; what cannot be put back stays in the stage."""
    for name in reversed(list(done)):
        with suppress(OSError):
            if (stage / "old" / name).exists():
                (stage / "old" / name).replace(folder / name)
            elif not (stage / "new" / name).exists():
                (folder / name).unlink()


def _sync(folder: Path) -> None:
    """Ask the disk to remember the names too; not every file system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _missing_parents(folder: Path) -> list[Path]:
    """The folders that will be made on the way to this one, outermost first, itself included."""
    return [parent for parent in reversed((folder, *folder.parents)) if not parent.exists()]


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return


def _faulty(fault: validate.SchemaProblem) -> str:
    text = _("Nothing was written: the migration would break the published schema at {pointer} ({message}).")
    return text.format(pointer=fault.pointer, message=fault.message)


def _exists(folder: Path, name: str) -> str:
    text = _("{file} is already in {folder}; nothing was written. Choose another folder, or allow it to be replaced.")
    return text.format(file=name, folder=folder)


def _refused(folder: Path, error: OSError | ValueError) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return _("Nothing was written to {folder}: {reason}. Choose another folder, or make room, and try again.").format(
        folder=folder, reason=reason
    )


def _stranded(folder: Path, kept: Path) -> str:
    text = _(
        "Writing to {folder} failed half-way, and the files that were there could not be put back. They are in {kept}."
    )
    return text.format(folder=folder, kept=kept)
