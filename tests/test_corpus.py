"""Real manifests: every file opens or is refused clearly, returns byte for byte, migrates, and once only."""

from __future__ import annotations

import csv
import json
import re
import statistics
from pathlib import Path

import jsonpatch
import pytest

from core.bundle.json_patch import reverse
from core.bundle.rollback import deployable
from core.cli.main import main
from core.diff.rows import rows
from core.manifest import edit, write
from core.manifest.errors import ManifestError
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.manifest.schemas import caused
from core.migration.migrate import migrate
from core.migration.verify import verify_migration
from core.model.decisions import Decisions
from core.model.device import Device, Share
from core.text.explanations import title
from tests.shown_findings import shown_findings

DEVICE = Device(gpus=1, shares=(Share(name="data"),))
NOT_DEPLOYMENTS = 3
BROKEN_OPTIONS = 1


def entries(corpus: Path, kind: str = "") -> list[Path]:
    """The files of a kind, or all."""
    lines = (corpus / "INDEX.csv").read_text(encoding="utf-8").splitlines()
    return [corpus / entry["file"] for entry in csv.DictReader(lines) if kind in ("", entry["kind"])]


def opened(corpus: Path, kind: str = "") -> list[Manifest]:
    """All manifests that open; the others must say why and what to do."""
    found = []
    for path in entries(corpus, kind):
        try:
            found.append(read(path.read_bytes(), path.name))
        except ManifestError as error:
            assert error.found and error.expected, str(error)
    return found


def test_all_full_deployments_open(corpus: Path) -> None:
    assert len(opened(corpus, "full")) == len(entries(corpus, "full")) - NOT_DEPLOYMENTS - BROKEN_OPTIONS


def test_nothing_changed_is_the_same_bytes(corpus: Path) -> None:
    for manifest in opened(corpus):
        untouched = write.text(manifest, edit.plan(manifest.tree, edit.Node(), (), []), {})
        assert manifest.source.encode(untouched) == manifest.source.data


def test_the_reverse_patch_gives_back_the_data_of_every_original(corpus: Path) -> None:
    for manifest in opened(corpus):
        after = migrate(manifest, DEVICE, Decisions()).after()
        data = jsonpatch.apply_patch(json.loads(after.source.blanked), reverse(manifest, after))
        assert data == json.loads(manifest.source.blanked), manifest.source.name


def test_the_rollback_manifest_holds_the_data_of_every_original(corpus: Path) -> None:
    for manifest in opened(corpus):
        data, original = json.loads(deployable(manifest)), json.loads(manifest.source.blanked)
        assert data == ({"modulesContent": original} if manifest.shape == "sections" else original), (
            manifest.source.name
        )


def test_migrating_twice_changes_nothing(corpus: Path) -> None:
    for manifest in opened(corpus):
        first = migrate(manifest, DEVICE, Decisions())
        assert first.problems == (), manifest.source.name
        assert first.after().tree == first.tree, manifest.source.name
        again = migrate(read(first.output(), manifest.source.name), DEVICE, Decisions())
        assert again.output() == first.output(), (manifest.source.name, again.changes)


def test_every_changed_row_has_its_finding(corpus: Path) -> None:
    for manifest in opened(corpus):
        migration = migrate(manifest, DEVICE, Decisions())
        for name in ["", *(module.name for module in manifest.modules)]:
            assert all(row.findings for row in rows(migration, name) if row.kind != "same"), manifest.source.name


def test_convert_never_ends_in_a_traceback(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = []
    for index, path in enumerate(entries(corpus, "full")):
        out = tmp_path / str(index)
        options = ["--defaults", "--share", "data", "--gpus", "1", "--accept-risk", "test"]
        code = main(["convert", str(path), "--out", str(out), *options])
        result = capsys.readouterr()
        assert code in (0, 1, 2)
        assert (code == 0) == out.exists()
        assert code == 0 or (result.err.strip() and "Traceback" not in result.err)
        codes.append(code)
    assert codes.count(2) == NOT_DEPLOYMENTS + BROKEN_OPTIONS


def test_what_kubernetes_will_run_of_the_result_can_be_shown(corpus: Path) -> None:
    for manifest in opened(corpus):
        migration = migrate(manifest, DEVICE, Decisions())
        verification = verify_migration(migration)
        assert len(verification.preview.modules) == len(manifest.modules), manifest.source.name
        for finding in verification.findings:
            assert title(finding).strip() and not re.search(r"(?<![${])\{[a-z_]+\}(?!\})", title(finding)), finding.id


def test_few_findings_are_shown_for_a_module(corpus: Path) -> None:
    """Half of all modules have two findings or fewer, of rules and checks together, advice aside."""
    migrations = (migrate(manifest, DEVICE, Decisions()) for manifest in opened(corpus))
    counts = [count for migration in migrations for count in shown_findings(migration)]
    assert statistics.median(counts) <= 2.5


def test_the_migration_breaks_no_schema(corpus: Path) -> None:
    for manifest in opened(corpus):
        assert caused(manifest, migrate(manifest, DEVICE, Decisions()).after()) == (), manifest.source.name
