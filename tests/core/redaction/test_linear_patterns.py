"""No text within the limits keeps the program busy: every pattern takes time in proportion to its text."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests import limited
from tests.paths import ROOT
from tests.patterns import used
from tests.sampling import sampled

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits on processor time are those of POSIX")
CASES = sorted((ROOT.joinpath("tests") / "hostile").glob("hang-*.json"))


def test_every_pattern_is_found() -> None:
    found = used()
    places = {use.where for use in found}
    assert len(found) >= 100
    assert {"core.manifest.jsonc._NOISE", "core.docker.storage._BIND"} <= places
    assert any(place.endswith(".json") for place in places) and any(":" in place for place in places)


@pytest.mark.long
def test_every_pattern_is_linear() -> None:
    ended = limited.python("-m", "tests.slow_patterns", limit=180)
    slow = [json.loads(line) for line in ended.out.splitlines()]
    assert slow == []
    assert ended.code == 0, ended.err


@pytest.mark.long
@pytest.mark.parametrize("pattern", [r"[a-z]+://", r"(a|b|ab)*c", r"\s*(?:\w+;?)+=", r'"(?:[^"\\]|\\.)*"', r"x.*y"])
def test_a_pattern_that_grows_is_found(pattern: str) -> None:
    ended = limited.python("-c", _SEARCH.format(pattern=pattern), limit=20)
    assert json.loads(ended.out) is not None, ended.err


@pytest.mark.parametrize("path", sampled(CASES, every=4), ids=lambda path: path.stem)
def test_a_text_that_kept_it_busy_is_read_at_once(path: Path) -> None:
    ended = limited.inspect(path)
    assert ended.code == 0, ended.err
    assert limited.in_time(ended, 2)


_SEARCH = """
import json, re
from tests.patterns import attacks
from tests.slow_patterns import arm, grows
arm()
pattern = re.compile(r'''{pattern}''', re.DOTALL)
found = (grows(lambda text: list(pattern.finditer(text)), attack) for attack in attacks(pattern))
print(json.dumps(next(filter(None, found), None)))
"""
