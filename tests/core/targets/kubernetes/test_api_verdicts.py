"""The model of the API agrees with every verdict of a real API server that is recorded."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from core.targets.kubernetes import api
from core.targets.kubernetes.reasons import REFUSALS, By
from tests.conformance import generated, recorded

CASES = recorded.load()


def test_the_model_says_what_the_server_said() -> None:
    for case in CASES:
        refusals = api.judge(case.kind, case.body)
        assert (not refusals) is case.accepted, (case.kind, case.case, case.proves, refusals)
        assert {REFUSALS[refusal.code].by for refusal in refusals} <= {By.API, By.AGENT}, (case.kind, case.case)


def test_it_refuses_at_a_place_the_server_named() -> None:
    """A name that is too long is a label as well, and the server does not look into a pod with a wrong label."""
    for case in CASES:
        found = {
            "labels" if code == "container-name" and "labels" in case.places else _place(path)
            for code, path, _ in api.faults(case.kind, case.body)
        }
        named = any(one.startswith(other) for one in found for other in case.places)
        assert named or not case.places, (found, case)


def _place(path: str) -> str:
    dotted = re.sub(r"\.(\d+)(?=\.|$)", r"[\1]", path[1:].replace("/", "."))
    return recorded.place(dotted)


def test_every_case_says_what_it_proves() -> None:
    assert len(CASES) >= 467
    assert all(case.proves for case in CASES)
    assert max(Counter((case.case, case.kind) for case in CASES).values()) == 1
    assert Counter(case.accepted for case in CASES)[True] > 150


def test_short_forms_give_the_objects_back() -> None:
    for case in CASES:
        assert recorded.expand(case.kind, recorded.shorten(case.body)) == case.body


@pytest.mark.parametrize("kind", ["Deployment", "Service", "ServiceAccount", "PersistentVolumeClaim", "Secret"])
@pytest.mark.parametrize(
    "body", [{}, {"metadata": None}, {"metadata": []}, {"metadata": {}, "spec": {}}, {"spec": {"template": 1}}]
)
def test_objects_that_are_none_are_refused(kind: str, body: dict[str, Any]) -> None:
    assert api.judge(kind, body)


def test_odd_objects_are_judged_without_an_error() -> None:
    generated_objects = list(generated.objects(3, 400))
    assert [body for _, _, body in generated_objects] == [body for _, _, body in generated.objects(3, 400)]
    verdicts = Counter((kind, not api.judge(kind, body)) for _, kind, body in generated_objects)
    assert {accepted for kind, accepted in verdicts if kind == "Deployment"} == {True, False}
    assert set(verdicts) >= {("Service", True), ("Service", False), ("PersistentVolumeClaim", True)}


@pytest.mark.parametrize("kind", ["Deployment", "Service", "ServiceAccount", "PersistentVolumeClaim", "Secret"])
def test_the_spec_of_another_kind_is_judged_without_an_error(kind: str) -> None:
    for case in CASES:
        for selector in ("a", 1, [], {"a": {"b": "c"}}):
            assert isinstance(api.judge(kind, case.body), tuple)
            if isinstance(case.body.get("spec"), dict):
                api.judge(kind, {**case.body, "spec": {**case.body["spec"], "selector": selector}})
