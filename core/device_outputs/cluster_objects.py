"""Objects as `kubectl get -o json` and `-o yaml` print them, read into the same facts as the tables.

The word of STATUS is computed as kubectl does (Kubernetes, pkg/printers/internalversion/printers.go, printPod).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.device_outputs import cluster, json_text, yaml_text
from core.device_outputs.found import Facts, Found
from core.manifest import pointer as ptr
from core.model.base import Json

_COMMANDS = {
    "Pod": "kubectl get pods",
    "Service": "kubectl get svc",
    "PersistentVolumeClaim": "kubectl get pvc",
    "Node": "kubectl get nodes",
}
_MODULE = "net.azure-devices.edge.original-moduleid"


def read(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """One object or a list of them, in JSON or YAML."""
    parsed = json_text.parse(lines, index)
    if parsed is not None:
        value, end, whole = parsed.value, parsed.end, parsed.whole
    else:
        found = yaml_text.parse(lines, index) if lines[index].startswith(("apiVersion:", "items:", "kind:")) else None
        if found is None:
            return None
        (value, end), whole = found, True
    if not isinstance(value, dict) or not isinstance(value.get("apiVersion"), str):
        return None
    listed = value.get("items")
    items = [item for item in (listed if isinstance(listed, list) else [value]) if isinstance(item, dict)]
    kinds = list(dict.fromkeys(str(item.get("kind")) for item in items))
    if not kinds or any(kind not in _COMMANDS for kind in kinds):
        return None
    facts: Facts = {}
    for kind in kinds:
        facts.update(_facts(kind, [item for item in items if item.get("kind") == kind and _ours(item, kind)]))
    return Found(_COMMANDS[kinds[0]], facts, end, partial="" if whole else "broken off; more may follow")


def _facts(kind: str, items: Sequence[Json]) -> Facts:
    if kind == "Pod":
        rows = [_pod(item) for item in items]
        return cluster.pod_facts(rows)
    if kind == "Service":
        listed = {str(ptr.dig(item, "metadata", "name")): ",".join(_ports(item)) for item in items}
        return {**cluster.service_facts([_service(item) for item in items]), **cluster.udp(listed)}
    if kind == "PersistentVolumeClaim":
        return cluster.claim_facts([_claim(item) for item in items])
    return {"nodes": [_node(item) for item in items]}


def _ours(item: Json, kind: str) -> bool:
    namespace = ptr.dig(item, "metadata", "namespace")
    return kind == "Node" or namespace in (None, cluster.NAMESPACE)


def _pod(item: Json) -> Json:
    name = str(ptr.dig(item, "metadata", "name") or "")
    states = list(_dicts(ptr.dig(item, "status", "containerStatuses")))
    count = max(len(list(_dicts(ptr.dig(item, "spec", "containers")))), len(states))
    up = sum(state.get("ready") is True for state in states)
    restarts = sum(state["restartCount"] for state in states if isinstance(state.get("restartCount"), int))
    module = ptr.dig(item, "metadata", "annotations", _MODULE)
    return {
        "module": str(module).lower() if module else cluster.module_of(name),
        "pod": name,
        "ready": f"{up}/{count}",
        "status": _status(item, states),
        "restarts": restarts,
    }


def _status(item: Json, states: Sequence[Json]) -> str:
    """The word that kubectl prints: the reason of the last container that does not run, else the phase."""
    word = str(ptr.dig(item, "status", "reason") or ptr.dig(item, "status", "phase") or "Unknown")
    running = False
    for state in reversed(states):
        now = state.get("state") if isinstance(state.get("state"), dict) else {}
        waiting, ended = now.get("waiting"), now.get("terminated")
        if isinstance(waiting, dict) and waiting.get("reason"):
            word = str(waiting["reason"])
        elif isinstance(ended, dict):
            word = str(ended.get("reason") or f"ExitCode:{ended.get('exitCode')}")
        elif state.get("ready") is True and "running" in now:
            running = True
    if word == "Completed" and running:
        word = "NotReady"
    return "Terminating" if ptr.dig(item, "metadata", "deletionTimestamp") else word


def _service(item: Json) -> Json:
    kind = str(ptr.dig(item, "spec", "type") or "ClusterIP")
    ingress = _dicts(ptr.dig(item, "status", "loadBalancer", "ingress"))
    address = next((str(each["ip"]) for each in ingress if each.get("ip")), None)
    ports = [each.get("port") for each in _dicts(ptr.dig(item, "spec", "ports"))]
    return {
        "module": str(ptr.dig(item, "metadata", "name") or ""),
        "type": kind,
        "clusterIp": ptr.dig(item, "spec", "clusterIP"),
        "externalIp": address,
        "pending": kind == "LoadBalancer" and address is None,
        "ports": [port for port in ports if isinstance(port, int)],
    }


def _ports(item: Json) -> Iterator[str]:
    """The ports of a service as the table prints them."""
    for each in _dicts(ptr.dig(item, "spec", "ports")):
        yield f"{each.get('port')}/{each.get('protocol') or 'TCP'}"


def _claim(item: Json) -> Json:
    deleted = ptr.dig(item, "metadata", "deletionTimestamp")
    status = "Terminating" if deleted else str(ptr.dig(item, "status", "phase") or "Pending")
    return {
        "name": str(ptr.dig(item, "metadata", "name") or ""),
        "status": status,
        "bound": status == "Bound",
        "volume": ptr.dig(item, "spec", "volumeName") or None,
        "storageClass": ptr.dig(item, "spec", "storageClassName") or None,
    }


def _node(item: Json) -> Json:
    ready = next((each for each in _dicts(ptr.dig(item, "status", "conditions")) if each.get("type") == "Ready"), {})
    addresses = (each for each in _dicts(ptr.dig(item, "status", "addresses")) if each.get("type") == "InternalIP")
    return {
        "name": str(ptr.dig(item, "metadata", "name") or ""),
        "status": "Ready" if ready.get("status") == "True" else "NotReady",
        "internalIp": next((each.get("address") for each in addresses), None),
        "version": str(ptr.dig(item, "status", "nodeInfo", "kubeletVersion") or ""),
    }


def _dicts(value: Json) -> Iterator[dict[str, Json]]:
    yield from (each for each in value or [] if isinstance(each, dict)) if isinstance(value, list) else ()
