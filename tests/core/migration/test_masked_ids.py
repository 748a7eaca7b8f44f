"""A place that is named by a secret: its id is shown masked, can be used as it is shown, and is saved so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.bundle.export import bundle, saved
from core.cli.main import main
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.verdict import Judgement, judged
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device
from tests.golden_cases import expand

HOSTS = {"HostConfig": {"ExtraHosts": ["password:tiger99x", "password:lion88y"], "Tmpfs": {"/t": "password=bear77z"}}}
VALUES = ("tiger99x", "lion88y", "bear77z")
DEVICE = Device(platform="linux-vm")


def migrated(*items: Decision) -> Migration:
    manifest = read(json.dumps(expand({"cam": {"createOptions": HOSTS}})).encode(), "site.json")
    return migrate(manifest, DEVICE, Decisions(device=DEVICE, items=items))


def shown(migration: Migration) -> list[str]:
    return [migration.redactor.text(name) for name in migration.open]


def test_the_id_that_is_shown_is_an_id() -> None:
    asked = migrated()
    names = shown(asked)
    assert len(names) == 3 and all("•••" in name and not any(value in name for value in VALUES) for name in names)
    answered = migrated(*(Decision(finding=name, answer="remove") for name in names))
    assert not answered.open and not answered.stale
    assert not any(value in answered.output().decode() for value in VALUES)


def test_other_numbers_are_understood_where_only_one_can_be_meant() -> None:
    names = [name.replace("secret ", "secret 7") for name in shown(migrated())]
    answered = migrated(*(Decision(finding=name, answer="remove") for name in names))
    assert [name for name in answered.stale if "Tmpfs" in name] == []
    assert len(answered.stale) == 2  # two hosts, and none of them has this number


def test_answers_are_saved_under_ids_without_secrets() -> None:
    asked = migrated()
    answered = migrated(*(Decision(finding=name, answer="remove") for name in asked.open))
    kept = saved(answered)
    assert sorted(item.finding for item in kept.items) == sorted(shown(asked))
    again = migrated(*kept.items)
    assert again.output() == answered.output()
    assert bundle(again)["decisions.json"] == bundle(answered)["decisions.json"]


def test_the_example_on_the_terminal_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site, answers = tmp_path / "site.json", tmp_path / "answers.json"
    site.write_text(json.dumps(expand({"cam": {"createOptions": HOSTS}})))
    command = ["convert", str(site), "--out", str(tmp_path / "out"), "--platform", "linux-vm"]
    assert main(command) == 1
    printed = capsys.readouterr().err
    items = [{"finding": name, "answer": "remove"} for name in shown(migrated())]
    assert all(item["finding"] in printed for item in items)
    answers.write_text(json.dumps({"format": "edgeshift-decisions/1", "items": items}))
    assert main([*command, "--decisions", str(answers)]) == 0
    assert "not used" not in capsys.readouterr().err


def test_a_risk_that_a_check_found_is_accepted_under_its_masked_id() -> None:
    tree = expand({"cam": {"createOptions": {"ExposedPorts": {"password=tiger99x": "x"}}}})
    manifest = read(json.dumps(tree).encode(), "site.json")

    def judgement(*items: Decision) -> Judgement:
        return judged(migrate(manifest, Device(), Decisions(items=items)))

    mask = migrate(manifest, Device(), Decisions()).redactor.text
    kept = Decision(finding=mask(judgement().reasons[0].id), answer=None, note="kept")
    (reason,) = judgement(kept).blocking
    assert "tiger99x" in reason.id
    accepted = judgement(kept, Decision(finding=mask(reason.id), answer=True, note="known"))
    assert accepted.blocking == () and [item.id for item in accepted.accepted] == [reason.id]
    assert accepted.gone == accepted.outdated == ()


def bound(*items: Decision) -> Migration:
    options = {"HostConfig": {"Binds": ["/srv/password=Wint3rTale!x:/z"]}}
    return migrate(
        read(json.dumps(expand({"cam": {"createOptions": options}})).encode(), "site.json"),
        Device(),
        Decisions(items=items),
    )


def test_an_option_is_chosen_as_it_is_shown() -> None:
    asked = bound()
    shown_option = asked.redactor.text("bind:/srv/password=Wint3rTale!x")
    assert "•••" in shown_option
    chosen = bound(Decision(finding=f"{rule_ids.BIND}/cam//z", answer=shown_option.replace("secret 1", "secret 7")))
    assert chosen.answers[f"{rule_ids.BIND}/cam//z"] == "bind:/srv/password=Wint3rTale!x"
    assert chosen.output() == asked.output()


def test_a_mask_never_becomes_part_of_the_manifest() -> None:
    refused = bound(Decision(finding=f"{rule_ids.BIND}/cam//z", answer="bind:/other/••• secret 1"))
    assert f"{rule_ids.BIND}/cam//z" in refused.open
    assert any("Enter the value itself" in problem for problem in refused.problems)
    assert "•••" not in refused.output().decode()
