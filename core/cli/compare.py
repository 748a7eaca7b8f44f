"""`edgeshift compare`: what changed between two exports of one migration, or of two."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from core.bundle.compare import compare, rendered
from core.bundle.exported import Exported, read_export
from core.bundle.reopen import ExportedError
from core.cli.output import Failure
from core.migration.decisions_file import json_bytes
from core.text.catalogue import _
from core.text.visible import visible


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """The subcommand and its options."""
    command = commands.add_parser("compare", help=_("show what differs between two exports"))
    command.set_defaults(run=run)
    command.add_argument("old", type=Path, metavar="OLD", help=_("folder of the earlier export"))
    command.add_argument("new", type=Path, metavar="NEW", help=_("folder of the later export"))
    command.add_argument("--json", action="store_true", help=_("print one JSON document"))


def run(options: argparse.Namespace) -> int:
    """Print every difference. Returns 0, whether there are any or not. Raises Failure."""
    found = compare(_read(options.old), _read(options.new))
    if options.json:
        sys.stdout.write(json_bytes({"differences": [item.model_dump(mode="json") for item in found]}).decode())
    else:
        sys.stdout.write(visible(rendered(found)) + "\n")
    return 0


def _read(path: Path) -> Exported:
    try:
        return read_export(path)
    except ExportedError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        message = _("{path}: {reason}. Give the folder that was exported.")
        raise Failure(message.format(path=path, reason=error.strerror or error)) from error
