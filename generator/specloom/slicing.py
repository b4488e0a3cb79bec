"""Cutting the document of one API version date out of one that holds them all.

Each operation comes in its newest version at or before the date, and only what operations need stays. The
media types keep the names they have upstream: what goes over the wire is decided later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from specloom import grammar
from specloom.diagnostics import Diagnostic, Pointer, Severity, SpecError
from specloom.grammar import SECTIONS
from specloom.references import deref, reachable
from specloom.versions import DatedMediaTypes, check_version, is_date, newest, ordered

Json = dict[str, Any]

_SUNSET = "x-sunset"
_NO_SUNSET = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Slice:
    """The document of one version.

    Attributes:
        document: shares what did not change with the document it was cut from; leave both as they are.
        notes: what the cut left out, and how the version was understood; of severity `NOTE`.

    """

    document: Json
    notes: tuple[Diagnostic, ...] = ()


def slice_document(document: Json, version: str | None, dated: str | None, *, complete: bool = False) -> Slice:
    """Cut out the document of one version.

    An operation without versions belongs to every version. Components that no operation needs any more are
    dropped, and so are tags and paths without operations.

    Args:
        document: with any number of versions; not changed.
        version: a date, which stands for the newest version up to it, or the name of one, such as `preview`.
        dated: how a media type carries the version, such as `application/vnd.atlas.{version}+{suffix}`. None
            for a document without versions: then only components that nothing needs are dropped.
        complete: every operation is wanted, so one that is newer than the version is an error. Otherwise it
            is dropped with a note.

    Raises:
        SpecError: `malformed-version`, `impossible-date`, `unknown-version`, `missing-version`,
            `operation-too-new`, `no-operations`, or a reference on the way that leads nowhere.

    """
    if dated is None:
        return Slice(without_unused(document, tags=False))
    media_types = DatedMediaTypes(dated)
    known = known_versions(document, dated)
    if version is None:
        if known:
            hint = f"set api_version to one of: {', '.join(known)}"
            raise SpecError(Diagnostic("missing-version", "the document holds versions, and none is chosen", hint=hint))
        return Slice(without_unused(document, tags=False))
    check_version(version, known)
    cut = _Cut(document, version, media_types)
    sliced = {
        key: cut.path_items(value, (key,)) if key in ("paths", "webhooks") and isinstance(value, dict) else value
        for key, value in document.items()
    }
    if cut.too_new and (complete or not cut.kept):
        raise SpecError(cut.too_new if complete else _nothing_left(version, known))
    return Slice(
        without_unused(sliced, tags=True),
        (*_version_note(version, known), *cut.notes, *(_as_note(finding) for finding in cut.too_new)),
    )


def known_versions(document: Json, dated: str) -> list[str]:
    """List the versions that operations have: dates first, oldest first, then others such as `preview`."""
    media_types = DatedMediaTypes(dated)
    found: set[str] = set()
    for items in ("paths", "webhooks"):
        for _, item in _entries(document.get(items)):
            for _, operation in _operations(deref(document, item)):
                found |= _versions(document, operation, media_types)
    return ordered(found)


class _Cut:
    """One cut through a document: what was kept, what was not."""

    def __init__(self, document: Json, version: str, media_types: DatedMediaTypes) -> None:
        self.document = document
        self.version = version
        self.media_types = media_types
        self.kept = 0
        self.too_new: list[Diagnostic] = []
        self.notes: list[Diagnostic] = []

    def path_items(self, items: Json, at: Pointer) -> Json:
        """Cut `paths`, `webhooks` or a callback."""
        result: Json = {}
        for path, item in items.items():
            if path.startswith("x-") or not isinstance(item, dict):
                result[path] = item
                continue
            cut = self.path_item(item, (*at, path))
            if any(True for _ in _operations(cut)):
                result[path] = cut
        return result

    def path_item(self, item: Json, at: Pointer) -> Json:
        if "$ref" in item:
            # What is shared may be cut differently here than elsewhere, so it comes to stand in its place.
            siblings = {key: value for key, value in item.items() if key != "$ref"}
            item = {**deref(self.document, item, at), **siblings}
        result = dict(item)
        for tokens, operation in _operations(item):
            cut = self.operation(operation, at, tokens)
            holder = result
            for token in tokens[:-1]:
                holder[token] = holder = dict(holder[token])
            if cut is None:
                del holder[tokens[-1]]
            else:
                holder[tokens[-1]] = cut
        return result

    def operation(self, operation: Json, path: Pointer, tokens: tuple[str, ...]) -> Json | None:
        """Cut an operation; None if it is newer than the version."""
        at = (*path, *tokens)
        versions = _versions(self.document, operation, self.media_types)
        match = newest(versions, self.version)
        if versions and match is None:
            self.too_new.append(_too_new(operation, path[-1], tokens[-1], self.version, versions, at))
            return None
        self.kept += 1
        result = dict(operation)
        if match is not None:
            self._cut_responses(result, match, at)
            self._cut_body(result, match, at)
        if isinstance(operation.get("callbacks"), dict):
            result["callbacks"] = {
                name: callback if "$ref" in callback else self.path_items(callback, (*at, "callbacks", name))
                for name, callback in operation["callbacks"].items()
            }
        return result

    def _cut_responses(self, operation: Json, match: str, at: Pointer) -> None:
        declared = operation.get("responses")
        responses: Json = {}
        sunsets: list[str] = []
        for status, response in declared.items() if isinstance(declared, dict) else ():
            content = {} if status.startswith("x-") else _content(self.document, response)
            versions = {name: self.media_types.version_of(name, media) for name, media in content.items()}
            if not any(versions.values()):
                responses[status] = response
                continue
            kept = {name: content[name] for name, version in versions.items() if version == match}
            if not kept:
                continue
            sunsets += [media[_SUNSET] for media in kept.values() if isinstance(media.get(_SUNSET), str)]
            kept = {
                name: {key: value for key, value in media.items() if key != _SUNSET} for name, media in kept.items()
            }
            responses[status] = {**deref(self.document, response, at), "content": kept}
        if isinstance(declared, dict):
            operation["responses"] = responses
        dates = sorted(day[:10] for day in sunsets if not day.startswith(_NO_SUNSET))
        if dates:
            operation["deprecated"] = True
            operation[_SUNSET] = dates[0]

    def _cut_body(self, operation: Json, match: str, at: Pointer) -> None:
        body = operation.get("requestBody")
        content = _content(self.document, body)
        versions = {name: self.media_types.version_of(name, media) for name, media in content.items()}
        dated = {version for version in versions.values() if version}
        if not dated:
            return
        version = newest(dated, match)
        if version is None and not is_date(match):
            # A preview of an operation may take the body of the stable one.
            version = max(filter(is_date, dated), default=None)
        names = [name for name in content if version is not None and versions[name] == version]
        if not names:
            # All bodies are of newer versions: this one takes none.
            del operation["requestBody"]
            return
        chosen = next((name for name in names if name.endswith("json")), names[0])
        self.notes += [
            Diagnostic(
                "body-alternative-dropped",
                f"the request body of {match} is also offered as {name}; {chosen} is used",
                (*at, "requestBody", "content", name),
                severity=Severity.NOTE,
            )
            for name in names
            if name != chosen
        ]
        operation["requestBody"] = {
            **deref(self.document, body, at),
            "content": {chosen: content[chosen]},
        }


def _versions(document: Json, operation: Json, media_types: DatedMediaTypes) -> set[str]:
    """Return the versions of an operation: those of its responses, else those of its request body."""
    responses = [response for _, response in _entries(operation.get("responses"))]
    for bodies in (responses, [operation.get("requestBody")]):
        found = {
            version
            for body in bodies
            for name, media in _content(document, body).items()
            if (version := media_types.version_of(name, media))
        }
        if found:
            return found
    return set()


def _content(document: Json, body: object) -> dict[str, Json]:
    """Return the media types of a response or request body, here or where it refers to."""
    meant = deref(document, body)
    content = meant.get("content") if isinstance(meant, dict) else None
    if not isinstance(content, dict):
        return {}
    return {name: media for name, media in content.items() if isinstance(media, dict)}


def _operations(item: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Yield the operations of a path item, each with the tokens that lead to it."""
    for tokens, _, operation in grammar.operations(item):
        yield tokens, operation


def _entries(items: object) -> Iterator[tuple[str, Json]]:
    """Yield the objects of a map, without extensions."""
    if isinstance(items, dict):
        for name, item in items.items():
            if isinstance(item, dict) and not name.startswith("x-"):
                yield name, item


def without_unused(document: Json, *, tags: bool) -> Json:
    """Drop components that no operation needs and, if asked to, tags; the document given stays as it is."""
    needed = reachable(document)
    result = dict(document)
    components = document.get("components")
    if isinstance(components, dict):
        sections = {
            section: {name: one for name, one in items.items() if ("components", section, name) in needed}
            if section in SECTIONS and isinstance(items, dict)
            else items
            for section, items in components.items()
        }
        result["components"] = {section: items for section, items in sections.items() if items}
    if tags and isinstance(document.get("tags"), list):
        result["tags"] = [tag for index, tag in enumerate(document["tags"]) if ("tags", index) in needed]
    return result


def _too_new(
    operation: Json, path: str | int, method: str, version: str, versions: set[str], at: Pointer
) -> Diagnostic:
    name = operation.get("operationId")
    label = f"{name} ({method.upper()} {path})" if name else f"{method.upper()} {path}"
    known = ordered(versions)
    if is_date(version) and is_date(known[0]):
        message = f"{label} has no version at or before {version}; its first is {known[0]}"
        hint = f"set api_version to {known[0]} or later, or leave the operation out"
    else:
        message = f"{label} has no version {version}; it has {', '.join(known)}"
        hint = f"set api_version to one of: {', '.join(known)}; or leave the operation out"
    return Diagnostic("operation-too-new", message, at, hint)


def _nothing_left(version: str, known: list[str]) -> Diagnostic:
    return Diagnostic(
        "no-operations",
        f"no operation has a version at or before {version}; the first of all is {known[0]}",
        ("paths",),
        f"versions in this document: {', '.join(known)}",
    )


def _as_note(finding: Diagnostic) -> Diagnostic:
    return Diagnostic("operation-dropped", finding.message, finding.pointer, severity=Severity.NOTE)


def _version_note(version: str, known: list[str]) -> Iterator[Diagnostic]:
    dates = [one for one in known if is_date(one)]
    if is_date(version) and dates and version > dates[-1]:
        yield Diagnostic(
            "version-newer-than-known",
            f"{version} is newer than every version in this document; the newest is {dates[-1]}, and is used",
            severity=Severity.NOTE,
        )
