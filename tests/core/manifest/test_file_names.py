"""Every file of a bundle has a name that Windows, Linux and sticks can hold."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bundle.export import bundle
from core.manifest.file_names import portable
from core.manifest.read import read
from core.manifest.twins import split
from core.migration.migrate import migrate
from core.model.decisions import Decisions
from core.model.device import Device

DEVICES = ("con", "PRN", "aux.json", "nul.tar.gz", "COM1", "lpt9.txt", "com¹", "CONIN$", "con .txt")
TWIN = '{{"moduleId": "{name}", "properties": {{"desired": {{}}}}}}'
MANIFEST = b'{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {}}}}}'


def holdable(name: str) -> bool:
    """Said in other words than by the code under test."""
    stem = name.split(".")[0].rstrip(" ").lower()
    return (
        0 < len(name.encode()) <= 255
        and not set(name) & set('<>:"/\\|?*')
        and min(map(ord, name)) >= 32
        and name[-1] not in ". "
        and stem not in ("con", "prn", "aux", "nul", "conin$", "conout$")
        and not re.fullmatch("(com|lpt)[0-9¹²³]", stem)
    )


@pytest.mark.parametrize("name", [*DEVICES, "trailing.", "trailing ", ". .", "a<b>:c?", "x" * 300, "é" * 200, ""])
def test_awkward_names_become_holdable(name: str) -> None:
    assert not holdable(name) if name else True
    assert holdable(portable(name))


@pytest.mark.parametrize("name", ["fpga-site.json", "Werk Süd.json", "context.json", "com10.json", ".hidden"])
def test_other_names_stay(name: str) -> None:
    assert portable(name) == name


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["", ".json", ".gpu.json"]))
def test_any_name_becomes_holdable_and_then_stays(name: str, ending: str) -> None:
    fitted = portable(name, ending)
    assert holdable(fitted)
    assert portable(fitted) == fitted


def test_names_that_differ_in_case_only_stay_apart() -> None:
    assert portable("Camera", ".json", ["camera.json"]) == "Camera-2.json"


@pytest.mark.parametrize("name", [*DEVICES, "trailing .", "x" * 250 + ".json"])
def test_every_file_of_a_bundle_is_holdable(name: str) -> None:
    files = bundle(migrate(read(MANIFEST, name), Device(), Decisions()))
    for path in files:
        assert all(holdable(part) for part in PurePosixPath(path).parts), path


def test_twins_are_holdable_and_apart() -> None:
    names = ("aux", "Camera", "camera", "x" * 300)
    text = "[" + ",".join(TWIN.format(name=name) for name in names) + "]"
    files = split(read(text.encode(), "twins.json"))
    assert len({name.casefold() for name in files}) == len(names)
    assert all(map(holdable, files))
