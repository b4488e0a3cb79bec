"""The single values of `package.yaml`, each with what it may hold."""

from __future__ import annotations

import datetime
import ipaddress
import keyword
import re
from typing import Annotated, Final
from urllib.parse import urlsplit

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.version import InvalidVersion, Version
from pydantic import AfterValidator

_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LABEL: Final = re.compile(r"[a-z][a-z0-9._-]*")
_ENV: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TOKEN: Final = r"[A-Za-z0-9!#$&^_.+-]+"
_MEDIA_TYPE: Final = re.compile(rf"{_TOKEN}/{_TOKEN}(?: ?; ?{_TOKEN}={_TOKEN})*")
_MEDIA_TYPE_FIELDS: Final = re.compile(r"\{(?:version|suffix)\}")
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def is_date(api_version: str | None) -> bool:
    """Whether an API version has the form of a date."""
    return api_version is not None and _DATE.fullmatch(api_version) is not None


def check_distribution_name(value: str) -> str:
    """Check the name that a package is published under.

    Raises:
        ValueError: it is none.
    """
    if not _NAME.fullmatch(value):
        raise ValueError(f"{value!r} is no distribution name: letters, digits, and -, _ and . between them")
    return value


def _check_identifier(value: str) -> str:
    if not value.isascii() or not value.isidentifier():
        raise ValueError(f"{value!r} is no Python name: letters, digits and _, and no digit first")
    if keyword.iskeyword(value):
        raise ValueError(f"{value!r} is a reserved word of Python")
    return value


def check_api_version(value: str) -> str:
    """Check an API version: a date of the calendar such as 2025-03-12, or a label such as preview.

    Raises:
        ValueError: it is neither.
    """
    if is_date(value):
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value!r} is not a day of the calendar") from None
    elif not _LABEL.fullmatch(value):
        raise ValueError(f"{value!r} is neither a date such as 2025-03-12 nor a label such as preview")
    return value


def check_server(value: str) -> str:
    """Check an address that secrets may be sent to.

    Raises:
        ValueError: it is none.
    """
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise ValueError(f"{value!r} is not a URL") from None
    if not host or not value.isascii() or re.search(r"\s", value):
        raise ValueError(f"{value!r} is not a URL with a host")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise ValueError(f"{value!r} is not safe for secrets: https is needed, except on this machine")
    if parts.username is not None or parts.password is not None:
        raise ValueError("a server's URL holds no user name or password")
    if parts.query or parts.fragment:
        raise ValueError(f"{value!r} has a query or a fragment, which a server's URL can't have")
    return value


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_env(value: str) -> str:
    if not _ENV.fullmatch(value):
        raise ValueError(f"{value!r} can't name an environment variable")
    return value


def _check_media_type(value: str) -> str:
    bare = _MEDIA_TYPE_FIELDS.sub("x", value)
    if "{" in bare or "}" in bare:
        raise ValueError(f"{value!r} may hold {{version}} and {{suffix}} in braces, and nothing else")
    if not _MEDIA_TYPE.fullmatch(bare):
        raise ValueError(f"{value!r} is not a media type")
    return value


def _check_dated_media_type(value: str) -> str:
    if "{version}" not in value:
        raise ValueError(f"{value!r} doesn't say where the date stands: it needs {{version}}")
    return _check_media_type(value)


def _check_extension(value: str) -> str:
    if not value.startswith("x-"):
        raise ValueError(f"{value!r} is not an extension: those begin with x-")
    return value


def _check_field(value: str) -> str:
    schema, dot, name = value.rpartition(".")
    if not dot or not schema or not name:
        raise ValueError(f"{value!r} doesn't name a property: write Schema.property")
    return value


def _check_line(value: str) -> str:
    if not value.strip() or _UNPRINTABLE.search(value):
        raise ValueError("this is one line of text, and not empty")
    return value


def _check_license(value: str) -> str:
    try:
        canonicalize_license_expression(value)
    except InvalidLicenseExpression:
        raise ValueError(f"{value!r} is not an SPDX expression such as Apache-2.0") from None
    return value


def _check_version(value: str) -> str:
    try:
        Version(value)
    except InvalidVersion:
        raise ValueError(f"{value!r} is not a version such as 1.2.3 (PEP 440)") from None
    return value


Name = Annotated[str, AfterValidator(check_distribution_name)]
Identifier = Annotated[str, AfterValidator(_check_identifier)]
ApiVersion = Annotated[str, AfterValidator(check_api_version)]
Server = Annotated[str, AfterValidator(check_server)]
EnvName = Annotated[str, AfterValidator(_check_env)]
MediaType = Annotated[str, AfterValidator(_check_media_type)]
DatedMediaType = Annotated[str, AfterValidator(_check_dated_media_type)]
Extension = Annotated[str, AfterValidator(_check_extension)]
FieldPath = Annotated[str, AfterValidator(_check_field)]
Line = Annotated[str, AfterValidator(_check_line)]
License = Annotated[str, AfterValidator(_check_license)]
PlainVersion = Annotated[str, AfterValidator(_check_version)]
