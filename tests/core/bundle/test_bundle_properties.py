"""Any manifest gives a bundle that can be written, read back, opened again, and undone."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import jsonpatch
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bundle.export import bundle, write
from core.bundle.reopen import from_folder
from core.manifest.read import read
from core.manifest.source import Source
from core.migration.migrate import migrate
from core.migration.verify import object_files, verify
from core.model.decisions import Decisions
from core.model.device import Device
from core.redaction.redactor import Redactor
from tests.golden_cases import expand
from tests.sampling import examples
from tests.strategies import Sample, samples


@examples(share=0.4)
@given(samples(), st.booleans())
def test_a_bundle_of_anything_is_complete(sample: Sample, strict: bool) -> None:
    files = bundle(migrate(read(sample.data, "site.json"), Device(), Decisions()), strict)
    with tempfile.TemporaryDirectory() as home:
        write(Path(home, "out"), files)
        found = from_folder(Path(home, "out"))
    assert found.original == sample.data
    after, before = (json.loads(Source(data, "").blanked) for data in (files["site.gpu.json"], sample.data))
    assert jsonpatch.apply_patch(after, json.loads(files["rollback/reverse.patch.json"])) == before
    assert jsonpatch.apply_patch(before, json.loads(files["rollback/forward.patch.json"])) == after
    assert bundle(migrate(read(found.original, found.name), found.decisions.device, found.decisions), strict) == files


@pytest.mark.parametrize(("module", "file"), [("nul", "module-nul"), ("com1", "module-com1"), ("console", "console")])
def test_no_file_has_a_name_that_windows_keeps_for_itself(module: str, file: str) -> None:
    manifest = read(json.dumps(expand({module: {}, "con": {}})).encode(), "site.json")
    assert f"{file}.yaml" in object_files(verify(manifest, Device()), Redactor(manifest))
