"""All rules together over create options that hold anything: no clash, no exception, and a second run at rest.

`tests/strategies.py` draws what manifests usually hold; here every option a rule about resources, namespaces,
users or the section for Kubernetes reads is drawn, with right and wrong values side by side.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.model.findings import Finding, seen_hash
from core.model.questions import Choice, Number

ODD = st.sampled_from([None, True, 7, -1, 1.5, "", "x", [], ["x"], {}, {"a": 1}, "${VAR}"])
GPU = "nvidia.com/gpu"
AMOUNTS = st.sampled_from(["512Mi", "1GB", "512m", "1Gi", 2, "500m", "lots", "0,5", None, "250M", "1 G", 64, True])
COUNTS = st.sampled_from([0, 1, 2, 3, "1", "many", None, "500m", -1])
PATHS = st.sampled_from(["/dev/catapult0", "/dev/video0", "/dev/nvidia0", "", 7])
NAMES = st.sampled_from(["models", "My_Vol", "dev-shm", "tmp-run", ""])
MODES = st.sampled_from(["host", "Host", "shareable", "container:a", "container:b", "private", "", 5])


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


def or_odd(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Nine times in ten the right shape."""
    return st.integers(0, 9).flatmap(lambda n: ODD if n == 0 else strategy)


def devices() -> st.SearchStrategy[Any]:
    return or_odd(st.lists(or_odd(st.builds(lambda path: {"PathOnHost": path}, PATHS)), max_size=3))


def host_config() -> st.SearchStrategy[dict[str, Any]]:
    mount = some(Type=st.sampled_from(["volume", "bind", "tmpfs", 7]), Source=NAMES, Target=NAMES, ReadOnly=ODD)
    bindings = st.lists(or_odd(some(HostPort=st.sampled_from(["80", 81, "", "5-6"]))), max_size=2)
    requests = st.lists(or_odd(some(Driver=st.just("nvidia"), Count=COUNTS)), max_size=2)
    return some(
        Memory=st.integers(0, 2**34) | ODD,
        NanoCpus=st.integers(0, 10**11) | ODD,
        CpuQuota=st.integers(-1, 10**6) | ODD,
        CpuPeriod=st.integers(0, 10**6) | ODD,
        MemoryReservation=st.integers(0, 2**34) | ODD,
        ShmSize=st.integers(0, 2**32) | ODD,
        IpcMode=MODES,
        PidMode=MODES,
        Privileged=ODD | st.just("true"),
        Devices=devices(),
        CapAdd=or_odd(st.just(["NET_ADMIN"])),
        Runtime=st.sampled_from(["nvidia", "runc", 7]),
        DeviceRequests=or_odd(requests),
        GroupAdd=or_odd(st.just(["44"])),
        Sysctls=or_odd(st.just({"kernel.shm_rmid_forced": "1", "net.core.somaxconn": 1})),
        NetworkMode=st.sampled_from(["host", "bridge"]),
        Tmpfs=or_odd(st.just({"/run": "size=64m", "/dev/shm": ""})),
        Binds=or_odd(st.sampled_from([["/data:/data"], ["/home/hcsshares/in:/m"], []])),
        Mounts=or_odd(st.lists(or_odd(mount), max_size=2)),
        PortBindings=or_odd(st.dictionaries(st.sampled_from(["80/tcp", "80/udp", "x"]), or_odd(bindings), max_size=2)),
        LogConfig=ODD,
        RestartPolicy=ODD | st.just({"Name": "unless-stopped"}),
        Env=or_odd(st.just(["LEVEL=inside"])),
        Cmd=or_odd(st.just(["run"])),
        ExposedPorts=or_odd(st.just({"81/tcp": {}})),
    )


def volumes() -> st.SearchStrategy[Any]:
    mount = some(name=NAMES, mountPath=st.sampled_from(["/m", "/dev/shm"]))
    source = st.sampled_from([{"emptyDir": {}}, {"persistentVolumeClaim": {"claimName": "in"}}, {"pvc": {}}, {}])
    volume = st.builds(lambda name, source: {"name": name, **source}, NAMES, source)
    item = some(volume=or_odd(volume), volumeMounts=or_odd(st.lists(mount, max_size=2)), volumeMount=mount)
    return or_odd(st.lists(or_odd(item), max_size=3))


def resources() -> st.SearchStrategy[Any]:
    keys = {"memory": AMOUNTS, "cpu": AMOUNTS, "Memory": AMOUNTS, GPU: COUNTS, "microsoft.com/fpga_catapult": COUNTS}
    part = st.fixed_dictionaries({}, optional=keys)
    return or_odd(some(limits=or_odd(part), requests=or_odd(part), limit=part))


def section() -> st.SearchStrategy[Any]:
    strategy = st.sampled_from(["Recreate", {"type": "recreate"}, {"type": "Recreate", "rollingUpdate": {"x": 1}}, {}])
    options = st.sampled_from(["ClusterIP", {"type": "clusterip"}, {"type": "x"}, {}])
    return or_odd(
        some(
            resources=resources(),
            volumes=volumes(),
            strategy=strategy | ODD,
            deploymentStrategy=strategy,
            serviceOptions=options | ODD,
            nodeSelector=or_odd(st.just({"gpu": True, "a": "b"})),
            securityContext=or_odd(some(runAsUser=st.just(0), privileged=st.just(True))),
        )
    )


def create_options() -> st.SearchStrategy[dict[str, Any]]:
    env = ["A=1", "NVIDIA_VISIBLE_DEVICES=0", "WIRESERVER_ADDRESS=10.0.0.1", "https_proxy=https://p:1", "X=brainwave"]
    names = st.sampled_from(["k8s-experimental", "K8s-Experimental", "k8s-extensions"])
    return st.builds(
        lambda options, name, inner: options if inner is None else {**options, name: inner},
        some(
            HostConfig=or_odd(host_config()),
            Env=or_odd(st.lists(st.sampled_from(env), unique=True, max_size=3)),
            Labels=or_odd(st.just({"a": "1"})),
            ExposedPorts=or_odd(st.just({"80/tcp": {}})),
            User=st.sampled_from(["root", "1000:1000", "app", "", 7]),
            Binds=or_odd(st.just(["/data:/data"])),
            Privileged=ODD,
            NetworkMode=MODES,
            Memory=st.integers(0, 2**34) | ODD,
            createOptions=or_odd(st.just({"WorkingDir": "/w"}) | st.just('{"StopSignal": "SIGINT"}')),
        ),
        names,
        st.none() | section(),
    )


def runtime(env: dict[str, str]) -> dict[str, Any]:
    values = {name: {"value": value} for name, value in env.items()}
    return {"type": "docker", "settings": {"image": "runtime:1"}, **({"env": values} if values else {})}


@st.composite
def manifests(draw: st.DrawFn) -> bytes:
    """Two or three modules, create options as objects or strings, proxies on some runtime modules."""
    modules = {}
    for name in draw(st.sampled_from(["ab", "abc"])):
        options = draw(create_options())
        written = json.dumps(options) if draw(st.booleans()) else options
        settings_ = {"image": "registry.example/cam:1", "createOptions": written}
        modules[name] = {"type": "docker", "status": "running", "restartPolicy": "always", "settings": settings_}
    proxies = st.sampled_from(
        [
            {},
            {"https_proxy": "https://p:1"},
            {"https_proxy": "p:1", "no_proxy": "localhost"},
            {"https_proxy": "http://p:1", "UpstreamProtocol": "Amqp"},
        ]
    )
    agent = {
        "schemaVersion": "1.1",
        "runtime": {"type": "docker", "settings": {}},
        "systemModules": {"edgeAgent": runtime(draw(proxies)), "edgeHub": runtime(draw(proxies))},
        "modules": modules,
    }
    hub = {"schemaVersion": "1.1", "routes": {}}
    content = {"$edgeAgent": {"properties.desired": agent}, "$edgeHub": {"properties.desired": hub}}
    return json.dumps({"modulesContent": content}, indent=2).encode()


DEVICES = st.sampled_from(
    [
        Device(gpus=gpus, shares=(Share(name="in"),), profile=profile, proxy=proxy)
        for gpus in (0, 1, 2)
        for profile in ("beta8", "beta12", "beta15")
        for proxy in (None, "https://p:1")
    ]
)


def migrated(data: bytes, device: Device, *items: Decision) -> Migration:
    return migrate(read(data, "site.json"), device, Decisions(items=items))


def answers(draw: st.DrawFn, finding: Finding) -> Decision:
    question = finding.question
    if draw(st.integers(0, 4)) == 0:
        return Decision(finding=finding.id, note="why")
    if isinstance(question, Choice):
        answer: Any = draw(st.sampled_from([option.value for option in question.options]))
    elif isinstance(question, Number):
        answer = draw(st.integers(question.low, question.high))
    else:
        answer = True if question is None else question.default
    return Decision(finding=finding.id, answer=answer, note="why", seen=seen_hash(finding))


@given(manifests(), DEVICES)
def test_comes_to_rest(data: bytes, device: Device) -> None:
    first = migrated(data, device)
    assert first.problems == ()
    again = migrated(first.output(), device)
    assert again.output() == first.output(), [(change.finding, change.pointer) for change in again.changes]


@given(manifests(), DEVICES, st.data())
def test_any_answers_fit_together(data: bytes, device: Device, draws: st.DataObject) -> None:
    asked = [found for found in migrated(data, device).findings if found.verdict in ("ask", "auto", "block")]
    items = [draws.draw(st.composite(answers)(finding)) for finding in asked]
    result = migrated(data, device, *items)
    assert result.problems == ()
    assert result.after().tree == result.tree
