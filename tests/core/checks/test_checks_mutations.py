"""Mutations: good manifests with one seeded fault each. Every fault is found; the unmutated raise no alarm."""

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
from tests.golden_cases import expand

Tree = dict[str, Any]
Fault = Callable[[Tree], None]
DEVICE = Device(
    model="pro-gpu-2",
    gpus=2,
    shares=(Share(name="in"), Share(name="out", mounted=True), Share(name="old", mounted=False)),
    addresses=4,
)
HUB_PORTS = {"HostConfig": {"PortBindings": {f"{n}/tcp": [{"HostPort": str(n)}] for n in (443, 5671, 8883)}}}
RECREATE = {"strategy": {"type": "Recreate"}}


def share(name: str, target: str) -> Tree:
    return {"Type": "volume", "Source": name, "Target": target}


def vision() -> Tree:
    """A scorer with a GPU and two shares, and a module that calls it."""
    scorer = {
        "HostConfig": {
            "Mounts": [share("in", "/in"), share("out", "/out")],
            "PortBindings": {"50051/tcp": [{"HostPort": "50051"}]},
        },
        "k8s-experimental": {"resources": {"limits": {"nvidia.com/gpu": 1, "memory": "4Gi"}}, **RECREATE},
        "Env": ["LINE=7"],
    }
    web = {"Env": ["SCORER=http://scorer:50051"], "HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "8000"}]}}}
    return {"scorer": {"createOptions": scorer}, "web": {"createOptions": web, "env": {"RATE": {"value": 5}}}}


def gateway() -> Tree:
    """A gateway behind a proxy, with a twin, labels and a cache of its own."""
    cache = {
        "volume": {"name": "cache", "emptyDir": {"medium": "Memory", "sizeLimit": "64Mi"}},
        "volumeMounts": [{"name": "cache", "mountPath": "/cache"}],
    }
    proxy = {"https_proxy": {"value": "http://proxy.example:80"}, "no_proxy": {"value": "localhost"}}
    options = {
        "Labels": {"com.example/team": "line"},
        "Cmd": ["run", "--fast"],
        "Entrypoint": ["/bin/app"],
        "HostConfig": {"Mounts": [share("in", "/in")], "PortBindings": {"502/tcp": [{"HostPort": "502"}]}},
        "k8s-experimental": {"volumes": [cache], "securityContext": {"runAsUser": 1000}, **RECREATE},
    }
    return {
        "scorer": {"createOptions": options, "env": proxy},
        "web": {"createOptions": {"ExposedPorts": {"80/tcp": {}}, "Env": ["GATEWAY=tcp://scorer:502"]}},
        "$twins": {"scorer": {"unit": 1}},
    }


def plain() -> Tree:
    """Two small modules, one of them on the network of the host."""
    host = {
        "HostConfig": {"NetworkMode": "host", "Privileged": True},
        "ExposedPorts": {"9100/tcp": {}},
        "k8s-experimental": dict(RECREATE),
    }
    return {
        "scorer": {"createOptions": host},
        "web": {"createOptions": {"HostConfig": {"Mounts": [share("out", "/out")]}, "WorkingDir": "/app"}},
    }


def limited() -> Tree:
    """A module inside the cluster only, with a node selector and exact limits."""
    section = {
        "serviceOptions": {"type": "ClusterIP"},
        "nodeSelector": {"kubernetes.io/arch": "amd64"},
        "resources": {"limits": {"cpu": "500m", "memory": "256Mi"}, "requests": {"cpu": "250m"}},
    }
    options = {"HostConfig": {"PortBindings": {"53/udp": [{"HostPort": "53"}], "80/tcp": [{"HostPort": "80"}]}}}
    return {
        "scorer": {
            "createOptions": {**options, "k8s-experimental": section},
            "image": "reg.example:5000/a/b@sha256:" + "c" * 64,
        },
        "web": {"env": {"URL": {"value": "http://scorer/status"}}, "createOptions": {"Env": ["A__B=1"]}},
    }


GOOD = (vision, gateway, plain, limited)


def whole(short: Tree) -> Tree:
    """The whole manifest, with runtime modules and routes, create options still objects."""
    routes = {"up": 'FROM /messages/modules/scorer/outputs/* INTO BrokeredEndpoint("/modules/web/inputs/in")'}
    system = {"edgeAgent": {}, "edgeHub": {"createOptions": HUB_PORTS}}
    tree = expand({**system, **short, "$routes": {**routes, "cloud": "FROM /messages/* INTO $upstream"}})
    for module in modules(tree).values():
        module["settings"]["createOptions"] = json.loads(module["settings"].get("createOptions", "{}"))
    return tree


def agent(tree: Tree) -> Tree:
    found: Tree = tree["modulesContent"]["$edgeAgent"]["properties.desired"]
    return found


def modules(tree: Tree) -> Tree:
    return {**agent(tree)["systemModules"], **agent(tree)["modules"]}


def scorer(tree: Tree) -> Tree:
    found: Tree = agent(tree)["modules"]["scorer"]
    return found


def options(tree: Tree) -> Tree:
    found: Tree = scorer(tree)["settings"]["createOptions"]
    return found


def host(tree: Tree) -> Tree:
    found: Tree = options(tree).setdefault("HostConfig", {})
    return found


def section(tree: Tree) -> Tree:
    found: Tree = options(tree).setdefault("k8s-experimental", {})
    return found


def added(holder: Callable[[Tree], Tree], key: str, value: Any) -> Fault:
    """Set a member, or extend the array that stands there."""

    def fault(tree: Tree) -> None:
        there = holder(tree)
        if isinstance(value, list) and isinstance(there.get(key), list):
            there[key] += copy.deepcopy(value)
        elif isinstance(value, dict) and isinstance(there.get(key), dict):
            there[key].update(copy.deepcopy(value))
        else:
            there[key] = copy.deepcopy(value)

    return fault


def renamed(name: str) -> Fault:
    def fault(tree: Tree) -> None:
        held = agent(tree)["modules"]
        agent(tree)["modules"] = {name if key == "scorer" else key: value for key, value in held.items()}

    return fault


def gpus(count: Any, *, request: Any = None) -> Fault:
    def fault(tree: Tree) -> None:
        resources: Tree = {"limits": {"nvidia.com/gpu": count}}
        if request is not None:
            resources["requests"] = {"nvidia.com/gpu": request}
        section(tree)["resources"] = resources
        section(tree)["strategy"] = {"type": "Recreate"}

    return fault


def credential(user: str, image: str) -> Fault:
    def fault(tree: Tree) -> None:
        entry = {"username": user, "password": "p", "address": image.partition("/")[0]}
        agent(tree)["runtime"]["settings"] = {"registryCredentials": {"r": entry}}
        scorer(tree)["settings"]["image"] = image

    return fault


def web(tree: Tree) -> Tree:
    found: Tree = agent(tree)["modules"]["web"]
    return found


def volume(**entry: Any) -> Fault:
    return added(section, "volumes", [entry])


def port(key: str, value: Any) -> Fault:
    return added(host, "PortBindings", {key: value})


def published() -> Tree:
    """A module with a port that needs an external address."""
    options: Tree = {"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "80"}]}}}
    return {
        "type": "docker",
        "status": "running",
        "restartPolicy": "always",
        "settings": {"image": "reg.example/cam:1", "createOptions": options},
    }


def hub_without_ports(tree: Tree) -> None:
    agent(tree)["systemModules"]["edgeHub"]["settings"]["createOptions"] = {}


FAULTS: dict[str, tuple[str, Fault]] = {
    "bind of a share": ("bind-left", added(host, "Binds", ["/home/hcsshares/x:/x"])),
    "bind of the docker socket": ("bind-left", added(host, "Binds", ["/var/run/docker.sock:/s"])),
    "bind mount of a file": (
        "node-path",
        added(host, "Mounts", [{"Type": "bind", "Source": "/etc/hosts", "Target": "/h"}]),
    ),
    "mount without type": ("mount-refused", added(host, "Mounts", [{"Source": "in", "Target": "/x"}])),
    "mount without target": ("mount-refused", added(host, "Mounts", [{"Type": "volume", "Source": "in"}])),
    "mount without source": ("mount-refused", added(host, "Mounts", [{"Type": "volume", "Target": "/x"}])),
    "two mounts at one path": (
        "mount-refused",
        added(host, "Mounts", [share("in", "/same"), share("out", "/same")]),
    ),
    "share that is not there": ("share-missing", added(host, "Mounts", [share("nowhere", "/n")])),
    "share without compute": ("share-unmounted", added(host, "Mounts", [share("old", "/o")])),
    "share read and written": (
        "share-modes",
        added(host, "Mounts", [{**share("in", "/r1"), "ReadOnly": True}, share("in", "/w1")]),
    ),
    "tmpfs mount": ("mount-ignored", added(host, "Mounts", [{"Type": "tmpfs", "Target": "/t"}])),
    "helper's volume name": ("volume-refused", volume(volume={"name": "config-volume", "emptyDir": {}})),
    "upper-case volume": ("volume-refused", volume(volume={"name": "ModuleA", "emptyDir": {}})),
    "volume without source": ("volume-empty", volume(volume={"name": "v", "persistantVolumeClaim": {}})),
    "mount of no volume": ("mount-refused", volume(volumeMounts=[{"name": "none", "mountPath": "/n"}])),
    "volumeMount in the singular": ("section-ignored", volume(volume={"name": "v", "emptyDir": {}}, volumeMount=[])),
    "volumes as an object": ("option-refused", added(section, "volumes", {"volume": {}})),
    "null binding": ("service-refused", port("7/tcp", None)),
    "port out of range": ("service-refused", port("7/tcp", [{"HostPort": "70000"}])),
    "two host ports": ("service-refused", port("7/tcp", [{"HostPort": "7"}, {"HostPort": "8"}])),
    "a range of ports": ("port-ignored", port("7-9/tcp", [{"HostPort": "7"}])),
    "an empty host port": ("port-ignored", port("7/tcp", [{"HostPort": ""}])),
    "protocols mixed": (
        "protocols-refused",
        lambda tree: [
            port("7/tcp", [{"HostPort": "7"}])(tree),
            port("9/udp", [{"HostPort": "9"}])(tree),
            section(tree).pop("serviceOptions", None),
        ].clear(),
    ),
    "a number taken twice": (
        "port-lost",
        lambda tree: [
            added(options, "ExposedPorts", {"7/tcp": {}})(tree),
            port("9/tcp", [{"HostPort": "7"}])(tree),
        ].clear(),
    ),
    "the helper's port": ("helper-port", port("35001/tcp", [{"HostPort": "9001"}])),
    "the helper's health port": ("helper-port", added(options, "ExposedPorts", {"8080/tcp": {}})),
    "edgeHub without ports": ("hub-unreachable", hub_without_ports),
    "a second module on the host network": (
        "host-network-twice",
        lambda tree: [
            host(tree).update(NetworkMode="host"),
            web(tree)["settings"]["createOptions"].setdefault("HostConfig", {}).update(NetworkMode="host"),
        ].clear(),
    ),
    "a call on another port": (
        "wrong-port",
        added(lambda tree: web(tree), "env", {"X": {"value": "http://scorer:4711"}}),
    ),
    "a call of a module without service": (
        "no-service",
        lambda tree: [
            agent(tree)["modules"].update(lonely=copy.deepcopy(web(tree))),
            agent(tree)["modules"]["lonely"]["settings"].update(createOptions={}),
            web(tree).setdefault("env", {}).update(X={"value": "http://lonely:1"}),
        ].clear(),
    ),
    "too many GPUs": ("gpu-total", gpus(3)),
    "half a GPU": ("resources-refused", gpus(0.5)),
    "GPU request without limit": (
        "resources-refused",
        lambda tree: section(tree).update(resources={"requests": {"nvidia.com/gpu": 1}}),
    ),
    "GPU request unlike limit": ("resources-refused", gpus(2, request=1)),
    "rolling update of a GPU": (
        "update-deadlock",
        lambda tree: [gpus(2)(tree), section(tree).pop("strategy")].clear(),
    ),
    "a quantity with GB": ("resources-refused", added(section, "resources", {"limits": {"memory": "1GB"}})),
    "an unknown resource": ("resources-refused", added(section, "resources", {"limits": {"gpu": 1}})),
    "a device nobody has": ("device-missing", added(section, "resources", {"limits": {"vpu.intel.com/hddl": 1}})),
    "more memory than there is": ("worker-size", added(section, "resources", {"limits": {"memory": "64Gi"}})),
    "the FPGA": ("fpga-left", added(section, "resources", {"limits": {"microsoft.com/fpga_catapult": 1}})),
    "resources as an array": ("option-refused", added(section, "resources", [])),
    "strategy as a text": ("option-refused", added(section, "strategy", "Recreate")),
    "strategy in lower case": ("pod-refused", lambda tree: section(tree).update(strategy={"type": "recreate"})),
    "deploymentStrategy": ("section-ignored", added(section, "deploymentStrategy", {"type": "Recreate"})),
    "service-options": ("section-ignored", added(section, "service-options", {"type": "ClusterIP"})),
    "the section misspelt": ("section-ignored", added(options, "K8s-Experimental", {"strategy": {}})),
    "a node selector for another machine": ("node-label", added(section, "nodeSelector", {"disk": "ssd"})),
    "a node selector with a space": ("pod-refused", added(section, "nodeSelector", {"a b": "c"})),
    "a negative user": ("pod-refused", added(section, "securityContext", {"runAsUser": -1})),
    "privileged in the security context": ("section-ignored", added(section, "securityContext", {"privileged": True})),
    "a proxy without exception": (
        "proxy-bypass",
        lambda tree: [
            scorer(tree).setdefault("env", {}).update(https_proxy={"value": "http://p.example:1"}),
            scorer(tree)["env"].pop("no_proxy", None),
        ].clear(),
    ),
    "a colon in a variable": ("variable-refused", added(options, "Env", ["A:B=1"])),
    "a digit first in a variable": ("variable-refused", added(scorer, "env", {"1A": {"value": "x"}})),
    "a variable of the agent": ("variable-hidden", added(options, "Env", ["IOTEDGE_DEVICEID=x"])),
    "a variable that is no object": ("entry-refused", added(scorer, "env", {"A": "x"})),
    "a key that the schema refuses": ("key-refused", lambda tree: scorer(tree).update(description="x")),
    "an unknown restart policy": ("entry-refused", lambda tree: scorer(tree).update(restartPolicy="unless-stopped")),
    "a start order in words": ("entry-refused", lambda tree: scorer(tree).update(startupOrder="first")),
    "a dollar sign twice": ("text-changed", added(options, "Env", ["P=pa$$word"])),
    "a dot in a variable of the twin": ("twin-limits", added(scorer, "env", {"A.B": {"value": "x"}})),
    "a long text": ("twin-limits", added(scorer, "env", {"T": {"value": "x" * 5000}})),
    "Env as an object": ("option-refused", added(options, "Env", {})),
    "Cmd as a text": ("option-refused", lambda tree: options(tree).update(Cmd="run")),
    "Entrypoint as a text": ("option-refused", lambda tree: options(tree).update(Entrypoint="run")),
    "Privileged as a word": ("option-refused", added(host, "Privileged", "yes")),
    "PortBindings as a list": ("option-refused", lambda tree: host(tree).update(PortBindings=[])),
    "a label without letters": ("annotation-refused", added(options, "Labels", {"_": "x"})),
    "an image with tag and digest": (
        "image-refused",
        lambda tree: scorer(tree)["settings"].update(image="a/b:1@sha256:cd"),
    ),
    "no image": ("image-refused", lambda tree: scorer(tree)["settings"].update(image="")),
    "a type in upper case": ("entry-refused", lambda tree: scorer(tree).update(type="Docker")),
    "no status": ("entry-refused", lambda tree: scorer(tree).pop("status")),
    "schema version 1.2": ("version-refused", lambda tree: agent(tree).update(schemaVersion="1.2")),
    "a registry in digits": ("secret-refused", credential("ann", "10.0.0.5/cam:1")),
    "a name with an underscore": (
        "host-name-changed",
        lambda tree: [
            web(tree).setdefault("env", {}).update(X={"value": "http://My_Scorer:50051"}),
            renamed("My_Scorer")(tree),
        ].clear(),
    ),
    "a hyphen at the end of the name": ("name-refused", renamed("scorer-")),
    "a dot in the name": ("name-refused", renamed("my.scorer")),
    "a name that is too long": ("name-refused", renamed("s" * 64)),
    "the helper's name": ("reserved-name", renamed("proxy")),
    "two names that become one": ("name-clash", renamed("We_b")),
    "a route to a module that is gone": ("route-dead", renamed("rater")),
    "a twin without module": (
        "twin-undeployed",
        lambda tree: tree["modulesContent"].update(gone={"properties.desired": {}}),
    ),
    "a health check": ("option-ignored", added(options, "Healthcheck", {"Test": ["CMD", "true"]})),
    "a restart policy": ("option-ignored", lambda tree: scorer(tree).update(restartPolicy="on-failure")),
    "two volumes that become one": (
        "volume-merged",
        lambda tree: [
            added(host, "Binds", ["/a/b:/x"])(tree),
            added(host, "Binds", ["/ab:/y"])(tree),
        ].clear(),
    ),
    "a claim that nothing creates": (
        "source-unmade",
        volume(volume={"name": "v", "persistentVolumeClaim": {"claimName": "azurefile"}}),
    ),
    "more services than addresses": (
        "addresses-needed",
        lambda tree: agent(tree)["modules"].update({f"cam{n}": published() for n in range(5)}),
    ),
    "an address that is none": (
        "fixed-address",
        lambda tree: [
            port("7/tcp", [{"HostPort": "7"}])(tree),
            added(section, "serviceOptions", {"type": "LoadBalancer", "loadBalancerIP": "camera"})(tree),
        ].clear(),
    ),
    "a placeholder": ("placeholder-left", lambda tree: scorer(tree)["settings"].update(createOptions="${OPTIONS}")),
}
OLD_AGENT_FAULTS: dict[str, tuple[str, Fault]] = {
    "the host's processes": ("old-agent", added(host, "PidMode", "host")),
    "a claim in other letters": ("claim-refused", added(host, "Mounts", [share("1share", "/1")])),
}
"""Faults of a generation of the agent that is before the newest."""


def encoded(tree: Tree) -> bytes:
    for module in modules(tree).values():
        given = module["settings"]["createOptions"]
        text = given if isinstance(given, str) else json.dumps(given)
        del module["settings"]["createOptions"]
        parts = [text[at : at + 512] for at in range(0, len(text), 512)]
        module["settings"] |= {"createOptions" + (f"{n:02d}" if n else ""): part for n, part in enumerate(parts)}
    return json.dumps(tree).encode()


def alarms(tree: Tree, device: Device = DEVICE) -> list[Finding]:
    """The findings somebody must act on."""
    found = verify(read(encoded(tree), "site.json"), device).findings
    return [finding for finding in found if finding.verdict is not Verdict.NOTE]


MUTANTS = [
    pytest.param(name, good, id=f"{check}: {name}, {good.__name__}")
    for name, (check, _) in FAULTS.items()
    for good in GOOD
]
"""Named for the check, so that `make check ONLY=<check>` runs its faults."""


def test_there_are_enough_mutants() -> None:
    assert len(MUTANTS) >= 150


@pytest.mark.parametrize("good", GOOD, ids=lambda good: good.__name__)
def test_good_manifests_raise_no_alarm(good: Callable[[], Tree]) -> None:
    assert [finding.id for finding in alarms(whole(good()))] == []


@pytest.mark.parametrize("name", FAULTS, ids=lambda name: f"{FAULTS[name][0]}: {name}")
def test_every_seeded_fault_is_found(name: str) -> None:
    expected, fault = FAULTS[name]
    for good in GOOD:
        tree = whole(good())
        fault(tree)
        assert expected in {finding.rule for finding in alarms(tree)}, good.__name__


@pytest.mark.parametrize("name", OLD_AGENT_FAULTS, ids=lambda name: f"{OLD_AGENT_FAULTS[name][0]}: {name}")
def test_every_fault_of_an_old_agent_is_found(name: str) -> None:
    expected, fault = OLD_AGENT_FAULTS[name]
    device = DEVICE.model_copy(update={"profile": "beta12"})
    faulty = whole(plain())
    fault(faulty)
    assert expected not in {finding.rule for finding in alarms(whole(plain()), device)}
    assert expected in {finding.rule for finding in alarms(faulty, device)}
