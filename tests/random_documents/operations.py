"""Operations, with what goes in and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .contents import Contents
from .listings import listing
from .parameters import Parameters
from .security import requirements

_METHODS = ("get", "get", "post", "post", "put", "delete", "patch", "options", "head", "trace")
_STATUSES = ("200", "200", "201", "202", "204", "2XX", "303", "400", "404", "4XX", "500", "default")
_WITH_BODY = {"post": 0.95, "put": 0.95, "patch": 0.95, "query": 0.95, "COPY": 0.5, "delete": 0.1}
_COMPONENTS = {"requestBody": "requestBodies", "response": "responses", "parameter": "parameters", "header": "headers"}


@dataclass
class Operations:
    """Makes the operations of one document.

    Attributes:
        contents: makes what they hold.
        schemes: the names of the security schemes.
        components: what was put there so far, by section and name, to be referred to.
    """

    contents: Contents
    schemes: list[str]
    components: dict[str, dict[str, Any]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def path(self, number: int) -> tuple[str, dict[str, Any]]:
        """A path that no other number has, and its item."""
        dice = self.contents.schemas.dice
        parameters = Parameters(self.contents)
        name = self.contents.schemas.names.token()
        held = [parameters.of_path(name)] if dice.happens(0.6) else []
        ending = dice.choice(("", "/x", ".json", ":run", "/"))
        item: dict[str, Any] = {"parameters": held} if held else {}
        methods = [*dict.fromkeys(dice.some(_METHODS, 1, 3))]
        if self.contents.is_32 and dice.happens(0.3):
            methods.append("query")
        item |= {method: self.operation(method) for method in methods}
        if self.contents.is_32 and dice.happens(0.2):
            item["additionalOperations"] = {"COPY": self.operation("COPY")}
        if held and dice.happens(0.15):
            # What all operations of a path take, one of them may say anew.
            item[methods[0]].setdefault("parameters", []).append(parameters.of_path(name))
        if "get" in item and dice.happens(0.4):
            schemas = self.contents.schemas
            parameters_, answer = listing(dice, schemas.any(1))
            item["get"]["parameters"] = parameters_
            item["get"]["responses"] = {"200": answer, "default": self._shared("response", self._error())}
        if dice.happens(0.1):
            item["summary"] = self.contents.schemas.names.text()
        return f"/p{number}" + (f"/{{{name}}}{ending}" if held else ending), item

    def operation(self, method: str) -> dict[str, Any]:
        """An operation of a method."""
        dice, names = self.contents.schemas.dice, self.contents.schemas.names
        found: dict[str, Any] = {"responses": self._responses(method)}
        if dice.happens(0.85):
            found["operationId"] = self._id()
        if dice.happens(0.8):
            found["tags"] = [names.tag()]
        for key in ("summary", "description"):
            if dice.happens(0.4):
                found[key] = names.text()
        if dice.happens(0.1):
            found["deprecated"] = True
        if parameters := Parameters(self.contents).some():
            found["parameters"] = [self._shared("parameter", each) for each in parameters]
        if dice.happens(_WITH_BODY.get(method, 0)):
            body: dict[str, Any] = {"content": self.contents.content(is_sent=True)}
            body |= {"required": True} if dice.happens(0.5) else {}
            found["requestBody"] = self._shared("requestBody", body)
        if dice.happens(0.25):
            found["security"] = requirements(dice, self.schemes)
        if dice.happens(0.08):
            found["servers"] = [{"url": "https://other.example.com/base"}]
        if dice.happens(0.08):
            called = {"responses": {"200": {"description": "Fine."}}, "requestBody": {"content": self._json()}}
            found["callbacks"] = {"on Event": {"{$request.body#/url}": {"post": called}}}
        return found

    def hook(self) -> dict[str, Any]:
        """The item of a webhook."""
        body = {"required": True, "content": self._json()}
        return {"post": {"requestBody": body, "responses": {"200": {"description": "Fine."}}}}

    def _json(self) -> dict[str, Any]:
        return {"application/json": {"schema": self.contents.schemas.any(1)}}

    def _id(self) -> str:
        name = self.contents.schemas.names.operation()
        while name in self._used:
            name += str(len(self._used))
        self._used.add(name)
        return name

    def _responses(self, method: str) -> dict[str, Any]:
        dice = self.contents.schemas.dice
        statuses = dict.fromkeys(dice.some(_STATUSES, 1, 4))
        return {status: self._shared("response", self._response(status, method)) for status in statuses}

    def _response(self, status: str, method: str) -> dict[str, Any]:
        dice, names = self.contents.schemas.dice, self.contents.schemas.names
        found: dict[str, Any] = {"description": names.text()}
        if status not in ("204", "303") and method != "head" and dice.happens(0.85):
            found["content"] = self.contents.content(is_sent=False)
        if dice.happens(0.25):
            headers = {"X-Rate": self._header(), f"X-{names.token()}": self._header()}
            found["headers"] = {name: self._shared("header", each) for name, each in headers.items()}
        if dice.happens(0.1) and self._used:
            target = dice.choice(sorted(self._used))
            found["links"] = {"next": {"operationId": target, "parameters": {"id": "$response.body#/id"}}}
        return found

    def _error(self) -> dict[str, Any]:
        held = {"code": self.contents.schemas.scalar(), "message": {"type": "string"}, "errors": {"type": "array"}}
        names = self.contents.schemas.dice.some([*held], 1)
        schema = {"type": "object", "properties": {name: held[name] for name in names}}
        return {"description": "It failed.", "content": {"application/json": {"schema": schema}}}

    def _header(self) -> dict[str, Any]:
        dice, schemas = self.contents.schemas.dice, self.contents.schemas
        found: dict[str, Any] = {"schema": dice.call(schemas.scalar, schemas.scalar, self.contents.flat_array)}
        if dice.happens(0.2):
            found = {"content": {"application/json": {"schema": self.contents.flat_object()}}}
        said = {"required": True, "deprecated": True, "description": schemas.names.text()}
        return found | {key: said[key] for key in dice.some([*said], 0)}

    def _shared(self, kind: str, held: dict[str, Any]) -> dict[str, Any]:
        """What was made; now and then a reference to it among the components."""
        if not self.contents.schemas.dice.happens(0.1):
            return held
        section = self.components.setdefault(_COMPONENTS[kind], {})
        name = f"{kind}{len(section)}"
        section[name] = held
        return {"$ref": f"#/components/{_COMPONENTS[kind]}/{name}"}
