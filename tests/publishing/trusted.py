"""What trusted publishing takes, on loopback: a CI host that says who runs, an index that believes it, and Sigstore.

The index stands under its own addresses: whoever takes this for the proxy of https gets here with them.
"""

from __future__ import annotations

import base64
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import requests
import trustme

from .index import PASSWORD, USERNAME, serve_index
from .signing import Instance

WORKFLOW = "https://github.com/pets/pets/.github/workflows/release.yml@refs/tags/pets-v1"
_PASSPORT, _TOKEN = "what-the-host-gave-the-job", "pypi-minted"

Environ = dict[str, Any]


@dataclass
class World:
    """A WSGI application.

    Attributes:
        index: the address of the real one behind this.
        served: its folder.
        asked: the path of each request to the CI host, to the index before an upload, and to Sigstore.
        attestations: what came with uploads, by the name of the file.
        is_trusted: whether the index knows the workflow as a publisher.
    """

    index: str
    served: Path
    sigstore: Instance = field(default_factory=Instance)
    asked: list[str] = field(default_factory=list)
    attestations: dict[str, Any] = field(default_factory=dict)
    is_trusted: bool = True

    def __post_init__(self) -> None:
        self._routes: dict[str, Callable[[Environ, bytes], Any]] = {
            "/identity": self._identity,
            "/_/oidc/audience": lambda *_: {"audience": "an-index"},
            "/_/oidc/mint-token": self._mint,
            "/api/v2/signingCert": lambda environ, body: self.sigstore.certify(json.loads(body), _bearer(environ)),
            "/api/v1/log/entries": lambda _, body: self.sigstore.enter(json.loads(body)),
        }

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Any:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        path = environ["PATH_INFO"]
        if path not in self._routes:
            return self._index(environ, body, start_response)
        self.asked.append(path)
        answer = self._routes[path](environ, body)
        start_response("403 Forbidden" if "errors" in answer else "200 OK", [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    def _index(self, environ: Environ, body: bytes, start_response: Callable[..., Any]) -> Any:
        path, headers = environ["PATH_INFO"], {"Content-Type": environ.get("CONTENT_TYPE", "")}
        if environ.get("HTTP_AUTHORIZATION") == _basic("__token__", _TOKEN):
            headers["Authorization"] = _basic(USERNAME, PASSWORD)
        if path == "/legacy/":
            path = "/"
            self._keep_attestations(headers["Content-Type"], body)
        answer = requests.request(
            environ["REQUEST_METHOD"], self.index + path[1:], data=body, headers=headers, timeout=60
        )
        start_response(f"{answer.status_code} {answer.reason}", [("Content-Type", answer.headers["Content-Type"])])
        return [answer.content]

    def _identity(self, environ: Environ, _: bytes) -> Any:
        if _bearer(environ) != _PASSPORT:
            return {"errors": []}
        audience = environ["QUERY_STRING"].rpartition("audience=")[2]
        now = int(time.time())
        claims = {"iss": "https://token.actions.githubusercontent.com", "sub": "repo:pets/pets", "aud": audience}
        claims |= {"iat": now, "exp": now + 300, "job_workflow_ref": WORKFLOW}
        return {"value": f"e30.{base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip('=')}.c2ln"}

    def _mint(self, _: Environ, body: bytes) -> Any:
        token = json.loads(body)["token"]
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        if not self.is_trusted or claims["aud"] != "an-index":
            return {"errors": [{"code": "invalid-publisher", "description": "valid token, but no such publisher"}]}
        return {"success": True, "token": _TOKEN}

    def _keep_attestations(self, content_type: str, body: bytes) -> None:
        form = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
        parts = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}
        if "attestations" in parts:
            name = parts["content"].get_filename()
            self.attestations[name] = json.loads(parts["attestations"].get_content())


def _basic(username: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{username}:{password}'.encode()).decode()}"


def _bearer(environ: Environ) -> str:
    return str(environ.get("HTTP_AUTHORIZATION", "")).partition(" ")[2]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    tls: ssl.SSLContext


class _Handler(WSGIRequestHandler):
    """Answers a proxy's CONNECT itself: as the host that is asked for."""

    def handle(self) -> None:
        if self.rfile.peek(7)[:7] == b"CONNECT":
            while self.rfile.readline().strip():
                pass
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            assert isinstance(self.server, _Server)
            self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
            self.rfile = self.connection.makefile("rb")
            self.wfile = self.connection.makefile("wb", 0)
        super().handle()

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """Say nothing: a request is no news."""


@contextmanager
def trusted_world(folder: Path) -> Iterator[tuple[World, dict[str, str]]]:
    """Let a world be there for the time of a block.

    Yields:
        The world, and the variables of a job that is in it; TRUST_CONFIG among them.
    """
    served = folder / "served"
    served.mkdir()
    with serve_index(served) as index:
        world = World(index, served)
        authority = trustme.CA()
        authority.cert_pem.write_to_path(folder / "authority.pem")
        server = _Server(("127.0.0.1", 0), _Handler)
        server.set_app(world)
        server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("upload.pypi.org", "pypi.org").configure_cert(server.tls)
        address = f"http://127.0.0.1:{server.server_port}"
        (folder / "trust.json").write_text(world.sigstore.trust_config(address), encoding="utf-8")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield (
                world,
                {
                    "GITHUB_ACTIONS": "true",
                    "ACTIONS_ID_TOKEN_REQUEST_URL": f"{address}/identity?api=1",
                    "ACTIONS_ID_TOKEN_REQUEST_TOKEN": _PASSPORT,
                    **dict.fromkeys(("HTTPS_PROXY", "https_proxy"), address),
                    **dict.fromkeys(("NO_PROXY", "no_proxy", "TWINE_USERNAME", "TWINE_PASSWORD"), ""),
                    "REQUESTS_CA_BUNDLE": str(folder / "authority.pem"),
                    "TRUST_CONFIG": str(folder / "trust.json"),
                    "HOME": str(folder),
                },
            )
        finally:
            server.shutdown()
            server.server_close()
