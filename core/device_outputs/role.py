"""`Get-AzureDataBoxEdgeRole`: the shares of the compute role, its hub and its state.

Source: azure-docs, azure-stack-edge-gpu-connect-powershell-interface.md. The cmdlet prints no mount state: a share
listed with the compute role is taken as mounted (azure-stack-edge-gpu-kubernetes-storage.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.device_outputs.found import Facts, Found
from core.device_outputs.powershell_list import Item
from core.model.base import Json

COMMAND = "Get-AzureDataBoxEdgeRole"
OWN = frozenset({"ImageDetail", "EdgeDeviceId", "HubHostName", "Resources", "HostPlatform", "IsHostPlatformOwner"})
_ENTRY = re.compile(
    r"(?P<key>Compute|MemoryInBytes|ProcessorCount|VMProfile|Storage|EndpointMap|EndpointId|TargetPath|Name|Protocol"
    r"|RootFileSystemStorageSizeInBytes) ?:(?P<value>.*)"
)
_BEGINS = re.compile(r"\s*(?:EndpointMap:|EndpointId:\S|TargetPath:\S)")
_SECRETS = ("EdgeDeviceConnectionString", "IotDeviceConnectionString")

_Share = dict[str, tuple[int, str]]


def facts(item: Item, lines: Sequence[str]) -> Found:
    """Reads the facts of a whole role, or of its upper part."""
    shares, unread = _shares(item.values.get("Resources", []), lines)
    state, created = item.text("State"), item.text("IsCreated")
    observed: Facts = {}
    if "Resources" in item.values:
        observed["shares"] = shares
    observed["role"] = {
        "name": item.text("Name"),
        "state": state,
        "hostPlatform": item.text("HostPlatform"),
        "hub": item.text("HubHostName"),
        "edgeDeviceId": item.text("EdgeDeviceId"),
    }
    if (state is not None and state != "Created") or (created or "").lower() == "false":
        observed["problems"] = {"*": f"the compute role is not ready (State: {state}, IsCreated: {created})"}
    kept = [name for name in _SECRETS if item.text(name)]
    if kept:
        observed["secret"] = kept
    return Found(
        COMMAND,
        observed,
        item.end,
        tuple(unread),
        "" if "IsCreated" in item.values else _cut(shares),
        secrets=tuple(filter(None, map(item.text, kept))),
    )


def tail(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads the shares of a role whose beginning has scrolled away."""
    if not _BEGINS.match(lines[index]):
        return None
    entries, end = [], index
    for at in range(index, len(lines)):
        text = lines[at].strip()
        if text and not _ENTRY.fullmatch(text):
            break
        entries.append((at, text))
        end = at + 1 if text else end
    shares, unread = _shares(entries, lines)
    return Found(COMMAND, {"shares": shares}, end, tuple(unread), "the beginning is missing; " + _cut(shares))


def _cut(shares: list[Json]) -> str:
    lacking = [str(share["name"]) for share in shares if share["protocol"] is None]
    message = "cut off at the end; more shares may follow"
    return f"{message} and {', '.join(lacking)} lacks its protocol" if lacking else message


def _shares(entries: Sequence[tuple[int, str]], lines: Sequence[str]) -> tuple[list[Json], list[int]]:
    """The shares with their protocol in lower case (None if missing), and the lines of shares with incomplete names."""
    shares, unread = [], []
    for entry in _grouped(entries):
        target, (at, name) = entry.get("TargetPath", (-1, "")), entry.get("Name", (-1, ""))
        if not name or (name != target[1] and _is_last(lines, at)):
            unread += [number for number, _ in entry.values()]
            continue
        protocol = entry.get("Protocol", (-1, ""))[1].lower()
        known = protocol if protocol in ("smb", "nfs") else None
        shares.append({"name": name, "protocol": known, "mounted": True})
        if protocol and known is None:
            unread.append(entry["Protocol"][0])
    return shares, unread


def _is_last(lines: Sequence[str], at: int) -> bool:
    return not any(lines[below].strip() for below in range(at + 1, len(lines)))


def _grouped(entries: Sequence[tuple[int, str]]) -> list[_Share]:
    """The entries of each share; a value that the window wrapped continues in a line without a key."""
    found: list[_Share] = []
    current: _Share | None = None
    key = ""
    for at, text in entries:
        match = _ENTRY.fullmatch(text.strip())
        if match is None:
            if current is not None and key in current and text.strip():
                current[key] = (current[key][0], current[key][1] + text.strip())
            continue
        key = match["key"]
        begins = key == "EndpointId" or (key == "TargetPath" and (current is None or key in current))
        if begins:
            current = {}
            found.append(current)
        elif key not in ("TargetPath", "Name", "Protocol"):
            current = None
        if current is not None:
            current[key] = (at, match["value"].strip())
    return found
