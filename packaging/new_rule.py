"""`make rule NAME=usb-camera AREA=runtime LIKE=…`: a new rule in all its places, as a copy of an existing one.

`make rule KIND=check …` does so for a check. Then adapt the copy file by file, as printed: two rules may not change the
same value.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACES = {
    "code": "core/{kind}/{module}.py",
    "prose": "resources/{kind}/{name}/en.md",
    "golden": "tests/golden/{kind}/{name}.md",
}
"""The places of a rule or check besides its line in the registry."""
WHAT = {"rule": "what it looks for and what it changes", "check": "what it looks for in the result"}
CASES = {"rule": "changes, stays, already migrated", "check": "found, not found, and each variant of the text"}
STEPS = (
    (
        "{code}",
        "{what}; `source` lists ids of resources/sources.toml. Its last lines: delete what belongs to the copied one",
    ),
    ("{prose}", "title and sections; write facts of the finding in braces"),
    ("{golden}", "at least three cases: {cases}"),
    ("{registry}", "the line that registers it, below that of the copied one"),
    ("make goldens ONLY={name}", "writes the results of all cases, and shows the texts: read both"),
    ("make check ONLY={name}", "runs lint, types and its tests"),
)
SEEDED_FAULT = (
    "tests/core/checks/test_checks_mutations.py",
    "a fault that it finds, if it says manual or block; test_vm_mutations.py for the Linux VM",
)


class Refusal(Exception):
    """Raised with the fault of the request in words."""


def add(singular: str, name: str, area: str, like: str) -> list[str]:
    """Writes the files of a new rule (or check) and its line in the registry; says what comes next. Raises Refusal."""
    if singular not in ("rule", "check"):
        raise Refusal(f"KIND={singular}: rule or check")
    kind = f"{singular}s"
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise Refusal(f"NAME={name}: lower-case words with hyphens, such as usb-camera, name the situation")
    if (ROOT / "resources" / kind / name).exists():
        raise Refusal(f"NAME={name}: there is a {singular} of this name already")
    if not (ROOT / "resources" / kind / like / "en.md").is_file():
        raise Refusal(f"LIKE={like}: there is no {singular} of this name to copy")
    registry = ROOT / "core" / kind / "__init__.py"
    text = registry.read_text(encoding="utf-8")
    areas = re.findall(r"^# ([a-z]+)$", text, re.MULTILINE)
    if area not in areas:
        raise Refusal(f"AREA={area}: one of {', '.join(areas)}")
    places, copied = _places(kind, name), _places(kind, like)
    for key, place in places.items():
        copy = _renamed((ROOT / copied[key]).read_text(encoding="utf-8"), like, name, area)
        (ROOT / place).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / place).write_text(copy, encoding="utf-8")
    registry.write_text(_registered(text, kind, name, area, like), encoding="utf-8")
    words = {
        **places,
        "registry": f"core/{kind}/__init__.py",
        "name": name,
        "what": WHAT[singular],
        "cases": CASES[singular],
    }
    seeded = [SEEDED_FAULT] if singular == "check" else []
    return [f"{step}: {what}".format(**words) for step, what in (*STEPS[:4], *seeded, *STEPS[4:])]


def _places(kind: str, name: str) -> dict[str, str]:
    return {key: pattern.format(kind=kind, name=name, module=_module(name)) for key, pattern in PLACES.items()}


def _module(name: str) -> str:
    return name.replace("-", "_")


def _renamed(text: str, old: str, new: str, area: str) -> str:
    """Another name where the old one is used as an id: its own, in the id of a finding, as a whole title.

    The same word alone in quotes may be a key of the manifest, such as `sysctls`.
    """
    text = re.sub(r"\bid=rule_ids\.[A-Z_]+", f'id="{new}"', text)
    meant = rf'(?<=\bid="){old}(?=")|(?<=["`]){old}(?=/)|(?<=^# ){old}$'
    text = re.sub(meant, new, text, flags=re.MULTILINE)
    return re.sub(r"area=Area\.[A-Z]+", f"area=Area.{area.upper()}", text)


def _registered(text: str, kind: str, name: str, area: str, like: str) -> str:
    """The registry with one more line in its area: below the copied rule, or else below the last one."""
    what = kind.removesuffix("s").upper()
    line = f"from core.{kind}.{{}} import {what} as {{}}\n"
    block = re.search(rf"^# {area}\n(?:from .*\n)+", text, re.MULTILINE)
    assert block is not None, f"core/{kind}/__init__.py has no lines under # {area}"
    copied = re.search(line.format(re.escape(_module(like)), r"\w+"), block[0])
    end = block.start() + copied.end() if copied else block.end()
    return text[:end] + line.format(_module(name), _module(name).upper()) + text[end:]


if __name__ == "__main__":
    try:
        print(*add(*sys.argv[1:]), sep="\n")
    except Refusal as refusal:
        sys.exit(str(refusal))
