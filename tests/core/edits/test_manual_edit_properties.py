"""Random edits by hand at random places of random results keep every promise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.bundle.export import saved
from core.edits.manual_edit import is_edit
from core.edits.requests import EditRequest, decided, fault
from core.manifest import pointer as ptr
from core.manifest.read import read
from core.migration.decisions_file import dump, load
from core.migration.migrate import Migration, migrate
from core.model.base import Json
from core.model.decisions import Decision, Decisions
from tests.strategies import NAMES, SCALARS, Sample, samples
from tests.test_properties import DEVICE, _check_accounted, _check_rows

VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2), max_leaves=4
)


def migrated(data: bytes, decisions: Decisions) -> Migration:
    return migrate(read(data, "site.json"), DEVICE, decisions)


def places(value: Json, where: str = "") -> Iterator[str]:
    """Every place of a tree."""
    yield where
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for token, item in members:
        yield from places(item, ptr.join(where, token))


def edit_requests(draw: st.DrawFn, result: Migration) -> EditRequest:
    """Something somewhere in a module, mostly; now and then anywhere."""
    entries = [result.plan.moved(module.pointer) for module in result.before.modules]
    everywhere = list(places(result.tree))
    inside = [place for place in everywhere if any(place.startswith(f"{entry}/") for entry in entries)]
    place = draw(st.sampled_from(inside if inside and draw(st.integers(0, 5)) else everywhere))
    op = draw(st.sampled_from(["set", "set", "add", "remove"]))
    if op == "add":
        boxes = [at for at in everywhere if isinstance(ptr.resolve(result.tree, at), (dict, list))]
        near = [at for at in boxes if at == place or place.startswith(f"{at}/")]
        return EditRequest("add", near[-1] if near else place, draw(VALUES), draw(NAMES))
    return EditRequest(op, place, None if op == "remove" else draw(VALUES))


def edited(data: st.DataObject, result: Migration, most: int = 4) -> list[Migration]:
    """The moments of a few wishes that can be fulfilled, the first without any."""
    histories = [result]
    for _turn in range(data.draw(st.integers(1, most))):
        last = histories[-1]
        request = data.draw(st.composite(lambda draw, now=last: edit_requests(draw, now))())
        if fault(last, request) is None:
            histories.append(migrate(last.before, last.device, decided(last, request, "Ann")))
    return histories


def leaves(value: Json, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, (dict, list)) and value:
        for token, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, ptr.join(where, token))
    else:
        yield where, repr(value)


@given(samples(), st.data())
def test_manual_edits_are_accounted_written_and_taken_back(sample: Sample, data: st.DataObject) -> None:
    rules_only = migrated(sample.data, Decisions())
    histories = edited(data, rules_only)
    result = histories[-1]
    assert result.problems == () and result.stale == ()
    assert result.after().tree == result.tree
    _check_accounted(result)
    _check_rows(result)
    _check_only_named_places_differ(rules_only, result)
    for earlier, later in pairwise(histories):
        again = migrate(later.before, later.device, earlier.decisions)
        assert again.output() == earlier.output()
    without = result.decisions.model_copy(update={"items": ()})
    assert migrate(result.before, result.device, without).output() == rules_only.output()


@given(samples(), st.data())
def test_a_replay_gives_the_same_bytes_in_whatever_order(sample: Sample, data: st.DataObject) -> None:
    result = edited(data, migrated(sample.data, Decisions()))[-1]
    written = load(dump(saved(result)), "decisions.json")
    assert all(is_edit(item.finding) for item in written.items)
    secrets = len(result.decisions.by_finding()) - len(written.items)
    if not secrets:
        assert migrated(sample.data, written).output() == result.output()
    turned = result.decisions.model_copy(update={"items": result.decisions.items[::-1]})
    assert migrated(sample.data, turned).output() == result.output()


@given(samples(), st.data())
def test_edits_survive_other_answers_or_are_named(sample: Sample, data: st.DataObject) -> None:
    first = migrated(sample.data, Decisions())
    result = edited(data, first)[-1]
    asked = [finding for finding in first.findings if finding.verdict in ("ask", "auto")]
    kept = [Decision(finding=finding.id, note="stays") for finding in asked if data.draw(st.booleans())]
    other = migrated(sample.data, result.decisions.model_copy(update={"items": (*kept, *result.decisions.items)}))
    states = [other.resolution(item.finding) for item in result.decisions.items]
    assert set(states) <= {"edited", "stale", "refused"}
    assert len(other.stale) + len(other.edit_layer.refused) == len(states) - states.count("edited")
    assert other.after().tree == other.tree
    _check_accounted(other)
    _check_rows(other)


@given(samples(), st.data())
def test_a_harmless_edit_survives_a_second_migration(sample: Sample, data: st.DataObject) -> None:
    first = migrated(sample.data, Decisions())
    module = data.draw(st.sampled_from(first.before.modules))
    entry = first.plan.moved(module.pointer)
    request = EditRequest("add", f"{entry}/settings/createOptions", {"made-by": "hand"}, "Labels")
    if fault(first, request) is None:
        result = migrate(first.before, first.device, decided(first, request, "Ann"))
        again = migrated(result.output(), Decisions())
        assert again.output() == result.output()


def _check_only_named_places_differ(rules_only: Migration, result: Migration) -> None:
    """Taken one by one, the leaves that differ lie below the places of edits, or in an array that lost an element."""
    named = {item.place for item in result.edit_layer.done}
    named |= {ptr.parent(item.place) for item in result.edit_layer.done if item.edit.op != "set"}
    was, now = dict(leaves(rules_only.tree)), dict(leaves(result.tree))
    for place in {*was, *now}:
        if was.get(place) != now.get(place):
            assert any(f"{place}/".startswith(f"{at}/") for at in named), (place, named)
