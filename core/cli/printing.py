"""The printer of the command line, with a message if it cannot print; core does not import Qt."""

from __future__ import annotations

import argparse
import sys

from core.bundle.confirmation.kept import Printer
from core.redaction.redactor import Redactor
from core.text.catalogue import _
from core.text.visible import visible


def printing(options: argparse.Namespace) -> Printer:
    """A function that prints a page; it returns None with a message if Qt cannot, and the other files are written."""

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
