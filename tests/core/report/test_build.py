"""The report as data: complete, masked, without paths, the same for the same migration."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.decisions_file import load
from core.migration.migrate import Migration, migrate
from core.migration.verdict import Kind, Outcome
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.model.findings import seen_hash
from core.model.states import Detail, State, Status
from core.report import build, data, html, parts
from core.report.build import output_name
from core.report.texts import readiness_looks
from tests.golden_cases import expand

PASSWORD = "Wq7!sT3-hall4-pull-2023"
DEVICE = Device(gpus=1, shares=(Share(name="models"), Share(name="camera-in"), Share(name="camera-out")))


def sample(*items: Decision, device: Device = DEVICE) -> Migration:
    """The bundled sample with these answers."""
    content = (files("resources") / "samples" / "fpga-site.json").read_bytes()
    return migrate(read(content, "fpga-site.json"), device, Decisions(device=device, items=items))


def result(migration: Migration) -> Any:
    return json.loads(data.render(build(migration), {}))


def test_every_finding_and_change_is_reported() -> None:
    migration = sample()
    report = result(migration)
    findings = [*report["deployment"], *(f for module in report["modules"] for f in module["findings"])]
    assert {finding["id"] for finding in findings} == {finding.id for finding in migration.shown}
    assert [change["finding"] for change in report["changes"]] == [change.finding for change in migration.changes]
    assert report["counts"]["changes"] == len(migration.changes) == sum(m["changes"] for m in report["modules"])
    assert report["output"]["bytes"] == len(migration.output())
    assert {item["id"] for item in report["open"]} == set(migration.open)


def test_an_answer_is_reported_with_who_when_and_why() -> None:
    migration = sample(
        Decision(
            finding=f"{rule_ids.FPGA_ADDRESS}/weldScorer/WIRESERVER_ADDRESS",
            note=f"kept, {PASSWORD}",
            by="Anna",
            when="2026-03-02T09:14:00Z",
        ),
        Decision(finding=f"{rule_ids.FPGA_BY_RESOURCE}/weldScorer/gpu", answer=0, by="Anna"),
    )
    report = build(migration)
    findings = {finding.id: finding for finding in report.findings()}
    kept = findings[f"{rule_ids.FPGA_ADDRESS}/weldScorer/WIRESERVER_ADDRESS"]
    assert (kept.status, kept.by, kept.when, kept.note) == (
        Status(State.CHANGED, Detail.KEPT),
        "Anna",
        "2026-03-02T09:14:00Z",
        "kept, ••• secret 1",
    )
    count = findings[f"{rule_ids.FPGA_BY_RESOURCE}/weldScorer/gpu"]
    assert (count.answer, count.answer_text, count.by, count.status) == (
        0,
        "0",
        "Anna",
        Status(State.CHANGED, Detail.ANSWERED),
    )
    assert {finding.by for finding in findings.values() if finding.state is State.CHANGED} == {"Anna", "default"}
    assert {finding.by for finding in findings.values() if finding.state is State.CONFIRM} == {"default"}


def test_a_stale_answer_is_not_shown_as_the_answer() -> None:
    finding = sample().finding(f"{rule_ids.FPGA_BY_RESOURCE}/weldScorer/gpu")
    migration = sample(Decision(finding=finding.id, answer=0, by="Anna", seen=seen_hash(finding)[:-1]))
    report = build(migration)
    assert report.stale == (finding.id,)
    assert next(f.by for f in report.findings() if f.id == finding.id) == "default"


def test_what_no_one_answered_counts_as_open() -> None:
    migration = sample()
    name = f"{rule_ids.FPGA_BY_RESOURCE}/weldScorer/gpu"
    report = build(migration, unanswered=[name])
    finding = next(f for f in report.findings() if f.id == name)
    assert (finding.status, finding.answer, finding.by) == (Status(State.NEEDS_YOU, Detail.QUESTION), None, "")
    assert finding in report.open and name not in {change.finding for change in report.changes}
    assert report.verdict.outcome is Outcome.OPEN
    assert next(reason.kind for reason in report.verdict.reasons if reason.id == name) is Kind.QUESTION


def test_nothing_secret_and_no_path_is_reported() -> None:
    device = DEVICE.model_copy(update={"proxy": "http://anna:Fr0mDevice@proxy.example:80"})
    text = data.render(build(sample(device=device)), {}).decode()
    assert PASSWORD not in text and "Fr0mDevice" not in text and "http://••• secret" in text


def test_the_same_migration_gives_the_same_bytes() -> None:
    assert data.render(build(sample()), {}) == data.render(build(sample()), {})


def test_its_decisions_are_those_of_the_report() -> None:
    from core.bundle.export import bundle

    files_of = bundle(sample(Decision(finding=f"{rule_ids.FPGA_BY_RESOURCE}/weldScorer/gpu", answer=0, by="Anna")))
    decisions = load(files_of["decisions.json"], "decisions.json")
    report = json.loads(files_of["report.json"])
    assert decisions.input_sha256 == report["input"]["sha256"]
    assert [item.by for item in decisions.items] == ["Anna"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("site.json", "site.gpu.json"),
        ("a.b.json", "a.b.gpu.json"),
        ("site", "site.gpu.json"),
        (".json", ".json.gpu.json"),
    ],
)
def test_the_name_of_the_migrated_file(name: str, wanted: str) -> None:
    assert output_name(name) == wanted


def test_what_gives_up_the_original_is_marked_for_a_vm_alone() -> None:
    """Written only where it is true, so that a report of the Kubernetes path stays as it was."""
    content = (files("resources") / "samples" / "fpga-site.json").read_bytes()
    between = migrate(read(content, "fpga-site.json"), DEVICE, Decisions())
    manifest = read(between.output(), "fpga-site.json").with_source("kubernetes")
    migration = migrate(manifest, DEVICE.model_copy(update={"platform": "linux-vm"}), Decisions())
    marked = [change.finding for change in migration.changes if change.gives_up]
    assert any(change.gives_up for change in between.changes) and marked
    assert [change["finding"] for change in result(migration)["changes"] if change.get("gives_up")] == marked
    assert all(change.get("gives_up", True) is True for change in result(migration)["changes"])
    assert not any("gives_up" in change for change in result(between)["changes"])
    assert data.fault(result(migration)) is None
    page, note = (
        html.render(build(migration), parts.parts(migration, build(migration))),
        "does not show what was here before",
    )
    assert page.count(note) == len({*marked} & {finding.id for finding in migration.shown})
    assert note not in html.render(build(between), parts.parts(between, build(between)))


def test_the_proxies_of_the_original_are_addresses_or_masked() -> None:
    names = ("HTTPS_PROXY", "http_proxy")
    env = {name: {"value": value} for name, value in zip(names, ("http://p:3128", "p:8080 Walzwerk"), strict=True)}
    site = read(json.dumps(expand({"cam": {"env": env}})).encode(), "site.json")
    assert build(migrate(site, Device(), Decisions())).proxies == ("http://p:3128", "•••")


@pytest.mark.parametrize("sign", ["!", "☐", "✓"])
def test_a_module_has_the_sign_of_the_worst_of_its_tasks(sign: str) -> None:
    """The same order as the window: what is to be confirmed comes before manual steps."""
    options = {
        "!": {"HostConfig": {"Devices": [{"PathOnHost": "/dev/ttyUSB0"}]}},
        "☐": {"HostConfig": {"NetworkMode": "container:other"}},
        "✓": {},
    }
    before = {"cam": {"createOptions": options[sign]}}
    report = build(migrate(read(json.dumps(expand(before)).encode(), "site.json"), Device(), Decisions()))
    module = next(module for module in report.modules if module.name == "cam")
    assert readiness_looks()[module.readiness][1] == sign
