"""`edgeshift device` reads outputs of the devices, kubectl and Azure into one document."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.cli.inputs import read_outputs
from core.device_outputs import shown
from core.device_outputs.document import document
from core.device_outputs.found import Facts
from core.device_outputs.reading import Reading, read
from core.migration.decisions_file import json_bytes
from core.text.catalogue import _, plural
from core.text.visible import visible


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds the subcommand and its options."""
    command = commands.add_parser("device", help=_("read the output of devices, kubectl and Azure"))
    command.add_argument("outputs", type=Path, nargs="+", metavar="FILE", help=_("files with saved or pasted output"))
    command.add_argument("--json", action="store_true", help=_("print one JSON document"))
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints the facts and the lines that were not understood. Returns 0, or 1 without any fact. Raises Failure."""
    reading = read(read_outputs(options.outputs))
    facts = document(reading)
    if options.json:
        sys.stdout.write(json_bytes(facts).decode())
    else:
        sys.stdout.write(visible("\n".join(_lines(reading, facts))) + "\n")
    return 0 if reading else 1


def _lines(reading: Reading, message: Facts) -> Iterator[str]:
    """Yields the output for people: each output with its place, all facts, the lines that were not understood."""
    for output in reading.outputs:
        place = f"{output.source}, {_('line {number}').format(number=output.line)}" if output.line else output.source
        yield f"{place}: {output.command or _('output of an unknown command')}"
    if not reading.outputs:
        yield _("No known output was found.")
    yield from (f"  {fact.title}: {fact.text}" for fact in shown.facts(reading))
    unread = message["unread"]
    if unread:
        yield plural("{count} line was not recognized:", "{count} lines were not recognized:", len(unread))
        yield from (f"  {line['file']}:{line['line']}: {line['text']}" for line in unread)
    step = shown.next_steps(str(message["observed"].get("nothing", "")))
    if step:
        yield step
    if message["device"]:
        yield _("--device accepts the output of edgeshift device --json, which contains all facts.")
