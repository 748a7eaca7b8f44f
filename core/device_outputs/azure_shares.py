"""The shares of a device as Azure prints them: `az databoxedge device share list`, and the resource of the portal.

Source: Azure/azure-cli, databoxedge/device/share/_list.py, whose output has the members of `properties` at the top; the
resource itself (JSON view of the portal, `az rest`) has them below `properties`.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.device_outputs import yaml_text
from core.device_outputs.found import Found
from core.device_outputs.json_text import Parsed
from core.model.base import Json

COMMAND = "az databoxedge device share list"


def entries(value: Json) -> list[Json]:
    """The shares in a document: one, a list, or the `value` of an answer; empty for anything else."""
    listed = value.get("value") if isinstance(value, dict) and isinstance(value.get("value"), list) else value
    rows = [row for row in (listed if isinstance(listed, list) else [listed]) if isinstance(row, dict)]
    flat = [{**row, **inner} if isinstance(inner := row.get("properties"), dict) else row for row in rows]
    return flat if any("accessProtocol" in row for row in flat) else []


def from_yaml(lines: Sequence[str], index: int) -> Parsed | None:
    """What `az -o yaml` prints of shares: a list, or one of them."""
    if not lines[index].startswith(("- accessProtocol:", "accessProtocol:")):
        return None
    found = yaml_text.parse(lines, index)
    return None if found is None else Parsed(found[0], found[1], True)


def whole(rows: list[Json], parsed: Parsed) -> tuple[list[Json], str, tuple[int, ...]]:
    """The rows that were read to their end; what to say of the others, and their lines."""
    if parsed.whole:
        return rows, "", ()
    if not parsed.open:
        return rows, "JSON broken off; more may follow", ()
    start = parsed.open[0][1]
    return rows[:-1], "JSON broken off; what follows the last whole entry is missing", tuple(range(start, parsed.end))


def read(rows: list[Json], parsed: Parsed) -> Found:
    """Mounted for compute means that it has a share mapping; monitoring is not mounting."""
    known, lost, unread = whole(rows, parsed)
    shares = []
    for row in known:
        protocol, mappings = str(row.get("accessProtocol", "")).lower(), row.get("shareMappings")
        if isinstance(row.get("name"), str):
            shares.append(
                {
                    "name": row["name"],
                    "protocol": protocol if protocol in ("smb", "nfs") else None,
                    "mounted": bool(mappings) if isinstance(mappings, list) else None,
                    "cloud": {"cloud": True, "local": False}.get(str(row.get("dataPolicy", "")).lower()),
                    "status": row.get("shareStatus") if isinstance(row.get("shareStatus"), str) else None,
                }
            )
    return Found(COMMAND, {"shares": shares}, parsed.end, unread, lost)
