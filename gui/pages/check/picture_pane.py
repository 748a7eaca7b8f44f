"""The picture of the deployment, with its commands: zoom, and saving it as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.text.catalogue import _
from gui.pages.common.columns import Columns
from gui.state.atomic_file import write_atomically
from gui.widgets.basics.parts import GAP, label, push_button, vbox
from gui.widgets.picture.picture_view import PictureView

if TYPE_CHECKING:
    from core.report.picture_shapes import Picture
    from gui.pages.common.page import Context

NAME = "deployment.svg"


class PicturePane(QWidget):
    """Modules with their ports, shares and GPUs, and routes as arrows."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._picture: Picture | None = None
        self.view = PictureView()
        self.message = label(
            _("Arrows are routes. Point at an element to see its full name."), "muted", name="pictureTold"
        )
        foot = QHBoxLayout()
        for name, icon, text, factor in (
            ("pictureOut", "zoom_out", _("Smaller"), 1 / 1.2),
            ("pictureIn", "zoom_in", _("Larger"), 1.2),
            ("pictureFit", "reset", _("Fit"), 0.0),
        ):
            button = push_button(name, text, icon)
            button.clicked.connect(lambda _on=False, factor=factor: self.view.zoom(factor))
            foot.addWidget(button)
        self.save = push_button("pictureSave", _("Sa&ve as SVG…"), "export")
        self.save.clicked.connect(self._save)
        foot.addWidget(self.save)
        vbox((self.view, 1), Columns([(self.message, 1), (foot, 0)]), owner=self, margins=(0, GAP, 0, 0))

    def show_picture(self, picture: Picture) -> None:
        """Draw this one."""
        self._picture = picture
        self.view.show_picture(picture)

    def _save(self) -> None:
        if self._picture is None:
            return
        path = self._context.dialogs.save_file(self.window(), NAME)
        if path is None:
            return
        from core.bundle.input_guard import held
        from core.report.picture_svg import drawn

        try:
            if held([path], self._context.session.sources()):
                self.message.setText(_("Nothing was written, because this is the open manifest. Choose another name."))
                return
            write_atomically(path, drawn(self._picture).encode())
        except OSError as error:
            text = _("Nothing was written: {reason}. Choose another folder, and try again.")
            self.message.setText(text.format(reason=error.strerror or error))
            return
        self.message.setText(_("Saved as {path}").format(path=path))
