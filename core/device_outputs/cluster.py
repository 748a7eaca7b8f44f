"""`kubectl get pods`, `svc`, `pvc` and `nodes`: tables padded to the longest cell of each column.

Source: kubectl 1.20 (the printers of Kubernetes); azure-docs, azure-stack-edge-gpu-connect-powershell-interface.md. A
module's pod has two containers, the module and its proxy, so that healthy is `2/2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from core.device_outputs import commands, table
from core.device_outputs.found import Facts, Found
from core.device_outputs.pod_states import healthy, pod_problems
from core.model.base import Json

NAMESPACE = "iotedge"
_POD = re.compile(r"(?P<module>.+)-(?P<hash>[a-z0-9]{5,10})-(?P<tail>[a-z0-9]{5})")
_POD_ROW = re.compile(
    r"(?:(?P<namespace>[a-z0-9][a-z0-9-]*)\s+)?(?P<name>[a-z0-9][a-z0-9.-]*-[a-z0-9]{5})\s+(?P<ready>\d+/\d+)\s+"
    r"(?P<status>[A-Z]\S*)\s+(?P<restarts>\d+)(?:\s\([^)]*\))?\s+\d+[a-z]\S*(?:\s.*)?"
)
_AGE = re.compile(r"(?:\d+[smhdy])+|<\w+>")
_READY = re.compile(r"\d+/\d+")
_PORT = re.compile(r"(?P<port>\d+)(?::\d+)?(?:/\w+)?")
_CLAIM_STATES = ("Bound", "Pending", "Lost", "Terminating")
_SERVICE_TYPES = ("ClusterIP", "LoadBalancer", "NodePort", "ExternalName")
_PREFIX = re.compile(r"^(?:pod|service|persistentvolumeclaim|persistentvolume|node)/")


def module_of(pod: str) -> str | None:
    """The module a pod belongs to: its name without template hash and suffix; None for a pod of no deployment."""
    match = _POD.fullmatch(pod)
    return match["module"] if match else None


def _headings(line: str, *names: str) -> bool:
    """Whether the line is a heading of kubectl with these columns, and nothing else was joined to it."""
    return line == line.upper() and table.has_headings(line, *names)


def pods(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """The pods of the namespace `iotedge`, and whether all of them are healthy."""
    if not _headings(lines[index], "NAME", "READY", "STATUS", "RESTARTS"):
        return _pods_without_heading(lines, index, typed)
    seen = table.read(lines, index, _is_pod, single=True)
    if elsewhere := _elsewhere(typed, seen):
        return Found("kubectl get pods", {}, seen.end, nothing=f"pods of {elsewhere} are no modules")
    unread, rows = [], [_pod(row) for row in seen.rows if _ours(row.get("NAMESPACE"), typed)]
    for at in seen.unread:
        loose = _loose_pod(lines[at], typed)
        if loose is None:
            unread.append(at)
        else:
            rows.append(loose)
    facts = pod_facts(_latest(rows), whole=bool(rows) and not unread)
    return Found("kubectl get pods", facts, seen.end, tuple(unread), _lost(unread))


def _elsewhere(typed: str, seen: table.Table) -> str:
    """The other namespace that a command asks for, where no column says which; empty for that of IoT Edge."""
    other = commands.namespace(typed)
    return "" if other in (None, NAMESPACE) or "NAMESPACE" in seen.headings else f"the namespace {other}"


def _latest(rows: Sequence[Json]) -> list[Json]:
    """Each pod once, as it was last: `kubectl get pods -w` prints a pod again whenever it changes."""
    return list({row["pod"]: row for row in rows}.values())


def pod_facts(rows: list[Json], whole: bool = True) -> Facts:
    """Pods, whether all are healthy where the list is whole, and what is wrong."""
    judged: Facts = {"healthy": healthy(rows)} if whole else {}
    return {"pods": rows, **judged, **_some(pod_problems(rows))}


def _pods_without_heading(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Rows whose heading has scrolled away: the second column, as in `1/2`, distinguishes them from other lines."""
    rows, end = [], index
    while end < len(lines) and _POD_ROW.fullmatch(lines[end].rstrip()):
        row = _loose_pod(lines[end], typed)
        rows += [row] if row is not None else []
        end += 1
    if end == index:
        return None
    rows = _latest(rows)
    facts = {"pods": rows, **_some(pod_problems(rows))}
    return Found("kubectl get pods", facts, end, partial="the heading is missing; rows above may be missing too")


def _loose_pod(line: str, typed: str) -> Json:
    match = _POD_ROW.fullmatch(line.rstrip())
    if match is None or not _ours(match["namespace"], typed):
        return None
    return _as_pod(match["name"], match["ready"], match["status"], match["restarts"])


def _is_pod(row: table.Row) -> bool:
    return bool(
        row["NAME"]
        and _READY.fullmatch(row["READY"])
        and row["STATUS"]
        and row["RESTARTS"][:1].isdigit()
        and _aged(row)
    )


def _aged(row: table.Row) -> bool:
    """Whether the row is whole: its age is never blank, and nothing else."""
    age = row.get("AGE")
    return age is None or bool(_AGE.fullmatch(age))


def _pod(row: table.Row) -> Json:
    return _as_pod(_PREFIX.sub("", row["NAME"]), row["READY"], row["STATUS"], row["RESTARTS"].split()[0])


def _as_pod(name: str, ready: str, status: str, restarts: str) -> Json:
    return {
        "module": module_of(name),
        "pod": name,
        "ready": ready,
        "status": status,
        "restarts": int(restarts) if restarts.isdigit() else None,
    }


def _ours(namespace: str | None, typed: str) -> bool:
    """Whether a row belongs to IoT Edge: by its own column, else by the namespace the command names."""
    return (namespace or commands.namespace(typed) or NAMESPACE) == NAMESPACE


def services(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """The services of the namespace `iotedge` with their addresses and ports."""
    if not _headings(lines[index], "NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP"):
        return None
    seen = table.read(lines, index, lambda row: row["TYPE"] in _SERVICE_TYPES and _aged(row), single=True)
    if elsewhere := _elsewhere(typed, seen):
        return Found("kubectl get svc", {}, seen.end, nothing=f"services of {elsewhere} do not belong to modules")
    ours = [row for row in seen.rows if _ours(row.get("NAMESPACE"), typed)]
    more = (address for row in ours for address in row["EXTERNAL-IP"].split(",")[1:])
    facts = service_facts([_service(row) for row in ours], more)
    facts.update(udp({_PREFIX.sub("", row["NAME"]): row.get("PORT(S)", "") for row in ours}))
    return Found("kubectl get svc", facts, seen.end, tuple(seen.unread), _lost(seen.unread))


def service_facts(rows: list[Json], more: Iterable[str] = ()) -> Facts:
    """Services, the addresses in use, and what is wrong; `more` are further addresses of services with several."""
    used = sorted({*(row["externalIp"] for row in rows), *more} - {None}, key=_order)
    pending = {row["module"]: "no free external address" for row in rows if row["pending"]}
    return {"services": rows, "usedExternalIps": used, **_some(pending)}


def _order(address: str) -> list[int | str]:
    return [part.zfill(3) for part in address.split(".")]


def _service(row: table.Row) -> Json:
    address = row["EXTERNAL-IP"].partition(",")[0]
    return {
        "module": _PREFIX.sub("", row["NAME"]),
        "type": row["TYPE"],
        "clusterIp": _value(row["CLUSTER-IP"]),
        "externalIp": None if address == "<pending>" else _value(address),
        "pending": address == "<pending>",
        "ports": ports(row.get("PORT(S)", "")),
    }


def ports(text: str) -> list[int]:
    """The ports of a service: `443:32307/TCP,5671/TCP` is 443 and 5671."""
    return [int(match["port"]) for match in map(_PORT.fullmatch, text.replace(" ", "").split(",")) if match]


def udp(texts: dict[str, str]) -> Facts:
    """The ports that are UDP, by service, as `udpPorts`; empty where all are TCP, which goes without saying."""
    found = {
        name: [int(port) for port in re.findall(r"(?<![\d:])(\d+)(?::\d+)?/UDP", text)] for name, text in texts.items()
    }
    found = {name: numbers for name, numbers in found.items() if numbers}
    return {"udpPorts": found} if found else {}


def claims(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """The claims of the namespace `iotedge`. A pending claim leaves its cells blank."""
    if not _headings(lines[index], "NAME", "STATUS", "VOLUME", "CAPACITY"):
        return None
    seen = table.read(lines, index, _is_claim, loose=_loose_claim)
    if elsewhere := _elsewhere(typed, seen):
        return Found("kubectl get pvc", {}, seen.end, nothing=f"claims of {elsewhere} do not belong to modules")
    rows = [
        {
            "name": _PREFIX.sub("", row["NAME"]),
            "status": row["STATUS"],
            "bound": row["STATUS"] == "Bound",
            "volume": _value(row["VOLUME"]),
            "storageClass": _value(row.get("STORAGECLASS", "")),
        }
        for row in seen.rows
        if _ours(row.get("NAMESPACE"), typed)
    ]
    return Found("kubectl get pvc", claim_facts(rows), seen.end, tuple(seen.unread), _lost(seen.unread))


def claim_facts(rows: list[Json]) -> Facts:
    """Claims, and what is wrong."""
    return {"claims": rows, **_some(claim_problems(rows))}


def _is_claim(row: table.Row) -> bool:
    return row["STATUS"].isalpha() and _aged(row)


def _loose_claim(words: Sequence[str]) -> table.Row | None:
    """A row whose columns are lost. What is blank shows by the number of words: all cells, or no storage class."""
    blank = dict.fromkeys(("VOLUME", "CAPACITY", "ACCESS MODES", "STORAGECLASS"), "")
    if len(words) in (6, 7) and words[1] in _CLAIM_STATES:
        given = (words[2], words[3], words[4], words[5] if len(words) == 7 else "")
        return {**dict(zip(blank, given, strict=True)), "NAME": words[0], "STATUS": words[1], "AGE": words[-1]}
    if len(words) == 3 and words[1] in _CLAIM_STATES:
        return {**blank, "NAME": words[0], "STATUS": words[1], "AGE": words[2]}
    if len(words) == 5 and words[1] in _CLAIM_STATES and words[3] == "0":
        return {**blank, "NAME": words[0], "STATUS": words[1], "VOLUME": words[2], "CAPACITY": "0", "AGE": words[4]}
    return None


def claim_problems(rows: Sequence[Json]) -> dict[str, str]:
    """What is wrong, by claim."""
    meaning = {
        "Pending": "no share of this name is mounted, or it is claimed already",
        "Lost": "its volume is gone",
        "Terminating": "is being removed and still used by a pod",
    }
    return {row["name"]: meaning[row["status"]] for row in rows if row["status"] in meaning}


def volumes(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """The volumes of the cluster. That of a share has its name; `claim` is the claim that has it."""
    if not _headings(lines[index], "NAME", "CAPACITY", "STATUS", "CLAIM"):
        return None
    seen = table.read(lines, index, lambda row: row["STATUS"].isalpha() and _aged(row))
    rows: list[Json] = [
        {"name": _PREFIX.sub("", row["NAME"]), "status": row["STATUS"], "claim": _value(row["CLAIM"])}
        for row in seen.rows
    ]
    return Found("kubectl get pv", {"volumes": rows}, seen.end, tuple(seen.unread), _lost(seen.unread))


def nodes(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """The nodes of the cluster."""
    if not _headings(lines[index], "NAME", "STATUS", "ROLES"):
        return None
    seen = table.read(lines, index, _is_node, loose=_loose_node)
    rows: list[Json] = [
        {
            "name": _PREFIX.sub("", row["NAME"]),
            "status": row["STATUS"],
            "internalIp": _value(row.get("INTERNAL-IP", "")),
            "version": row["VERSION"],
        }
        for row in seen.rows
    ]
    away = {row["name"]: "the node is not ready" for row in rows if row["status"].split(",")[0] != "Ready"}
    return Found("kubectl get nodes", {"nodes": rows, **_some(away)}, seen.end, tuple(seen.unread), _lost(seen.unread))


def _is_node(row: table.Row) -> bool:
    return "Ready" in row["STATUS"] and row.get("VERSION", "").startswith("v") and _aged(row)


def _loose_node(words: Sequence[str]) -> table.Row | None:
    """A row whose columns are lost: no cell before the name of the system holds a blank."""
    names = ("NAME", "STATUS", "ROLES", "AGE", "VERSION", "INTERNAL-IP")
    return dict(zip(names, words, strict=False)) if len(words) == len(names) - 1 or len(words) > len(names) else None


def _value(cell: str) -> str | None:
    return None if cell in ("", "<none>", "<unset>") else cell


def _some(problems: dict[str, str]) -> Facts:
    return {"problems": problems} if problems else {}


def _lost(unread: Sequence[int]) -> str:
    """What is missing where rows inside a table were not understood."""
    return "rows that were not understood are missing" if unread else ""
