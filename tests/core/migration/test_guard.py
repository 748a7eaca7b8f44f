"""No default brings something refused into effect: it is asked instead."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.bundle.export import bundle
from core.manifest.read import read
from core.migration.migrate import migrate
from core.model.decisions import Decisions
from core.model.device import Device
from core.model.findings import Verdict
from tests.contradictions import worsened
from tests.golden_cases import expand

REFUSED = (
    {"securityContext": {"runAsUser": -1}},
    {"volumes": [{"volume": {"name": "c", "configMap": {"name": "x", "defaultMode": 777}}}]},
    {
        "volumes": [
            {
                "volume": {"name": "c", "emptyDir": {}},
                "volumeMounts": [{"name": "c", "mountPath": "/c", "subPath": "a", "subPathExpr": "$(A)"}],
            }
        ]
    },
    {"strategy": {"type": "Recreate", "rollingUpdate": {}}},
)


@pytest.mark.parametrize("name", ["k8s_experimental", "K8s-Experimental"])
@pytest.mark.parametrize("section", REFUSED, ids=str)
def test_a_section_that_would_be_refused_is_not_renamed_by_default(name: str, section: dict[str, Any]) -> None:
    modules = {
        "cam": {"createOptions": {name: section}},
        "web": {"createOptions": {name: {"nodeSelector": {"a": "b"}}}},
    }
    manifest = read(json.dumps(expand(modules)).encode(), "site.json")
    assert worsened(manifest, Device()) == []
    result = migrate(manifest, Device(), Decisions())
    assert result.finding(f"section-name/web/{name}").verdict is Verdict.AUTO
    asked = result.finding(f"section-name/cam/{name}")
    if asked.verdict is Verdict.ASK:
        assert asked.id in result.open


def test_an_object_that_the_schema_requires_stays_when_it_is_emptied() -> None:
    tree = expand({"web": {}})
    agent = tree["modulesContent"]["$edgeAgent"]["properties.desired"]
    agent["runtime"]["settings"] = {"registryCredentials": {"own": {"username": "", "address": "own.example"}}}
    migration = migrate(read(json.dumps(tree).encode(), "site.json"), Device(), Decisions())
    assert json.loads(bundle(migration)["site.gpu.json"])["modulesContent"]["$edgeAgent"]["properties.desired"][
        "runtime"
    ] == {"type": "docker", "settings": {}}
