"""What the events of pods mean: why no node takes a pod, what cannot be mounted, why an image is not there.

Source: the messages of Kubernetes, pkg/scheduler and pkg/kubelet. Counts at the front of a scheduler's message belong
to nodes, and the taint of the master is normal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

GPU = "nvidia.com/gpu"
_VOLUMES = re.compile(r'for volume "(?P<one>[^"]+)"|unmounted volumes=\[(?P<many>[^\[\]]*)\]')
_NO_NODE = (
    (r"volume node affinity", "its volume is on another node"),
    (r"node selector|(?<!volume )node affinity", "no node matches its node selector"),
    (r"have free ports", "a host port it asks for is taken"),
    (r"were unschedulable|node\.kubernetes\.io/unschedulable", "the node takes no new pods"),
    (r"node\.kubernetes\.io/(?:not-ready|unreachable)", "the node is not ready"),
    (r"node\.kubernetes\.io/disk-pressure", "the node has no space left"),
)
"""Why the scheduler finds no node, beside what is short and claims."""

IMAGE_REASONS = (
    (
        re.compile(r"unauthori[sz]ed|denied|forbidden|\b40[13]\b|no basic auth|authentication required", re.I),
        "not authorised at the registry",
    ),
    (
        re.compile(r"not found|manifest unknown|does not exist|\b404\b|no matching manifest", re.I),
        "not found at the registry",
    ),
    (re.compile(r"toomanyrequests|too many requests|\b429\b", re.I), "the registry refuses more requests for now"),
    (re.compile(r"x509|certificate", re.I), "the certificate of the registry is not trusted"),
    (
        re.compile(r"no such host|dial tcp|timeout|timed out|refused|unreachable|proxyconnect", re.I),
        "the registry cannot be reached",
    ),
    (re.compile(r"no space left", re.I), "no space left on the device"),
)


def of_event(reason: str, message: str) -> Iterator[str]:
    """What one event of a pod says is wrong, where its containers and volumes are unknown."""
    if reason == "FailedScheduling":
        yield from scheduling(message, ())
    elif reason in ("FailedMount", "FailedAttachVolume"):
        yield from (mount(name, {}) for name in named_volumes(message))
    elif reason in ("Failed", "BackOff") and re.search(r"(?:pull|pulling) image", message):
        why = image_reason(message) if reason == "Failed" else ""
        yield f"image cannot be pulled: {why}" if why else "image cannot be pulled"
    elif reason == "BackOff":
        yield "starts and ends again and again"
    else:
        yield from other(reason)


def other(reason: str) -> Iterator[str]:
    """What an event says by its reason alone."""
    if reason == "Evicted":
        yield "removed by the node"
    elif reason == "FailedCreatePodSandBox":
        yield "the network of the pod cannot be set up"


def scheduling(message: str, claims: Sequence[str]) -> Iterator[str]:
    """Why the scheduler finds no node; a taint counts only where nothing else is said."""
    lacking = re.findall(r"Insufficient ([\w./-]*\w)", message)
    yield from ("not enough free GPU" if name == GPU else f"not enough free {name}" for name in lacking)
    missing = re.findall(r'persistentvolumeclaim "([^"]+)" not found', message)
    yield from (f"claim {name} does not exist" for name in missing)
    unbound = "unbound" in message and "PersistentVolumeClaim" in message
    if unbound:
        yield f"a claim is not bound ({', '.join(claims)})" if claims else "a claim is not bound"
    other = [meaning for pattern, meaning in _NO_NODE if re.search(pattern, message)]
    yield from other
    if not (lacking or missing or unbound or other):
        yield "no node accepts the pod"


def named_volumes(message: str) -> Iterator[str]:
    """The volumes that a message says cannot be mounted."""
    for match in _VOLUMES.finditer(message):
        yield from [match["one"]] if match["one"] else re.split(r"[,\s]+", match["many"].strip())


def mount(volume: str, volumes: dict[str, str]) -> str:
    """What to say of a volume, by the claim behind it where that is known."""
    return f"share {volumes[volume]} cannot be mounted" if volume in volumes else f"volume {volume} cannot be mounted"


def image_reason(message: str) -> str:
    """What keeps an image from being pulled, empty where the message does not say it."""
    return next(
        (shown for pattern, shown in IMAGE_REASONS if pattern.search(message.partition('": ')[2] or message)), ""
    )
