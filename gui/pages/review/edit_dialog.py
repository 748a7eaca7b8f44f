"""The dialog for one manual edit of the result: set, add or remove a value. Only valid edits are applied."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QButtonGroup,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from core.text.catalogue import _
from gui.models.manual_edit import Spot, parsed, place_words, spot_of, spot_of_edit, value_text
from gui.widgets.basics.dialog import Dialog
from gui.widgets.basics.entry import Entry
from gui.widgets.basics.parts import GAP, STRETCH, hbox, label, label_for, push_button

if TYPE_CHECKING:
    from core.diff.rows import Row
    from core.edits.manual_edit import Op
    from core.edits.requests import EditRequest
    from core.model.base import Json
    from gui.state.session import Session

PAUSE_MS = 150
"""The pause in typing after which the value is validated in the background, in milliseconds."""


class EditDialog(Dialog):
    """Asks for an edit. `chosen` carries the request and the note, and then the dialog closes."""

    chosen = Signal(object, str)

    def __init__(self, session: Session, spot: Spot, parent: QWidget) -> None:
        super().__init__("editDialog", _("Edit manually"), parent, keep=True)
        self.resize(600, 470)
        self._session, self._spot = session, spot
        self._accepting = self._gone = False
        self.ops = QButtonGroup(self)
        self._make_fields()
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self.finished.connect(self._finish)
        self.ops.buttonClicked.connect(self._show_op)
        self.key.textChanged.connect(self._changed)
        self.value.textChanged.connect(self._changed)
        self._show_op()

    def _make_fields(self) -> None:
        spot = self._spot
        offered = [("set", _("&Apply")), ("add", self._adding()), ("remove", _("&Remove it"))]
        self._names = [name for name, _title in offered]
        for number, (name, title) in enumerate(offered):
            radio = QRadioButton(title)
            radio.setObjectName(f"edit{name.capitalize()}")
            self.ops.addButton(radio, number)
        self.ops.button(self._names.index(spot.op)).setChecked(True)
        self.key = Entry("editKey", _("Name of the new value"))
        self.key.setText(spot.key)
        self.value = QPlainTextEdit()
        self.value.setObjectName("editValue")
        self.value.setAccessibleName(_("Value as JSON"))
        self.value.setTabChangesFocus(True)
        self.value.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.note = Entry("editNote", _("Reason for the edit"), _("Reason (shown in the report)"))
        self.as_text = push_button("editAsText", _("Add &quotes"))
        self.as_text.clicked.connect(self._quote)

    def _adding(self) -> str:
        spot = self._spot
        if spot.box == spot.place:
            return _("&Add a value to it") if spot.named else _("&Add an element at its end")
        return _("&Add a value beside it") if spot.named else _("&Add an element after the last")

    def _lay_out(self) -> None:
        self.place = label(role="muted", name="editPlace")
        self._key_label = label_for(_("&Name"), self.key, "label")
        self._value_label = label_for(_("&Value, as JSON"), self.value, "label")
        self.message = label(role="caption", name="editTold")
        buttons, self.apply = self.ok_and_cancel("editApply", self._accept)
        self.lay_out(
            label(_("Edit manually"), "heading"),
            self.place,
            hbox(*self.ops.buttons(), STRETCH),
            self._key_label,
            self.key,
            self._value_label,
            (self.value, 1),
            hbox((self.message, 1), self.as_text),
            self.note,
            buttons,
            sides=3 * GAP,
        )

    @property
    def _op(self) -> Op:
        return cast("Op", self._names[self.ops.checkedId()])

    def _show_op(self) -> None:
        """Shows the fields of the chosen operation, with suggested values."""
        spot, op = self._spot, self._op
        named = op == "add" and spot.named
        for caption, field, shown in (
            (self._key_label, self.key, named),
            (self._value_label, self.value, op != "remove"),
        ):
            caption.setVisible(shown)
            field.setVisible(shown)
        self.place.setText(place_words(spot.box if op == "add" else spot.place))
        texts = {"set": _("Set manually"), "add": _("Add manually"), "remove": _("Remove manually")}
        self.apply.setText(texts[op])
        self.value.setPlainText(self._suggested(op))
        self._changed()
        (self.key if named and not self.key.text() else self.value if op != "remove" else self.note).setFocus()

    def _suggested(self, op: Op) -> str:
        """The present or former value as a suggestion; a secret is not shown and must be typed."""
        value = self._spot.value if op == "set" else self._spot.wanted if op == self._spot.op else None
        if value is None:
            return ""
        key = self._spot.place.removesuffix("/value").rpartition("/")[2]
        secret = self._session.redactor.value(value, key) != value
        self.value.setPlaceholderText(_("The value contains a secret. Type the new value.") if secret else "")
        return "" if secret else value_text(value)

    def _changed(self) -> None:
        request = self._request()
        self.apply.setEnabled(request is not None)
        self._accepting = False
        if request is None:
            self._pause.stop()
        else:
            self.message.setText("")
            self._pause.start()

    def _request(self) -> EditRequest | None:
        """The typed request; None with a message if it is incomplete or invalid."""
        op, value, fault = self._op, cast("Json", None), ""
        if op != "remove":
            try:
                value = parsed(self.value.toPlainText())
            except ValueError as error:
                fault = str(error)
        self.as_text.setVisible(bool(fault) and bool(self.value.toPlainText().strip()))
        if not fault and op == "add" and self._spot.named and not self.key.text():
            fault = _("Type the name of the new value.")
        if fault:
            self.message.setText(fault)
            return None
        return self._spot.request(op, value, self.key.text())

    def _quote(self) -> None:
        """Encloses the typed text in quotes and escapes it."""
        import json

        self.value.setPlainText(json.dumps(self.value.toPlainText(), ensure_ascii=False))
        self.value.setFocus()

    def _judge(self) -> None:
        """Validates the request in the background with the rules that also apply to a replay."""
        from core.edits.requests import fault

        request, migration = self._request(), self._session.migration
        if request is not None and migration is not None:
            self._session.jobs.run("judge", lambda: fault(migration, request), self._judged, background=True)

    def _judged(self, reason: str | None) -> None:
        if self._gone:
            return
        accepting, self._accepting = self._accepting, False
        if reason is not None:
            self.message.setText(
                _("This edit is not possible: {reason}.").format(reason=self._session.redactor.text(reason))
            )
            self.apply.setEnabled(False)
            return
        self.message.setText(_("✓ This value is valid. The checks run after you apply it."))
        request = self._request()
        if accepting and request is not None:
            self.chosen.emit(request, self.note.text().strip())
            self.accept()

    def _accept(self) -> None:
        self._pause.stop()
        self._accepting = True
        self._judge()

    def _finish(self) -> None:
        """Returns the focus to the row, because not every window manager returns it to the main window."""
        self._gone = True
        parent = self.parentWidget()
        if parent is not None:
            parent.window().activateWindow()
        self.deleteLater()


def edit_at(session: Session, at: Row | str, parent: QWidget) -> bool:
    """Opens the dialog for the value of a row or for an existing edit; False if nothing can be edited.

    After the edit is made, its finding is the one in view.
    """
    migration = session.migration
    if migration is None:
        return True
    spot = spot_of_edit(migration, at) if isinstance(at, str) else spot_of(migration, at)
    if spot is None:
        return False

    def take(request: EditRequest, note: str) -> None:
        name = session.edit(request, note)
        if name:
            session.select(session.selection.module, name)

    dialog = EditDialog(session, spot, parent)
    dialog.chosen.connect(take)
    dialog.open()
    return True
