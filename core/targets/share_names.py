"""The names that a share of the device may have."""

from __future__ import annotations

from core.docker.names import share_zone
from core.text.catalogue import _

REFUSED = "error"
WARNED = "warning"


def share_name_problem(name: str) -> tuple[str, str] | None:
    """What is wrong with a share name: (`error` or `warning`, text), None when it is right everywhere.

    Source: azure-docs manage-shares (3 to 63 letters, digits and single hyphens; upper case for local shares
    only); the edge agent lower-cases the claim name, and before beta13 it dropped leading digits.
    """
    zone = share_zone(name)
    if zone == "refused":
        return REFUSED, _("A share name has 3 to 63 letters, digits and single hyphens between them.")
    if zone == "upper":
        return WARNED, _("The edge agent requests the name in lowercase. It is not certain that the share is found.")
    if zone == "digit":
        return WARNED, _("Edge agents before beta13 remove a leading digit and then do not find the share.")
    return None
