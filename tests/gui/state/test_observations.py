"""What is forgotten of the outputs given is in no reading, document or fact of them."""

from __future__ import annotations

import pytest

from gui.state.observations import Observations

WHEN = "2026-11-27T14:30:00+00:00"
HEAD = b"$ kubectl get pods -n iotedge\nNAME                   READY   STATUS    RESTARTS   AGE\n"
CAM = HEAD + b"cam-5b8f7c9d64-qm4tz   2/2     Running   0          9m\n"
OTHER = b"$ kubectl get svc -n iotedge\nNAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\n"
OTHER += b"zed    ClusterIP   10.96.1.2    <none>        80/TCP    3h\n"


@pytest.mark.parametrize("name", ["pods.txt", ""], ids=["file", "paste"])
def test_what_is_removed_is_nowhere(name: str) -> None:
    seen = Observations().with_more([(name, CAM), (name and "svc.txt", OTHER)], WHEN).read()
    assert "pods" in seen.document["observed"] and len(seen.facts) == 2
    less = seen.without([(name, CAM)])
    assert "pods" not in less.document["observed"]
    assert [dated.fact.command for dated in less.facts] == ["kubectl get svc"]
    assert len(less.sources) == 1 and len(seen.sources) == 2


def test_a_file_with_the_content_of_a_removed_paste_stays() -> None:
    seen = Observations().with_more([("pods.txt", CAM), ("", CAM)], WHEN).without([("", CAM)])
    assert [name for name, _ in seen.sources] == ["pods.txt"]
