"""Pages for every manifest say plain words in place of the facts of one finding."""

from __future__ import annotations

import pytest

from core.rulebook.general import general


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
