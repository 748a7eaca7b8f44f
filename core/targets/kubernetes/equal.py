"""What becomes of a module that equals one whose objects are known: the same, under its own name and with its image."""

from __future__ import annotations

from dataclasses import replace

from core.docker import module_names
from core.docker.images import registry
from core.manifest.manifest import Module
from core.model.base import Json
from core.targets.kubernetes import env, images
from core.targets.kubernetes.deployment import MODULE_LABEL, ORIGINAL
from core.targets.kubernetes.model import Drop, KubeObject, Log, ModulePreview
from core.targets.objects import Link


def is_model(built: ModulePreview) -> bool:
    """Whether others can be built like this one: nothing is refused or left open, and no claim is made for it."""
    plain = not built.refusals and all(drop.code != "placeholder" for drop in built.drops)
    return plain and module_names.is_usable(built.module.name) and not built.claims


def like(model: ModulePreview, module: Module) -> ModulePreview | None:
    """The preview of an equal module; None where its name or its image is to be judged as well."""
    log = Log(module.name)
    image = images.image_of(module, log)
    if log.refusals or not module_names.is_usable(module.name) or registry(image) != registry(model.module.image):
        return None
    return _Copy(model, module).copied(image)


class _Copy:
    """The objects of one module, renamed for another."""

    def __init__(self, model: ModulePreview, module: Module) -> None:
        self.model, self.module, self.name = model, module, module.name
        self.labels = {**model.account.body["metadata"]["labels"], MODULE_LABEL: module.name}

    def copied(self, image: str) -> ModulePreview:
        model = self.model
        service = model.service
        if service is not None:
            service = self._renamed(service, {**service.body["spec"], "selector": self.labels})
        return replace(
            model,
            module=self.module,
            name=self.name,
            account=self._renamed(model.account),
            service=service,
            deployment=self._renamed(model.deployment, self._spec(model.deployment.body["spec"], image)),
            drops=tuple(Drop(drop.code, self.name, self._place(drop.pointer), drop.facts) for drop in model.drops),
        )

    def _place(self, pointer: str) -> str:
        return self.module.pointer + pointer[len(self.model.module.pointer) :]

    def _renamed(self, one: KubeObject, spec: Json = None) -> KubeObject:
        body = {**one.body, "metadata": self._head(one.body["metadata"])}
        if spec is not None:
            body["spec"] = spec
        links = tuple(Link(self._place(link.pointer), link.path) for link in one.links)
        return KubeObject(one.kind, self.name, self.name, body, links)

    def _head(self, head: dict[str, Json]) -> dict[str, Json]:
        own = {**head, "name": self.name, "labels": self.labels}
        if ORIGINAL in head.get("annotations", ()):
            own["annotations"] = {**head["annotations"], ORIGINAL: self.name}
        return own

    def _spec(self, spec: dict[str, Json], image: str) -> dict[str, Json]:
        template = spec["template"]
        helper, container = template["spec"]["containers"]
        variables = [*container["env"]]
        at = max(index for index, variable in enumerate(variables) if variable["name"] == env.MODULE_ID)
        variables[at] = {"name": env.MODULE_ID, "value": self.name}
        container = {**container, "name": self.name, "image": image, "env": variables}
        pod = {**template["spec"], "containers": [helper, container], "serviceAccountName": self.name}
        own = {"metadata": self._head(template["metadata"]), "spec": pod}
        return {**spec, "selector": {"matchLabels": self.labels}, "template": own}
