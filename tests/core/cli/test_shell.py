"""Commands on the screen are one word for each argument in the shell they are typed in."""

from __future__ import annotations

import re
import shlex
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cli.shell import quoted
from tests.core.bundle.test_command_words import Meaning, powershell

FOLDER = "C:\\Users\\Åsa\\My files"
NAMES = [
    "site.json", "R&D (1).json", "100%.json", "a|b.json", "a^b.json", "(copy).json", "a;b,c.json", "it's.json",
    "two  spaces.json", "#1.json", "@home.json", "a=b.json", "{a}.json", "~a.json", "!important!.json", "–dash.json",
]  # fmt: skip


def cmd(line: str) -> list[str]:
    """The words a program gets from cmd, at the prompt. Raises Meaning where anything but text is in it.

    Between double quotes only `%` has a meaning, and only around the name of a variable. The C runtime then takes the
    line apart: a backslash is one, but in front of a quote two are.
    """
    inside = False
    for sign in line:
        inside ^= sign == '"'
        if not inside and sign in "&|<>^()%!,;=@":
            raise Meaning(sign)
    if inside:
        raise Meaning("never closed")
    words = re.findall(r'(?:[^\s"]|"[^"]*")+', line)
    return [re.sub(r'(\\+)"$', lambda found: "\\" * (len(found[1]) // 2), word).replace('"', "") for word in words]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folder", ["", FOLDER + "\\", "D:\\R&D\\"], ids=["here", "spaces", "sign"])
def test_a_file_is_one_word_in_both_shells_of_windows(folder: str, name: str) -> None:
    words = ["edgeshift", "convert", folder + name, "--out", "out"]
    assert cmd(quoted(words, "win32")) == words
    assert powershell(quoted(words, "win32")) == words


@pytest.mark.parametrize("name", ["cost$.json", "$HOME.json", "a`b c.json", "“quoted” „low“.json", "$(calc).json"])
def test_what_only_powershell_gives_a_meaning_is_in_its_form(name: str) -> None:
    assert powershell(quoted(["edgeshift", name], "win32"))[1] == name


def test_a_plain_word_stays_plain() -> None:
    assert quoted(["\\tmp\\site.json", "--out", "C:\\a-b"], "win32") == "\\tmp\\site.json --out C:\\a-b"


def test_a_folder_may_end_with_a_backslash() -> None:
    assert cmd(quoted([FOLDER + "\\", "x"], "win32")) == [FOLDER + "\\", "x"]
    assert quoted([PureWindowsPath(FOLDER)], "win32") == f'"{FOLDER}"'


def test_an_empty_word_is_a_word() -> None:
    assert quoted([""], "win32") == '""'


@given(st.text(st.sampled_from("ab0 '‘’“”„$`\\;&^(){}@#-,.%!~=é+"), min_size=1, max_size=12))
def test_any_name_is_one_word(text: str) -> None:
    line = quoted(["edgeshift", text, "--end"], "win32")
    assert [PureWindowsPath(word) for word in powershell(line)] == [*map(PureWindowsPath, ("edgeshift", text, "--end"))]
    if not re.search("[`$“”„]", text):
        assert cmd(line) == ["edgeshift", text, "--end"]


@given(st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_others_have_the_words_of_posix(words: list[str]) -> None:
    assert shlex.split(quoted(words, "linux")) == words


def test_others_have_single_quotes() -> None:
    assert quoted(["edgeshift", "My files/site.json"], "linux") == "edgeshift 'My files/site.json'"
