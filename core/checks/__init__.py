"""The checks, which report what may still go wrong on the target, in the order of this list: by area, one line each.

They may import targets, docker, manifest, text and model, and never each other.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.checks.base import Check
from core.docker.options_table import RULES_WITHOUT_EFFECT
from core.model import rule_ids

# storage
from core.checks.bind_left import CHECK as BIND_LEFT
from core.checks.node_path import CHECK as NODE_PATH
from core.checks.mount_refused import CHECK as MOUNT_REFUSED
from core.checks.volume_refused import CHECK as VOLUME_REFUSED
from core.checks.volume_merged import CHECK as VOLUME_MERGED
from core.checks.volume_empty import CHECK as VOLUME_EMPTY
from core.checks.source_unmade import CHECK as SOURCE_UNMADE
from core.checks.mount_ignored import CHECK as MOUNT_IGNORED
from core.checks.claim_refused import CHECK as CLAIM_REFUSED
from core.checks.share_missing import CHECK as SHARE_MISSING
from core.checks.share_unmounted import CHECK as SHARE_UNMOUNTED
from core.checks.share_modes import CHECK as SHARE_MODES
from core.checks.vm_share_path_left import CHECK as VM_SHARE_PATH_LEFT
from core.checks.vm_share_volume_left import CHECK as VM_SHARE_VOLUME_LEFT
from core.checks.vm_mount_point_unknown import CHECK as VM_MOUNT_POINT_UNKNOWN
from core.checks.vm_target_twice import CHECK as VM_TARGET_TWICE
from core.checks.vm_storage_lost import CHECK as VM_STORAGE_LOST

# network
from core.checks.service_refused import CHECK as SERVICE_REFUSED
from core.checks.protocols_refused import CHECK as PROTOCOLS_REFUSED
from core.checks.port_lost import CHECK as PORT_LOST
from core.checks.port_ignored import CHECK as PORT_IGNORED
from core.checks.helper_port import CHECK as HELPER_PORT
from core.checks.host_network_twice import CHECK as HOST_NETWORK_TWICE
from core.checks.no_service import CHECK as NO_SERVICE
from core.checks.wrong_port import CHECK as WRONG_PORT
from core.checks.hub_unreachable import CHECK as HUB_UNREACHABLE
from core.checks.addresses_needed import CHECK as ADDRESSES_NEEDED
from core.checks.fixed_address import CHECK as FIXED_ADDRESS
from core.checks.vm_port_taken import CHECK as VM_PORT_TAKEN
from core.checks.vm_address_missing import CHECK as VM_ADDRESS_MISSING
from core.checks.vm_host_network_half import CHECK as VM_HOST_NETWORK_HALF
from core.checks.vm_host_network_name import CHECK as VM_HOST_NETWORK_NAME
from core.checks.vm_network_missing import CHECK as VM_NETWORK_MISSING
from core.checks.vm_route_dead import CHECK as VM_ROUTE_DEAD
from core.checks.vm_old_address import CHECK as VM_OLD_ADDRESS

# resources
from core.checks.resources_refused import CHECK as RESOURCES_REFUSED
from core.checks.gpu_total import CHECK as GPU_TOTAL
from core.checks.device_missing import CHECK as DEVICE_MISSING
from core.checks.worker_size import CHECK as WORKER_SIZE
from core.checks.node_label import CHECK as NODE_LABEL
from core.checks.fpga_left import CHECK as FPGA_LEFT
from core.checks.vm_gpu_missing import CHECK as VM_GPU_MISSING
from core.checks.vm_gpu_idle import CHECK as VM_GPU_IDLE
from core.checks.vm_gpu_request import CHECK as VM_GPU_REQUEST
from core.checks.vm_gpu_driver import CHECK as VM_GPU_DRIVER
from core.checks.vm_memory import CHECK as VM_MEMORY
from core.checks.vm_privileges import CHECK as VM_PRIVILEGES
from core.checks.vm_device_left import CHECK as VM_DEVICE_LEFT

# proxy
from core.checks.proxy_bypass import CHECK as PROXY_BYPASS
from core.checks.vm_proxy_unlike import CHECK as VM_PROXY_UNLIKE

# naming
from core.checks.name_clash import CHECK as NAME_CLASH
from core.checks.reserved_name import CHECK as RESERVED_NAME
from core.checks.name_refused import CHECK as NAME_REFUSED
from core.checks.host_name_changed import CHECK as HOST_NAME_CHANGED
from core.checks.status_hidden import CHECK as STATUS_HIDDEN
from core.checks.route_dead import CHECK as ROUTE_DEAD
from core.checks.twin_undeployed import CHECK as TWIN_UNDEPLOYED
from core.checks.vm_name_refused import CHECK as VM_NAME_REFUSED

# runtime
from core.checks.consequences import CHECK as CONSEQUENCES
from core.checks.twin_limits import CHECK as TWIN_LIMITS
from core.checks.version_refused import CHECK as VERSION_REFUSED
from core.checks.hub_config_refused import CHECK as HUB_CONFIG_REFUSED
from core.checks.entry_refused import CHECK as ENTRY_REFUSED
from core.checks.image_refused import CHECK as IMAGE_REFUSED
from core.checks.key_refused import CHECK as KEY_REFUSED
from core.checks.option_refused import CHECK as OPTION_REFUSED
from core.checks.annotation_refused import CHECK as ANNOTATION_REFUSED
from core.checks.variable_refused import CHECK as VARIABLE_REFUSED
from core.checks.pod_refused import CHECK as POD_REFUSED
from core.checks.secret_refused import CHECK as SECRET_REFUSED
from core.checks.update_deadlock import CHECK as UPDATE_DEADLOCK
from core.checks.text_changed import CHECK as TEXT_CHANGED
from core.checks.variable_hidden import CHECK as VARIABLE_HIDDEN
from core.checks.old_agent import CHECK as OLD_AGENT
from core.checks.section_ignored import CHECK as SECTION_IGNORED
from core.checks.option_ignored import CHECK as OPTION_IGNORED
from core.checks.placeholder_left import CHECK as PLACEHOLDER_LEFT
from core.checks.vm_restart_policy_left import CHECK as VM_RESTART_POLICY_LEFT
from core.checks.vm_start_policy import CHECK as VM_START_POLICY
from core.checks.vm_option_refused import CHECK as VM_OPTION_REFUSED
from core.checks.vm_value_refused import CHECK as VM_VALUE_REFUSED
from core.checks.vm_image_old import CHECK as VM_IMAGE_OLD
from core.checks.vm_engine_version import CHECK as VM_ENGINE_VERSION
from core.checks.vm_log_limit import CHECK as VM_LOG_LIMIT
from core.checks.vm_variable_twice import CHECK as VM_VARIABLE_TWICE
from core.checks.vm_section_left import CHECK as VM_SECTION_LEFT

CHECKS: tuple[Check, ...] = tuple(value for value in vars().values() if isinstance(value, Check))
"""Every check that is imported above, in the order of the lines."""

BY_ID: Mapping[str, Check] = {check.id: check for check in CHECKS}

COVERS: Mapping[str, tuple[str, ...]] = {
    "bind-left": ("option-twice", rule_ids.BIND),
    "node-path": ("host-path-mount",),
    "mount-refused": (
        "option-twice",
        rule_ids.WRONG_TYPE,
        rule_ids.MEMORY_FOLDER,
        "incomplete-mount",
        "section-volume",
        rule_ids.BIND,
    ),
    "volume-refused": ("invalid-quantity", "volume-name-clash", "section-volume", rule_ids.BIND),
    "volume-merged": ("volume-name-clash",),
    "volume-empty": ("section-volume",),
    "source-unmade": (rule_ids.BIND,),
    "mount-ignored": (rule_ids.BIND, rule_ids.MEMORY_FOLDER, rule_ids.VOLUMES_OPTION),
    "claim-refused": ("share-name", "unknown-share"),
    "share-missing": ("unknown-share", rule_ids.BIND),
    "share-modes": ("read-only-share",),
    "vm-share-path-left": (rule_ids.SHARE_ON_VM, "vm-share-volume", rule_ids.VALUE_ON_VM, "vm-option-twice"),
    "vm-share-volume-left": ("vm-share-volume", rule_ids.VALUE_ON_VM),
    "vm-mount-point-unknown": (rule_ids.SHARE_ON_VM,),
    "vm-target-twice": ("vm-mount-twice", rule_ids.SHARE_ON_VM),
    "vm-storage-lost": ("vm-storage-folder", rule_ids.SHARE_ON_VM),
    "service-refused": ("null-binding", "port-key", "host-port-value", "double-binding", rule_ids.SERVICE),
    "protocols-refused": (rule_ids.TCP_AND_UDP,),
    "port-lost": ("port-number-clash", rule_ids.TCP_AND_UDP),
    "port-ignored": ("port-key", "host-port-value"),
    "helper-port": (rule_ids.HELPER_PORT,),
    "host-network-twice": (rule_ids.ON_HOST_NETWORK,),
    "no-service": ("unreachable-port", "hub-ports"),
    "wrong-port": ("mapped-port", "unreachable-port"),
    "hub-unreachable": ("hub-ports",),
    "addresses-needed": (rule_ids.ADDRESSES,),
    "fixed-address": (rule_ids.SERVICE,),
    "vm-port-taken": ("vm-port-clash",),
    "vm-address-missing": ("vm-host-address", rule_ids.SERVICE_ON_VM),
    "vm-host-network-half": ("vm-host-network",),
    "vm-network-missing": ("vm-host-network",),
    "vm-old-address": ("vm-reference",),
    "vm-host-network-name": ("vm-reference",),
    "vm-name-refused": ("vm-module-name",),
    "vm-route-dead": ("vm-route-trigger",),
    "resources-refused": ("invalid-quantity", "gpu-count", "section-volume"),
    "gpu-total": ("gpu-count", rule_ids.FPGA_BY_RESOURCE),
    "device-missing": ("gpu-count",),
    "node-label": ("node-selector", rule_ids.KEY_OF_TEMPLATE),
    "fpga-left": (
        rule_ids.FPGA_BY_RESOURCE,
        rule_ids.FPGA_BY_DEVICE,
        rule_ids.FPGA_BY_HINT,
        rule_ids.FPGA_CODE,
        rule_ids.FPGA_ADDRESS,
    ),
    "vm-gpu-missing": ("vm-gpu",),
    "vm-gpu-idle": ("vm-gpu",),
    "vm-gpu-request": ("vm-gpu", "vm-gpu-refused"),
    "vm-memory": ("vm-memory-limit",),
    "vm-gpu-driver": ("vm-gpu",),
    "vm-privileges": ("vm-elevated",),
    "proxy-bypass": (rule_ids.PROXY_EXCEPTIONS, "proxy-missing"),
    "vm-proxy-unlike": ("vm-proxy", "vm-upstream-protocol"),
    "name-clash": (rule_ids.NEW_NAME,),
    "reserved-name": (rule_ids.NEW_NAME,),
    "name-refused": (rule_ids.NEW_NAME,),
    "host-name-changed": (rule_ids.HOST_NAMES, rule_ids.NEW_NAME),
    "status-hidden": (rule_ids.NEW_NAME,),
    "route-dead": ("unknown-route-module", rule_ids.NEW_NAME, rule_ids.HUB_VALUE),
    "twin-limits": (
        "route-name",
        "env-name-dot",
        "env-name-refused",
        "twin-in-module",
        "refused-key",
        "vm-module-name",
        rule_ids.OVER_SIZE,
    ),
    "key-refused": ("unread-key", rule_ids.RUNTIME_MODULES, rule_ids.HUB_VALUE),
    "version-refused": ("schema-version",),
    "hub-config-refused": ("hub-config", rule_ids.HUB_VALUE, "comment-key"),
    "entry-refused": (
        "schema-version",
        "runtime-shape",
        "module-entry",
        "comment-key",
        "incomplete-credential",
        rule_ids.NEW_NAME,
    ),
    "image-refused": ("image-reference",),
    "option-refused": (
        rule_ids.WRONG_TYPE,
        rule_ids.UNREAD_TYPE,
        "option-twice",
        "command-form",
        "section-shape",
        "section-volume",
        "security-context",
        "node-selector",
        "invalid-quantity",
        rule_ids.BIND,
    ),
    "annotation-refused": ("label-refused",),
    "variable-refused": (rule_ids.COLON_IN_NAME, "env-name-refused", "env-name-dot"),
    "pod-refused": (
        "node-selector",
        "security-context",
        rule_ids.STRATEGY,
        rule_ids.KERNEL_SETTINGS,
        rule_ids.USER_OPTIONS,
    ),
    "secret-refused": ("registry-credential",),
    "update-deadlock": (rule_ids.STRATEGY,),
    "text-changed": ("dollar-substitution",),
    "variable-hidden": ("agent-variable", "env-entry"),
    "old-agent": (rule_ids.ON_HOST_NETWORK, rule_ids.IPC, "pid-mode", rule_ids.SERVICE, "exposed-outside"),
    "section-ignored": ("section-name", "section-key", "section-shape", "section-volume", "security-context"),
    "option-ignored": (
        *RULES_WITHOUT_EFFECT,
        rule_ids.WITHOUT_EFFECT,
        rule_ids.WRONG_LEVEL,
        "restart-policy",
        rule_ids.AGENT_OR_HUB_IMAGE,
        "network-mode",
        "pid-mode",
        rule_ids.IPC,
        rule_ids.FPGA_BY_DEVICE,
    ),
    "placeholder-left": (rule_ids.FILLED_IN_LATER, rule_ids.KEY_OF_TEMPLATE),
    "vm-restart-policy-left": ("vm-restart-policy",),
    "vm-option-refused": (
        "image-reference",
        "vm-null-binding",
        "vm-command-form",
        "vm-option-type",
        rule_ids.VALUE_ON_VM,
        "vm-hub-schema",
        rule_ids.HUB_VALUE,
        "comment-key",
        "vm-refused-key",
        "env-name-dot",
        "vm-env-name",
    ),
    "vm-value-refused": (
        rule_ids.VALUE_ON_VM,
        "image-reference",
        rule_ids.SHARE_ON_VM,
        "vm-port-clash",
        "vm-restart-policy",
    ),
    "vm-variable-twice": (rule_ids.VALUE_ON_VM,),
    "vm-image-old": ("vm-system-image", "arm-image", "vm-device-registry"),
    "vm-section-left": ("vm-section-volume", "vm-security-context"),
}
"""By check: the rules whose findings report the same place; the Check page joins them instead of reporting twice."""
