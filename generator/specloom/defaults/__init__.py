"""What package.yaml would say about a document, worked out from the document alone.

A guess is made only where it can do no harm: what is left out here can be said in package.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from specloom.capture.selection import NAME_EXTENSIONS, operations
from specloom.config import default_names
from specloom.defaults.errors import find_error_fields
from specloom.defaults.names import client_name, package_name, title_of
from specloom.defaults.pagination import find_page_rules
from specloom.defaults.versions import find_dated
from specloom.diagnostics import Diagnostic, Severity, SpecError
from specloom.exports import names_beside_clients
from specloom.slicing import known_versions
from specloom.versions import is_date
from specloom.workspace import templates_folder

VERSION = "0.1.0"
"""Of a package that follows no API version dates; info.version is that of the API, not of a client for it."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What package.yaml would say.

    Attributes:
        settings: its content.
        notes: choices that were made for the user.
    """

    settings: dict[str, Any]
    notes: list[Diagnostic] = field(default_factory=list)


def find_defaults(
    document: dict[str, Any], name: str | None = None, api_version: str | None = None, fallback: str = "api"
) -> Defaults:
    """Work out what package.yaml would say.

    Args:
        document: bundled.
        name: of the distribution; by default from the document's title.
        api_version: the pin. By default the newest date of a document that has dates.
        fallback: a name for a document without a title.

    Raises:
        SpecError: `no-versions`, for an API version where the document has none.
    """
    title = title_of(document)
    settings: dict[str, Any] = {"name": name or package_name(title, fallback)}
    names = default_names(settings["name"])
    settings["import_name"] = names.import_name
    settings["client"] = client_name("" if name else title, names.client, names_beside_clients(templates_folder()))
    notes: list[Diagnostic] = []
    dated = find_dated(document)
    if dated is None:
        if api_version is not None:
            message = f"no media type of the document carries a version, so there is none of {api_version}"
            raise SpecError(Diagnostic("no-versions", message, hint="Leave the date out."))
        settings["version"] = VERSION
    else:
        if api_version is None:
            known = known_versions(document, dated)
            api_version = next((one for one in reversed(known) if is_date(one)), known[-1])
            message = f"the document holds {len(known)} API versions, and {api_version} was chosen"
            hint = f"All of them: {', '.join(known)}."
            notes.append(Diagnostic("api-version-chosen", message, hint=hint, severity=Severity.NOTE))
        settings["api_version"] = api_version
        settings["version"] = {"revision": 1, "minor": 0, "patch": 0} if is_date(api_version) else VERSION
        settings["media_types"] = {"dated": dated}
    found = operations(document)
    extension = next((key for key in NAME_EXTENSIONS if any(key in one.node for one in found)), None)
    if extension is not None:
        settings["naming"] = {"operation_id": extension}
    if rules := find_page_rules(document, found):
        settings["pagination"] = rules
    if fields := find_error_fields(document, found):
        settings["errors"] = fields
    return Defaults(settings, notes)
