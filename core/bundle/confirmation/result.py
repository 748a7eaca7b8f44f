"""From lines to a confirmation: the one next step, the counts, and the addresses for the customer's network team."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from ipaddress import ip_address

from core import __version__
from core.bundle.confirmation import compare
from core.bundle.confirmation.expected import Module
from core.device_outputs.document import observed
from core.device_outputs.found import Facts
from core.device_outputs.masking import Masking
from core.device_outputs.reading import Reading
from core.redaction.redactor import Redactor
from core.report.confirmation import Address, Confirmation, Line, Source
from core.report.model import Report
from core.targets.registry import target_of
from core.text.catalogue import _, plural

VM_ADDRESS = "VM-ADDRESS"
"""What the run sheet calls the address of a virtual machine: no output names it."""
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


def old_address(text: str) -> str:
    """An IP address or a host name: it goes into a table for programs. Raises ValueError for all else."""
    try:
        return str(ip_address(text))
    except ValueError:
        if _HOST.fullmatch(text):
            return text
    raise ValueError(_("{text} is no IP address and no host name").format(text=repr(text)))


def confirmation(
    report: Report,
    modules: Sequence[Module],
    reading: Reading,
    sources: Sequence[Source],
    when: str,
    by: str,
    old_device: str = "",
    known: Redactor | None = None,
) -> Confirmation:
    """The confirmation of an export by what was read. `when` is ISO 8601, `old_device` the address of the old one.

    What was read is compared as it is, and masked in the lines; `known` knows the secrets of the manifest.
    """
    facts, masking = observed(reading), Masking(reading, known)
    lines = tuple(_masked(line, masking) for line in compare.lines(modules, facts, target_of(report.device)))
    running = [line for line in lines if line.kind == "module"]
    shared = "" if "service" in target_of(report.device).confirms else VM_ADDRESS
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
        addresses=tuple(_addresses(modules, facts, old_device, shared)),
        sources=tuple(sources),
        unread=len(reading.unread),
    )


def _masked(line: Line, masking: Masking) -> Line:
    texts = {key: masking.text(getattr(line, key)) for key in ("expected", "seen", "meaning", "todo")}
    return line.model_copy(update={**texts, "name": line.name if line.module else masking.text(line.name)})


def next_step(lines: Sequence[Line]) -> str:
    """What to do now, in one line: what blocks most comes first."""
    open_lines = [line for line in lines if line.state != "confirmed"]
    if not open_lines:
        return _("All confirmed: point the clients to these addresses")
    deployed = [line for line in open_lines if line.kind == "deployment"]
    shares = [line for line in open_lines if line.kind == "claim" and line.state == "wrong"]
    wrong = [line for line in open_lines if line.state == "wrong"]
    waiting = [line for line in open_lines if line.state == "not yet"]
    pulled = [line for line in waiting if line.kind == "module"]
    for line in (*deployed, *shares):
        return line.todo
    if wrong:
        return _named(wrong[0])
    if pulled:
        return plural("Wait: {count} image is being pulled", "Wait: {count} images are being pulled", len(pulled))
    return _named((waiting or open_lines)[0])


def _named(line: Line) -> str:
    """The step of a line, with its module where that is not said."""
    if line.command or not (line.module or line.name):
        return line.todo
    return f"{line.module or line.name}: {line.todo}"


def _addresses(modules: Sequence[Module], facts: Facts, old_device: str, shared: str) -> Iterator[Address]:
    """Each port that clients may call, with its place on the old device and on the new one where both are known.

    `shared` is the one address of all modules, empty where each has its own.
    """
    seen = {row["module"].lower(): row["externalIp"] for row in facts.get("services", [])}
    listed = {entry["name"].lower(): entry.get("externalIp") for entry in facts.get("modules", [])}
    for module in modules:
        if module.objects.service not in ("LoadBalancer", "published"):
            continue
        address = seen.get(module.objects.name) or listed.get(module.objects.name) or shared
        for port in module.objects.ports:
            protocol = port.protocol.lower()
            hosts = module.old.get((port.target, protocol), ())
            new = f"{address}:{port.port}" if address else ""
            for host in hosts or ("",):
                old = f"{old_device or 'OLD-DEVICE'}:{host}" if host else ""
                yield Address(module=module.name, protocol=protocol, old=old, new=new)


def addresses_csv(confirmation: Confirmation) -> bytes:
    """The addresses as a table for spreadsheets: UTF-8 with a mark, which Excel needs, and CRLF (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["module", "protocol", "old address", "new address"])
    writer.writerows([_plain(entry.module), entry.protocol, entry.old, entry.new] for entry in confirmation.addresses)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
