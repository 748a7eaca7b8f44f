"""Registry credentials that cannot become a pull secret, which stops the whole deployment."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = ("secret-label", "secret-name")
CHECK = Check(
    id="secret-refused",
    area=Area.RUNTIME,
    source=("AGT-3-secrets", "AGT-1"),
    run=reported.each_refusal("secret-refused", CODES),
)
