"""The page of a rule or check for one finding: title, sections and options, in the current language."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from core.text.catalogue import _, _language, plural

if TYPE_CHECKING:
    from core.model.base import Json
    from core.model.findings import Finding
    from core.model.questions import Option
    from core.text.pages import Page


def title(finding: Finding) -> str:
    """The title of a finding in one line, as plain text, with the number of places that it also speaks for."""
    text = _page(finding.rule).title(finding.facts)
    more = finding.facts.get("more")
    if not isinstance(more, int):
        return text
    return plural("{title} (and {count} more place)", "{title} (and {count} more places)", more, title=text)


def sections(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Heading (plain text) and body (safe HTML) of each section of the explanation."""
    return _page(finding.rule).html(finding.facts)


def roles(finding: Finding, markdown: bool = False) -> dict[str, str]:
    """The sections by purpose: `found`, `why`, `change`, `choice`, `nothing`; as safe HTML or Markdown."""
    return _page(finding.rule).roles(finding.facts, markdown)


def role(finding: Finding, name: str, markdown: bool = False) -> str:
    """One of the `roles`; empty if the page does not have it."""
    return _page(finding.rule).role(name, finding.facts, markdown)


def facts_in(finding: Finding, *names: str) -> frozenset[str]:
    """The names of the facts in some of the `roles`."""
    return frozenset(fact for name in names for fact in _page(finding.rule).facts_in(name, finding.facts))


def answered(finding: Finding, answer: Json) -> Finding:
    """The finding with its answer as a fact if its page has a text for it, without additions about what it removes."""
    word = answer.partition(":")[0] if isinstance(answer, str) else ""
    if not word or not any(word in block.answers for block in _page(finding.rule).blocks):
        return finding
    return replace(finding, facts={**finding.facts, "answer": word, "tags": []})


def markdown(text: str) -> str:
    """A plain text as Markdown with the same meaning."""
    from core.text import pages

    return pages.escaped(text)


def explanation_html(finding: Finding) -> str:
    """The whole explanation as safe HTML, without the title."""
    from html import escape

    return "".join(f"<h2>{escape(heading)}</h2>{body}" for heading, body in sections(finding))


def option_title(finding: Finding, option: Option) -> str:
    """An option of a question in a few words, as plain text."""
    return _filled(option.title, finding, option)


def option_consequence(finding: Finding, option: Option) -> str:
    """The consequence of choosing an option, as plain text."""
    return _filled(option.consequence, finding, option)


def default_reason(finding: Finding) -> str:
    """Why the default was chosen, to follow "because"; empty without a default."""
    return _(finding.question.default_reason) if finding.question is not None else ""


@lru_cache(maxsize=512)
def _page(rule: str) -> Page:
    from core.text import pages

    return pages.page(rule, _language)


def _filled(message: str, finding: Finding, option: Option) -> str:
    from core.text import pages

    return pages.fill(_(message), {**finding.facts, **option.facts} if option.facts else finding.facts)
