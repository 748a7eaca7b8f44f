"""The address of a proxy: a scheme that the runtime refuses, or credentials, which belong in no manifest."""

from __future__ import annotations

from core.docker import placeholders, proxy
from core.manifest import pointer as ptr
from core.manifest.equal_modules import where
from core.manifest.manifest import EnvVar, Kind, Manifest, Module
from core.model.questions import choice, option
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_HTTP = option(
    "http",
    N_("Use http://{host}"),
    N_("The connection to the proxy is not encrypted, but the connection through it to IoT Hub is."),
)
_LEAVE = option("leave", N_("Keep the address"), N_("Correct only if {module} can use it."))
_RUNTIME = choice(_HTTP, _LEAVE, default="http", reason=N_("the device accepts no other proxy addresses"))
_CUSTOM = choice(_HTTP, _LEAVE, default="leave", reason=N_("only the author of the module knows"))
_VERDICTS = {"https": Verdict.ASK, "bare": Verdict.ASK, "credentials": Verdict.NOTE}


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields findings for the address and the credentials of each proxy variable."""
    for module in where(manifest, proxy.variables):
        for env in proxy.variables(module):
            if isinstance(env.value, str) and not placeholders.is_left(env.value):
                yield from _judged(module, env, env.value)


def _judged(module: Module, env: EnvVar, url: str) -> Findings:
    scheme, rest = proxy.split(url)
    authority, _, path = rest.partition("/")
    account, mark, host = authority.rpartition("@")
    runtime = module.kind is Kind.SYSTEM
    if not proxy.is_address(rest):
        yield _finding(module, env, "", "unclear", env.name)
        return
    if path.lower().endswith((".pac", ".dat")):
        yield _finding(module, env, host, "pac", env.name)
    elif scheme == "https" or (scheme == "" and runtime):
        yield _finding(module, env, host, scheme or "bare", env.name)
    elif scheme not in ("http", ""):
        yield _finding(module, env, host, "other", env.name)
    if mark:
        variant = "ntlm" if "\\" in account or "%5c" in account.lower() else "credentials"
        variant = "mangled" if variant == "credentials" and ("@" in account or account.count(":") > 1) else variant
        yield _finding(module, env, host, variant, f"{env.name} account")


def _finding(module: Module, env: EnvVar, host: str, variant: str, subject: str) -> Finding:
    verdict = _VERDICTS.get(variant, Verdict.MANUAL)
    question = _RUNTIME if module.kind is Kind.SYSTEM else _CUSTOM
    return RULE.finding(
        module,
        subject,
        env.pointer,
        verdict,
        question=question if verdict is Verdict.ASK else None,
        name=env.name,
        host=host,
        scheme=proxy.split(str(env.value))[0],
        variant=variant,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the scheme; account and host stay."""
    if answers[finding.id] == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    env = next(env for env in module.env() if env.pointer == finding.pointer)
    text = str(env.value)
    start = len(env.raw) - len(text) if isinstance(env.raw, str) else 0
    start += len(text) - len(text.lstrip())
    where = ptr.join(env.pointer, "value") if isinstance(env.raw, dict) else env.pointer
    scheme = text.strip().partition("://")[0] + "://" if finding.facts["variant"] == "https" else ""
    return (Change("edit", where, finding.id, "http://", start, start + len(scheme)),)


RULE = Rule(
    id="proxy-url",
    area=Area.PROXY,
    source=("DEV-6-url", "P1"),
    detect=detect,
    targets=EVERYWHERE,
    apply=apply,
    advice=True,
)
