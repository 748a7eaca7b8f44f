"""A short line after a table is not the rest of its last row, however long that row is."""

from __future__ import annotations

from typing import Any

import pytest

from core.device_outputs.document import document
from core.device_outputs.reading import read
from core.device_outputs.shown import facts

CONTAINERS = """CONTAINER ID   IMAGE                  COMMAND                  CREATED       STATUS       PORTS   NAMES
0123456789ab   x.azurecr.io/agent:1.6      "/docker-entrypoint.…"   2 hours ago   Up 2 hours             edgeAgent
0123456789aa   x.azurecr.io/hub:1.6        "/docker-entrypoint.…"   2 hours ago   Up 2 hours   {ports}   hub
0123456789ac   x.azurecr.io/cam:1.0        "/docker-entrypoint.…"   2 hours ago   Up 2 hours   {ports}   zed
"""
LIST = """NAME             STATUS           DESCRIPTION      CONFIG
edgeAgent        running          Up 3 minutes     mcr.microsoft.com/azureiotedge-agent:1.6
zed              running          Up 3 minutes     example.azurecr.io/zed:1.0-0000000000000000000
"""
PODS = """NAME                         READY   STATUS    RESTARTS   AGE
cam-5b8f7c9d64-qm4tz         2/2     Running   0          9m
zed-5b8f7c9d64-qm4tz         2/2     Running   0          100d
"""
SERVICES = """NAME   TYPE           CLUSTER-IP      EXTERNAL-IP   PORT(S)          AGE
cam    ClusterIP      10.96.1.2       <none>        80/TCP           3h
zed    LoadBalancer   10.96.1.3       10.57.48.20   5671:30001/TCP   3h17m
"""
CLAIMS = """NAME   STATUS   VOLUME                                     CAPACITY   ACCESS MODES   STORAGECLASS   AGE
cam    Bound    pvc-0b2c1a6a-3a3b-4a8b-9d4a-000000000000   1Ti        RWX            standard       3h
zed    Bound    pvc-0b2c1a6a-3a3b-4a8b-9d4a-000000000001   1Ti        RWX            standard       3h17m
"""
TABLES = {
    "sudo docker ps": CONTAINERS.replace("{ports}", "0.0.0.0:80->80/tcp, :::80->80/tcp"),
    "dkrdbe ps": CONTAINERS.replace("{ports}", "0.0.0.0:443->443/tcp"),
    "sudo iotedge list": LIST,
    "kubectl get pods -n iotedge": PODS,
    "kubectl get svc -n iotedge": SERVICES,
    "kubectl get pvc -n iotedge": CLAIMS,
}
AFTER = ["logout", "$ exit", "Connection to 10.0.0.5 closed.", "password = hunter2secret"]


def seen(text: str) -> dict[str, Any]:
    return document(read([("paste.txt", text.encode())]))


@pytest.mark.parametrize("after", AFTER)
@pytest.mark.parametrize("width", [None, 80, 120], ids=["longest", "80", "120"])
@pytest.mark.parametrize("command", TABLES)
def test_a_line_after_a_table_is_no_part_of_it(command: str, width: int | None, after: str) -> None:
    """Whether the last row is the longest, or as long as a usual window is wide."""
    table = TABLES[command].rstrip("\n")
    if width is not None:
        table = table.ljust(len(table) + width - len(table.split("\n")[-1]))
    text = f"$ {command}\n{table}\n"
    plain, result = seen(text), seen(text + after + "\n")
    assert plain["unread"] == [] and [line["line"] for line in result["unread"]] == [text.count("\n") + 1]
    assert result["observed"] == plain["observed"]


@pytest.mark.parametrize("command", TABLES)
def test_a_secret_after_a_table_is_in_no_fact(command: str) -> None:
    reading = read([("paste.txt", f"$ {command}\n{TABLES[command]}password = hunter2secret\n".encode())])
    assert "hunter2secret" not in str(facts(reading)) + str(document(reading))


def test_two_rows_of_containers_are_never_one() -> None:
    rows = TABLES["sudo docker ps"].split("\n")
    result = seen(f"$ sudo docker ps\n{rows[0]}\n{rows[1]}\n{rows[2]}{rows[3]}\n")
    assert [row["name"] for row in result["observed"]["modules"]] == ["edgeAgent"]
    assert len(result["unread"]) == 1 and result["observed"]["incomplete"] == ["modules"]
