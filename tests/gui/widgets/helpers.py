"""What several tests of widgets need."""

from __future__ import annotations

from unittest.mock import Mock

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from core.model.device import Share
from core.model.findings import Finding, Verdict
from core.model.questions import Choice, Option, Question
from gui.widgets.answers.editors import AnswerEditor, AnswerState, Surroundings
from gui.widgets.diff.diff_pane import DiffPane

SHARES = (Share(name="data", protocol="nfs", kind="cloud"), Share(name="models", protocol="smb", kind="local"))
PLACES = ("share:data", "share:models", "bind:/etc/x")


def listen(signal: object) -> Mock:
    """A mock that is told of every emission."""
    heard = Mock()
    signal.connect(lambda *args: heard(*args))  # type: ignore[attr-defined]
    return heard


def point_of(pane: DiffPane, block: int) -> QPoint:
    """A point of the viewport on a block in view."""
    top, height = next((top, height) for number, top, height in pane.visible_blocks() if number == block)
    return QPoint(60, round(top + height / 2))


def child(parent: QWidget, kind: type[QWidget], name: str) -> QWidget:
    """The widget of this name below another."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def texts(option: Option) -> tuple[str, str]:
    """Titles as they stand, where no prose is at hand."""
    return option.title, option.consequence


def finding(verdict: Verdict, question: Question | None = None) -> Finding:
    """A finding of no rule in particular."""
    return Finding(rule="r", module="camera", subject="x", pointer="/a", verdict=verdict, question=question)


def editor(verdict: Verdict, question: Question | None = None, answer_state: AnswerState | None = None) -> AnswerEditor:
    """The editor of such a finding, on a device with two shares."""
    around = Surroundings(SHARES, {"data": ["recorder"]}, "1 of 2 GPUs still free", texts)
    return AnswerEditor(finding(verdict, question), answer_state or AnswerState(), around)


def choice(other: bool = False) -> Choice:
    """Three options, one of them no text; another value where wanted."""
    options = (
        Option(value="tcp", title="Keep TCP", consequence="UDP is gone"),
        Option(value="udp", title="Keep UDP"),
        Option(value=True, title="Both"),
    )
    return Choice(options=options, other_allowed=other, other_pattern="[a-z]{3,}" if other else "")


def places(read_only: bool = False, other: bool = True) -> Choice:
    """UserDirectories for data, as a bind asks for them."""
    values = [value + mode for value in PLACES for mode in (("", " ro") if read_only else ("",))]
    options = [Option(value=value, title=value, consequence=f"what {value} means") for value in values]
    options.append(Option(value="drop", title="Leave it out"))
    pattern = r"(share:[a-z0-9-]{3,63}|bind:/.+)( ro)?"
    return Choice(options=tuple(options), other_allowed=other, other_pattern=pattern)
