"""The objects of each module as a tree and as YAML, beside the options that they derive from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QSizePolicy,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from core.text.catalogue import _
from gui.models import objects as model
from gui.pages.common.columns import Columns
from gui.theme import icons
from gui.theme.plain_text import tip
from gui.widgets.basics.linked_text import LinkedText
from gui.widgets.basics.parts import GAP, hbox, label, label_for, push_button, splitter, vbox

if TYPE_CHECKING:
    from core.migration.verify import Verification

_PLACE, _MODULE, _ICON = (Qt.ItemDataRole.UserRole + offset for offset in range(3))


class ObjectsPane(QWidget):
    """Tree, YAML and manifest, linked in every direction. `place_wanted(module, pointer)` asks for Review.

    `values_wanted` asks for the views again, with or without masks.
    """

    place_wanted = Signal(str, str)
    values_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._verification: Verification | None = None
        self._views: dict[str, model.ModuleView] = {}
        self._module = ""
        self._pointer = ""
        self._following = False
        self.tree = _tree()
        self.yaml = LinkedText("objectsYaml", "")
        self.entry = LinkedText("objectsEntry", _("Module in the migrated manifest"))
        self._captions = (_caption(self.tree), _caption(self.yaml))
        self.story = label(role="muted", name="objectsStory")
        self.go = push_button("objectsGo", _("Show this lin&e in Review"), "link")
        self.values = push_button("objectsValues", _("Show &values"))
        self.values.setCheckable(True)
        what = _("Show masked values on the screen; the export stays masked")
        self.values.setToolTip(tip(what))
        self.values.setAccessibleDescription(what)
        icons.set_icon(self.values, "show")
        vbox(
            (self._parts(), 1),
            Columns([(self.story, 1), (hbox(self.values, self.go), 0)]),
            owner=self,
            margins=(0, GAP, 0, 0),
        )
        self.tree.currentItemChanged.connect(self._on_item)
        self.yaml.chosen.connect(self._on_yaml)
        self.entry.chosen.connect(self._on_entry)
        self.values.toggled.connect(lambda _on: self.values_wanted.emit())
        self.go.clicked.connect(lambda: self.place_wanted.emit(self._module, self._pointer))

    def set_headings(self, tree: str, bodies: str) -> None:
        """Sets the target's names for the tree and the bodies, with the letter of the shortcut."""
        for caption, view, text in zip(self._captions, (self.tree, self.yaml), (tree, bodies), strict=True):
            caption.setText(text)
            view.setAccessibleName(text.replace("&", ""))

    def show_views(self, verification: Verification, views: tuple[model.ModuleView, ...]) -> None:
        """Shows the objects of every module; the current module stays current."""
        before = [(view.name, view.objects, view.notes) for view in self._views.values()]
        self._verification = verification
        self._views = {view.name: view for view in views}
        here = self._module
        if here and before == [(view.name, view.objects, view.notes) for view in views]:
            self._show_again(here)
            return
        self._following = True
        self.tree.clear()
        for view in views:
            self.tree.addTopLevelItem(_branch(view))
        self._following = False
        names = [view.name for view in views]
        first = self.tree.topLevelItem(names.index(here) if here in names else 0)
        if first is not None:
            self.tree.setCurrentItem(first)

    def changeEvent(self, event: QEvent) -> None:
        """Repaints the icons in the colors of a new theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and "tree" in self.__dict__:
            for item in _all_items(self.tree):
                item.setIcon(0, icons.icon(*item.data(0, _ICON)))

    def hide_values(self) -> None:
        """Masks the values again."""
        self.values.setChecked(False)

    def _parts(self) -> QSplitter:
        entry = _caption(self.entry, _("Module in the mig&rated manifest"))
        pairs = zip((*self._captions, entry), (self.tree, self.yaml, self.entry), strict=True)
        return splitter(*(_titled(*pair) for pair in pairs), name="objectsParts", sizes=(270, 430, 430))

    def _on_item(self, item: QTreeWidgetItem | None) -> None:
        if item is None or self._following:
            return
        self._show_module(str(item.data(0, _MODULE)))
        place = str(item.data(0, _PLACE) or "")
        if place.startswith("/"):
            self._choose(place)
        elif place:
            self.yaml.go_to(place)

    def _show_again(self, name: str) -> None:
        """Replaces the texts of the same lines, without moving anything."""
        bars = [
            bar for text in (self.yaml, self.entry) for bar in (text.verticalScrollBar(), text.horizontalScrollBar())
        ]
        places = [bar.value() for bar in bars]
        self._show_module(name)
        for bar, place in zip(bars, places, strict=True):
            bar.setValue(place)

    def _show_module(self, name: str) -> None:
        view = self._views.get(name)
        if view is None:
            return
        if name != self._module:
            self._pointer = ""
        self._module = name
        self._following = True
        self.yaml.show_lines(view.yaml)
        self.entry.show_lines(view.entry)
        self._following = False
        self.go.setEnabled(bool(self._pointer))
        if not self._pointer:
            self.story.setText(_("Choose a line on one side to see the matching lines on the other side."))

    def _on_yaml(self, place: str) -> None:
        """Shows the source of a line of an object."""
        if self._following or self._verification is None:
            return
        self.yaml.mark(lambda _place: False)
        pointer = model.came_from(self._verification, place)
        if pointer == self._views[self._module].entry[0].place:
            pointer = ""  # made for the module as a whole
        self._set_pointer(pointer)
        self._following = True
        self.entry.mark(lambda other: bool(pointer) and _within(other, pointer))
        self._following = False
        message = _("Comes from {pointer}").format(pointer=self._short(pointer))
        self.story.setText(message if pointer else _("The edge agent adds this line."))

    def _on_entry(self, pointer: str) -> None:
        """Shows what a line of the manifest becomes."""
        if not self._following:
            self.entry.mark(lambda _place: False)
            self._choose(pointer)

    def _choose(self, pointer: str) -> None:
        view = self._views.get(self._module)
        if self._verification is None or view is None:
            return
        self._set_pointer(pointer)
        places = model.became(self._verification, pointer)
        self._following = True
        self.yaml.mark(lambda other: any(_within(other, place) for place in places))
        if not self.entry.hasFocus():
            self.entry.mark(lambda other: _within(other, pointer))
        self._following = False
        self.story.setText(model.story(self._verification, view, pointer))

    def _set_pointer(self, pointer: str) -> None:
        self._pointer = pointer
        self.go.setEnabled(bool(pointer))

    def _short(self, pointer: str) -> str:
        """The place below the module: the way to the module is known."""
        start = self._views[self._module].entry[0].place
        return pointer.removeprefix(start) or pointer


def _within(place: str, outer: str) -> bool:
    return place == outer or place.startswith(outer + "/")


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setObjectName("objectsTree")
    tree.setHeaderHidden(True)
    tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    return tree


def _branch(view: model.ModuleView) -> QTreeWidgetItem:
    """A module with its objects, then its refused and ignored settings."""
    top = _item(view.name, "", view.name, "module", "text")
    for kind, place in view.objects:
        top.addChild(_item(kind, place, view.name, "file", "note"))
    for note in view.notes:
        head = _("Refused: {why}") if note.refused else _("Omitted: {why}")
        icon, tone = ("block", "block") if note.refused else ("remove", "muted")
        top.addChild(_item(head.format(why=note.text), note.pointer, view.name, icon, tone))
    return top


def _item(text: str, place: str, module: str, icon: str, tone: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setData(0, _PLACE, place)
    item.setData(0, _MODULE, module)
    item.setData(0, _ICON, (icon, tone))
    item.setIcon(0, icons.icon(icon, tone))
    item.setToolTip(0, tip(text))
    return item


def _all_items(tree: QTreeWidget) -> Iterator[QTreeWidgetItem]:
    walk = QTreeWidgetItemIterator(tree)
    while (item := walk.value()) is not None:
        yield item
        walk += 1


def _caption(widget: QWidget, text: str = "") -> QLabel:
    caption = label_for(text, widget, "label")
    caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return caption


def _titled(caption: QLabel, widget: QWidget) -> QWidget:
    part = QWidget()
    vbox(caption, (widget, 1), owner=part, gap=GAP // 2)
    return part
