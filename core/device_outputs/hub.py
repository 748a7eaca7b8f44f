"""The JSON output of IoT Hub: the deployment of a device, the twin of its agent, the identities of its modules.

Source: Azure/azure-iot-cli-extension, operations/hub.py; azure-docs, iot-edge/module-edgeagent-edgehub.md;
Azure/iotedge, doc/reported_states_during_deployment.md. Of keys and passwords only the places are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.device_outputs import azure_shares, commands, json_text
from core.device_outputs.event_causes import image_reason
from core.device_outputs.found import Facts, Found
from core.device_outputs.json_text import Parsed
from core.manifest import pointer as ptr
from core.model.base import Json
from core.redaction import by_default
from core.redaction.names import secret_name
from core.redaction.redactor import Redactor
from core.redaction.shapes import secret_value

EXPORT = "az iot edge export-modules"
TWIN = "az iot hub module-twin show"
SET = "az iot edge set-modules"
AGENT = "$edgeAgent"
_APPLIED = 200
_CODES = {
    400: "the agent cannot read the deployment",
    406: "the agent is not connected",
    412: "the agent does not know the schema version",
    417: "the agent has no deployment",
    500: "the agent failed to carry out the deployment",
}
"""The agent's status codes for a deployment; 200 says nothing about the modules."""
_SYSTEM = "systemModules"
_OPEN = ("address", "username")
"""The members of registry credentials that are not secret: images name the registry."""


def read(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads one JSON document of a known kind."""
    parsed = json_text.parse(lines, index) or azure_shares.from_yaml(lines, index)
    if parsed is None:
        return None
    value = parsed.value
    asked = next(iter(commands.canonical(typed)), "")
    found = None
    if shares := azure_shares.entries(value):
        found = azure_shares.read(shares, parsed)
    elif isinstance(value, list):
        found = _list(value, parsed, asked)
    elif _modules_content(value) is not None:
        found = _deployment(value, parsed)
    elif (twin := _as_twin(value)) is not None:
        found = _twin(twin, parsed)
    if found is None:
        return None
    secrets = tuple(_secrets(value, ""))
    return replace(found, secrets=secrets)


def _list(items: list[Json], parsed: Parsed, asked: str) -> Found | None:
    rows = [item for item in items if isinstance(item, dict)]
    if not items and parsed.whole and asked == azure_shares.COMMAND:
        return azure_shares.read([], parsed)
    twins = [row for row in rows if row.get("moduleId") == AGENT and isinstance(row.get("properties"), dict)]
    if twins:  # az iot hub module-twin list
        return _twin(twins[0], parsed)
    if any("moduleId" in row for row in rows) or (not items and parsed.whole and asked == SET):
        whole, lost, unread = azure_shares.whole(rows, parsed)
        facts: Facts = {"identities": [row["moduleId"] for row in whole if isinstance(row.get("moduleId"), str)]}
        if any(_secrets(row.get("authentication"), "authentication") for row in whole):
            keys = [row["authentication"] for row in whole if isinstance(row.get("authentication"), dict)]
            if any(list(_secrets(key, "")) for key in keys):
                facts["secret"] = ["authentication.symmetricKey"]
        return Found(SET, facts, parsed.end, unread, lost)
    return None


def _modules_content(value: Json) -> Json:
    """The modules of a deployment, with or without `content` around them; None for other documents."""
    inner = value.get("content", value)
    content = inner.get("modulesContent") if isinstance(inner, dict) else None
    return content if isinstance(content, dict) else None


def _deployment(value: Json, parsed: Parsed) -> Found:
    """Reads a deployment: images and modules; it does not say whether they run."""
    content = _modules_content(value)
    desired = _desired(content.get(AGENT))
    images = _images(desired)
    facts: Facts = {"modules": [{"name": name} for name in images], "images": images, **_secret_facts(desired)}
    facts["target"] = _target(desired, images, facts["modules"])
    lost = "" if parsed.whole else "JSON broken off; modules may be missing"
    return Found(EXPORT if "content" in value else "", facts, parsed.end, partial=lost)


def _desired(holder: Json) -> dict[str, Json]:
    """The desired properties of the agent; layered deployments use dotted paths as keys."""
    merged: dict[str, Json] = {}
    for key, value in holder.items() if isinstance(holder, dict) else ():
        path = key.split(".")
        if path[:2] == ["properties", "desired"]:
            place = merged
            for name in path[2:]:
                inner = place.setdefault(name, {})
                place = inner if isinstance(inner, dict) else {}
            if isinstance(value, dict):
                place.update(value)
        elif key == "properties" and isinstance(value, dict) and isinstance(value.get("desired"), dict):
            merged.update(value["desired"])
    return merged


def _entries(properties: Json) -> Iterator[tuple[str, Json, bool]]:
    """Name, entry and whether it is a system module, in the order of the twin."""
    for part in (_SYSTEM, "modules"):
        group = properties.get(part) if isinstance(properties, dict) else None
        for name, entry in group.items() if isinstance(group, dict) else ():
            if isinstance(entry, dict):
                yield name, entry, part == _SYSTEM


def _is_understood(properties: Json) -> bool:
    """Whether every entry of the modules is an object; null is valid, because it removes an entry of a twin."""
    groups = [properties.get(part) or {} for part in (_SYSTEM, "modules")]
    return all(
        isinstance(group, dict) and all(entry is None or isinstance(entry, dict) for entry in group.values())
        for group in groups
    )


def _images(properties: Json) -> dict[str, str]:
    images = {}
    for name, entry, _ in _entries(properties):
        settings = entry.get("settings")
        if isinstance(settings, dict) and isinstance(settings.get("image"), str):
            images[name] = settings["image"]
    return images


def _as_twin(value: Json) -> Json:
    """A twin, which `--query` may have reduced to the properties or the reported ones; None for other documents."""
    if isinstance(value.get("properties"), dict):
        return value
    if isinstance(value.get("reported"), dict):
        return {"properties": value}
    if isinstance(value.get("lastDesiredStatus"), dict):
        return {"properties": {"reported": value}}
    return None


def _twin(value: Json, parsed: Parsed) -> Found | None:
    """Reads the twin of the agent: the desired and the reported state."""
    properties = value["properties"]
    desired, reported = properties.get("desired"), properties.get("reported")
    desired, reported = desired if isinstance(desired, dict) else {}, reported if isinstance(reported, dict) else {}
    if not ({_SYSTEM, "modules", "runtime", "lastDesiredStatus"} & (desired.keys() | reported.keys())):
        name = value.get("moduleId")
        if not isinstance(name, str):
            return None
        return Found(TWIN, {}, parsed.end, nothing=f"the twin of {name}; only the twin of {AGENT} is read")
    cut = [key for key, _ in parsed.open]
    whole = {name: entry for name, entry, _ in _entries(reported) if name not in cut}
    system = {name for name, _, is_system in _entries(reported) if is_system}
    images = {**_images(desired), **_images(reported)}
    modules = [_module(name, entry, name in system) for name, entry in whole.items()]
    facts: Facts = {
        "modules": modules or [{"name": name} for name in images],
        "images": {name: image for name, image in images.items() if name not in cut},
        **_secret_facts(desired, reported),
        **_answer(desired, reported),
    }
    problems = {**facts.pop("problems", {}), **_module_problems(whole)}
    if problems:
        facts["problems"] = problems
    facts["target"] = _target(desired, facts["images"], facts["modules"])
    lost = "" if parsed.whole else "JSON broken off; modules may be missing"
    if not lost and not (_is_understood(desired) and _is_understood(reported)):
        lost = "modules that were not understood are missing"
    start = next((line for key, line in parsed.open if key not in ("properties", "desired", "reported")), parsed.end)
    of = str(value.get("deviceId") or "")
    return Found(TWIN, facts, parsed.end, tuple(range(start, parsed.end)), lost, of=of)


def _module(name: str, entry: Json, system: bool) -> Json:
    """Name and reported state of a module. The exit code of a running system module is 0 and is ignored."""
    module = {"name": name, "status": entry.get("runtimeStatus")}
    code = entry.get("exitCode")
    if isinstance(code, int) and (not system or code):
        module["exitCode"] = code
    return module


def _answer(desired: Json, reported: Json) -> Facts:
    """Whether the deployment was applied: the agent reported 200 for this version."""
    status = reported.get("lastDesiredStatus")
    code = status.get("code") if isinstance(status, dict) else None
    if not isinstance(code, int):
        return {}
    asked, taken = desired.get("$version"), reported.get("lastDesiredVersion")
    same = asked is None or asked == taken
    facts: Facts = {"deployment": {"code": code, "applied": code == _APPLIED and same}}
    given = _CODES.get(code, f"the agent answered {code}") if code != _APPLIED else ""
    if not same:
        late = f"desired version {asked} was not taken (last {taken})"
        given = f"{given}; {late}" if given else late
    return {**facts, "problems": {"*": given}} if given else facts


def _module_problems(entries: dict[str, Json]) -> dict[str, str]:
    """The problems of each module, from its state and the reason that Kubernetes gives."""
    problems = {}
    for name, entry in entries.items():
        status, message = entry.get("runtimeStatus"), str(entry.get("statusDescription") or "")
        if status not in ("backoff", "failed", "unhealthy", "dead"):
            continue
        if "Pull" in message:
            reason = image_reason(message)
            problems[name] = f"image cannot be pulled: {reason}" if reason else "image cannot be pulled"
        elif "nvidia.com/gpu" in message:
            problems[name] = "not enough free GPU"
        elif "CrashLoopBackOff" in message:
            problems[name] = "starts and ends repeatedly"
        elif "OOMKilled" in message:
            problems[name] = "out of memory"
        else:
            said = by_default.sentence(Redactor(), message)  # free text of a program
            problems[name] = f"is {status}: {said}" if said else f"is {status}"
    return problems


def _secret_facts(*properties: Json) -> Facts:
    """The places of secrets, never their values."""
    places = []
    for tree in properties:
        for name, entry in _credentials(tree):
            if entry.get("password"):
                places.append(f"registryCredentials.{name}.password")
        for name, entry, _ in _entries(tree):
            env = entry.get("env")
            for key, value in env.items() if isinstance(env, dict) else ():
                if secret_name(key) and isinstance(value, dict) and value.get("value"):
                    places.append(f"{name}.env.{key}")
    return {"secret": list(dict.fromkeys(places))} if places else {}


def _credentials(tree: Json) -> Iterator[tuple[str, Json]]:
    known = ptr.dig(tree, "runtime", "settings", "registryCredentials")
    for name, entry in known.items() if isinstance(known, dict) else ():
        if isinstance(entry, dict):
            yield name, entry


def _target(desired: Json, images: Json, modules: Json) -> Json:
    """What the deployment says about its device; credentials by name and address."""
    proxies = {
        value["value"]
        for _, entry, system in _entries(desired)
        if system and isinstance(entry.get("env"), dict)
        for key, value in entry["env"].items()
        if key.lower() == "https_proxy" and isinstance(value, dict) and isinstance(value.get("value"), str)
    }
    return {
        "images": images,
        "modules": modules,
        "registryCredentials": [
            {"name": name, "address": entry["address"] if isinstance(entry.get("address"), str) else None}
            for name, entry in _credentials(desired)
        ],
        "proxy": proxies.pop() if len(proxies) == 1 else None,
    }


def _secrets(value: Json, key: str) -> Iterator[str]:
    """Yields every value below a name of a secret."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name in _OPEN:
                continue
            inner = key if name == "value" else name
            yield from _secrets(item, inner if secret_name(inner) or not secret_name(key) else key)
    elif isinstance(value, list):
        for item in value:
            yield from _secrets(item, key)
    elif isinstance(value, str) and value and secret_name(key) and secret_value(value, key):
        yield value
