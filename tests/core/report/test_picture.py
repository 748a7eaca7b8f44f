"""The picture: everything is in it, nothing lies on anything else, and no name gets out of its text."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model.decisions import Decisions
from core.model.device import Device, Platform, Share
from core.report.picture import picture, shortened
from core.report.picture_routes import ANY, HUB
from core.report.picture_shapes import Box, Picture
from core.report.picture_svg import svg
from tests.golden_cases import expand

SVG = "{http://www.w3.org/2000/svg}"
SECRET = "Endpoint=sb://x;SharedAccessKey=c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"


def migrated(platform: Platform = "kubernetes", /, **modules: Any) -> Migration:
    data = json.dumps(expand(modules)).encode()
    device = Device(gpus=2, shares=(Share(name="in"),), platform=platform)
    return migrate(read(data, "site.json"), device, Decisions())


def drawn(migration: Migration) -> Picture:
    return picture(migration, migration.redactor)


def module(port: int = 0, share: str = "", gpus: int = 0) -> dict[str, Any]:
    options: dict[str, Any] = {"HostConfig": {}}
    if port:
        options["HostConfig"]["PortBindings"] = {"80/tcp": [{"HostPort": str(port)}]}
    if share:
        options["HostConfig"]["Mounts"] = [{"Type": "volume", "Source": share, "Target": "/d"}]
    if gpus:
        options["k8s-experimental"] = {"resources": {"limits": {"nvidia.com/gpu": gpus}}}
    return {"createOptions": options}


def many(count: int) -> Migration:
    modules = {f"module{n}": module(8000 + n, f"share{n % 3}", n % 2) for n in range(count)}
    names = list(modules)
    routes = {
        f"r{n}": f"FROM /messages/modules/{name}/* INTO BrokeredEndpoint('/modules/{names[n * 7 % count]}/inputs/a')"
        for n, name in enumerate(names)
    }
    return migrated(**modules, **{"$routes": {**routes, "all": "FROM /messages/* INTO $upstream"}})


def test_modules_ports_shares_gpus_and_routes_are_in_it() -> None:
    routes = {
        "up": {"route": "FROM /messages/modules/cam/* INTO $upstream", "priority": 1},
        "on": "FROM /messages/modules/cam/outputs/o INTO BrokeredEndpoint('/modules/infer/inputs/i')",
        "gone": "FROM /messages/* INTO BrokeredEndpoint('/modules/nobody/inputs/i')",
    }
    drawing = drawn(migrated(cam=module(8080, "in"), infer=module(gpus=2), **{"$routes": routes}))
    boxes = {box.key: box for box in drawing.boxes}
    assert set(boxes) >= {HUB, "cam", "infer", "share:in", "gpu"}
    assert boxes["cam"].lines[0] == "from outside: 8080/tcp"
    assert boxes["infer"].lines[0] == "no service"
    assert boxes["gpu"].title == "GPU × 2"
    assert [line.label for line in drawing.lines] == [
        "up: from cam to IoT Hub",
        "on: from cam to infer",
        "cam mounts the share “in”",
        "infer uses 2 GPUs",
    ]
    assert "cam: from outside: 8080/tcp; shares in" in drawing.story


def test_a_vm_has_no_cluster_and_a_host_network() -> None:
    inside = {
        "createOptions": {"HostConfig": {"PortBindings": {"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "80"}]}}}
    }
    migration = migrated(
        "linux-vm", aa=inside, bb={"createOptions": {"HostConfig": {"NetworkMode": "host"}}}, cc=module()
    )
    lines = {box.key: box.lines[0] for box in drawn(migration).boxes if box.key in ("aa", "bb", "cc")}
    assert lines == {
        "aa": "on the VM only: 80/tcp",
        "bb": "host network: all of its ports are open",
        "cc": "no port published",
    }


def test_nothing_lies_on_anything_else() -> None:
    drawing = drawn(many(20))
    assert not [(a.key, b.key) for a, b in combinations(drawing.boxes, 2) if _overlap(a, b)]
    assert all(box.x + box.width <= drawing.width and box.y + box.height <= drawing.height for box in drawing.boxes)
    assert all(0 < x < drawing.width and 0 < y < drawing.height for line in drawing.lines for x, y in line.points)
    uprights = [
        (line.points[-1], line.points[1][0], *sorted((line.points[1][1], line.points[2][1])))
        for line in drawing.lines
        if line.kind == "route"
    ]
    apart = [(a, b) for a, b in combinations(uprights, 2) if a[0] != b[0] and a[1] == b[1]]
    assert not [1 for a, b in apart if a[2] < b[3] and b[2] < a[3]], "only routes with one end share a lane"


def test_every_line_begins_and_ends_at_the_edge_of_a_box() -> None:
    drawing = drawn(many(20))
    assert [line for line in drawing.lines if line.kind == "route" and "any module to IoT Hub" in line.label]
    for line in drawing.lines:
        for x, y in (line.points[0], line.points[-1]):
            at = [box for box in drawing.boxes if x in (box.x, box.x + box.width) and box.y <= y <= box.y + box.height]
            assert at, line
    starts = {line.points[0] for line in drawing.lines if line.kind == "route"}
    ends = {line.points[-1] for line in drawing.lines if line.kind == "route"}
    assert not starts & ends, "where one route ends no other begins"


def test_any_module_is_a_box_only_where_a_route_begins_there() -> None:
    assert ANY in {box.key for box in drawn(many(2)).boxes}
    assert ANY not in {box.key for box in drawn(migrated(cam=module(8080))).boxes}


def test_twenty_modules_with_one_end_need_one_lane() -> None:
    modules = {f"module{n}": module() for n in range(20)}
    routes = {f"r{n}": f"FROM /messages/modules/{name}/* INTO $upstream" for n, name in enumerate(modules)}
    drawing = drawn(migrated(**modules, **{"$routes": routes}))
    lines = [line for line in drawing.lines if line.kind == "route"]
    assert len(lines) == 20 and len({line.points[1][0] for line in lines}) == 1
    assert min(box.x for box in drawing.boxes) < 60


def _overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


def test_the_svg_is_one_file_that_anybody_can_read() -> None:
    migration = many(6)
    text = svg(migration, migration.redactor)
    root = ElementTree.fromstring(text)
    assert root.findtext(f"{SVG}title") == "What Kubernetes will run"
    assert "Route r1: from module1 to module1" in (root.findtext(f"{SVG}desc") or "")
    assert text.count("http") == 1, "the name space and nothing else"
    assert text == svg(migration, migration.redactor)


def test_hostile_names_are_text() -> None:
    name = "a</title><script>alert(1)</script>\u202e&"
    routes = {f"{name}": f"FROM /messages/* INTO $upstream WHERE x='{SECRET}'"}
    migration = migrated(**{name: module(80, "in")}, **{"$routes": routes})
    text = svg(migration, migration.redactor)
    root = ElementTree.fromstring(text)
    assert not root.findall(f".//{SVG}script")
    assert "\u202e" not in text
    assert "c2VjcmV0" not in text


def test_a_picture_of_nothing_can_be_drawn() -> None:
    assert drawn(migrated()).boxes[0].key == HUB


def test_long_names_keep_both_ends() -> None:
    assert shortened("abcdefghij", 10) == "abcdefghij"
    assert shortened("abcdefghijk", 10) == "abcdef…ijk"
