"""Comparing the parameters of an operation."""

from collections.abc import Mapping
from typing import Any

from specloom.diagnostics import Pointer
from specloom.diff.bodies import Exchange
from specloom.diff.entries import Site
from specloom.diff.pairs import SUBJECT, quoted
from specloom.diff.texts import as_any_text, as_list_of_one, schema_of
from specloom.schemas import as_list

Json = Mapping[str, Any]
_Key = tuple[str, str]
_IGNORED = frozenset(("header", name) for name in ("accept", "content-type", "authorization"))
"""What is no parameter whatever a document says (OpenAPI 3.1, Parameter Object)."""
_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


def compare_parameters(exchange: Exchange, base: Json, head: Json) -> None:
    """Compare the parameters of an operation, by where they are sent and by name."""
    comparing = _Parameters(exchange, base, head)
    comparing.compare()


class _Parameters:
    def __init__(self, exchange: Exchange, base: Json, head: Json) -> None:
        self.exchange = exchange
        self.before, self.after = (
            {
                key: meant
                for one in node.get("parameters") or ()
                if (meant := exchange.resolve(side, one)) and (key := _key(meant)) not in _IGNORED
            }
            for side, node in enumerate((base, head))
        )

    def compare(self) -> None:
        gone = [key for key in self.before if key not in self.after]
        new = [key for key in self.after if key not in self.before]
        pairs = [(key, key) for key in self.before if key in self.after]
        pairs += self.in_path()
        for key in gone:
            other = next((one for one in new if one[1] == key[1] and "path" not in (one[0], key[0])), None)
            if other is not None and (key, other) not in pairs:
                pairs.append((key, other))
                message = f"the parameter {quoted(key[1])} of {SUBJECT} is sent in the {other[0]}, not in the {key[0]}"
                self.say("parameter-moved", message, key, other)
        settled = {key for key, _ in pairs}, {key for _, key in pairs}
        for key, other in pairs:
            self.both(key, other)
        for key in gone:
            if key not in settled[0]:
                takes = "has" if self.exchange.received else "takes"
                self.say("parameter-removed", f"{SUBJECT} {takes} no {self.shown(key)} any more", key, None)
        for key in new:
            if key not in settled[1]:
                required = self.after[key].get("required")
                rule = "required-parameter-added" if required else "parameter-added"
                self.say(rule, f"{SUBJECT} {self.exchange.has(required)} a {self.shown(key)}", None, key)

    def in_path(self) -> list[tuple[_Key, _Key]]:
        """Parameters that have the same place in the path, though another name."""
        names = [_path_names(str(self.exchange.at[side][1])) for side in (0, 1)]
        if len(names[0]) != len(names[1]) or self.exchange.at[0][0] != "paths":
            return []
        found: list[tuple[_Key, _Key]] = []
        for old, new in zip(*names, strict=True):
            key, other = ("path", old), ("path", new)
            if old != new and key in self.before and other in self.after and key not in self.after:
                found.append((key, other))
        return found

    def shown(self, key: _Key) -> str:
        return f"{key[0]} parameter {quoted(self.name(key))}"

    def name(self, key: _Key) -> str:
        return str((self.after.get(key) or self.before[key])["name"])

    def site(self, key: _Key) -> Site:
        return self.exchange.site(True, f"{key[0]} parameter {self.name(key)}")

    def say(self, rule: str, message: str, old: _Key | None, new: _Key | None, **more: Any) -> None:
        key = new or old
        if key is None:
            return
        steps = (None if old is None else self.steps(0, old), None if new is None else self.steps(1, new))
        about = {"detail": f"{key[0]} {self.name(key)}", "values": self.values(old, new)} | more
        self.exchange.say(rule, message, self.site(key), steps, **about)

    def values(self, old: _Key | None, new: _Key | None) -> tuple[Any, Any]:
        return (self.before[old] if old else None, self.after[new] if new else None)

    def steps(self, side: int, key: _Key) -> Pointer:
        """Where a parameter stands: from its operation, or in the document if all of its path item have it."""
        origins, operation = self.exchange.graph.origins[side], self.exchange.at[side]
        for holder, start in ((operation, ()), (operation[:2], operation[:2])):
            meant = origins.resolved(holder) or holder
            node = origins.node(meant)
            listed = node.get("parameters") if isinstance(node, dict) else None
            for index in range(len(listed) if isinstance(listed, list) else 0):
                parameter = origins.node(origins.resolved((*meant, "parameters", index)) or ())
                if isinstance(parameter, dict) and "name" in parameter and "in" in parameter and _key(parameter) == key:
                    return (*start, "parameters", index)
        return ()

    def both(self, key: _Key, other: _Key) -> None:
        old, new = self.before[key], self.after[other]
        shown = self.shown(other)
        self.argument(key, other)
        if old == new and "$ref" not in str(old):
            return
        required = [bool(one.get("required") or one["in"] == "path") for one in (old, new)]
        if required[0] != required[1]:
            rule = "parameter-became-required" if required[1] else "parameter-became-optional"
            self.say(
                rule, f"the {shown} of {SUBJECT} {'must be sent' if required[1] else 'may be left out'}", key, other
            )
        if bool(old.get("deprecated")) != bool(new.get("deprecated")):
            rule, what = ("value-deprecated", "is") if new.get("deprecated") else ("value-undeprecated", "is no longer")
            self.say(rule, f"the {shown} of {SUBJECT} {what} deprecated", key, other)
        if bool(old.get("allowEmptyValue")) != bool(new.get("allowEmptyValue")):
            allowed = new.get("allowEmptyValue")
            rule = "parameter-empty-allowed" if allowed else "parameter-empty-forbidden"
            self.say(rule, f"the {shown} of {SUBJECT} may {'' if allowed else 'no longer '}be empty", key, other)
        contents = next(iter(old.get("content") or {}), None), next(iter(new.get("content") or {}), None)
        if contents[0] != contents[1]:
            names = [quoted(one) if one else "plain text" for one in contents]
            message = f"the {shown} of {SUBJECT} is written as {names[1]} rather than {names[0]}"
            self.say("parameter-media-type-changed", message, key, other)
        schemas = [schema_of(one) for one in (old, new)]
        steps = [(*self.steps(side, one), *schemas[side][1]) for side, one in enumerate((key, other))]
        meant = [self.exchange.resolve(side, schema) for side, (schema, _) in enumerate(schemas)]
        is_text = contents == (None, None) and all(isinstance(one, dict) for one in meant)
        widened = as_any_text(meant[0], meant[1]) if is_text else None
        if is_text and key[0] == other[0] and as_list_of_one(meant[0], meant[1], new):
            message = f"the {shown} of {SUBJECT} may be sent several times"
            self.say("parameter-became-list", message, key, other)
            schemas[1], steps[1] = (meant[1].get("items", True), ()), (*steps[1], "items")
        elif widened is not None:
            what = "may be any text" if widened else "may no longer be any text"
            rule = f"text-type-{'widened' if widened else 'narrowed'}"
            self.say(rule, f"the {shown} of {SUBJECT} {what}", key, other)
            return
        elif contents == (None, None) and _style(old) != _style(new) and key[0] == other[0]:
            message = f"the {shown} of {SUBJECT} is written in another way"
            values = tuple(dict(zip(_STYLE_KEYS, _style(one), strict=True)) for one in (old, new))
            self.say("parameter-style-changed", message, key, other, values=values)
        self.exchange.compare(self.site(other), schemas[0][0], schemas[1][0], (steps[0], steps[1]))

    def argument(self, key: _Key, other: _Key) -> None:
        """Compare what a parameter is called in Python."""
        if self.exchange.received:
            return
        names = []
        for side, (one, held) in enumerate(((key, self.before), (other, self.after))):
            arguments = self.exchange.revisions[side].names.arguments
            meant = held[one]
            names.append(
                arguments.get(str(self.exchange.node(side).get("operationId", "")), {}).get(
                    (meant["name"], meant["in"]), meant["name"]
                )
            )
        if names[0] != names[1]:
            what = f"is {quoted(names[1])} rather than {quoted(names[0])}"
            message = f"the argument for the {self.shown(other)} of {SUBJECT} {what}"
            self.say("argument-renamed", message, key, other, values=(names[0], names[1]))


_WITHOUT_PARTS = frozenset({"string", "number", "integer", "boolean", "null"})
_STYLE_KEYS = ("style", "explode", "allowReserved")


def _style(parameter: Json) -> tuple[str, bool, bool]:
    """How a parameter is written, as far as that matters: whether parts are written apart matters if it has some."""
    style = parameter.get("style") or _STYLES.get(parameter["in"], "form")
    has_parts = not set(as_list((parameter.get("schema") or {}).get("type"))) <= _WITHOUT_PARTS
    explode = has_parts and bool(parameter.get("explode", style == "form"))
    return (style, explode, bool(parameter.get("allowReserved")))


def _key(parameter: Json) -> _Key:
    """What a parameter is known by; names of headers don't depend on case."""
    name = str(parameter["name"])
    return (str(parameter["in"]), name.lower() if parameter["in"] == "header" else name)


def _path_names(path: str) -> list[str]:
    return [part.partition("}")[0] for part in path.split("{")[1:]]
