"""Masking: no secret survives in any shape, and harmless values stay."""

from __future__ import annotations

import base64
import copy
import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.redaction.redactor import Redactor
from tests.golden_cases import expand

KEY = base64.b64encode(bytes(range(32))).decode()
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudC03In0.c2lnbmF0dXJlLWhlcmU"
PEM = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0\n-----END PRIVATE KEY-----"

SHAPES: list[tuple[Any, str]] = [
    ({"registryCredentials": {"r": {"username": "u", "password": "Sup3r!geheim"}}}, "Sup3r!geheim"),
    ({"env": {"DB_PASSWORD": {"value": "hunter22"}}}, "hunter22"),
    ({"Env": ["API_KEY=abc-123-def"]}, "abc-123-def"),
    ({"Env": [f"CONN=HostName=h.example;DeviceId=d;SharedAccessKey={KEY}"]}, KEY),
    (
        {"Env": ["STORAGE=DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Zm9vYmFyYmF6;EndpointSuffix=x"]},
        "Zm9vYmFyYmF6",
    ),
    ({"url": "https://a.example/c?sv=2020&sig=aBcD%2Fef123&se=1"}, "aBcD%2Fef123"),
    ({"env": {"https_proxy": {"value": "http://anna:p4ss%40w@proxy.example:3128"}}}, "p4ss%40w"),
    ({"Env": [f"X={JWT}"]}, JWT),
    ({"Env": ["CERT=" + PEM]}, "MIIEvQIBADANBgkqhkiG9w0"),
    ({"Cmd": ["--token", "tok-998877"]}, "tok-998877"),
    ({"Cmd": ["run --password=qwerty99 --fast"]}, "qwerty99"),
    (
        {"Env": ["BLOB=" + base64.b64encode(b"user=a;password=verborgen1").decode()]},
        base64.b64encode(b"user=a;password=verborgen1").decode(),
    ),
    ({"Env": ['CONFIG={"client_secret":"geheimnis77"}']}, "geheimnis77"),
    ({"Env": ["CONFIG=<password><![CDATA[Winter4711]]></password>"]}, "Winter4711"),
    ({"Env": ["AUTH=Bearer abcdef0123456789"]}, "abcdef0123456789"),
    ({"Env": ["GH=ghp_0123456789abcdefghijABCDEFGHIJ"]}, "ghp_0123456789abcdefghijABCDEFGHIJ"),
]


@pytest.mark.parametrize(("value", "secret"), SHAPES, ids=range(len(SHAPES)))
def test_every_shape_is_masked(value: Any, secret: str) -> None:
    masked = json.dumps(Redactor().value(value), ensure_ascii=False)
    assert secret not in masked and "••• secret 1" in masked


def test_a_known_secret_is_masked_wherever_it_turns_up() -> None:
    redactor = Redactor()
    redactor.value({"password": 'a"b\\c/dé'})
    for text in ('it was a"b\\c/dé', json.dumps({"x": 'a"b\\c/dé'}), base64.b64encode('a"b\\c/dé'.encode()).decode()):
        masked = redactor.text(text)
        assert "••• secret 1" in masked


def test_equal_secrets_have_equal_numbers_in_document_order() -> None:
    masked = Redactor().value({"a_password": "first-one", "b_password": "second-one", "c_token": "first-one"})
    assert list(masked.values()) == ["••• secret 1", "••• secret 2", "••• secret 1"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("password", "$ecret99"),
        ("password", "1234"),
        ("MY_KEY", "a-b-c-d"),
        ("FaceKey", "abc123def"),
        ("apiKeys", "abc123def"),
        ("x", "token=abc123"),
        ("x", "http://anna:p@ss@proxy.example:3128"),
        ("x", "http://anna:p/ss9@proxy.example:3128"),
        ("x", "https://0123456789abcdef0123@git.example/r.git"),
        ("x", "0bdca2dca9bd4756b48f3e3f1fe136bf"),
        ("x", "kD3vB7nQ1xZ9pL4mR8tW2"),
    ],
)
def test_awkward_secrets_are_masked(key: str, value: str) -> None:
    assert Redactor().value({key: value}) != {key: value}


def test_a_password_said_openly_is_masked_in_its_own_place() -> None:
    options = {"Env": ["POSTGRES_PASSWORD=postgres", "POSTGRES_DB=line7"]}
    settings = {"image": "postgres:13", "createOptions": options}
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"db": {"settings": settings}}}}}}
    redactor = Redactor(read(json.dumps(tree).encode(), "a.json"))
    assert redactor.value(options) == {"Env": ["POSTGRES_PASSWORD=••• secret 1", "POSTGRES_DB=line7"]}
    assert redactor.text("postgres:13") == "postgres:13"


def test_json_inside_a_string_is_read() -> None:
    text = json.dumps({"auth": {"user": "anna", "pwd": "ab1"}, "port": 1})
    assert json.loads(Redactor().value(text)) == {
        "auth": {"user": "anna", "pwd": "••• secret 1"},
        "port": 1,
    }


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("password", "${REGISTRY_PASSWORD}"),
        ("password", "$PASSWORD"),
        ("password", ""),
        ("TOKEN_FILE", "/run/token"),
        ("maxTokens", "400"),
        ("secretName", "registry"),
        ("image", "registry.example/cam@sha256:" + "a" * 64),
        ("note", "the password is kept by the site manager"),
        ("url", "http://proxy.example:3128/a@b"),
        ("key", "true"),
        ("password", "<CR.Password>"),
        ("password", "$CONTAINER_REGISTRY_PASSWORD_${NAME}"),
        ("ALLOW_EMPTY_PASSWORD", "yes"),
        ("partitionKey", "deviceId"),
        ("monkey", "tamarin"),
        ("TOKEN_URL", "https://login.example/token"),
        ("auth", "ldap"),
        ("note", "Password: see the vault"),
        ("endpoint", "https://h.example:${PORT}/a@b"),
        ("address", "http://[::1]:80/a@b"),
        ("collation", "SQL_Latin1_General_CP1_CI_AS"),
        ("db", "Server=sql;User Id=sa;Password=${SAPASSWORD};Encrypt=True"),
        ("proxy_config", base64.b64encode(b"server { listen 443 ssl; proxy_pass http://${BACK}/$1; }").decode()),
        ("subscription", "0b1f6471-1bf0-4dda-aec3-111122223333"),
    ],
)
def test_harmless_values_stay(key: str, value: str) -> None:
    assert Redactor().value({key: value}) == {key: value}


def test_masking_twice_changes_nothing() -> None:
    redactor = Redactor()
    once = redactor.text("password=abcdefgh; sig=123456789")
    assert redactor.text(once) == once


def _strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _strings(item, key if name == "value" else name)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, key)
    elif isinstance(value, str):
        yield key, value


SECRET_WORDS = ("password", "key", "token", "secret", "connection", "pwd", "sas", "credential", "sig=", "@")


def test_at_most_two_percent_of_harmless_values_are_masked(corpus: Path) -> None:
    harmless = masked = 0
    for entry in csv.DictReader((corpus / "INDEX.csv").read_text(encoding="utf-8").splitlines()):
        try:
            manifest = read((corpus / entry["file"]).read_bytes(), entry["file"])
        except ManifestError:
            continue
        redactor = Redactor()
        for key, value in _strings(manifest.tree):
            if not any(word in (key + value).lower() for word in SECRET_WORDS):
                harmless += 1
                masked += redactor.is_secret(value, key)
    assert harmless > 5000
    assert masked / harmless <= 0.02, (masked, harmless)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("DB_PW", "tiger"),
        ("DOOR_PIN", "4711"),
        ("HASH_SALT", "tiger"),
        ("SNMP_COMMUNITY", "plant7"),
        ("FTP_CREDS", "tiger"),
        ("DB_KENNWORT", "tiger"),
        ("MOT_DE_PASSE", "tiger"),
        ("CONTRASEÑA", "tiger"),
        ("x", "http://cam/?user=a&pw=tiger"),
        ("x", '<add key="DbPassword" value="tiger"/>'),
        ("x", "scott/tiger@db:1521/orcl"),
        ("x", "robot:tiger@registry.example/m:1"),
        ("x", {"u": "anna", "p": "tiger"}),
        ("x", [{"key": "DbPassword", "value": "tiger"}]),
        ("x", [{"Name": "ApiToken", "Value": "tiger"}]),
        ("Cmd", ["mysql", "-p", "tiger"]),
        ("Cmd", ["mysql", "-ptiger"]),
        ("Cmd", ["client", "--pw", "tiger"]),
        ("Cmd", ["curl", "-u", "anna:tiger"]),
        ("Cmd", ["-----BEGIN PRIVATE KEY-----", "tiger", "-----END PRIVATE KEY-----"]),
        ("x", "curl -u anna:tiger http://plc/"),
        ("x", base64.b64encode(b"anna:tiger").decode()),
        ("x", "https://hooks.slack.com/services/T0123/B0456/tigertigertiger"),
        ("x", "https://discord.com/api/webhooks/123456/tigertigertiger"),
        ("x", "https://api.telegram.org/bot123456789:tigertigertigertigertiger/send"),
        ("x", "glpat-tigertigertigertiger"),
        ("x", "whsec_tigertigertigertiger"),
        ("x", '<add value="tiger" key="DbPassword"/>'),
        ("x", '<setting name="ApiToken" serializeAs="String"><value>tiger</value></setting>'),
        ("x", "&lt;password&gt;tiger&lt;/password&gt;"),
        ("x", "%7B%22password%22%3A%22tiger%22%7D"),
        ("x", [{"name": "field1", "type": "password", "value": "tiger"}]),
        ("x", {"password": {"plain": "tiger"}}),
        ("x", 'psk="tiger"'),
        ("Cmd", ["client", "--mqtt.password", "tiger"]),
        ("Cmd", ["client --mqtt.password tiger"]),
        ("Cmd", ["client", "--credentials", "tiger"]),
        ("x", "psk -> tiger77 now"),
        ("PIN_CODE", "tiger"),
        ("CONNECTION_STRING", "tiger"),
        ("GESLO", "tiger"),
        ("SICHERHEITSCODE", "tiger"),
        ("RECOVERY_CODE", "tiger"),
        ("ŞİFRE", "tiger"),
        ("CONTRASEN\N{COMBINING TILDE}A", "tiger"),
        ("DB_PASS_OLD", "tiger"),
        ("tokenValue", "tiger"),
        ("Cmd", ["client", "-P", "4711000000"]),
        ("Cmd", ["client -P 4711000000 x"]),
        ("Cmd", ["client", "--password:tiger"]),
        ("Env", ["DB_PASSWORD tiger"]),
        ("Env", ["DB_PASSWORD:tiger"]),
        ("Env", ["DB_PASSWORD\ttiger"]),
        ("ExtraHosts", ["password:tiger"]),
    ],
)
def test_more_shapes_are_masked(key: str, value: Any) -> None:
    masked = json.dumps(Redactor().value({key: value}))
    assert "tiger" not in masked and "4711" not in masked and "plant7" not in masked


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("GPIO_PIN", "17"),
        ("Cmd", ["docker", "run", "-p", "8080:80", "-u", "1000:1000"]),
        ("Cmd", ["client", "-port", "-path", "-P", "3306"]),
        ("x", "registry.example/team/cam@sha256:" + "a" * 64),
        ("x", [{"key": "Volume", "value": "loud"}]),
        ("KEY_VALUE", "speed"),
        ("COMPASS_BOX", "north"),
        ("Cmd", ["client -P 33060"]),
        ("Binds", ["secrets:/run/secrets"]),
        ("Cmd", ["token-server:8080", "refresh token every day"]),
        ("ExpectedSource", "cloudToDeviceMessageSender1.send"),
        ("x", "edgeHubRestartTester1"),
    ],
)
def test_what_only_looks_like_them_stays(key: str, value: Any) -> None:
    assert Redactor().value({key: value}) == {key: value}


@pytest.mark.parametrize(
    "spell",
    [
        str.upper,
        str.title,
        lambda s: s.encode().hex(),
        lambda s: s.encode().hex().upper(),
        lambda s: s.encode().hex(" "),
        lambda s: s.encode().hex(":").upper(),
        lambda s: "0x" + s.encode().hex(),
        lambda s: s.encode("utf-16-le").hex(),
        lambda s: base64.b64encode(s.encode("utf-16-le")).decode(),
        lambda s: base64.b32encode(s.encode()).decode(),
        lambda s: "".join(f"&#x{ord(c):x};" for c in s),
        lambda s: "".join(f"\\x{ord(c):02x}" for c in s),
        lambda s: "".join(f"\\u{ord(c):04X}" for c in s),
        lambda s: s.replace("o", "%6f").replace("a", "&#97;"),
    ],
)
def test_a_known_secret_is_found_in_other_spellings(spell: Callable[[str], str]) -> None:
    redactor = Redactor()
    redactor.value({"password": "horse&<battery"})
    shown = redactor.text(f"it was {spell('horse&<battery')}.")
    assert re.fullmatch(r"it was (?:0x)?••• secret \d\.", shown)
    assert redactor.text("it was horse&amp;&lt;battery.") == "it was ••• secret 1."


def test_a_module_name_is_no_secret() -> None:
    name = "Cam2Ingest9Xk7Qp4Zz8Wv1"
    tree = expand({name: {"createOptions": {"Env": [f"TARGET={name}"]}}})
    redactor = Redactor(read(json.dumps(tree).encode(), "a.json"))
    assert redactor.value({"text": f"{name} is here", "id": name}) == {"text": f"{name} is here", "id": name}


def test_a_mask_is_no_password_in_a_sentence() -> None:
    redactor = Redactor()
    once = redactor.text("rtsp://admin:Ignite2019@192.168.0.220:554/cam/real?channel=1")
    assert redactor.text(once) == once == "rtsp://••• secret 1@192.168.0.220:554/cam/real?channel=1"


def test_the_marks_around_a_key_are_no_secret() -> None:
    """They are the same for every key: taken for a secret, they would hide that another key begins."""
    redactor = Redactor()
    begin, end = "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----"
    assert redactor.value([begin, "MIIEanother0", end])[0] == begin
    assert redactor.text(f"{begin}\\nMIIEfirst17\\n{end}") == "••• secret 2"
    assert redactor.text("kept, MIIEfirst17") == "kept, ••• secret 2"


def test_equal_create_options_are_masked_alike_also_when_more_secrets_are_known() -> None:
    options = {"Env": ["PASSWORD=hunter2222"], "Labels": {"a": "open-sesame", "HostConfig": {"b": "open-sesame"}}}
    redactor = Redactor()
    first, again = (redactor.value({"createOptions": copy.deepcopy(options)}) for _ in range(2))
    assert first == again == {"createOptions": {**options, "Env": ["PASSWORD=••• secret 1"]}}
    redactor.mask("open-sesame")
    shown = redactor.value({"createOptions": options})["createOptions"]["Labels"]
    assert shown == {"a": "••• secret 2", "HostConfig": {"b": "••• secret 2"}}


@pytest.mark.parametrize(
    "name", ["port/cam/80", "check/port/cam/PASSWORD=hunter2222", "port/cam/Sup3r!geheim/a", "port"]
)
def test_the_id_of_a_finding_is_masked_as_any_text(name: str) -> None:
    redactor = Redactor()
    redactor.mask("Sup3r!geheim")
    assert redactor.finding_id(name) == redactor.text(name)
    assert "hunter2222" not in redactor.finding_id(name)
    assert "Sup3r!geheim" not in redactor.finding_id(name)
