"""Computes what Kubernetes receives for a manifest, as one pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from core.docker import placeholders, unfilled
from core.docker.images import registry
from core.docker.names import annotation_key
from core.manifest import pointer as ptr
from core.manifest.equal_modules import groups
from core.manifest.excerpt import Excerpt
from core.manifest.manifest import Manifest, Module, Place
from core.model.base import Json
from core.targets.kubernetes import api, api_fields, equal, hub, images, names, plan
from core.targets.kubernetes.deployment import MODULE_LABEL, ORIGINAL, deployment
from core.targets.kubernetes.images import Credential
from core.targets.kubernetes.model import Drop, KubeObject, Log, ModulePreview, Preview, Refusal
from core.targets.kubernetes.options import Parameters, combine
from core.targets.kubernetes.profile import Settings
from core.targets.kubernetes.service import service
from core.targets.kubernetes.storage import Claims, storage
from core.targets.objects import Link

DEVICE_LABEL = "net.azure-devices.edge.deviceid"
HUB_LABEL = "net.azure-devices.edge.hub"
NAME_CODES = frozenset(("account-name", "account-label", "service-name", "deployment-name", "container-name"))
"""What the API refuses of objects because of the name of their module."""
SECRET_TYPE = "kubernetes.io/dockerconfigjson"


def preview(manifest: Manifest, settings: Settings) -> Preview:
    """The objects that the agent of this profile creates for a manifest, migrated or not. Never raises."""
    return _Builder(manifest, settings).build()


@dataclass(slots=True)
class _Builder:
    manifest: Manifest
    settings: Settings

    def build(self) -> Preview:
        """Modules first, then what concerns all of them."""
        known = images.credentials(self.manifest, self.settings)
        device = {DEVICE_LABEL: names.label_value(self.settings.device)}
        if self.settings.profile.hub_label:
            device[HUB_LABEL] = names.label_value(self.settings.hub)
        claims = Claims(self.settings, dict(device))
        used: dict[str, Credential] = {}
        modules = tuple(self._modules(lambda module: self._module(module, known, used, claims, device)))
        secrets = tuple(self._secret(name, credential) for name, credential in used.items())
        judged = (
            *hub.refusals(self.manifest),
            *plan.refusals(self.manifest),
            *(refusal for secret in secrets for refusal in api.check(secret)),
        )
        whole = tuple(refusal for refusal in judged if not is_unfilled(refusal))
        placed = tuple(_with(module, whole) for module in modules) if whole else modules
        seen = {id(refusal) for module in placed for refusal in module.refusals}
        return Preview(
            settings=self.settings,
            modules=placed,
            secrets=secrets,
            drops=(*plan.drops(self.manifest), *_unused(self.manifest, known, used)),
            refusals=tuple(refusal for refusal in whole if id(refusal) not in seen),
        )

    def _modules(self, build: Callable[[Module], ModulePreview]) -> Iterator[ModulePreview]:
        """Each module, like a model of what it has in common with others where there is one."""
        together = groups(self.manifest)
        models: dict[int, ModulePreview] = {}
        for index, module in enumerate(self.manifest.modules):
            view = together.of(_Builder).views[index]
            known = models.get(id(view))
            one = None if known is None else equal.like(known, module)
            if one is None:
                one = model = build(module)
                if view is not module and equal.is_model(one):
                    view, model = together.one(index, lambda view: build(_with_image(view)), _Builder)
                if equal.is_model(model):
                    models[id(view)] = model
            yield one

    def _module(
        self,
        module: Module,
        known: tuple[Credential, ...],
        used: dict[str, Credential],
        claims: Claims,
        device: dict[str, Json],
    ) -> ModulePreview:
        log = Log(module.name)
        name = names.object_name(module.name) or ""
        labels = {MODULE_LABEL: name, **device}
        plan.module_faults(module, self.settings.profile, log)
        if module.unjudged:
            log.drop("placeholder", module.options_pointer, option="createOptions")
        parameters = combine(module, self.settings, log)
        metadata: dict[str, Json] = {"name": name, "namespace": self.settings.namespace, "labels": labels}
        annotations, labeled = _annotations(parameters, log)
        annotated = {**metadata, "annotations": annotations}
        volumes = storage(parameters, self.settings, log)
        secret = self._pull_secret(module, known, used, log)
        account = _account(module, name, metadata)
        offered = service(module, annotated, parameters, self.settings, log)
        offered = None if offered is None else _linked(offered, labeled, "")
        pod = deployment(module, annotated, parameters, volumes, [secret] if secret else [], self.settings, log)
        pod = _linked(pod, labeled, "/spec/template")
        asked = claims.of_module(volumes.requests, log)
        self._check(module, (account, offered, pod, *asked), parameters, log)
        return ModulePreview(
            module=module,
            name=name,
            account=account,
            service=offered,
            deployment=pod,
            claims=asked,
            uses=tuple(dict.fromkeys(request.name for request in volumes.requests if request.kind == "volume")),
            secret=secret,
            unjudged=module.unjudged,
            drops=tuple(log.drops),
            refusals=tuple(log.refusals),
        )

    def _check(self, module: Module, objects: Iterable[KubeObject | None], parameters: Parameters, log: Log) -> None:
        """What the API refuses goes to the log. Of create options alone, what is around them is not in this file."""
        section = {name: place.value for name, place in parameters.section.items()}
        typed = api_fields.is_plain(section, api_fields.SECTION)
        for one in objects:
            if one is not None:
                for refusal in (*api.check(one, by_agent=True, typed=typed), *api.already_there(one)):
                    if refusal not in log.refusals:
                        log.refusals.append(refusal)
        hidden_name = placeholders.within(module.name)
        if hidden_name:
            log.drop("placeholder", module.pointer, option="name")
        if log.refusals:
            self._leave_unfilled(hidden_name, parameters, log)

    def _leave_unfilled(self, hidden_name: bool, parameters: Parameters, log: Log) -> None:
        """What a template fills in later is not judged: a refusal of a placeholder says nothing about its value."""
        found = [refusal for refusal in log.refusals if refusal.pointer.startswith(self.manifest.root)]
        log.refusals = []
        for refusal in found:
            place = refusal.pointer if is_unfilled(refusal) else self._unfilled(refusal, parameters)
            if not place and not (hidden_name and refusal.code in NAME_CODES):
                log.refusals.append(refusal)
            elif refusal.code not in NAME_CODES:
                log.drop("placeholder", place, option=(*_texts(refusal), ptr.last(place))[0])

    def _unfilled(self, refusal: Refusal, parameters: Parameters) -> str:
        """The text that a template fills in later, where a refusal depends on it; empty where it does not."""
        if refusal.code == "mixed-protocols":
            options = parameters.section.get("serviceOptions")
            return "" if options is None else _first_unfilled(options.value, options.pointer)
        volumes = parameters.section.get("volumes") if refusal.code == "mount-unknown" else None
        if volumes is not None and (place := _unfilled_name(volumes)):
            return place
        try:
            value = ptr.resolve(self.manifest.tree, refusal.pointer)
        except KeyError:  # what is missing
            return ""
        is_text = isinstance(value, str) or "/k8s-experimental/" in refusal.pointer
        return _first_unfilled(value, refusal.pointer) if is_text else ""

    def _pull_secret(self, module: Module, known: tuple[Credential, ...], used: dict[str, Credential], log: Log) -> str:
        """The name of the module's pull secret; empty where no credential fits its image."""
        credential = images.credential_for(module.image.strip(), known)
        if credential is None:
            return ""
        if credential.secret is None:
            log.refuse("secret-label", credential.pointer, address=credential.address)
            return ""
        used.setdefault(credential.secret, credential)
        return credential.secret

    def _secret(self, name: str, credential: Credential) -> KubeObject:
        """A pull secret by name; what is in it stays in the manifest."""
        metadata = {"name": name, "namespace": self.settings.namespace}
        body = {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "type": SECRET_TYPE}
        return KubeObject("Secret", name, "", body, (Link(credential.pointer, ""),))


def _with_image(view: Module) -> Module:
    return view.with_image() if isinstance(view, Excerpt) else view


def is_unfilled(refusal: Refusal) -> bool:
    """Whether the refused name or value contains a placeholder, except the name of a module."""
    return bool(_texts(refusal))


def _texts(refusal: Refusal) -> list[str]:
    """The names and values with a placeholder that a refusal is about."""
    texts = [value for key, value in refusal.facts.items() if key not in ("module", "section")]
    texts += [] if "module" in refusal.facts else [ptr.last(refusal.pointer)]
    return [text for text in texts if isinstance(text, str) and (placeholders.within(text) or placeholders.find(text))]


def _first_unfilled(value: Json, pointer: str) -> str:
    """The place of the first placeholder at or below a value; empty for none."""
    if isinstance(value, (dict, list)):
        members = list(value.items() if isinstance(value, dict) else enumerate(value))
        members = [(key, item) for key, item in members if str(key).lower() not in unfilled.FREE_TEXTS]
        return next(filter(None, (_first_unfilled(item, ptr.join(pointer, key)) for key, item in members)), "")
    return pointer if placeholders.is_left(value) else ""


def _unfilled_name(volumes: Place) -> str:
    """The place of the first volume whose name a template fills in later; empty for none."""
    for index, item in enumerate(volumes.value):
        if placeholders.is_left(((item or {}).get("volume") or {}).get("name")):
            return ptr.join(volumes.pointer, index)
    return ""


def _annotations(parameters: Parameters, log: Log) -> tuple[dict[str, Json], list[Link]]:
    """Docker labels become annotations of pod and service; the agent stops at one it cannot name (section 5.3)."""
    annotations: dict[str, Json] = {}
    links = []
    for place in parameters.items("Labels"):
        key = annotation_key(place.key) if place.key else None
        if placeholders.within(place.key):
            log.drop("placeholder", place.pointer, option="Labels")
        elif key is None:
            log.refuse("label-key", place.pointer, label=place.key)
        elif key in annotations:
            log.refuse("label-twice", place.pointer, label=place.key, name=key)
        else:
            annotations[key] = place.value or ""
            links.append(Link(place.pointer, ptr.join("/metadata/annotations", key)))
    return annotations, links


def _linked(obj: KubeObject, links: list[Link], below: str) -> KubeObject:
    """An object that also knows which labels its annotations came from."""
    if not links:
        return obj
    return replace(obj, links=(*obj.links, *(Link(link.pointer, below + link.path) for link in links)))


def _account(module: Module, name: str, metadata: dict[str, Json]) -> KubeObject:
    head = {**metadata, "annotations": {ORIGINAL: module.name}}
    body = {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": head}
    return KubeObject("ServiceAccount", name, module.name, body, (Link(module.pointer, ""),))


def _with(module: ModulePreview, whole: tuple[Refusal, ...]) -> ModulePreview:
    """The module with what the hub and the planner refuse of it."""
    mine = tuple(
        refusal
        for refusal in whole
        if refusal.module == module.module.name and refusal.pointer.startswith(module.module.pointer)
    )
    return replace(module, refusals=(*mine, *module.refusals)) if mine else module


def _unused(manifest: Manifest, known: tuple[Credential, ...], used: dict[str, Credential]) -> list[Drop]:
    """The credentials that no image uses; none where a template fills in the registry of an image later."""
    taken = {credential.pointer for credential in used.values()}
    if known and any(placeholders.holds(registry(module.image)) for module in manifest.modules if module.image):
        return []
    return [
        Drop("unused-credential", "", credential.pointer, {"address": credential.address})
        for credential in known
        if credential.pointer not in taken and credential.secret is not None
        if not placeholders.holds(credential.address)
    ]
