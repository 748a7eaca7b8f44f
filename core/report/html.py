"""report.html: one self-contained page that prints well. No script, no request, every value escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from core import words
from core.device import preset
from core.diff import Row, Side, fold, rows
from core.migration import Migration
from core.model import Share
from core.redact import Redactor
from core.report.build import masked
from core.report.model import FindingFacts, ModuleFacts, Report
from core.words import SourceNote, _

if TYPE_CHECKING:
    from jinja2 import Template

SIGNS = {"same": " ", "changed": "~", "added": "+", "removed": "−", "fold": "…"}

_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with its prose, ready to be shown."""

    facts: FindingFacts
    sections: tuple[tuple[str, Any], ...]
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A module (or the deployment, module None) with its rows and findings."""

    module: ModuleFacts | None
    rows: tuple[dict[str, Any], ...]
    findings: tuple[Told, ...]


def render(migration: Migration, report: Report) -> str:
    """The page, as text with LF newlines."""
    redactor = Redactor(migration.before)
    return _template().render(
        report=report,
        parts=list(_parts(migration, report, redactor)),
        device=preset(report.device.model),
        verdicts=verdict_words(),
        states=state_words(),
        areas=area_words(),
        share_text=share_text,
        css=_css(),
    )


def visible(value: Any) -> Any:
    """Control characters and marks that turn the writing direction are shown, never obeyed."""
    from markupsafe import Markup

    if not isinstance(value, str):
        return "" if value is None else value
    kind = Markup if isinstance(value, Markup) else str
    return kind(_INVISIBLE.sub(lambda match: f"‹U+{ord(match.group()):04X}›", value))


def share_text(share: Share) -> str:
    """A share in one line: name, protocol, kind."""
    kinds = {"cloud": _("cloud share"), "local": _("local share")}
    return f"{share.name} ({', '.join(filter(None, (share.protocol.upper(), kinds.get(share.kind or ''))))})"


def verdict_words() -> dict[str, tuple[str, str]]:
    """Verdict or readiness to a short word and one sentence."""
    return {
        "ready": (_("Ready"), _("Everything is decided; the manifest can be deployed.")),
        "decide": (_("Decisions open"), _("Some questions are not answered yet.")),
        "by-hand": (_("Ready, with work by hand"), _("The manifest is complete; some things must be done outside it.")),
        "blocked": (_("Blocked"), _("The target would refuse this, or lose data.")),
    }


def state_words() -> dict[str, str]:
    """The state of a finding in a word or two."""
    return {
        "applied": _("Applied"),
        "open": _("Needs an answer"),
        "kept": _("Kept as it is"),
        "idle": _("Does not apply now"),
        "accepted": _("Risk accepted"),
        "manual": _("By hand"),
        "note": _("Good to know"),
    }


def area_words() -> dict[str, str]:
    """The areas as they are called on screen."""
    return {
        "storage": _("Storage"),
        "network": _("Network"),
        "resources": _("Resources"),
        "proxy": _("Web proxy"),
        "naming": _("Names"),
        "runtime": _("Other differences"),
    }


def _parts(migration: Migration, report: Report, redactor: Redactor) -> Iterator[Part]:
    known = {module.name for module in report.modules}
    rest = [finding for finding in migration.findings if finding.module not in known]
    told = {finding.id: _told(migration, finding.id, report, redactor) for finding in migration.findings}
    changed = any(change.finding in {finding.id for finding in rest} for change in migration.changes)
    if rest:
        shown = _shown_rows(migration, "", redactor) if changed else ()
        yield Part(None, shown, tuple(told[finding.id] for finding in rest))
    for module in report.modules:
        yield Part(module, _shown_rows(migration, module.name, redactor), tuple(told[f.id] for f in module.findings))


def _told(migration: Migration, name: str, report: Report, redactor: Redactor) -> Told:
    from markupsafe import Markup

    finding = masked(migration.finding(name), redactor)
    facts = _facts_by_id(report)[name]
    sections = tuple((heading, Markup(body)) for heading, body in words.sections(finding))
    return Told(facts, sections, words.sources(finding))


def _facts_by_id(report: Report) -> dict[str, FindingFacts]:
    everything = [*report.deployment, *(finding for module in report.modules for finding in module.findings)]
    return {finding.id: finding for finding in [*everything, *report.open]}


def _shown_rows(migration: Migration, name: str, redactor: Redactor) -> tuple[dict[str, Any], ...]:
    folded = fold(rows(migration, name, redactor.value), context=2)
    if all(row.kind in ("same", "fold") for row in folded):
        return ()
    return tuple(_shown_row(row, redactor) for row in folded)


def _shown_row(row: Row, redactor: Redactor) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "sign": SIGNS[row.kind],
        "hidden": row.hidden,
        "left": _segments(row.left, redactor),
        "right": _segments(row.right, redactor),
        "left_number": row.left.number if row.left else None,
        "right_number": row.right.number if row.right else None,
    }


def _segments(side: Side | None, redactor: Redactor) -> list[tuple[str, bool]] | None:
    """The line cut at its spans: (text, changed). A text that masking alters is shown whole."""
    if side is None:
        return None
    text = redactor.text(side.text)
    if text != side.text:
        return [(text, False)]
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in side.spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


@lru_cache(maxsize=1)
def _css() -> Any:
    from markupsafe import Markup

    return Markup((files("resources") / "report" / "report.css").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(lambda name: (files("resources") / "report" / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = _
    return environment.get_template("report.html.j2")
