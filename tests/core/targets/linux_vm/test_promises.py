"""The promises of ARCHITECTURE.md for the Linux VM, over generated manifests and the real ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonpatch
import pytest
import yaml
from hypothesis import given
from jsonschema import Draft7Validator

from core.bundle.json_patch import reverse
from core.cli.main import main
from core.diff.rows import rows
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.manifest.schemas import caused
from core.migration.migrate import Migration, migrate
from core.migration.verdict import Kind, judged, verdict
from core.migration.verify import object_files, verify, verify_migration
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.text.explanations import title
from tests.golden_cases import cases
from tests.paths import ROOT
from tests.strategies import Sample, samples
from tests.test_corpus import entries, opened

ONE = Device(platform="linux-vm", gpus=1, shares=(Share(name="data"),))
TWO = Device(
    platform="linux-vm",
    model="pro-gpu-2",
    gpus=2,
    shares=(Share(name="input"), Share(name="data", protocol="nfs")),
    proxy="http://proxy.example:3128",
)
COMPOSE = json.loads((ROOT / "tests" / "schemas" / "compose-spec.json").read_text(encoding="utf-8"))
"""The published schema of Compose files."""


def kubernetes(device: Device) -> Device:
    """The same device with the managed service."""
    return device.model_copy(update={"platform": "kubernetes", "vm_size": ""})


def on_kubernetes(manifest: Manifest, device: Device) -> Manifest:
    """The manifest as it was migrated to the Kubernetes of the device."""
    first = migrate(manifest, kubernetes(device), Decisions())
    return read(first.output(), manifest.source.name, manifest.given_name).with_source("kubernetes")


def check_promises(manifest: Manifest, device: Device) -> Migration:
    """Closed, accounted, reversible, idempotent, and no new departure from the schema."""
    first = migrate(manifest, device, Decisions())
    assert first.problems == ()
    assert first.after().tree == first.tree
    for name in ["", *(module.name for module in manifest.modules)]:
        assert all(row.findings for row in rows(first, name) if row.kind != "same"), name
    for source in {None, manifest.written_for}:
        result = read(first.output(), manifest.source.name, manifest.given_name).with_source(source)
        again = migrate(result, device, Decisions())
        assert again.output() == first.output(), list(again.changes)
    data = jsonpatch.apply_patch(json.loads(first.after().source.blanked), reverse(manifest, first.after()))
    assert data == json.loads(manifest.source.blanked)
    return first


def check_compose(migration: Migration) -> None:
    file = yaml.safe_load(object_files(verify_migration(migration), migration.redactor)["compose.yaml"])
    fault = next(Draft7Validator(COMPOSE).iter_errors(file), None)
    assert fault is None, (list(fault.absolute_path), fault.message)


@pytest.mark.parametrize("kind", ["rules", "checks"])
def test_the_compose_file_of_every_golden_case_is_valid(kind: str) -> None:
    for case in cases(kind):
        if case.device().platform == "linux-vm":
            check_compose(migrate(case.manifest(), case.device(), Decisions()))


def test_a_mount_that_is_there_twice_is_once_in_the_compose_file() -> None:
    """Docker refuses the container, which a check reports; the file stays a valid one."""
    entry = {"settings": {"image": "a", "createOptions": {"HostConfig": {"Binds": ["/home/hcsshares/data:/a"] * 2}}}}
    content = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"cam": entry}}}}}
    check_compose(migrate(read(json.dumps(content).encode(), "site.json"), ONE, Decisions()))


def test_a_volume_whose_name_is_masked_is_a_key_that_compose_accepts() -> None:
    entry = {"settings": {"image": "a", "createOptions": {"HostConfig": {"Mounts": [
        {"Type": "volume", "Source": "A00000a0", "Target": "/m"}
    ]}}}}  # fmt: skip
    content = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"cam": entry}}}}}
    migration = migrate(read(json.dumps(content).encode(), "site.json"), ONE, Decisions())
    check_compose(migration)
    file = yaml.safe_load(object_files(verify_migration(migration), migration.redactor)["compose.yaml"])
    assert [mount["source"] for mount in file["services"]["cam"]["volumes"]] == list(file["volumes"]) != ["A00000a0"]


@given(samples())
def test_generated_manifests(sample: Sample) -> None:
    manifest = read(sample.data, "site.json")
    for device in (ONE, TWO):
        check_compose(check_promises(manifest, device))


@given(samples())
def test_generated_manifests_that_were_on_kubernetes(sample: Sample) -> None:
    for device in (ONE, TWO):
        check_compose(check_promises(on_kubernetes(read(sample.data, "site.json"), device), device))


@given(samples())
def test_manifests_for_docker_taken_for_kubernetes(sample: Sample) -> None:
    check_promises(read(sample.data, "site.json").with_source("kubernetes"), ONE)


@given(samples())
def test_keeping_everything_gives_the_same_file(sample: Sample) -> None:
    manifest = read(sample.data, "site.json")
    asked = [finding for finding in migrate(manifest, TWO, Decisions()).findings if finding.verdict in ("ask", "auto")]
    kept = tuple(Decision(finding=finding.id, note="stays") for finding in asked)
    assert migrate(manifest, TWO, Decisions(items=kept)).output() == sample.data


@given(samples())
def test_verify_blocks_nothing_that_convert_calls_done(sample: Sample) -> None:
    migration = migrate(read(sample.data, "site.json"), ONE, Decisions())
    if not judged(migration).blocking:
        assert not verdict(verify(migration.after(), ONE)).blocking


def ways(corpus: Path) -> Iterator[tuple[Manifest, Device]]:
    """Every real manifest on its way from Docker, and on its way from Kubernetes, to two devices."""
    for manifest in opened(corpus):
        for device in (ONE, TWO):
            yield manifest, device
            yield on_kubernetes(manifest, device), device


@pytest.mark.long
def test_the_corpus_keeps_every_promise(corpus: Path) -> None:
    for manifest, device in ways(corpus):
        migration = check_promises(manifest, device)
        assert caused(manifest, migration.after()) == (), manifest.source.name
        check_compose(migration)
        verification = verify_migration(migration)
        assert len(verification.preview.modules) == len(manifest.modules)
        for finding in (*migration.findings, *verification.findings):
            assert title(finding).strip() and not re.search(r"(?<![${])\{[a-z_]+\}(?!\})", title(finding))
        blocks = {reason.id for reason in judged(migration).of(Kind.CHECK)}
        again = {verification.id(finding) for finding in verification.blocks}
        assert blocks <= again


def test_convert_never_ends_in_a_traceback(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--platform", "linux-vm", "--defaults", "--share", "data", "--accept-risk", "test"]
    for index, path in enumerate(entries(corpus, "full")):
        code = main(["convert", str(path), "--out", str(tmp_path / str(index)), *options])
        result = capsys.readouterr()
        assert code in (0, 1, 2)
        assert (code == 0) == (tmp_path / str(index) / "containers" / "compose.yaml").exists()
        assert code == 0 or (result.err.strip() and "Traceback" not in result.err)
        assert "failed because of an internal error" not in result.err
