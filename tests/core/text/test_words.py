"""Words: prose by variant, facts that cannot break out, texts in the language in force, sources for every rule."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core.model.findings import Finding, Verdict
from core.model.questions import Choice, Option
from core.rulebook import sources
from core.rules import RULES
from core.text import catalogue, explanations, pages

PAGE = """# {module}: the `path` {path}

### other
{module}: nothing at {path}

## What we found
`{module}` has *{path}*.

### other third
`{module}` has nothing, see [there](https://example.com/{path} "at {path}").

### + more
And more: {items}.

## Why it matters
Because.

### third
"""
HOSTILE = [
    "<b>x</b>",
    "` `` ```",
    "*a* _b_ [c](javascript:x)",
    "{path}",
    "a\n\n# b",
    '" onclick="x',
    "&lt;",
    "</code>",
    "\\",
]


def finding(**facts: Any) -> Finding:
    return Finding(rule="page", module="m", subject="s", pointer="", verdict=Verdict.NOTE, facts=facts)


@pytest.fixture
def page() -> pages.Page:
    return pages.parse(PAGE)


def test_form_replaces_and_words_add(page: pages.Page) -> None:
    facts = {"module": "cam", "path": "/in", "items": ["a", 1], "variant": "other", "tags": ["more"]}
    assert page.title(facts) == "cam: nothing at /in"
    found, why = page.html(facts)
    assert found[0] == "What we found"
    assert "has nothing" in found[1] and "<p>And more: a, 1.</p>" in found[1]
    assert why == ("Why it matters", "<p>Because.</p>")


def test_empty_form_says_nothing(page: pages.Page) -> None:
    facts = {"module": "cam", "path": "/in", "variant": "third"}
    assert page.title(facts) == "cam: the path /in"
    assert [heading for heading, _ in page.html(facts)] == ["What we found"]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("variant", ["", "other"])
def test_a_fact_stays_text_in_html(page: pages.Page, value: str, variant: str) -> None:
    plain = page.html({"module": "m", "path": "p", "variant": variant})
    result = page.html({"module": value, "path": value, "variant": variant})
    for (_, expected), (_, found) in zip(plain, result, strict=True):
        assert _tags(found) == _tags(expected)


def _tags(html: str) -> list[str]:
    return [tag.split()[0] for tag in re.findall(r"<[^>]*>", html)]


@given(st.text(max_size=12) | st.sampled_from(HOSTILE))
def test_a_fact_stays_text_in_markdown(value: str) -> None:
    page = pages.parse(PAGE)
    facts = {"module": value, "path": value}
    kinds = _kinds(page.markdown({"module": "m", "path": "p"})[0][1])
    found = _kinds(page.markdown(facts)[0][1])
    assert [kind for kind in found if kind not in ("text", "softbreak")] == [
        kind for kind in kinds if kind != "text" and (value.strip() or kind != "code_inline")
    ] or not value.strip()


def _kinds(markdown: str) -> list[str]:
    tokens = MarkdownIt("commonmark", {"html": True}).parse(markdown)
    return [child.type for token in tokens for child in (token.children or [token])]


def test_a_fact_may_name_a_fact() -> None:
    assert pages.fill("{a} {b} {unknown}", {"a": "{b}", "b": "x"}) == "{b} x {unknown}"


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), ([], "–"), ([1, ["a", None]], "1, a, –"), (True, "yes"), (0, "0"), ("", "")]
)
def test_facts_as_text(value: Any, text: str) -> None:
    assert pages.fact_text(value) == text


def test_option_texts_know_both_kinds_of_facts() -> None:
    option = Option(value=1, title="{share} for {module}", consequence="{share}", facts={"share": "data"})
    result = finding(module="cam", share="old")
    assert explanations.option_title(result, option) == "data for cam"
    assert explanations.option_consequence(result, option) == "data"


def test_a_rule_without_a_page_names_itself() -> None:
    assert explanations.title(finding()) == "page"
    assert explanations.explanation_html(finding()) == ""
    assert sources.sources(finding()) == ()


def test_reasons_come_from_the_question() -> None:
    choice = Choice(options=(Option(value=1, title="a"),), default=1, default_reason="it is so")
    assert explanations.default_reason(replace(finding(), question=choice)) == "it is so"
    assert explanations.default_reason(finding()) == ""


@pytest.fixture
def translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue of one word, in a language of our own."""
    folder = tmp_path / "locale" / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "edgeshift.mo").write_bytes(_compiled({"": "Content-Type: text/plain; charset=UTF-8\n", "yes": "ja"}))
    monkeypatch.setattr(catalogue, "resource_file", lambda *parts: tmp_path.joinpath(*parts))
    yield
    monkeypatch.undo()
    catalogue.set_language("en")


def _compiled(messages: dict[str, str]) -> bytes:
    """A .mo file: magic, version, count, two tables of (length, offset), the texts."""
    import struct

    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    count, at = len(pairs), 28 + 16 * len(pairs)
    tables: list[bytes] = []
    blob = b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), at + len(blob)))
            blob += pair[column] + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0) + b"".join(tables) + blob


@pytest.mark.usefixtures("translated")
def test_a_language_with_a_catalogue_is_put_in_force() -> None:
    assert catalogue.languages() == ("en", "xx")
    catalogue.set_language("xx")
    assert (catalogue.language(), catalogue._("yes"), catalogue._("no"), catalogue._("")) == ("xx", "ja", "no", "")
    catalogue.set_language("nowhere")
    assert (catalogue.language(), catalogue._("yes")) == ("en", "yes")
    assert isinstance(catalogue._catalogue, gettext.NullTranslations)


@pytest.mark.parametrize("name", sorted(sources.all_sources()))
def test_sources_are_whole(name: str) -> None:
    source = sources.all_sources()[name]
    assert source.document and source.section and source.says.endswith(".")
    assert source.grade in ("documentation", "code", "inference")
    assert bool(source.disagreement) == bool(source.reading) == bool(source.why)


def test_enough_disagreements_are_reported() -> None:
    assert sum(bool(source.disagreement) for source in sources.all_sources().values()) >= 8


@pytest.mark.parametrize("row", [*(f"S{n}" for n in range(1, 12)), *(f"N{n}" for n in range(1, 10))])
def test_every_row_of_storage_and_network_has_a_rule(row: str) -> None:
    assert [rule.id for rule in RULES if row in rule.source]
