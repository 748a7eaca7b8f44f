"""Keeps a confirmation in the folder of its bundle, with its chapter in the report and updated hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from core.bundle import checksums
from core.bundle.confirmation import expected, pages, print_page, result, runtime
from core.bundle.exported import Exported
from core.bundle.reopen import ExportedError
from core.device_outputs.reading import Reading
from core.manifest.errors import ManifestError
from core.manifest.file import read_file
from core.manifest.read import read, read_again
from core.migration.decisions_file import DecisionsError, json_bytes, read_own
from core.redaction.redactor import known_to
from core.report import data
from core.report.confirmation import Confirmation, Source
from core.report.model import Report
from core.targets.registry import target_of
from core.text import system_errors
from core.text.catalogue import _

NAME = "confirmation.json"
PAGE = "confirmation.md"
ADDRESSES = "addresses.csv"
REPORTS = ("report.md", "report.html")
DATA, PDF = "report.json", "report.pdf"

Printer = Callable[[str], bytes | None]
"""Makes a PDF of the print variant of the report; None if it cannot."""
Reprint = Callable[[Confirmation], bytes | None]
"""Makes the PDF of an export with the chapter of a confirmation."""


def confirm(
    found: Exported,
    sources: Sequence[tuple[str, bytes]],
    reading: Reading,
    when: str,
    by: str,
    given: result.Given = result.UNKNOWN,
) -> Confirmation:
    """Confirms an export from files or pastes; addresses that were given before need not be given again.

    Raises ExportedError where its manifests cannot be read, or are not those the report was written for, and
    OtherDeviceError where the outputs are from another device.
    """
    runtime.require(reading, target_of(found.report.device))
    name = found.report.output.name
    try:
        written = read_file(found.folder / name)
        before = read(found.original, found.name, found.decisions.module)
        after = read_again(before, written)
    except ManifestError as error:
        raise ExportedError(str(error)) from error
    except (OSError, ValueError) as error:
        text = _("{name} cannot be read: {reason}. Export again.")
        raise ExportedError(text.format(name=name, reason=system_errors.reason(error))) from error
    if hashlib.sha256(written).hexdigest() != found.report.output.sha256:
        text = _("{name} was changed after this report was written. Export again.")
        raise ExportedError(text.format(name=name))
    runtime.require_deployed(reading, before, after)
    lines = [Source(name=each, sha256=hashlib.sha256(text).hexdigest(), bytes=len(text)) for each, text in sources]
    modules = expected.modules(found.report, before, after)
    earlier = result.known_addresses(load(found.folder))
    given = result.Given(*(new or old for new, old in zip(given, earlier, strict=True)))
    return result.confirmation(found.report, modules, reading, lines, when, by, given, known_to(after))


def files(
    found: Exported, confirmation: Confirmation, printer: Printer | None = None
) -> tuple[Confirmation, dict[str, bytes]]:
    """The files for the folder of a bundle: the confirmation, the report with its chapter, the hashes.

    The hashes of files that are not written here stay as they are listed: nothing that was changed since is approved.
    A PDF is printed again where there is one, a printer, and this version writes the same report; else the confirmation
    that is returned says that it lacks the chapter. Raises OSError.
    """
    folder = found.folder
    pdf = _printed(found, confirmation, printer)
    report = {name: _page(folder / name) for name in REPORTS if (folder / name).is_file()}
    lacking = [name for name, text in report.items() if not pages.has_place(name, text)]
    lacking += [PDF] if pdf is None and (folder / PDF).is_file() else []
    confirmation = confirmation.model_copy(update={"without": tuple(lacking)})
    written = {
        NAME: json_bytes(confirmation.model_dump(mode="json")),
        PAGE: pages.page(confirmation).encode(),
        ADDRESSES: result.addresses_csv(confirmation),
    }
    for name, text in report.items():
        if name not in lacking:
            written[name] = pages.with_chapter(name, text, confirmation).encode()
    written[DATA] = data.render(found.report.model_copy(update={"confirmation": confirmation}), {})
    if pdf is not None:
        written[PDF] = pdf
    hashes = {name: wanted for name, wanted in checksums.listed(folder).items() if name not in written}
    return confirmation, {**written, checksums.NAME: checksums.listing(hashes, written)}


def _page(path: Path) -> str:
    """A page of the report; empty if an editor saved it in another encoding, or it is larger than any of ours."""
    try:
        return read_file(path, checksums.LARGEST, manifest=False).decode()
    except (UnicodeDecodeError, ManifestError):
        return ""


def _printed(found: Exported, confirmation: Confirmation, printer: Printer | None) -> bytes | None:
    """The PDF of the report with the chapter; None without a PDF, or if it cannot be made here."""
    page = print_page.page(found) if printer is not None and (found.folder / PDF).is_file() else None
    return None if page is None or printer is None else printer(pages.with_chapter("report.html", page, confirmation))


def carried(folder: Path, files: Mapping[str, bytes], reprint: Reprint | None = None) -> dict[str, bytes]:
    """The files of a new export for a folder that has a confirmation, which is kept.

    It holds on where the manifest is the same; else it becomes one for an earlier export, and counts for nothing.
    `reprint` makes the PDF with the chapter.
    """
    kept = load(folder)
    if kept is None or DATA not in files:
        return dict(files)
    same = hashlib.sha256(files.get(kept.manifest, b"")).hexdigest() == kept.sha256
    kept = kept.model_copy(update={"earlier": not same, "without": ()})
    pdf = reprint(kept) if reprint is not None and PDF in files else None
    if pdf is None and PDF in files:
        kept = kept.model_copy(update={"without": (PDF,)})
    added = {
        NAME: json_bytes(kept.model_dump(mode="json")),
        PAGE: pages.page(kept).encode(),
        ADDRESSES: result.addresses_csv(kept),
        **{name: pages.with_chapter(name, files[name].decode(), kept).encode() for name in REPORTS if name in files},
    }
    report = Report.model_validate(json.loads(files[DATA])).model_copy(update={"confirmation": kept})
    added[DATA] = data.render(report, {})
    if pdf is not None:
        added[PDF] = pdf
    whole = {**{name: content for name, content in files.items() if name != checksums.NAME}, **added}
    return {**whole, checksums.NAME: checksums.sums(whole)}


def load(folder: Path) -> Confirmation | None:
    """The confirmation in a folder; None without one of this format."""
    path = folder / NAME
    try:
        return Confirmation.model_validate(read_own(read_file(path), NAME).value) if path.is_file() else None
    except (OSError, DecisionsError, ManifestError, ValidationError):
        return None
