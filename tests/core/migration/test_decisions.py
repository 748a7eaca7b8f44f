"""The decisions file: the same bytes for the same decisions, and a clear refusal of anything else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.migration.decisions_file import DecisionsError, dump, load
from core.model.decisions import About, Decision, Decisions
from core.model.device import Device, Share

ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=2), max_leaves=3
)
ITEMS = st.builds(
    Decision,
    finding=st.text(min_size=1),
    answer=ANSWERS,
    by=st.sampled_from(["operator", "Anna", ""]),
    note=st.text(max_size=9),
    when=st.none() | st.just("2026-03-02T09:14:00Z"),
    seen=st.none() | st.just("0123456789abcdef"),
)
FULL = Decisions(
    tool_version="1",
    rules_version="2",
    input_sha256="a" * 64,
    device=Device(model="pro-gpu-2", gpus=2, shares=(Share(name="input", protocol="nfs", kind="cloud"),)),
    items=(Decision(finding="rule/module/ü\ud83d", answer=2, by="Anna", note="why", when="2026-03-02T09:14:00Z"),),
)


@given(st.lists(ITEMS, max_size=4))
def test_what_is_written_is_read_back(items: list[Decision]) -> None:
    decisions = FULL.model_copy(update={"items": tuple(items)})
    data = dump(decisions)
    assert load(data, "d.json") == decisions
    assert dump(load(data, "d.json")) == data


def test_the_file_is_plain_and_ends_with_a_newline() -> None:
    data = dump(FULL)
    assert data.endswith(b"}\n") and b"\r" not in data and "ü".encode() in data
    item = json.loads(data)["items"][0]
    assert item == {
        "finding": "rule/module/ü\ud83d",
        "answer": 2,
        "by": "Anna",
        "note": "why",
        "when": "2026-03-02T09:14:00Z",
    }


def test_a_program_needs_to_write_little() -> None:
    text = '\ufeff{"format": "edgeshift-decisions/1", "items": [{"finding": "a/b/c", "answer": null}]}'
    assert load(text.encode(), "d.json").items == (Decision(finding="a/b/c"),)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b'{"format": "edgeshift-decisions/1",\n "items": [,]}', "line 2, column"),
        (b"\xff\xfe\x00", "byte 2"),
        (b"[]", '"format" is missing'),
        (b'{"format": 1}', '"format" is missing'),
        (b'{"format": "edgeshift-decisions/9"}', "edgeshift-decisions/9"),
        (b'{"format": "edgeshift-decisions/1", "itmes": []}', "itmes"),
        (b'{"format": "edgeshift-decisions/1", "items": [{"answer": 1}]}', "items/0/finding"),
        (
            b'{"format": "edgeshift-decisions/1",\n"device": {"gpus": 99}}',
            "line 2, column 20, device/gpus: 99 was found, but at most 16 is expected\n  what to do",
        ),
        (
            b'{"format": "edgeshift-decisions/1", "device": {"shares": [{"name": "ab c"}]}}',
            "line 1, column 68, device/shares/0/name: A share name has 3 to 63 letters",
        ),
        (
            b'{"format": "edgeshift-decisions/1", ' + b",".join(b'"k%d": 1' % n for n in range(12)) + b"}",
            "k9: this is unknown here; the known keys are format, tool_version, rules_version, input_sha256, device, "
            "module, about, target, source, items\n  2 more faults\n",
        ),
        (
            b'{"format": "edgeshift-decisions/1", ' + b",".join(b'"k%d": 1' % n for n in range(1_001)) + b"}",
            "more than 1,000 faults: this is another kind of file",
        ),
        (
            b'{"format": "edgeshift-decisions/1", "items": [' + b'{"finding": "a"},' * 20_000 + b'{"finding": "a"}]}',
            "items: this must have at most 20,000 elements",
        ),
        (b'{"format": "edgeshift-decisions/1", "items": [{"finding": "a", "answer": NaN}]}', "NaN"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not JSON"),
    ],
    ids=range(16),
)
def test_anything_else_is_refused_with_its_place(data: bytes, words: str) -> None:
    with pytest.raises(DecisionsError) as caught:
        load(data, "d.json")
    assert str(caught.value).startswith("d.json") and words in str(caught.value)


def test_a_refusal_repeats_no_value() -> None:
    data = {"format": "edgeshift-decisions/1", "device": {"proxy": ["http://u:geheim@p"]}}
    with pytest.raises(DecisionsError) as caught:
        load(json.dumps(data).encode(), "d.json")
    assert "geheim" not in str(caught.value)


def test_the_head_of_the_report_is_kept_only_when_somebody_gave_it() -> None:
    about = About(customer="Contoso", site="Hall 3", engineer="Kim", ticket="T-7")
    assert load(dump(Decisions(about=about)), "decisions.json").about == about
    assert b"about" not in dump(Decisions())
