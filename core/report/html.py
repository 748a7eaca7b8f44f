"""report.html: one self-contained page that prints well. No script, no request, every value escaped."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from core import words
from core.device import preset
from core.migration import Migration
from core.report import parts as show
from core.report.model import Report
from core.words import _

if TYPE_CHECKING:
    from jinja2 import Template

_TICKS = re.compile(r"`([^`]+)`")


def render(migration: Migration, report: Report) -> str:
    """The page, as text with LF newlines."""
    told = show.parts(migration, report)
    sources = show.sources(told)
    return _template().render(
        report=report,
        sources=sources,
        numbers={source.id: (index, f"source-{index}") for index, source in enumerate(sources, 1)},
        grades=show.grade_words(),
        parts=told,
        told={item.facts.id: item for part in told for item in part.findings},
        device=preset(report.device.model),
        language=words.language(),
        verdicts=show.verdict_words(),
        states=show.state_words(),
        areas=show.area_words(),
        share_text=show.share_text,
        moment=show.moment,
        css=_css(),
    )


def _finalized(value: Any) -> Any:
    """Every value that reaches the page: nothing invisible in it, None is empty."""
    from markupsafe import Markup

    if not isinstance(value, str):
        return "" if value is None else value
    return (Markup if isinstance(value, Markup) else str)(show.visible(value))


def _ticks(text: str) -> Any:
    """A plain text with `code` in backticks, escaped."""
    from markupsafe import Markup, escape

    return Markup(_TICKS.sub(r"<code>\1</code>", str(escape(text))))


def _safe(html: str) -> Any:
    """Prose that `core.prose` already escaped."""
    from markupsafe import Markup

    return Markup(html)


@lru_cache(maxsize=1)
def _css() -> Any:
    return _safe((files("resources") / "report" / "report.css").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(lambda name: (files("resources") / "report" / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = _
    environment.filters |= {"ticks": _ticks, "prose": _safe}
    return environment.get_template("report.html.j2")
