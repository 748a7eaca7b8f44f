"""Files of any shape: read or refused with a reason, and repaired only into something that is read."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.docker.options_table import TABLE
from core.manifest import shapes
from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.manifest.repair import propose

SCALARS = st.sampled_from([None, True, 0, 5, 1.5, "", "x", "{}", "A=b", "${X}"])
NAMES = st.sampled_from(
    (
        *("Config", "HostConfig", "Name", "Id", "Env", "Labels", "Binds", "Memory", "MemorySwap", "Content"),
        *("ModulesContent", "moduleContent", "$EdgeAgent", "$edgeAgent", "Properties.Desired", "properties.desired"),
        *("modules", "cam", "settings", "createOptions", "createOptions01", "createoptions02", "_comment"),
    )
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)
CHUNKS = st.lists(st.sampled_from(['{"Env": ["A=b"]}', '{"Env": [', '"A=b"]}', "old", " ", ""]), max_size=4)


def opened(text: str) -> bool:
    """Whether the text is read; anything but a reason to refuse it is a fault of ours."""
    try:
        read(text.encode(), "site.json")
    except ManifestError:
        return False
    return True


@given(value=VALUES)
def test_any_value_is_read_or_refused(value: Any) -> None:
    opened(json.dumps(value))


@given(value=VALUES | st.builds(lambda a, b: {"Config": a, "HostConfig": b}, VALUES, VALUES))
def test_what_a_repair_makes_needs_no_second_one(value: Any) -> None:
    repair = propose(json.dumps(value))
    if repair is not None:
        assert propose(repair.text) is None
        opened(repair.text)


@given(parts=CHUNKS)
def test_a_repair_keeps_the_parts_that_are_complete(parts: list[str]) -> None:
    keys = ["createOptions", *(f"createOptions{index:02d}" for index in range(1, 4))]
    settings = {"image": "i:1", **dict(zip(keys, parts, strict=False))}
    agent = {"schemaVersion": "1.1", "modules": {"cam": {"type": "docker", "settings": settings}}}
    text = json.dumps({"modulesContent": {"$edgeAgent": {"properties.desired": agent}}})
    repair = propose(text)
    if repair is not None:
        assert not opened(text)
        assert read(repair.text.encode(), "site.json").modules[0].options == {"Env": ["A=b"]}


def test_the_signs_of_create_options_are_options() -> None:
    names = {name.lower() for name in (*shapes.STRONG, *shapes.WEAK)} - {"k8s-experimental"}
    assert names <= {row.name.lower() for row in TABLE}
