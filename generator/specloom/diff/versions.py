"""Comparing which API version dates operations have, before anything is sliced."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from specloom import grammar
from specloom.diagnostics import Pointer
from specloom.diff.entries import Direction, Site
from specloom.diff.keywords import key_of
from specloom.diff.pairs import SUBJECT, Finding, quoted
from specloom.diff.revision import Revision
from specloom.diff.settings import Policy, Settings
from specloom.references import deref
from specloom.versions import DatedMediaTypes, is_date, newest

_NEVER = "9999"
_NOTICE_DAYS = 365
"""How long before its last day MongoDB announces that something goes."""


@dataclass(slots=True)
class Dated:
    """An operation with all its versions.

    Attributes:
        at: where it stands.
        operation_id: its id, or "".
        versions: the media types of each, by place in the operation.
        sunsets: the last day of each version that has one, and of "" for the whole operation.
        plain: media types that have no date.
    """

    at: Pointer
    operation_id: str
    versions: dict[str, dict[Pointer, Any]] = field(default_factory=dict)
    sunsets: dict[str, str] = field(default_factory=dict)
    plain: list[Pointer] = field(default_factory=list)

    @property
    def label(self) -> str:
        """`POST /pets`."""
        return f"{str(self.at[2]).upper()} {self.at[1]}"


def compare_versions(base: Revision, head: Revision, settings: Settings) -> Iterator[Finding]:
    """Compare versions and last days of all operations that both documents have."""
    before, after = _operations(base), _operations(head)
    for key, old in before.items():
        new = after.get(key)
        if new is not None:
            yield from _Versions(base, head, settings, old, new).compare()


class _Versions:
    def __init__(self, base: Revision, head: Revision, settings: Settings, old: Dated, new: Dated) -> None:
        self.base = base
        self.head = head
        self.settings = settings
        self.old = old
        self.new = new
        self.pins = base.config.api_version or "", head.config.api_version or ""

    def say(
        self, rule: str, message: str, version: str, steps: tuple[Pointer | None, Pointer | None], **more: Any
    ) -> Finding:
        sites = (Site(self.new.label, self.new.operation_id, Direction.NEITHER),)
        anchors = tuple(
            None if step is None else (*one.at, *step) for one, step in zip((self.old, self.new), steps, strict=True)
        )
        about = {"subject": self.new.label, "detail": version, "sites": sites, "anchors": anchors} | more
        return Finding(rule, message, Direction.NEITHER, **about)

    def compare(self) -> Iterator[Finding]:
        # What is for one date only has none in its media types, or those of the wire.
        if (self.base.dated is None) == (self.head.dated is None):
            yield from self.changed()
        yield from self.sunsets()
        yield from self.resolved()

    def changed(self) -> Iterator[Finding]:
        gone = [version for version in self.old.versions if version not in self.new.versions]
        new = [version for version in self.new.versions if version not in self.old.versions]
        if not self.old.versions and self.old.plain and new and not self.new.plain:
            yield from self.given_dates(new)
            return
        previews = [version for version in gone if not is_date(version)]
        for version in previews:
            promoted = next((one for one in new if is_date(one)), None)
            if promoted is not None:
                new.remove(promoted)
                message = f"{quoted(version)} of {SUBJECT} has become {quoted(promoted)}"
                yield self.say(
                    "version-promoted",
                    message,
                    promoted,
                    (self.place(self.old, version), self.place(self.new, promoted)),
                    values=(version, promoted),
                )
            else:
                yield self.say(
                    "preview-removed",
                    f"{SUBJECT} has no {quoted(version)} any more",
                    version,
                    (self.place(self.old, version), None),
                )
        for version in [one for one in gone if is_date(one)]:
            yield from self.removed(version, new)
        for version in new:
            rule = "version-added" if is_date(version) else "preview-added"
            yield self.say(
                rule, f"{SUBJECT} has the version {quoted(version)}", version, (None, self.place(self.new, version))
            )
        for version, content in self.old.versions.items():
            held = self.new.versions.get(version)
            if (
                held is not None
                and not is_date(version)
                and self.pins != (version, version)
                and _meaning(self.base, content) != _meaning(self.head, held)
            ):
                message = f"{quoted(version)} of {SUBJECT} says something else"
                yield self.say(
                    "preview-changed", message, version, (self.place(self.old, version), self.place(self.new, version))
                )

    def given_dates(self, new: list[str]) -> Iterator[Finding]:
        for direction, part in ((Direction.REQUEST, "requestBody"), (Direction.RESPONSE, "responses")):
            here = [step for step in self.old.plain if step[0] == part]
            if here:
                place = "body" if part == "requestBody" else ""
                finding = self.say(
                    "media-type-dated",
                    f"the media type of {SUBJECT} has the date {quoted(new[0])}",
                    new[0],
                    (here[0], self.place(self.new, new[0])),
                )
                finding.direction = direction
                finding.sites = (Site(self.new.label, self.new.operation_id, direction, place),)
                yield finding

    def removed(self, version: str, new: list[str]) -> Iterator[Finding]:
        """Say that a date is gone; one that has come instead is taken out of `new`."""
        steps = self.place(self.old, version)
        sunset = self.old.sunsets.get(version) or self.old.sunsets.get("")
        is_ours = newest(set(self.old.versions), self.pins[0]) == version
        today = self.settings.today.isoformat() if self.settings.today else ""
        if sunset and sunset <= today:
            message = f"{SUBJECT} has no version {quoted(version)} any more, as was announced for {sunset}"
            yield self.say("version-removed-after-sunset", message, version, (steps, None))
            return
        left = [one for one in self.new.versions if is_date(one)]
        later = next((one for one in sorted(new) if is_date(one)), None)
        if later is not None and (len(left) == 1 or is_ours):
            new.remove(later)
            message = f"{SUBJECT} has the version {quoted(later)} in place of {quoted(version)}"
            yield self.say(
                "version-replaced", message, later, (steps, self.place(self.new, later)), values=(version, later)
            )
            return
        rule = "version-removed" if is_ours else "other-version-removed"
        yield self.say(rule, f"{SUBJECT} has no version {quoted(version)} any more", version, (steps, None))

    def sunsets(self) -> Iterator[Finding]:
        for version in dict.fromkeys((*self.old.sunsets, *self.new.sunsets)):
            if version and not (version in self.old.versions and version in self.new.versions):
                continue
            before, after = self.old.sunsets.get(version), self.new.sunsets.get(version)
            if before == after:
                continue
            about = f"{quoted(version)} of {SUBJECT}" if version else SUBJECT
            steps = (self.place(self.old, version), self.place(self.new, version))
            more = {"values": (before, after)}
            if after is None:
                yield self.say(
                    "sunset-removed", f"{about} no longer has a last day; it was {before}", version, steps, **more
                )
            elif self.is_too_soon(after):
                message = f"{about} has a last day, {after}, that is less than {_NOTICE_DAYS} days away"
                yield self.say("sunset-too-soon", message, version, steps, **more)
            elif before is None:
                yield self.say("sunset-added", f"{about} has a last day: {after}", version, steps, **more)
            else:
                rule = "sunset-moved-earlier" if after < before else "sunset-moved-later"
                yield self.say(
                    rule, f"{about} has its last day on {after} rather than {before}", version, steps, **more
                )

    def is_too_soon(self, day: str) -> bool:
        """Whether a last day comes earlier than the policy allows."""
        today = self.settings.today
        if self.settings.policy is not Policy.MONGODB or today is None:
            return False
        return _days(today.isoformat(), day) < _NOTICE_DAYS

    def resolved(self) -> Iterator[Finding]:
        """Say that another date answers, though the operation has the same ones."""
        if self.pins[0] == self.pins[1]:
            return
        chosen = newest(set(self.old.versions), self.pins[0]), newest(set(self.new.versions), self.pins[1])
        if None in chosen or chosen[0] == chosen[1] or chosen[1] not in self.old.versions:
            return
        message = f"{SUBJECT} answers with {quoted(chosen[1])} rather than {quoted(chosen[0])}"
        steps = (self.place(self.old, str(chosen[0])), self.place(self.new, str(chosen[1])))
        yield self.say("version-resolved", message, str(chosen[1]), steps, values=chosen)

    def place(self, operation: Dated, version: str) -> Pointer:
        return next(iter(operation.versions.get(version, ())), ())


def _days(start: str, end: str) -> int:
    try:
        return (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days
    except ValueError:
        return _NOTICE_DAYS


def _operations(revision: Revision) -> dict[tuple[str, str], Dated]:
    document = revision.document
    media_types = DatedMediaTypes(revision.dated) if revision.dated else None
    found: dict[tuple[str, str], Dated] = {}
    for path, written in (document.get("paths") or {}).items():
        item = deref(document, written)
        for tokens, method, node in grammar.operations(item if isinstance(item, dict) else {}):
            found[path, method] = _read(document, ("paths", path, *tokens), node, media_types)
    return found


def _read(document: dict[str, Any], at: Pointer, node: Mapping[str, Any], media_types: DatedMediaTypes | None) -> Dated:
    result = Dated(at, str(node.get("operationId", "")))
    _note_sunset(result.sunsets, "", node)
    places: list[tuple[Pointer, Any]] = [(("requestBody",), node.get("requestBody"))]
    responses = node.get("responses")
    places += [
        (("responses", status), one) for status, one in (responses.items() if isinstance(responses, dict) else ())
    ]
    for steps, written in places:
        meant = deref(document, written)
        content = meant.get("content") if isinstance(meant, dict) else None
        for name, media_type in content.items() if isinstance(content, dict) else ():
            version = media_types.version_of(name, media_type) if media_types else None
            place = (*steps, "content", name)
            if version is None:
                result.plain.append(place)
                _note_sunset(result.sunsets, "", media_type)
                continue
            result.versions.setdefault(version, {})[place] = media_type
            _note_sunset(result.sunsets, version, media_type)
    return result


def _note_sunset(sunsets: dict[str, str], version: str, node: Any) -> None:
    day = node.get("x-sunset") if isinstance(node, dict) else None
    if isinstance(day, str) and is_date(day[:10]) and not day.startswith(_NEVER):
        sunsets[version] = min(day[:10], sunsets.get(version, day[:10]))


def _meaning(revision: Revision, content: Mapping[Pointer, Any]) -> str:
    """What media types say, and all that they refer to, as text; for what is not normalised."""
    told: dict[str, str] = {}
    refs: list[str] = []
    own = key_of([_without_prose(node, refs) for node in content.values()])
    for ref in refs:
        if ref not in told:
            told[ref] = ""
            told[ref] = key_of(_without_prose(deref(revision.document, {"$ref": ref}), refs))
    return own + key_of(told)


def _without_prose(node: Any, refs: list[str]) -> Any:
    """A part of a document without what is written for people; references in it are noted."""
    if isinstance(node, list):
        return [_without_prose(one, refs) for one in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        refs.append(node["$ref"])
    return {key: _without_prose(value, refs) for key, value in node.items() if key not in _PROSE}


_PROSE = frozenset({"description", "example", "examples", "externalDocs", "summary"})
