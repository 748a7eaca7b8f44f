"""The one way to load Jinja templates and to render Markdown; both libraries are imported when first needed."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment
    from markdown_it import MarkdownIt


def environment(folder: str, **options: Any) -> Environment:
    """A Jinja environment over the templates of a folder of the resources, in which unknown names are errors."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def load(name: str) -> str:
        return (files("resources") / folder / name).read_text(encoding="utf-8")

    loader = FunctionLoader(load)
    return Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, **options)


def to_html(markdown: str) -> str:
    """Markdown with tables as HTML; HTML inside it becomes text."""
    return str(_markdown().render(markdown))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")
