"""Where the data of a bind go: a share of the device, a directory of the device, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from core.text.catalogue import _
from gui.widgets.answers.answer_body import AnswerBody, CheckedEntry, OptionRow, OptionTexts, mark
from gui.widgets.basics.chip import Chip
from gui.widgets.basics.parts import hairline, label

if TYPE_CHECKING:
    from core.model.device import Share
    from core.model.questions import Choice, Option

READ_ONLY = " ro"
_NEW = "share:*"


def asks_for_share(question: Choice) -> bool:
    """Whether the options are places for data (`share:<name>`, `bind:<path>`)."""
    return any(str(option.value).startswith(("share:", "bind:")) for option in question.options)


class ShareBody(AnswerBody):
    """One row per place, with protocol, kind and the other users of a share; below, where asked, the access."""

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
            self._add_new()
        if any(value.endswith(READ_ONLY) for value in self._values):
            self._add_access()
        self._places.buttonClicked.connect(self._explain)

    def set_value(self, value: Any) -> None:
        """Mark the place and the access of an answer; None marks nothing."""
        text = value if isinstance(value, str) else ""
        place, access = _split(text)
        if text and place not in self.places and self.new is not None:
            self.new.set_text(place.removeprefix("share:"))
            place = _NEW
        mark(self._places, self.places, place)
        mark(self._access, self.access, access if text and place != "drop" else "-")

    def focus_widget(self) -> QWidget:
        """The marked place, else the first."""
        return self._places.checkedButton() or next(iter(self.places.values())).radio

    def value(self) -> str | None:
        """The answer as it stands, None while something is missing or wrong."""
        place = next((key for key, row in self.places.items() if row.radio.isChecked()), None)
        if place is None or place == "drop":
            return place
        access = next((key for key, row in self.access.items() if row.radio.isChecked()), None)
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
            row.add_aside(_share_chips(known[name]))
        if users.get(name):
            message = _("Also used by {modules}").format(modules=", ".join(users[name]))
            row.add_below(label(message, "caption"))
            row.radio.setAccessibleDescription(f"{row.radio.accessibleDescription()} {message}".strip())
        self.places[value] = row
        self.rows.addWidget(row)

    def _add_new(self) -> None:
        row = OptionRow("placeNew", _("Another share"), "", self._places)
        hint = _(
            "A share name has 3 to 63 letters, digits and single hyphens between them. "
            "For a directory of the device type bind: and its absolute path."
        )
        self.new = CheckedEntry("newShareEdit", self._takes, _("Name of the share"), hint, _doubt)
        row.add_below(self.new)
        self.places[_NEW] = row
        self.rows.addWidget(row)
        self.new.entry.textEdited.connect(lambda: row.radio.setChecked(True))
        self.new.entered.connect(self._explain)

    def _add_access(self) -> None:
        self.rows.addWidget(hairline())
        self.rows.addWidget(label(_("And may the module write there?"), "label"))
        for key, title in (("", _("Read and write")), (READ_ONLY, _("Read only"))):
            row = OptionRow("accessRead" if key else "accessWrite", title, "", self._access)
            self.access[key] = row
            self.rows.addWidget(row)
        self._access.buttonClicked.connect(self._explain)

    def _takes(self, text: str) -> bool:
        """Whether the question accepts it, and the device too where it names a share."""
        from core.targets.share_names import REFUSED, share_name_problem

        problem = share_name_problem(name) if (name := _share_of(text)) else None
        return self._typed(text) is not None and (problem is None or problem[0] != REFUSED)

    def _typed(self, text: str, access: str = "") -> str | None:
        """What was typed, in the form the question accepts: as a share name, else as it stands."""
        text = text.strip()
        for candidate in (f"share:{text}{access}", f"{text}{access}"):
            if text and (candidate in self._values or re.fullmatch(self._pattern, candidate)):
                return candidate
        return None

    def _explain(self) -> None:
        if self.new is not None and self.places[_NEW].radio.isChecked() and not self.new.entry.text():
            self.new.entry.setFocus()
        dropped = "drop" in self.places and self.places["drop"].radio.isChecked()
        for row in self.access.values():
            row.setEnabled(not dropped)
        value = self.value()
        if value is not None:
            self.changed.emit(value)
        elif self.access and not any(row.radio.isChecked() for row in self.access.values()):
            self.more_wanted.emit(self.access[READ_ONLY])


def _share_of(text: str) -> str:
    """The name of the share in a typed text, empty where it names a directory."""
    text = text.strip()
    return "" if text.startswith("bind:") else text.removeprefix("share:").partition("/")[0]


def _doubt(text: str) -> str:
    """What may go wrong with a share of this name on some devices."""
    from core.targets.share_names import REFUSED, share_name_problem

    problem = share_name_problem(name) if (name := _share_of(text)) else None
    return problem[1] if problem is not None and problem[0] != REFUSED else ""


def _split(value: str) -> tuple[str, str]:
    return (value.removesuffix(READ_ONLY), READ_ONLY) if value.endswith(READ_ONLY) else (value, "")


def _share_chips(share: Share) -> QWidget:
    """Protocol, and whether the data leave the site."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(4)
    line.addWidget(Chip("kept", share.protocol.upper(), "share"))
    if share.kind == "cloud":
        line.addWidget(Chip("note", _("Cloud"), "cloud"))
    elif share.kind == "local":
        line.addWidget(Chip("kept", _("Local"), "local"))
    return holder
