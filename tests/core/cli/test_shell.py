"""Commands on the screen are quoted for the shell they are typed in."""

from __future__ import annotations

from pathlib import PureWindowsPath

from core.cli.shell import quoted


def test_windows_has_no_single_quotes() -> None:
    path = PureWindowsPath("C:\\My files\\site.json")
    assert quoted(["edgeshift", "convert", path], "win32") == 'edgeshift convert "C:\\My files\\site.json"'
    assert quoted(["\\tmp\\site.json"], "win32") == "\\tmp\\site.json"


def test_others_have() -> None:
    assert quoted(["edgeshift", "My files/site.json"], "linux") == "edgeshift 'My files/site.json'"
