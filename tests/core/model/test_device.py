"""Device models and share names."""

from __future__ import annotations

import pytest

from core.model.device import Device
from core.model.device_models import preset, presets
from core.targets.share_names import REFUSED, WARNED, share_name_problem


def test_the_models_of_the_guide_are_there() -> None:
    assert [known.gpus for known in presets()] == [1, 2, 1, 0, 1, 2, 0]
    assert preset(Device().model) == presets()[0]
    assert preset("toaster") is None


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("input", None),
        ("line-7-in", None),
        ("abc", None),
        ("a" * 63, None),
        ("Line7", WARNED),
        ("7line", WARNED),
        ("ab", REFUSED),
        ("a" * 64, REFUSED),
        ("my_share", REFUSED),
        ("my.share", REFUSED),
        ("-share", REFUSED),
        ("share-", REFUSED),
        ("sha--re", REFUSED),
        ("größe", REFUSED),
        ("share\n", REFUSED),
        ("", REFUSED),
    ],
)
def test_the_three_zones_of_share_names(name: str, level: str | None) -> None:
    problem = share_name_problem(name)
    assert (problem and problem[0]) == level
