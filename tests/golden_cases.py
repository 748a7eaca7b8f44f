"""Golden cases of rules: a folder with what goes in, what is answered, and what comes out.

`before.json` is a whole manifest, or the short form: module names with what matters of them
(`createOptions` decoded, `env`, `image` …; edgeAgent and edgeHub are system modules), `$routes` and
`$twins`. `device.json` and `answers.json` are optional. `after.json` has the form of `before.json`,
`findings.json` says what was found. In answers `{"keep": "why"}` keeps the original, `{"accept": "why"}` a risk.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import words
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.migration import Migration, migrate
from core.model import Choice, Decision, Decisions, Device, Finding, Number, Text

GOLDEN = Path(__file__).parent / "golden"
SYSTEM = ("edgeAgent", "edgeHub")
ENTRY = {"type": "docker", "status": "running", "restartPolicy": "always"}


@dataclass(frozen=True)
class Case:
    """One case, read from its folder."""

    folder: Path

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def rule(self) -> str:
        return self.folder.parent.name

    def load(self, name: str) -> Any:
        """A file of the case; None when it is not there."""
        file = self.folder / f"{name}.json"
        return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None

    def write(self, name: str, value: Any) -> None:
        text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
        (self.folder / f"{name}.json").write_text(text, encoding="utf-8")

    @property
    def short(self) -> bool:
        """Whether `before.json` is in the short form."""
        return not {"modulesContent", "moduleContent", "content", "properties"} & self.load("before").keys()

    def manifest(self) -> Manifest:
        before = self.load("before")
        tree = expand(before) if self.short else before
        return read(json.dumps(tree, indent=2, ensure_ascii=False).encode(), "site.json")

    def device(self) -> Device:
        fields = self.load("device") or {}
        shares = [share if isinstance(share, dict) else {"name": share} for share in fields.get("shares", ())]
        return Device(**{**fields, "shares": shares})

    def decisions(self) -> Decisions:
        return Decisions(items=tuple(_decision(name, answer) for name, answer in (self.load("answers") or {}).items()))

    def migrated(self) -> Migration:
        return migrate(self.manifest(), self.device(), self.decisions())


def cases(kind: str = "rules") -> list[Case]:
    """Every case of rules (or checks), in order."""
    return [Case(folder) for folder in sorted((GOLDEN / kind).glob("*/*")) if (folder / "before.json").is_file()]


def _decision(finding: str, answer: Any) -> Decision:
    if isinstance(answer, dict) and "keep" in answer:
        return Decision(finding=finding, answer=None, note=answer["keep"])
    if isinstance(answer, dict) and "accept" in answer:
        return Decision(finding=finding, answer=True, note=answer["accept"])
    return Decision(finding=finding, answer=answer)


def expand(short: dict[str, Any]) -> dict[str, Any]:
    """A whole manifest from the short form."""
    modules: dict[str, Any] = {}
    system: dict[str, Any] = {}
    for name, body in short.items():
        if not name.startswith("$"):
            (system if name in SYSTEM else modules)[name] = _entry(name, body)
    agent = {"schemaVersion": "1.1", "runtime": {"type": "docker"}, "systemModules": system, "modules": modules}
    hub = {"schemaVersion": "1.1", "routes": short.get("$routes", {})}
    sections = {"$edgeAgent": agent, "$edgeHub": hub, **short.get("$twins", {})}
    return {"modulesContent": {name: {"properties.desired": section} for name, section in sections.items()}}


def shorten(tree: dict[str, Any]) -> dict[str, Any]:
    """The short form of a whole manifest that `expand` made; create options decoded."""
    content = {name: section["properties.desired"] for name, section in tree["modulesContent"].items()}
    agent, hub = content.pop("$edgeAgent"), content.pop("$edgeHub")
    short = {name: _short(name, body) for part in ("systemModules", "modules") for name, body in agent[part].items()}
    if hub["routes"]:
        short["$routes"] = hub["routes"]
    return {**short, "$twins": content} if content else short


def _entry(name: str, body: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in body.items() if key not in ("image", "createOptions")}
    settings: dict[str, Any] = {"image": body.get("image", f"registry.example/{name.lower()}:1.0")}
    if "createOptions" in body:
        settings["createOptions"] = json.dumps(body["createOptions"], ensure_ascii=False)
    return {**ENTRY, "settings": settings, **rest}


def _short(name: str, body: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in body.items() if key != "settings" and ENTRY.get(key) != value}
    settings = dict(body["settings"])
    if settings.get("image") == f"registry.example/{name.lower()}:1.0":
        del settings["image"]
    return {**settings, **rest}


def told(migration: Migration) -> list[dict[str, Any]]:
    """What `findings.json` holds: each finding as the operator meets it."""
    return [_told(migration, finding) for finding in migration.findings]


def _told(migration: Migration, finding: Finding) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": finding.id,
        "verdict": str(finding.verdict),
        "title": words.title(finding),
        "state": migration.state(finding.id),
    }
    question = finding.question
    if isinstance(question, Choice):
        line |= {"options": [option.value for option in question.options], "default": question.default}
    elif isinstance(question, Number):
        line |= {"low": question.low, "high": question.high, "default": question.default}
    elif isinstance(question, Text):
        line |= {"pattern": question.pattern, "default": question.default}
    return line | ({"depends": list(finding.depends)} if finding.depends else {})
