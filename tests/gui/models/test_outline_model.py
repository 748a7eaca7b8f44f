"""The outline: a tree that reports only what differs, and makes what is below a module when it is looked at."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from gui.models.items_model import Item
from gui.models.outline_model import Branch, OutlineModel

pytestmark = pytest.mark.gui


def module(name: str, caption: str = "") -> Item:
    return Item(f"module:{name}", name, caption, module=name)


def branch(key: str, *below: str) -> Branch:
    return Branch(Item(key, key), tuple(Branch(Item(name, name)) for name in below))


def shown(model: OutlineModel, index: QModelIndex = QModelIndex()) -> list[object]:  # noqa: B008
    rows = [model.index(row, 0, index) for row in range(model.rowCount(index))]
    return [(model.data(row), shown(model, row)) for row in rows]


def expected(modules: Sequence[Item], below: dict[str, list[Branch]]) -> list[object]:
    def of(found: Branch) -> object:
        return (found.item.title, [of(part) for part in found.below])

    return [(item.title, [of(found) for found in below[item.title]]) for item in modules]


def test_random_changes_are_reported_as_qt_wants_it(qapp: object) -> None:
    dice = random.Random(7)
    model = OutlineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    names, keys = "abcdef", [f"finding{number}" for number in range(8)]
    for _round in range(20):
        modules = [module(name, str(dice.random())) for name in names if dice.random() < 0.7]
        below = {
            name: [
                branch(key, *(dice.sample(["x", "y", "z"], dice.randrange(3)))) for key in keys if dice.random() < 0.6
            ]
            for name in names
        }
        model.show_modules(modules, lambda item, below=below: below[item.title])
        assert shown(model) == expected(modules, below)
    assert tester.model() is model


def test_what_is_below_is_made_when_it_is_looked_at(qapp: object) -> None:
    asked: list[str] = []

    def below(item: Item) -> list[Branch]:
        asked.append(item.title)
        return [branch("one"), branch("advice", "two")]

    model = OutlineModel()
    model.show_modules([module("a"), module("b")], below)
    assert not asked and model.hasChildren(model.index(0, 0))
    assert model.place_of("module:b", "two").parent().data() == "advice"
    assert asked == ["b"]
    assert model.place_of("module:b", "gone").data() == "b"
    assert not model.place_of("module:c", "one").isValid()


def test_a_place_survives_what_happens_around_it(qapp: object) -> None:
    model = OutlineModel()
    model.show_modules([module("a"), module("b")], lambda item: [branch("one"), branch("two"), branch("three")])
    place = QPersistentModelIndex(model.place_of("module:b", "two"))
    model.show_modules([module("b", "changed")], lambda item: [branch("two"), branch("four")])
    assert place.isValid() and place.row() == 0 and place.data() == "two"
    assert place.parent().row() == 0


def test_another_filter_forgets_what_was_below(qapp: object) -> None:
    model = OutlineModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    asked: list[str] = []

    def below(item: Item) -> list[Branch]:
        asked.append(item.title)
        return [branch(f"{item.title}1")]

    model.show_modules([module("a"), module("b")], below)
    assert shown(model) == [("a", [("a1", [])]), ("b", [("b1", [])])]
    asked.clear()
    model.show_modules([module("b"), module("c")], below, afresh=True)
    assert asked == [], "nothing is made below a module before someone looks"
    assert shown(model) == [("b", [("b1", [])]), ("c", [("c1", [])])]
