"""What the `iotedge` of a Linux machine reports: its version, its services and its configuration checks.

Source: Azure/iotedge, edgelet/iotedge/src/check/mod.rs and edgelet/iotedge/src/system.rs; Azure/iot-identity-service,
aziotctl-common/src/system/status.rs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.device_outputs.found import Facts, Found
from core.model.base import Json

CHECK, STATUS, VERSION = "iotedge check", "iotedge system status", "iotedge version"
_VERSION = re.compile(r"(?:aziot-edged|iotedge) (?P<version>\d+\.\d+\.\d+\S*)")
_HEAD = re.compile(r"(?:Configuration|Connectivity) checks(?: \([\w-]+\))?|-{10,}")
_RESULT = re.compile(r"\W{1,5} (?P<name>.*\S) - (?P<result>OK|Warning|Error)|(?P<count>\d+) check\(s\) .*")
_DETAIL = re.compile(r"\s{2,}\S.*|One or more checks .*")
_SERVICE = re.compile(r"\s+(?P<name>[\w.-]+)\s{2,}(?P<state>\S.*)")
_HINT = re.compile(r"Use 'iotedge .*|[\w.-]+ is in a bad state because:|[\w.-]+\.service: .*")
_GOOD = ("Running", "Ready")


def version(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads the version of the runtime, such as `iotedge 1.5.4`."""
    match = _VERSION.fullmatch(lines[index].strip())
    return None if match is None else Found(VERSION, {"runtimeVersion": match["version"]}, index + 1)


def check(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads the checks that did not pass, by name, and the number of those that passed."""
    begins = lines[index : index + 3] if _HEAD.fullmatch(lines[index].strip()) else lines[index : index + 1]
    if not any(_RESULT.fullmatch(line.strip()) for line in begins):
        return None
    end, passed = index, 0
    failed: dict[str, list[str]] = {"Warning": [], "Error": []}
    for at in range(index, len(lines)):
        match = _RESULT.fullmatch(lines[at].strip())
        if (
            match is None
            and lines[at].strip()
            and not (_HEAD.fullmatch(lines[at].strip()) or _DETAIL.fullmatch(lines[at]))
        ):
            break
        if match is not None and match["result"] == "OK":
            passed += 1
        elif match is not None and match["result"]:
            failed[match["result"]].append(match["name"])
        end = at + 1 if lines[at].strip() else end
    if not passed and not any(failed.values()):
        return None
    facts: Facts = {"checks": {"passed": passed, "warnings": failed["Warning"], "errors": failed["Error"]}}
    return Found(CHECK, facts, end)


def status(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads the services of the runtime with their states."""
    if lines[index].strip() != "System services:":
        return None
    rows: list[Json] = []
    end = index + 1
    while end < len(lines) and (match := _SERVICE.fullmatch(lines[end].rstrip())) is not None:
        rows.append({"name": match["name"], "status": match["state"]})
        end += 1
    while end < len(lines) and (not lines[end].strip() or _HINT.fullmatch(lines[end].strip())):
        end += 1
    bad = {row["name"]: f"is {row['status']}" for row in rows if row["status"] not in _GOOD}
    return Found(STATUS, {"systemServices": rows, **({"problems": bad} if bad else {})}, end)
