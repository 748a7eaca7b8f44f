"""Golden cases of rules and checks: what goes in, what is answered, and what comes out.

The pages are `tests/golden/rules/<rule>.md` and `tests/golden/checks/<check>.md`; a case is a section of one.
`tests/golden/cases/<kind of fault>.md` has manifests from the field with all that every rule and check says.
`before` is a block with the short form: module names with what matters of them (`createOptions` decoded, `env`, `image`
…; edgeAgent and edgeHub are system modules), `$routes` and `$twins`. It may also hold a small whole manifest. A large
one, or one that is no plain JSON, is a file: `before: [name.json](../manifests/name.json)`. These settings may come
first, each on a line or as a JSON block:

- `device: shares input, output; gpus 2` what differs from the default device;
- `source: kubernetes` what the manifest was written for, where that is not to be recognized;
- a block `target`: the deployment that the device has now, in a form of `before`;
- `agent: {"extensions": false}` what the device sets for its agent (checks only);
- `with: all` every rule takes part, not only the page's own; only its own findings are listed;
- `answers: {"<finding>": 2}`; `{"keep": "why"}` keeps the original, `{"accept": "why"}` accepts a risk;
- `repair: …` the repair that is offered, in its words, and taken first;
- `once: …` an answer that means what it says each time, so that the result rests with the defaults only.

A finding of another rule is written `…/<module>/<subject>`, so that a page names no rule but its own; an answer is for
the first finding there that accepts it. `after` is shown only where it differs from `before`. `make goldens ONLY=…`
writes all below `before`; the column `state` has state and detail as the operator sees them (core.model.states).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from core.manifest.errors import ManifestError
from core.manifest.manifest import Manifest
from core.manifest.read import read, read_again
from core.manifest.repair import propose_for
from core.migration import detect as engine
from core.migration.answers import answer_fault
from core.migration.migrate import Migration, migrate
from core.migration.verdict import judged
from core.migration.verify import Verification, joined, verify
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device
from core.model.findings import Finding, Verdict
from core.model.questions import Choice, Number, Text
from core.rules import RULES
from core.targets.kubernetes import preview, settings_for
from core.text import explanations
from tests import golden_page
from tests.golden_json import code, facts, table, word
from tests.golden_page import GOLDEN, Section

SYSTEM = ("edgeAgent", "edgeHub")
ENTRY = {"type": "docker", "status": "running", "restartPolicy": "always"}
STORE = {"timeToLiveSecs": 7200}
OTHER = "…/"
"""What replaces the id of a rule or check to which the page does not belong."""
EVERYWHERE = (rule_ids.SITE_FACTS, rule_ids.AGENT_OR_HUB_IMAGE, rule_ids.WITHOUT_LIMITS, rule_ids.RUNTIME_MODULES)
"""Rules that report something of every whole manifest; they are left out where that says nothing about the case."""
WHOLE = {"modulescontent", "modulecontent", "content", "properties", "hostconfig"}
"""Keys of a whole file in lower case, because any case is accepted."""


@dataclass(frozen=True)
class Case:
    """One case of the page `rule`."""

    kind: str
    rule: str
    section: Section

    @property
    def name(self) -> str:
        return f"{self.rule}/{self.section.slug}"

    @property
    def answers(self) -> dict[str, Any]:
        """The answers by finding. Those to other rules are located by their place, in the order of the page."""
        found: dict[str, Any] = {}
        for name, answer in (self._json("answers") or {}).items():
            found[self._at(name, answer, found) if name.startswith(OTHER) else name] = answer
        return found

    def _at(self, place: str, answer: Any, before: dict[str, Any]) -> str:
        """The first finding of another rule at a place that accepts the answer; the place itself if there is none."""
        with self.alone():
            result = migrate(self.manifest(), self.device(), _decisions(before))
        there = (finding for finding in result.findings if shown(finding.id, self.rule) == place)
        return next((f.id for f in there if isinstance(answer, dict) or answer_fault(f, answer) is None), place)

    @property
    def once(self) -> bool:
        return self.section.setting("once") is not None

    @property
    def finds(self) -> bool:
        """Whether the page says that something is found."""
        return self.section.finds

    def manifest(self) -> Manifest:
        file, before = self.section.file, self.section.block("before")
        data = self._repaired(_text(before) if file is None else file.read_bytes())
        return self.targeted(read(data, "site.json"))

    def _repaired(self, data: bytes) -> bytes:
        """The result of the offered repair that the case names."""
        what = self.section.setting("repair")
        if what is None:
            return data
        with pytest.raises(ManifestError):
            read(data, "site.json")
        repair = propose_for(data)
        assert repair is not None and repair.what == what
        return repair.text.encode()

    def targeted(self, manifest: Manifest) -> Manifest:
        """The manifest with the deployment of the target device and the source that the case specifies."""
        manifest = manifest.with_source(self.section.setting("source"))
        target = self.section.block("target")
        return manifest if target is None else manifest.with_target(read(_text(target), "gpu.json"))

    def device(self) -> Device:
        given = self.section.setting("device")
        fields = _fields(given) if isinstance(given, str) else given or {}
        shares = [share if isinstance(share, dict) else {"name": share} for share in fields.get("shares", ())]
        return Device(**{**fields, "shares": shares})

    def decisions(self) -> Decisions:
        return _decisions(self.answers)

    def migrated(self) -> Migration:
        return migrate(self.manifest(), self.device(), self.decisions())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Applies the rule of the case only, or all rules."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engine, "RULES", tuple(rule for rule in RULES if self._with_all or rule.id == self.rule))
            yield

    @property
    def _with_all(self) -> bool:
        return self.kind == "cases" or self.section.setting("with") == "all"

    def after(self, result: Migration) -> Any:
        """The result in the form of `before`, or the bytes of a file; None if nothing changed."""
        if self.section.file is not None:
            return result.output() if result.output() != self.section.file.read_bytes() else None
        before = self.section.block("before")
        after = shorten(result.tree, before) if is_short(before) else json.loads(result.output())
        return after if after != before else None

    def written(self, result: Migration) -> str:
        """The section of a rule's case, or of one from the field, with the present result."""
        reported = outcome(result) if self.kind == "cases" else findings_of_rules(result, self.rule)
        return self.section.written(self.after(result), reported)

    def verified(self) -> tuple[Finding, ...]:
        """The findings of all checks in a check's case."""
        given, device, manifest = self._json("agent"), self.device(), self.manifest()
        expected = preview(manifest, replace(settings_for(device), **given)) if given else None
        return verify(manifest, device, expected=expected).findings

    def findings(self) -> tuple[Finding, ...]:
        """The findings of the case: of the rules that take part, or of all checks."""
        if self.kind == "checks":
            return self.verified()
        with self.alone():
            return self.migrated().findings

    def checked(self, found: tuple[Finding, ...]) -> str:
        """The section of a check's case with the findings of the check among those of all checks."""
        return self.section.written(None, findings_of_check(each for each in found if each.rule == self.rule))

    def _json(self, name: str) -> Any:
        given = self.section.setting(name)
        return json.loads(given) if isinstance(given, str) else given


def _text(tree: dict[str, Any]) -> bytes:
    """A block as a file, with the short form expanded."""
    return json.dumps(expand(tree) if is_short(tree) else tree, indent=2, ensure_ascii=False).encode()


def is_short(before: dict[str, Any]) -> bool:
    """Whether a block is in the short form."""
    return not WHOLE & {key.lower() for key in before}


def cases(kind: str = "rules") -> list[Case]:
    """Every case of rules (or checks), by page, in its order."""
    return [case for file in sorted((GOLDEN / kind).glob("*.md")) for case in cases_of(kind, file.stem)]


def cases_of(kind: str, name: str) -> list[Case]:
    """The cases of one rule or check."""
    text = golden_page.file(kind, name).read_text(encoding="utf-8")
    return [Case(kind, name, section) for section in golden_page.sections(text)]


def _fields(line: str) -> dict[str, Any]:
    """A line such as `shares input, output; gpus 2` as fields of a Device."""
    parts = (part.split(" ", 1) for part in line.split("; "))
    return {name: value.split(", ") if name == "shares" else value for name, value in parts}


def shown(finding: str, rule: str = "") -> str:
    """A finding's id as a page of the rule shows it: without the name of another rule."""
    own, _, place = finding.partition("/")
    return finding if own == rule else OTHER + place


def _decisions(answers: dict[str, Any]) -> Decisions:
    return Decisions(items=tuple(_decision(name, answer) for name, answer in answers.items()))


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
    hub = {"schemaVersion": "1.1", "routes": short.get("$routes", {}), "storeAndForwardConfiguration": STORE}
    sections = {"$edgeAgent": agent, "$edgeHub": hub, **short.get("$twins", {})}
    return {"modulesContent": {name: {"properties.desired": section} for name, section in sections.items()}}


def shorten(tree: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """The short form of a whole manifest that `expand` made, with decoded create options; `before` is its short form.

    What is equal in every module is left out, unless `before` specifies it.
    """
    content = {name: section["properties.desired"] for name, section in tree["modulesContent"].items()}
    agent, hub = content.pop("$edgeAgent"), content.pop("$edgeHub")
    modules = {**agent["systemModules"], **agent["modules"]}
    short = {name: _short(name, body, before.get(name, {})) for name, body in modules.items()}
    if hub["routes"]:
        short["$routes"] = hub["routes"]
    return {**short, "$twins": content} if content else short


def _entry(name: str, body: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in body.items() if key not in ("image", "createOptions")}
    settings: dict[str, Any] = {"image": body.get("image", _image(name))}
    if "createOptions" in body:
        settings["createOptions"] = json.dumps(body["createOptions"], ensure_ascii=False)
    return {**ENTRY, "settings": settings, **rest}


def _short(name: str, body: dict[str, Any], spelled_out: dict[str, Any]) -> dict[str, Any]:
    usual = {**ENTRY, "image": _image(name)}
    short = {**body["settings"], **{key: value for key, value in body.items() if key != "settings"}}
    return {key: value for key, value in short.items() if key in spelled_out or usual.get(key) != value}


def _image(name: str) -> str:
    return f"registry.example/{name.lower()}:1.0"


def findings_of_rules(migration: Migration, rule: str) -> str:
    """The findings of a rule as the operator sees them, with the facts in their texts."""
    columns = ("finding", "verdict", "state", "title", "question", "depends on", "facts")
    return _table(columns, [_row(migration, finding, rule) for finding in migration.findings if finding.rule == rule])


def outcome(migration: Migration) -> str:
    """The verdict of `convert` for a whole manifest, changes and manual steps of its rules, and that of `verify`."""
    found = judged(migration)
    stops = ", ".join(code(shown(reason.id)) for reason in found.blocking) or "nothing"
    acts = [f for f in migration.findings if f.verdict is not Verdict.NOTE and f.rule not in EVERYWHERE]
    rows = [(*_row(migration, f)[:4], code(word(migration.answers.get(f.id)))) for f in acts]
    again = verified_again(migration)
    told = {
        check
        for check, rule in joined(migration, again).items()
        if migration.resolution(rule) == "open" or rule.startswith(f"{rule_ids.RUNTIME_MODULES}/")
    }
    left = [f for f in again.findings if f.verdict is not Verdict.NOTE and f.id not in told]
    parts = (
        f"Stopped by: {stops}.",
        _table(("finding", "verdict", "state", "title", "answer"), rows),
        _table(
            ("check", "verdict", "title"), [(code(shown(f.id)), str(f.verdict), explanations.title(f)) for f in left]
        ),
    )
    return "\n\n".join(filter(None, parts))


def verified_again(migration: Migration) -> Verification:
    """The findings of `verify` on the result, in another process."""
    manifest = read_again(migration.before, migration.output()).with_target(migration.before.target)
    return verify(manifest, migration.device)


def _row(migration: Migration, finding: Finding, rule: str = "") -> tuple[str, ...]:
    return (
        code(shown(finding.id, rule)),
        str(finding.verdict),
        _state(migration, finding),
        explanations.title(finding),
        code(_question(finding)),
        code(", ".join(shown(name, rule) for name in finding.depends)),
        code(facts(finding.facts, finding.module)),
    )


def _state(migration: Migration, finding: Finding) -> str:
    """The state that the operator sees with its detail; `idle` for a finding that no list shows."""
    status = migration.status(finding.id)
    return "idle" if status is None else ", ".join(part for part in (status.state, status.detail) if part)


def _question(finding: Finding) -> str:
    """The possible answers, then the default."""
    question = finding.question
    if question is None:
        return ""
    answers = ""
    if isinstance(question, Choice):
        answers = ", ".join(word(option.value) for option in question.options)
    elif isinstance(question, Number):
        answers = f"{question.low} to {question.high}"
    elif isinstance(question, Text):
        answers = f"text {question.pattern}".rstrip()
    return f"{answers}; default {word(question.default)}" if question.default is not None else answers


def findings_of_check(findings: Iterator[Finding]) -> str:
    """The findings of a check, with their places below the desired properties."""
    columns = ("finding", "verdict", "title", "place", "facts")
    return _table(
        columns,
        [
            (
                code(finding.id),
                str(finding.verdict),
                explanations.title(finding),
                code(finding.pointer.partition("/properties.desired/")[2]),
                code(facts(finding.facts, finding.module)),
            )
            for finding in findings
        ],
    )


def _table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return table(columns, rows) if rows else ""
