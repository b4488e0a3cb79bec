"""Run for one package, in a process of its own: imports it, and holds it to its document.

    python -m tests.whole_documents.worker PROJECT IMPORT_NAME

prints what was counted, and what is wrong, as JSON. What a package must do is read from its `openapi.yaml`, and
payloads are built from the schemas there; `jsonschema` says whether they are what they are meant to be.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from pydantic import ValidationError
from specloom.examples.values import Examples
from specloom.normalise.directions import Direction, directions
from specloom.normalise.discriminators import Discriminator, is_union, mapping_key, read_discriminator
from specloom.references import deref
from specloom.schemas import component_schemas, ref_name, ref_to
from specloom.source import read_document

from ..as_published.judge import described
from ..as_published.judged import is_of_python
from ..conformance.topics import equal
from .subjects import METHODS

_MOST = 40
"""How many problems are told in full."""


@dataclass
class Checker:
    """One package, and what was found out about it."""

    project: Path
    import_name: str
    problems: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTED, 0))

    def __post_init__(self) -> None:
        sys.path.insert(0, str(self.project))
        self.package = importlib.import_module(self.import_name)
        self.document = read_document(self.project / "openapi.yaml").data
        self.schemas = component_schemas(self.document)
        self.names = json.loads((self.project / ".specloom.json").read_bytes())["names"]
        self.models = importlib.import_module(f"{self.import_name}.models")
        self.runtime = importlib.import_module(f"{self.import_name}._runtime.codec")
        self.examples = Examples(self.document)
        self.judged = _as_judged(self.schemas)

    def wrong(self, text: str) -> None:
        self.problems.append(text)

    def check(self) -> None:
        self.modules()
        self.operations()
        self.unions()
        self.numbers()

    def modules(self) -> None:
        """Every module compiles and can be imported."""
        for path in sorted((self.project / self.import_name).rglob("*.py")):
            parts = path.relative_to(self.project).with_suffix("").parts
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            self.counts["modules"] += 1
            try:
                importlib.import_module(module)
            except Exception as error:
                self.wrong(f"import {module}: {error!r}")

    def operations(self) -> None:
        """Every operation has a method on both clients, and every documented content of its answers is typed."""
        # A name of one word has its group before it.
        known_by_name = {
            (resource, each.name.rpartition(".")[2]): each
            for resource, each in described(self.project, self.import_name)
        }
        clients = [getattr(self.package, name) for name in self.client_names()]
        for path, item in self.document["paths"].items():
            for method in METHODS & item.keys():
                operation = item[method]
                call = f"{method.upper()} {path}"
                self.counts["operations"] += 1
                resource = self.names["resources"][next(iter(operation.get("tags", ())), "default")]
                name = self.names["methods"].get(call, "")
                for client in clients:
                    group = getattr(client(base_url="https://api.example.com"), resource, None)
                    if not callable(getattr(group, name, None)):
                        self.wrong(f"{call}: no method in {client.__name__}")
                known = known_by_name.get((resource, name))
                # What follows a `#` only tells operations of one path apart.
                if known is None or (known.method, known.path) != (method.upper(), path.partition("#")[0]):
                    self.wrong(f"{call}: nothing describes it")
                    continue
                self.contents(call, operation, known)

    def client_names(self) -> list[str]:
        found = [name for name in self.package.__all__ if f"Async{name}" in self.package.__all__]
        (client,) = [name for name in found if hasattr(getattr(self.package, name), "with_options")]
        return [client, f"Async{client}"]

    def contents(self, call: str, operation: dict[str, Any], known: Any) -> None:
        if call.startswith("HEAD "):
            return
        for status, raw in operation.get("responses", {}).items():
            content = deref(self.document, raw).get("content", {})
            typed = {each.media_type: each for each in (*known.responses.get(status, ()), *known.errors.get(status, ()))
                     if hasattr(each, "media_type")}  # fmt: skip
            for media_type, held in content.items():
                if known.pagination is not None and media_type not in typed and status < "3":
                    continue  # Pages are cut out of JSON; a note says so.
                self.counts["contents"] += 1
                each = typed.get(media_type)
                if each is None:
                    self.wrong(f"{call} {status}: {media_type} is not known")
                elif "json" in media_type.partition(";")[0].rpartition("/")[2].split("+"):
                    if "schema" in held and type(each).__name__ != "Json":
                        self.wrong(f"{call} {status}: {media_type} is read as {type(each).__name__}")
                    elif "schema" in held:
                        self.runtime.adapter_for(each.type)

    def unions(self) -> None:
        """Every tag of every discriminated union, in every direction that it goes."""
        used = directions(self.document)
        for name, schema in self.schemas.items():
            discriminator = read_discriminator(schema, ()) if is_union(schema) else None
            if discriminator is None or name not in used:
                continue
            self.counts["unions"] += 1
            for key, target in discriminator.mapping.items():
                self.counts["tags"] += 1
                for payload, leaf in self.payloads(discriminator, key, target):
                    self.fits(name, payload)
                    if Direction.RESPONSE in used[name]:
                        self.received(name, payload, leaf)
                    if Direction.REQUEST in used[name]:
                        self.sent(name, payload, leaf, discriminator)

    def payloads(self, discriminator: Discriminator, key: str, target: str) -> Iterator[tuple[dict[str, Any], str]]:
        """The least and the most that a tag allows, and the component that it is of."""
        for variant in self.examples.variants({"$ref": ref_to(target)}):
            leaf = variant.name or target
            declared = self.schemas[leaf].get("properties", {}).get(discriminator.property, {})
            values = [declared["const"]] if "const" in declared else declared.get("enum", [])
            tag = next((value for value in values if mapping_key(value) == key), key)
            for make in (self.examples.minimal, self.examples.full):
                payload = make({"$ref": ref_to(leaf)})
                yield {**payload, discriminator.property: tag}, leaf

    def fits(self, name: str, payload: Any) -> None:
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": self.judged}}
        self.counts["payloads"] += 1
        error = next(Draft202012Validator(schema).iter_errors(payload), None)
        if error is not None:
            self.wrong(f"{name}: the payload doesn't fit its schema: {error.message[:200]}")

    def adapter(self, name: str) -> Any:
        python = getattr(self.models, self.names["classes"][name])
        return self.runtime.adapter_for(_Giving(python))

    def is_of(self, value: Any, leaf: str) -> bool:
        return type(value).__name__ == self.names["classes"][leaf]

    def received(self, name: str, payload: Any, leaf: str) -> None:
        try:
            value = self.runtime.decode_json(self.adapter(name), json.dumps(payload).encode())
        except ValidationError as error:
            self.wrong(f"{name}: {leaf} can't be read: {str(error)[:300]}")
            return
        if not self.is_of(value, leaf):
            self.wrong(f"{name}: {leaf} is read as {type(value).__name__}")
        elif not equal(value.model_dump(mode="json", by_alias=True, exclude_unset=True), payload):
            self.wrong(f"{name}: {leaf} comes back as something else")

    def sent(self, name: str, payload: Any, leaf: str, discriminator: Discriminator) -> None:
        adapter = self.adapter(name)
        try:
            value = adapter.validate_python(payload, context=self.runtime.SENDING)
            content = json.loads(self.runtime.encode_json(adapter, payload))
        except Exception as error:
            self.wrong(f"{name}: {leaf} can't be sent: {str(error)[:300]}")
            return
        if not self.is_of(value, leaf):
            self.wrong(f"{name}: {leaf} is sent as {type(value).__name__}")
        elif not equal(content, payload):
            self.wrong(f"{name}: {leaf} is sent as something else")
        for what, changed in self.mistakes(payload, leaf, discriminator):
            self.counts["mistakes"] += 1
            try:
                self.runtime.encode_json(adapter, changed)
            except ValidationError:
                continue
            self.wrong(f"{name}: {leaf} is sent with {what}")

    def mistakes(self, payload: Any, leaf: str, discriminator: Discriminator) -> Iterator[tuple[str, Any]]:
        """A tag that nothing has, each required field left out, and a field of a wrong type."""
        schema = self.schemas[leaf]
        if discriminator.default is None:
            yield "a wrong tag", {**payload, discriminator.property: "no such tag"}
        for label in schema.get("required", ()):
            yield f"{label} missing", {key: held for key, held in payload.items() if key != label}
        for label, child in schema.get("properties", {}).items():
            kind = self.kind(child)
            if kind is not None and label in payload and label != discriminator.property:
                wrong = deepcopy(payload)
                wrong[label] = 7 if kind in ("string", "object", "array", "boolean") else "seven"
                yield f"a wrong type of {label}", wrong
                return

    def kind(self, schema: dict[str, Any]) -> str | None:
        """The one JSON type of a schema, if that is plain to see."""
        name = ref_name(schema)
        if name is not None:
            return self.kind(self.schemas[name])
        kind = schema.get("type")
        return kind if isinstance(kind, str) and kind != "null" else None

    def numbers(self) -> None:
        """No class has a number that the document doesn't have, either."""
        for component, name in self.names.get("classes", {}).items():
            number = re.search(r"[0-9]+$", name)
            if number and not re.search(rf"{number[0]}[^0-9A-Za-z]*$", component):
                self.wrong(f"{component}: the class is called {name}")
        for name in self.names.get("aliases", {}):
            if re.search(r"[0-9]$", name) and re.sub(r"[0-9]+$", "", name).rstrip("_") in self.names["aliases"]:
                self.wrong(f"an alias is called {name}")


_COUNTED = ("modules", "operations", "contents", "unions", "tags", "payloads", "mistakes")


def _as_judged(node: Any) -> Any:
    """A schema as `jsonschema` is to take it.

    Alternatives without a tag often overlap (a whole number is a number, too), which no payload is to blame for; and
    patterns of ECMA 262 that Python has no word for it can't judge.
    """
    if isinstance(node, list):
        return [_as_judged(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: held for key, held in node.items() if key != "pattern" or not isinstance(held, str) or is_of_python(held)
    }
    return {"anyOf" if key == "oneOf" else key: _as_judged(held) for key, held in kept.items()}


class _Giving:
    """A function that gives a type, equal to every other that gives the same."""

    def __init__(self, held: Any) -> None:
        self.held = held

    def __call__(self) -> Any:
        return self.held

    def __hash__(self) -> int:
        return id(self.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Giving) and other.held is self.held


def main(project: str, import_name: str) -> None:
    checker = Checker(Path(project), import_name)
    checker.check()
    count = len(checker.problems)
    print(json.dumps({**checker.counts, "wrong": count, "problems": list(dict.fromkeys(checker.problems))[:_MOST]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
