"""What every package exports besides its models and clients."""

import ast
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
    "UnknownTag": "models",
    "UnknownVariant": "models",
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
