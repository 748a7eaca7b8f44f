"""Names of modules in texts: the exact spelling first, and never a word that may be a password."""

from __future__ import annotations

import pytest

from core.docker.host_references import Text
from core.docker.name_words import Finder

TWINS = Finder(["Cam_1", "cam_1"], ["Cam_1", "cam_1", "web"])
ONE = Finder(["Cam_1"], ["Cam_1", "web"])


def found(finder: Finder, text: str, label: str = "HOST", before: str = "") -> list[tuple[str, str]]:
    given = Text("web", label, "", text, before=before)
    return [(mention.name, text[slice(*span)]) for mention in finder.mentions(given) for span in mention.spans]


@pytest.mark.parametrize("name", ["Cam_1", "cam_1"])
def test_of_two_names_that_differ_in_case_the_exact_one_is_meant(name: str) -> None:
    assert found(TWINS, name) == [(name, name)]
    assert found(TWINS, f"Server={name};Port=5432") == [(name, name)]
    assert found(TWINS, "CAM_1") == found(TWINS, "at CAM_1, too") == []


def test_one_module_is_found_in_any_case() -> None:
    assert found(ONE, "CAM_1") == [("Cam_1", "CAM_1")]
    assert found(ONE, "at CAM_1, too") == [("Cam_1", "CAM_1")]


def test_the_exact_name_of_a_module_that_keeps_its_name_is_no_other_module() -> None:
    assert found(Finder(["Cam_1"], ["Cam_1", "cam_1"]), "cam_1") == []


@pytest.mark.parametrize("label", ["PASSWORD", "ApiKey", "DB_TOKEN", "client-secret"])
def test_a_password_is_no_name(label: str) -> None:
    assert found(ONE, "Cam_1", label) == found(ONE, "at Cam_1, too", label) == []


def test_a_connection_string_calls_a_module_but_its_password_does_not() -> None:
    text = "Server=Cam_1;Port=5432;User=a;Password=Cam_1!x"
    assert found(ONE, text, "CONNECTION_STRING") == [("Cam_1", "Cam_1")]
    assert found(ONE, "Cam_1", "DB_CONN") == [("Cam_1", "Cam_1")]


@pytest.mark.parametrize(("before", "names"), [("--password", []), ("-p", []), ("--host", [("Cam_1", "Cam_1")])])
def test_the_word_after_the_option_of_a_password_is_no_name(before: str, names: list[tuple[str, str]]) -> None:
    assert found(ONE, "Cam_1", "Cmd", before) == names
