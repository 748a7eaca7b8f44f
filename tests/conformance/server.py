"""A real kube-apiserver with etcd on 127.0.0.1, asked for verdicts without anything being kept (`dryRun=All`)."""

from __future__ import annotations

import base64
import copy
import http.client
import json
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

HOST = "127.0.0.1"
NAMESPACE = "iotedge"
TOKEN = "conformance"
PATHS = {
    "Deployment": f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments",
    "Service": f"/api/v1/namespaces/{NAMESPACE}/services",
    "ServiceAccount": f"/api/v1/namespaces/{NAMESPACE}/serviceaccounts",
    "PersistentVolumeClaim": f"/api/v1/namespaces/{NAMESPACE}/persistentvolumeclaims",
    "Secret": f"/api/v1/namespaces/{NAMESPACE}/secrets",
}
TIMEOUT = 60.0


class Verdict(NamedTuple):
    """The verdict of the server on an object; `fields` are the paths that it names."""

    accepted: bool
    message: str
    fields: tuple[str, ...]


class Server:
    """etcd and kube-apiserver, started on entry and ended on exit; everything they write is in a temporary folder."""

    def __init__(self, binary: Path) -> None:
        self._binary = binary
        self._folder = tempfile.TemporaryDirectory(prefix="conformance-")
        self._processes: list[subprocess.Popen[bytes]] = []
        self._port = 0
        self._connection: http.client.HTTPSConnection | None = None

    def __enter__(self) -> Server:
        folder = Path(self._folder.name)
        client, peer, self._port = (_free_port() for _ in range(3))
        etcd = f"http://{HOST}:{client}"
        self._start(
            "etcd",
            f"--data-dir={folder / 'etcd'}",
            f"--listen-client-urls={etcd}",
            f"--advertise-client-urls={etcd}",
            f"--listen-peer-urls=http://{HOST}:{peer}",
            "--unsafe-no-fsync",
        )
        key = folder / "accounts.key"
        subprocess.run(["openssl", "genrsa", "-out", str(key), "2048"], check=True, capture_output=True)
        (folder / "tokens.csv").write_text(f'{TOKEN},conformance,1,"system:masters"\n')
        self._start(
            str(self._binary),
            f"--etcd-servers={etcd}",
            f"--bind-address={HOST}",
            f"--advertise-address={HOST}",
            f"--secure-port={self._port}",
            f"--cert-dir={folder / 'certificates'}",
            f"--token-auth-file={folder / 'tokens.csv'}",
            f"--service-account-key-file={key}",
            f"--service-account-signing-key-file={key}",
            f"--service-account-issuer=https://{HOST}",
            "--service-cluster-ip-range=10.96.0.0/12",
            "--authorization-mode=AlwaysAllow",
            "--allow-privileged=true",
        )
        self._wait()
        self._create("/api/v1/namespaces", {"metadata": {"name": NAMESPACE}})
        self._create(PATHS["ServiceAccount"], {"metadata": {"name": "default"}})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._processes):
            process.terminate()
            process.wait(timeout=TIMEOUT)
        self._folder.cleanup()

    def verdict(self, kind: str, body: dict[str, Any]) -> Verdict:
        """The verdict on an object that is created with the namespace and secret data of a device."""
        sent = copy.deepcopy(body)
        sent["metadata"].pop("namespace", None)
        if kind == "Secret" and "data" not in sent:
            sent["data"] = {".dockerconfigjson": base64.b64encode(b"{}").decode()}
        status, answer = self._ask("POST", PATHS[kind] + "?dryRun=All", sent)
        causes = (answer.get("details") or {}).get("causes") or ()
        fields = tuple(sorted({cause["field"] for cause in causes if cause.get("field")}))
        return Verdict(status == 201, "" if status == 201 else answer.get("message", ""), fields)

    def _start(self, *command: str) -> None:
        log = Path(self._folder.name) / f"{Path(command[0]).name}.log"
        with log.open("wb") as output:
            self._processes.append(subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT))

    def _wait(self) -> None:
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end:
            if any(process.poll() is not None for process in self._processes):
                break
            try:
                if self._ask("GET", "/readyz")[0] == 200:
                    return
            except (OSError, http.client.HTTPException):
                self._connection = None
            time.sleep(0.2)
        logs = (path.read_text(errors="replace")[-2000:] for path in Path(self._folder.name).glob("*.log"))
        raise SystemExit("The API server did not start.\n" + "\n".join(logs))

    def _create(self, path: str, body: dict[str, Any]) -> None:
        status, answer = self._ask("POST", path, body)
        if status != 201:
            raise SystemExit(f"{path}: {answer.get('message', status)}")

    def _ask(self, method: str, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
        if self._connection is None:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            self._connection = http.client.HTTPSConnection(HOST, self._port, timeout=TIMEOUT, context=context)
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        self._connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = self._connection.getresponse()
        text = response.read()
        try:
            answer = json.loads(text)
        except ValueError:
            answer = {}
        return response.status, answer if isinstance(answer, dict) else {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
