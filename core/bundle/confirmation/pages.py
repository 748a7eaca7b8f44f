"""A confirmation as a page of its own, and as a chapter of the report."""

from __future__ import annotations

import re

from core.report.confirmation import Confirmation
from core.report.markdown_page import fragment, render
from core.report.texts import time_text
from core.text.catalogue import _, plural

_BEGIN, _END = "<!-- confirmation -->", "<!-- /confirmation -->"
_FIRST = {"report.md": re.compile(r"^## ", re.MULTILINE), "report.html": re.compile(r"<h2\b")}
"""Where the first chapter of each page begins; the confirmation is inserted before it."""


def page(confirmation: Confirmation) -> str:
    """The content of `confirmation.md`."""
    return _text(confirmation, "#")


def with_chapter(name: str, text: str, confirmation: Confirmation | None) -> str:
    """A page of the report with the chapter of this confirmation instead of an earlier one; without it for None."""
    bare = _without_chapter(text)
    first = _FIRST[name].search(bare)
    if confirmation is None or first is None:
        return bare
    chapter = _text(confirmation, "##")
    shown = fragment(chapter) if name.endswith(".html") else chapter
    return f"{bare[: first.start()]}{_BEGIN}\n{shown.strip()}\n\n{_END}\n\n{bare[first.start() :]}"


def has_place(name: str, text: str) -> bool:
    """Whether a page of the report still has a chapter, before which the confirmation belongs."""
    return _FIRST[name].search(_without_chapter(text)) is not None


def _without_chapter(text: str) -> str:
    before, _begin, rest = text.partition(_BEGIN)
    _chapter, end, after = rest.partition(_END)
    return before + after.lstrip("\n") if end else text


def headline(confirmation: Confirmation) -> str:
    """Whether it is confirmed, when, by whom, and how many modules run."""
    running = plural(
        "{running} of {count} module running",
        "{running} of {count} modules running",
        confirmation.modules,
        running=confirmation.running,
    )
    text = _("Confirmed on the device, {when}, by {by}: {running}")
    if confirmation.earlier:
        text = _("Confirmed for an earlier export, {when}, by {by}: {running}")
    elif not confirmation.confirmed:
        text = _("Not confirmed yet on the device, {when}, by {by}: {running}")
    return text.format(when=time_text(confirmation.when), by=confirmation.by, running=running)


def lacking(confirmation: Confirmation) -> str:
    """Which files of the report lack the chapter, why, and the remedy; empty if none do."""
    if not confirmation.without:
        return ""
    text = _(
        "{names} does not contain this chapter. It cannot be added here, because the file was changed, another version "
        "of EdgeShift wrote it, or Qt is missing. Export again to add the chapter."
    )
    return text.format(names=", ".join(confirmation.without))


def _text(confirmation: Confirmation, heading: str) -> str:
    return render(
        "confirmation",
        "confirmation.md.j2",
        confirmation=confirmation,
        heading=heading,
        head=headline(confirmation),
        lacking=lacking(confirmation),
        unread=plural("{count} line was not understood", "{count} lines were not understood", confirmation.unread),
        kinds=kinds(),
        states=states(),
    )


def states() -> dict[str, str]:
    """The states in words."""
    return {
        "confirmed": _("confirmed"),
        "not yet": _("pending"),
        "wrong": _("wrong"),
        "not seen": _("no data"),
    }


def kinds() -> dict[str, str]:
    """The kinds of lines in words."""
    return {
        "deployment": _("deployment"),
        "module": _("module"),
        "image": _("image"),
        "service": _("service"),
        "ports": _("published ports"),
        "claim": _("claim"),
        "gpu": _("GPUs"),
        "extra": _("not expected"),
    }
