"""Summarizes lines as a confirmation: the next step, the counts, and the addresses for the network team."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from typing import NamedTuple

from core import __version__
from core.bundle.confirmation import causes, compare, services
from core.bundle.confirmation.expected import Module
from core.device_outputs.document import observed
from core.device_outputs.found import Facts
from core.device_outputs.masking import Masking
from core.device_outputs.reading import Reading
from core.redaction.redactor import Redactor
from core.report.confirmation import Address, Confirmation, Line, Source
from core.report.model import Report
from core.targets.registry import target_of
from core.text import json_words
from core.text.catalogue import _, plural

OLD_DEVICE, VM_ADDRESS = "OLD-DEVICE", "VM-ADDRESS"
"""Placeholders for the addresses of the old device and of a virtual machine, which no output contains."""
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


class Given(NamedTuple):
    """Addresses that no output contains: of the old device and of the virtual machine; empty if unknown."""

    old_device: str = ""
    vm: str = ""


UNKNOWN = Given()


def address(text: str) -> str:
    """An IP address or a host name for a table that programs read. Raises ValueError for anything else."""
    try:
        return str(ip_address(text))
    except ValueError:
        if _HOST.fullmatch(text):
            return text
    raise ValueError(_("{text} is neither an IP address nor a host name").format(text=json_words.shown(text)))


def confirmation(
    report: Report,
    modules: Sequence[Module],
    reading: Reading,
    sources: Sequence[Source],
    when: str,
    by: str,
    given: Given = UNKNOWN,
    known: Redactor | None = None,
) -> Confirmation:
    """The confirmation of an export by the outputs that were read. `when` is ISO 8601.

    What was read is compared as it is, and masked in the lines; `known` knows the secrets of the manifest.
    """
    facts, masking = observed(reading), Masking(reading, known)
    found = compare.lines(modules, facts, target_of(report.device), report.shape)
    lines = tuple(_masked(line, masking) for line in found)
    running = [line for line in lines if line.kind == "module"]
    shared = "" if "service" in target_of(report.device).confirms else given.vm or VM_ADDRESS
    return Confirmation(
        tool_version=__version__,
        manifest=report.output.name,
        sha256=report.output.sha256,
        when=when,
        by=by,
        confirmed=all(line.state == "confirmed" for line in lines),
        next=next_step(lines),
        running=sum(line.state == "confirmed" for line in running),
        modules=len(running),
        lines=lines,
        addresses=tuple(_addresses(modules, facts, found, given.old_device, shared)),
        sources=tuple(sources),
        unread=len(reading.unread),
    )


def _masked(line: Line, masking: Masking) -> Line:
    texts = {key: masking.text(getattr(line, key)) for key in ("expected", "seen", "meaning", "todo")}
    return line.model_copy(update={**texts, "name": line.name if line.module else masking.text(line.name)})


def next_step(lines: Sequence[Line]) -> str:
    """The next step in one line, for the most severe line first."""
    open_lines = [line for line in lines if line.state != "confirmed"]
    if not open_lines:
        return _("All confirmed. Configure the clients to use these addresses")
    deployed = [line for line in open_lines if line.kind == "deployment" and line.state != "not seen"]
    images = [line for line in open_lines if line.kind == "image"]
    shares = [line for line in open_lines if line.kind == "claim" and line.state == "wrong"]
    wrong = [line for line in open_lines if line.state == "wrong"]
    waiting = [line for line in open_lines if line.state == "not yet"]
    pulled = [line for line in waiting if line.meaning == causes.pulling().meaning]
    for line in (*deployed, *images, *shares):
        if line.kind == "image":
            return _named(line)
        return line.todo if line.kind == "deployment" or line.name in line.todo else f"{line.name}: {line.todo}"
    if wrong:
        return _named(wrong[0])
    if pulled:
        return plural("Wait: {count} image is being pulled", "Wait: {count} images are being pulled", len(pulled))
    return _named((waiting or open_lines)[0])


def _named(line: Line) -> str:
    """The step of a line, with its module unless the step contains it."""
    if line.command or not (line.module or line.name):
        return line.todo
    return f"{line.module or line.name}: {line.todo}"


def _addresses(
    modules: Sequence[Module], facts: Facts, found: Sequence[Line], old_device: str, shared: str
) -> Iterator[Address]:
    """Yields each port for clients, with its address on the old device and on the new one if both are known.

    A port that the old device published has no new place where clients cannot call it any more, and none where an
    output shows that nothing listens on it. `shared` is the one address of all modules, empty where each has its own.
    """
    waiting = {line.module for line in found if line.kind == "ports" and line.state == "not yet"}
    for module in modules:
        address, ports = _listening(module, facts, shared)
        for protocol, host, port in joined_ports(module):
            there = ports is None or (port, protocol.upper()) in ports
            new = f"{address}:{port}" if address and port and there and module.name not in waiting else ""
            yield Address(module=module.name, protocol=protocol, old=_at(old_device, host), new=new)


def _listening(module: Module, facts: Facts, shared: str) -> tuple[str, frozenset[services.Port] | None]:
    """The address of a module and the ports on which it listens there; None for ports that no output shows."""
    if not shared:
        seen = services.of(module.objects, facts)
        return ("", frozenset()) if seen is None else (seen.address, seen.ports)
    published = facts.get("published", {}).get(module.objects.name)
    if published is None:
        return shared, None
    return shared, frozenset((port["host"], port["protocol"].upper()) for port in published)


def joined_ports(module: Module) -> Iterator[tuple[str, int, int]]:
    """Yields protocol, old and new host port of each port for clients, matched by number; 0 if a side has none."""
    left = dict(module.old)
    new: dict[tuple[int, str], list[int]] = {}
    for port in module.objects.ports if module.objects.external else ():
        if port.public:
            new.setdefault((port.target, port.protocol.lower()), []).append(port.port)
    for (target, protocol), ports in new.items():
        hosts = left.pop((target, protocol), ())
        kept = [port for port in ports if port in hosts]
        others = [port for port in ports if port not in kept]
        yield from ((protocol, port, port) for port in kept)
        moved = [host for host in hosts if host not in kept]
        yield from ((protocol, host, (others or ports)[0]) for host in moved)
        yield from ((protocol, 0, port) for port in (others[1:] if moved else others))
    yield from ((protocol, host, 0) for (_port, protocol), hosts in left.items() for host in hosts)


def _at(old_device: str, host: int) -> str:
    """A port of the old device; empty for none."""
    return f"{old_device or OLD_DEVICE}:{host}" if host else ""


def known_addresses(kept: Confirmation | None) -> Given:
    """The addresses that were given for an earlier confirmation of the same export."""
    hosts = [(_host_of(entry.old), _host_of(entry.new)) for entry in ([] if kept is None else kept.addresses)]
    shared = {new for _, new in hosts if new}
    old = next((host for host, _ in hosts if host not in ("", OLD_DEVICE)), "")
    return Given(old, "".join(shared) if len(shared) == 1 and shared != {VM_ADDRESS} else "")


def _host_of(address: str) -> str:
    return address.rpartition(":")[0]


def addresses_csv(confirmation: Confirmation) -> bytes:
    """The addresses as CSV: UTF-8 with a byte order mark, which Excel needs, and CRLF (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["module", "protocol", "old address", "new address"])
    writer.writerows([_plain(entry.module), entry.protocol, entry.old, entry.new] for entry in confirmation.addresses)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _plain(text: str) -> str:
    """A text that spreadsheets do not treat as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
