"""What the view asks of rows: runs, folds, hits, values."""

from __future__ import annotations

from core.diff.rows import Row, Side, fold
from gui.widgets.diff.diff_rows import (
    all_index,
    changes,
    find,
    fold_of,
    opened,
    path_text,
    shown_index,
    unfold,
    value_text,
)


def test_changes_are_runs_of_one_finding_and_a_question_is_none(rows: tuple[Row, ...]) -> None:
    runs = changes(rows)
    assert all(rows[index].kind != "same" for run in runs for index in run)
    assert any(row.kind == "same" and row.findings for row in rows)
    assert {index for run in runs for index in run} == {at for at, row in enumerate(rows) if row.kind != "same"}


def test_folds_open_and_nothing_is_lost(rows: tuple[Row, ...]) -> None:
    folded = fold(rows)
    pointers = [row.pointer for row in folded if row.kind == "fold"]
    assert len(pointers) == 1
    assert unfold(rows, folded, pointers[0]) == rows
    assert opened(rows, folded, ["/elsewhere"]) == folded


def test_places_among_all_and_shown_rows_convert(rows: tuple[Row, ...]) -> None:
    folded = fold(rows)
    place = next(index for index, row in enumerate(folded) if row.kind == "fold")
    hidden = all_index(folded, place) + 3
    assert fold_of(folded, hidden) == folded[place].pointer
    assert shown_index(folded, hidden) == place
    assert fold_of(folded, 0) is None
    for index, row in enumerate(rows):
        at = shown_index(folded, index)
        assert folded[at] is row or folded[at].kind == "fold"


def test_finds_on_both_sides_in_reading_order(rows: tuple[Row, ...]) -> None:
    hits = find(rows, "GPU")
    assert [(hit.row, hit.side, hit.start, hit.end) for hit in hits] == [(5, "right", 14, 17)]
    assert find(rows, "GPU", exact=True) == []
    assert [hit.side for hit in find(rows, "status")] == ["left", "right"]
    assert find(rows, "") == []
    assert find(rows, "fpga.catapult") == []


def test_a_value_comes_whole_and_without_key_and_comma(rows: tuple[Row, ...]) -> None:
    assert value_text(rows, 1, "left") == '"running"'
    assert value_text(rows, 2, "left") == '{\n  "value": "10.0.0.1"\n}'
    assert value_text(rows, 2, "right") is None
    assert value_text(rows, 5, "right") == "1"
    assert value_text(fold(rows), 0, "left") is None


def test_a_value_ends_at_its_own_bracket() -> None:
    lines = ['"a": [', "  1,", "  2", "],", '"b": 3']
    rows = [Row(Side(1, text), Side(1, text), "same", "/a") for text in lines]
    assert value_text(rows, 0, "left") == "[\n  1,\n  2\n]"


def test_a_path_is_readable() -> None:
    assert path_text("/a/b/c~1d/e") == "… › b › c/d › e"
    assert path_text("/a") == "a"
