"""Proxy variables of a module, in any case and from either place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.docker import placeholders
from core.manifest import pointer as ptr
from core.manifest.manifest import EnvVar, Module
from core.model.base import Json
from core.model.changes import Change, giving_up
from core.model.questions import option
from core.model.remembered import remembered
from core.text.catalogue import N_

PROXY_NAMES = frozenset(("http_proxy", "https_proxy", "all_proxy"))
LOCALHOST = "localhost"
UPSTREAM = "UpstreamProtocol"
ADD_ONLY = option("add-amqp", N_("Add only the proxy"), N_("Correct only if the proxy allows AMQP (port 5671)."))
LEAVE = option("leave", N_("Add nothing"), N_("{module} tries to reach IoT Hub without the proxy."))
"""Two answers of every question about a proxy that a runtime module lacks."""
_ADDRESS = re.compile(r"(?:[^/\s<>{}]*@)?(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/\S*)?")


@remembered
def variables(module: Module) -> list[EnvVar]:
    """The variables that specify a proxy, without empty ones."""
    return [env for env in module.env() if env.name.lower() in PROXY_NAMES and env.value not in (None, "")]


def exceptions(module: Module) -> list[EnvVar]:
    """The `no_proxy` variables, which list hosts to reach without the proxy."""
    return [env for env in module.env() if env.name.lower() == "no_proxy"]


def lists_localhost(value: Json) -> bool:
    """Whether a `no_proxy` value already lists localhost, or everything."""
    hosts = re.split(r"[,;\s]+", str(value).lower()) if isinstance(value, str) else []
    return LOCALHOST in hosts or "*" in hosts


def add_exception(env: EnvVar, finding: str, hosts: str = LOCALHOST) -> Change:
    """The change that appends hosts to a `no_proxy` variable; existing hosts remain."""
    if env.where == "env":
        place = ptr.join(env.pointer, "value")
        if isinstance(env.raw, dict) and isinstance(env.value, str):
            return _insert(place, env.value, env.value, finding, hosts)
        rest = [] if env.value is None else [str(env.value)]
        return Change("replace", env.pointer, finding, {"value": ",".join((*rest, hosts))})
    if env.value is None:
        return Change("edit", env.pointer, finding, "=" + hosts, len(env.raw), len(env.raw))
    return _insert(env.pointer, env.raw, env.value, finding, hosts)


def new_exception(module: Module, beside: EnvVar | None, finding: str, hosts: str = LOCALHOST) -> Change:
    """The change that adds `no_proxy` where the proxy variable is, spelled like it in custom modules."""
    name = "no_proxy"
    if beside is not None and beside.name.isupper() and module.kind != "system":
        name = "NO_PROXY"
    if beside is not None and beside.where == "createOptions":
        return Change("add", ptr.join(ptr.parent(beside.pointer), "-"), finding, f"{name}={hosts}")
    return Change("add", ptr.join(module.pointer, "env", name), finding, {"value": hosts})


def introduce(module: Module, url: str, upstream: str | None, finding: str) -> list[Change]:
    """The changes that give a runtime module a proxy: its address, localhost as an exception, and the protocol.

    `upstream` is omitted if the module already specifies a protocol.
    """
    changes = [set_address(module, url, finding)]
    listed = exceptions(module)
    lacking = [var for var in listed if not lists_localhost(var.value) and not placeholders.is_left(var.value)]
    changes += giving_up(add_exception(var, finding) for var in lacking)
    if not listed:
        changes += giving_up([new_exception(module, None, finding)])
    if upstream is not None and not any(var.name.lower() == UPSTREAM.lower() for var in module.env()):
        changes.append(Change("add", ptr.join(module.pointer, "env", UPSTREAM), finding, {"value": upstream}))
    return changes


def set_address(module: Module, url: str, finding: str) -> Change:
    """The change that sets https_proxy in `env` of a runtime module, which has it empty or not at all."""
    empty = next((env for env in module.env() if env.where == "env" and env.name.lower() == "https_proxy"), None)
    place = ptr.join(module.pointer, "env", "https_proxy") if empty is None else empty.pointer
    return Change("add" if empty is None else "replace", place, finding, {"value": repaired(url)})


def protocol_of(modules: Iterable[Module]) -> str:
    """The protocol to IoT Hub that the first of these modules sets; empty for none."""
    found = (env.value for module in modules for env in module.env() if env.name.lower() == UPSTREAM.lower())
    return next((value for value in found if isinstance(value, str) and value), "")


def repaired(url: str) -> str:
    """An address in the form that runtime modules accept: `http://` instead of `https://` or of a missing scheme."""
    scheme, rest = split(url)
    if placeholders.is_left(url) or not is_address(rest):
        return url
    return f"http://{rest}" if scheme in ("", "https") else url


def is_address(rest: str) -> bool:
    """Whether what follows the scheme looks like a host, with or without an account, a port and a path."""
    return _ADDRESS.fullmatch(rest) is not None


def split(url: str) -> tuple[str, str]:
    """The scheme of an address in lower case (empty without one), and the rest."""
    scheme, mark, rest = url.strip().partition("://")
    return (scheme.lower(), rest) if mark else ("", url.strip())


def _insert(pointer: str, text: str, value: str, finding: str, hosts: str) -> Change:
    end = len(text)
    comma = "" if not value.strip() or value.rstrip().endswith(",") else ","
    return Change("edit", pointer, finding, comma + hosts, end, end)
