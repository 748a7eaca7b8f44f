"""Pages for every manifest say plain words in place of the facts of one finding."""

from __future__ import annotations

import re

import pytest

from core.rulebook.book import pages
from core.rulebook.general import _words, general, title


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{module} mounts the share {share} read-only", "The module mounts the share read-only"),
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
    ("name", "heading", "wanted"),
    [
        ("no-such-rule", "{module}: the volume {name} is refused", "The volume is refused"),
        ("no-such-rule", "edgeHub has no service", "edgeHub has no service"),
        ("no-such-rule", "`{key}` is read", "The key is read"),
        ("node-selector", "{module} runs only on {label}", "The module runs only on a machine with a certain label"),
    ],
)
def test_a_page_has_a_title_of_its_own(name: str, heading: str, wanted: str) -> None:
    assert title(name, heading) == wanted


def test_titles_are_sentences_of_pages_that_exist() -> None:
    titles = {page.id: page.title for page in pages()}
    assert set(_words().titles) <= set(titles)
    for name, text in titles.items():
        assert text[0].isupper() or text.startswith("edge"), name
        assert not text.startswith("The module: "), name
        assert not re.search(r"\b(a|an|the) (a|an|the|its|their)\b|(\b\w+\b) \2\b", text, re.IGNORECASE), text
