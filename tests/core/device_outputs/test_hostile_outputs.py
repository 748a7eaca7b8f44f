"""Any paste within the limits is answered within 2 seconds of processor time, the start of the program included."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from core.device_outputs import limits
from core.device_outputs.document import document
from core.device_outputs.reading import read
from core.manifest.errors import ManifestError
from tests import limited
from tests.sampling import sampled

_SIZE, _LINES = limits.MOST_CHARACTERS, limits.MOST_LINES
_LETTERS = random.Random(1)


def _lines(*kinds: str) -> str:
    return "\n".join(kinds[at % len(kinds)] for at in range(_LINES))[:_SIZE]


_ROLE = "ImageDetail                : "
_POD = "cam-5b9f7c6d5d-abcde       2/2     Running   0          1d"
HOSTILE = {
    "roles": _lines(_ROLE),
    "mixed signs": "".join(_LETTERS.choices('abc \n:{}[]",-|', k=230_000)),
    "sentences": _lines("these are plain words of no output " * 2)[:_SIZE],
    "wrapped": _lines("x" * 80, "y" * 20),
    "rows": "\n".join(["NAME                       READY   STATUS    RESTARTS   AGE", *[_POD] * 16_000]),
    "headings": " ".join(f"NAME{at}" for at in range(_SIZE // 11)),
    "twin without end": '{"properties":{"reported":{"modules":{'
    + "".join(f'"m{at}":{{"runtimeStatus":"running","settings":{{"image":"a/b:{at}"}}}},\n' for at in range(14_000)),
    "passwords": _lines("QUJDREVGR0hJSktMTU5PUA==", "password is hunter2x"),
    "wide tables": ("NAME   READY   STATUS   RESTARTS   AGE   " + "COL   " * 3000 + "\n") * 50,
}
BEGUN = {
    **{line: _lines(line) for line in ("- accessProtocol: SMB", "accessProtocol: x", "- a: b", "GPU 0: T4 (UUID: G)")},
    "objects": _lines("apiVersion: v1", "kind: Pod"),
    "open objects": _lines('{"a":'),
    "open members": _lines('{"a":1,'),
    "open lists": _lines("["),
    "open objects and lists": _lines('{"a":['),
    "half strings": _lines('{"a": "x'),
    "half names": _lines('{"'),
    "open objects in lists": _lines("[{"),
    "closed in open": _lines("[[],"),
    "long in open": "[\n" * 59 + "1,\n" * (_LINES - 100),
    "long in deep": "[\n" * 900 + "1,\n" * (_LINES - 2_000) + "1\n" + "]\n" * 900,
}
"""What begins again and again and never ends."""


@pytest.mark.skipif(sys.platform == "win32", reason="limits on processor time are those of POSIX")
@pytest.mark.parametrize("name", sampled(HOSTILE, every=3))
def test_half_of_it_is_answered_in_two_seconds(name: str, tmp_path: Path) -> None:
    """A half, because tests beside it slow the processor down; the whole is for `make test-long`."""
    _answered(HOSTILE[name][: len(HOSTILE[name]) // 2], tmp_path)


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="limits on processor time are those of POSIX")
@pytest.mark.parametrize("name", [*HOSTILE, *BEGUN])
def test_answered_in_two_seconds(name: str, tmp_path: Path) -> None:
    _answered({**HOSTILE, **BEGUN}[name], tmp_path)


def _answered(text: str, folder: Path) -> None:
    path = folder / "paste.txt"
    path.write_text(text, "utf-8")
    limits.check(path.read_bytes(), path.name)
    ended = limited.python("-m", "gui", "device", str(path), "--json")
    assert ended.code in (0, 1), ended.err
    assert limited.in_time(ended, 2)


def test_more_than_is_read_is_refused_with_what_to_do() -> None:
    with pytest.raises(ManifestError, match="1,000,001 characters") as error:
        limits.check(b"a" * 1_000_001, "paste")
    assert "last part" in str(error.value)
    with pytest.raises(ManifestError, match="20,001 lines"):
        limits.check(b"\n" * 20_000, "paste")
    limits.check("a".encode("utf-16") * 400_000, "paste")


def test_lines_are_named_where_their_text_is_no_longer_shown() -> None:
    unread = document(read([("a", b"one line that is not known\n" * 5_000)]))["unread"]
    assert [line["line"] for line in unread] == list(range(1, 5_001))
    assert "line that is" in unread[0]["text"]
    assert "line" not in unread[-1]["text"]
