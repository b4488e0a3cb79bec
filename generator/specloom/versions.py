"""API version dates, and the media types that carry them."""

import re
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from specloom.diagnostics import Diagnostic, SpecError

PREVIEW = "preview"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A version inside a media type: a date, a date that is announced, or a name such as `preview`.
_VERSION = r"(?P<version>[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\.upcoming)?|[A-Za-z][A-Za-z0-9._-]*?)"
_SUFFIX = r"(?P<suffix>[A-Za-z0-9.+_-]+)"
_PREVIEW_EXTENSION = "x-xgen-preview"


class DatedName(NamedTuple):
    """What a media type says by its name: `application/vnd.atlas.2023-02-01+json` says 2023-02-01 and json."""

    version: str
    suffix: str


class DatedMediaTypes:
    """How a provider writes versions into media types, such as `application/vnd.atlas.{version}+{suffix}`."""

    def __init__(self, template: str) -> None:
        """Take a template with `{version}` and, where the format differs too, `{suffix}`.

        Raises:
            SpecError: `malformed-media-type-template`.

        """
        if template.count("{version}") != 1 or template.count("{suffix}") > 1:
            raise SpecError(
                Diagnostic(
                    "malformed-media-type-template",
                    f"{template!r} should hold {{version}} once, and {{suffix}} at most once",
                    hint="write it as application/vnd.example.{version}+{suffix}",
                )
            )
        self.template = template
        self._parsed: dict[str, DatedName | None] = {}

    def parse(self, media_type: str) -> DatedName | None:
        """Read a media type; None if it carries no version."""
        if media_type not in self._parsed:
            found = self._pattern.fullmatch(_tight(media_type))
            name = DatedName(found["version"], found.groupdict().get("suffix") or "") if found else None
            self._parsed[media_type] = name
        return self._parsed[media_type]

    def render(self, version: str, suffix: str = "") -> str:
        """Write the media type of a version."""
        return self.template.replace("{version}", version).replace("{suffix}", suffix)

    def version_of(self, media_type: str, node: Any = None) -> str | None:
        """Say which version a media type belongs to; None if to none.

        Args:
            media_type: its name.
            node: its Media Type Object, which alone tells a private preview from the public one.

        """
        name = self.parse(media_type)
        if name is None or name.version != PREVIEW:
            return name.version if name else None
        preview = node.get(_PREVIEW_EXTENSION) if isinstance(node, dict) else None
        if isinstance(preview, dict) and str(preview.get("public")).lower() != "true" and preview.get("name"):
            return f"private-{PREVIEW}-{preview['name']}"
        return PREVIEW

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        quoted = re.escape(_tight(self.template))
        pattern = quoted.replace(re.escape("{version}"), _VERSION).replace(re.escape("{suffix}"), _SUFFIX)
        return re.compile(pattern, re.IGNORECASE)


def is_date(version: str) -> bool:
    """Tell a date, which stands for everything up to it, from a version that only stands for itself."""
    return _DATE.fullmatch(version) is not None


def check_version(version: str, known: list[str]) -> None:
    """Refuse a version that can't be meant.

    Args:
        version: what is asked for: a date, or one of `known`.
        known: the versions of the document, for the hint.

    Raises:
        SpecError: `malformed-version`, `impossible-date` or `unknown-version`.

    """
    hint = f"versions in this document: {', '.join(known)}" if known else ""
    if is_date(version):
        try:
            date.fromisoformat(version)
        except ValueError:
            raise SpecError(Diagnostic("impossible-date", f"there is no day {version}", hint=hint)) from None
        return
    if version in known:
        return
    if re.match("[0-9]", version) and not version.endswith(".upcoming"):
        raise SpecError(
            Diagnostic("malformed-version", f"{version!r} is not a date as YYYY-MM-DD, like 2025-03-12", hint=hint)
        )
    raise SpecError(Diagnostic("unknown-version", f"no operation has the version {version!r}", hint=hint))


def newest(versions: set[str], wanted: str) -> str | None:
    """Pick the version that answers a client pinned to `wanted`.

    That is `wanted` itself, else, if it is a date, the newest date before it. An announced date or a preview
    answers to its own name only.
    """
    if wanted in versions:
        return wanted
    if not is_date(wanted):
        return None
    return max((version for version in versions if is_date(version) and version <= wanted), default=None)


def ordered(versions: set[str]) -> list[str]:
    """Sort versions: dates first, oldest first, then names. An announced date gives way to the same date."""
    shown = {version for version in versions if version.removesuffix(".upcoming") not in versions - {version}}
    return sorted(shown, key=lambda version: (not version[:1].isdigit(), version))


def _tight(media_type: str) -> str:
    return re.sub(r"\s*;\s*", ";", media_type.strip())
