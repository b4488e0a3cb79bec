"""What a program pays once: imports, the first client, the first call. Each measurement is a process of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from .environments import Environment, run

_MOCK = """\
import {http} as http
import json
body = json.dumps({{"type": "Sample", "name": "solar"}}).encode()
headers = {{"content-type": "application/vnd.atlas.2025-03-12+json"}}
transport = http.MockTransport(lambda request: http.Response(200, content=body, headers=headers))
"""
_ID = '"32b6e34b3d91647abb20e7b8"'
_CLIENT = "from atlas_streams import AtlasStreams; client = AtlasStreams(access_token='token'{})"
_OPC_IMPORT = "from opc_client import AuthenticatedClient; "
_OPC_IMPORT += "from opc_client.api.streams import get_group_stream_connection as operation"
_OPC = "; client = AuthenticatedClient('https://cloud.mongodb.com', 'token'{})"
_OPC_CONSTRUCT = "; client.get_httpx_client()"
_OAG = "from oag_client import ApiClient, Configuration, StreamsApi; "
_OAG += "api = StreamsApi(ApiClient(Configuration(access_token='token')))"
_OPENAI = "from openai import OpenAI; client = OpenAI(api_key='key'{})"


@dataclass(frozen=True, slots=True)
class Target:
    """Something to measure once in a process.

    Args:
        name: what it is called.
        environment: where it runs.
        timed: the statements that are measured.
        before: statements that are not.

    """

    name: str
    environment: str
    timed: str
    before: str = ""


TARGETS = (
    Target("import httpx2", "specloom", "import httpx2"),
    Target("floor", "specloom", "import httpx2; from pydantic import BaseModel"),
    Target("import", "specloom", "import atlas_streams"),
    Target("import opc", "openapi-python-client", "import opc_client"),
    Target("import oag", "openapi-generator", "import oag_client"),
    Target("import openai", "openai", "import openai"),
    Target("client", "specloom", _CLIENT.format("")),
    Target("client opc", "openapi-python-client", _OPC_IMPORT + _OPC.format("") + _OPC_CONSTRUCT),
    Target("client oag", "openapi-generator", _OAG),
    Target("client openai", "openai", _OPENAI.format("")),
    Target(
        "call httpx2",
        "specloom",
        "client.get('https://cloud.mongodb.com/').json()",
        _MOCK.format(http="httpx2") + "client = http.Client(transport=transport)",
    ),
    Target(
        "call",
        "specloom",
        f"client.streams.get_stream_connection({_ID}, 'tenant', 'name')",
        _MOCK.format(http="httpx2") + _CLIENT.format(", transport=transport"),
    ),
    Target(
        "call opc",
        "openapi-python-client",
        f"operation.sync({_ID}, 'tenant', 'name', client=client)",
        _MOCK.format(http="httpx") + _OPC_IMPORT + _OPC.format(", httpx_args={'transport': transport}"),
    ),
    Target(
        "call oag",
        "openapi-generator",
        f"api.get_group_stream_connection({_ID}, 'tenant', 'name')",
        f"{_OAG}\nfrom tests.benchmarks.workers.openapi_generator import Pool\n"
        "api.api_client.rest_client.pool_manager = Pool()",
    ),
    Target(
        "call openai",
        "openai",
        "client.models.retrieve('model')",
        _MOCK.format(http="httpx2") + _OPENAI.format(", http_client=http.Client(transport=transport)"),
    ),
)


def measure(environments: Mapping[str, Environment], rounds: int) -> dict[str, list[float]]:
    """Measure every target once in each round.

    Returns:
        The milliseconds of every target, round by round.
    """
    targets = [target for target in TARGETS if target.environment in environments]
    found: dict[str, list[float]] = {target.name: [] for target in targets}
    # The first round brings the files into the memory of the machine.
    for number in range(rounds + 1):
        for target in targets:
            taken = json.loads(run(str(environments[target.environment].python), "-c", _program(target)))
            if number:
                found[target.name].append(taken)
    return found


def _program(target: Target) -> str:
    return f"{target.before}\nfrom time import process_time\nbegan = process_time()\n{target.timed}\n" + (
        "print((process_time() - began) * 1000)"
    )
