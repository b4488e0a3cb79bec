"""Operations made uniform: each has an id of its own, and what a path item says for all of them stands with each."""

from typing import Any

from specloom import names
from specloom.diagnostics import Diagnostic, Pointer, SpecError
from specloom.grammar import METHODS
from specloom.references import deref
from specloom.schemas import Document


def uniform_operations(document: Document) -> Document:
    """Write path-item references out, give parameters of a path item to its operations, and every operation an id.

    Raises:
        SpecError: `duplicate-operation-id`, all there are at once.

    """
    seen: dict[str, Pointer] = {}
    problems: list[Diagnostic] = []
    paths: dict[str, Any] = {}
    for path, raw in document.get("paths", {}).items():
        if path.startswith("x-") or not isinstance(raw, dict):
            continue
        item = {**deref(document, raw, ("paths", path)), **{k: v for k, v in raw.items() if k != "$ref"}}
        shared = item.pop("parameters", [])
        for method in METHODS:
            operation = item.get(method)
            if not isinstance(operation, dict):
                continue
            at = ("paths", path, method)
            operation_id = operation.get("operationId") or names.snake(f"{method} {path}")
            if operation_id in seen:
                problems.append(
                    Diagnostic(
                        "duplicate-operation-id",
                        f"operationId {operation_id!r} is used twice",
                        (*at, "operationId"),
                        "an id names one method; give this operation another",
                    )
                )
            seen[operation_id] = at
            item[method] = {
                **operation,
                "operationId": operation_id,
                **_parameters(document, shared, operation.get("parameters", []), at),
            }
        paths[path] = item
    if problems:
        raise SpecError(problems)
    return {**document, "paths": paths}


def _parameters(document: Document, shared: list[Any], own: list[Any], at: Pointer) -> dict[str, list[Any]]:
    def key(parameter: Any) -> tuple[Any, Any]:
        resolved = deref(document, parameter, at)
        return resolved.get("name"), resolved.get("in")

    overridden = {key(parameter) for parameter in own}
    parameters = [*(parameter for parameter in shared if key(parameter) not in overridden), *own]
    return {"parameters": parameters} if parameters else {}
