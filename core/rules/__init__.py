"""Everything we know must change, in the order it is told: by area, one line a rule.

A rule is one file here, one page in resources/rules/<id>/ and a folder of cases in tests/golden/rules/<id>/.
"""

from __future__ import annotations

from core.model import Rule
from core.rules import (
    long_options,
    refused_key,
)

RULES_VERSION = "1"
"""Goes into decisions and report: raise it when the same file and answers may give another result."""

RULES: tuple[Rule, ...] = (
    # runtime
    refused_key.RULE,
    long_options.RULE,
)
