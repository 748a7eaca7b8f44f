"""`iotedge list` and `iotedge logs`.

`iotedge list` has two shapes. The Kubernetes device prints a PowerShell table with dashes and external addresses, names
in lower case (azure-docs, azure-stack-edge-gpu-connect-powershell-interface.md); Linux and the FPGA device print no
dashes and no addresses (Azure/iotedge, edgelet/iotedge/src/list.rs).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.device_outputs import commands, powershell_list, table
from core.device_outputs.cluster import ports, udp
from core.device_outputs.found import Facts, Found
from core.model.base import Json

_FAILED = re.compile(r"(?:Failed|Exited|Dead)\s*\((?P<code>\d+)\)")
_PLAIN = re.compile(
    r"(?P<name>\S+)(?:\s+(?P<status>running|stopped|failed|unknown|dead|paused|created)\s+|\s{2,}(?P<other>[a-z]+)\s{2,})"
    r"(?:(?P<told>\S++(?: \S++)*)\s\s++)?"
    r"(?P<image>\S++)"
)
"""A row of the Linux list. An unknown status counts if the columns are at the positions of the list."""
_LOOSE = re.compile(
    r"(?P<name>\S++)\s++(?P<status>running|stopped|failed|unknown|dead|backoff|unhealthy)\s++"
    r"(?P<other>(?!))?(?P<told>(?:Up|Stopped|Failed|Restarting|Exited|Dead)\b(?:\s\S++){0,8}?)\s(?P<image>[\w.-]++[/:]\S++)"
)
"""A row with single blanks between its columns, as chats print it; the words of the description separate the cells."""
_LIKE_ROW = re.compile(r"\S+\s{2,}[a-z]+\s{2,}\S.*")
_LOST = 2
"""The number of consecutive lines that are no rows after which the Linux list ends."""
_LOG = re.compile(r"<\d>\s\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S* .*")
_PLAN = re.compile(r"Plan execution (?:started|ended) for deployment (?P<number>\d+)")
_ASKED = re.compile(r"Create an EdgeDeployment with modules: \[(?P<names>[^\]]*)\]")
_REPORTED = re.compile(r"Report EdgeDeployment status: \[(?P<status>[^\]]*)\]")
_HASH = re.compile(r"(?:sha256:)?[0-9a-f]{12,64}")
_AGENT = "edgeagent"
LOGS = "iotedge logs"
SYSTEM_NAMES = {"edgeagent": "edgeAgent", "edgehub": "edgeHub"}
"""The names of system modules in a manifest, by the lower-case names on the Kubernetes device."""


def modules(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads the modules of `iotedge list` in either form."""
    line = lines[index]
    if not any(table.has_headings(line, "NAME", "STATUS", "DESCRIPTION", last) for last in ("CONFIG", "Config")):
        return None
    last = "CONFIG" if "CONFIG" in line else "Config"
    seen = table.read(lines, index, lambda row: row["STATUS"].isalpha() and bool(row[last]), wraps=True)
    kubernetes = seen.dashes or "EXTERNAL-IP" in seen.headings
    end, listed, unread = (
        (seen.end, seen.rows, seen.unread) if kubernetes else _plain(lines, index, last, seen.headings)
    )
    facts = _facts(listed, last, "kubernetes" if kubernetes else "linux")
    lost = "" if listed and not unread else "rows that were not understood are missing"
    return Found("iotedge list", facts, end, tuple(unread), lost, of=f"{facts['runtime']} {last}")


def listed(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads the modules as `iotedge list | Format-List` prints them on the device, one below the other."""
    rows: list[table.Row] = []
    end = at = index
    while at < len(lines) and powershell_list.property_name(lines[at]) == "NAME":
        module = powershell_list.read(lines, at, ("NAME",))
        if (row := _row(module)) is None:
            break
        rows.append(row)
        end = at = module.end
        while at < len(lines) and not lines[at].strip():
            at += 1
    return _on_kubernetes(rows, end) if rows else None


def item(module: powershell_list.Item, lines: Sequence[str], typed: str) -> Found | None:
    """Reads an object of `iotedge list`; None for other objects."""
    row = _row(module)
    return None if row is None else _on_kubernetes([row], module.end)


def _row(module: powershell_list.Item) -> table.Row | None:
    row = {"DESCRIPTION": "", **{name: module.text(name) or "" for name in module.values}}
    return row if {"NAME", "STATUS", "CONFIG"} <= row.keys() and row["NAME"] else None


def _on_kubernetes(rows: Sequence[table.Row], end: int) -> Found:
    return Found("iotedge list", _facts(rows, "CONFIG", "kubernetes"), end, of="kubernetes")


def images(rows: Sequence[Json]) -> dict[str, str]:
    """Images by module, without images that the window cut and those that Docker shows by hash only."""
    known = {row["name"]: row["image"] for row in rows if row["image"]}
    return {name: text for name, text in known.items() if not text.endswith(("...", "…")) and not _HASH.fullmatch(text)}


def _facts(listed: Sequence[table.Row], last: str, runtime: str) -> Facts:
    rows = [_module(row, last) for row in listed]
    facts: Facts = {"modules": rows, "images": images(rows), "runtime": runtime}
    addresses = [row["externalIp"] for row in rows if row.get("externalIp")]
    if addresses:
        facts["usedExternalIps"] = list(dict.fromkeys(addresses))
    broken = {row["name"]: f"is {row['status']}" for row in rows if row["status"] in ("failed", "dead")}
    if broken:
        facts["problems"] = broken
    return {**facts, **udp({row["NAME"]: row.get("PORT(S)", "") for row in listed})}


def _plain(
    lines: Sequence[str], index: int, last: str, headings: Sequence[str]
) -> tuple[int, list[table.Row], list[int]]:
    """End, rows and unread lines of the Linux list: columns are at least two blanks apart, and no cell is empty.

    A line that is no row is unread if it looks like one or if rows follow it; otherwise the list ends before it.
    """
    end, rows, unread = index + 1, list[table.Row](), list[int]()
    for at in range(end, len(lines)):
        line = lines[at].rstrip()
        match = _PLAIN.fullmatch(line) or _LOOSE.fullmatch(line)
        if match is None and not _LIKE_ROW.fullmatch(line):
            if not line or at - end == _LOST or line.isupper() or table.is_heading(line, headings):
                break
            continue
        unread += range(end, at)
        end = at + 1
        if match is None:
            unread.append(at)
        else:
            status = match["status"] or match["other"]
            rows.append(
                {"NAME": match["name"], "STATUS": status, "DESCRIPTION": match["told"] or "", last: match["image"]}
            )
    return end, rows, unread


def _module(row: table.Row, last: str) -> dict[str, Json]:
    """One module; its status is in lower case, as the agent reports it."""
    failed = _FAILED.search(row["DESCRIPTION"])
    module: dict[str, Json] = {"name": row["NAME"], "status": row["STATUS"].lower(), "image": row[last]}
    if failed is not None:
        module["exitCode"] = int(failed["code"])
    if "EXTERNAL-IP" in row:
        address = row["EXTERNAL-IP"]
        module["externalIp"] = None if address in ("", "<none>", "<pending>") else address
    if "PORT(S)" in row:
        module["ports"] = ports(row["PORT(S)"])
    return module


def logs(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads the agent's log for the last deployment. Logs of other modules are free text and are not interpreted."""
    whose = commands.logged(typed)
    if whose is not None and not whose.lower().startswith(_AGENT):
        return Found(LOGS, {}, len(lines), nothing="the log of a module is not interpreted")
    if not _LOG.fullmatch(lines[index].rstrip()):
        return None
    end = index
    while end < len(lines) and (_LOG.fullmatch(lines[end].rstrip()) or (whose is not None and lines[end].strip())):
        end += 1
    facts: Facts = {}
    for line in _entries(lines[index:end]):
        plan, asked, reported = _PLAN.search(line), _ASKED.search(line), _REPORTED.search(line)
        if plan is not None:
            facts["deployment"] = int(plan["number"])
        if asked is not None:
            facts["deploymentModules"] = [name.strip() for name in asked["names"].split(",") if name.strip()]
        if reported is not None:
            facts["deploymentStatus"] = reported["status"]
    nothing = "" if facts else "the log names no deployment"
    return Found(LOGS, facts, end, nothing=nothing)


def _entries(lines: Sequence[str]) -> list[str]:
    """The entries of a log; a line without a level belongs to the entry above, which the window may have wrapped."""
    entries: list[str] = []
    for line in lines:
        if _LOG.fullmatch(line.rstrip()) or not entries:
            entries.append(line)
        else:
            entries[-1] += line
    return entries
