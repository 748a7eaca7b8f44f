"""`kubectl describe svc` and `describe pvc`: one service or claim, in the words of the lists.

Source: kubectl 1.20 (the describers of Kubernetes); later versions say IPs and Used By as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.device_outputs.cluster import NAMESPACE, claim_facts, ports, service_facts, udp
from core.device_outputs.found import Found
from core.model.base import Json

_ENTRY = re.compile(r"(?P<key>[A-Z][\w ]*):(?:\s+(?P<value>.*))?")
_NONE = ("", "<none>", "<unset>", "None")


def read(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """One of either; both have a name and a namespace, and no containers."""
    if not re.match(r"Name:\s+\S", lines[index]):
        return None
    end, entries = index, list[tuple[str, str]]()
    while end < len(lines):
        match = _ENTRY.fullmatch(lines[end].rstrip())
        if match is not None and not (match["key"] == "Name" and entries):
            entries.append((match["key"], (match["value"] or "").strip()))
        elif not lines[end].startswith(" ") or not lines[end].strip():
            break
        end += 1
    first = dict(reversed(entries))
    if first.get("Namespace") != NAMESPACE:
        return None
    if "Session Affinity" in first or "TargetPort" in first:
        listed = ",".join(value.split()[-1] for key, value in entries if key == "Port" and value)
        facts = {**service_facts([_service(first, entries)]), **udp({first["Name"]: listed})}
        return Found("kubectl describe svc", facts, end)
    if "Access Modes" in first and "StorageClass" in first:
        return Found("kubectl describe pvc", claim_facts([_claim(first)]), end)
    return None


def _service(first: dict[str, str], entries: Sequence[tuple[str, str]]) -> Json:
    address = _value(first.get("LoadBalancer Ingress", ""))
    outside = first.get("Type") == "LoadBalancer"
    return {
        "module": first["Name"],
        "type": first.get("Type"),
        "clusterIp": _value(first.get("IP", "")),
        "externalIp": None if address is None else re.split(r"[,\s]", address)[0],
        "pending": outside and address is None,
        "ports": [
            port for key, value in entries if key == "Port" for port in ports(value.split()[-1] if value else "")
        ],
    }


def _claim(first: dict[str, str]) -> Json:
    status = first.get("Status", "")
    return {
        "name": first["Name"],
        "status": status,
        "bound": status == "Bound",
        "volume": _value(first.get("Volume", "")),
        "storageClass": _value(first["StorageClass"]),
    }


def _value(text: str) -> str | None:
    return None if text in _NONE else text
