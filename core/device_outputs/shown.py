"""The facts of a reading in words: the content and place of each output, and the device field that it fills."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.device_outputs.found import Facts
from core.device_outputs.masking import Masking
from core.device_outputs.reading import Output, Reading
from core.model.base import Json
from core.text.catalogue import N_, _, plural


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its subject and its masked text. `source` and `line` are the place of its output.

    `field` is the device field that it fills; empty for facts that are only shown.
    """

    title: str
    text: str
    command: str
    source: str
    line: int
    field: str = ""


def facts(reading: Reading) -> tuple[Fact, ...]:
    """All facts of every output in their order; an output without facts says why it has none."""
    masking, found = Masking(reading), []
    for output in reading.outputs:
        command = output.command or _("output of an unknown command")
        for title, text, field in _of(output):
            found.append(Fact(title, masking.text(text), command, output.source, output.line, field))
    return tuple(found)


_STEPS = (
    (
        "the device session was refused",
        N_("Check the address, the user (EdgeUser) and the password, then run Enter-PSSession again."),
    ),
    (
        "it was run on the laptop",
        N_("Open the session on the device with Enter-PSSession, then run the command in it."),
    ),
    ("permission denied: the user may not", N_("Ask a cluster administrator to run the command.")),
)
"""The next step after an output without facts, by words of its reason."""


def next_steps(reason: str) -> str:
    """What to do about outputs without facts; empty where the reason says it."""
    return " ".join(_(step) for words, step in _STEPS if words in reason)


def without_facts(reading: Reading) -> str:
    """Why nothing was read, with the place of each reason and the next step; empty where no output is known."""
    found = [fact for fact in facts(reading) if fact.text]
    reasons = [f"{fact.source}: {fact.command}: {fact.text}" for fact in found]
    return " ".join((f"{'; '.join(reasons)}.", next_steps("; ".join(reasons)))).strip() if reasons else ""


def _of(output: Output) -> Iterator[tuple[str, str, str]]:
    """Title, text and field of the facts of one output."""
    for key, (title, write, field) in _known().items():
        value = output.facts.get(key)
        lost = value == [] and output.partial
        text = _("not understood") if lost else write(value) if value is not None else ""
        if text:
            yield title(), text, field
    yield from _target(output.facts)
    if output.nothing:
        yield _("No facts"), output.nothing, ""
    if output.partial:
        yield _("Incomplete"), output.partial, ""


def _known() -> dict[str, tuple[Callable[[], str], Callable[[Json], str], str]]:
    return {
        "shares": (lambda: _("Shares"), _shares, "shares"),
        "gpus": (lambda: _("GPUs"), str, "gpus"),
        "gpusFree": (lambda: _("GPUs not requested by a pod"), str, ""),
        "describedNodes": (lambda: _("GPUs for modules"), _nodes, "gpus"),
        "described": (lambda: _("Described pods"), _described, ""),
        "nodes": (lambda: _("Nodes"), _each("{name} ({status}, {version})"), ""),
        "mps": (lambda: _("GPU sharing (MPS)"), lambda on: _("on") if on else _("off"), ""),
        "usedExternalIps": (lambda: _("Service addresses in use"), ", ".join, ""),
        "services": (lambda: _("Services"), _services, ""),
        "pods": (lambda: _("Pods"), _pods, ""),
        "claims": (lambda: _("Claims"), _each("{name} {status}"), ""),
        "role": (lambda: _("Compute role"), _role, ""),
        "device": (lambda: _("Appliance"), _appliance, ""),
        "modules": (lambda: _("Modules"), _modules, ""),
        "deployment": (lambda: _("Deployment"), _deployment, ""),
        "volumes": (lambda: _("Volumes"), _each("{name} {status}"), ""),
        "warned": (lambda: _("Events"), _problems, ""),
        "problems": (lambda: _("Problems"), _problems, ""),
        "published": (lambda: _("Published ports"), published, ""),
        "checks": (lambda: _("Checks of IoT Edge"), _checks, ""),
        "systemServices": (lambda: _("Services of IoT Edge"), _each("{name} {status}"), ""),
        "runtimeVersion": (lambda: _("Version of IoT Edge"), str, ""),
        "identities": (lambda: _("Module identities"), ", ".join, ""),
        "computePort": (lambda: _("Port for compute"), str, ""),
        "podSubnet": (lambda: _("Subnet of pods"), str, ""),
        "serviceSubnet": (lambda: _("Subnet of services (internal)"), str, ""),
    }


def _target(said: Facts) -> Iterator[tuple[str, str, str]]:
    """What the deployment of a device contains beyond its modules."""
    target = said.get("target") or {}
    agent = (target.get("images") or {}).get("edgeAgent") or (said.get("images") or {}).get("edgeagent")
    if agent:
        yield _("Edge agent"), agent, "profile"
    if target.get("proxy"):
        yield _("Web proxy of the runtime"), target["proxy"], "proxy"
    credentials = [entry["name"] for entry in target.get("registryCredentials") or ()]
    if credentials:
        yield _("Registry credentials"), ", ".join(credentials), ""


def _shares(rows: list[Json]) -> str:
    mounted = {True: _("enabled for Edge compute"), False: _("not enabled for Edge compute")}
    kinds = {True: _("cloud"), False: _("local")}
    entries = []
    for row in rows:
        words = [(row["protocol"] or "").upper(), kinds.get(row.get("cloud"), ""), mounted.get(row.get("mounted"), "")]
        about = ", ".join(filter(None, words))
        entries.append(f"{row['name']} ({about})" if about else str(row["name"]))
    return "; ".join(entries) or _("none")


def _nodes(rows: list[Json]) -> str:
    known = [f"{row['name']}: {row['gpus']}" for row in rows if row.get("gpus") is not None]
    return ", ".join(known)


def _described(rows: list[Json]) -> str:
    entries = []
    for row in rows:
        problems = "; ".join(row.get("problems") or ())
        entries.append(f"{row['pod']}: {problems or row.get('status') or _('no problem')}")
    return ", ".join(entries)


def _each(form: str) -> Callable[[list[Json]], str]:
    """Writes each row in the same form, with its values in braces."""
    return lambda rows: ", ".join(map(form.format_map, rows)) or _("none")


def _services(rows: list[Json]) -> str:
    waiting = _("waiting for an address")
    shown = [(row["module"], row["externalIp"] or (waiting if row["pending"] else "")) for row in rows]
    return ", ".join(f"{name} ({address})" if address else name for name, address in shown) or _("none")


def _pods(rows: list[Json]) -> str:
    return ", ".join(f"{row['module'] or row['pod']} {row['ready']} {row['status']}" for row in rows) or _("none")


def published(value: Json) -> str:
    """The published ports of every module as one text."""
    shown = [f"{name} {port['host']}/{port['protocol']}" for name, ports in value.items() for port in ports]
    return ", ".join(shown) or _("none")


def _checks(value: Json) -> str:
    failed = [*value["errors"], *value["warnings"]]
    count = plural("{count} check passed", "{count} checks passed", value["passed"])
    return "; ".join((count, *failed))


def _role(role: Json) -> str:
    shown = (role["name"], role["state"], role["hub"], role["edgeDeviceId"], role["hostPlatform"])
    return ", ".join(filter(None, shown))


def _appliance(device: Json) -> str:
    version = _("software {version}").format(version=device["softwareVersion"]) if device["softwareVersion"] else ""
    return ", ".join(filter(None, (device["name"], version)))


def _modules(rows: list[Json]) -> str:
    count = plural("{count} module", "{count} modules", len(rows))
    names = ", ".join(f"{row['name']} ({row['status']})" if row.get("status") else str(row["name"]) for row in rows)
    return f"{count}: {names}" if rows else count


def _deployment(value: Json) -> str:
    if not isinstance(value, dict):
        return _("number {number}").format(number=value)
    return _("applied") if value["applied"] else _("not applied (code {code})").format(code=value["code"])


def _problems(value: Json) -> str:
    if isinstance(value, dict):
        return "; ".join(text if name == "*" else f"{name}: {text}" for name, text in value.items())
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
