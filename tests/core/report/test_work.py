"""What is left to do: a task for each thing somebody must do, what may be lost, and an estimate that adds up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.verdict import Outcome
from core.model import rule_ids
from core.model.decisions import About, Decision, Decisions
from core.model.device import Device, Share
from core.model.findings import Verdict
from core.model.states import State
from core.report import build
from core.report.model import Report, Task
from core.report.work import duration, place_text, short_title
from tests.core.report.test_build import DEVICE, PASSWORD, sample


def site(options: dict[str, Any], *items: Decision, name: str = "cam", **settings: Any) -> Migration:
    """A deployment of one module with these create options."""
    module = {"type": "docker", "status": "running", "settings": {"image": "i:1", "createOptions": options, **settings}}
    tree = {
        "modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "modules": {name: module}}}}
    }
    device = Device(gpus=1, shares=(Share(name="data"),))
    return migrate(read(json.dumps(tree).encode(), "site.json"), device, Decisions(device=device, items=items))


def own(report: Report) -> tuple[Task, ...]:
    """The tasks in modules, without that of the deployment: tasks outside the file, which the report itemizes."""
    assert [task.finding for task in report.tasks if not task.module] == [f"{rule_ids.SITE_FACTS}//outside-the-file"]
    return tuple(task for task in report.tasks if task.module)


def bound(*items: Decision) -> Report:
    return build(site({"HostConfig": {"Binds": ["/var/lib/db:/db"]}}, *items))


MIXED = {"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "80"}], "53/udp": [{"HostPort": "53"}]}}}


def test_every_task_says_what_to_do_and_where() -> None:
    report = build(sample())
    assert {task.kind for task in report.tasks} == {"open", "by-hand", "loss"}
    for task in report.tasks:
        assert task.task and task.title and bool(task.minutes) == bool(task.module)
        assert not task.title.startswith(f"{task.module}:")
    model = next(task for task in report.tasks if task.finding.startswith(rule_ids.FPGA_CODE))
    assert model.place == "settings/image" and "CUDA" in model.task
    assert {task.finding for task in report.tasks} >= {finding.id for finding in report.open}


def test_an_open_question_lists_its_answers() -> None:
    task = next(task for task in build(sample()).tasks if task.finding.startswith(rule_ids.TCP_AND_UDP))
    assert "Keep only TCP" in task.task and task.kind == "open"


def test_a_folder_of_the_machine_taken_by_default_is_work_and_a_risk() -> None:
    report = bound()
    assert report.verdict.outcome is Outcome.UNCONFIRMED and report.modules[0].readiness == "confirm"
    assert [(task.kind, task.module) for task in own(report)] == [("loss", "cam")]
    assert "deleted when that node is replaced" in own(report)[0].task
    assert [(risk.by, risk.what[:8]) for risk in report.unresolved] == [("default", "A folder")]
    assert report.accepted == ()


def test_a_folder_somebody_chose_is_an_accepted_risk() -> None:
    name = own(bound())[0].finding
    report = bound(
        Decision(finding=name, answer="bind:/var/lib/db", by="Anna", note="scratch", when="2026-03-02T09:14Z")
    )
    assert report.verdict.outcome is Outcome.UNCONFIRMED and own(report) == report.unresolved == ()
    assert [(risk.by, risk.reason, risk.when) for risk in report.accepted] == [("Anna", "scratch", "2026-03-02T09:14Z")]


def test_a_share_is_no_risk() -> None:
    report = bound(Decision(finding=own(bound())[0].finding, answer="share:data", by="Anna"))
    assert report.verdict.outcome is Outcome.UNCONFIRMED and report.accepted == report.unresolved == ()


def test_a_dropped_port_is_a_risk_with_name_and_reason() -> None:
    name = next(finding.id for finding in site(MIXED).findings if finding.rule == rule_ids.TCP_AND_UDP)
    report = build(site(MIXED, Decision(finding=name, answer="tcp", by="Anna", note="nobody asks for names")))
    assert [(risk.by, risk.reason) for risk in report.accepted] == [("Anna", "nobody asks for names")]
    assert "no longer reachable" in report.accepted[0].what


def test_an_open_block_is_an_unresolved_risk() -> None:
    migration = site({"HostConfig": {"PortBindings": {"35000/tcp": [{"HostPort": "35000"}]}}})
    blocks = {f.id for f in migration.findings if f.verdict is Verdict.BLOCK}
    report = build(migration)
    assert blocks and blocks <= {risk.finding for risk in report.unresolved}
    assert report.verdict.outcome is Outcome.BLOCKED and report.modules[0].readiness == "blocked"
    assert report.tasks[0].kind == "blocked"


def test_the_minutes_add_up() -> None:
    report = build(sample())
    assert report.minutes == sum(task.minutes for task in report.tasks) + sum(entry.minutes for entry in report.outside)
    per_module = {module.name: module.minutes for module in report.modules}
    assert per_module["weldScorer"] == sum(task.minutes for task in report.tasks if task.module == "weldScorer") > 240
    assert per_module["heartbeat"] == 0
    assert build(sample()).minutes == report.minutes


def test_a_renamed_module_is_reported_by_its_new_name() -> None:
    options = {"HostConfig": {"Binds": ["/data/x.conf:/x.conf"]}}
    rename = next(f.id for f in site(options, name="My_Cam").findings if f.rule == rule_ids.NEW_NAME)
    report = build(site(options, Decision(finding=rename, answer="my-cam", by="Anna"), name="My_Cam"))
    assert {(task.module, task.old_name) for task in own(report)} == {("my-cam", "My_Cam")}
    result = {finding.rule: finding.title for finding in report.modules[0].findings}
    assert result[rule_ids.WITHOUT_LIMITS].startswith("my-cam ") and "My_Cam" in result[rule_ids.NEW_NAME]


def test_what_is_outside_the_file_names_its_names() -> None:
    entries = build(sample()).outside
    assert [entry.names for entry in entries if entry.kind == "share"] == [("camera-in",), ("camera-out",)]
    assert ("dashboard",) in [entry.names for entry in entries if entry.kind == "client"]
    assert {"users", "trigger", "certificate", "identity", "space"} <= {entry.kind for entry in entries}
    assert (
        build(site({}, name="a")).outside
        and not build(migrate(read(b'{"Env": []}', "x.json"), DEVICE, Decisions())).outside
    )


def test_whose_migration_it_is_comes_from_the_decisions_alone() -> None:
    about = About(customer="Hall 4", ticket=f"T-7 {PASSWORD}")
    items = tuple(
        Decision(finding=f"{rule_ids.FPGA_BY_RESOURCE}/weldScorer/{n}", answer=0, when=f"2026-03-0{n}T10:00:00Z")
        for n in (2, 1, 3)
    )
    first = sample()
    report = build(migrate(first.before, DEVICE, Decisions(device=DEVICE, about=about, items=items)))
    assert report.about.customer == "Hall 4" and PASSWORD not in report.about.ticket
    assert report.decided == ("2026-03-01T10:00:00Z", "2026-03-03T10:00:00Z")
    assert build(first).decided == ()


def test_what_kubernetes_runs_is_reported() -> None:
    result = {module.module: module for module in build(sample()).runs.modules}
    assert result["weldScorer"].gpus == "1" and result["weldScorer"].service == "LoadBalancer"
    assert [port.port for port in result["dashboard"].ports] == [3000] and result["heartbeat"].service == ""
    assert result["cameraIngest"].shares == ("camera-in", "camera-out") and result["historian"].folders == (
        "/data/historian",
    )
    checks = build(sample()).runs.checks
    assert any(check.reported_by for check in checks) and any(not check.reported_by for check in checks)


@pytest.mark.parametrize(("minutes", "wanted"), [(0, "0 min"), (59, "59 min"), (60, "1 h"), (430, "7 h 10 min")])
def test_minutes_as_people_say_them(minutes: int, wanted: str) -> None:
    assert duration(minutes) == wanted


@pytest.mark.parametrize(
    ("title", "facts", "wanted"),
    [
        ("cam: take the image", {}, "Take the image"),
        ("cam: localhost is missing from it", {}, "Localhost is missing from it"),
        ("cam: gpus has no effect", {"key": "gpus"}, "gpus has no effect"),
        ("cam: a port is refused", {"name": "archive"}, "A port is refused"),
        ("cam mixes ports", {}, "cam mixes ports"),
    ],
)
def test_a_title_without_its_module(title: str, facts: dict[str, str], wanted: str) -> None:
    assert short_title(title, ("cam", "cam"), facts) == wanted


def test_a_place_is_reported_below_its_module() -> None:
    manifest = sample().before
    module = manifest.modules[2]
    assert place_text(manifest, module, module.options_pointer + "/HostConfig/Binds/0") == "HostConfig/Binds/0"
    assert place_text(manifest, module, module.pointer) == ""
    assert place_text(manifest, None, "/modulesContent/$edgeHub/properties.desired/routes/up") == "$edgeHub/routes/up"


@pytest.mark.parametrize(("answer", "reported"), [("mps:0", True), ("shared:0", False), (None, False)])
def test_mps_is_started_on_the_device_where_a_module_shares_a_gpu_by_it(answer: str | None, reported: bool) -> None:
    items = () if answer is None else (Decision(finding=f"{rule_ids.SHARED_GPU}/cam/gpu", answer=answer),)
    entries = build(site({"HostConfig": {"Runtime": "nvidia"}}, *items)).outside
    assert ("gpu" in {entry.kind for entry in entries}) == reported


def test_manual_steps_of_checks_are_in_the_list_of_what_is_left_to_do() -> None:
    section = {"serviceOptions": {"type": "ClusterIP", "loadBalancerIP": "10.1.2.3"}}
    ports = {"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "80"}]}}}
    report = build(site({"k8s-experimental": section, **ports, "ExposedPorts": {"35000-35001/udp": {}}}))
    left = {task.finding: task for task in report.tasks if task.kind == "by-hand"}
    manual = {check.id for check in report.runs.checks if check.state is State.MANUAL and not check.reported_by}
    assert manual and manual <= set(left)
    assert all(left[name].task and left[name].minutes for name in manual)
    assert not {check.id for check in report.runs.checks if check.reported_by} & set(left)
