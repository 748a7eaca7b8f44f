"""`edgeshift compare` prints the differences between two exports of the same or of two migrations."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from core.bundle.compare import compare, rendered
from core.cli.inputs import export_at
from core.migration.decisions_file import json_bytes
from core.text.catalogue import _
from core.text.visible import visible


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds the subcommand and its options."""
    command = commands.add_parser("compare", help=_("show the differences between two exports"))
    command.set_defaults(run=run)
    command.add_argument("old", type=Path, metavar="OLD", help=_("folder of the earlier export"))
    command.add_argument("new", type=Path, metavar="NEW", help=_("folder of the later export"))
    command.add_argument("--json", action="store_true", help=_("print one JSON document"))


def run(options: argparse.Namespace) -> int:
    """Prints every difference. Returns 0 in any case. Raises Failure."""
    found = compare(export_at(options.old), export_at(options.new))
    if options.json:
        sys.stdout.write(json_bytes({"differences": [item.model_dump(mode="json") for item in found]}).decode())
    else:
        sys.stdout.write(visible(rendered(found)) + "\n")
    return 0
