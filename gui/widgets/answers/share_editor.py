"""The storage of a bind: a share of the device, a directory of the device, or none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QButtonGroup, QWidget

from core.text.catalogue import _
from gui.theme.plain_text import breakable
from gui.widgets.answers.answer_body import AnswerBody, CheckedEntry, OptionRow, OptionTexts, mark
from gui.widgets.basics.chip import Chip
from gui.widgets.basics.parts import hairline, hbox, label

if TYPE_CHECKING:
    from core.model.device import Share
    from core.model.questions import Choice, Option

READ_ONLY = " ro"
_NEW = "share:*"


def asks_for_share(question: Choice) -> bool:
    """Whether the options are places for data (`share:<name>`, `bind:<path>`)."""
    return any(str(option.value).startswith(("share:", "bind:")) for option in question.options)


class ShareBody(AnswerBody):
    """One row for each place, with protocol, kind and other users of a share; below them the access, if asked."""

    def __init__(
        self, question: Choice, texts: OptionTexts, shares: Sequence[Share], users: Mapping[str, Sequence[str]]
    ) -> None:
        super().__init__()
        self._values = {str(option.value): option for option in question.options}
        self._pattern = question.other_pattern or ".+"
        self._texts = texts
        self._places = QButtonGroup(self)
        self._access = QButtonGroup(self)
        self.places: dict[str, OptionRow] = {}
        self.access: dict[str, OptionRow] = {}
        known = {share.name: share for share in shares}
        for value, option in self._values.items():
            if not value.endswith(READ_ONLY):
                self._add_place(value, option, known, users)
        self.new: CheckedEntry | None = None
        if question.other_allowed:
            self._add_new(bool(known))
        if any(value.endswith(READ_ONLY) for value in self._values):
            self._add_access()
        self._missing = label(role="warning", name="answerMissing")
        self._missing.hide()
        self.rows.addWidget(self._missing)
        self._half: _Half | None = None
        self._places.buttonClicked.connect(self._explain)

    def set_value(self, value: Any) -> None:
        """Marks place and access of an answer. None marks no place, unless a part of an answer is there.

        The access is asked for a read-only bind, so read-only is marked at first.
        """
        text = value if isinstance(value, str) else ""
        if not text and self._half is not None:
            return
        self._half = None
        self._missing.hide()
        place, access = _split(text or READ_ONLY)
        if text and place not in self.places and self.new is not None:
            self.new.set_text(place.removeprefix("share:"))
            place = _NEW
        mark(self._places, self.places, place)
        mark(self._access, self.access, access if place != "drop" else READ_ONLY)
        self._allow_access()

    def half(self) -> _Half | None:
        """Place, access and typed name while one of them is missing."""
        return self._half

    def take_half(self, half: Any) -> None:
        """Shows the choices again, and what is missing."""
        mark(self._places, self.places, half.place)
        mark(self._access, self.access, half.access)
        if self.new is not None and half.typed:
            self.new.set_text(half.typed)
        self._allow_access()
        self._keep_half()

    def focus_widget(self) -> QWidget:
        """The marked place, or the first."""
        return self._places.checkedButton() or next(iter(self.places.values())).radio

    def value(self) -> str | None:
        """The present answer; None while something is missing or invalid."""
        place = _checked(self.places)
        if place is None or place == "drop":
            return place
        access = _checked(self.access)
        if self.access and access is None:
            return None
        if place == _NEW:
            text = self.new.entry.text() if self.new is not None else ""
            return self._typed(text, access or "") if self._takes(text) else None
        return place + (access or "")

    def _add_place(
        self, value: str, option: Option, known: Mapping[str, Share], users: Mapping[str, Sequence[str]]
    ) -> None:
        name = value.removeprefix("share:") if value.startswith("share:") else ""
        row = OptionRow(f"place{len(self.places)}", *self._texts(option), self._places)
        if name in known:
            row.add_beside(_share_chips(known[name]))
        if users.get(name):
            message = _("Also used by {modules}").format(modules=", ".join(users[name]))
            row.add_below(label(breakable(message), "caption"))
            row.radio.setAccessibleDescription(f"{row.radio.accessibleDescription()} {message}".strip())
        self.places[value] = row
        self.rows.addWidget(row)

    def _add_new(self, listed: bool) -> None:
        row = OptionRow("placeNew", _("Another share") if listed else _("A share"), "", self._places)
        hint = _(
            "A share name has 3 to 63 letters, digits and single hyphens between them. For a directory of the "
            "device, type bind: and its absolute path."
        )
        self.new = CheckedEntry("newShareEdit", self._takes, _("Name of the share"), hint, _doubt)
        row.add_below(self.new)
        self.places[_NEW] = row
        self.rows.addWidget(row)
        self.new.entry.textEdited.connect(lambda: row.radio.setChecked(True))
        self.new.entered.connect(self._explain)

    def _add_access(self) -> None:
        self.rows.addWidget(hairline())
        self.rows.addWidget(label(_("Can the module write there?"), "label"))
        for key, title in (("", _("Read-write")), (READ_ONLY, _("Read-only"))):
            row = OptionRow("accessRead" if key else "accessWrite", title, "", self._access)
            self.access[key] = row
            self.rows.addWidget(row)
        self._access.buttonClicked.connect(self._explain)

    def _takes(self, text: str) -> bool:
        """Whether the question accepts the answer, and the device its share."""
        from core.targets.share_names import REFUSED, share_name_problem

        problem = share_name_problem(name) if (name := _share_of(text)) else None
        return self._typed(text) is not None and (problem is None or problem[0] != REFUSED)

    def _typed(self, text: str, access: str = "") -> str | None:
        """The typed text in the form that the question accepts: as a share name, or literally."""
        text = text.strip()
        for candidate in (f"share:{text}{access}", f"{text}{access}"):
            if text and (candidate in self._values or re.fullmatch(self._pattern, candidate)):
                return candidate
        return None

    def _explain(self) -> None:
        if self.new is not None and self.places[_NEW].radio.isChecked() and not self.new.entry.text():
            self.new.entry.setFocus()
        self._allow_access()
        value = self.value()
        if value is None:
            self._keep_half()
            self.more_wanted.emit(self._missing)
            return
        self._half = None
        self._missing.hide()
        self.changed.emit(value)

    def _allow_access(self) -> None:
        """Disables the access if the bind is removed."""
        dropped = "drop" in self.places and self.places["drop"].radio.isChecked()
        for row in self.access.values():
            row.setEnabled(not dropped)

    def _keep_half(self) -> None:
        """Stores the choices, and reports what is missing."""
        place, access = _checked(self.places), _checked(self.access)
        typed = self.new.entry.text() if self.new is not None else ""
        self._half = _Half(place, access, typed)
        if place is None:
            missing = _("Choose where the data is stored.")
        elif place == _NEW:
            missing = _("Type the name of the share.")
        else:
            missing = _("Choose whether the module can write there.")
        self._missing.setText(missing)
        self._missing.show()


class _Half(NamedTuple):
    """The choices so far."""

    place: str | None
    access: str | None
    typed: str


def _checked(rows: Mapping[str, OptionRow]) -> str | None:
    return next((key for key, row in rows.items() if row.radio.isChecked()), None)


def _share_of(text: str) -> str:
    """The name of the share in a typed text; empty for a directory."""
    text = text.strip()
    return "" if text.startswith("bind:") else text.removeprefix("share:").partition("/")[0]


def _doubt(text: str) -> str:
    """The problem that a share of this name has on some devices."""
    from core.targets.share_names import REFUSED, share_name_problem

    problem = share_name_problem(name) if (name := _share_of(text)) else None
    return problem[1] if problem is not None and problem[0] != REFUSED else ""


def _split(value: str) -> tuple[str, str]:
    return (value.removesuffix(READ_ONLY), READ_ONLY) if value.endswith(READ_ONLY) else (value, "")


def _share_chips(share: Share) -> QWidget:
    """Protocol, and whether the data is uploaded to Azure."""
    holder = QWidget()
    line = hbox(Chip("kept", share.protocol.upper(), "share"), owner=holder, gap=4)
    if share.kind == "cloud":
        line.addWidget(Chip("note", _("Cloud"), "cloud"))
    elif share.kind == "local":
        line.addWidget(Chip("kept", _("Local"), "local"))
    return holder
