"""The report explains what the answers led to, not what other answers would have led to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.docker.facts import SHARE_ROOT
from core.manifest.read import read
from core.migration.migrate import migrate
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device
from core.model.findings import Finding
from core.model.questions import Choice
from core.report.build import build
from core.report.markdown import render
from core.report.parts import parts
from core.rules import RULES
from core.text import explanations
from tests.golden_cases import cases_of, expand

REMOVED = ("drop", "remove")
CONDITIONAL = ("you choose", "you type", "unless", "if you keep", "of your choice", "or is removed", "or removed")


def page(before: dict[str, Any], answers: dict[str, Any], gpus: int = 1) -> str:
    given = Decisions(items=tuple(Decision(finding=name, answer=answer) for name, answer in answers.items()))
    migration = migrate(read(json.dumps(expand(before)).encode(), "site.json"), Device(gpus=gpus), given)
    report = build(migration)
    return render(report, parts(migration, report))


def removing() -> list[tuple[str, Finding, str]]:
    """The findings of golden cases that an answer removes the value of, once for each rule, variant and answer."""
    found: dict[tuple[str, str, str], Finding] = {}
    for rule in RULES:
        for case in cases_of("rules", rule.id):
            for finding in case.findings():
                options = finding.question.options if isinstance(finding.question, Choice) else ()
                for option in options:
                    if finding.rule == rule.id and option.value in REMOVED:
                        found.setdefault((rule.id, str(finding.facts.get("variant")), str(option.value)), finding)
    return [(" ".join(key), finding, key[2]) for key, finding in found.items()]


def test_no_text_says_that_what_was_removed_is_there() -> None:
    """A text that fits every answer says what each of them does; any other needs one of its own for the removal."""
    wrong = {}
    for name, finding, answer in removing():
        text = explanations.role(explanations.answered(finding, answer), "change", markdown=True)
        claims = [words for words in (" is added", " stays", "becomes") if words in text]
        if claims and not any(words in text.lower() for words in CONDITIONAL) and "HostIp" not in text:
            wrong[name] = text
    assert not wrong


@pytest.mark.parametrize(
    ("answer", "there", "absent"),
    [
        ("drop", "**What was changed.** The entry is removed from `Binds`.\n", "The path in the module stays"),
        ("bind:/data/in", "The path in the module stays `/in`.", "removed from `Binds`.\n"),
    ],
)
def test_a_removed_bind_is_explained_as_removed(answer: str, there: str, absent: str) -> None:
    bind = {"cam": {"createOptions": {"HostConfig": {"Binds": ["/data/in:/in:ro"]}}}}
    text = page(bind, {f"{rule_ids.BIND}/cam//in": answer})
    assert there in text and absent not in text
    assert ("does not describe read-only shares" in text) == (answer != "drop")


def test_two_answers_to_one_kind_are_explained_apart() -> None:
    binds = {"cam": {"createOptions": {"HostConfig": {"Binds": ["/data/in:/in", "/data/out:/out"]}}}}
    text = page(binds, {f"{rule_ids.BIND}/cam//in": "drop", f"{rule_ids.BIND}/cam//out": "bind:/data/out"})
    assert "**What was changed.** The entry is removed from `Binds`.\n" in text
    assert "The path in the module stays `/out`." in text


def test_an_answer_that_changes_nothing_has_no_text_about_a_change() -> None:
    mount = {"cam": {"createOptions": {"HostConfig": {"Binds": ["/data/in:/in"]}}}}
    for answer, changed in (("leave", False), ("recreate", True)):
        text = page(mount, {f"{rule_ids.STRATEGY}/cam/strategy": answer})
        assert rule_ids.STRATEGY in text and ("the old copy stops first." in text) == changed


def test_no_text_counts_the_gpus_of_other_answers() -> None:
    fpga = {"k8s-experimental": {"resources": {"limits": {"microsoft.com/fpga_catapult": 1}}}}
    nvidia = {"HostConfig": {"Runtime": "nvidia"}}
    before = {"a": {"createOptions": fpga}, "b": {"createOptions": nvidia}}
    text = page(before, {f"{rule_ids.FPGA_BY_RESOURCE}/a/gpu": 0, f"{rule_ids.GPU_BY_DOCKER}/b/gpu": 1})
    assert "`a` gets a GPU" not in text and "need 2 in total" not in text
    assert "The module requests an accelerator" not in text


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("/dev/shm", "64 MB of its own at /dev/shm"),
        ("/dev/urandom", "what every container has at /dev/urandom"),
        ("/dev/video0", "Only files already in the image are at /dev/video0"),
        ("/etc/hosts", "what every container has at /etc/hosts"),
        ("/devices", "Only files already in the image are at /devices"),
    ],
)
@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_a_path_that_every_container_has_is_not_left_to_the_image(target: str, text: str, platform: Any) -> None:
    binds = {"cam": {"createOptions": {"HostConfig": {"Binds": [f"{SHARE_ROOT}x:{target}"]}}}}
    manifest = read(json.dumps(expand(binds)).encode(), "site.json")
    found = migrate(manifest, Device(platform=platform), Decisions()).findings
    drops = [
        explanations.option_consequence(finding, option)
        for finding in found
        if isinstance(finding.question, Choice)
        for option in finding.question.options
        if option.value == "drop"
    ]
    assert drops and all(text in drop for drop in drops)
