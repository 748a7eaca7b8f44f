"""In the report a change shows what it is about; the words beside it only where they are harmless."""

from __future__ import annotations

import json

import pytest

from core.bundle.export import bundle
from core.manifest.read import read
from core.migration.migrate import migrate
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device
from core.redaction import change
from core.redaction.redactor import Redactor
from tests.golden_cases import expand

ENV = "/modules/cam/settings/createOptions/Env/0"
COMMANDS = (
    "htpasswd -b f admin {secret} {url}",
    "net use //nas/share /user:op {secret} {url}",
    "app --user anna -- {secret} {url}",
    "snmpget -v3 -A {secret} {url}",
    'user "a" secret "{secret}" {url}',
    "u=a;p={secret};{url}",
    '{{"Password":["{secret}"]}} {url}',
    "&lt;password&gt;{secret}&lt;/password&gt; {url}",
    "{url}?c={secret}",
    "{url} <<< root:{secret}",
)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("secret", ["Winter4711", "brunnenkresse", "blau-hund-sieben"])
def test_a_changed_command_shows_only_what_differs(command: str, secret: str) -> None:
    options = {
        "Env": [f"RUN={command.format(secret=secret, url='http://My_Cam:8081')}"],
        "Cmd": ["sh", "-c", command.format(secret=secret, url="http://My_Cam:8081")],
    }
    tree = expand({"My_Cam": {"image": "r/m:1"}, "other": {"createOptions": options}})
    files = bundle(migrate(read(json.dumps(tree).encode(), "site.json"), Device(), Decisions()))
    outside = {name: data.decode() for name, data in files.items() if name.startswith("report.")}
    assert secret in files["site.gpu.json"].decode()
    assert [name for name, text in outside.items() if secret in text] == []
    report = json.loads(outside["report.json"])
    shown = [each for each in report["changes"] if each["finding"].startswith(f"{rule_ids.HOST_NAMES}/")]
    assert len(shown) == 2
    assert all("My_Cam" in each["before"] and "my-cam" in each["after"] for each in shown)


def test_a_variable_that_moves_shows_its_name() -> None:
    tree = expand({"cam": {"env": {"a.b": {"value": "Winter4711"}, "a.c": {"value": "debug"}}}})
    items = tuple(Decision(finding=f"env-name-dot/cam/a.{name}", answer="move") for name in "bc")
    files = bundle(migrate(read(json.dumps(tree).encode(), "site.json"), Device(), Decisions(items=items)))
    report = files["report.json"].decode()
    assert "Winter4711" not in report + files["report.md"].decode() + files["report.html"].decode()
    assert "a.b=•••" in report and "a.c=debug" in report


def test_the_marks_of_a_change_stay_beside_what_is_masked() -> None:
    before, after = ('    "run Winter4711 http://My_Cam:80/x",', '    "run Winter4711 http://my-cam:80/x",')
    start = before.index("My_C")
    pieces = change.pieces(Redactor(), before, after, ENV, ((start, start + 4),))
    assert "".join(text for text, _ in pieces) == '    "run ••• http://My_Cam:80/x",'
    assert [text for text, marked in pieces if marked] == ["My_C"]


@pytest.mark.parametrize(
    "pointer",
    [
        "/modulesContent/$edgeHub/properties.desired/routes/labels",
        "/modulesContent/$edgeAgent/properties.desired/modules/env/settings/image",
        "/modulesContent/$edgeHub/properties.desired/note",
    ],
)
def test_a_name_the_manifest_chose_is_no_holder_of_variables(pointer: str) -> None:
    assert change.values(Redactor(), pointer, "two words of cam", "two words of dam", "") == (
        "two words of cam",
        "two words of dam",
    )
    assert change.line(Redactor(), '"two words"', pointer) == '"two words"'


def test_a_property_of_a_twin_beside_a_change_is_judged() -> None:
    place = "/modulesContent/cam/properties.desired/line/note"
    assert change.line(Redactor(), '"note": "Winter4711",', place) == '"note": "•••",'
    assert change.line(Redactor(), '"level": "debug",', place) == '"level": "debug",'


def test_a_word_that_a_mask_ends_is_judged_without_it() -> None:
    """What a mask hides begins in the middle of a word where a secret does."""
    redactor = Redactor()
    redactor.value({"password": " http://My_Cam:80"})
    before, after = redactor.text("X=brunnenkresse http://My_Cam:80/x"), "X=brunnenkresse http://my-cam:80/x"
    assert before.startswith("X=brunnenkresse•••")
    assert "brunnenkresse" not in str(change.values(redactor, ENV, before, after, ""))
