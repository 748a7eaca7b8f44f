"""The meaning of each unexpected state and its remedy, in one place for all sources.

Source: kubernetes-edge-agent reference; azure-docs, azure-stack-edge-gpu-connect-powershell-interface.md (states of
modules, answer codes of the agent).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.device_outputs.pod_states import waits
from core.model.base import Json
from core.report.confirmation import State
from core.report.markdown_page import word
from core.text.catalogue import N_, _


@dataclass(frozen=True, slots=True)
class Cause:
    """The cause and the remedy, both as plain sentences."""

    meaning: str
    todo: str


_STOPPED = ("stopped", "exited", "created")
"""The words of IoT Edge and Docker for a stopped module."""
_DESCRIBING = "kubectl describe pod {pod} -n iotedge"
_POD = "POD"
"""Takes the place of the name of a pod that no output names."""
Judged = tuple[State, Cause | None]
_APPLIED = N_("Check that this deployment was applied.")
_OF_LINES = {
    "missing": (
        N_("The edge agent has not created the module."),
        N_("Check the twin of $edgeAgent: its status code shows the reason."),
    ),
    "agent-missing": (N_("The edge agent does not run."), N_("Check the installation of IoT Edge on the device.")),
    "runtime-image": (
        N_(
            "The module has another image: the output is from another device, or the migrated manifest is not deployed."
        ),
        N_("Check on which device the output was made, then deploy the migrated manifest there."),
    ),
    "image": (
        N_("The module has another image, because an earlier deployment is still active."),
        N_("Deploy the migrated manifest again."),
    ),
    "service-missing": (N_("The module has no service, so its ports cannot be reached."), _APPLIED),
    "address-missing": (
        N_("No external service address is free."),
        N_("Enlarge the external service IP range in the local web UI, then run kubectl get svc again."),
    ),
    "other-type": (N_("The type of the service differs from the manifest."), _APPLIED),
    "other-ports": (N_("The ports of the service differ from the manifest."), _APPLIED),
    "published": (
        N_("The published ports of the container differ from the manifest."),
        N_("Check that this deployment was applied. Another module may use the port."),
    ),
    "container-missing": (N_("The module does not run, so it publishes no ports."), N_("Start the module first.")),
    "claim-missing": (N_("The claim does not exist, because the edge agent has not created it."), _APPLIED),
    "gpus": (
        N_("The modules request more GPUs than Kubernetes has on the device."),
        N_("Release a GPU from virtual machines, or let the modules share a GPU with MPS."),
    ),
    "extra": (
        N_("The module is not in the migrated manifest. Another deployment runs, or also applies to this device."),
        N_("Check whether an automatic deployment targets the device, and deploy the manifest again."),
    ),
}
"""Cause and remedy of a line that differs, where no status says more."""


def pod(seen: Json, problems: Sequence[str], stopped: bool) -> Judged:
    """Judges a pod by its status; a specific problem (GPU, share, image) takes precedence over the status."""
    up, _slash, all_of_them = seen["ready"].partition("/")
    status, whole, name = seen["status"], up == all_of_them, seen["pod"]
    if stopped:
        return "wrong", Cause(_("The manifest stops the module, but it has a pod."), _looking(name))
    if status == "Running":
        return (
            ("confirmed", None) if whole else ("not yet", Cause(_("One of its containers is not ready yet."), _again()))
        )
    known = _known(problems, name)
    if waits(status):
        return ("not yet", pulling()) if known is None else ("wrong", known)
    if status == "Terminating":
        return "not yet", Cause(_("The pod is being removed, and no other pod has replaced it."), _again())
    return "wrong", known or _of_status(status, name)


def described(seen: Json, stopped: bool) -> Judged:
    """Judges a pod that only `kubectl describe pod` shows, which has at least one problem."""
    name, problems = seen["pod"], seen["problems"]
    if stopped:
        return "wrong", Cause(_("The manifest stops the module, but it has a pod."), _looking(name))
    if list(problems) == ["not every container is ready"]:
        return "not yet", Cause(_("One of its containers is not ready yet."), _again())
    ended = Cause(_("The module does not run: {problem}.").format(problem=problems[0]), _logs(name))
    return "wrong", _known(problems, name) or ended


def listed(status: str, problems: Sequence[str], stopped: bool, pods: bool) -> Judged:
    """Judges a module by its state in `iotedge list` or in the twin; `pods` is for a device with Kubernetes.

    `backoff` is the pause before a container of Docker that ended is started again (Azure/iotedge,
    doc/reported_states_during_deployment.md), and any container of a pod that waits.
    """
    if status in (_STOPPED if stopped else ("running",)):
        return "confirmed", None
    if status == "unknown":
        message = _("The edge agent does not report, so the status of the module is unknown.")
        return "not seen", Cause(message, asking("kubectl get pods -n iotedge"))
    known = _known(problems, _POD)
    if status == "backoff" and known is None:
        return ("not yet", pulling()) if pods else ("wrong", _of_status(status, _POD))
    if status == "unhealthy":
        return "wrong", Cause(_("The module runs, but its health check fails."), _logs(_POD))
    return "wrong", known or Cause(
        _("The module does not run. Its status is {status}.").format(status=status), _looking(_POD)
    )


def asking(command: str) -> str:
    """The step that shows what is unknown."""
    return _("Run {command} and add its output.").format(command=command)


def asking_again(command: str) -> str:
    """The step after an output that is cut, failed, or does not agree with the others."""
    return _("Run {command} again and add its output.").format(command=command)


def asking_administrator(command: str) -> str:
    """The step after a command that the user may not run."""
    return _("Ask a cluster administrator to run {command}, and add its output.").format(command=command)


def of_container(cause: Cause, module: str) -> Cause:
    """The same cause on a machine without Kubernetes, which has a log but no pod to describe."""
    command = f"sudo iotedge logs {word(module)} --tail 50"
    return Cause(cause.meaning, _("Check the end of its log: {command}.").format(command=command))


def _of_status(status: str, pod: str) -> Cause:
    """The meaning of a pod's status alone."""
    if status in ("ImagePullBackOff", "ErrImagePull", "InvalidImageName"):
        return _image("image cannot be pulled", pod)
    if status == "Pending":
        message = _("Kubernetes cannot schedule the pod: a GPU, a claim or memory is missing.")
        return Cause(message, _looking(pod))
    if status == "OOMKilled":
        return Cause(
            _("The module used more memory than its limit."), _("Raise its memory limit, then export and deploy again.")
        )
    if status == "CreateContainerConfigError":
        return Cause(_("A config map or secret of the module is missing."), _looking(pod))
    if status in ("NotReady", "Completed"):
        return Cause(_("The module ended without an error. Kubernetes restarts it."), _logs(pod))
    if status == "Evicted":
        return Cause(_("The node removed the pod because it ran out of disk space or memory."), _again())
    return Cause(_("The module starts and ends repeatedly ({status}).").format(status=status), _logs(pod))


def _known(problems: Sequence[str], pod: str) -> Cause | None:
    """The first problem with a remedy of its own."""
    for text in problems:
        if text.startswith("image cannot be pulled: "):
            return _image(text, pod)
        if "GPU" in text:
            message = _("No GPU is free for the module.")
            return Cause(message, _("Stop the virtual machine or module that uses the GPU, or share the GPU with MPS."))
        if text.startswith(("share ", "volume ")) and "mounted" in text:
            message = _("The claim is bound, but the share cannot be mounted.")
            return Cause(message, _("Check the status of the share in the Azure portal and refresh it."))
        if text.startswith("share "):
            share = text.split(" ")[1]
            message = _("The module waits for the share “{share}”.").format(share=share)
            return Cause(message, creating(share))
        if "out of memory" in text:
            return _of_status("OOMKilled", pod)
        if text.startswith("starts and ends"):
            return Cause(_("The program ends repeatedly."), _logs(pod))
    return None


def _image(text: str, pod: str) -> Cause:
    reason = text.partition(": ")[2]
    if reason == "not authorised at the registry":
        message = _("The registry refuses the image: its credentials are missing or wrong.")
        return Cause(message, _("Correct the registry credentials, then export and deploy again."))
    if reason == "not found at the registry":
        return Cause(
            _("The registry does not have this image."),
            _("Correct the name of the image, then export and deploy again."),
        )
    if reason in ("the registry cannot be reached", "the certificate of the registry is not trusted"):
        message = _("The device cannot reach the registry.")
        return Cause(message, _("Check the web proxy of the device, its DNS and the firewall."))
    message = _("The image cannot be pulled.")
    todo = _("Check the name of the image, the registry credentials and the proxy. {command} shows the cause.")
    return Cause(message, todo.format(command=_DESCRIBING.format(pod=pod)))


def pulling() -> Cause:
    """The cause of an image that is being pulled."""
    return Cause(_("The image is being pulled, or a share is being mounted."), _again())


def _again(command: str = "kubectl get pods -n iotedge") -> str:
    return _("Wait a minute, then run {command} again.").format(command=command)


def _logs(pod: str) -> str:
    return _("Check the end of its log: kubectl logs {pod} -n iotedge --all-containers.").format(pod=pod)


def _looking(pod: str) -> str:
    return asking(_DESCRIBING.format(pod=pod))


def creating(share: str) -> str:
    """The step that makes a claim bind."""
    return _("Create share “{share}”, then run kubectl get pvc again").format(share=share)


def of(what: str) -> Cause:
    """The cause of a line that differs, by the key of the table above."""
    meaning, todo = _OF_LINES[what]
    return Cause(_(meaning), _(todo))


def missing(name: str, *, running: bool) -> Cause:
    """The cause of a module that a whole list lacks; `running` is for a list of the containers that run."""
    if running:
        text = _("No container of the module runs: the edge agent has not created it, or it has ended.")
        return Cause(text, asking("sudo iotedge list"))
    return of("agent-missing" if name.lower() == "edgeagent" else "missing")


def claim(name: str, status: str) -> Judged:
    """Judges a claim that is not bound."""
    if status == "Pending":
        message = _("No share with exactly this name is enabled for Edge compute, or another claim uses it.")
        return "wrong", Cause(message, creating(name))
    if status == "Lost":
        return "wrong", Cause(
            _("The volume of the claim no longer exists, because the share was removed."), creating(name)
        )
    return "not yet", Cause(_("The claim is being removed but is still in use."), _again("kubectl get pvc -n iotedge"))


def other_deployment(missing: Sequence[str], extra: Sequence[str]) -> Cause:
    """The cause of a log of the edge agent that lists other modules than the manifest."""
    parts = [_("The log shows another deployment.")]
    if missing:
        parts.append(_("Modules that are missing from it: {names}.").format(names=", ".join(missing)))
    if extra:
        parts.append(_("Modules that are not in the manifest: {names}.").format(names=", ".join(extra)))
    return Cause(" ".join(parts), _("Deploy the migrated manifest."))


def deployment(code: int, reason: str, pods: bool) -> Judged:
    """Judges the answer of the agent to the deployment; `pods` is for a device with Kubernetes."""
    message = _("The edge agent has not applied this deployment: {reason}.").format(reason=reason or code)
    if code in (200, 406):
        return "not yet", Cause(message, _("Wait until the edge agent is connected, then show its twin again."))
    if code == 500:
        log = "kubectl logs -n iotedge deployment/edgeagent --all-containers" if pods else "sudo iotedge logs edgeAgent"
        return "wrong", Cause(message, _("Check the end of its log: {command}.").format(command=log))
    if code == 417:
        return "wrong", Cause(message, _("Deploy the migrated manifest."))
    return "wrong", Cause(message, _("Correct the manifest and deploy it again."))
