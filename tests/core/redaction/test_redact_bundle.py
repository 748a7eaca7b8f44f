"""Three hundred seeded secrets in many shapes: none leaves in any file but the manifests themselves."""

from __future__ import annotations

import base64
import html
import json
import random
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from core.bundle.export import bundle, write
from core.cli.main import main
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model.decisions import About, Decision, Decisions
from core.model.device import Device, Share
from tests.golden_cases import expand

SEEDS = 300
Place = Callable[[str, int], tuple[dict[str, Any], tuple[str, ...]]]


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def url64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def env(name: str, value: str) -> dict[str, Any]:
    return {"env": {name: {"value": value}}}


def options(**members: Any) -> dict[str, Any]:
    return {"options": members}


def jwt(secret: str) -> str:
    return f"eyJhbGciOiJIUzI1NiJ9.{url64(json.dumps({'sub': secret}))}.{url64(secret)}"


def plain(secret: str) -> str:
    """The letters and digits of a secret: a token has no others."""
    return "".join(c for c in secret if c.isalnum() and c.isascii())


def pem(secret: str) -> str:
    return f"-----BEGIN PRIVATE KEY-----\nMIIE{secret}\n-----END PRIVATE KEY-----"


def spaced(secret: str) -> str:
    return secret.encode().hex(":")


def each(secret: str, form: Callable[[int], str]) -> str:
    return "".join(form(ord(c)) for c in secret)


def escaped(secret: str) -> str:
    return "".join(f"%{byte:02x}" for byte in secret.encode())


def b32(secret: str) -> str:
    return base64.b32encode(secret.encode()).decode().rstrip("=")


def wide(secret: str) -> str:
    return base64.b64encode(secret.encode("utf-16-le")).decode()


HUB = "HostName=h.azure-devices.net;DeviceId=d;SharedAccessKey={}"
STORE = "DefaultEndpointsProtocol=https;AccountName=a;AccountKey={};EndpointSuffix=core.windows.net"
SQL = "Server=tcp:sql,1433;Initial Catalog=db;User Id=sa;Password={};Encrypt=True"

SHAPES: tuple[Place, ...] = (
    lambda s, i: (env(f"DB_PASSWORD_{i}", s), (s,)),
    lambda s, i: (options(Env=[f"MQTT_PASS={s}"]), (s,)),
    lambda s, i: (options(Env=["HUB=" + HUB.format(b64(s))]), (b64(s),)),
    lambda s, i: (env("storage", STORE.format(b64(s))), (b64(s),)),
    lambda s, i: (env("db", SQL.format(s)), (s,)),
    lambda s, i: (
        env("UPLOAD", f"https://a.blob.core.windows.net/c?sv=2020-08-04&se=2030&sig={quote(b64(s))}"),
        (b64(s),),
    ),
    lambda s, i: (env("AUTHZ", f"SharedAccessSignature sr=h&sig={quote(b64(s), safe='')}&se=19&skn=p"), (b64(s),)),
    lambda s, i: (env("https_proxy", f"http://anna:{quote(s, safe='')}@proxy.example:3128"), (s, quote(s, safe=""))),
    lambda s, i: (env("MIRROR", f"amqps://user:{s}@broker.example/vhost"), (s,)),
    lambda s, i: (options(Env=[f"ID={jwt(s)}"]), (jwt(s), url64(s))),
    lambda s, i: (env("CERT", pem(s)), (f"MIIE{s}",)),
    lambda s, i: (options(Env=[f"CERT={json.dumps(pem(s))[1:-1]}"]), (f"MIIE{s}",)),
    lambda s, i: (options(Cmd=["serve", "--api-key", s]), (s,)),
    lambda s, i: (options(Cmd=[f"serve --token={s} --fast"]), (s,)),
    lambda s, i: (options(Entrypoint=["sh", "-c", f"export ADMIN_PWD={s}; run"]), (s,)),
    lambda s, i: (env("CONFIG", json.dumps({"client_secret": s, "port": 1})), (s, json.dumps(s)[1:-1])),
    lambda s, i: (env("CONFIG", json.dumps(json.dumps({"deep": {"sasToken": s}}))), (s,)),
    lambda s, i: (options(Env=["BLOB=" + b64(f"user=a;password={s}")]), (b64(f"user=a;password={s}"), s)),
    lambda s, i: (env("DOCKER", b64(json.dumps({"auths": {"r": {"auth": b64("u:" + s)}}}))), (s, b64("u:" + s))),
    lambda s, i: (options(Labels={"face.subscriptionKey": s}), (s,)),
    lambda s, i: (options(Healthcheck={"Test": ["CMD", "curl", "-H", f"Authorization: Bearer {s}"]}), (s,)),
    lambda s, i: (
        env("HOOK", f"https://f.example/api/run?code={quote(b64(s), safe='')}"),
        (b64(s), quote(b64(s), safe="")),
    ),
    lambda s, i: ({"registry": {"username": "u", "address": "r.example", "password": s}}, (s,)),
    lambda s, i: ({"route": f"FROM /messages/* WHERE password = '{s}' INTO $upstream"}, (s,)),
    lambda s, i: ({"desired": {"apiToken": s, "nested": [{"name": "ADMIN_PASSWORD", "value": s}]}}, (s,)),
    lambda s, i: ({"desired": {"passwords": {"line1": s}, "xml": f"<cfg><password>{s}</password></cfg>"}}, (s,)),
    lambda s, i: (options(Env=["YAML=user: a\npassword: " + s + "\n"]), (s,)),
    lambda s, i: (options(Labels={s: "1"}) | env("THE_SECRET", s), (s,)),
    lambda s, i: (options(Cmd=["mysql", "-u", "root", "-p", s]), (s,)),
    lambda s, i: (options(Cmd=["mysql", "-uroot", f"-p{s}"]), (s,)),
    lambda s, i: (options(Cmd=["client", "--pw", s]), (s,)),
    lambda s, i: (options(Cmd=["curl", "-u", f"admin:{s}", "http://plc:80/"]), (s,)),
    lambda s, i: (options(Entrypoint=["sh", "-c", f"curl -u admin:{s} http://plc/"]), (s,)),
    lambda s, i: (options(Cmd=[f"mosquitto_pub -u line7 -P {s} -t a"]), (s,)),
    lambda s, i: (options(Cmd=["redis-cli", "-a", s, "ping"]), (s,)),
    lambda s, i: (env("DB_PW", s), (s,)),
    lambda s, i: (env("DOOR_PIN", s), (s,)),
    lambda s, i: (env("HASH_SALT", s), (s,)),
    lambda s, i: (env("SNMP_COMMUNITY", s), (s,)),
    lambda s, i: (env("FTP_CREDS", s), (s,)),
    lambda s, i: (env("DB_KENNWORT", s), (s,)),
    lambda s, i: (options(Env=[f"MOT_DE_PASSE={s}", f"SENHA_{i}={s}"]), (s,)),
    lambda s, i: (env("CAMERA", f"rtsp://cam/stream?user=admin&pw={quote(s, safe='')}"), (s, quote(s, safe=""))),
    lambda s, i: (env("APPSETTINGS", f'<add key="DbPassword" value="{html.escape(s)}" />'), (s, html.escape(s))),
    lambda s, i: (env("ORACLE", f"scott/{s}@db:1521/orcl"), (s,)),
    lambda s, i: (env("PULL", f"robot:{s}@r.example/m:1"), (s,)),
    lambda s, i: (env("LOGIN", json.dumps({"u": "anna", "p": s})), (s,)),
    lambda s, i: (env("SETTINGS", json.dumps([{"key": "DbPassword", "value": s}])), (s,)),
    lambda s, i: ({"desired": {"settings": [{"Name": "ApiToken", "Value": s}]}}, (s,)),
    lambda s, i: (options(Cmd=["load", "-----BEGIN PRIVATE KEY-----", s, "-----END PRIVATE KEY-----"]), (s,)),
    lambda s, i: (env("GL", f"glpat-{plain(s)}0123456789"), (f"glpat-{plain(s)}0123456789",)),
    lambda s, i: (env("HF", f"hf_{plain(s)}0123456789ab"), (f"hf_{plain(s)}0123456789ab",)),
    lambda s, i: (env("STRIPE", f"whsec_{plain(s)}0123456789"), (f"whsec_{plain(s)}0123456789",)),
    lambda s, i: (env("NOTIFY", f"https://hooks.slack.com/services/T0123/B0456/{plain(s)}"), (plain(s),)),
    lambda s, i: (env("CHAT", f"https://discord.com/api/webhooks/123456/{plain(s)}"), (plain(s),)),
    lambda s, i: (env("CRED64", b64(f"anna:{s}")), (b64(f"anna:{s}"), s)),
    lambda s, i: (env("THE_TOKEN", s) | options(Env=["DIGEST=" + s.encode().hex()]), (s, s.encode().hex())),
    lambda s, i: (env("THE_TOKEN", s) | options(Env=["COPY=" + b64(f"<{s}>")]), (s, b64(f"<{s}>"))),
    lambda s, i: (env("A_PASSWORD", s) | options(Labels={"note": s.upper()}), (s, s.upper())),
    lambda s, i: (env("A_PASSWORD", f"{s}<&") | options(Labels={"note": html.escape(f"{s}<&")}), (s,)),
    lambda s, i: (env("PLAIN", s), (s,)),
    lambda s, i: (env("SINK", f"https://ingest.example/v1/token/Werk{plain(s)}1/push"), (f"Werk{plain(s)}1",)),
    lambda s, i: (options(HostConfig={"Binds": [f"//op:Werk{plain(s)}1@nas/share:/data"]}), (f"Werk{plain(s)}1",)),
    lambda s, i: (options(**{"//": f"the password is Werk{i}Haus{s}"}), (f"Werk{i}Haus{s}",)),
    lambda s, i: (env("THE_TOKEN", s) | options(Labels={"note": spaced(s)}), (spaced(s),)),
    lambda s, i: (env("THE_TOKEN", s) | options(Cmd=["run", each(s, "&#{};".format)]), (each(s, "&#{};".format),)),
    lambda s, i: (
        env("THE_TOKEN", s) | options(Env=["X=" + each(s, "\\u{:04x}".format)]),
        (each(s, "\\u{:04x}".format),),
    ),
    lambda s, i: (
        env("THE_TOKEN", s) | options(HostConfig={"Binds": [f"/srv/{escaped(s)}:/x"]}),
        (escaped(s), escaped(s).lower()),
    ),
    lambda s, i: (env("THE_TOKEN", s) | options(Cmd=["run", b32(s)]), (b32(s),)),
    lambda s, i: (env("THE_TOKEN", s) | options(HostConfig={"Binds": [f"/srv/{wide(s)}:/x"]}), (wide(s),)),
    lambda s, i: (options(Cmd=["run", s]), (s,)),
    lambda s, i: (options(Entrypoint=["sh", "-c", f"export X={s}; run"]), (s,)),
    lambda s, i: (env("LIST", f"alpha,{s},beta"), (s,)),
    lambda s, i: (env("JSON", json.dumps({"line": {"code": s}})), (s,)),
    lambda s, i: (options(Labels={"com.example.info": s}), (s,)),
)


def make_secret(rng: random.Random) -> str:
    """Ten to twenty characters, some of them awkward in a URL, in JSON or in a regular expression."""
    letters = [rng.choice(string.ascii_letters + string.digits) for _ in range(rng.randint(9, 18))]
    letters.insert(rng.randint(1, 8), rng.choice("!.*+~^€ß-_"))
    return "".join(letters) + rng.choice(string.digits)


def seeded() -> tuple[dict[str, Any], set[str], list[str]]:
    """A deployment of one module per secret, everything that must not leave, and the plain secrets."""
    rng = random.Random(7)
    hidden: set[str] = set()
    secrets: list[str] = []
    agent: dict[str, Any] = {
        "schemaVersion": "1.1",
        "runtime": {"settings": {"registryCredentials": {}}},
        "modules": {},
    }
    hub: dict[str, Any] = {"schemaVersion": "1.1", "routes": {}}
    content: dict[str, Any] = {"$edgeAgent": {"properties.desired": agent}, "$edgeHub": {"properties.desired": hub}}
    for index in range(SEEDS):
        secret = make_secret(rng)
        placed, found = SHAPES[index % len(SHAPES)](secret, index)
        hidden |= {*found, json.dumps(secret)[1:-1]}
        secrets.append(found[0])
        name = f"m{index:03}"
        create: Any = {"HostConfig": {"Binds": ["/home/hcsshares/input:/data"]}, **placed.get("options", {})}
        settings = {"image": "r.example/m:1", "createOptions": create if index % 2 else json.dumps(create)}
        agent["modules"][name] = {"type": "docker", "settings": settings, "env": placed.get("env", {})}
        if "registry" in placed:
            agent["runtime"]["settings"]["registryCredentials"][name] = placed["registry"]
        if "route" in placed:
            hub["routes"][name] = placed["route"]
        if "desired" in placed:
            content[name] = {"properties.desired": placed["desired"]}
    return {"modulesContent": content}, hidden, secrets


def leaks(text: str, hidden: set[str]) -> list[str]:
    return sorted(secret for secret in hidden if secret in text)


@pytest.fixture(scope="module")
def site() -> tuple[bytes, set[str], list[str]]:
    tree, hidden, secrets = seeded()
    return json.dumps(tree, indent=2).encode(), hidden, secrets


def decided(data: bytes, secrets: list[str]) -> Migration:
    """The site with its secrets in the notes of every answer, in the head of the report and in the device's proxy."""
    manifest = read(data, "site.json")
    device = Device(gpus=1, shares=(Share(name="input"),), proxy="http://anna:Fr0m%20Device@p.example:80")
    notes = tuple(
        Decision(
            finding=finding.id, answer=None, note=f"kept, {secret} still works", by="Anna", when="2026-01-02T03:04:05Z"
        )
        for finding, secret in zip(migrate(manifest, device, Decisions()).findings, secrets, strict=False)
    )
    assert len(notes) > 200
    about = About(customer=f"password={secrets[0]}", site=secrets[1], engineer=secrets[2], ticket=f"T-1 {secrets[3]}")
    return migrate(manifest, device, Decisions(device=device, items=notes, about=about))


def test_there_are_enough_secrets_and_shapes(site: tuple[bytes, set[str], list[str]]) -> None:
    assert len(site[2]) == SEEDS >= 300 and len(SHAPES) >= 60 and len(site[1]) > SEEDS


def test_no_seeded_secret_is_in_the_bundle(site: tuple[bytes, set[str], list[str]], tmp_path: Path) -> None:
    """Every file as it lies on the disk, names included; what the printer is given is what stands in the PDF."""
    data, hidden, secrets = site
    pages: list[str] = []

    def printer(page: str) -> bytes:
        pages.append(page)
        return b"%PDF"

    files = bundle(decided(data, secrets), printer=printer)
    write(tmp_path / "out", files)
    hidden = hidden | {"Fr0m%20Device", "Fr0m Device"}
    found = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert {path.name for path in found} >= {"report.html", "report.pdf", "runsheet.md", "decisions.json", "SHA256SUMS"}
    for path in found:
        name = path.relative_to(tmp_path / "out").as_posix()
        assert leaks(name, hidden) == []
        if not may_hold_secrets(name):
            assert leaks(path.read_bytes().decode(), hidden) == [], name
    assert len(pages) == 1 and leaks(pages[0], hidden) == []


def may_hold_secrets(name: str) -> bool:
    """The manifests themselves: the migrated one, its twins, the original, and what leads back to it."""
    steps_back = name.startswith("rollback/") and not name.endswith(".json")
    return (name.startswith(("original/", "twins/", "rollback/")) and not steps_back) or name.endswith(".gpu.json")


def test_no_seeded_secret_is_printed(
    site: tuple[bytes, set[str], list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, hidden, _ = site
    path = tmp_path / "site.json"
    path.write_bytes(data)
    for arguments in (["inspect"], ["inspect", "--json"], ["convert", "--out", str(tmp_path / "out"), "--json"]):
        main([arguments[0], str(path), *arguments[1:]])
        result = capsys.readouterr()
        assert leaks(result.out + result.err, hidden) == [], arguments


KEY = f"AccountKey={b64('a secret that is long enough for one')};"
PLACES: list[dict[str, Any]] = [
    {"HostConfig": {"Binds": [f"{KEY}:/x"]}},
    {"HostConfig": {"Binds": [f"/x:/{KEY}"]}},
    {"HostConfig": {"Mounts": [{"Type": "volume", "Source": KEY, "Target": "/x"}]}},
    {"HostConfig": {"Mounts": [{"Type": "bind", "Source": "/y", "Target": f"/{KEY}"}]}},
    {"HostConfig": {"PortBindings": {KEY: [{"HostPort": "1"}]}}},
    {"Labels": {KEY: "x"}},
    {KEY: {"a": 1}},
]


@pytest.mark.parametrize("options", PLACES, ids=lambda options: json.dumps(options)[:40])
def test_no_secret_leaves_as_the_name_of_a_place(options: dict[str, Any]) -> None:
    """Findings are called by their place: by the target of a mount, the key of a port, a label."""
    manifest = read(json.dumps(expand({"cam": {"createOptions": options}})).encode(), "site.json")
    open_ = migrate(manifest, Device(), Decisions())
    items = tuple(
        Decision(finding=name, answer=True, note="tested")
        if open_.finding(name).question is None
        else Decision(finding=name, answer="drop")
        for name in open_.open
    )
    files = bundle(migrate(manifest, Device(), Decisions(items=items)))
    inside = ("original/", "rollback/", "twins/", "site.gpu.json")
    outside = {name: data for name, data in files.items() if not name.startswith(inside)}
    secret = KEY.removeprefix("AccountKey=")[:20]
    assert secret in files["original/site.json"].decode()
    assert [name for name, data in outside.items() if secret in data.decode()] == []
    report = json.loads(files["report.json"])
    assert report["counts"]["findings"]
