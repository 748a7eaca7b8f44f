"""Everything we know must change, in the order it is told: by area, one line a rule.

A rule is one file here, one page in resources/rules/<id>/ and a folder of cases in tests/golden/rules/<id>/.
"""

from __future__ import annotations

from core.model import Rule
from core.rules import (
    docker_limits,
    fpga_device,
    fpga_hint,
    fpga_model,
    fpga_resource,
    host_path_bind,
    long_options,
    mixed_protocols,
    no_proxy,
    nvidia_runtime,
    proxy_missing,
    refused_key,
    rolling_update,
    sidecar_port,
    wireserver,
)

RULES_VERSION = "1"
"""Goes into decisions and report: raise it when the same file and answers may give another result."""

RULES: tuple[Rule, ...] = (
    # storage
    host_path_bind.RULE,
    # network
    mixed_protocols.RULE,
    sidecar_port.RULE,
    # resources
    fpga_resource.RULE,
    wireserver.RULE,
    fpga_device.RULE,
    nvidia_runtime.RULE,
    fpga_hint.RULE,
    fpga_model.RULE,
    docker_limits.RULE,
    # proxy
    no_proxy.RULE,
    proxy_missing.RULE,
    # naming
    # runtime
    rolling_update.RULE,
    refused_key.RULE,
    long_options.RULE,
)
