"""Characters that hide text are found in bytes as in text."""

from __future__ import annotations

from core.text import visible

ALL = [chr(code) for code in range(0x110000)]


def test_bytes_are_judged_like_text() -> None:
    plain = visible._INVISIBLE.sub("", "".join(ALL))
    assert visible.all_visible(plain.encode())
    hidden = set(ALL) - set(plain)
    assert {"\x7f", "\u202e", "\ud800"} <= hidden and "\n" not in hidden
    for letter in hidden:
        assert not visible.all_visible(f"a\n{letter}b".encode("utf-8", "surrogatepass")), hex(ord(letter))
