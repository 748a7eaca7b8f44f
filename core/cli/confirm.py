"""`edgeshift confirm` compares what the devices print after the deployment with the run sheet of a bundle."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.bundle.confirmation import kept, pages
from core.bundle.confirmation.result import OLD_DEVICE, VM_ADDRESS, Given, address
from core.bundle.folder_lock import Held
from core.bundle.reopen import ExportedError
from core.bundle.write import ExportError, update
from core.cli.inputs import Failure, export_at, read_outputs
from core.cli.printing import printing
from core.device_outputs.reading import read
from core.device_outputs.shown import without_facts
from core.migration.decisions_file import json_bytes
from core.report.confirmation import Confirmation
from core.text.catalogue import _, plural
from core.text.json_words import written
from core.text.visible import visible


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds the subcommand and its options."""
    command = commands.add_parser(
        "confirm", help=_("compare the output of the device with the expected state of an export")
    )
    command.add_argument("bundle", type=Path, metavar="BUNDLE", help=_("folder of the export that was deployed"))
    command.add_argument("outputs", type=Path, nargs="+", metavar="FILE", help=_("files with saved or pasted output"))
    command.add_argument(
        "--by", metavar="NAME", help=_("name of the person who confirms (default: the engineer of the report)")
    )
    command.add_argument("--old-address", metavar="ADDRESS", type=_address, help=_("address of the old device"))
    command.add_argument("--vm-address", metavar="ADDRESS", type=_address, help=_("address of the Linux VM"))
    command.add_argument(
        "--when", metavar="TIME", type=_time, help=_("time of the confirmation, ISO 8601 (default: now)")
    )
    command.add_argument("--json", action="store_true", help=_("print one JSON document"))
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compares, keeps the result in the bundle and prints it. Returns 0 if all is confirmed, else 1. Raises Failure."""
    found = export_at(options.bundle)
    sources = read_outputs(options.outputs)
    reading = read(sources)
    if not reading:
        why = without_facts(reading) or _("No known output was found. Run edgeshift device FILE for details.")
        raise Failure(
            _("These files do not show the state of the device, so nothing was written. {why}").format(why=why)
        )
    when = options.when or datetime.now(UTC).replace(microsecond=0).isoformat()
    by = options.by or found.decisions.about.engineer or "command line"
    try:
        given = Given(options.old_address or "", options.vm_address or "")
        result = kept.confirm(found, sources, reading, when, by, given)
        result, files = kept.files(found, result, printing(options))
        update(found.folder, files, options.outputs)
    except (ExportedError, ExportError, Held) as error:
        raise Failure(str(error)) from error
    if options.json:
        sys.stdout.write(json_bytes(result.model_dump(mode="json")).decode())
    else:
        sys.stdout.write(visible("\n".join(_lines(result))) + "\n")
    return 0 if result.confirmed else 1


def _address(text: str) -> str:
    """Parses an address for the table of addresses. Raises ArgumentTypeError for anything else."""
    try:
        return address(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _time(text: str) -> str:
    """Parses a time. Raises ArgumentTypeError if the text is none."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        sentence = _("{text} is not a time in the form 2026-11-27T14:30:00+00:00")
        raise argparse.ArgumentTypeError(sentence.format(text=written(text))) from None
    return text


def _lines(result: Confirmation) -> Iterator[str]:
    """Yields the output for people: the next step, then every line, then the addresses."""
    yield result.next
    yield pages.headline(result)
    if result.without:
        yield pages.lacking(result)
    words, kinds = pages.states(), pages.kinds()
    for line in result.lines:
        what = " ".join(
            filter(None, (line.module, kinds[line.kind], line.name if line.kind in ("claim", "extra") else ""))
        )
        if line.state == "confirmed":
            yield f"  [{words[line.state]}] {what}: {line.seen or '–'}"
            continue
        yield f"  [{words[line.state]}] {what}"
        compared = _("expected: {expected}; found: {seen}") if line.seen else _("expected: {expected}")
        yield f"      {compared.format(expected=line.expected, seen=line.seen)}"
        if line.meaning or line.todo:
            yield "      " + " ".join(filter(None, (line.meaning, line.todo)))
    if any(line.command for line in result.lines):
        yield _("Specify all files of output in one command: each run replaces the earlier result.")
    if result.unread:
        yield plural(
            "{count} line was not understood; edgeshift device FILE shows it.",
            "{count} lines were not understood; edgeshift device FILE shows them.",
            result.unread,
        )
    if result.addresses:
        yield _("Old and new addresses for the network team, also in addresses.csv:")
    for entry in result.addresses:
        yield f"  {entry.module} ({entry.protocol}): {entry.old or '–'} → {entry.new or '–'}"
    places = {OLD_DEVICE: "--old-address", VM_ADDRESS: "--vm-address"}
    for name, option in places.items():
        if any(f"{name}:" in (f"{entry.old} {entry.new}") for entry in result.addresses):
            yield _("{name} is unknown: specify its address with {option} ADDRESS.").format(name=name, option=option)
