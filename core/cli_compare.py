"""`edgeshift compare`: what changed between two exports of one migration, or of two."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.cli_text import Failure
from core.compare import Difference, compare
from core.decisions import json_bytes
from core.exported import Exported, read_export
from core.reopen import ExportedError
from core.report.parts import visible
from core.words import _


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
        sys.stdout.write(visible(text(found)) + "\n")
    return 0


def _read(path: Path) -> Exported:
    try:
        return read_export(path)
    except ExportedError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        told = _("{path}: {reason}. Give the folder that was exported.")
        raise Failure(told.format(path=path, reason=error.strerror or error)) from error


def text(found: Sequence[Difference]) -> str:
    """What a person reads: one heading a topic, one line a difference."""
    if not found:
        return _("The two exports say the same.")
    heads = {
        "file": _("Files"),
        "about": _("Head of the report"),
        "device": _("Device"),
        "answer": _("Answers"),
        "finding": _("Findings"),
        "change": _("Changes"),
    }
    lines: list[str] = []
    topic = ""
    for item in found:
        if item.topic != topic:
            topic = item.topic
            lines += ["", heads[topic]] if lines else [heads[topic]]
        lines += [f"  {item.what}", f"      {_short(item.before)} → {_short(item.after)}"]
    return "\n".join(lines)


def _short(value: object) -> str:
    if value is None:
        return _("nothing")
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return written if len(written) <= 120 else written[:117] + "…"
