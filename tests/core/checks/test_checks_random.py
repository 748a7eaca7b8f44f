"""Preview and checks on whatever a file may hold: they never raise, and say the same twice."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.docker.profiles import PROFILES
from core.manifest.read import read
from core.migration.migrate import migrate
from core.migration.verdict import deployability
from core.migration.verify import fixes, verify, verify_migration, why
from core.model.decisions import Decisions
from core.model.device import Device, Share
from core.model.findings import Verdict
from core.targets.kubernetes import Stage
from core.text import explanations
from tests.golden_cases import expand
from tests.strategies import SCALARS, TEXTS, Sample, samples

JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6
)
KEYS = {
    "top": "Env ExposedPorts HostConfig Image Labels NetworkingConfig Cmd cmd Entrypoint WorkingDir k8s-experimental",
    "host": "Binds Mounts PortBindings NetworkMode IpcMode PidMode Privileged LogConfig Memory Devices",
    "mount": "Type Source Target ReadOnly source BindOptions",
    "section": "volumes resources nodeSelector securityContext strategy serviceOptions Volumes unknown",
    "entry": "volume volumeMounts",
    "volume": "name emptyDir hostPath persistentVolumeClaim configMap secret nfs csi mystery",
    "volume mount": "name mountPath subPath readOnly",
    "resources": "limits requests",
    "context": "runAsUser fsGroup supplementalGroups sysctls privileged",
    "strategy": "type rollingUpdate",
}


def members(key: str, **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """An object with some of the known keys: mostly of the right form, sometimes of any."""
    parts = {name: known.get(name, JSON) | JSON for name in KEYS[key].split()}
    return st.fixed_dictionaries({}, optional=parts)


NAMES = st.sampled_from(["a", "data", "A b", "config-volume", "", "1", "x" * 64, "ünö", "../x", "/a/b", "C:\\x"])
PORTS = st.sampled_from(["80", "80/tcp", "53/udp", "0/tcp", "70000", "8000-8010/tcp", "x", "", "80/tcp/x", "35000/tcp"])
TYPES = st.sampled_from(["bind", "Volume", "tmpfs", "host", "HOST", "bridge", "Recreate", "ClusterIP", ""])
AMOUNTS = st.sampled_from([1, "1", "1Gi", "1GB", -1, 0.5, True, None, "500m"])
RESOURCES = st.dictionaries(st.sampled_from(["cpu", "memory", "nvidia.com/gpu", "gpu", "a b"]), AMOUNTS, max_size=3)
MOUNT = members("mount", Type=TYPES, Source=NAMES, Target=NAMES, ReadOnly=st.booleans())
VOLUME = members("volume", name=NAMES, emptyDir=st.just({}), hostPath=st.fixed_dictionaries({"path": NAMES}))
ENTRY = members("entry", volume=VOLUME, volumeMounts=st.lists(members("volume mount", name=NAMES, mountPath=NAMES)))
SECTION = members(
    "section",
    volumes=st.lists(ENTRY, max_size=3),
    resources=members("resources", limits=RESOURCES, requests=RESOURCES),
    strategy=members("strategy", type=TYPES),
    securityContext=members("context", runAsUser=st.integers(-5, 5), supplementalGroups=st.lists(st.integers(-1, 5))),
    serviceOptions=st.fixed_dictionaries({}, optional={"type": TYPES, "loadBalancerIP": NAMES}),
)
BINDINGS = st.dictionaries(
    PORTS, st.none() | st.lists(st.none() | st.fixed_dictionaries({"HostPort": PORTS})), max_size=3
)
HOST = members(
    "host",
    Binds=st.lists(st.builds("{}:{}".format, NAMES, NAMES), max_size=3),
    Mounts=st.lists(MOUNT, max_size=3),
    PortBindings=BINDINGS,
    NetworkMode=TYPES,
    Privileged=st.booleans(),
)
OPTIONS = members(
    "top",
    Env=st.lists(
        st.sampled_from(["A=1", "A:B=1", "X", "=x", "U=a=b", "P=$$", "https_proxy=http://p:1", ""]), max_size=4
    ),
    ExposedPorts=st.dictionaries(PORTS, st.just({}), max_size=3),
    HostConfig=HOST,
    Labels=st.dictionaries(NAMES, TEXTS, max_size=3),
    Cmd=st.lists(TEXTS, max_size=2),
    **{"k8s-experimental": SECTION},
)
MODULES = st.fixed_dictionaries(
    {},
    optional={
        "createOptions": OPTIONS,
        "env": st.dictionaries(TEXTS, st.fixed_dictionaries({"value": JSON}) | JSON, max_size=3) | JSON,
        "status": JSON,
        "type": JSON,
        "image": st.sampled_from(["a:1", "a:1:2", "", "h/x", "${IMAGE}"]) | JSON,
    },
)
MODULE_NAMES = st.sampled_from(
    ["edgeAgent", "edgeHub", "cam", "My_Cam", "mycam", "-x", "1a", "a.b", "proxy", "", "EdgeHub"]
)
DEVICES = st.builds(
    Device,
    gpus=st.integers(0, 2),
    shares=st.lists(st.builds(Share, name=NAMES), max_size=2).map(tuple),
    profile=st.sampled_from(sorted(PROFILES)),
    addresses=st.none() | st.integers(0, 2),
)


@given(st.dictionaries(MODULE_NAMES, MODULES, max_size=4), DEVICES)
def test_nothing_raises_whatever_is_there(short: dict[str, Any], device: Device) -> None:
    manifest = read(json.dumps(expand(short)).encode(), "site.json")
    verification = verify(manifest, device)
    preview = verification.preview
    assert len(preview.modules) == len(manifest.modules)
    for result in (*preview.all_refusals, *preview.all_drops):
        assert why(result)
    for finding in verification.findings:
        assert explanations.title(finding).strip()
        assert finding.verdict in (Verdict.NOTE, Verdict.MANUAL, Verdict.BLOCK)
    ids = [finding.id for finding in verification.findings]
    assert len(set(ids)) == len(ids)
    assert set(preview.fate()) <= set(Stage)
    if preview.all_refusals:
        assert deployability(verification) != "deploys"
    assert verify(read(manifest.source.data, "site.json"), device).findings == verification.findings


@given(samples(), DEVICES)
def test_every_result_can_be_verified(sample: Sample, device: Device) -> None:
    migration = migrate(read(sample.data, "site.json"), device, Decisions())
    verification = verify_migration(migration)
    known = {finding.id for finding in migration.findings}
    assert set(fixes(migration, verification).values()) <= known
    for finding in verification.findings:
        assert not re.search(r"(?<![${])\{[a-z_]+\}(?!\})", explanations.title(finding)), finding.id
