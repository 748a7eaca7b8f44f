"""Which modules may get a GPU, and which finding asks for the count, so that no module is asked twice.

Traces of an accelerator: resource keys, device bindings, the NVIDIA runtime, the wireserver variable, and names that
contain FPGA. The strongest trace of a module asks; the others follow its answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from core.docker import experimental, facts, ports, storage
from core.docker.placeholders import is_left
from core.manifest.equal_modules import shared, where
from core.manifest.manifest import Manifest, Module, Place, member, text_of
from core.model import rule_ids
from core.model.base import Answers, Json
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import finding_id
from core.model.questions import Number
from core.model.remembered import remembered
from core.text.catalogue import N_

_NAMES_FPGA = re.compile("|".join((*facts.FPGA_WORDS, "brainwave")), re.IGNORECASE)
"""Words that give away a model made for the FPGA (azure-docs, azure-stack-edge-migrate-fpga-gpu)."""
WIRESERVER = "WIRESERVER_ADDRESS"
_HOST = re.compile(r"(?<=://)[^/?#\s\"'<>]+|(?<![\w.@/:-])[A-Za-z0-9._-]+(?=:\d{1,5}(?![\w.:-]))")
"""A host in a URL, or before a port."""
_RUNTIME_KEYS = frozenset(("runtime", "devicerequests", "devices"))
VISIBLE = "NVIDIA_VISIBLE_DEVICES"
CAPABILITIES = "NVIDIA_DRIVER_CAPABILITIES"

_LEFT = N_("the device has a GPU left for this module")
_SAME = N_("the module already requests this number of GPUs")
_NONE = N_("the module requests no GPU: NVIDIA_VISIBLE_DEVICES hides all of them")
_NAME = N_("only a name mentions the FPGA; the create options do not request it")


def devices(module: Module, kind: str) -> list[Place]:
    """The elements of `HostConfig.Devices` of one kind: `fpga`, `gpu` or `other`."""
    if "devices" not in facts.host_keys(module):
        return []
    return [place for place in module.list_at("HostConfig", "Devices") if _kind(device_path(place.value)) == kind]


def device_path(entry: Json) -> str:
    """The path of a device binding on the host; empty for anything else."""
    return text_of(entry, "PathOnHost")


def _kind(path: str) -> str:
    return "fpga" if facts.is_fpga(path) else "gpu" if path.lower().startswith("/dev/nvidia") else "other"


@remembered
def nvidia_runtime(module: Module) -> list[Place]:
    """The options by which Docker provides a GPU: the runtime `nvidia`, requests for GPUs, and their device files."""
    if _RUNTIME_KEYS.isdisjoint(facts.host_keys(module)):
        return []
    runtime = module.find("HostConfig", "Runtime")
    requests = [runtime] if runtime is not None and _is_nvidia(runtime.value) else []
    requests += [place for place in module.list_at("HostConfig", "DeviceRequests") if requests_gpu(place.value)]
    return requests + devices(module, "gpu")


def _is_nvidia(value: Json) -> bool:
    return isinstance(value, str) and "nvidia" in value.lower()


def request(which: str) -> Json:
    """An element of `DeviceRequests` for one GPU by its number, or for `all` of them.

    Source: docker/docs, resource constraints; Capabilities is a list of lists (Azure/iotedge #3959).
    """
    ids: dict[str, Json] = {"Count": -1} if which == "all" else {"DeviceIDs": [which]}
    return {"Driver": "nvidia", **ids, "Capabilities": [["gpu"]]}


def requests_gpu(entry: Json) -> bool:
    """Whether an element of `DeviceRequests` asks for a GPU: by its driver, or by the capability `gpu`."""
    return _is_nvidia(member(entry, "Driver")) or '"gpu"' in _compact(member(entry, "Capabilities"))


def request_faults(entry: Json) -> Iterator[str]:
    """Why Docker refuses a request for GPUs, in a word: its driver, both ids and a count, capabilities not as lists."""
    if not requests_gpu(entry):
        return
    driver = text_of(entry, "Driver")
    if driver.lower() not in ("", "nvidia", "cdi") and not is_left(driver):
        yield "driver"
    if member(entry, "DeviceIDs") and member(entry, "Count") not in (None, 0):
        yield "both"
    able = member(entry, "Capabilities") or [None]
    if not isinstance(able, list) or not all(isinstance(each, list) for each in able):
        yield ""


def gpus(module: Module, there: int) -> Iterator[int]:
    """The numbers of the GPUs that the requests of a module give it; all of them if they do not say."""
    for place in module.list_at("HostConfig", "DeviceRequests"):
        ids, count = member(place.value, "DeviceIDs"), ports.whole(member(place.value, "Count"))
        if not requests_gpu(place.value):
            continue
        if isinstance(ids, list) and ids and "all" not in ids:
            yield from (number for number in map(ports.whole, ids) if number is not None)
        else:
            yield from range(min(count, there) if count is not None and count > 0 else there)


def lacks_gpu(module: Module, there: int) -> bool:
    """Whether requests and a runtime give the module a GPU that the machine does not have, so that it cannot start."""
    counts = (ports.whole(member(each.value, "Count")) for each in module.list_at("HostConfig", "DeviceRequests"))
    named = [*gpus(module, there), *(count - 1 for count in counts if count)]
    beyond = not there or max(named, default=0) >= there
    return beyond and not module.unjudged and bool(nvidia_runtime(module)) and not _hides_all(module)


def _compact(value: Json) -> str:
    """Nested lists of words as one text: Docker writes `[["gpu"]]`."""
    if isinstance(value, list):
        return "".join(_compact(item) for item in value)
    return f'"{value.lower()}"' if isinstance(value, str) else ""


@shared
def has_wireserver(module: Module) -> bool:
    """Whether the module gets the address of the FPGA's wire server."""
    return any(env.name.upper() == WIRESERVER for env in module.env())


@remembered
def hosts_binds(module: Module) -> tuple[str, ...]:
    """The pointers of binds of `/etc/hosts` in an FPGA module, which resolves its wire server by that file."""
    if not (devices(module, "fpga") or has_wireserver(module) or facts.wants_fpga(module)):
        return ()
    return tuple(bind.pointer for bind in storage.binds(module) if bind.source == "/etc/hosts")


def names(module: Module) -> list[str]:
    """The names that contain FPGA: of the image, and of variables other than the wireserver (name or value)."""
    image = [module.image] if _names_fpga(module.image) else []
    return list(dict.fromkeys((*image, *_variables_naming_fpga(module))))


@shared
def _variables_naming_fpga(module: Module) -> tuple[str, ...]:
    others = (env for env in module.env() if env.name.upper() != WIRESERVER)
    return tuple(env.name for env in others if _names_fpga(env.name) or _value_names_fpga(env.value))


def traces(module: Module, keys: Iterable[str]) -> list[str]:
    """What the module has for the FPGA, these resources and elsewhere, then what only names it."""
    return list(dict.fromkeys((*keys, *_devices_and_server(module), *names(module))))


@shared
def _devices_and_server(module: Module) -> list[str]:
    paths = [device_path(place.value) for place in devices(module, "fpga")]
    return [*paths, WIRESERVER] if has_wireserver(module) else paths


def _names_fpga(text: Json) -> bool:
    return isinstance(text, str) and _NAMES_FPGA.search(text) is not None


def _value_names_fpga(value: Json) -> bool:
    """Whether a value names the FPGA; the name of a host it calls says nothing about the module itself."""
    return _names_fpga(value) and _names_fpga(_HOST.sub("", str(value)))


@shared
def has_gpu_key(module: Module) -> bool:
    """Whether the module already has the resource `nvidia.com/gpu`, with any count."""
    return any(place.key == facts.GPU for place in facts.resource_places(module))


@shared
def asker(module: Module) -> str:
    """The id of the rule that asks how many GPUs the module gets; empty if no rule asks."""
    if facts.wants_fpga(module):
        return rule_ids.FPGA_BY_RESOURCE
    if has_gpu_key(module):
        return ""
    rule = _weaker_asker(module)
    return rule if rule and writable(module) else ""


def _weaker_asker(module: Module) -> str:
    if devices(module, "fpga"):
        return rule_ids.FPGA_BY_DEVICE
    if nvidia_runtime(module):
        return rule_ids.GPU_BY_DOCKER
    return rule_ids.FPGA_BY_HINT if has_wireserver(module) or names(module) else ""


def count_id(module: Module) -> str:
    """The id of the finding whose answer is the count; empty if no rule asks."""
    rule = asker(module)
    return finding_id(rule, module.name, "gpu") if rule else ""


def follows(module: Module) -> tuple[str, ...]:
    """The dependency of the other traces of a module: the finding that asks for the count, if there is one."""
    name = count_id(module)
    return (name,) if name else ()


def wants(module: Module) -> bool:
    """Whether the module requests GPUs now, or may do so after the migration."""
    return bool(asker(module)) or has_gpu_key(module)


@shared
def writable(module: Module) -> bool:
    """Whether a GPU can be written under `resources`: its containers are objects or absent."""
    return all(experimental.writable(module, "resources", part) for part in facts.PARTS)


@shared
def requested(module: Module) -> int:
    """The number of GPUs that `DeviceRequests` specify; 1 if they specify none (Docker's -1 means all)."""
    requests = filter(requests_gpu, (place.value for place in module.list_at("HostConfig", "DeviceRequests")))
    counts = [ports.whole(member(entry, "Count")) for entry in requests]
    return max((count for count in counts if count is not None), default=1) or 1


def count_questions(manifest: Manifest, device: Device) -> dict[str, Number]:
    """The question for the count by module pointer: GPUs are dealt out in document order while there are any.

    What modules hold already is theirs. A module that only has a name of the FPGA gets none by default.
    """
    left = device.gpus - sum(map(facts.gpu_count, where(manifest, facts.gpu_count)))
    numbers: dict[str, Number] = {}
    for module in where(manifest, asker):
        rule, now = asker(module), facts.gpu_count(module)
        if now:
            default, reason = (now, _SAME) if now <= device.gpus else (None, "")
        elif rule == rule_ids.FPGA_BY_HINT and not has_wireserver(module):
            default, reason = 0, _NAME
        elif rule == rule_ids.GPU_BY_DOCKER and _hides_all(module):
            default, reason = 0, _NONE
        else:
            wanted = max(1, requested(module))
            default, reason = (wanted, _LEFT) if wanted <= left else (None, "")
            left -= default or 0
        numbers[module.pointer] = _number(device.gpus, default, reason)
    return numbers


@shared
def _hides_all(module: Module) -> bool:
    """Whether the variable that chooses GPUs chooses none of them; only the runtime of NVIDIA reads it."""
    if module.find("HostConfig", "DeviceRequests") is not None:
        return False
    values = [env.value for env in module.env() if env.name == VISIBLE and isinstance(env.value, str)]
    return bool(values) and values[-1].strip().lower() in ("none", "void", "")


@lru_cache(maxsize=64)
def _number(high: int, default: int | None, reason: str) -> Number:
    return Number(low=0, high=high, default=default, default_reason=reason)


def sharing(module: Module, answers: Answers) -> tuple[str, str]:
    """How the module shares a GPU (`shared` or `mps`) and which one; both empty when it does not."""
    answer = answers.get(finding_id(rule_ids.SHARED_GPU, module.name, "gpu"))
    how, _, index = answer.partition(":") if isinstance(answer, str) else ("", "", "")
    return (how, index) if how in ("shared", "mps") else ("", "")


def granted(module: Module, answers: Answers) -> int:
    """The number of GPUs that the module has exclusively, with all answers in force."""
    if sharing(module, answers)[0]:
        return 0
    count = answers.get(count_id(module), facts.gpu_count(module))
    return count if isinstance(count, int) else 0


def changes(module: Module, count: int, finding: str) -> Iterator[Change]:
    """The changes that set the count in `limits` and `requests`, which Kubernetes requires to be equal; none for 0."""
    for part in facts.PARTS:
        place = experimental.find(module, "resources", part, facts.GPU)
        if place is None and count and experimental.writable(module, "resources", part):
            yield Change("add", experimental.to(module, "resources", part, facts.GPU), finding, count)
        elif place is not None and not count:
            yield Change("remove", place.pointer, finding)
        elif place is not None and ports.whole(place.value) != count:
            yield Change("replace", place.pointer, finding, count)
