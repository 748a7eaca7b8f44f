"""Seeded faults for Docker on a Linux VM: one fault in a good manifest each, and each is found."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.verify import verify
from core.model.device import Device, Share
from core.model.findings import Finding, Verdict
from tests.core.checks.test_checks_mutations import agent, modules
from tests.golden_cases import expand

Tree = dict[str, Any]
Fault = Callable[[Tree], Any]
DEVICE = Device(
    platform="linux-vm",
    model="pro-gpu-2",
    gpus=2,
    vm_size="Custom_GPU_T4_v3",
    shares=(Share(name="in"), Share(name="out", protocol="nfs")),
)
SMALL = DEVICE.model_copy(update={"vm_size": "Standard_NC4as_T4_v3"})
LOGS = {"Type": "local"}
GPU = {"Driver": "nvidia", "Capabilities": [["gpu"]]}
STORE = {"storageFolder": {"value": "/iotedge/storage"}}


def good() -> Tree:
    """A scorer on a GPU of its own, a second one, a module that calls the first, and the runtime behind a proxy."""
    disk = {"HostConfig": {"Binds": ["/iotedge/storage:/iotedge/storage"], "LogConfig": LOGS}}
    hub = {"PortBindings": {f"{port}/tcp": [{"HostPort": str(port)}] for port in (443, 5671, 8883)}}
    proxy = {"https_proxy": {"value": "http://proxy.example:1"}, "UpstreamProtocol": {"value": "AmqpWs"}, **STORE}
    short = {
        "edgeAgent": {"image": "mcr.microsoft.com/azureiotedge-agent:1.6", "createOptions": disk, "env": proxy},
        "edgeHub": {
            "image": "mcr.microsoft.com/azureiotedge-hub:1.6",
            "createOptions": {"HostConfig": {**disk["HostConfig"], **hub}},
            "env": dict(proxy),
        },
        "scorer": {
            "createOptions": {
                "HostConfig": {
                    "LogConfig": LOGS,
                    "DeviceRequests": [{**GPU, "DeviceIDs": ["0"]}],
                    "Mounts": [{"Type": "bind", "Source": "/mnt/ase/in", "Target": "/in", "ReadOnly": True}],
                    "PortBindings": {"50051/tcp": [{"HostPort": "50051"}]},
                    "Memory": 2**30,
                }
            }
        },
        "second": {
            "createOptions": {"HostConfig": {"LogConfig": LOGS, "DeviceRequests": [{**GPU, "DeviceIDs": ["1"]}]}}
        },
        "web": {
            "createOptions": {
                "Env": ["SCORER=http://scorer:50051", "HUB=https://edgeHub:443"],
                "HostConfig": {
                    "LogConfig": LOGS,
                    "Binds": ["/opt/web:/web"],
                    "PortBindings": {"80/tcp": [{"HostPort": "8000"}], "9/udp": [{"HostPort": "9"}]},
                },
            }
        },
        "$routes": {"up": "FROM /messages/* INTO $upstream"},
    }
    tree = expand(short)
    for module in modules(tree).values():
        module["settings"]["createOptions"] = json.loads(module["settings"]["createOptions"])
    return tree


def options(tree: Tree, name: str = "web") -> Tree:
    found: Tree = modules(tree)[name]["settings"]["createOptions"]
    return found


def host(name: str = "web", **members: Any) -> Fault:
    """Members of HostConfig are set, or their arrays and objects extended."""

    def fault(tree: Tree) -> None:
        there = options(tree, name)["HostConfig"]
        for key, value in copy.deepcopy(members).items():
            if isinstance(there.get(key), list) and isinstance(value, list):
                there[key] += value
            elif isinstance(there.get(key), dict) and isinstance(value, dict):
                there[key].update(value)
            else:
                there[key] = value

    return fault


def top(key: str, value: Any, name: str = "web") -> Fault:
    return lambda tree: options(tree, name).update({key: copy.deepcopy(value)})


def hub(tree: Tree) -> Tree:
    found: Tree = tree["modulesContent"]["$edgeHub"]["properties.desired"]
    return found


def body(key: str, value: Any, name: str = "web") -> Fault:
    return lambda tree: modules(tree)[name].update({key: value})


def env(value: str) -> Fault:
    return lambda tree: options(tree)["Env"].append(value)


def image(name: str, value: str) -> Fault:
    return lambda tree: modules(tree)[name]["settings"].update(image=value)


def mount(**members: Any) -> Fault:
    return host(Mounts=[members])


def port(key: str, host_port: str, **more: Any) -> Fault:
    return host(PortBindings={key: [{"HostPort": host_port, **more}]})


def requests(*given: Any, name: str = "second") -> Fault:
    return lambda tree: options(tree, name)["HostConfig"].update(DeviceRequests=[{**GPU, **each} for each in given])


def renamed(name: str) -> Fault:
    def fault(tree: Tree) -> None:
        agent(tree)["modules"][name] = agent(tree)["modules"].pop("web")

    return fault


def without(name: str, key: str) -> Fault:
    return lambda tree: modules(tree)[name]["env"].pop(key)


def on_host(name: str, *, whole: bool) -> Fault:
    def fault(tree: Tree) -> None:
        options(tree, name)["HostConfig"]["NetworkMode"] = "host"
        if whole:
            options(tree, name)["NetworkingConfig"] = {"EndpointsConfig": {"host": {}}}

    return fault


def both(*faults: Fault) -> Fault:
    return lambda tree: [fault(tree) for fault in faults]


def route(text: Any) -> Fault:
    return lambda tree: tree["modulesContent"]["$edgeHub"]["properties.desired"]["routes"].update(files=text)


FAULTS: dict[str, tuple[str, Fault]] = {
    "a port of another module": ("vm-port-taken", port("81/tcp", "50051")),
    "a port of the hub": ("vm-port-taken", port("81/tcp", "8883")),
    "a port within a range": ("vm-port-taken", port("50000-50100/tcp", "50000-50100")),
    "the same port on one address": ("vm-port-taken", port("81/tcp", "443", HostIp="10.0.0.4")),
    "a port twice in a module": ("vm-port-taken", port("81/tcp", "8000")),
    "a port without protocol": ("vm-port-taken", port("81", "50051")),
    "a device file of the old device": ("vm-device-left", host(Devices=[{"PathOnHost": "/dev/ttyUSB0"}])),
    "a host address of another machine": ("vm-address-missing", port("81/tcp", "81", HostIp="192.168.1.5")),
    "a host address that is a name": ("vm-address-missing", port("81/tcp", "81", HostIp="localhost")),
    "the port of SSH": ("vm-port-taken", port("22/tcp", "22")),
    "a bind of a share": ("vm-share-path-left", host(Binds=["/home/hcsshares/in:/x"])),
    "a bind of a folder of a share": ("vm-share-path-left", host(Binds=["/home/hcsshares/in/a:/x:ro"])),
    "a bind of all shares": ("vm-share-path-left", host(Binds=["/home/hcsshares/:/x"])),
    "a mount of a share's old path": (
        "vm-share-path-left",
        mount(Type="bind", Source="/home/hcsshares/in", Target="/x"),
    ),
    "a volume called like a share": ("vm-share-volume-left", mount(Type="volume", Source="in", Target="/x")),
    "a volume in upper case": ("vm-share-volume-left", mount(Type="Volume", Source="IN", Target="/x")),
    "a bind of a volume called like a share": ("vm-share-volume-left", host(Binds=["out:/x"])),
    "a mount point without share": (
        "vm-mount-point-unknown",
        mount(Type="bind", Source="/mnt/ase/gone", Target="/x"),
    ),
    "a bind of a mount point without share": ("vm-mount-point-unknown", host(Binds=["/mnt/ase/gone/a:/x"])),
    "all mount points": ("vm-mount-point-unknown", host(Binds=["/mnt/ase:/x"])),
    "two mounts at one path": ("vm-target-twice", mount(Type="bind", Source="/mnt/ase/in", Target="/web")),
    "two binds at one path": ("vm-target-twice", host(Binds=["/opt/other:/web/"])),
    "a tmpfs on a bind": ("vm-target-twice", host(Tmpfs={"/web": ""})),
    "a GPU that is not there": ("vm-gpu-missing", requests({"DeviceIDs": ["2"]})),
    "more GPUs than there are": ("vm-gpu-missing", requests({"Count": 3})),
    "a GPU by the runtime that is not there": (
        "vm-gpu-missing",
        both(host("second", Runtime="nvidia", DeviceRequests=None), top("Env", ["NVIDIA_VISIBLE_DEVICES=5"], "second")),
    ),
    "two modules on the first GPU": ("vm-gpu-idle", requests({"DeviceIDs": ["0"]})),
    "two modules that count": ("vm-gpu-idle", requests({"Count": 1})),
    "a request with the default count": ("vm-gpu-idle", requests({})),
    "ids and a count": ("vm-gpu-request", requests({"DeviceIDs": ["1"], "Count": 1})),
    "flat capabilities": ("vm-gpu-request", requests({"DeviceIDs": ["1"], "Capabilities": ["gpu"]})),
    "no capabilities": ("vm-gpu-request", requests({"DeviceIDs": ["1"], "Capabilities": None})),
    "a runtime": ("vm-gpu-driver", host(Runtime="kata")),
    "memory of a megabyte": ("vm-memory", host(Memory=2**20)),
    "a reservation above the limit": ("vm-memory", host(Memory=2**26, MemoryReservation=2**27)),
    "a name of one letter": ("vm-name-refused", renamed("w")),
    "a name that begins with _": ("vm-name-refused", renamed("_web")),
    "a name with a blank": ("vm-name-refused", renamed("we b")),
    "half of the network of the host": ("vm-host-network-half", on_host("web", whole=False)),
    "both runtime modules on the network of the host": (
        "vm-host-network-half",
        both(on_host("edgeAgent", whole=True), on_host("edgeHub", whole=True)),
    ),
    "a call of a module on the network of the host": ("vm-host-network-name", on_host("scorer", whole=True)),
    "a policy always": ("vm-restart-policy-left", host(RestartPolicy={"Name": "always"})),
    "a policy unless-stopped": ("vm-restart-policy-left", host(RestartPolicy={"name": "unless-stopped"})),
    "a command as text": ("vm-option-refused", top("Cmd", "run --fast")),
    "an entrypoint with a number": ("vm-option-refused", top("Entrypoint", ["run", 1])),
    "bindings that are null": ("vm-option-refused", host(PortBindings={"7/tcp": None})),
    "a binding that is null": ("vm-option-refused", host(PortBindings={"7/tcp": [None]})),
    "memory as text": ("vm-option-refused", host(Memory="64m")),
    "binds as text": ("vm-option-refused", lambda tree: options(tree)["HostConfig"].update(Binds="/a:/b")),
    "privileged as a word": ("vm-option-refused", host(Privileged="maybe")),
    "a type that is not docker": ("entry-refused", body("type", "kubernetes")),
    "an agent without proxy": ("vm-proxy-unlike", without("edgeAgent", "https_proxy")),
    "a hub without proxy": ("vm-proxy-unlike", without("edgeHub", "https_proxy")),
    "an agent without protocol": ("vm-proxy-unlike", without("edgeAgent", "UpstreamProtocol")),
    "storage without a folder": (
        "vm-storage-lost",
        lambda tree: options(tree, "edgeHub")["HostConfig"].update(Binds=[]),
    ),
    "storage on a share": (
        "vm-storage-lost",
        lambda tree: options(tree, "edgeHub")["HostConfig"].update(Binds=["/mnt/ase/in:/iotedge"]),
    ),
    "an old agent": ("vm-image-old", image("edgeAgent", "mcr.microsoft.com/azureiotedge-agent:1.4.20")),
    "a hub of the preview": ("vm-image-old", image("edgeHub", "azureiotedge/azureiotedge-hub:0.1.0-beta15")),
    "an image for ARM": ("vm-image-old", image("web", "registry.example/web:1.0.0-arm32v7")),
    "an image of the device's registry": ("vm-image-old", image("web", "10.0.0.5:31001/web:1")),
    "release 1.5": ("vm-engine-version", image("edgeAgent", "mcr.microsoft.com/azureiotedge-agent:1.5")),
    "a route with a topic": ("vm-route-dead", route("FROM /* WHERE topic = 'in' INTO $upstream")),
    "a route with a topic in the newer form": (
        "vm-route-dead",
        route({"route": "FROM /* WHERE topic='in' INTO $upstream", "priority": 1}),
    ),
    "a call of a published port": (
        "vm-old-address",
        lambda tree: options(tree, "scorer").update(Env=["W=http://web:8000"]),
    ),
    "the hub in lower case": ("vm-old-address", env("H=https://edgehub:443")),
    "a variable in both places": (
        "vm-variable-twice",
        both(body("env", {"SCORER": {"value": "http://other:1"}}), env("UNIT=1")),
    ),
    "privileges": ("vm-privileges", host(Privileged=True)),
    "capabilities": ("vm-privileges", host(CapAdd=["NET_ADMIN"])),
    "a variable without a name": ("vm-value-refused", env("=1")),
    "an image in upper case": ("vm-value-refused", image("web", "registry.example/Web:1")),
    "a module without an image": ("vm-value-refused", image("web", "")),
    "a port beyond the last": ("vm-value-refused", port("70000/tcp", "7000")),
    "a host port that is a word": ("vm-value-refused", port("81/tcp", "web")),
    "a range as a port": ("vm-value-refused", port("90-91/tcp", "90-91")),
    "a protocol that no one publishes": ("vm-value-refused", port("81/http", "81")),
    "a mount of an unknown type": ("vm-value-refused", mount(Type="nfs", Source="x", Target="/x")),
    "a mount without a path": ("vm-value-refused", mount(Type="bind", Source="/mnt/ase/in", Target="x")),
    "a bind with an unknown mode": ("vm-value-refused", host(Binds=["/opt/x:/x:fast"])),
    "a volume that is propagated": ("vm-value-refused", host(Binds=["vol:/x:rshared"])),
    "a path of Windows": ("vm-value-refused", host(Binds=["C:\\x:/x"])),
    "the network of a container without a name": ("vm-value-refused", host(NetworkMode="container:")),
    "a mode that Docker does not know": ("vm-value-refused", host(PidMode="private")),
    "CPUs twice": ("vm-value-refused", host(NanoCpus=10**9, CpuQuota=50000)),
    "a period of a second and more": ("vm-value-refused", host(CpuPeriod=2_000_000)),
    "a policy that Docker does not know": ("vm-value-refused", host(RestartPolicy={"Name": "sometimes"})),
    "swap below memory": ("vm-memory", host(Memory=2**26, MemorySwap=2**25)),
    "swap without memory": ("vm-memory", host(MemorySwap=2**25)),
    "negative memory": ("vm-memory", host(Memory=-1)),
    "a network that no one makes": ("vm-network-missing", host(NetworkMode="plant")),
    "a container that is no module": ("vm-network-missing", host(IpcMode="container:gone")),
    "a link to a container that is no module": ("vm-network-missing", host(Links=["gone:x"])),
    "volumes of a container that is no module": ("vm-network-missing", host(VolumesFrom=["gone"])),
    "a claim left in the section": (
        "vm-section-left",
        top("k8s-experimental", {"volumes": [{"volume": {"name": "v", "persistentVolumeClaim": {"claimName": "in"}}}]}),
    ),
    "a section for Kubernetes": ("vm-section-left", top("k8s-experimental", {"strategy": {"type": "Recreate"}})),
    "the FPGA left in the section": (
        "vm-section-left",
        top("k8s-experimental", {"resources": {"limits": {"microsoft.com/fpga_catapult": 1}}}),
    ),
    "an entry without a type": ("entry-refused", lambda tree: modules(tree)["web"].pop("type")),
    "a key that the schema refuses": ("key-refused", body("description", "x")),
    "an entry without an image": ("vm-option-refused", lambda tree: modules(tree)["web"]["settings"].pop("image")),
    "a time that is no number": (
        "vm-option-refused",
        lambda tree: hub(tree).update(storeAndForwardConfiguration={"timeToLiveSecs": "soon"}),
    ),
    "a route that is a number": ("vm-option-refused", lambda tree: hub(tree).update(routes={"up": 5})),
    "a route without a sink": (
        "vm-option-refused",
        lambda tree: hub(tree).update(routes={"up": "FROM /messages/* INTO"}),
    ),
    "an empty route": ("vm-option-refused", lambda tree: hub(tree).update(schemaVersion="1.1", routes={"up": ""})),
    "a priority above 9": (
        "vm-option-refused",
        lambda tree: hub(tree).update(
            schemaVersion="1.1", routes={"up": {"route": "FROM /messages/* INTO $upstream", "priority": 10}}
        ),
    ),
    "a route that is newer than its schema": (
        "vm-option-refused",
        lambda tree: hub(tree).update(schemaVersion="1.0", routes={"up": {"route": "FROM /messages/* INTO $upstream"}}),
    ),
    "an entry without a status": ("entry-refused", lambda tree: modules(tree)["web"].pop("status")),
    "an unknown status": ("entry-refused", body("status", "paused")),
    "an unknown restart policy": ("entry-refused", body("restartPolicy", "unless-stopped")),
    "no restart policy": ("entry-refused", body("restartPolicy", None)),
    "an unknown pull policy": ("entry-refused", body("imagePullPolicy", "if-needed")),
    "a negative start order": ("entry-refused", body("startupOrder", -1)),
    "a variable that is a number": ("entry-refused", body("env", {"RATE": 5})),
    "a variable with a dot": ("vm-option-refused", body("env", {"log.level": {"value": "info"}})),
    "another schema of edgeAgent": ("version-refused", lambda tree: agent(tree).update(schemaVersion="1.2")),
    "another runtime": ("entry-refused", lambda tree: agent(tree)["runtime"].update(type="kubernetes")),
    "a credential without a password": (
        "entry-refused",
        lambda tree: agent(tree)["runtime"].update(
            settings={"registryCredentials": {"ours": {"address": "ours.azurecr.io", "username": "ours"}}}
        ),
    ),
    "another schema of edgeHub": ("vm-option-refused", lambda tree: hub(tree).update(schemaVersion="1.4")),
    "edgeHub without a store": ("vm-option-refused", lambda tree: hub(tree).pop("storeAndForwardConfiguration")),
    "CPUs that are no numbers": ("vm-value-refused", host(CpusetCpus="first")),
    "a rule for devices": ("vm-value-refused", host(DeviceCgroupRules=["81:* rwm"])),
    "a link with three names": ("vm-value-refused", host(Links=["a:b:c"])),
    "a source of volumes with an unknown mode": ("vm-value-refused", host(VolumesFrom=["scorer:fast"])),
    "an address of a network card": ("vm-value-refused", top("MacAddress", "02:42")),
    "an option of tmpfs": ("vm-value-refused", host(Tmpfs={"/run": "fast"})),
    "a kernel setting of the whole machine": ("vm-value-refused", host(Sysctls={"kernel.panic": "1"})),
    "a kernel setting of memory that is shared": (
        "vm-value-refused",
        host(IpcMode="host", Sysctls={"kernel.shmmax": "1"}),
    ),
    "an option of logs": ("vm-value-refused", host(LogConfig={"Type": "local", "Config": {"color": "on"}})),
    "a size of logs": ("vm-value-refused", host(LogConfig={"Type": "json-file", "Config": {"max-size": "ten"}})),
    "an unknown propagation": (
        "vm-value-refused",
        mount(Type="bind", Source="/opt/x", Target="/x", BindOptions={"Propagation": "both"}),
    ),
    "a folder above the volume": (
        "vm-value-refused",
        mount(Type="volume", Source="vol", Target="/x", VolumeOptions={"Subpath": "../x"}),
    ),
    "memory of a container without a name": ("vm-value-refused", host(IpcMode="container:")),
    "another driver for GPUs": ("vm-gpu-request", host(DeviceRequests=[{**GPU, "Driver": "rocm", "Count": 1}])),
    "GPUs as an object": ("vm-option-refused", lambda tree: options(tree)["HostConfig"].update(DeviceRequests={})),
    "groups as numbers": ("vm-option-refused", host(GroupAdd=[5])),
    "a label that is null": ("vm-option-refused", top("Labels", {"a": None})),
    "a label that is a list": ("vm-option-refused", top("Labels", {"a": [1]})),
    "a terminal as text": ("vm-option-refused", top("Tty", "yes")),
}
NOTES: dict[str, tuple[str, Fault]] = {
    "a module that is never restarted": ("vm-start-policy", body("restartPolicy", "never")),
    "a start order": ("vm-start-policy", body("startupOrder", 1)),
    "a stopped module": ("vm-start-policy", body("status", "stopped")),
    "logs without limit": ("vm-log-limit", lambda tree: options(tree)["HostConfig"].pop("LogConfig")),
    "bindings on the network of the host": ("vm-host-network-name", on_host("web", whole=True)),
}


def found(tree: Tree, device: Device = DEVICE) -> list[Finding]:
    for module in modules(tree).values():
        module["settings"]["createOptions"] = json.dumps(module["settings"]["createOptions"])
    return list(verify(read(json.dumps(tree).encode(), "site.json"), device).findings)


ALWAYS = {("vm-gpu-driver", "", "driver"), ("vm-engine-version", "", "engine")}
"""What is said of every deployment with a GPU, or with the runtime."""


def alarms(tree: Tree, device: Device = DEVICE) -> set[str]:
    """Checks that ask for something, but what is always said."""
    findings = [each for each in found(tree, device) if each.verdict is not Verdict.NOTE]
    return {
        each.rule
        for each in findings
        if (each.rule, each.module, each.subject) not in ALWAYS or each.facts.get("variant")
    }


def test_a_good_manifest_raises_no_alarm() -> None:
    assert alarms(good()) == set()
    assert {each.rule for each in found(good())} == {"vm-gpu-driver", "vm-engine-version"}


def test_there_are_sixty_faults() -> None:
    assert len(FAULTS) >= 60


@pytest.mark.parametrize("name", FAULTS, ids=lambda name: f"{FAULTS[name][0]}: {name}")
def test_every_seeded_fault_is_found(name: str) -> None:
    expected, fault = FAULTS[name]
    tree = good()
    fault(tree)
    assert expected in alarms(tree)


@pytest.mark.parametrize("name", NOTES, ids=lambda name: f"{NOTES[name][0]}: {name}")
def test_every_seeded_note_is_made(name: str) -> None:
    expected, fault = NOTES[name]
    tree = good()
    fault(tree)
    assert expected in {each.rule for each in found(tree)}


@pytest.mark.parametrize("limit", [{"Memory": 30 * 2**30}, {"NanoCpus": 5 * 10**9}])
def test_limits_above_the_size_of_the_vm_are_found(limit: dict[str, int]) -> None:
    tree = good()
    options(tree, "second")["HostConfig"]["DeviceRequests"] = []
    host("web", **limit)(tree)
    assert alarms(tree, SMALL) == {"vm-memory"}


def test_a_reservation_without_effect_is_noted() -> None:
    tree = good()
    host(Memory=2**27, MemoryReservation=2**27)(tree)
    assert "vm-memory" in {each.rule for each in found(tree)}


def test_a_size_without_gpu_is_found() -> None:
    assert alarms(good(), DEVICE.model_copy(update={"vm_size": "Standard_D5_v2"})) == {"vm-gpu-missing"}
