"""Hostile names in the commands of run sheet and rollback stay one word: in bash, run; in PowerShell, by its rules.

There is no PowerShell here. `powershell` below follows the language specification (about_Quoting_Rules, about_Parsing,
about_Special_Characters): a word that begins with a quote ends with it, quoted parts join a word that begins without;
‘ ’ ‚ ‛ quote like ' and “ ” „ like "; a doubled quote inside is one of it; $ and ` mean something outside of '…', and
` in front of one of them, or of a quote, makes it text.
"""

from __future__ import annotations

import html as markup
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bundle.confirmation import causes
from core.bundle.export import bundle
from core.manifest.file_names import portable
from core.manifest.read import read
from core.migration.migrate import migrate
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device
from core.report.markdown_page import path, word
from core.text.visible import visible
from tests.golden_cases import expand
from tests.sampling import sampled

SINGLE, DOUBLE = "'‘’‚‛", '"“”„'
NAMES = [
    "site", "a b", "two  spaces", "it's", "it''s", "’; rm -rf ~ #", "‘quoted’", "‚low‛", "“double” „low“", '"', "''",
    "$(touch owned)", "`touch owned`", "${HOME}", "$HOME", "%PATH%", "!!", "~", "*", "a;touch owned", "a|b", "a&b",
    "a>owned", "<owned", "(touch owned)", "{a,b}", "@args", "@(1)", "#comment", "-n", "--version", "\\", "a\\", "a'$x",
    "’$(touch owned)’", "x’;touch owned;’", "'\"'\"'", "a\nb", "a\tb", "\u202egnp.exe", "ö’ü", "a'", "'a", "a\u00a0b",
    "\u2028", "```\n```", "NAME",
]  # fmt: skip


class Meaning(Exception):
    """A character that PowerShell would not take as it is."""


def powershell(line: str) -> list[str]:
    """The words of a command in argument mode. Raises Meaning where anything but text is in it."""
    found: list[str] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
        elif line[at] in SINGLE + DOUBLE:
            text, at = _string(line, at)
            found.append(text)
        else:
            text, at = _generic(line, at)
            found.append(text)
    return found


def _generic(line: str, at: int) -> tuple[str, int]:
    if line[at] in "@#<>%":
        raise Meaning(line[at:])
    text_so_far = ""
    while at < len(line) and not line[at].isspace():
        if line[at] in "`$;|&(){},<>":
            raise Meaning(line[at:])
        if line[at] in SINGLE + DOUBLE:
            text, at = _string(line, at)
            text_so_far += text
        else:
            text_so_far, at = text_so_far + line[at], at + 1
    return text_so_far, at


def _string(line: str, at: int) -> tuple[str, int]:
    quotes = SINGLE if line[at] in SINGLE else DOUBLE
    text_so_far, at = "", at + 1
    while at < len(line):
        if line[at] in quotes:
            if line[at + 1 : at + 2] not in quotes or at + 1 == len(line):
                return text_so_far, at + 1
            at += 1
        elif quotes == DOUBLE and line[at] == "`" and line[at + 1] in "`$" + DOUBLE:
            at += 1
        elif quotes == DOUBLE and line[at] in "`$":
            raise Meaning(line[at:])
        text_so_far, at = text_so_far + line[at], at + 1
    raise Meaning("never closed")


def bash(line: str, folder: Path) -> list[str]:
    """The words of a command as bash hands them over; nothing else may come of it."""
    if sys.platform == "win32":
        pytest.skip("there is no bash on Windows")
    stubs = "".join(f"{name}() {{ printf '%s\\0' {name} \"$@\"; }}\n" for name in ("az", "jsonpatch", "iotedge"))
    command = [shutil.which("bash") or "bash", "-c", f"{stubs}{line}\n"]
    result = subprocess.run(command, cwd=folder, capture_output=True, timeout=20, check=True)
    assert result.stderr == b"" and list(folder.iterdir()) == []
    return result.stdout.decode().split("\0")[:-1]


def shown(text: str) -> str:
    """A name as a page shows it."""
    return visible(re.sub("[\n\t]", lambda match: f"‹U+{ord(match[0]):04X}›", text))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_one_word_in_both_shells(name: str, tmp_path: Path) -> None:
    for written, wanted in (
        (visible(word(name)), {shown(name), "NAME"}),
        (visible(path(name)), {shown(name), f"./{shown(name)}"}),
    ):
        line = f"az --content {written} --end"
        assert powershell(line) == bash(line, tmp_path), line
        assert powershell(line)[2] in wanted
        assert [*powershell(line)[:2], powershell(line)[3]] == ["az", "--content", "--end"]


@given(st.text(st.sampled_from("ab0 '‘’‚‛\"“”„$`\\;|&(){}<>@#-,.%!~*\n"), min_size=1, max_size=12))
def test_any_text_is_one_word_in_powershell(text: str) -> None:
    assert powershell(f"az {path(text)}")[1] in (shown(text), f"./{shown(text)}")
    assert powershell(f"az {word(text)}")[1] in (shown(text), "NAME")


def commands(page: str) -> list[str]:
    """Every command of a page that names something of the manifest."""
    blocks = re.findall(r"^```\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith(("az iot edge set-modules", "jsonpatch", "iotedge logs"))]


@pytest.mark.parametrize(
    "name", sampled((name for name in NAMES if not set(name) & set("\n\t\u2028\u202e\\") and name != "*"), 3)
)
def test_the_pages_of_a_bundle_keep_hostile_names(name: str, tmp_path: Path) -> None:
    held = portable(name)  # what Windows can hold; the rest of a hostile name stays
    data = json.dumps(expand({f"m {name}": {"createOptions": {}}})).encode()
    migration = migrate(read(data, f"{name}.json"), Device(), Decisions())
    kept = [
        Decision(finding=item.id, answer=None, note="a test")
        for item in migration.findings
        if item.rule == rule_ids.NEW_NAME
    ]
    files = bundle(migrate(migration.before, Device(), Decisions(items=tuple(kept))))
    lines = [*commands(files["runsheet.md"].decode()), *commands(files["rollback/steps.md"].decode())]
    assert len(lines) >= 4
    for line in lines:
        words = powershell(line)
        assert words == bash(line, tmp_path)
        named = [text.removeprefix("./") for text in words if ".gpu.json" in text or ".rollback.json" in text]
        assert all(text in (f"{held}.gpu.json", f"rollback/{held}.rollback.json") for text in named)
    page = markup.unescape(files["runsheet.html"].decode())
    assert all(line in page for line in commands(files["runsheet.md"].decode()))


@pytest.mark.parametrize(
    "name", sampled((name for name in NAMES if not set(name) & set("\n\t\u2028\u202e\\\u00a0")), 3)
)
def test_the_run_sheet_of_a_vm_reads_the_log_of_a_hostile_module(name: str, tmp_path: Path) -> None:
    """The name of a module is one word of each command on the VM, also in the table of the page and in advice."""
    name = f"m{name}"
    data = json.dumps(expand({name: {"createOptions": {}}})).encode()
    device = Device(platform="linux-vm", vm_size="Standard_F4s")
    site = read(data, "site.json")
    asked = [item.id for item in migrate(site, device, Decisions()).findings if item.module == name]
    kept = tuple(Decision(finding=item, answer=None, note="the name as it is") for item in asked)
    page = bundle(migrate(site, device, Decisions(items=kept)))["runsheet.md"].decode()
    spans = re.findall(r"(`+) ?(sudo iotedge logs (?:(?!\1).)*--tail 50) ?\1(?!`)", page)
    lines = [text.replace("\\|", "|") for _fence, text in spans]
    assert lines
    lines.append(causes.of_container(causes.Cause("", ""), name).todo.partition(": ")[2].removesuffix("."))
    for line in lines:
        words = bash(line.removeprefix("sudo "), tmp_path)
        assert words[:2] == ["iotedge", "logs"] and words[3:] == ["--tail", "50"], line
        assert words[2] in {name, " ".join(name.split()), "NAME"}, line


@pytest.mark.parametrize("wrong", ["'a'b'", "a;b", "$x", '"$x"', "’;x;’", "`a", "'a''"])
def test_the_rules_of_powershell_are_kept_here(wrong: str) -> None:
    """What would mean something, or be more or less than the text, is noticed."""
    try:
        assert powershell(f"az {wrong}") != ["az", wrong]
    except Meaning:
        return
