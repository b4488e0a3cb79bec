"""Holds a generated package to its document as published: what comes through, what is lost, what is refused."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote

from jsonschema.exceptions import best_match
from pydantic import ValidationError

from ..conformance.topics import equal
from .changes import Path as PayloadPath
from .changes import changes
from .judged import Judged
from .payloads import Maker
from .places import Place, places
from .published import Published, Way, as_text
from .scalars import UnmakeableError

_TRIES = 3
"""How often a payload is tried for each that is wanted."""
_CHANGED = 2
"""How many payloads are changed, too."""
_SHARES = (1.0, 0.0)
"""How much of what is optional the first payloads have; the others have some of it."""


def described(project: Path, import_name: str) -> Iterator[tuple[str, Any]]:
    """What a package knows of its operations: the name of the resource, and the description.

    Args:
        project: the folder of its project, from which it can be imported.
        import_name: of the package.
    """
    operation_type = importlib.import_module(f"{import_name}._runtime.operation").Operation
    for path in sorted((project / import_name / "resources").glob("*.py")):
        module = importlib.import_module(f"{import_name}.resources.{path.stem}")
        yield from ((path.stem, held) for held in vars(module).values() if isinstance(held, operation_type))


@dataclass
class Judge:
    """One package, which can be imported, and what was found out about it.

    Attributes:
        project: the folder of the package's project.
        import_name: of the package.
        document: that the package was made of, as published.
        date: the API version of the package, where media types have dates.
        prefix: of the paths that the package has, in whole segments; "" for all.
        wanted: how many payloads each schema is to be judged by, before they are changed.
        counts: payloads made; those of them decoded and encoded; those of these that were not the same again; those
            refused; and the places that could not be judged.
        problems: what the package does wrong, by kind.
        unjudged: what could not be judged, by the reason.
    """

    project: Path
    import_name: str
    document: Published
    date: str = ""
    prefix: str = ""
    wanted: int = 6
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("published", "decoded", "lost", "refused", "unjudged"), 0)
    )
    problems: dict[str, list[str]] = field(default_factory=dict)
    unjudged: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._codec = importlib.import_module(f"{self.import_name}._runtime.codec")
        self._judged = {way: Judged(self.document, way) for way in Way}
        self._known: dict[tuple[str, str], list[Any]] = {}
        for _, operation in described(self.project, self.import_name):
            self._known.setdefault((operation.method, unquote(operation.path)), []).append(operation)
        about = self.project / ".specloom.json"
        named = json.loads(about.read_bytes()).get("names", {}) if about.is_file() else {}
        self._names: dict[str, str] = named.get("methods", {})

    def check(self) -> None:
        """Judge all places; those with the same schema and the same type are judged once."""
        seen: set[tuple[Way, str, str]] = set()
        for place in places(self.document, self.date, self.prefix):
            try:
                described = self._type_of(place)
                if described is None:
                    continue
                adapter = self._codec.adapter_for(described)
                key = (place.way, as_text(place.schema), str(described()))
                if key not in seen:
                    seen.add(key)
                    self._judge(place, adapter)
            except Exception as error:
                # Documents are odd in ways that nobody thinks of; whatever comes of it has to be told.
                self._give_up(place, f"{type(error).__name__}: {error}")

    def _type_of(self, place: Place) -> Any:
        """The function that gives the type which the package has for the JSON of a place; None if it has none."""
        known = self._operation(place)
        if known is None:
            return None
        if place.way is Way.REQUEST:
            held = {body.content_type: body for body in ([known.body, *known.body.others] if known.body else [])}
        else:
            contents = (*known.responses.get(place.status, ()), *known.errors.get(place.status, ()))
            held = {getattr(each, "media_type", ""): each for each in contents}
        # Of several dates of a media type the package has one; versions that aren't dates stand side by side.
        names = [place.media_type] if place.media_type in held else [name for name in held if place.has(name)]
        found = [held[name] for name in names]
        if found and hasattr(found[0], "type"):
            return found[0].type
        if found:
            self._give_up(place, f"{place.media_type} is taken as {type(found[0]).__name__}")
        elif place.way is Way.REQUEST and self.document.holds_file(place.schema):
            self._give_up(place, f"there is a file in it, so it isn't sent as {place.media_type}")
        # Pages are cut out of one kind of JSON; a note says so.
        elif place.way is Way.REQUEST or known.pagination is None or place.status >= "3":
            self._wrong(place, f"{place.media_type} is not known")
        return None

    def _operation(self, place: Place) -> Any:
        """What the package knows of the operation of a place."""
        found = self._known.get((place.method, unquote(place.path.partition("#")[0])), [])
        if len(found) > 1:
            # What follows a `#` only tells operations of one path apart, and only names tell which is which.
            name = self._names.get(f"{place.method} {place.path}")
            found = [each for each in found if each.name.rpartition(".")[2] == name]
        if len(found) == 1:
            return found[0]
        self._wrong(place, f"{len(found)} operations are known")
        return None

    def _judge(self, place: Place, adapter: Any) -> None:
        for what, path, payload in self._payloads(place):
            self.counts["published"] += 1
            where = f"{place}: {what}{' at /' if path else ''}{'/'.join(map(str, path))}"
            try:
                back = self._there_and_back(place.way, adapter, payload)
            except Exception as error:
                self.counts["refused"] += 1
                kind = error.errors()[0]["type"] if isinstance(error, ValidationError) else type(error).__name__
                told = f"{where} is refused: {_short(error)} <= {_short(json.dumps(payload))}"
                self.problems.setdefault(f"{place.way} {what} {kind}", []).append(told)
                continue
            self.counts["decoded"] += 1
            if not equal(back, payload):
                self.counts["lost"] += 1
                found = [*differences(payload, back)]
                told = f"{where} comes back with {'; '.join(found[:3])}"
                self.problems.setdefault(f"{place.way} {what} {found[0].split()[-1]}", []).append(told)

    def _there_and_back(self, way: Way, adapter: Any, payload: Any) -> Any:
        """What a server gets of what is sent, or what a reader has of what is received, as JSON."""
        if way is Way.REQUEST:
            return json.loads(self._codec.encode_json(adapter, payload))
        value = self._codec.decode_json(adapter, json.dumps(payload).encode())
        return json.loads(adapter.dump_json(value, by_alias=True, exclude_unset=True))

    def _payloads(self, place: Place) -> Iterator[tuple[str, PayloadPath, Any]]:
        """Valid payloads, with what was changed in each, and where; always the same ones for a schema."""
        random = Random(as_text(place.schema))
        validator = self._judged[place.way].validator(place.schema)
        made = 0
        why = "no valid payload is found"
        for number in range(self.wanted * _TRIES):
            share = _SHARES[number] if number < len(_SHARES) else None
            try:
                payload = Maker(self.document, place.way, random, share).make(place.schema)
            except UnmakeableError as reason:
                why = str(reason)
                continue
            if not validator.is_valid(payload):
                why = getattr(best_match(validator.iter_errors(payload)), "message", why)
                continue
            yield "a payload", (), payload
            if made < _CHANGED:
                yield from changes(payload, place.way, validator.iter_errors, random)
            made += 1
            if made == self.wanted:
                return
        if not made:
            self._give_up(place, why)

    def _wrong(self, place: Place, what: str) -> None:
        self.problems.setdefault(what, []).append(f"{place}: {what}")

    def _give_up(self, place: Place, why: str) -> None:
        self.counts["unjudged"] += 1
        self.unjudged.setdefault(why, []).append(f"{place}: {_short(why)}")


def differences(sent: Any, back: Any, path: str = "") -> Iterator[str]:
    """What became of a payload, place by place."""
    if isinstance(sent, dict) and isinstance(back, dict):
        for key in {**sent, **back}:
            if key not in sent:
                yield f"{path}/{key} added"
            elif key not in back:
                yield f"{path}/{key} lost"
            else:
                yield from differences(sent[key], back[key], f"{path}/{key}")
    elif isinstance(sent, list) and isinstance(back, list) and len(sent) == len(back):
        for index, pair in enumerate(zip(sent, back, strict=True)):
            yield from differences(*pair, f"{path}/{index}")
    elif not equal(sent, back):
        yield f"{path} {_short(repr(sent), 60)} as {_short(repr(back), 60)}"


def told(kinds: dict[str, list[str]], most: int) -> list[str]:
    """One of each kind, the most frequent kind first."""
    ordered = sorted(kinds.values(), key=len, reverse=True)
    found = [f"{each[0]} ({len(each)} of the kind)" if len(each) > 1 else each[0] for each in ordered[:most]]
    return found + ([f"and {len(ordered) - most} kinds more"] if len(ordered) > most else [])


def _short(held: object, most: int = 300) -> str:
    text = " ".join(str(held).split())
    return text if len(text) <= most else f"{text[:most]}…"
