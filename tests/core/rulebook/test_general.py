"""Pages for every manifest say plain words in place of the facts of one finding."""

from __future__ import annotations

import re

import pytest

from core.rulebook.book import pages
from core.rulebook.general import general, title
from core.text.pages import Block


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{module} mounts the share {share} read-only", "The module mounts the share read-only"),
        ("{module} mounts the share “{share}” read-only", "The module mounts the share read-only"),
        ("Share “{share}” mounted at {target}", "The share mounted at the target"),
        ("{module}: the network {mode} does not exist", "The module: the network does not exist"),
        ("{module} listens on port {port}, which is reserved", "The module listens on the port, which is reserved"),
        ("Each {module} has `{count}` ports.", "Each module has several ports."),
        ("`{module}` and `{other}` differ. {name} stays.", "The module and the other one differ. The name stays."),
        ("It writes `/dev/{name}`.", "It writes `/dev/NAME`."),
        ("{new_fact} is not listed", "The new fact is not listed"),
        ("{module}: port {port} is null", "The module: the port is null"),
        ("Nothing is filled in here: `{}` and {A}", "Nothing is filled in here: `{}` and {A}"),
    ],
)
def test_facts_become_words(text: str, wanted: str) -> None:
    assert general(text) == wanted


@pytest.mark.parametrize(
    ("heading", "text", "wanted"),
    [
        ("{module}: the volume {name} is refused", "", "The volume is refused"),
        ("edgeHub has no service", "", "edgeHub has no service"),
        ("`{key}` is read", "", "The key is read"),
        ("{module} runs only on {label}", "A module runs on one machine", "A module runs on one machine"),
    ],
)
def test_a_page_has_a_title_of_its_own(heading: str, text: str, wanted: str) -> None:
    assert title(Block(heading, text)) == wanted


def test_titles_are_sentences_of_pages_that_exist() -> None:
    titles = {page.id: page.title for page in pages()}
    for name, text in titles.items():
        assert text[0].isupper() or text.startswith("edge"), name
        assert not text.startswith("The module: "), name
        assert not re.search(r"\b(a|an|the) (a|an|the|its|their)\b|(\b\w+\b) \2\b", text, re.IGNORECASE), text
