"""What every package exports besides its models and clients."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path

_HELPERS = {
    "AsyncPage": "pagination",
    "AsyncStreamedItems": "streaming",
    "AsyncStreamedResponse": "streaming",
    "Clock": "effects",
    "Page": "pagination",
    "RawResponse": "raw",
    "RequestOptions": "options",
    "RetryPolicy": "retries",
    "StreamedItems": "streaming",
    "StreamedResponse": "streaming",
    "UnknownTag": "unions",
    "UnknownVariant": "unions",
}


def runtime_exports(templates: Path) -> Mapping[str, str]:
    """The exceptions and the helpers of the runtime, with the module that each is in.

    Args:
        templates: the folder of `templates`.
    """
    tree = ast.parse((templates / "runtime" / "errors.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return {**dict.fromkeys(ast.literal_eval(node.value), "errors"), **_HELPERS}
    raise RuntimeError("the runtime's module of errors has no __all__")


_BESIDE_CLIENTS = ("package/client.py.jinja", "tests/conftest.py.jinja", "tests/test_resource.py.jinja")
_CAPITALISED = re.compile(r"[A-Z]\w*")


def names_beside_clients(templates: Path) -> frozenset[str]:
    """What clients can't be called, since modules that name them have it of another meaning.

    Args:
        templates: the folder of `templates`.
    """
    found = set(runtime_exports(templates))
    for name in _BESIDE_CLIENTS:
        for line in (templates / name).read_text(encoding="utf-8").splitlines():
            start, _, rest = line.partition("import ")
            if start.startswith("from "):
                found.update(_CAPITALISED.findall(rest))
            elif " = " in line:
                found.update(_CAPITALISED.findall(line.partition(" = ")[0]))
    return frozenset(found)
