"""The limits for output read at once: higher than real outputs, and low enough to read it within 2 seconds.

The largest documented output, all pods of 50 modules as JSON, has about 500,000 characters in 18,000 lines; a twin has
64,000 characters (IoT Hub). Of longer logs the last part is sufficient.
"""

from __future__ import annotations

from core.device_outputs import text
from core.manifest.errors import ManifestError
from core.text.catalogue import _

LARGEST = 2_000_000
"""Bytes of one file or paste. UTF-16, which PowerShell writes, has two for each character."""
MOST_CHARACTERS = 1_000_000
MOST_LINES = 20_000


def check(data: bytes, name: str) -> bytes:
    """Checks the size of a file or paste. Raises ManifestError above the limits of characters or lines."""
    written = text.decode(data)
    if len(written) > MOST_CHARACTERS:
        found = _("the output has {count:,} characters").format(count=len(written))
        most = _("at most {limit:,} characters").format(limit=MOST_CHARACTERS)
    else:
        lines = sum(1 for _line in text.NEWLINE.finditer(written)) + 1
        if lines <= MOST_LINES:
            return data
        found = _("the output has {count:,} lines").format(count=lines)
        most = _("at most {limit:,} lines").format(limit=MOST_LINES)
    remedy = _("save each output in a file of its own; of a log, keep only the last part")
    raise ManifestError(found, file=name, expected=most, remedy=remedy)
