"""What the Kubernetes edge agent does with each Docker create option.

Source: kubernetes-edge-agent reference sections 5.1 and 5.2 (CombinedKubernetesConfigProvider, the typed models of
Agent.Docker). Typed names match in any case, `k8s-experimental` in its exact spelling.
"""

from __future__ import annotations

from core.text.catalogue import N_

HONOURED = frozenset(("env", "exposedports", "hostconfig", "labels", "cmd", "entrypoint", "workingdir"))
HONOURED_HOST = frozenset(("binds", "mounts", "portbindings", "networkmode", "ipcmode", "pidmode", "privileged"))
HONOURED_MOUNT = frozenset(("type", "source", "target", "readonly"))
HONOURED_BINDING = frozenset(("hostport",))

TOLD_ELSEWHERE = frozenset(("user", "volumes", "networkingconfig"))
TOLD_ELSEWHERE_HOST = frozenset(
    (
        "shmsize",
        "tmpfs",
        "groupadd",
        "sysctls",
        "devices",
        "capadd",
        "devicerequests",
        "runtime",
        "memory",
        "nanocpus",
        "cpuquota",
        "cpuperiod",
        "memoryreservation",
    )
)
"""Options with a rule of their own, wherever they hold a value."""
TOLD_EMPTY = (TOLD_ELSEWHERE | TOLD_ELSEWHERE_HOST) - {"volumes", "networkingconfig", "tmpfs"}
"""Of those, the options whose rule speaks of an empty value too."""

TOLD_MEMBERS = frozenset(("volumes", "tmpfs"))
"""Of those, the options whose rule speaks of each member, and so of nothing that is no object."""

NONE = N_("There is no replacement.")
REPLACEMENTS = {
    "healthcheck": N_("There is no replacement; Kubernetes restarts the module only when its process ends."),
    "hostname": N_("There is no replacement; the module is found by its name."),
    "domainname": N_("There is no replacement; the module is found by its name."),
    "image": N_("The image of the module settings is used."),
    "logconfig": N_("There is no replacement; the device keeps and rotates the logs."),
    "restartpolicy": N_("There is no replacement; Kubernetes always restarts a module that ends."),
    "autoremove": N_("There is no replacement; Kubernetes always restarts a module that ends."),
    "publishallports": N_("Name the ports in PortBindings."),
    "extrahosts": N_("Put the addresses into the image, or into a name server the device uses."),
    "dns": N_("The name servers of the device are used."),
    "dnsoptions": N_("The name servers of the device are used."),
    "dnssearch": N_("The name servers of the device are used."),
    "links": N_("Call the other module by its name and host port."),
    "volumesfrom": N_("Mount the same share in both modules."),
    "volumedriver": N_("Mount a share."),
    "ulimits": N_("Set the limit in the image, before the process starts."),
    "capdrop": N_("There is no replacement; the module keeps the usual capabilities."),
    "securityopt": N_("There is no replacement; the module runs under the usual profile."),
    "readonlyrootfs": N_("There is no replacement; the module can write into its own file system."),
    "cpushares": N_("Give k8s-experimental resources a cpu request."),
    "cpuset": N_("There is no replacement; give k8s-experimental resources a cpu limit."),
    "cpusetcpus": N_("There is no replacement; give k8s-experimental resources a cpu limit."),
    "memoryswap": N_("There is no replacement; Kubernetes machines do not swap."),
    "memoryswappiness": N_("There is no replacement; Kubernetes machines do not swap."),
    "devicecgrouprules": N_("Only Privileged gives a module the devices of the machine."),
    "hostip": N_("The address of the service is used; cluster-only exposure keeps it inside."),
    "stopsignal": N_("There is no replacement; Kubernetes sends SIGTERM."),
    "stoptimeout": N_("There is no replacement; Kubernetes waits 30 seconds."),
}
MATTERS = frozenset(
    ("extrahosts", "links", "volumesfrom", "capdrop", "securityopt", "readonlyrootfs", "ulimits", "healthcheck")
)
"""Options a module may depend on: somebody should look whether it still does its work."""


def replacement(key: str) -> str:
    """What takes the place of an ignored option, as a catalogue text."""
    return REPLACEMENTS.get(key.lower(), NONE)
