"""Ten times the modules take ten times the work: counted in calls, since times depend on the machine."""

from __future__ import annotations

import sys
from typing import Any

from core.manifest.read import read
from core.migration.migrate import migrate
from core.migration.verify import verify
from core.model.decisions import Decisions
from core.model.device import Device, Share
from tests.bench.test_core import site

DEVICE = Device(gpus=1, shares=(Share(name="in"),))


def calls(work: Any) -> int:
    """How many functions, Python's and ours, are called."""
    count = 0

    def seen(frame: Any, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def counted(modules: int) -> tuple[int, int]:
    """The calls of a first migration, and those of checking a manifest of that size."""
    manifest = read(site(modules), "site.json")
    migrated = calls(lambda: migrate(manifest, DEVICE, Decisions()))
    return migrated, calls(lambda: verify(manifest, DEVICE))


def test_the_work_grows_with_the_modules() -> None:
    counted(5)  # what is loaded and remembered once
    few, few_checked = counted(40)
    many, many_checked = counted(400)
    assert few < many <= 10.5 * few
    assert few_checked < many_checked <= 10.5 * few_checked
