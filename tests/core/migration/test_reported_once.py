"""One place is one task: what a rule leaves to be confirmed or done, no check reports a second time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.checks import COVERS
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.verdict import check_statuses
from core.migration.verify import joined, verify_migration
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Platform
from core.model.states import State
from core.report.blocks import manual_steps
from core.report.build import build
from core.rules import RULES
from tests.golden_cases import cases_of, expand

TTY = {"cam": {"createOptions": {"HostConfig": {"Devices": [{"PathOnHost": "/dev/ttyUSB0"}]}}}}
TASKS = (State.CONFIRM, State.MANUAL, State.NEEDS_YOU)


def migrated(before: dict[str, Any], platform: Platform = "kubernetes", **answers: str) -> Migration:
    items = tuple(
        Decision(finding=f"{rule_ids.PRIVILEGE_OPTIONS}/cam/{key}", answer=each) for key, each in answers.items()
    )
    manifest = read(json.dumps(expand(before)).encode(), "site.json")
    return migrate(manifest, Device(platform=platform), Decisions(items=items))


def tasks(migration: Migration, *rules: str) -> list[str]:
    report = build(migration)
    return [task.finding for task in report.tasks if any(rule in task.finding for rule in rules)]


def test_an_option_to_confirm_is_one_task() -> None:
    assert tasks(migrated(TTY), "Devices") == [f"{rule_ids.PRIVILEGE_OPTIONS}/cam/Devices"]


def test_what_was_confirmed_is_left_to_the_check() -> None:
    """The operator keeps an option without effect: that the module lacks it is work on the device."""
    assert tasks(migrated(TTY, Devices="leave"), "Devices") == ["check/option-ignored/cam/Devices"]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.gives_up], ids=lambda rule: rule.id)
def test_no_check_repeats_what_is_to_be_confirmed(rule: Any) -> None:
    for case in cases_of("rules", rule.id):
        migration = case.migrated()
        verification = verify_migration(migration)
        same, statuses = joined(migration, verification), check_statuses(migration)
        confirm = {
            migration.place(finding): finding.rule
            for finding in migration.findings
            if (status := migration.status(finding.id)) and status.state is State.CONFIRM
        }
        for finding in verification.findings:
            covered = confirm.get(finding.pointer, "") in COVERS.get(finding.rule, ())
            if covered and finding.id not in same:
                assert statuses[finding.id].state not in TASKS[:2], (case.name, finding.id)


def test_a_volume_of_several_modules_is_one_task() -> None:
    mount = {"HostConfig": {"Mounts": [{"Type": "volume", "Source": "work", "Target": "/w"}]}}
    migration = migrated({name: {"createOptions": mount} for name in ("a", "b", "c")}, "linux-vm")
    assert tasks(migration, "vm-volume-mount") == ["vm-volume-mount/a//w"]


def test_the_software_for_gpus_is_one_task() -> None:
    options = {"HostConfig": {"Runtime": "nvidia"}, "Env": ["NVIDIA_VISIBLE_DEVICES=all"]}
    migration = migrated({name: {"createOptions": options} for name in ("a", "b", "c")}, "linux-vm")
    assert [name for name, _finding in manual_steps(migration) if "driver" in name] == ["check/vm-gpu-driver//driver"]
