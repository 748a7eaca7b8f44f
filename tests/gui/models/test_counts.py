"""Window, report and command line count alike: what needs the operator, and the manual steps."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.verdict import judged, sentence
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Platform
from core.model.states import State, Status
from core.report.build import build
from core.report.texts import counted, manual_steps
from gui.models.findings import waiting
from gui.models.headline import exported, headline
from gui.models.todo import todo
from tests.golden_cases import expand

MODULES: dict[str, Any] = {
    "edgeAgent": {},
    "edgeHub": {},
    "cam": {
        "image": "registry.example/cam:1-arm64v8",
        "env": {"URL": {"value": "http://10.1.2.3:80/${PATH}"}},
        "createOptions": {"HostConfig": {"Binds": ["/etc/site.conf:/site.conf", "/data:/data"]}},
    },
}
"""A question, a block of a rule, suggestions to confirm, and manual steps of rules and of checks."""


def migrated(platform: Platform = "kubernetes", *items: Decision) -> Migration:
    device = Device(platform=platform)
    return migrate(
        read(json.dumps(expand(MODULES)).encode(), "site.json"), device, Decisions(device=device, items=items)
    )


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_what_needs_the_operator_is_one_number_everywhere(platform: Platform) -> None:
    migration = migrated(platform)
    needed = len(waiting(migration, ("needs-you",)))
    assert needed == len(judged(migration).blocking) >= 1
    assert sum(entry.status.state is State.NEEDS_YOU for entry in todo(migration, str).entries.values()) == needed
    assert headline(judged(migration)).short.split()[0] == str(needed)
    assert f" {needed} finding" in sentence(judged(migration))
    assert [number for number, word, _tone in counted(build(migration)) if word == "need you"] == [needed]


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_manual_steps_are_one_number_everywhere(platform: Platform) -> None:
    migration = migrated(platform)
    listed = {key for key, entry in todo(migration, str).entries.items() if entry.status == Status(State.MANUAL)}
    report = build(migration)
    assert listed == {task.finding for task in manual_steps(report)} and len(listed) >= 3
    assert [number for number, word, _tone in counted(report) if word == "manual steps"] == [len(listed)]


def test_the_verdict_is_one_sentence() -> None:
    """The block of an image for ARM and the question about a file; then a suggestion that no one confirmed."""
    migration = migrated()
    assert sentence(judged(migration)) == "Not ready: 2 findings need you, 1 of them blocks the export."
    answers = {
        finding.id: Decision(finding=finding.id, answer=True, note="it is tested", by="me")
        if finding.verdict == "block"
        else Decision(finding=finding.id, answer="drop", by="me")
        for finding in waiting(migration, ("needs-you",))
    }
    done = judged(migrated("kubernetes", *answers.values()))
    assert sentence(done) == "Ready to export; 1 suggestion is not confirmed, 1 risk is accepted."
    assert exported(done, 3).text == "Exported: 3 files written; 1 suggestion is not confirmed, 1 risk is accepted."
