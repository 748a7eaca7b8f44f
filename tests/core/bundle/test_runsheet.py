"""The run sheet and the way back: this migration's own names, exact commands, and nothing a name could break."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonpatch
import pytest

from core.bundle import rollback, run_sheet
from core.bundle.confirmation import compare, expected
from core.device_outputs.document import observed
from core.device_outputs.reading import read as read_outputs
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model.decisions import About, Decisions
from core.model.device import Device, Share
from core.report import build
from core.report.markdown_page import word
from core.targets.registry import target_of
from tests.golden_cases import expand
from tests.paths import SAMPLE

SHARES = (Share(name="camera-in", protocol="nfs"), Share(name="models", mounted=True))


def migrated(data: bytes, name: str = "site.json", **device: Any) -> Migration:
    decisions = Decisions(about=About(customer="Contoso | <b>", ticket="T-1"))
    return migrate(read(data, name), Device(**device), decisions)


def pages(migration: Migration) -> dict[str, bytes]:
    stop, target = rollback.stop_name(migration.before), target_of(migration.device)
    return run_sheet.files(build(migration), migration.after(), stop, target)


def sheet(migration: Migration) -> str:
    return pages(migration)["runsheet.md"].decode()


def way_back(migration: Migration) -> dict[str, bytes]:
    target = target_of(migration.device)
    return rollback.files(migration.before, migration.after(), build(migration), migration.redactor, target)


def short(**modules: Any) -> bytes:
    return json.dumps(expand(modules)).encode()


def test_the_run_sheet_names_what_this_migration_is_about() -> None:
    text = sheet(migrated(SAMPLE.read_bytes(), "fpga-site.json", shares=SHARES, addresses=3, proxy="http://p:3128"))
    assert "az iot edge set-modules -n HUB -d GPU-DEVICE --content fpga-site.gpu.json" in text
    assert "Create the share “camera-in” (NFS) and enable it for Edge compute" in text
    assert "cameraingest Running" in text
    assert "cameraingest-xxxxxxxxxx-xxxxx   2/2" in text
    assert "cameraingest   LoadBalancer" in text
    assert "8554:30000/TCP" in text
    assert "iotedge logs cameraingest --tail 50" in text
    assert "Test-NetConnection ADDRESS -Port 8554" in text
    assert "Test-NetConnection ADDRESS -Port 8000" not in text, "the command asks by TCP only"
    assert "The modules request 1 GPU in total" in text
    assert "Free according to the Device page: 3." in text
    assert "Web proxy: http\\://p:3128" in text
    assert "- Customer: Contoso \\| \\<b\\>" in text
    assert "fpga-site.json" not in text.replace("fpga-site.gpu.json", "")


def test_what_comes_first_is_shown_first() -> None:
    text = sheet(migrated(SAMPLE.read_bytes(), "fpga-site.json", shares=SHARES))
    steps = [
        "Install the certificates",
        "Compute is enabled on a network",
        "Create the share “camera-in”",
        "under EndpointMap",
    ]
    assert sorted(steps, key=text.index) == steps
    assert "Clients must mount NFS shares with version 3" in text
    assert "Clients must mount NFS" not in sheet(migrated(SAMPLE.read_bytes(), "fpga-site.json"))


def test_a_stopped_module_has_no_pod() -> None:
    text = sheet(migrated(short(cam={"status": "stopped"}, eye={})))
    assert "and have no pod: cam." in text
    assert "cam-xxxxxxxxxx-xxxxx" not in text
    assert re.search("eye-xxxxxxxxxx-xxxxx +2/2 +Running", text)


def test_what_the_command_does_not_take_is_reported() -> None:
    result = "does not accept. Export it in the strict IoT Hub format"
    assert result in sheet(migrated(b"// a comment\n" + short(cam={})))
    assert result not in sheet(migrated(short(cam={})))
    result = "save the file as JSON"
    assert result in way_back(migrated(b"// a comment\n" + short(cam={})))["rollback/steps.md"].decode()
    assert result not in way_back(migrated(short(cam={})))["rollback/steps.md"].decode()


def test_a_deployment_that_would_be_refused_says_stop() -> None:
    assert "**Stop:" in sheet(migrated(SAMPLE.read_bytes()))
    assert "**Stop:" not in sheet(migrated(short(cam={"createOptions": {}})))


@pytest.mark.parametrize(
    ("tree", "wanted"),
    [
        ({"$schema-template": "4.0.0", **expand({"cam": {}})}, "First fill in its variables"),
        ({"HostConfig": {"Privileged": True}}, "is not a complete deployment"),
        (
            {"modulesContent": {"$edgeAgent": {"properties.desired.modules.cam": expand({"cam": {}})["modulesContent"][
                "$edgeAgent"]["properties.desired"]["modules"]["cam"]}}},
            "--layered",
        ),
    ],
)  # fmt: skip
def test_the_way_to_deploy_follows_the_shape(tree: Any, wanted: str) -> None:
    assert wanted in sheet(migrated(json.dumps(tree).encode()))


def test_hostile_names_stay_names() -> None:
    name = "cam`$(rm)`</pre><script>|x"
    files = pages(migrated(short(**{name: {"createOptions": {"HostConfig": {"Privileged": True}}}})))
    html, text = files["runsheet.html"].decode(), files["runsheet.md"].decode()
    assert "<script" not in html
    assert re.findall(r"<(?:a|img|link|iframe)\b", html) == []
    assert text.count("```") % 2 == 0
    assert "iotedge logs camrmprescriptx --tail 50" in text


@pytest.mark.parametrize(
    ("name", "written"),
    [("cam-1", "cam-1"), ("a b", "'a b'"), ("a'b;rm", "a\"'\"'b;rm'"), ("a\n```", "'a‹U+000A›```'")],
)
def test_a_name_is_one_word_of_a_command(name: str, written: str) -> None:
    assert word(name) == written


def test_the_page_is_whole() -> None:
    html = pages(migrated(SAMPLE.read_bytes()))["runsheet.html"].decode()
    assert html.startswith("<!DOCTYPE html>") and html.endswith("</html>\n")
    assert "default-src 'none'" in html
    assert html.count('class="tick"') == sheet(migrated(SAMPLE.read_bytes())).count("- [ ] ")
    assert "http://" not in html and "https://" not in html


def test_the_way_back_gives_the_original_in_three_ways() -> None:
    migration = migrated(SAMPLE.read_bytes(), "fpga-site.json")
    files = way_back(migration)
    original = json.loads(SAMPLE.read_bytes())
    assert json.loads(files["rollback/fpga-site.rollback.json"]) == original
    back = jsonpatch.apply_patch(json.loads(migration.output()), json.loads(files["rollback/reverse.patch.json"]))
    assert back == original
    there = jsonpatch.apply_patch(original, json.loads(files["rollback/forward.patch.json"]))
    assert there == json.loads(migration.output())
    steps = files["rollback/steps.md"].decode()
    assert "--content rollback/fpga-site.rollback.json" in steps
    assert "weldScorer, cameraIngest, historian" in steps


def test_the_way_back_is_plain_json_that_the_command_takes() -> None:
    text = "// a comment\n" + json.dumps(expand({"cam": {}})) + "\n"
    files = way_back(migrated(b"\xef\xbb\xbf" + text.encode()))
    assert json.loads(files["rollback/site.rollback.json"]) == expand({"cam": {}})
    sections = expand({"cam": {}})["modulesContent"]
    files = way_back(migrated(json.dumps(sections).encode()))
    assert json.loads(files["rollback/site.rollback.json"]) == {"modulesContent": sections}


def test_the_way_back_of_a_layered_deployment_is_one() -> None:
    entry = expand({"cam": {}})["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired.modules.cam": entry}}}
    steps = way_back(migrated(json.dumps(tree).encode()))["rollback/steps.md"].decode()
    assert "az iot edge deployment create -n HUB --layered -d OLD-NAME --content rollback/site.rollback.json" in steps
    assert "set-modules -n HUB -d OLD-DEVICE" not in steps


def test_create_options_alone_have_no_command() -> None:
    steps = way_back(migrated(b'{"HostConfig": {"Privileged": true}}'))["rollback/steps.md"].decode()
    assert "is not a complete deployment" in steps
    assert "set-modules" not in steps


def test_what_nothing_makes_is_listed_before_the_deployment() -> None:
    volume = {"volume": {"name": "v", "configMap": {"name": "site_*"}}}
    text = sheet(migrated(short(cam={"createOptions": {"k8s-experimental": {"volumes": [volume]}}})))
    assert "- [ ] cam: nothing creates the config map site\\_\\*\n" in text
    assert text.index("nothing creates") < text.index("## 2.")
    assert "nothing makes" not in sheet(migrated(short(cam={})))


def test_what_the_run_sheet_expects_is_what_confirm_expects() -> None:
    """The shown outputs, pasted back, confirm every line."""
    migration = migrated(SAMPLE.read_bytes(), "fpga-site.json", shares=SHARES)
    report = build(migration)
    blocks = re.findall(r"^```\n(.*?)^```$", sheet(migration), re.MULTILINE | re.DOTALL)
    shown = [block for block in blocks if block.startswith(("kubectl get", "iotedge list"))][:4]
    reading = read_outputs([("paste", "\n".join(shown).encode())])
    assert reading.unread == ()
    modules = expected.modules(report, migration.before, migration.after())
    lines = compare.lines(modules, observed(reading), target_of(migration.device))
    assert [line for line in lines if line.state != "confirmed"] == []
    assert len(lines) > len(modules)


def test_given_names_are_in_the_commands_where_no_shell_reads_them_otherwise() -> None:
    about = About(hub="plant7hub", edge_device="gpu; rm -rf /")
    migration = migrate(read(short(cam={}), "site.json"), Device(), Decisions(about=about))
    text = sheet(migration)
    assert "set-modules -n plant7hub -d GPU-DEVICE" in text
    assert (
        "Replace OLD-DEVICE (the IoT Edge device of the FPGA device), GPU-DEVICE (the IoT Edge device of the GPU"
        in text
    )
    assert "export-modules -n plant7hub -d OLD-DEVICE" in text
    assert "set-modules -n plant7hub -d OLD-DEVICE" in way_back(migration)["rollback/steps.md"].decode()


def test_the_cut_over_stops_the_old_modules_and_nothing_else() -> None:
    migration = migrated(SAMPLE.read_bytes(), "fpga-site.json")
    original = json.loads(SAMPLE.read_bytes())
    stopped = json.loads(way_back(migration)["rollback/fpga-site.stopped.json"])
    for entry in stopped["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"].values():
        assert entry.pop("status") == "stopped"
    for entry in original["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"].values():
        del entry["status"]
    assert stopped == original
    assert "-d OLD-DEVICE --content rollback/fpga-site.stopped.json" in sheet(migration)


def test_a_layered_deployment_names_its_base_and_is_deleted_on_the_way_back() -> None:
    entry = expand({"cam": {}})["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]
    migration = migrated(
        json.dumps({"modulesContent": {"$edgeAgent": {"properties.desired.modules.cam": entry}}}).encode()
    )
    assert "a base deployment (not layered) with a lower priority" in sheet(migration)
    files = way_back(migration)
    assert "set-modules" not in files["rollback/steps.md"].decode()
    assert "rollback/site.stopped.json" not in files


def test_ten_modules_take_two_pages() -> None:
    """A printed page holds about seventy lines of this size; fences and the lines between blocks are not printed."""
    text = sheet(migrated(short(**{f"module-{number}": {} for number in range(10)})))
    assert len([line for line in text.splitlines() if line.strip("`")]) < 140


def test_what_a_command_prints_is_complete_and_in_the_order_of_the_device() -> None:
    """The daemon is listed beside the modules; `iotedge list` of Linux and the FPGA device sorts by name."""
    migration = migrated(SAMPLE.read_bytes(), "fpga-site.json")
    text = sheet(migration)
    assert re.search(r"(?m)^iotedged +Running .*<none> +35000/TCP,35001/TCP$", text)
    assert re.search(r"(?m)^iotedged-xxxxxxxxxx-xxxxx +1/1 +Running", text)
    assert re.search(r"(?m)^iotedged +ClusterIP .*<none> +35000/TCP,35001/TCP", text)
    after = re.findall(r"(?m)^(\w+) +(running|stopped) +\w", text)
    assert after == [(name, "running" if name.startswith("edge") else "stopped") for name, _ in sorted(after)]
    back = re.findall(r"(?m)^(\w+) +(running|stopped) +\w", way_back(migration)["rollback/steps.md"].decode())
    assert back == [(name, "running") for name, _ in after]


def test_the_device_keeps_its_own_image_of_the_edge_agent() -> None:
    text = sheet(migrated(SAMPLE.read_bytes(), shares=SHARES))
    listed = next(block for block in text.split("```") if block.startswith("\niotedge list\n"))
    (agent,) = (line for line in listed.splitlines() if line.startswith("edgeagent"))
    assert "…" in agent and "azureiotedge-agent" not in agent


def test_double_work_is_named_before_it_begins() -> None:
    text = sheet(migrated(SAMPLE.read_bytes(), shares=SHARES))
    assert text.index("is processed and sent twice") < text.index("az iot edge set-modules")


def test_only_names_that_were_not_given_are_placeholders() -> None:
    migration = migrate(read(short(cam={}), "site.json"), Device(), Decisions(about=About(hub="h", edge_device="d")))
    only = "Replace OLD-DEVICE (the IoT Edge device of the FPGA device) with your own names."
    assert only in sheet(migration) and only in way_back(migration)["rollback/steps.md"].decode()
    vm = migrate(read(short(cam={}), "site.json"), Device(platform="linux-vm"), Decisions())
    assert "GPU-DEVICE (the IoT Edge device of the VM)" in way_back(vm)["rollback/steps.md"].decode()


def test_a_layered_deployment_for_a_vm_has_its_commands() -> None:
    entry = expand({"cam": {}})["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired.modules.cam": entry}}}
    migration = migrated(json.dumps(tree).encode(), platform="linux-vm")
    text, steps = sheet(migration), way_back(migration)["rollback/steps.md"].decode()
    for page, name, device in ((text, "NEW-NAME", "GPU-DEVICE"), (steps, "OLD-NAME", "OLD-DEVICE")):
        assert f"az iot edge deployment create -n HUB --layered -d {name}" in page and f"deviceId='{device}'" in page
        assert "set-modules" not in page
    assert "az iot edge deployment delete -n HUB -d OLD-NAME" in text
    assert "az iot edge deployment delete -n HUB -d NEW-NAME" in steps
    assert "OLD-NAME (the layered deployment of the old device)" in text and "OLD-NAME (" in steps


def test_a_task_of_a_layered_deployment_has_the_name_of_its_module() -> None:
    options = {"HostConfig": {"Binds": ["/data/x:/data"]}}
    entry = expand({"cam": {"createOptions": options}})["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]
    layered = {"modulesContent": {"$edgeAgent": {"properties.desired.modules.cam": entry["cam"]}}}
    migration = migrated(json.dumps(layered).encode(), platform="linux-vm")
    assert "**cam**: /data/x is now a path of the VM" in sheet(migration)
    assert [module.after_name for module in build(migration).modules] == ["cam"]
    assert "The modules of the base deployment, such as edgeAgent and edgeHub, are also listed." in sheet(migration)
