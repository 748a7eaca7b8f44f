"""The catalogue (gettext) of every short text for people, in the current language. Importing it is cheap."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


DOMAIN = "edgeshift"


SOURCE_LANGUAGE = "en"


_catalogue: gettext.NullTranslations = gettext.NullTranslations()


_language = SOURCE_LANGUAGE


def _(message: str) -> str:
    """The text in the current language; the text itself if the catalogue has none."""
    return _catalogue.gettext(message) if message else ""


def plural(one: str, many: str, count: int, **values: object) -> str:
    """The text for this number, `{count}` and other values filled in."""
    return _catalogue.ngettext(one, many, count).format(count=count, **values)


def language() -> str:
    """The current language as a code such as `en`."""
    return _language


def languages() -> tuple[str, ...]:
    """The languages with a catalogue, English first."""
    locale = resource_file("locale")
    there = sorted(entry.name for entry in locale.iterdir() if entry.is_dir()) if locale.is_dir() else []
    return (SOURCE_LANGUAGE, *(name for name in there if name != SOURCE_LANGUAGE))


def set_language(code: str) -> None:
    """Sets the language before the first text is read; English if it has no catalogue."""
    global _catalogue, _language
    compiled = resource_file("locale", code, "LC_MESSAGES", f"{DOMAIN}.mo")
    if compiled.is_file():
        with compiled.open("rb") as file:
            _catalogue, _language = gettext.GNUTranslations(file), code
    else:
        _catalogue, _language = gettext.NullTranslations(), SOURCE_LANGUAGE


def resource_file(*parts: str) -> Traversable:
    """A file or folder below `resources/`."""
    from importlib.resources import files

    return files("resources").joinpath(*parts)


def N_(message: str) -> str:
    """Marks a text for the catalogue where it is written; `_` translates it where it is shown."""
    return message
