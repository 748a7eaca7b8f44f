"""The expected output of the other commands: shares, GPUs, the answers of IoT Hub, the agent's log.

Lines that no one can know before, or that do not matter, are cut: "…" is in their place.

Source: azure-docs, azure-stack-edge-gpu-connect-powershell-interface.md (role, `iotedge logs`) and
azure-stack-edge-gpu-deploy-iot-edge-gpu-sharing.md (`nvidia-smi`); azure-iot-cli-extension, azext_iot/operations/hub.py
(modules and deployments as JSON); microsoft/knack, output.py (tables of az, which leave out the key `id`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

CUT = "…"
"""Replaces lines that are left out."""
SHARES_SHOWN, MODULES_SHOWN = 2, 3
"""How many shares and modules are shown in full; the text beside the block names all of them."""
SYSTEM = ("$edgeAgent", "$edgeHub")
_BUS = ("00003B1E", "0000D8A2")
"""Bus addresses of GPUs, from the documentation."""
_INDENT = " " * 29
"""The indent of a value of `Format-List`, also in its later lines: it begins in column 29."""


def role(shares: Mapping[str, str]) -> str:
    """`Get-AzureDataBoxEdgeRole`: the shares of the compute role, name to protocol."""
    entries = [
        "\n".join(
            f"{_INDENT}{line}"
            for line in (f"EndpointId:{CUT}", f"TargetPath:{name}", f"Name:{name}", f"Protocol:{protocol.upper()}")
        )
        for name, protocol in list(shares.items())[:SHARES_SHOWN]
    ]
    if len(shares) > SHARES_SHOWN:
        entries.append(_INDENT + CUT)
    head = f"ImageDetail                : Name:mcr.microsoft.com/azureiotedge-agent\n{CUT}\n{_INDENT}EndpointMap:"
    ends = f"{CUT}\nHostPlatform               : KubernetesCluster\nState                      : Created\n{CUT}"
    return "\n".join((head, "\n\n".join(entries), ends))


def gpus(count: int, gpu: str) -> str:
    """`nvidia-smi`, on the device as `Get-HcsGpuNvidiaSmi`: one row per GPU, with its name as the driver prints it.

    No device has more than two, so that a count typed wrongly fills no page.
    """
    name = gpu.replace("NVIDIA T4", "Tesla T4")
    line = "+-------------------------------+----------------------+----------------------+"
    rows = [
        f"|   {number}  {name:<19} On   | {_BUS[number % len(_BUS)]}:00:00.0 Off |                    0 |\n"
        "| N/A   36C    P8     9W /  70W |      0MiB / 15109MiB |      0%      Default |\n"
        f"|                               |                      |                  N/A |\n{line}"
        for number in range(min(count, len(_BUS)))
    ]
    return "\n".join(
        (
            "+-----------------------------------------------------------------------------+",
            "| NVIDIA-SMI 460.32.03    Driver Version: 460.32.03    CUDA Version: 11.2     |",
            "|-------------------------------+----------------------+----------------------+",
            "| GPU  Name        Persistence-M| Bus-Id        Disp.A | Volatile Uncorr. ECC |",
            "| Fan  Temp  Perf  Pwr:Usage/Cap|         Memory-Usage | GPU-Util  Compute M. |",
            "|                               |                      |               MIG M. |",
            "|===============================+======================+======================|",
            *rows,
            CUT,
        )
    )


def vm_gpus(count: int, gpu: str) -> str:
    """`nvidia-smi` on a VM or in a container there, with its own driver; the lines on load are left out."""
    lines = gpus(count, gpu).splitlines()
    rows = [line.partition("| 0000")[0] + f"| {CUT}" for line in lines if "| 0000" in line]
    version = f"| NVIDIA-SMI {CUT}    Driver Version: {CUT}    CUDA Version: {CUT}"
    return "\n".join((lines[0], version, lines[2], lines[3], CUT, *rows, CUT))


def identities(device: str, modules: Sequence[str]) -> str:
    """`az iot edge set-modules`: the identities of the modules, without keys."""
    shown = [*SYSTEM, *modules][:MODULES_SHOWN]
    by = {name: "null" if name in SYSTEM else '"IotEdge"' for name in shown}
    rows = [f'  {{ {CUT} "managedBy": {by[name]}, "moduleId": {_text(name)} }}' for name in shown]
    rows[0] = rows[0].replace(f"{{ {CUT} ", f'{{ {CUT} "deviceId": {_text(device)}, {CUT} ', 1)
    if len(modules) + len(SYSTEM) > MODULES_SHOWN:
        rows.append(f"  {CUT}")
    return "[\n" + ",\n".join(rows) + "\n]"


def deployments(device: str, *, base: bool) -> str:
    """`az iot edge deployment list` as a table: the base deployment of a layered one, else those of other devices."""
    identity, priority, condition = ("BASE", "5", f"deviceId='{device}'") if base else (CUT, CUT, CUT)
    heads = ("Id", "Priority", "TargetCondition")
    widths = [max(len(head) + 2, len(cell)) for head, cell in zip(heads, (identity, priority, condition), strict=True)]
    align = (str.ljust, str.rjust, str.ljust) if base else (str.ljust,) * 3
    rows = (heads, tuple("-" * width for width in widths), (identity, priority, condition))
    return "\n".join(
        "  ".join(put(cell, width) for put, cell, width in zip(align, row, widths, strict=True)).rstrip()
        for row in rows
    )


def deployment(name: str, device: str) -> str:
    """`az iot edge deployment create`: the layered deployment."""
    identity, condition = _text(name), _text(f"deviceId='{device}'")
    return (
        f'{{\n  {CUT}\n  "id": {identity},\n  {CUT}\n  "priority": 10,\n  {CUT}\n  "targetCondition": {condition}\n}}'
    )


def exported() -> str:
    """The beginning of a file written by `az iot edge export-modules`."""
    return f'{{\n  "content": {{\n    "modulesContent": {{\n      {CUT}'


def agent_log() -> str:
    """`iotedge logs edgeagent`: the last line after a deployment."""
    return f"<6> {CUT} [INF] - Plan execution ended for deployment {CUT}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
