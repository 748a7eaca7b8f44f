"""Whether edgeHub can parse a route, compared with its grammar by cases of each of its parts."""

from __future__ import annotations

import pytest

from core.docker.route_syntax import fault

SINK = 'BrokeredEndpoint("/modules/web/inputs/in")'


@pytest.mark.parametrize(
    "route",
    [
        "FROM /messages/* INTO $upstream",
        "select * from /* into $Upstream",
        "FROM/messages/* INTO $upstream",
        "FROM /* INTO $upstream and what follows; is not read",
        f"FROM /messages/modules/cam-1/outputs/* INTO {SINK}",
        "FROM /messages/* INTO brokeredendpoint('modules/a/inputs/b/')",
        "FROM /messages/* WHERE NOT is_defined($connectionModuleId) INTO $upstream",
        "FROM /messages/* WHERE a!=b AND c <> -1.5e3 OR - (d) >= 0x1F INTO $upstream",
        "FROM /messages/* WHERE $body.items[0].t > 25 ?? false INTO $upstream",
        "FROM /messages/* WHERE {$body} = 'it\\'s INTO' INTO $upstream",
        "FROM /messages/* WHERE concat('a', \"b\", c) = length() INTO $upstream",
        "FROM /messages/* /* note INTO */ WHERE a-b||c INTO $upstream",
        "FROM /messages/* WHERE topic = 'mydata'\n INTO $upstream",
        "FROM /messages/* WHERE name = 'it''s' INTO $upstream",
    ],
)
def test_what_the_grammar_has_is_accepted(route: str) -> None:
    assert fault(route) == ""


@pytest.mark.parametrize(
    ("route", "kind"),
    [
        ("garbage", "start"),
        ("SELECT FROM /* INTO $upstream", "start"),
        ("FROM messages INTO $upstream", "source"),
        ("FROM /messages/ INTO $upstream", "source"),
        ("FROM /messages/modules/7/* INTO $upstream", "source"),
        ("FROM /messages/modules/and/* INTO $upstream", "source"),
        ("FROM", "source"),
        ("FROM /messages/*", "end"),
        ("FROM /messages/* TO $upstream", "end"),
        ("FROM /a/*/b/*/c INTO $upstream", "end"),
        ("FROM /* WHERE a = b", "end"),
        ("FROM /* WHERE a = 'INTO $upstream", "end"),
        ("FROM /* WHERE INTO $upstream", "condition"),
        ("FROM /* WHERE a == b INTO $upstream", "condition"),
        ("FROM /* WHERE a && b INTO $upstream", "condition"),
        ("FROM /* WHERE (a INTO $upstream", "condition"),
        ("FROM /* WHERE a) INTO $upstream", "condition"),
        ("FROM /* WHERE {$a = 1 INTO $upstream", "condition"),
        ("FROM /* WHERE a, b INTO $upstream", "condition"),
        ("FROM /* WHERE length(a,) INTO $upstream", "condition"),
        ("FROM /* WHERE size(a) > 1 INTO $upstream", "condition"),
        ("FROM /* WHERE a[0] INTO $upstream", "condition"),
        ("FROM /* INTO", "sink"),
        ("FROM /* INTO upstream", "sink"),
        ("FROM /* INTO $cloud", "sink"),
        ("FROM /* INTO Endpoint('/modules/a/inputs/b')", "sink"),
        ("FROM /* INTO BrokeredEndpoint('/modules/a/b')", "sink"),
        ("FROM /* INTO BrokeredEndpoint('/modules/a/inputs/ ')", "sink"),
        ("FROM /* INTO BrokeredEndpoint(/modules/a/inputs/b)", "sink"),
        ("FROM /* INTO BrokeredEndpoint('/modules/a/inputs/b'", "sink"),
    ],
)
def test_what_the_grammar_does_not_have_is_found(route: str, kind: str) -> None:
    assert fault(route) == kind


def test_a_route_longer_than_the_hub_accepts_is_not_judged() -> None:
    assert fault("x" * 5000) == ""
