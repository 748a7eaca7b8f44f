"""What the commands of the run sheet should print, in the shape they print it, so that `edgeshift confirm` reads it.

Source: kubectl 1.20 (columns padded to the longest cell and three blanks); azure-docs,
azure-stack-edge-gpu-connect-powershell-interface.md (`iotedge list` of the Kubernetes device). What no one can know
before (the ends of pod names, addresses, node ports, ages) is made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.report.model import ModuleObjects

POD_END = "xxxxxxxxxx-xxxxx"
ADDRESS, NODE_PORT, AGE = "ADDRESS", 30000, "2m"
"""Placeholders for an external address, a node port and an age."""


def listed(modules: Sequence[ModuleObjects], images: Mapping[str, str]) -> str:
    """`iotedge list` on the GPU device: names in lower case, Running with a capital."""
    rows = [("NAME", "STATUS", "DESCRIPTION", "CONFIG", "EXTERNAL-IP", "PORT(S)")]
    rows += [
        (
            workload.name,
            "Running",
            "Up 2 minutes",
            images.get(workload.module, ""),
            _address(workload),
            _ports(workload),
        )
        for workload in modules
    ]
    widths = _widths(rows)
    dashes = tuple("-" * len(name) for name in rows[0])
    return _lines([rows[0], dashes, *rows[1:]], widths, 1)


def pods(modules: Sequence[ModuleObjects]) -> str:
    """`kubectl get pods -n iotedge`: two containers a pod, the module and its proxy."""
    rows = [("NAME", "READY", "STATUS", "RESTARTS", "AGE")]
    rows += sorted((f"{workload.name}-{POD_END}", "2/2", "Running", "0", AGE) for workload in modules)
    return _lines(rows, _widths(rows), 3)


def services(modules: Sequence[ModuleObjects]) -> str:
    """`kubectl get svc -n iotedge`; empty where no module has a service."""
    rows = [("NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE")]
    rows += sorted(
        (workload.name, workload.service, "172.28.0.10", _address(workload) or "<none>", _ports(workload), AGE)
        for workload in modules
        if workload.service
    )
    return _lines(rows, _widths(rows), 3) if len(rows) > 1 else ""


def claims(names: Sequence[str]) -> str:
    """`kubectl get pvc -n iotedge`; empty where no module has a claim."""
    rows = [("NAME", "STATUS", "VOLUME", "CAPACITY", "ACCESS MODES", "STORAGECLASS", "AGE")]
    rows += sorted((name, "Bound", name, "32Ti", "RWO,RWX", "", AGE) for name in names)
    return _lines(rows, _widths(rows), 3) if len(rows) > 1 else ""


def linux_list(names: Sequence[str], images: Mapping[str, str]) -> str:
    """`iotedge list` on a Linux VM: names as in the manifest, running in lower case."""
    rows = [("NAME", "STATUS", "DESCRIPTION", "Config")]
    rows += [(name, "running", "Up 2 minutes", images.get(name, "")) for name in names]
    return _lines(rows, [max(width, 15) for width in _widths(rows)], 2)


def containers(names: Sequence[str], images: Mapping[str, str]) -> str:
    """`docker ps` on a Linux VM; ids, commands and ports are made up or left out."""
    rows = [("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES")]
    rows += [
        (f"{n:012x}", images.get(name, ""), '"…"', "2 minutes ago", "Up 2 minutes", "", name)
        for n, name in enumerate(names, 1)
    ]
    return _lines(rows, _widths(rows), 3)


def old_device(names: Sequence[str]) -> str:
    """`iotedge list` on the old device after its modules were stopped: columns of at least 17 characters."""
    rows = [("NAME", "STATUS", "DESCRIPTION", "CONFIG")]
    rows += [(name, "stopped", "Stopped 2 minutes ago", "…") for name in names]
    return _lines(rows, [max(width, 15) for width in _widths(rows)], 2)


def _address(workload: ModuleObjects) -> str:
    return ADDRESS if workload.service == "LoadBalancer" else ""


def _ports(workload: ModuleObjects) -> str:
    node = f":{NODE_PORT}" if workload.service == "LoadBalancer" else ""
    return ",".join(f"{port.port}{node}/{port.protocol}" for port in workload.ports)


def _widths(rows: Sequence[tuple[str, ...]]) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _lines(rows: Sequence[tuple[str, ...]], widths: Sequence[int], gap: int) -> str:
    return "\n".join(
        "".join(cell.ljust(width + gap) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
