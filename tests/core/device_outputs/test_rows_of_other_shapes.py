"""A row of `iotedge list` that is not understood ends nothing: the rows after it count, and the list is not whole."""

from __future__ import annotations

from typing import Any

import pytest

from core.device_outputs.document import document
from core.device_outputs.reading import read

HEAD = "$ sudo iotedge list\nNAME             STATUS           DESCRIPTION      CONFIG\n"
FIRST = "edgeAgent        running          Up 3 minutes     x.azurecr.io/agent:1.6\n"
LAST = "zed              failed           Failed (137) 3 minutes ago    x.azurecr.io/zed:1.0\n"


def seen(text: str) -> dict[str, Any]:
    return document(read([("paste.txt", text.encode())]))


def test_any_word_is_a_status() -> None:
    row = "edgeHub          backoff          Down 3 minutes   x.azurecr.io/hub:1.6\n"
    result = seen(HEAD + FIRST + row + LAST)
    states = [(module["name"], module["status"]) for module in result["observed"]["modules"]]
    assert states == [("edgeAgent", "running"), ("edgeHub", "backoff"), ("zed", "failed")]
    assert result["unread"] == [] and "incomplete" not in result["observed"]


@pytest.mark.parametrize(
    "odd",
    [
        "edgeHub          backoff          x  y  z\n",
        "edgeHub\n",
        "edgeHub          Back-Off         x/hub:1\nsomething\n",
    ],
    ids=["like a row", "one word", "two lines"],
)
def test_the_rows_after_one_that_is_not_understood_count(odd: str) -> None:
    result = seen(HEAD + FIRST + odd + LAST)
    assert [module["name"] for module in result["observed"]["modules"]] == ["edgeAgent", "zed"]
    assert result["observed"]["incomplete"] == ["modules"] and len(result["unread"]) == odd.count("\n")


def test_a_last_row_that_is_not_understood_makes_the_list_partial() -> None:
    result = seen(HEAD + FIRST + "zed              backoff          x  y  z\n")
    assert result["observed"]["incomplete"] == ["modules"] and len(result["unread"]) == 1


@pytest.mark.parametrize("between", ["", "\n"])
def test_another_table_ends_the_list(between: str) -> None:
    pods = "NAME                   READY  STATUS   RESTARTS AGE\ncam-5b8f7c9d64-qm4tz   2/2    Running  0        9m\n"
    containers = "CONTAINER ID   IMAGE   COMMAND   CREATED       STATUS       PORTS   NAMES\n"
    containers += '0123456789ab   nginx   "/run"    2 hours ago   Up 2 hours           web\n'
    for other, names in ((pods, ["edgeAgent"]), (containers, ["edgeAgent", "web"])):
        result = seen(HEAD + FIRST + between + other)
        assert [module["name"] for module in result["observed"]["modules"]] == names
        assert result["unread"] == [] and "incomplete" not in result["observed"]


def test_words_after_the_list_are_no_module() -> None:
    result = seen(HEAD + FIRST + "user logged out\n")
    assert [module["name"] for module in result["observed"]["modules"]] == ["edgeAgent"]
    assert len(result["unread"]) == 1
