"""Pages that are written as a Markdown template and read as Markdown or as one self-contained HTML file."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from core.report.markdown import Ready, code, escaped
from core.text import catalogue
from core.text.catalogue import _
from core.text.templates import environment, to_html
from core.text.visible import visible

if TYPE_CHECKING:
    from jinja2 import Template

_BOX = re.compile(r"<li>\s*(?:<p>)?\[ \] ")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_SINGLE_QUOTES = re.compile("(['‘’‚‛]+)")


def render(folder: str, template: str, /, **values: Any) -> str:
    """The page as Markdown: every value escaped, LF newlines and a final one."""
    page = _template(folder, template).render(_=lambda message: Ready(_(message)), **values)
    return visible(re.sub(r"\n{3,}", "\n\n", page).strip() + "\n")


def html(markdown: str, title: str) -> str:
    """The same page as HTML, without scripts, pictures and requests. Escaped Markdown stays escaped."""
    body = _BOX.sub('<li class="box"><span class="tick" aria-hidden="true"></span>', fragment(markdown))
    css = (files("resources") / "runsheet" / "page.css").read_text(encoding="utf-8")
    if "<blockquote>" in body:  # what cannot be undone is red
        css += (files("resources") / "runsheet" / "warning.css").read_text(encoding="utf-8")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="{catalogue.language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(visible(title))}</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main>\n{body}</main>\n"
        "</body>\n</html>\n"
    )


def fragment(markdown: str) -> str:
    """Markdown as HTML for a part of a page."""
    return to_html(markdown)


def word(text: str) -> Ready:
    """One word of a command inside a code block, on one line, with the same meaning in bash and PowerShell.

    Inside single quotes neither shell gives a character a meaning, but PowerShell takes ‘ ’ ‚ ‛ for a single quote,
    too; those are in double quotes. PowerShell joins quoted parts only to a word that begins without a quote, so
    the first letter or digit is bare. A name that has none, and needs both, is left to the reader as NAME.
    Source: PowerShell, about_Quoting_Rules and about_Parsing; POSIX shell, section 2.2.
    """
    text = _one_line(text)
    if _PLAIN.fullmatch(text):
        return Ready(text)
    if len(_parts(text)) == 1 and not text.startswith("-"):
        return Ready(_quoted(text))
    return Ready(text[0] + _quoted(text[1:]) if _PLAIN.fullmatch(text[0]) else "NAME")


def path(text: str) -> Ready:
    """Like `word`, for a file below the current folder: a name that begins with `-` is no option."""
    text = _one_line(text)
    return Ready(text if _PLAIN.fullmatch(text) else "./" + _quoted(text))


def _one_line(text: str) -> str:
    """A text on one line; line breaks and tabs are shown like other control characters in `visible`."""
    return re.sub(r"[\n\t]", lambda match: f"‹U+{ord(match.group()):04X}›", str(text))


def _parts(text: str) -> list[str]:
    """A text split into the parts for single quotes and those that need double quotes."""
    return [part for part in _SINGLE_QUOTES.split(text) if part]


def _quoted(text: str) -> str:
    return "".join(f'"{part}"' if _SINGLE_QUOTES.fullmatch(part) else f"'{part}'" for part in _parts(text))


@lru_cache(maxsize=8)
def _template(folder: str, name: str) -> Template:
    pages = environment(folder, finalize=escaped)
    pages.filters |= {"code": code, "path": path, "word": word}
    return pages.get_template(name)
