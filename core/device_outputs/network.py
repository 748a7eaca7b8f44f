"""Lists and tables of PowerShell: role, switches, appliance and subnets of the device, and its shares in Azure.

Source: azure-docs, azure-stack-edge-gpu-create-virtual-switch-powershell.md, data-box-edge-gateway-view-device-info.md;
Azure/azure-powershell, PSDataBoxEdgeShare.cs and PSStackEdgeShare.cs. No command prints the range of external service
addresses; `IPAddressPools` is blank in every published sample and is not interpreted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.device_outputs import commands, powershell_list, role, table
from core.device_outputs.found import Facts, Found
from core.model.base import Json
from core.model.word_lists import word_lists

SWITCH = "Get-HcsExternalVirtualSwitch"
APPLIANCE = "Get-HcsApplianceInfo"
SUBNETS = "Get-HcsKubeClusterNetworkInfo"
_SHARES = ("Get-AzDataBoxEdgeShare", "Get-AzStackEdgeShare")
_FIRST = frozenset({"ImageDetail", "Id", "Name", "FriendlyName", "PodSubnet"})
_SWITCH_OWN = frozenset({"InterfaceAlias", "IPAddressPools", "EnabledForCompute"})
_APPLIANCE_OWN = frozenset(
    {"HcsVersion", "FriendlySoftwareVersion", "FriendlySoftwareVersionNumber", "ApplianceTypeFriendlyName"}
)
_SUBNET_OWN = frozenset({"PodSubnet", "ServiceSubnet"})
_SHARE_OWN = frozenset({"DataPolicy", "StorageAccountName"})
_KNOWN = frozenset(word_lists("device_outputs")["properties"])
_SUBNET = re.compile(r"\d+\.\d+\.\d+\.\d+/\d+")


def lists(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads one object as Format-List prints it: a role, a switch, the appliance, the subnets or a share."""
    name = powershell_list.property_name(lines[index])
    if name not in _KNOWN:
        return None
    return item(powershell_list.read(lines, index, _FIRST), lines, typed)


OWN = role.OWN | _SWITCH_OWN | _APPLIANCE_OWN | _SUBNET_OWN | _SHARE_OWN
"""Properties that identify the kind of an object."""


def item(item: powershell_list.Item, lines: Sequence[str], typed: str) -> Found | None:
    """The facts of one object, identified by its properties; None for other objects."""
    owned = item.values.keys()
    if owned & role.OWN:
        return role.facts(item, lines)
    if owned & _SWITCH_OWN:
        return _switch(item, lines)
    if owned & _APPLIANCE_OWN:
        return Found(APPLIANCE, _appliance(item), item.end, partial=_cut(item, "IsRegistered"))
    if owned & _SUBNET_OWN:
        return Found(SUBNETS, _subnets(item.text("PodSubnet"), item.text("ServiceSubnet")), item.end)
    if owned & _SHARE_OWN and item.text("Name"):
        return Found(_cmdlet(typed), {"shares": [_share({key: item.text(key) or "" for key in owned})]}, item.end)
    return None


def _cut(item: powershell_list.Item, last: str) -> str:
    return "" if last in item.values else "cut off at the end"


def _switch(item: powershell_list.Item, lines: Sequence[str]) -> Found:
    """Reads the compute switch and its port; address pools with content are reported as not understood."""
    facts: Facts = {"externalIpRange": None}
    if (item.text("EnabledForCompute") or "").lower() == "true":
        facts["computeSwitch"] = item.text("Name")
        facts["computePort"] = (item.text("InterfaceAlias") or "").strip("{}") or None
    pools = item.text("IPAddressPools")
    unread = [at for at, _ in item.values["IPAddressPools"]] if pools not in (None, "{}") else []
    return Found(SWITCH, facts, item.end, tuple(unread), _cut(item, "EnabledForCompute"))


def _appliance(item: powershell_list.Item) -> Facts:
    """Reads name, software and state of the device; from software 2301 on, IoT Edge runs in a virtual machine."""
    return {
        "device": {
            "name": item.text("FriendlyName") or item.text("Name"),
            "softwareVersion": item.text("FriendlySoftwareVersionNumber") or item.text("FriendlySoftwareVersion"),
            "clustered": _flag(item.text("IsClustered")),
            "virtual": _flag(item.text("IsVirtual")),
            "activated": _flag(item.text("IsRegistered")),
        }
    }


def _flag(text: str | None) -> bool | None:
    return {"true": True, "false": False}.get((text or "").lower())


def subnets(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads the internal subnets of pods and services."""
    if not table.has_headings(lines[index], "PodSubnet", "ServiceSubnet"):
        return None
    seen = table.read(lines, index, lambda row: bool(_SUBNET.fullmatch(row["PodSubnet"])), single=True)
    facts = _subnets(seen.rows[0]["PodSubnet"], seen.rows[0]["ServiceSubnet"]) if seen.rows else {}
    return Found(SUBNETS, facts, seen.end, tuple(seen.unread), "" if seen.rows else "the table has no rows")


def _subnets(pods: str | None, services: str | None) -> Facts:
    return {"podSubnet": pods, "serviceSubnet": services}


def share_table(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads shares as Azure PowerShell prints them, by headings, because the columns differ between versions."""
    if not table.has_headings(lines[index], "Name", "Type", "DataPolicy"):
        return None
    seen = table.read(lines, index, lambda row: row["Type"].upper() in ("SMB", "NFS"))
    _drop_cut(seen)
    facts = {"shares": [_share(row) for row in seen.rows]}
    return Found(_cmdlet(typed), facts, seen.end, tuple(seen.unread), _lost(seen))


def az_table(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads shares as `az -o table` prints them: columns in alphabetical order, without the mount state."""
    if not table.has_headings(lines[index], "AccessProtocol", "DataPolicy"):
        return None
    seen = table.read(lines, index, lambda row: row["AccessProtocol"].upper() in ("SMB", "NFS"))
    _drop_cut(seen)
    rows = [
        {**_share({**row, "Type": row["AccessProtocol"]}), "status": row.get("ShareStatus") or None}
        for row in seen.rows
    ]
    return Found("az databoxedge device share list", {"shares": rows}, seen.end, tuple(seen.unread), _lost(seen))


def _drop_cut(seen: table.Table) -> None:
    """Drops rows whose name was cut: their lines are not understood."""
    cut = [place for place, row in zip(seen.places, seen.rows, strict=True) if not _whole(row.get("Name", ""))]
    seen.rows = [row for row in seen.rows if _whole(row.get("Name", ""))]
    seen.unread = sorted([*seen.unread, *cut])


def _lost(seen: table.Table) -> str:
    """What is missing: rows that were not understood, or all of them."""
    if seen.unread or not seen.rows:
        return "rows that were not understood are missing"
    return ""


def _whole(name: str) -> bool:
    """Whether a name is complete: a narrow window cuts it and adds an ellipsis."""
    return bool(name) and not name.endswith(("...", "…"))


def _share(row: table.Row) -> Json:
    protocol, policy = row.get("Type", "").lower(), row.get("DataPolicy", "").lower()
    return {
        "name": row["Name"],
        "protocol": protocol if protocol in ("smb", "nfs") else None,
        "mounted": None,
        "cloud": {"cloud": True, "local": False}.get(policy),
    }


def _cmdlet(typed: str) -> str:
    """The cmdlet as typed; otherwise the older of the two that print the same table."""
    return next((name for name in commands.canonical(typed) if name in _SHARES), _SHARES[0])
