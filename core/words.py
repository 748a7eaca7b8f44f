"""Every text a person reads, in the language in force: short texts by gettext, rule prose by `core.prose`.

Importing this module is cheap; Markdown and the source table are loaded with the first text that needs them.
"""

from __future__ import annotations

import gettext
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from core.model import Finding, Json, Option

DOMAIN = "edgeshift"
SOURCE_LANGUAGE = "en"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = SOURCE_LANGUAGE


class SourceNote(NamedTuple):
    """Where a rule comes from. `reading` and `why` are filled only where the sources disagree.

    `grade` is `documentation`, `code` or `inference`: how sure we may be of `says`.
    """

    id: str
    document: str
    section: str
    says: str = ""
    grade: str = "documentation"
    disagreement: str = ""
    reading: str = ""
    why: str = ""


def _(message: str) -> str:
    """The text in the language in force; the text itself where the catalogue has none."""
    return _catalogue.gettext(message) if message else ""


def plural(one: str, many: str, count: int, **values: object) -> str:
    """The text for this number, `{count}` and other values filled in."""
    return _catalogue.ngettext(one, many, count).format(count=count, **values)


def language() -> str:
    """The language in force, as a code such as `en`."""
    return _language


def languages() -> tuple[str, ...]:
    """The languages there are texts for, English first."""
    locale = _resource("locale")
    there = sorted(entry.name for entry in locale.iterdir() if entry.is_dir()) if locale.is_dir() else []
    return (SOURCE_LANGUAGE, *(name for name in there if name != SOURCE_LANGUAGE))


def set_language(code: str) -> None:
    """Put a language in force, before the first text is asked for; one without a catalogue leaves English."""
    global _catalogue, _language
    compiled = _resource("locale", code, "LC_MESSAGES", f"{DOMAIN}.mo")
    if compiled.is_file():
        with compiled.open("rb") as file:
            _catalogue, _language = gettext.GNUTranslations(file), code
    else:
        _catalogue, _language = gettext.NullTranslations(), SOURCE_LANGUAGE


def title(finding: Finding) -> str:
    """One line that says what was found, as plain text."""
    from core import prose

    return prose.page(finding.rule, _language).title(finding.facts)


def sections(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Heading (plain text) and body (safe HTML) of each section of the explanation."""
    from core import prose

    return prose.page(finding.rule, _language).html(finding.facts)


def section_markdown(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Heading and body of each section as Markdown, facts escaped so that they cannot break out."""
    from core import prose

    return prose.page(finding.rule, _language).markdown(finding.facts)


def roles(finding: Finding, markdown: bool = False) -> dict[str, str]:
    """The sections by what they are for: `found`, `why`, `change`, `choice`, `nothing`; safe HTML, or Markdown."""
    from core import prose

    return prose.page(finding.rule, _language).roles(finding.facts, markdown)


def role(finding: Finding, name: str, markdown: bool = False) -> str:
    """One of the `roles`, empty where there is none."""
    from core import prose

    return prose.page(finding.rule, _language).role(name, finding.facts, markdown)


def markdown(text: str) -> str:
    """A plain text as Markdown that says just that."""
    from core import prose

    return prose.escaped(text)


def explanation_html(finding: Finding) -> str:
    """The whole explanation as safe HTML, without the title."""
    from html import escape

    return "".join(f"<h2>{escape(heading)}</h2>{body}" for heading, body in sections(finding))


def option_title(finding: Finding, option: Option) -> str:
    """An option of a question in a few words, as plain text."""
    return _filled(option.title, finding, option)


def option_consequence(finding: Finding, option: Option) -> str:
    """What follows from choosing an option, as plain text."""
    return _filled(option.consequence, finding, option)


def default_reason(finding: Finding) -> str:
    """Why the default was chosen, to stand after "because"; empty without a default."""
    return _(finding.question.default_reason) if finding.question is not None else ""


def fact_text(value: Json) -> str:
    """A fact as it stands in a sentence: lists with commas, nothing as a dash."""
    if value is None or value == []:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple)):
        return ", ".join(fact_text(item) for item in value)
    return str(value)


def sources(finding: Finding) -> tuple[SourceNote, ...]:
    """Where the rule of a finding comes from, the decisive source first."""
    return rule_sources(finding.rule)


@lru_cache(maxsize=256)
def rule_sources(rule_id: str) -> tuple[SourceNote, ...]:
    """Where a rule or check comes from; nothing for an id that is neither."""
    from core.checks import CHECKS
    from core.rules import RULES

    known = all_sources()
    named = {rule.id: rule.source for rule in RULES} | {check.id: check.source for check in CHECKS}
    return tuple(known[source] for source in named.get(rule_id, ()))


@lru_cache(maxsize=1)
def all_sources() -> dict[str, SourceNote]:
    """Every entry of resources/sources.toml by id."""
    import tomllib

    table = tomllib.loads(_resource("sources.toml").read_text(encoding="utf-8"))
    return {name: SourceNote(id=name, **_spoken(entry)) for name, entry in table.items()}


def _spoken(entry: dict[str, str]) -> dict[str, str]:
    """An entry in the language in force; documents keep their titles, under which they are found."""
    return {key: text if key in ("document", "grade") else _(text) for key, text in entry.items()}


def _filled(message: str, finding: Finding, option: Option) -> str:
    from core import prose

    return prose.fill(_(message), {**finding.facts, **option.facts})


def _resource(*parts: str) -> Traversable:
    from importlib.resources import files

    return files("resources").joinpath(*parts)
