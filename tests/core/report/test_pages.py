"""The pages: one file, no request, nothing in a manifest can break out, and they say what the data says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.verdict import Kind
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.model.states import State, Status
from core.report import build, html, markdown
from core.report.parts import parts
from core.report.texts import head_lines, time_text
from core.rules import BY_ID
from core.text.visible import visible
from tests.core.report.test_build import DEVICE, PASSWORD, sample

HOSTILE = "<script>alert('m')</script>`|[x](javascript:alert(1))‮&lt;{{ 7 * 7 }}"
INVISIBLE = ("‮", "​", "﻿", "\x9b", "⁦", "\ud800", "؜")


class Page(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def drawn(migration: Migration) -> tuple[str, str]:
    report = build(migration)
    result = parts(migration, report)
    return html.render(report, result), markdown.render(report, result)


def hostile() -> Migration:
    options = {
        "Env": [f"WIRESERVER_ADDRESS={HOSTILE}"],
        "HostConfig": {"Binds": [f"/home/hcsshares/{HOSTILE}:/x{''.join(INVISIBLE)}"]},
        "Labels": {HOSTILE: "</style></td><h1>x</h1>\n# heading\n```\n"},
    }
    settings = {"image": HOSTILE, "createOptions": json.dumps(options)}
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {HOSTILE: {"settings": settings}}}}}}
    manifest = read(json.dumps(tree).encode(), f"{HOSTILE}.json")
    device = Device(shares=(Share(name="data"),), proxy="http://proxy.example:80")
    notes = tuple(
        Decision(finding=finding.id, note=HOSTILE, by=HOSTILE)
        for finding in migrate(manifest, device, Decisions()).findings
    )
    return migrate(manifest, device, Decisions(items=notes[::2]))


@pytest.mark.parametrize("made", [sample, hostile], ids=["sample", "hostile"])
def test_the_page_is_self_contained_and_runs_nothing(made: Callable[[], Migration]) -> None:
    page = Page(drawn(made())[0])
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "object", "embed", "form", "base", "video", "audio", "h1x"}
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") or name in ("src", "style", "srcset", "action") for name in attributes), (
            tag
        )
        assert tag != "a" or (attributes["href"] or "").startswith("#")
    policies = [attributes for _, attributes in page.tags if attributes.get("http-equiv") == "Content-Security-Policy"]
    assert [policy["content"] for policy in policies] == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert "svg" in names and sum(tag == "h1" for tag, _ in page.tags) == 1


def test_every_link_has_its_place() -> None:
    page = Page(drawn(sample())[0])
    places = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    links = {(attributes["href"] or "")[1:] for tag, attributes in page.tags if tag == "a"}
    assert len(places) == len(set(places)) and links <= set(places)


def test_every_tag_is_closed() -> None:
    page = drawn(sample())[0]
    for tag in (
        "table",
        "tr",
        "td",
        "section",
        "article",
        "header",
        "dl",
        "dt",
        "dd",
        "ul",
        "p",
        "main",
        "span",
        "div",
    ):
        assert len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>"), tag


def test_what_is_invisible_is_shown() -> None:
    for page in drawn(hostile()):
        assert not any(mark in page for mark in INVISIBLE)
        assert "‹U+202E›" in page and "‹U+D800›" in page
        assert page.encode() and "\r" not in page


def test_hostile_markdown_stays_text() -> None:
    page = drawn(hostile())[1]
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(page)
    inner = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *inner)}
    assert not kinds & {"html_block", "html_inline", "link_open", "image"}
    titles = [token.content for token, before in zip(tokens[1:], tokens, strict=False) if before.type == "heading_open"]
    assert not any(title.strip() == "heading" for title in titles)
    assert sum(before.type == "heading_open" and before.tag == "h1" for before in tokens) == 1


def test_the_rows_of_a_table_have_their_cells() -> None:
    for page in drawn(hostile())[1], drawn(sample())[1]:
        for block in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1, block


def test_a_page_says_what_the_data_says() -> None:
    report = build(sample())
    for page in drawn(sample()):
        assert PASSWORD not in page
        for text in (report.input.sha256, report.output.sha256, report.tool_version, report.input.name):
            assert text in page
        for module in report.modules:
            assert module.name in page
        assert page.count("Remaining tasks") >= 1 and "Rollback" in page and "Where sources differ" in page


def test_an_accepted_risk_is_reported_with_name_and_reason() -> None:
    ports = {"HostConfig": {"PortBindings": {"35000/tcp": [{"HostPort": "35000"}]}}}
    module = {"type": "docker", "settings": {"image": "i:1", "createOptions": ports}}
    tree: Any = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"cam": module}}}}}
    manifest = read(json.dumps(tree).encode(), "site.json")
    first = migrate(manifest, Device(), Decisions())
    items = tuple(
        Decision(finding=name, answer=True, by="Anna Lind", note="lab only", when="2026-03-02T09:14:00Z")
        for name in first.open
        if name.startswith(rule_ids.HELPER_PORT)
    )
    assert items
    for page in drawn(migrate(manifest, Device(), Decisions(items=items))):
        assert "Decided by" in page and "lab only" in page and "Anna Lind, 2026-03-02 09:14 UTC" in page
        assert re.search(r", with [1-9] accepted risk", page)


def test_the_head_counts_no_suggestion_to_confirm_as_a_default() -> None:
    report = build(sample())
    confirm = report.counts.states.get(State.CONFIRM, 0)
    defaults = sum(reason.kind is Kind.SUGGESTION for reason in report.verdict.reasons) - confirm
    lines = head_lines(report)
    assert confirm and defaults
    assert any(line.startswith(f"{defaults} default") for line in lines)
    assert f"{confirm} suggestions give up accelerators or files: confirm them." in lines


def test_line_numbers_do_not_repeat() -> None:
    migration = sample()
    for part in parts(migration, build(migration)).parts:
        numbers = [line.right_number for line in part.lines if line.right_number]
        assert len(numbers) == len(set(numbers))


def test_the_same_migration_gives_the_same_pages() -> None:
    assert drawn(sample()) == drawn(sample())


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("2026-03-02T09:14:00Z", "2026-03-02 09:14 UTC"),
        ("2026-03-02T09:14:00.123+00:00", "2026-03-02 09:14 UTC"),
        ("2026-03-02T09:14", "2026-03-02 09:14"),
        ("yesterday", "yesterday"),
        (None, ""),
    ],
)
def test_a_time_as_people_write_it(when: str | None, wanted: str) -> None:
    assert time_text(when) == wanted


def test_lines_and_tabs_stay() -> None:
    assert visible("a\tb\nc") == "a\tb\nc"


def renamed() -> Migration:
    """The sample, weldScorer under another name, and one answer kept as it was."""
    first = sample()
    ids = {finding.rule + finding.module: finding.id for finding in first.findings}
    return sample(
        Decision(finding=ids["module-nameweldScorer"], answer="welder", by="Anna"),
        Decision(finding=ids[f"{rule_ids.FPGA_ADDRESS}weldScorer"], note="our own code reads it", by="Anna"),
    )


def test_no_finding_is_without_a_body_and_no_name_twice() -> None:
    for migration in sample(), renamed():
        for part in parts(migration, build(migration)).parts:
            for item in part.findings:
                assert item.found.strip() and item.why, item.facts.id
                assert part.module is None or not item.title.startswith(f"{part.module.after_name}:"), item.title
            assert all(item.found.strip() and not item.why for item in part.advice)


def test_a_new_name_comes_first_and_the_old_one_in_brackets() -> None:
    page, text = drawn(renamed())
    assert "<b>welder</b> <i>(weldScorer)</i>" in page and "**welder (weldScorer)**" in text
    assert "Ask the team that trains the model" in text and "If `welder` is only a client" in text


def test_an_explanation_is_reported_once() -> None:
    page = drawn(sample())[0]
    story = parts(sample(), build(sample()))
    updates = [why for why in story.whys if why.rule == rule_ids.STRATEGY]
    assert len(updates[0].modules) > 1
    kinds = [
        (why.rule, str(why.finding.facts.get("variant")), str(why.finding.facts.get("tags"))) for why in story.whys
    ]
    assert len(kinds) == len({*kinds}) == page.count("<b>Why it matters.</b>")


def test_advice_is_in_an_appendix_and_nowhere_else() -> None:
    migration = sample()
    report = build(migration)
    story, (page, text) = parts(migration, report), drawn(migration)
    advice = [item for part in story.parts for item in part.advice]
    assert {item.facts.id for item in advice} == {
        finding.id for finding in migration.findings if migration.status(finding.id) == Status(State.ADVICE)
    }
    assert advice and rule_ids.WITHOUT_LIMITS not in {why.rule for why in story.whys}
    body, _heading, appendix = page.partition(">Appendix: advice</h2>")
    assert all(f'id="{item.anchor}"' in appendix and f'id="{item.anchor}"' not in body for item in advice)
    assert text.count("has no CPU or memory limits") == appendix.count("has no CPU or memory limits") == 4
    assert report.counts.states["advice"] == len(advice)
    assert sum(report.counts.findings.values()) == len(migration.shown) - len(advice)


def test_what_is_decided_is_not_shown_as_a_choice() -> None:
    story = parts(renamed(), build(renamed()))
    by_rule = {why.rule: [heading for heading, _ in why.sections] for why in story.whys}
    assert "If nothing is done" not in by_rule[rule_ids.NEW_NAME] and "What was changed" in by_rule[rule_ids.NEW_NAME]
    kept = next(item for part in story.parts for item in part.findings if item.facts.rule == rule_ids.FPGA_ADDRESS)
    assert kept.follows
    assert not [
        words for words in ("If you change nothing", "If you keep the original") if words in drawn(renamed())[0]
    ]


def test_only_the_sources_of_a_rule_are_with_it() -> None:
    story = parts(sample(), build(sample()))
    assert all(len(why.sources) <= 3 for why in story.whys)
    outside = next(why for why in story.whys if why.rule == rule_ids.SITE_FACTS)
    assert outside.finding.facts["variant"] == "outside-the-file"
    assert [source.id for source in outside.sources] == ["DEV-7-runtime"] and len(BY_ID[rule_ids.SITE_FACTS].source) > 1
    assert len({source.id for source in story.conflicts}) == len(story.conflicts)


def test_a_proxy_of_the_manifest_is_not_shown_as_none() -> None:
    page, text = drawn(sample())
    assert "http://proxy.hall4.example:8080" in page and "Web proxy in the original" in text


def test_the_picture_is_a_drawing_and_nothing_else() -> None:
    for migration in sample(), hostile():
        story = parts(migration, build(migration))
        tree = ElementTree.fromstring(story.picture)
        names = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert names <= {"svg", "title", "desc", "defs", "marker", "path", "rect", "g", "text", "circle", "line"}
        for element in tree.iter():
            assert not any(name.startswith("on") or name.endswith("href") for name in element.attrib)
        assert not any(mark in story.picture for mark in INVISIBLE) and PASSWORD not in story.picture


@pytest.mark.parametrize(
    ("platform", "heading"), [("kubernetes", "for the GPU device"), ("linux-vm", "on the Linux VM")]
)
def test_the_result_is_headed_by_what_it_is_for(platform: str, heading: str) -> None:
    page, _text = drawn(sample(device=DEVICE.model_copy(update={"platform": platform})))
    assert f"After, {heading}</th>" in page
    assert page.count("After, ") == page.count(f"After, {heading}")
