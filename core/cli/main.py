"""The command line: inspect, convert and verify. Exit code 0 done, 1 something needs the operator, 2 unusable input."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from core.bundle import checksums
from core.cli import options as cli_options
from core.cli.device_options import device_from
from core.cli.inputs import Failure, read_bytes
from core.cli.output import (
    accepted_text,
    error_data,
    fault_text,
    idle_options,
    inspection_text,
    open_text,
    other_manifest,
    other_target,
    written_text,
)
from core.cli.printing import printing
from core.cli.questions import finding_data, mask_of
from core.cli.shell import quoted
from core.docker.written_for import evidence, source_of
from core.manifest import twins
from core.manifest.errors import ManifestError
from core.manifest.file_names import portable
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.manifest.repair import propose_for
from core.migration.decisions_file import DecisionsError, json_bytes, json_pieces, load
from core.migration.migrate import Migration, migrate
from core.migration.verdict import Kind, judged
from core.migration.verify import seen_of
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Source
from core.redaction.redactor import Redactor
from core.text.catalogue import _
from core.text.visible import visible

Printer = Callable[[str], bytes]
DONE, NEEDS_OPERATOR, UNUSABLE = 0, 1, 2
READER_LEFT = (errno.EPIPE, errno.EINVAL)
"""Errors of a closed output; Windows reports the second."""


def main(argv: Sequence[str] | None = None, printer: Printer | None = None) -> int:
    """Runs one subcommand and never raises. Errors go to stderr; `--json` prints one document to stdout.

    `printer` makes the PDF of `convert --pdf`: handed in, for core knows no Qt. It may raise anything.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # the same bytes on every platform
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    try:
        code = _run(argv, printer)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        _abandon_output()
        if error.errno in READER_LEFT:
            return DONE
        named = f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)
        print(visible(named), file=sys.stderr)
        return UNUSABLE


def _run(argv: Sequence[str] | None, printer: Printer | None) -> int:
    options = argparse.Namespace(json="--json" in (sys.argv[1:] if argv is None else argv))
    try:
        cli_options.parser(_inspect, _convert, _verify).parse_args(argv, options)
        options.printer = printer
        code: int = options.run(options)
        return code
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else UNUSABLE
    except (Failure, ManifestError, DecisionsError) as error:
        if options.json:
            sys.stdout.write(json_bytes({"error": error_data(error)}).decode())
        print(visible(Redactor().text(str(error))), file=sys.stderr)
        return UNUSABLE
    except OSError:
        raise
    except Exception as error:  # a fault of ours ends in a sentence as well
        print(fault_text(error), file=sys.stderr)
        return UNUSABLE


def _abandon_output() -> None:
    """Closes the output after it failed, so that the interpreter ends without a second error."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _inspect(options: argparse.Namespace) -> int:
    manifest = open_manifest(options)
    _note_migrated(options, manifest)
    migration = migrate(manifest, device_from(options, Device()), Decisions())
    if options.json:
        sys.stdout.writelines(json_pieces(_inspection(migration, options.reveal)))
        return DONE
    print(visible(inspection_text(migration, quoted(options.manifest), options.reveal, advice=options.all)))
    return DONE


def _verify(options: argparse.Namespace) -> int:
    from core.cli import verify

    return verify.run(options, open_manifest(options))


def _inspection(migration: Migration, reveal: bool) -> dict[str, object]:
    manifest, mask = migration.before, mask_of(migration, reveal)
    return {
        "name": manifest.source.name,
        "shape": manifest.shape,
        "source": {
            "platform": source_of(manifest, migration.device),
            "evidence": [
                {"module": mask(at), "value": mask(text)} for at, text in evidence(manifest, migration.device)
            ],
        },
        "modules": [
            {
                "name": mask(module.name),
                "kind": module.kind.value,
                "encoding": module.encoding.value,
                "pointer": mask(module.pointer),
            }
            for module in manifest.modules
        ],
        "findings": [finding_data(migration, finding, reveal) for finding in migration.findings],
        "blocking": [{"kind": reason.kind.value, "id": mask(reason.id)} for reason in judged(migration).blocking],
    }


def _convert(options: argparse.Namespace) -> int:
    from core.bundle.export import ExportError, bundle, reprinted, write
    from core.report import build, data
    from core.report.shown import hidden_ids

    given = _decisions(options)
    manifest = open_manifest(options, given.module, given.source)
    _check_folder(options, manifest)
    _note_migrated(options, manifest)
    device = device_from(options, given.device)
    about = cli_options.about(options, given.about)
    migration = migrate(manifest, device, given.model_copy(update={"device": device, "about": about}))
    _note_replayed(given, migration, options)
    sys.stderr.writelines(f"{line}\n" for line in idle_options(migration, options))
    migration = _accepting(migration, options)
    defaults = options.defaults or options.decisions is not None
    verdict = judged(migration)
    waiting = verdict.blocking if defaults else verdict.reasons
    if waiting or migration.stale or migration.problems:
        if options.json:
            unanswered = [reason.id for reason in waiting]
            sys.stdout.write(data.render(build(migration, unanswered=unanswered), hidden_ids(migration)).decode())
        print(visible(open_text(migration, waiting, defaults, options.reveal)), file=sys.stderr)
        return NEEDS_OPERATOR
    try:
        printer = printing(options) if options.pdf else None
        files = bundle(migration, strict=options.strict, printer=printer)
        files = _with_the_broken(options, manifest, files)
        read = [path for path in (options.decisions, options.device, options.target) if path is not None]
        reprint = None if printer is None else reprinted(migration, options.strict, printer)
        write(options.out, files, options.force, converted=options.manifest, read=read, reprint=reprint)
    except ExportError as error:
        raise Failure(str(error)) from error
    if options.json:
        sys.stdout.write(files["report.json"].decode())
    else:
        for name in files:
            print(visible(str(options.out / name)))
    print(visible(written_text(migration, files, options.out)), file=sys.stderr)
    return DONE


def _check_folder(options: argparse.Namespace, manifest: Manifest) -> None:
    """Raises Failure if the folder has an export already, before anything is printed."""
    from core.bundle.write import ExportError, check_free
    from core.report.build import output_name

    if options.force:
        return
    try:
        check_free(options.out, output_name(manifest.source.name))
    except ExportError as error:
        raise Failure(str(error)) from error


def _note_migrated(options: argparse.Namespace, manifest: Manifest) -> None:
    """Reports on stderr that the manifest is the result of an earlier export."""
    from core.bundle.migrated import migrated

    path = options.manifest[0]
    found = migrated(path, manifest.source.data)
    if found is not None:
        text = f"{found.text(path.name)} {_('To continue that migration, open the folder in the wizard.')}"
        print(visible(_("note: {text}").format(text=text)), file=sys.stderr)


def _note_replayed(given: Decisions, migration: Migration, options: argparse.Namespace) -> None:
    """Reports on stderr which decisions of an earlier run are invalid, stale or of another manifest."""
    from core.migration import replay

    if options.decisions is None:
        return
    name = options.decisions.name
    warnings = (other_manifest(given, migration, name), other_target(given, migration, name))
    lines = [*filter(None, warnings), *replay.notes(given, migration, name)]
    sys.stderr.writelines(visible(line) + "\n" for line in lines)


def _accepting(migration: Migration, options: argparse.Namespace) -> Migration:
    """The migration with every block accepted by name and reason for `--accept-risk`; prints each of them.

    Blocks of rules first, then those that the checks find on the result. A block with a question must be answered.
    """
    if options.accept_risk is None:
        if options.by is not None:
            raise Failure(_("--by requires --accept-risk"))
        return migration
    if not options.accept_risk.strip():
        raise Failure(_("--accept-risk requires a reason"))
    rules = [reason.id for reason in judged(migration).of(Kind.RULE)]
    migration = _accept(migration, rules, options)
    verdict = judged(migration)
    parts = [item.id for item in verdict.accepted if item.id != item.decision.finding]
    checks = [*parts, *(reason.id for reason in verdict.of(Kind.CHECK))]
    migration = _accept(migration, checks, options)
    print(visible(accepted_text(migration, [*rules, *checks])), file=sys.stderr)
    return migration


def _accept(migration: Migration, names: Sequence[str], options: argparse.Namespace) -> Migration:
    if not names:
        return migration
    by, note = options.by or "command line", options.accept_risk
    risks = tuple(
        Decision(finding=name, answer=True, by=by, note=note, seen=seen_of(migration, name)) for name in names
    )
    decisions = migration.decisions.model_copy(update={"items": migration.decisions.items + risks})
    return migrate(migration.before, migration.device, decisions)


def _decisions(options: argparse.Namespace) -> Decisions:
    if options.decisions is None:
        return Decisions()
    return load(read_bytes(options.decisions, manifest=False), options.decisions.name)


def _with_the_broken(options: argparse.Namespace, manifest: Manifest, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files of the export with the input before its repair, below original/, if `--repair` was given."""
    if manifest.source.name in {path.name for path in options.manifest} or len(options.manifest) > 1:
        return files
    path = options.manifest[0]
    whole = {**files, f"original/as-it-came/{portable(path.name)}": read_bytes(path)}
    del whole[checksums.NAME]
    return {**whole, checksums.NAME: checksums.sums(whole)}


def _target(options: argparse.Namespace) -> Manifest | None:
    """Reads the deployment that the target device has now. Raises ManifestError or Failure."""
    if options.target is None:
        return None
    from core.device_outputs.deployment import target

    return target(read_bytes(options.target), options.target.name)


def open_manifest(options: argparse.Namespace, module: str = "module", source: Source | None = None) -> Manifest:
    """Opens the manifest of a file, or of several twins joined; a repaired text is a file of its own name.

    Raises ManifestError or Failure.
    """
    files = [(path.name, read_bytes(path)) for path in options.manifest]
    name, data = files[0] if len(files) == 1 else (twins.NAME, twins.join(files))
    if options.repair and (repair := propose_for(data)) is not None:
        name, data = f"{Path(name).stem}.repaired.json", repair.text.encode()
    try:
        return (
            read(data, name, options.module or module)
            .with_target(_target(options))
            .with_source(options.source or source)
        )
    except ManifestError:
        if (repair := propose_for(data)) is not None:
            text = _("A simple repair is possible: {what}. To apply it, add --repair.").format(what=repair.what)
            print(text, file=sys.stderr)
        raise
