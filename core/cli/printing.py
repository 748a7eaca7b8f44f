"""The printer that the command line was given, with a word where it cannot print: core knows no Qt."""

from __future__ import annotations

import argparse
import sys

from core.bundle.confirmation.kept import Printer
from core.redaction.redactor import Redactor
from core.text.catalogue import _
from core.text.visible import visible


def printing(options: argparse.Namespace) -> Printer:
    """Prints a page, None where Qt cannot: that is said, and everything else is written all the same."""

    def printed(html: str) -> bytes | None:
        try:
            if options.printer is None:
                raise RuntimeError(_("this installation has no Qt"))
            pdf: bytes = options.printer(html)
            return pdf
        except Exception as error:  # Qt ends in errors of many kinds, and none of them is worth the other files
            text = _(
                "report.pdf was not written: {reason}. All other files are written. Print report.html from a browser "
                "instead."
            )
            sys.stderr.write(visible(Redactor().text(text.format(reason=str(error).rstrip(".")))) + "\n")
            return None

    return printed
