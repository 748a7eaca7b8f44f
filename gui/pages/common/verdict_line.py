"""The verdict in one sentence, with its color and icon, at the top of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.text.catalogue import _
from gui.models.headline import exported, headline
from gui.widgets.basics.chip import Chip

if TYPE_CHECKING:
    from gui.state.session import Session


class VerdictLine(Chip):
    """Follows the session by itself: the verdict, that it is being computed, or that the files are written."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("verdictLine")
        self.again = False
        """Another export was asked for after one: what counts is whether that one can be made."""
        session.judged.connect(self.refresh)
        session.exported.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the verdict, if it is known, and have it computed."""
        known = self._session.verdict
        if known is None:
            self.show_status("kept", _("Checking the result …"), "verify")
            self._session.judge()
            return
        shown = headline(known)
        if self._session.result is not None and not self.again:
            shown = exported(known, len(self._session.result.files))
        self.show_status(shown.tone, shown.text, shown.icon)
