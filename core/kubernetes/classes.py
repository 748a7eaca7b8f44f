"""The classes that create options are read into, as data.

Source: Azure/iotedge, Agent.Docker models; KubernetesClient 1.6.10 models (Kubernetes API of that time: no `ephemeral`
volumes, no `fsGroupChangePolicy`). Volume sources that are rare on an appliance are taken as they are.
"""

from __future__ import annotations

from core.kubernetes.shapes import ANYTHING, EITHER, EMPTY, TEXT, TRUTH, WHOLE, Fields, ListOf, MapOf, Shape

MOUNT = Fields({"ReadOnly": TRUTH, "Source": TEXT, "Target": TEXT, "Type": TEXT}, "ignored-mount-option")
BINDING = Fields({"HostIp": TEXT, "HostPort": TEXT}, "ignored-option")

Named = dict[str, tuple[str, Shape]]
"""By name in lower case: the name of the class, and how it is read."""


def _named(shapes: dict[str, Shape]) -> Named:
    return {name.lower(): (name, shape) for name, shape in shapes.items()}


TYPED = _named(
    {
        "Env": ListOf(TEXT),
        "ExposedPorts": MapOf(EMPTY),
        "HostConfig": ANYTHING,
        "Image": TEXT,
        "Labels": MapOf(TEXT),
        "NetworkingConfig": MapOf(ANYTHING),
    }
)
"""The typed options at the top; HostConfig is read member by member."""
USED = frozenset(("env", "exposedports", "hostconfig", "labels"))
UNTYPED = _named({"Entrypoint": ListOf(TEXT), "Cmd": ListOf(TEXT), "WorkingDir": TEXT})
HOST = _named(
    {
        "Binds": ListOf(TEXT),
        "IpcMode": TEXT,
        "LogConfig": MapOf(ANYTHING),
        "Mounts": ListOf(MOUNT),
        "NetworkMode": TEXT,
        "PidMode": TEXT,
        "PortBindings": MapOf(ListOf(BINDING)),
        "Privileged": TRUTH,
    }
)
"""The typed members of HostConfig; IpcMode and PidMode are typed only in agents that read them."""

_KEYS_TO_PATHS = ListOf(Fields({"key": TEXT, "path": TEXT, "mode": WHOLE}))
_SOURCES: dict[str, Shape] = {
    "emptyDir": Fields({"medium": TEXT, "sizeLimit": EITHER}),
    "hostPath": Fields({"path": TEXT, "type": TEXT}),
    "persistentVolumeClaim": Fields({"claimName": TEXT, "readOnly": TRUTH}),
    "configMap": Fields({"name": TEXT, "items": _KEYS_TO_PATHS, "optional": TRUTH, "defaultMode": WHOLE}),
    "secret": Fields({"secretName": TEXT, "items": _KEYS_TO_PATHS, "optional": TRUTH, "defaultMode": WHOLE}),
    "nfs": Fields({"server": TEXT, "path": TEXT, "readOnly": TRUTH}),
    "csi": Fields(
        {
            "driver": TEXT,
            "fsType": TEXT,
            "readOnly": TRUTH,
            "volumeAttributes": MapOf(TEXT),
            "nodePublishSecretRef": Fields({"name": TEXT}),
        }
    ),
    "azureFile": Fields({"secretName": TEXT, "shareName": TEXT, "readOnly": TRUTH}),
}
_RARE = (
    "awsElasticBlockStore azureDisk cephfs cinder downwardAPI fc flexVolume flocker gcePersistentDisk gitRepo glusterfs"
    " iscsi photonPersistentDisk portworxVolume projected quobyte rbd scaleIO storageos vsphereVolume"
)
SOURCES: dict[str, Shape] = {**_SOURCES, **{name: MapOf(ANYTHING) for name in _RARE.split()}}

VOLUME = Fields({"name": TEXT, **SOURCES})
VOLUME_MOUNT = Fields(
    {
        "name": TEXT,
        "mountPath": TEXT,
        "readOnly": TRUTH,
        "subPath": TEXT,
        "subPathExpr": TEXT,
        "mountPropagation": TEXT,
    }
)
_OPTIONS = Fields({"level": TEXT, "role": TEXT, "type": TEXT, "user": TEXT})
_WINDOWS = Fields({"gmsaCredentialSpec": TEXT, "gmsaCredentialSpecName": TEXT, "runAsUserName": TEXT})

SECTION = _named(
    {
        "volumes": ListOf(Fields({"volume": VOLUME, "volumeMounts": ListOf(VOLUME_MOUNT)})),
        "resources": Fields({"limits": MapOf(EITHER), "requests": MapOf(EITHER)}),
        "nodeSelector": MapOf(TEXT),
        "securityContext": Fields(
            {
                "runAsUser": WHOLE,
                "runAsGroup": WHOLE,
                "runAsNonRoot": TRUTH,
                "fsGroup": WHOLE,
                "supplementalGroups": ListOf(WHOLE),
                "sysctls": ListOf(Fields({"name": TEXT, "value": TEXT})),
                "seLinuxOptions": _OPTIONS,
                "windowsOptions": _WINDOWS,
            }
        ),
        "strategy": Fields({"type": TEXT, "rollingUpdate": Fields({"maxSurge": EITHER, "maxUnavailable": EITHER})}),
        "serviceOptions": Fields({"type": TEXT, "loadBalancerIP": TEXT}),
    }
)
"""What `k8s-experimental` may hold; the keys are matched in any case (section 9)."""
