"""What is shown in a preview is on a closed list: nothing else is, and what is on it stays readable."""

from __future__ import annotations

import csv
import json
import random
import string
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.redaction import by_default
from core.redaction.harmless import is_harmless
from core.redaction.names import secret_name
from core.redaction.redactor import Redactor
from tests.golden_cases import expand

HARMLESS = (
    """
20260131 | 10.128.66.98,iotedged,.svc | 1073741824 | 4294967295 | 300000000
true | No | disabled | none | 8080 | -40 | 3.25 | 1e6 | 500ms | 30s | 2GB | 512Mi | 80% | 0xFF | 1920x1080 | 16:9
08:30:00 | 2026-01-31 | 1.4.2 | v2.1.0-rc.1 | 10-20 | 192.168.1.10 | 192.168.1.10:502 | 10.0.0.0/16
10.0.0.1,10.0.0.2:80 | [fe80::1]:80 | ::1 | plc7.plant.example.com | broker:1883 | localhost:5432
https://api.example.com/v1/items | http://cam:8554/ | mqtt://broker.local:1883 | opc.tcp://plc:4840
rtsp://192.168.0.2:554/stream1 | /var/lib/data | ./config/app.json | C:\\data\\in | /dev/ttyUSB0 | *.csv
app.settings.json | Europe/Berlin | UTC+2 | en_US.UTF-8 | de-DE | debug | Information | Production | AmqpWs | tcp
json | utf-8 | nvidia | ${TOKEN} | <device> | $BROKER_HOST | ${PORT:-8080} | --verbose | -c | --port=8080 --host=0.0.0.0
/data:/in:ro | /mode:debug
python3 -u ./main.py | sh -c | dotnet Worker.dll | a.example.com;b.example.com | LOG_LEVEL=info | 1, 2, 3
""".strip()
    .replace("\n", " | ")
    .split(" | ")
)
NOT_ON_THE_LIST = (
    """
4911763201
hunter2 | Summer2024! | correct-horse-battery | Xq9!kd82 | deadbeefcafe0123 | 7c9e6679-7425-40de-944b-e07fc1f90ae7
QWxhZGRpbjpvcGVuc2VzYW1l | secret phrase here | scott/tiger | -pTiger77 | https://u:p@h.example.com/ | user:pass
${TOKEN:-hunter2} | ${LEVEL:-hunter2}
https://h.example.com/?c=1 | https://hooks.slack.com/services/T0/B0/x | /x7Kp2mQz9/wL4 | anna@example.com
mysql -uroot -pTiger77 | ABCXYZ | edgeHub | /p:Winter4711 | /password:Winter4711
<secret><![CDATA[Winter4711]]></secret> | <add key="Winter4711"/>
""".strip()
    .replace("\n", " | ")
    .split(" | ")
)
RANDOM = (string.ascii_letters + string.digits, string.hexdigits, string.ascii_letters + string.digits + "!#$%+*~^")


@pytest.mark.parametrize("value", HARMLESS)
def test_what_is_on_the_list_is_shown(value: str) -> None:
    assert is_harmless(value)
    assert by_default.variable(Redactor(), "SETTING", value) == value


@pytest.mark.parametrize("value", NOT_ON_THE_LIST)
def test_what_is_not_on_the_list_is_masked(value: str) -> None:
    assert not is_harmless(value)
    assert "•••" in str(by_default.variable(Redactor(), "SETTING", value))


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("DB_PASSWORD", "true", "•••"),
        ("DB_PASSWORD", "8080", "••• secret 1"),
        ("DB_PASSWORD", "${DB_PASSWORD}", "${DB_PASSWORD}"),
        ("DB_PASSWORD", "", ""),
        ("TOKEN_FILE", "/run/token", "/run/token"),
        ("SETTING", "Server=sql:1433;Mode=hidden words", "Server=sql:1433;Mode=•••"),
        ("SETTING", '{"port": 80, "code": "hunter2"}', '{"port": 80, "code": "•••"}'),
        ("SETTING", "LEVEL=hunter2", "LEVEL=•••"),
        ("https_proxy", "http://anna:p4ss%40w@proxy.example.com:3128", "http://••• secret 1@proxy.example.com:3128"),
    ],
)
def test_the_name_wins_and_keys_stay(name: str, value: str, shown: str) -> None:
    assert by_default.variable(Redactor(), name, value) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["run", "--port", "80"], ["run", "--port", "80"]),
        (["run", "--token", "80"], ["run", "--token", "•••"]),
        (["run", "--opt", "tiger"], ["run", "--opt", "•••"]),
        (["sh", "-c", "export X=tiger; run"], ["sh", "-c", "export X=•••; run"]),
        (["mysql", "-u", "root", "-p", "tiger"], ["mysql", "-u", "•••", "-p", "••• secret 1"]),
        (["curl", "-u", "anna:tiger", "http://plc/"], ["curl", "-u", "anna:••• secret 1", "http://plc/"]),
    ],
)
def test_the_neighbor_wins(words: list[str], shown: list[str]) -> None:
    result = by_default.words(Redactor(), words)
    assert "tiger" not in " ".join(map(str, result)) and result[-1] == shown[-1] and result[0] == shown[0]


def test_names_said_openly_are_shown() -> None:
    redactor = Redactor(read(json.dumps(expand({"lineScorer": {}})).encode(), "a.json"))
    assert by_default.variable(redactor, "TARGET", "lineScorer") == "lineScorer"
    assert by_default.variable(redactor, "TARGET", "lineReader") == "•••"


def test_no_random_word_is_shown() -> None:
    rng = random.Random(3)
    shown = [
        word
        for alphabet in RANDOM
        for _ in range(500)
        if is_harmless(word := "".join(rng.choice(alphabet) for _ in range(rng.randint(10, 24))))
    ]
    assert shown == []


def test_every_list_is_documented() -> None:
    page = Path("docs/secrets.md").read_text(encoding="utf-8")
    lists = tomllib.loads(files("resources").joinpath("harmless.toml").read_text(encoding="utf-8"))
    assert [name for name in lists if f"`{name}`" not in page] == []


def values(tree: object, key: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if isinstance(tree, dict):
        for name, item in tree.items():
            found += values(item, key if name == "value" else name)
    elif isinstance(tree, list):
        found += [pair for item in tree for pair in values(item, key)]
    elif isinstance(tree, str):
        found.append((key, tree))
    return found


def test_few_values_of_real_manifests_are_masked_without_need(corpus: Path) -> None:
    """Every value of a variable or command whose name and shape promise no secret, each once."""
    harmless: set[tuple[str, str]] = set()
    masked: set[tuple[str, str]] = set()
    for entry in csv.DictReader((corpus / "INDEX.csv").read_text(encoding="utf-8").splitlines()):
        try:
            manifest = read((corpus / entry["file"]).read_bytes(), entry["file"])
        except ManifestError:
            continue
        redactor = Redactor(manifest)
        for module in manifest.modules:
            given = [(env.name, env.value) for env in module.env() if isinstance(env.value, str)]
            given += [(key, word) for key in ("Cmd", "Entrypoint") for _, word in values(module.get(key), key)]
            for name, value in given:
                if not secret_name(name) and redactor.value(value, name) == value:
                    harmless.add((name, value))
                    if by_default.variable(redactor, name, value) != value:
                        masked.add((name, value))
    assert len(harmless) > 300
    assert len(masked) / len(harmless) <= 0.15, json.dumps(sorted(masked), indent=1)
