"""One document of a reading: what `edgeshift device --json` prints, and what the window and `confirm` look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from core.device_outputs.found import Facts
from core.device_outputs.iotedge import LOGS, SYSTEM_NAMES
from core.device_outputs.masking import Masking
from core.device_outputs.pod_states import healthy
from core.device_outputs.reading import Output, Reading
from core.model.base import Json
from core.redaction.redactor import Redactor
from core.redaction.shapes import MASK

_LATEST = ("pods", "services", "claims", "nodes")
"""Lists that a later whole output replaces: what it does not name is gone."""
_MERGED = {"shares": "name", "modules": "name", "described": "pod", "describedNodes": "name"}
"""Lists that are joined, by the key their entries are known by."""
_FOLLOWING = frozenset(("problems", "healthy", "secret", "usedExternalIps"))
"""Facts that follow from the others of their output."""
_DESCRIBED = {"described": "pod", "describedNodes": "name", "services": "module", "claims": "name"}
"""What `kubectl describe` prints one by one, by the key an entry is known by."""
AGENT_TAG = re.compile(r".*azureiotedge-agent:0\.1\.0-beta(?P<number>\d+)(?:-.*)?")
_MOST_GPUS = 16
_MOST_SHOWN = 50_000
"""Characters of lines that were not understood, 500 usual lines, up to which their text is shown."""


def document(reading: Reading) -> Facts:
    """`device`, `target`, `observed` and `unread`, with every secret masked."""
    seen, masking = observed(reading), Masking(reading)
    return {
        "device": device(reading, seen),
        "target": masking.value(target(reading)),
        "observed": masking.value(flat(seen)),
        "unread": list(_unread(reading, masking)),
    }


def _unread(reading: Reading, masking: Masking) -> Iterator[Json]:
    """Every line that was not understood; the text of a line is shown as far as anyone will read that many."""
    left = _MOST_SHOWN
    for line in reading.unread:
        left -= len(line.text) + 1
        yield {"file": line.source, "line": line.line, "text": masking.line(line.text) if left >= 0 else MASK}


def observed(reading: Reading) -> Facts:
    """All facts joined: later outputs win over earlier ones, and complete what these left open."""
    facts: Facts = {"command": list(dict.fromkeys(output.command for output in reading.outputs if output.command))}
    outputs = _current(reading.outputs)
    whole = {key for output in outputs if not (output.some or output.partial) for key in output.facts}
    for output in outputs:
        for key, value in output.facts.items():
            if key != "target":
                facts[key] = _joined(key, facts.get(key), value, output)
        if output.facts.get("pods") is not None and ("healthy" not in output.facts or output.some):
            facts.pop("healthy", None)
    _add_warnings(facts)
    if "services" in facts:
        addresses = [row["externalIp"] for row in facts["services"] if row["externalIp"]]
        facts["usedExternalIps"] = list(dict.fromkeys([*addresses, *facts.get("usedExternalIps", [])]))
        facts["usedExternalIps"].sort(key=lambda text: [part.zfill(3) for part in text.split(".")])
    lists = [key for key in (*_LATEST, "modules", "gpus", "shares") if key in facts and key not in whole]
    if lists:
        facts["incomplete"] = lists
    partial = [output.partial for output in outputs if output.partial]
    nothing = [output.nothing for output in reading.outputs if output.nothing]
    if reading and nothing:
        partial += [output.nothing for output in reading.outputs if output.nothing and output.command != LOGS]
    elif nothing:
        facts["nothing"] = "; ".join(dict.fromkeys(nothing))
    if partial:
        facts["partial"] = "; ".join(dict.fromkeys(partial))
    return facts


def _add_warnings(facts: Facts) -> None:
    """Add what events warn of to the problems, but for objects that another output shows well."""
    well = {
        *(f"pod/{row['module']}" for row in facts.get("pods", []) if healthy([row])),
        *(f"claim/{row['name']}" for row in facts.get("claims", []) if row["bound"]),
        *(f"service/{row['module']}" for row in facts.get("services", []) if row["externalIp"]),
    }
    for key, text in facts.pop("warned", {}).items():
        if key not in well:
            name = key.partition("/")[2]
            problems = facts.setdefault("problems", {})
            problems[name] = "; ".join(dict.fromkeys([*filter(None, [problems.get(name)]), *text.split("; ")]))


def _current(outputs: Sequence[Output]) -> list[Output]:
    """The outputs without those of commands that were run again on the same device later, and printed all of it."""
    kept: list[Output] = []
    last: dict[tuple[str, str], dict[frozenset[str], int]] = {}
    described = set[tuple[str, str]]()
    for output in reversed(outputs):
        listed, names = frozenset(output.facts.keys() - _FOLLOWING), _described(output)
        later = last.setdefault((output.command, output.of), {})
        again = any(
            listed <= keys and (run != output.run or not listed.isdisjoint(_LATEST)) for keys, run in later.items()
        )
        if not (names & described if names else listed and again):
            kept.append(output)
        described |= names
        if not (names or output.partial or output.some):
            later.setdefault(listed, output.run)
    return kept[::-1]


def _described(output: Output) -> set[tuple[str, str]]:
    return {
        (output.command, str(entry[name]))
        for key, name in _DESCRIBED.items()
        for entry in output.facts.get(key, ())
        if output.command.startswith("kubectl describe")
    }


def _joined(key: str, old: Json, new: Json, output: Output) -> Json:
    if old is None or (key in _LATEST and not output.partial and not output.some):
        return new
    if key in _MERGED or key in _LATEST:
        return _by_name(
            old, new, _MERGED.get(key, "pod" if key == "pods" else "name" if key != "services" else "module")
        )
    if key == "problems":
        return {
            name: _both(old.get(name), new.get(name)) for name in [*old, *(name for name in new if name not in old)]
        }
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{name: value for name, value in new.items() if value is not None}}
    if key in ("secret", "usedExternalIps") and isinstance(old, list):
        return list(dict.fromkeys([*old, *new]))
    return old if new is None or (isinstance(old, dict) and not isinstance(new, dict)) else new


def _both(old: str | None, new: str | None) -> str:
    return "; ".join(dict.fromkeys(filter(None, (old, new))))


def _by_name(old: list[Json], new: list[Json], key: str) -> list[Json]:
    """Entries of the same name become one; what Azure says of a share's mounting wins over the list of the role."""
    entries = {str(entry[key]).lower(): dict(entry) for entry in old}
    for entry in new:
        known = entries.setdefault(str(entry[key]).lower(), {})
        certain = known.get("mounted") if "status" in known and "status" not in entry else None
        known.update({name: value for name, value in entry.items() if value is not None or name not in known})
        if certain is not None:
            known["mounted"] = certain
    return list(entries.values())


def flat(facts: Facts) -> Facts:
    """The facts with a described pod or node at the top, where there is one only; several stay a list."""
    merged = {key: value for key, value in facts.items() if key not in ("described", "describedNodes")}
    pods, nodes = facts.get("described", []), facts.get("describedNodes", [])
    if len(pods) == 1:
        raw = merged.get("problems")
        merged.update(pods[0])
        if raw is not None:
            merged["problems"] = raw
            if pods[0]["problems"]:
                name = str(pods[0]["module"]).lower()
                merged["problems"] = {**raw, name: _both(raw.get(name), "; ".join(pods[0]["problems"]))}
    elif pods:
        merged["described"] = pods
    if nodes:
        merged.update({**_added(nodes), **{key: merged[key] for key in ("gpus",) if key in merged}})
        if len(nodes) > 1:
            merged["describedNodes"] = nodes
    return merged


def _added(nodes: list[Json]) -> Facts:
    """GPUs of all nodes that can give some; the address of the first of these."""
    giving = [node for node in nodes if node["gpus"]] or nodes
    facts: Facts = {}
    for key in ("gpus", "gpusRequested", "gpusFree"):
        numbers = [node[key] for node in nodes if node[key] is not None]
        facts[key] = sum(numbers) if numbers else None
    facts["nodeAddress"] = giving[0]["nodeAddress"]
    states = [node["ready"] for node in nodes]
    facts["ready"] = None if None in states else all(states)
    return facts


def device(reading: Reading, facts: Facts) -> Facts:
    """The device as `--device` takes it: only what is certain, so that typed values keep their place."""
    described: Facts = {}
    shares = [_share(share) for share in facts.get("shares", []) if share["protocol"] is not None]
    if shares or facts.get("shares") == []:
        described["shares"] = shares
    given = _added(facts["describedNodes"]).get("gpus") if facts.get("describedNodes") else None
    counts = [output.facts["gpus"] for output in reading.outputs if "gpus" in output.facts and not output.partial]
    gpus = given if given is not None else next(iter(reversed(counts)), None)
    if isinstance(gpus, int) and 0 <= gpus <= _MOST_GPUS:
        described["gpus"] = gpus
    deployed = target(reading)
    proxy = deployed.get("proxy")
    if proxy and urlsplit(proxy).password is None:
        described["proxy"] = proxy
    profile = _profile(deployed.get("images", {}).get("edgeAgent", ""))
    if profile:
        described["profile"] = profile
    return described


def _share(share: Json) -> Json:
    kind = {True: "cloud", False: "local"}.get(share.get("cloud"))
    members = {"name": share["name"], "protocol": share["protocol"], "kind": kind, "mounted": share.get("mounted")}
    return {key: value for key, value in members.items() if value is not None}


def _profile(image: str) -> str | None:
    """The generation of the agent by the tag of its image; the tags of other lines do not show it."""
    match = AGENT_TAG.fullmatch(image)
    if match is None:
        return None
    number = int(match["number"])
    return "beta8" if number < 10 else "beta12" if number < 13 else "beta15"


def target(reading: Reading) -> Facts:
    """The deployment of the GPU device: from its export or twin, else what `iotedge list` shows of it."""
    listed: Facts = {}
    for output in _current(reading.outputs):
        if "target" in output.facts:
            listed = dict(output.facts["target"])
        elif output.facts.get("runtime") == "kubernetes" and not listed:
            listed = _listed(output.facts)
    if listed.get("proxy") is None:
        listed.pop("proxy", None)
    elif urlsplit(listed["proxy"]).password is not None:
        listed["proxy"] = Redactor().text(listed["proxy"])
    return listed


def _listed(facts: Facts) -> Facts:
    """Names of system modules as a manifest spells them, for the device prints them in lower case."""
    images = {SYSTEM_NAMES.get(name, name): image for name, image in facts["images"].items()}
    return {"images": images, "modules": facts["modules"]}
