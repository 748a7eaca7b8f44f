"""The expected output of the commands of the run sheet, in a form that `edgeshift confirm` reads.

Source: kubectl 1.20 (columns padded to the longest cell and three blanks); azure-docs,
azure-stack-edge-gpu-connect-powershell-interface.md (`iotedge list` of the Kubernetes device). What no one can know
before (the ends of pod names, addresses, node ports, ages) is made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.report.model import ModuleObjects

POD_END = "xxxxxxxxxx-xxxxx"
ADDRESS, NODE_PORT, AGE, CLUSTER_IP = "ADDRESS", 30000, "2m", "172.28.0.10"
"""Placeholders for an external address, a node port, an age and an address inside the cluster."""
NO_ADDRESS = "<none>"
EDGE_AGENT = "edgeAgent"
DAEMON = "iotedged"
"""The daemon of the runtime, which is listed beside the modules with ports inside the cluster only."""
_DAEMON_PORTS = "35000/TCP,35001/TCP"
_OLD_SHOWN = 7
"""The number of modules of the old device that are shown; the others are listed in the same way."""


def listed(modules: Sequence[ModuleObjects], images: Mapping[str, str]) -> str:
    """`iotedge list` on the GPU device: names in lowercase, Running with a capital.

    The device keeps its own image of the edge agent, whatever the manifest specifies.
    """
    rows = [("NAME", "STATUS", "DESCRIPTION", "CONFIG", "EXTERNAL-IP", "PORT(S)")]
    rows += [
        (
            workload.name,
            "Running",
            "Up 2 minutes",
            "…" if workload.module == EDGE_AGENT else images.get(workload.module, ""),
            _address(workload),
            _ports(workload),
        )
        for workload in modules
    ]
    rows.append((DAEMON, "Running", "Up 7 days", "…", NO_ADDRESS, _DAEMON_PORTS))
    widths = _widths(rows)
    dashes = tuple("-" * len(name) for name in rows[0])
    return _lines([rows[0], dashes, *rows[1:]], widths, 1)


def pods(names: Sequence[str]) -> str:
    """`kubectl get pods -n iotedge`: each pod has a module and a proxy container; the daemon has one."""
    rows = [("NAME", "READY", "STATUS", "RESTARTS", "AGE")]
    ready = dict.fromkeys(names, "2/2") | {DAEMON: "1/1"}
    rows += sorted((f"{name}-{POD_END}", count, "Running", "0", AGE) for name, count in ready.items())
    return _lines(rows, _widths(rows), 3)


def services(modules: Sequence[ModuleObjects]) -> str:
    """`kubectl get svc -n iotedge`; empty if no module has a service."""
    rows = [("NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE")]
    found = [
        (workload.name, workload.service, CLUSTER_IP, _address(workload), _ports(workload), AGE)
        for workload in modules
        if workload.service
    ]
    daemon = (DAEMON, "ClusterIP", CLUSTER_IP, NO_ADDRESS, _DAEMON_PORTS, AGE)
    rows += sorted([*found, daemon])
    return _lines(rows, _widths(rows), 3) if found else ""


def claims(names: Sequence[str]) -> str:
    """`kubectl get pvc -n iotedge`; empty if no module has a claim."""
    rows = [("NAME", "STATUS", "VOLUME", "CAPACITY", "ACCESS MODES", "STORAGECLASS", "AGE")]
    rows += sorted((name, "Bound", name, "32Ti", "RWO,RWX", "", AGE) for name in names)
    return _lines(rows, _widths(rows), 3) if len(rows) > 1 else ""


def linux_list(names: Sequence[str], images: Mapping[str, str]) -> str:
    """`iotedge list` on a Linux VM: names as in the manifest and sorted, running in lowercase."""
    rows = [("NAME", "STATUS", "DESCRIPTION", "Config")]
    rows += [(name, "running", "Up 2 minutes", images.get(name, "")) for name in sorted(names)]
    return _lines(rows, [max(width, 15) for width in _widths(rows)], 2)


def containers(modules: Sequence[ModuleObjects]) -> str:
    """`docker ps` on a Linux VM, with invented ids and commands; `iotedge list` shows the images."""
    rows = [("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES")]
    rows += [
        (
            f"{n:012x}",
            "…",
            '"…"',
            "2 minutes ago",
            "Up 2 minutes",
            ", ".join(
                f"{_at(port.address)}:{port.port}->{port.target}/{port.protocol.lower()}" for port in workload.ports
            ),
            workload.module,
        )
        for n, workload in enumerate(modules, 1)
    ]
    return _lines(rows, _widths(rows), 3)


def _at(address: str) -> str:
    return f"[{address}]" if ":" in address else address or "0.0.0.0"


def old_device(running: Sequence[str], stopped: Sequence[str]) -> str:
    """`iotedge list` on the old device: sorted by name, without images and the end of a long list."""
    rows = [("NAME", "STATUS", "DESCRIPTION", "CONFIG")]
    states = {
        **dict.fromkeys(running, ("running", "Up 2 minutes", "…")),
        **dict.fromkeys(stopped, ("stopped", "Stopped 2 minutes ago", "…")),
    }
    rows += [(name, *states[name]) for name in sorted(states)[:_OLD_SHOWN]]
    rows += [("…", "", "", "")] if len(states) > _OLD_SHOWN else []
    return _lines(rows, [max(width, 15) for width in _widths(rows)], 2)


def _address(workload: ModuleObjects) -> str:
    if workload.external:
        return ADDRESS
    return NO_ADDRESS if workload.service else ""


def _ports(workload: ModuleObjects) -> str:
    node = f":{NODE_PORT}" if workload.external else ""
    return ",".join(f"{port.port}{node}/{port.protocol}" for port in workload.ports)


def _widths(rows: Sequence[tuple[str, ...]]) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _lines(rows: Sequence[tuple[str, ...]], widths: Sequence[int], gap: int) -> str:
    return "\n".join(
        "".join(cell.ljust(width + gap) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
