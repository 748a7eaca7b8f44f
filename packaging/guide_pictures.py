"""`.venv/bin/python packaging/guide_pictures.py`: takes the pictures of docs/guide.md from the present wizard.

The tour runs through the sample off-screen and stops for each picture of the guide. Pictures are saved with 256 colors.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pictures import SHOWN, with_palette  # noqa: E402

from core.model import rule_ids  # noqa: E402
from gui.app.start import application, make_wizard  # noqa: E402
from gui.state.dialogs import Dialogs  # noqa: E402
from gui.state.user_directories import UserDirectories  # noqa: E402
from gui.tour.drive import SIZE, Driver, Tour  # noqa: E402

POINTS, ENGINEER = 10, "Kim Berg"
NAMES = {
    "import": "import",
    "device": "device",
    "review-open": "review-question",
    "check": "check",
    "decisions": "decisions",
    "objects": "objects",
    "picture": "picture",
    "export": "export",
    "result": "result",
}
"""The pictures of the tour and their names in the guide."""


class Guide(Tour):
    """The tour with the pictures of the guide only, and two more of Review."""

    def _picture(self, name: str = "") -> None:
        known = name or self.driver.page().removesuffix("Page").replace("importing", "import")
        if known == "review":
            self._of_review()
        elif known in NAMES:
            self._save(NAMES[known])

    def _of_review(self) -> None:
        """Takes a change with its answer, then the text of the file."""
        migration, page = self.driver.session.migration, self.driver.wizard.review_page
        assert migration is not None
        finding = next(item for item in migration.findings if item.rule == rule_ids.FPGA_BY_RESOURCE)
        self.driver.session.select(finding.module, finding.id)
        self.driver.settle()
        self._save("review")
        page.compare.diff.commands.raw.trigger()
        self.driver.settle()
        self._save("raw")
        page.compare.diff.commands.raw.trigger()

    def _save(self, name: str) -> None:
        self._calm()
        path = SHOWN / f"{name}-light.png"
        picture = self.driver.wizard.grab().toImage()
        if not with_palette(picture).save(str(path), "PNG", 0):
            raise SystemExit(f"{path} could not be written")
        print(f"{path}: {path.stat().st_size / 1e3:.0f} kB")


@contextmanager
def own_folder(path: Path) -> Iterator[Path]:
    """A new folder that is removed at the end; its name is in the pictures, so it is always the same.

    Raises SystemExit if it exists, because its content belongs to someone else.
    """
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        raise SystemExit(f"{path} exists. Move it away: the pictures are taken there.") from None
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def main() -> None:
    """Takes all pictures. Raises TourError if the tour fails."""
    app = application()
    font = app.font()
    font.setPointSizeF(POINTS)
    app.setFont(font)
    with tempfile.TemporaryDirectory() as private, own_folder(Path(tempfile.gettempdir()) / "hall4") as site:
        dialogs = Dialogs(lambda *_: None, lambda *_: None, lambda *_: None, lambda _: True)
        wizard = make_wizard(UserDirectories.below(Path(private)), dialogs, "light")
        wizard.session.engineer = ENGINEER
        wizard.resize(SIZE)
        wizard.show()
        try:
            Guide(Driver(wizard), site / "fpga-site-gpu").walk()
        finally:
            wizard.close()


if __name__ == "__main__":
    main()
