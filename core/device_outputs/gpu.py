"""`Get-HcsGpuNvidiaSmi`: the number of GPUs of the device and what uses them.

Source: azure-docs, azure-stack-edge-gpu-connect-powershell-interface.md (driver 440: no MIG line) and
azure-stack-edge-gpu-deploy-iot-edge-gpu-sharing.md (driver 460: node name and date before the table). A failure of
nvidia-smi leaves the number of GPUs unknown; it is not zero.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.device_outputs.found import Facts, Found
from core.model.base import Json

COMMAND = "Get-HcsGpuNvidiaSmi"
_NODE = re.compile(r"(?P<node>[\w.-]+):")
_DATE = re.compile(r"(?=[^|+\n]{10,45}\Z)[^:\n]*+(?<=\d):\d\d:\d\d\b[^\n]*+")
"""The date line is in the language of the device; every language contains the time."""
_TABLE = re.compile(r"\| NVIDIA-SMI .*Driver Version:\s*(?P<driver>\d+)")
_FRAME = re.compile(r"\+[-+=]+\+|\|[-+=]+\|")
_FAILED = re.compile(
    r"NVIDIA-SMI (?:has )?failed|Failed to initialize NVML|Unable to determine the device handle", re.I
)
_NONE = re.compile(r"No devices were found", re.I)
_GPU = re.compile(r"\|\s++(?P<index>\d++)\s++(?>(?P<name>\S++(?:\s++\S++)*?)\s++(?:On|Off|N/A)\s*+\|).*\|")
_MODE = re.compile(r"(?P<mode>Default|E\. Process|E\. Thread|Prohibited)\s*\|$")
_MIG = re.compile(r"\|\s*\|\s*\|\s*(?P<mig>N/A|Enabled|Disabled)\s*\|")
_PROCESS = re.compile(
    r"\|\s+(?P<gpu>\d+)\s+(?:(?:N/A|\d+)\s+(?:N/A|\d+)\s+)?(?P<pid>\d+)\s+(?P<type>M?\+?C(?:\+G)?|G)\s+(?P<name>[^\s|]++(?:\s++[^\s|]++)*?)\s++"
    r"(?P<memory>\d++|N/A)(?:MiB)?\s*+\|"
)
_LISTED = re.compile(r"GPU \d+: (?P<name>[^()\n]+?) \(UUID: [^()\s]+\)")
_MPS = "nvidia-cuda-mps-server"
_NO_MIG_ROW = 450
"""Older drivers print neither the MIG line nor a process table with MIG columns."""


@dataclass(slots=True)
class _Seen:
    gpus: int = 0
    models: list[str] = field(default_factory=list)
    modes: set[str] = field(default_factory=set)
    mig: set[str] = field(default_factory=set)
    processes: list[Json] | None = None
    servers: int = 0
    nodes: dict[str, int] = field(default_factory=dict)
    headings: set[str] = field(default_factory=set)
    tables: int = 0
    closed: int = 0
    idle: bool = False
    rows: bool = False
    """Matches the header of the process table."""


def read(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads the GPUs of one output; those of two nodes are added."""
    start = _begin(lines, index)
    if start is None:
        return None
    failed = next((at for at in range(index, start + 1) if _FAILED.search(lines[at])), None)
    if failed is not None:
        message = "nvidia-smi reports a failure: the number of GPUs is unknown, not 0"
        more = lines[failed + 1 : failed + 2]
        end = failed + 1 + (len(more) == 1 and more[0].startswith("NVML library version:"))
        return Found(COMMAND, {}, end, nothing=message)
    seen, end, unread = _Seen(), start, []
    node = ""
    driver = 0
    for at in range(index, len(lines)):
        line = lines[at].rstrip()
        table, heading = _TABLE.match(line), _NODE.fullmatch(line)
        if at > start and _repeats(lines, at, seen):
            break
        if table is not None:
            seen.tables, driver = seen.tables + 1, int(table["driver"])
        elif _NONE.fullmatch(line.strip()):
            seen.tables, seen.closed = seen.tables + 1, seen.closed + 1
        elif heading is not None and _begin(lines, at) is not None:
            node = heading["node"]
            seen.headings.add(node)
        elif line and not _framed(line) and not _DATE.fullmatch(line):
            if line.startswith(("|", "+")):
                unread.append(at)
                end = at + 1
            break
        if line:
            end = at + 1
            _row(line, seen, node, driver)
            if seen.rows and not _known_row(line):
                unread.append(at)
    return Found(COMMAND, _facts(seen), end, tuple(unread), _partial(seen, lines[end - 1], driver))


def listed(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads the GPUs as `nvidia-smi -L` lists them, one on each line."""
    end, models = index, []
    while end < len(lines) and (match := _LISTED.fullmatch(lines[end].strip())) is not None:
        models.append(match["name"])
        end += 1
    if not models:
        return None
    return Found(COMMAND, {"gpus": len(models), "gpuModel": ", ".join(dict.fromkeys(models))}, end)


def _begin(lines: Sequence[str], index: int) -> int | None:
    """The start of the table or its substitute, after node name, blank lines and date; None if there is none."""
    for at in range(index, min(index + 6, len(lines))):
        line = lines[at].rstrip()
        if _TABLE.match(line) or _FAILED.search(line) or _NONE.fullmatch(line.strip()):
            return at
        first = at == index
        if first and not (_NODE.fullmatch(line) or _DATE.fullmatch(line) or _FRAME.fullmatch(line)):
            return None
        if not first and line and not (_DATE.fullmatch(line) or _FRAME.fullmatch(line)):
            return None
    return None


def _repeats(lines: Sequence[str], at: int, seen: _Seen) -> bool:
    """Whether the same command was run again: a node occurs twice, or a table has no node name."""
    if seen.closed < seen.tables or not seen.tables:
        return False
    heading = _NODE.fullmatch(lines[at].rstrip())
    if heading is not None:
        return heading["node"] in seen.headings and _begin(lines, at) is not None
    line = lines[at].rstrip()
    begins = _DATE.fullmatch(line) or _FRAME.fullmatch(line) or _NONE.fullmatch(line.strip())
    return bool(begins) and _begin(lines, at) is not None and len(seen.headings) in (0, seen.tables)


def _framed(line: str) -> bool:
    text = line.rstrip()
    return len(text) > 2 and text[0] in "|+" and text[-1] in "|+"


def _known_row(line: str) -> bool:
    """Whether a row of the process table is understood."""
    return bool(_PROCESS.fullmatch(line) or _FRAME.fullmatch(line) or "No running processes found" in line)


def _row(line: str, seen: _Seen, node: str, driver: int) -> None:
    """Counts what one line of the frame lists."""
    listing = seen.processes is not None and seen.closed >= seen.tables
    seen.rows = listing and ((seen.rows and not line.startswith("+")) or line.startswith("|="))
    if "Processes:" in line:
        seen.processes = seen.processes if seen.processes is not None else []
        seen.closed, seen.rows = seen.tables, False
        return
    if seen.closed < seen.tables:
        gpu, mode, mig = _GPU.fullmatch(line), _MODE.search(line), _MIG.fullmatch(line)
        if gpu is not None:
            seen.gpus += 1
            seen.models.append(gpu["name"])
            seen.nodes[node] = seen.nodes.get(node, 0) + 1
        elif mode is not None:
            seen.modes.add(mode["mode"])
        elif mig is not None:
            seen.mig.add(mig["mig"])
        return
    process = _PROCESS.fullmatch(line)
    seen.idle = seen.idle or "No running processes found" in line
    if process is not None and seen.processes is not None:
        if process["name"].endswith(_MPS):
            seen.servers += 1
        else:
            memory = int(process["memory"]) if process["memory"].isdigit() else None
            seen.processes.append({"gpu": int(process["gpu"]), "name": process["name"], "memoryMiB": memory})


def _facts(seen: _Seen) -> Facts:
    facts: Facts = {"gpus": seen.gpus} if seen.closed >= seen.tables or seen.gpus else {}
    if seen.models:
        facts["gpuModel"] = ", ".join(dict.fromkeys(seen.models))
        exclusive = "E. Process" in seen.modes
        facts["mps"] = None if exclusive and seen.processes is None else bool(exclusive and seen.servers)
        facts["mig"] = "Enabled" in seen.mig
    if seen.processes is not None and (seen.processes or seen.servers or seen.idle):
        facts["processes"] = seen.processes
    if len(seen.nodes) > 1:
        facts["gpusByNode"] = seen.nodes
    return facts


def _partial(seen: _Seen, last: str, driver: int) -> str:
    """What may be missing; old drivers may print no process table."""
    if seen.closed < seen.tables and not (driver < _NO_MIG_ROW and last.startswith("+")):
        return "cut off in the table of GPUs; more may follow"
    if seen.processes is not None and not last.startswith("+"):
        return "cut off in the table of processes"
    return ""
