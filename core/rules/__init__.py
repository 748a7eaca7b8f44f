"""Everything we know must change, in the order it is told: by area, one line a rule.

A rule is one file here, one page in resources/rules/<id>/ and a folder of cases in tests/golden/rules/<id>/.
"""

from __future__ import annotations

from core.model import Rule
from core.rules import (
    already_migrated,
    anonymous_volume,
    deprecated_content_key,
    docker_limits,
    fpga_device,
    fpga_hint,
    fpga_model,
    fpga_resource,
    gpu_count,
    gpu_sharing,
    host_path_bind,
    host_path_mount,
    hub_store,
    incomplete_mount,
    invalid_quantity,
    ipc_mode,
    long_options,
    mixed_protocols,
    needs_privilege,
    no_limits,
    no_proxy,
    nvidia_runtime,
    pid_mode,
    privileged,
    proxy_missing,
    read_only_share,
    refused_key,
    rolling_update,
    share_name,
    share_topic,
    shared_memory,
    sidecar_port,
    tmpfs,
    twin_leftovers,
    unknown_share,
    volume_name_clash,
    windows_image,
    wireserver,
)

RULES_VERSION = "1"
"""Goes into decisions and report: raise it when the same file and answers may give another result."""

RULES: tuple[Rule, ...] = (
    # storage
    host_path_bind.RULE,
    unknown_share.RULE,
    host_path_mount.RULE,
    incomplete_mount.RULE,
    tmpfs.RULE,
    anonymous_volume.RULE,
    volume_name_clash.RULE,
    read_only_share.RULE,
    share_name.RULE,
    share_topic.RULE,
    hub_store.RULE,
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
    gpu_count.RULE,
    gpu_sharing.RULE,
    shared_memory.RULE,
    ipc_mode.RULE,
    pid_mode.RULE,
    privileged.RULE,
    needs_privilege.RULE,
    docker_limits.RULE,
    invalid_quantity.RULE,
    no_limits.RULE,
    # proxy
    no_proxy.RULE,
    proxy_missing.RULE,
    # naming
    # runtime
    rolling_update.RULE,
    refused_key.RULE,
    long_options.RULE,
    windows_image.RULE,
    twin_leftovers.RULE,
    deprecated_content_key.RULE,
    already_migrated.RULE,
)
