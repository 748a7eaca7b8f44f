"""`make pictures`: the pictures of the README, from those that `make test-windows` took of the Windows program.

Each is saved with 256 colors, which a window hardly exceeds; that is a third of the size.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[1]
TAKEN, SHOWN = ROOT / "out" / "windows", ROOT / "docs" / "images"
NAMES = ("review-dark", "review-light")
NEAR = 7
"""Two colors closer than this in every channel, of 255, look alike."""


def with_palette(picture: QImage) -> QImage:
    """The picture in its most frequent distinguishable colors, each pixel in the closest of them."""
    pixels = memoryview(picture.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I")
    colors: list[int] = []
    for color, _count in Counter(pixels.tolist()).most_common():
        if len(colors) < 256 and all(_apart(color, other) > NEAR for other in colors):
            colors.append(color)
    return picture.convertToFormat(QImage.Format.Format_Indexed8, colors, Qt.ImageConversionFlag.ThresholdDither)


def _apart(color: int, other: int) -> int:
    return max(abs((color >> shift & 0xFF) - (other >> shift & 0xFF)) for shift in (0, 8, 16))


def main() -> None:
    """Saves all pictures. Raises SystemExit if the Windows program was not run before."""
    for name in NAMES:
        picture = QImage(str(TAKEN / f"{name}.png"))
        if picture.isNull():
            raise SystemExit(f"{TAKEN / name}.png is not there; make test-windows takes it")
        target = SHOWN / f"windows-{name}.png"
        if not with_palette(picture).save(str(target), "PNG", 0):
            raise SystemExit(f"{target} could not be written")
        print(f"{target}: {target.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
