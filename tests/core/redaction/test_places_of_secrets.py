"""Secrets that only their place gives away: in commands, configurations, sentences, structures, other languages."""

from __future__ import annotations

import base64
import json
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from core.redaction.redactor import Redactor

PLACES = tomllib.loads((Path(__file__).parent / "places.toml").read_text(encoding="utf-8"))
LINES = (
    "db:\n  password: |\n    §s\n",
    "- name: DB_PASSWORD\n  value: §s\n- name: X\n  value: y\n",
    "password: !!str §s\n",
    "password: &pw §s\n",
    "ftp -n nas <<EOF\nuser op §s\nput a\nEOF",
    "passwd op <<EOF\n§s\n§s\nEOF",
    "cat <<EOF | docker login --password-stdin\n§s\nEOF",
    "echo §s | \\\n sudo -S ls",
    "auth-user-pass\nop\n§s\n",
    "PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 1\n§sAAAA\nPrivate-MAC: 1\n",
)
TREES: tuple[Any, ...] = (
    {"settings": [{"k": "password", "v": "§s"}]},
    {"settings": [{"name": "password", "values": ["§s"]}]},
    {"settings": [["password", "§s"]]},
    {"auth": ["op", "§s"]},
    {"kty": "oct", "k": "§s"},
    {"kty": "RSA", "n": "x", "d": "§s"},
    {"Cmd": ["redis-cli", "-h", "cache", "-a", "§s", "ping"]},
    {"Cmd": ["htpasswd", "-b", "-c", "/f", "op", "§s"]},
    {"Cmd": ["isql", "DSN", "op", "§s"]},
    {"Cmd": ["curl", "-uop:§s", "http://x"]},
    {"Cmd": ["run.exe", "/u:op", "/p:§s"]},
    {"Cmd": ["schtasks", "/ru", "op", "/rp", "§s"]},
    {"Cmd": ["echo", "§s", "|", "docker", "login", "--password-stdin"]},
    {"Cmd": ["passwd", "--stdin", "op", "<<<", "§s"]},
    {"Cmd": ["snmp-server", "community", "§s", "RO"]},
    {"Cmd": ["door", "unlock", "code", "§s"]},
    {"Cmd": ["user:", "op", "pass:", "§s"]},
    {"Cmd": ["run.exe", "/p", "§s"]},
    {"ADMIN_PWD": "{{ '§s' }}"},
)
SECRETS = ("Walzwerk07x", "fe103", "q9!Zk2v_7Lp")


def hidden(value: Any, secret: str) -> bool:
    shown = json.dumps(Redactor().value(value), ensure_ascii=False)
    return not any(form in shown for form in (secret, json.dumps(secret)[1:-1], quote(secret, safe="")))


@pytest.mark.parametrize("shape", [*PLACES["texts"].strip().splitlines(), *LINES])
def test_secrets_in_texts_are_masked(shape: str) -> None:
    secrets = SECRETS[::2] if "session=" in shape or "$2b$" in shape or "@api" in shape else SECRETS
    for secret in secrets:
        text = shape.replace("§s", secret)
        assert hidden({"VALUE": text}, secret)
        assert hidden({"Entrypoint": ["sh", "-c", text]}, secret)


@pytest.mark.parametrize("name", PLACES["names"].split())
def test_names_of_secrets_are_known(name: str) -> None:
    assert all(hidden({"Env": [f"{name}={secret}"]}, secret) and hidden({name: secret}, secret) for secret in SECRETS)


@pytest.mark.parametrize("tree", TREES, ids=range(len(TREES)))
def test_secrets_in_structures_are_masked(tree: Any) -> None:
    for secret in SECRETS:
        filled = json.loads(json.dumps(tree, ensure_ascii=False).replace("§s", secret))
        assert hidden(filled, secret)
        assert hidden({"CONFIG": json.dumps(filled)}, secret) or "Cmd" in tree


@pytest.mark.parametrize("token", PLACES["tokens"].split())
def test_tokens_are_known_by_their_form(token: str) -> None:
    assert hidden({"Env": [f"SETTING={token}", f"OTHER=a {token} b"]}, token)


def test_texts_that_are_encoded_twice_are_read() -> None:
    secret = "pressluftumerot"
    assert hidden({"CFG": quote(quote(json.dumps({"password": secret}), safe=""), safe="")}, secret)
    assert hidden({"CFG": base64.b64encode(json.dumps({"user": "op", "password": secret}).encode()).decode()}, secret)


@pytest.mark.parametrize(
    "value",
    [
        {"User": "1000:1000"},
        {"User": "www-data:www-data"},
        {"Cmd": ["redis-cli", "-h", "cache", "-p", "6379", "ping"]},
        {"Cmd": ["sh", "-c", "net start service"]},
        {"x": "the password is required"},
        {"x": "Password: see the vault"},
        {"x": "password protection for the camera"},
        {"PORT": "${PORT:-8080}"},
        {"DB_PASSWORD": "${DB_PASSWORD}"},
        {"DB_PASSWORD": "${db-password}"},
        {"DB_PASSWORD": "$(cat /run/secrets/db)"},
        {"DB_PASSWORD": "<your password>"},
        {"DB_PASSWORD": "{{ password }}"},
        {"Cmd": ["sh", "-c", "echo ready | tee /var/log/state"]},
        {"Cmd": ["sh", "-c", "echo ${PASS} | sudo -S ls"]},
        {"Cmd": ["sh", "-c", "cat <<EOF > /etc/app.conf\nlevel debug\nEOF"]},
        {"x": "GPIO PIN 17"},
        {"x": "access code required"},
        {"x": "root/app"},
        {"NATS": "nats://broker:4222"},
        {"conf": "worker_processes 1;\nuser nginx nginx;\nevents {}"},
        {"AUTH": "basic ldap"},
        {"auth": ["basic", "digest"]},
        {"auth": [{"kind": "basic"}, ["ldap"]], "Cmd": [1, {"a": "b"}, None, "|", ["x"]]},
        {"x": "apikey header name"},
        {"DB_PASSWORD": "${DB_PASSWORD:-}"},
        {"DB_PASSWORD": "${DB_PASSWORD:?missing}"},
        {"settings": [{"k": "level", "v": "debug"}]},
        {"users": ["anna", "bob"]},
        {"x": "public vehicle article"},
        {"CAR_PASSED": "yes", "SESSION": "gnome", "PUBLIC_SIGN": "left"},
    ],
    ids=str,
)
def test_what_only_looks_like_them_stays(value: Any) -> None:
    assert Redactor().value(value) == value
