"""Containers as Docker lists and describes them: `dkrdbe ps` of the FPGA device, `docker ps` and `inspect` of a VM.

Source: docker/cli, cli/command/formatter/container.go (columns, words of STATUS and PORTS); azure-docs,
azure-stack-edge-monitor-troubleshoot-compute.md (`dkrdbe ps`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.device_outputs import commands, json_text, table
from core.device_outputs.found import Facts, Found
from core.device_outputs.iotedge import images
from core.model.base import Json

_CONTAINER = re.compile(
    r"(?=.*\S\Z)(?P<id>[0-9a-f]{12})\s+(?P<image>\S+)\s(?:(?![0-9a-f]{12}\s+\S+\s).)*\s"
    r"(?P<status>Up\b|Exited \(\d+\)|Created\b|Restarting \(\d+\)|Dead\b|Paused\b)"
    r"(?P<more>(?:(?![0-9a-f]{12}\s+\S+\s).)*)\s(?P<name>[a-zA-Z0-9][a-zA-Z0-9_.-]+)"
)
"""A row holds one ID at its beginning: with a second one, two rows were joined. Docker makes names of these letters."""
_STATES = {"Up": "running", "Exited": "exited", "Created": "created", "Restarting": "restarting"}
_MARKS = {"(Paused)": "paused", "(unhealthy)": "unhealthy"}
"""What Docker adds behind the age of a container that runs."""
_PUBLISHED = re.compile(
    r"(?<![0-9a-fA-F.:\[\]])\[?(?P<address>[0-9a-fA-F.:]{0,45}?)\]?:(?P<host>\d{1,5})(?:-(?P<last>\d{1,5}))?->(?P<port>\d{1,5})(?:-\d{1,5})?/(?P<protocol>\w+)"
)
_WIDE = re.compile(r"CONTAINER ID {8,}IMAGE")
"""The columns of Docker up to 19.03, each at least 20 wide; later ones have 10."""
_MOST_PORTS = 2_000
LIST, INSPECT = "docker ps", "docker inspect"


def read(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Docker's list. The ellipsis in COMMAND may shift a row, so that ends are read, not columns."""
    if not table.has_headings(lines[index], "CONTAINER", "ID", "IMAGE", "COMMAND"):
        return None
    rows: list[Json] = []
    published: dict[str, list[Json]] = {}
    unread: list[int] = []
    end = index + 1
    while end < len(lines) and re.match(r"[0-9a-f]{12}\s", lines[end]):
        match = _CONTAINER.fullmatch(lines[end].rstrip())
        if match is None:
            unread.append(end)
        else:
            rows.append(_listed(match))
            if match["status"] == "Up":
                published[match["name"]] = list(_ports(match["more"]))
        end += 1
    asked = commands.canonical(typed)
    plain = asked == (LIST,) if asked else not _is_of_fpga(lines[index:end])
    facts: Facts = {"modules": rows, "images": images(rows), "published": published}
    if not plain:
        facts["sourceDevice"] = "fpga"
    lost = "rows that were not understood are missing" if unread else ""
    return Found(LIST if plain else "dkrdbe ps", facts, end, tuple(unread), lost)


def _is_of_fpga(lines: Sequence[str]) -> bool:
    """Whether the FPGA device printed a list without its command: wide columns, or an ellipsis in wrong characters."""
    return _WIDE.match(lines[0]) is not None or any("\u00e2\u20ac\u00a6" in line for line in lines)


def _listed(match: re.Match[str]) -> Json:
    code = re.search(r"\((\d+)\)", match["status"])
    word = match["status"].split(" ")[0]
    mark = next((state for text, state in _MARKS.items() if word == "Up" and text in match["more"]), None)
    return {
        "name": match["name"],
        "status": mark or _STATES.get(word, word.lower()),
        "exitCode": int(code[1]) if code and word == "Exited" else None,
        "image": match["image"],
    }


def _ports(text: str) -> Iterator[Json]:
    """The published ports of a container, each once though it is published for IPv4 and IPv6."""
    seen = set[tuple[int, int, str, str]]()
    for match in _PUBLISHED.finditer(text):
        first, last = int(match["host"]), int(match["last"] or match["host"])
        for step in range(min(last - first + 1, _MOST_PORTS)):
            port = (first + step, int(match["port"]) + step, match["protocol"], _bound(match["address"]))
            if port not in seen:
                seen.add(port)
                yield _port(*port)


def _bound(address: str) -> str:
    """The address of a binding; empty for every address of the machine."""
    return "" if address in ("0.0.0.0", "::") else address


def _port(host: int, port: int, protocol: str, address: str) -> Json:
    """A published port, with its address where it is bound to one."""
    entry: dict[str, Json] = {"host": host, "port": port, "protocol": protocol}
    return {**entry, "address": address} if address else entry


def inspect(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """What `docker inspect` says of containers: state, image and published ports. Variables are never taken.

    It shows the containers that it was asked for: another one may be there.
    """
    parsed = json_text.parse(lines, index)
    if parsed is None or not isinstance(parsed.value, list):
        return None
    rows = [row for row in parsed.value if isinstance(row, dict) and _is_container(row)]
    if not rows or len(rows) != len(parsed.value):
        return None
    modules = [_inspected(row) for row in rows]
    ports = (row.get("NetworkSettings") for row in rows)
    facts: Facts = {
        "modules": modules,
        "images": images(modules),
        "published": {module["name"]: list(_mapped(each)) for module, each in zip(modules, ports, strict=True)},
    }
    lost = "" if parsed.whole else "JSON broken off; containers may be missing"
    return Found(INSPECT, facts, parsed.end, partial=lost, some=True)


def _is_container(row: Json) -> bool:
    return (
        isinstance(row.get("State"), dict) and isinstance(row.get("Config"), dict) and isinstance(row.get("Name"), str)
    )


def _inspected(row: Json) -> Json:
    state, code = row["State"], row["State"].get("ExitCode")
    status, image = state.get("Status"), row["Config"].get("Image")
    return {
        "name": row["Name"].removeprefix("/"),
        "status": status if isinstance(status, str) else None,
        "exitCode": code if isinstance(code, int) and status == "exited" else None,
        "image": image if isinstance(image, str) else "",
    }


def _mapped(network: Json) -> Iterator[Json]:
    mapped = network.get("Ports") if isinstance(network, dict) else None
    for inner, bindings in mapped.items() if isinstance(mapped, dict) else ():
        port, _, protocol = inner.partition("/")
        hosts = {
            (str(each.get("HostPort")), _bound(str(each.get("HostIp") or "")))
            for each in bindings or ()
            if isinstance(each, dict)
        }
        for host, address in sorted(hosts):
            if port.isdigit() and host.isdigit():
                yield _port(int(host), int(port), protocol or "tcp", address)
