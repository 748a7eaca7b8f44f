"""The rules, which find what must change, in the order of this list: by area, one line each.

They may import targets, docker, manifest, redaction, text and model, and never each other.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.rules.base import Rule

# storage
from core.rules.host_path_bind import RULE as HOST_PATH_BIND
from core.rules.unknown_share import RULE as UNKNOWN_SHARE
from core.rules.host_path_mount import RULE as HOST_PATH_MOUNT
from core.rules.incomplete_mount import RULE as INCOMPLETE_MOUNT
from core.rules.tmpfs import RULE as TMPFS
from core.rules.anonymous_volume import RULE as ANONYMOUS_VOLUME
from core.rules.volume_name_clash import RULE as VOLUME_NAME_CLASH
from core.rules.read_only_share import RULE as READ_ONLY_SHARE
from core.rules.share_name import RULE as SHARE_NAME
from core.rules.share_topic import RULE as SHARE_TOPIC
from core.rules.hub_store import RULE as HUB_STORE
from core.rules.section_volume import RULE as SECTION_VOLUME
from core.rules.vm_share_bind import RULE as VM_SHARE_BIND
from core.rules.vm_share_volume import RULE as VM_SHARE_VOLUME
from core.rules.vm_bind_mount import RULE as VM_BIND_MOUNT
from core.rules.vm_volume_mount import RULE as VM_VOLUME_MOUNT
from core.rules.vm_claim_mount import RULE as VM_CLAIM_MOUNT
from core.rules.vm_section_volume import RULE as VM_SECTION_VOLUME
from core.rules.vm_host_path import RULE as VM_HOST_PATH
from core.rules.vm_storage_folder import RULE as VM_STORAGE_FOLDER

# network
from core.rules.mixed_protocols import RULE as MIXED_PROTOCOLS
from core.rules.sidecar_port import RULE as SIDECAR_PORT
from core.rules.service_exposure import RULE as SERVICE_EXPOSURE
from core.rules.unreachable_port import RULE as UNREACHABLE_PORT
from core.rules.mapped_port import RULE as MAPPED_PORT
from core.rules.external_addresses import RULE as EXTERNAL_ADDRESSES
from core.rules.exposed_outside import RULE as EXPOSED_OUTSIDE
from core.rules.host_port_value import RULE as HOST_PORT_VALUE
from core.rules.double_binding import RULE as DOUBLE_BINDING
from core.rules.null_binding import RULE as NULL_BINDING
from core.rules.port_key import RULE as PORT_KEY
from core.rules.port_number_clash import RULE as PORT_NUMBER_CLASH
from core.rules.host_network import RULE as HOST_NETWORK
from core.rules.networking_config import RULE as NETWORKING_CONFIG
from core.rules.network_mode import RULE as NETWORK_MODE
from core.rules.hub_ports import RULE as HUB_PORTS
from core.rules.route_name import RULE as ROUTE_NAME
from core.rules.route_on_target import RULE as ROUTE_ON_TARGET
from core.rules.vm_port_clash import RULE as VM_PORT_CLASH
from core.rules.vm_host_address import RULE as VM_HOST_ADDRESS
from core.rules.vm_host_network import RULE as VM_HOST_NETWORK
from core.rules.vm_service import RULE as VM_SERVICE
from core.rules.vm_reference import RULE as VM_REFERENCE
from core.rules.vm_hub_ports import RULE as VM_HUB_PORTS
from core.rules.vm_null_binding import RULE as VM_NULL_BINDING
from core.rules.vm_route_trigger import RULE as VM_ROUTE_TRIGGER
from core.rules.vm_port_forms import RULE as VM_PORT_FORMS

# resources
from core.rules.fpga_resource import RULE as FPGA_RESOURCE
from core.rules.wireserver import RULE as WIRESERVER
from core.rules.fpga_device import RULE as FPGA_DEVICE
from core.rules.nvidia_runtime import RULE as NVIDIA_RUNTIME
from core.rules.fpga_hint import RULE as FPGA_HINT
from core.rules.fpga_model import RULE as FPGA_MODEL
from core.rules.gpu_count import RULE as GPU_COUNT
from core.rules.gpu_sharing import RULE as GPU_SHARING
from core.rules.shared_memory import RULE as SHARED_MEMORY
from core.rules.ipc_mode import RULE as IPC_MODE
from core.rules.pid_mode import RULE as PID_MODE
from core.rules.privileged import RULE as PRIVILEGED
from core.rules.needs_privilege import RULE as NEEDS_PRIVILEGE
from core.rules.docker_limits import RULE as DOCKER_LIMITS
from core.rules.invalid_quantity import RULE as INVALID_QUANTITY
from core.rules.no_limits import RULE as NO_LIMITS
from core.rules.section_name import RULE as SECTION_NAME
from core.rules.section_key import RULE as SECTION_KEY
from core.rules.section_shape import RULE as SECTION_SHAPE
from core.rules.node_selector import RULE as NODE_SELECTOR
from core.rules.security_context import RULE as SECURITY_CONTEXT
from core.rules.user_and_groups import RULE as USER_AND_GROUPS
from core.rules.sysctls import RULE as SYSCTLS
from core.rules.vm_fpga_left import RULE as VM_FPGA_LEFT
from core.rules.vm_gpu import RULE as VM_GPU
from core.rules.vm_resources import RULE as VM_RESOURCES
from core.rules.vm_elevated import RULE as VM_ELEVATED
from core.rules.vm_security_context import RULE as VM_SECURITY_CONTEXT
from core.rules.vm_memory_limit import RULE as VM_MEMORY_LIMIT
from core.rules.vm_gpu_refused import RULE as VM_GPU_REFUSED

# proxy
from core.rules.no_proxy import RULE as NO_PROXY
from core.rules.proxy_missing import RULE as PROXY_MISSING
from core.rules.proxy_on_one_only import RULE as PROXY_ON_ONE_ONLY
from core.rules.upstream_protocol import RULE as UPSTREAM_PROTOCOL
from core.rules.proxy_url import RULE as PROXY_URL
from core.rules.vm_proxy import RULE as VM_PROXY
from core.rules.vm_proxy_exception import RULE as VM_PROXY_EXCEPTION
from core.rules.vm_upstream_protocol import RULE as VM_UPSTREAM_PROTOCOL

# naming
from core.rules.placeholder_key import RULE as PLACEHOLDER_KEY
from core.rules.module_name import RULE as MODULE_NAME
from core.rules.module_on_both import RULE as MODULE_ON_BOTH
from core.rules.host_name_reference import RULE as HOST_NAME_REFERENCE
from core.rules.vm_mount_twice import RULE as VM_MOUNT_TWICE
from core.rules.vm_name_kept import RULE as VM_NAME_KEPT
from core.rules.vm_module_name import RULE as VM_MODULE_NAME

# runtime
from core.rules.rolling_update import RULE as ROLLING_UPDATE
from core.rules.refused_key import RULE as REFUSED_KEY
from core.rules.long_options import RULE as LONG_OPTIONS
from core.rules.option_type import RULE as OPTION_TYPE
from core.rules.unreadable_option import RULE as UNREADABLE_OPTION
from core.rules.option_twice import RULE as OPTION_TWICE
from core.rules.vm_option_twice import RULE as VM_OPTION_TWICE
from core.rules.windows_image import RULE as WINDOWS_IMAGE
from core.rules.layered_part import RULE as LAYERED_PART
from core.rules.vm_colon_kept import RULE as VM_COLON_KEPT
from core.rules.vm_refused_key import RULE as VM_REFUSED_KEY
from core.rules.twin_in_module import RULE as TWIN_IN_MODULE
from core.rules.twin_leftovers import RULE as TWIN_LEFTOVERS
from core.rules.deprecated_content_key import RULE as DEPRECATED_CONTENT_KEY
from core.rules.already_migrated import RULE as ALREADY_MIGRATED
from core.rules.option_at_wrong_level import RULE as OPTION_AT_WRONG_LEVEL
from core.rules.ignored_option import RULE as IGNORED_OPTION
from core.rules.env_name_colon import RULE as ENV_NAME_COLON
from core.rules.env_name_dot import RULE as ENV_NAME_DOT
from core.rules.vm_env_name import RULE as VM_ENV_NAME
from core.rules.env_name_refused import RULE as ENV_NAME_REFUSED
from core.rules.env_entry import RULE as ENV_ENTRY
from core.rules.agent_variable import RULE as AGENT_VARIABLE
from core.rules.command_form import RULE as COMMAND_FORM
from core.rules.module_entry import RULE as MODULE_ENTRY
from core.rules.restart_policy import RULE as RESTART_POLICY
from core.rules.image_reference import RULE as IMAGE_REFERENCE
from core.rules.system_image import RULE as SYSTEM_IMAGE
from core.rules.module_on_target import RULE as MODULE_ON_TARGET
from core.rules.vm_module_on_target import RULE as VM_MODULE_ON_TARGET
from core.rules.runtime_shape import RULE as RUNTIME_SHAPE
from core.rules.system_module_missing import RULE as SYSTEM_MODULE_MISSING
from core.rules.schema_version import RULE as SCHEMA_VERSION
from core.rules.hub_config import RULE as HUB_CONFIG
from core.rules.hub_value import RULE as HUB_VALUE
from core.rules.unjudged import RULE as UNJUDGED
from core.rules.unknown_route_module import RULE as UNKNOWN_ROUTE_MODULE
from core.rules.site_notes import RULE as SITE_NOTES
from core.rules.label_refused import RULE as LABEL_REFUSED
from core.rules.incomplete_credential import RULE as INCOMPLETE_CREDENTIAL
from core.rules.registry_credential import RULE as REGISTRY_CREDENTIAL
from core.rules.duplicate_variable import RULE as DUPLICATE_VARIABLE
from core.rules.dollar_substitution import RULE as DOLLAR_SUBSTITUTION
from core.rules.comment_key import RULE as COMMENT_KEY
from core.rules.unread_key import RULE as UNREAD_KEY
from core.rules.docker_inspect import RULE as DOCKER_INSPECT
from core.rules.old_identity import RULE as OLD_IDENTITY
from core.rules.arm_image import RULE as ARM_IMAGE
from core.rules.vm_restart_policy import RULE as VM_RESTART_POLICY
from core.rules.vm_section_key import RULE as VM_SECTION_KEY
from core.rules.vm_never_restarted import RULE as VM_NEVER_RESTARTED
from core.rules.vm_dormant_option import RULE as VM_DORMANT_OPTION
from core.rules.vm_unread_option import RULE as VM_UNREAD_OPTION
from core.rules.vm_command_form import RULE as VM_COMMAND_FORM
from core.rules.vm_option_type import RULE as VM_OPTION_TYPE
from core.rules.vm_refused_value import RULE as VM_REFUSED_VALUE
from core.rules.vm_system_image import RULE as VM_SYSTEM_IMAGE
from core.rules.vm_device_registry import RULE as VM_DEVICE_REGISTRY
from core.rules.vm_hub_schema import RULE as VM_HUB_SCHEMA
from core.rules.vm_site_notes import RULE as VM_SITE_NOTES

RULES_VERSION = "1"
"""Written to decisions and report: raise it when the same file and answers may give another result."""

RULES: tuple[Rule, ...] = tuple(value for value in vars().values() if isinstance(value, Rule))
"""Every rule that is imported above, in the order of the lines."""

BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
