"""What equal modules share is masked once in the report, and reads as if each had been masked by itself."""

from __future__ import annotations

import json

from core.manifest import pointer as ptr
from core.manifest.read import read
from core.migration.masking import redactor_of
from core.migration.migrate import Migration, migrate
from core.model.decisions import Decisions
from core.model.device import Device, Share
from core.redaction import change
from core.report import edits
from core.report.shown import around_module, masked, masked_findings
from tests.bench.test_core import site

NAMES = ("cam1", "routes", "modules", "env", "properties.desired", "a/b~", "value", "S3cret-Number-2")


def _migration() -> Migration:
    """A site of equal modules under odd names, of which some have secrets and the third has one of its own."""
    whole = json.loads(site(len(NAMES)))
    modules = whole["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]
    whole["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"] = named = dict(
        zip(NAMES, modules.values(), strict=True)
    )
    for number, entry in enumerate(named.values()):
        options = json.loads(entry["settings"]["createOptions"])
        options["Env"].append("DB_PASSWORD=Hunter-2-Hunter")
        options["HostConfig"]["Binds"].append("/home/hcsshares/in/Hunter-2-Hunter:/more")
        options["Env"] += ["API_KEY=S3cret-Number-2"] * (number == 2)
        entry["settings"]["createOptions"] = json.dumps(options)
    manifest = read(json.dumps(whole).encode(), "site.json")
    return migrate(manifest, Device(gpus=1, shares=(Share(name="in"),)), Decisions())


def test_findings_are_masked_as_each_by_itself() -> None:
    done = _migration()
    mask = redactor_of(done.before, done.device, done.decisions)
    wanted = {finding.id: masked(finding, mask) for finding in done.findings}
    assert masked_findings(done) == wanted
    assert sum(wanted[finding.id] is not finding for finding in done.findings) >= len(NAMES)


def test_changes_are_masked_as_each_by_itself() -> None:
    done = _migration()
    mask = redactor_of(done.before, done.device, done.decisions)
    made = [entry for entry in done.ledger if entry.change is not None]
    wanted = [
        change.values(mask, entry.pointer, entry.before, entry.after, edits.name_of(entry.pointer)) for entry in made
    ]
    assert [(fact.before, fact.after) for fact in edits.of_rules(done, ())] == wanted
    assert any("•••" in str(values) for values in wanted)


def test_a_pointer_is_cut_around_its_module() -> None:
    start = "/modulesContent/$edgeAgent/properties.desired/modules"
    for below in ("", "/settings", "/settings/image"):
        assert around_module(f"{start}/a~1b{below}") == (start, "/a~1b", below)
    assert around_module(start) == (start, "", "")
    assert ptr.last(around_module(f"{start}/a~1b/env")[1]) == "a/b"
