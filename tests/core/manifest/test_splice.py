"""Splicing: what the plan does not name keeps its bytes, and new text looks like the old."""

from __future__ import annotations

import pytest

from core.manifest import edit, jsonc
from core.manifest.splice import Splicer
from core.model.base import Json
from core.model.changes import Change


def spliced(text: str, *changes: Change) -> str:
    """The text after changes, checked against the tree the plan makes."""
    value, blanked = jsonc.loads(text)
    root, clashes = edit.sort(changes)
    lost: list[Change] = []
    plan = edit.plan(value, root, (), lost)
    assert not clashes and not lost
    splicer = Splicer(text, blanked)
    splicer.value(splicer.root, plan)
    result = splicer.result()
    assert jsonc.loads(result)[0] == plan.value
    return result


def remove(pointer: str) -> Change:
    return Change("remove", pointer, "f")


def add(pointer: str, value: Json) -> Change:
    return Change("add", pointer, "f", value)


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ('{"a": 1, "b": 2}', [remove("/a")], '{"b": 2}'),
        ('{"a": 1, "b": 2}', [remove("/b")], '{"a": 1}'),
        ('{"a":1,"b":2,"c":3}', [remove("/b"), remove("/c")], '{"a":1}'),
        ('{\n  "a": 1,\n  "b": 2\n}', [remove("/b")], '{\n  "a": 1\n}'),
        ('{\n  "a": 1,\n  "b": 2\n}', [remove("/a")], '{\n  "b": 2\n}'),
        ('{"a": [1]}', [remove("/a/0")], "{}"),
        ('{"a": 1}', [remove("/a")], "{}"),
        ('{"a": 1}', [add("/b", 2)], '{"a": 1, "b": 2}'),
        ('{"a":1,"z":[1,2]}', [add("/b", {"c": 2})], '{"a":1,"z":[1,2],"b":{"c":2}}'),
        ("{}", [add("/b/c/-", 2)], '{"b":{"c":[2]}}'),
        ('{\n  "a": 1\n}', [add("/b", {"c": 2})], '{\n  "a": 1,\n  "b": {\n    "c": 2\n  }\n}'),
        ('{\r\n\t"a": 1\r\n}', [add("/b/c", 2)], '{\r\n\t"a": 1,\r\n\t"b": {\r\n\t\t"c": 2\r\n\t}\r\n}'),
        ('{\n  "a": []\n}', [add("/a/-", 2)], '{\n  "a": [\n    2\n  ]\n}'),
        ('{\n  "a": [1, 2]\n}', [add("/a/-", 3)], '{\n  "a": [1, 2, 3]\n}'),
        ('{\n  "a": ["x"]\n}', [remove("/a/0"), add("/a/-", "y")], '{\n  "a": ["y"]\n}'),
        ('{\n  "a": 1, // one\n  "b": 2 // two\n}', [remove("/a")], '{ // one\n  "b": 2 // two\n}'),
        ('{\n  "a": 1 // one\n}', [add("/b", 2)], '{\n  "a": 1, // one\n  "b": 2\n}'),
        ('{\n  "a": 1,\n}', [add("/b", 2)], '{\n  "a": 1,\n  "b": 2,\n}'),
        ('{\n  "a": 1,\n  "b": 2,\n}', [remove("/b")], '{\n  "a": 1,\n}'),
        ('{\n  // note\n  "a": 1, "b": 2\n}', [remove("/a")], '{\n  // note\n  "b": 2\n}'),
        ('{"a": 1.0, "b": 1e3, "c": -0}', [remove("/b")], '{"a": 1.0, "c": -0}'),
        ('{"a": ${X}, "b": 2}', [remove("/b")], '{"a": ${X}}'),
    ],
)
def test_changes_keep_the_rest(before: str, changes: list[Change], after: str) -> None:
    assert spliced(before, *changes) == after


def test_an_edit_keeps_the_escapes_around_it() -> None:
    text = '{"r": "FROM \\/a\\u0041 My_Cam \\u00e5"}'
    start = "FROM /aA My_Cam å".index("My_Cam")
    assert spliced(text, Change("edit", "/r", "f", "my-cam", start, start + 6)) == text.replace("My_Cam", "my-cam")


def test_a_rename_keeps_the_value_and_the_place() -> None:
    assert (
        spliced('{"A:B": {"value": 1}, "c": 2}', Change("rename", "/A:B", "f", "A__B"))
        == '{"A__B": {"value": 1}, "c": 2}'
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (remove("/a"), add("/a/b", 1)),
        (add("/a/b", 1), remove("/a")),
        (add("/n", 1), add("/n", 2)),
        (Change("edit", "/s", "f", "x", 0, 2), Change("edit", "/s", "g", "y", 1, 3)),
        (Change("edit", "/s", "f", "x", 0, 2), add("/s", "y")),
        (add("/s", "y"), Change("edit", "/s", "f", "x", 0, 2)),
        (Change("rename", "/a", "f", "x"), remove("/a")),
        (remove("/a"), Change("rename", "/a", "f", "x")),
    ],
)
def test_overlapping_changes_clash(first: Change, second: Change) -> None:
    _, clashes = edit.sort([first, second])
    assert [clash.change for clash in clashes] == [second]
    assert clashes[0].other == first


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (add("/n/a", 1), add("/n/b", 2)),
        (add("/l/-", 1), add("/l/-", 2)),
        (Change("edit", "/s", "f", "x", 0, 1), Change("edit", "/s", "g", "y", 1, 3)),
        (Change("rename", "/a", "f", "x"), add("/a/b", 1)),
        (add("/a/b", 1), Change("rename", "/a", "f", "x")),
    ],
)
def test_changes_that_may_meet(first: Change, second: Change) -> None:
    assert edit.sort([first, second])[1] == []


def test_a_change_below_a_scalar_has_no_place() -> None:
    root, _ = edit.sort([add("/a/b", 1)])
    lost: list[Change] = []
    assert edit.plan({"a": 5}, root, (), lost).value == {"a": 5}
    assert lost == [add("/a/b", 1)]


def test_a_rename_never_swallows_another_member() -> None:
    taken = Change("rename", "/a", "f", "b")
    root, _ = edit.sort([taken, Change("rename", "/c", "f", "d"), Change("rename", "/e", "g", "d")])
    lost: list[Change] = []
    assert edit.plan({"a": 1, "b": 2, "c": 3, "e": 4}, root, (), lost).value == {"a": 1, "b": 2, "d": 3, "e": 4}
    assert lost == [taken, Change("rename", "/e", "g", "d")]


def test_null_gives_way_to_a_new_container() -> None:
    root, _ = edit.sort([add("/a/b", 1)])
    lost: list[Change] = []
    assert edit.plan({"a": None}, root, (), lost).value == {"a": {"b": 1}}
    assert lost == []


def test_places_move_with_renames_and_removals() -> None:
    root, _ = edit.sort([Change("rename", "/m", "f", "n"), remove("/m/l/0")])
    plan = edit.plan({"m": {"l": [1, 2]}}, root, (), [])
    assert plan.moved("/m/l/1") == "/n/l/0"
    assert plan.moved("/m/l/0") == "/n/l"


@pytest.mark.parametrize(
    "changes",
    [
        [remove("/a"), remove("/a")],
        [remove("/a"), remove("/a/0"), remove("/a/1")],
        [remove("/a/0"), remove("/a/1"), remove("/a"), remove("/a/0")],
        [Change("edit", "/a/0", "f", "x", 0, 2), remove("/a/0"), remove("/a")],
        [remove("/a"), Change("edit", "/a/0", "f", "x", 0, 2)],
    ],
)
def test_two_removals_agree_on_the_larger_place(changes: list[Change]) -> None:
    assert spliced('{"a": [1, 2, 3], "b": 1}', *changes) == '{"b": 1}'


def test_a_removal_around_another_change_clashes() -> None:
    kept, wide = [remove("/a/0"), add("/a/b/-", 1)], remove("/a")
    assert [clash.change for clash in edit.sort([*kept, wide])[1]] == [wide]


@pytest.mark.parametrize(("start", "end"), [(2, 3), (0, 2), (4, 9), (3, 3), (1, 8)])
def test_a_span_that_overlaps_one_of_many_is_a_clash(start: int, end: int) -> None:
    known = [Change("edit", "/a", "f", "x", *span) for span in ((6, 8), (1, 4), (4, 4), (4, 4), (4, 6))]
    root, clashes = edit.sort(known)
    assert not clashes
    assert [(change.start, change.end) for change in root.children["a"].spans] == [
        (1, 4),
        (4, 4),
        (4, 4),
        (4, 6),
        (6, 8),
    ]
    assert len(edit.sort([*known, Change("edit", "/a", "f", "y", start, end)])[1]) == 1
