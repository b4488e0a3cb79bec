"""`package.yaml`: what a package is called, which API version it is for, and what its provider does its own way."""

from __future__ import annotations

import keyword
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationInfo, field_validator

from specloom.config_pages import PageRule
from specloom.config_values import (
    ApiVersion,
    DatedMediaType,
    EnvName,
    Extension,
    FieldPath,
    Identifier,
    License,
    Line,
    MediaType,
    Name,
    PlainVersion,
    Server,
    is_date,
)
from specloom.diagnostics import SpecError
from specloom.names import DEVICES
from specloom.source import edit_yaml, read_document
from specloom.typed import validate, validate_data

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap


class DefaultNames(NamedTuple):
    """The names that follow from a distribution's name."""

    import_name: str
    client: str


TAKEN_MODULES = frozenset(
    """
    abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect
    builtins bz2 calendar cgi cgitb chunk client cmath cmd code codecs codeop collections colorsys compileall
    compression concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses
    datetime dbm decimal difflib dis distutils django doctest email encodings ensurepip enum errno fastapi
    faulthandler fcntl filecmp fileinput flask fnmatch fractions ftplib functools gc genericpath getopt getpass
    gettext glob graphlib grp gzip hashlib heapq hmac html http httpx2 idlelib imaplib imghdr imp importlib inspect
    io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math
    mimetypes mmap models modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers
    opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib
    posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydantic pydantic_core pydoc pydoc_data pyexpat
    pytest queue quopri random re readline reprlib requests resource resources rlcompleter runpy sched secrets
    select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver specloom spwd sqlite3
    sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys
    sysconfig syslog tabnanny tarfile telnetlib tempfile termios test tests text textwrap this threading time
    timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing
    typing_extensions unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound
    wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
    """.split()  # noqa: SIM905 - a list this long reads better as words
)
"""What no package is called by default: Python's own modules, of any version, would hide it, or it those it needs, or
those that it may well stand beside."""


def default_names(name: str) -> DefaultNames:
    """Derive the import package's and the client class's name: `atlas-streams`, `atlas_streams`, `AtlasStreams`."""
    words = [word for word in re.split(r"[^A-Za-z0-9]+", name) if word]
    import_name = "_".join(words).lower()
    client = "".join(word[:1].upper() + word[1:] for word in words)
    if not import_name or import_name[0].isdigit() or keyword.iskeyword(import_name):
        import_name = f"api_{import_name}".rstrip("_")
    if import_name in TAKEN_MODULES or import_name in DEVICES:
        import_name = f"{import_name}_client"
    if not client or client[0].isdigit() or keyword.iskeyword(client):
        client = f"Api{client}"
    return DefaultNames(import_name, client)


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MediaTypes(_Section):
    """How media types carry the API version date. In each, `{version}` is the date, `{suffix}` such as `json`."""

    dated: DatedMediaType
    """How the upstream document writes a date into a media type: `application/vnd.atlas.{version}+{suffix}`."""
    request: MediaType | None = None
    """The content type that requests are sent with; by default the document's own."""
    response: MediaType | None = None
    """The media type that is asked for in `Accept`; by default the document's own."""


class Credential(_Section):
    """One part of what a client proves itself with."""

    argument: Identifier | None = None
    """The client's argument for it; by default named like the part."""
    env: EnvName | None = None
    """The environment variable that is read where the argument isn't given."""


class Credentials(_Section):
    """What one security scheme takes. The parts that fit depend on its kind."""

    client_id: Credential | None = None
    """OAuth 2.0 client credentials: the client's identifier."""
    client_secret: Credential | None = None
    """OAuth 2.0 client credentials: the client's secret."""
    access_token: Credential | None = None
    """OAuth 2.0: a token that was got elsewhere, used as it is."""
    username: Credential | None = None
    """HTTP basic and digest: the user name."""
    password: Credential | None = None
    """HTTP basic and digest: the password."""
    token: Credential | None = None
    """HTTP bearer: the token."""
    api_key: Credential | None = None
    """API key, in a header, a query parameter or a cookie: the key."""


class Naming(_Section):
    """Names that aren't what the document would make them."""

    operation_id: Extension | None = None
    """The extension that, on an operation that has it, names the method instead of `operationId`."""
    schemas: dict[str, Identifier] = {}
    """Component schema to class: `StreamsKafkaConnection: KafkaConnection`."""
    operations: dict[str, Identifier] = {}
    """`operationId` to method."""
    fields: dict[FieldPath, Identifier] = {}
    """`Schema.property` to attribute."""
    errors: dict[str, Identifier] = {}
    """Error code to exception: `DUPLICATE_NAME: NameTakenError`."""


class Envelope(_Section):
    """A query parameter that makes the server wrap every response in an object."""

    parameter: Line
    """The parameter's name."""
    status: Line = "status"
    """The wrapper's property with the HTTP status."""
    content: Line = "content"
    """The wrapper's property with what the response would have been."""


def _paths_kind(value: Any) -> str:
    return "list of paths" if isinstance(value, list | tuple) else "path"


def _listed(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


ErrorPaths = Annotated[
    Annotated[tuple[Line, ...], Tag("list of paths")] | Annotated[Line, AfterValidator(_listed), Tag("path")],
    Discriminator(_paths_kind),
]


class ErrorFields(_Section):
    """Properties of an error's body that become attributes of the exception.

    Each is a path, `error.message`, or a list of them where errors differ: the first that an error has counts. A number
    leads into a list, as in `errors.0.message`.
    """

    code: ErrorPaths = ()
    """The property with a code for programs."""
    reason: ErrorPaths = ()
    """The property with the reason in a few words."""
    detail: ErrorPaths = ()
    """The property with the whole story for people."""


class Revision(_Section):
    """The version of a package that follows API version dates: `20250312001.0.0`."""

    revision: Annotated[int, Field(ge=1, le=999)] = 1
    """The count of incompatible releases for one date: they are the major version, together with the date."""
    minor: Annotated[int, Field(ge=0)] = 0
    """Counts the releases that add something."""
    patch: Annotated[int, Field(ge=0)] = 0
    """Counts the releases that only correct something."""


def _version_kind(value: Any) -> str:
    return "revision counts" if isinstance(value, dict | Revision) else "plain version"


class PackageConfig(_Section):
    """Everything that `package.yaml` can say. Only `name` is needed."""

    name: Name
    """The distribution's name, as in `pip install`."""
    import_name: Identifier = Field(default_factory=lambda data: default_names(data.get("name", "")).import_name)
    """The import package's name; by default from `name`: `atlas-streams` is imported as `atlas_streams`."""
    client: Identifier = Field(default_factory=lambda data: default_names(data.get("name", "")).client)
    """The client class's name; by default from `name`: `AtlasStreams`. Its twin is `AsyncAtlasStreams`."""
    title: Line | None = None
    """What the package is called in its README; by default the document's title."""
    description: Line | None = None
    """One line on what the package is for; by default made from the title."""
    license: License | None = None
    """The package's licence, as an SPDX expression."""
    api_version: ApiVersion | None = None
    """The pin: each operation resolves to its newest version at or before this date. Without it, the document is
    taken as it is."""
    server: Server | None = None
    """Where requests go unless the client is told otherwise; by default the document's first server."""
    upstream: Server | None = None
    """Where the provider publishes its whole document, for `specloom capture` to read."""
    media_types: MediaTypes | None = None
    """How media types carry the date; without it they stay as they are in the document."""
    authentication: dict[str, Credentials] = {}
    """Arguments and environment variables for credentials, by the security scheme's name in the document."""
    naming: Naming = Naming()
    """Names that aren't what the document would make them."""
    envelope: Envelope | None = None
    """A query parameter that wraps responses; the client unwraps them again."""
    pagination: tuple[PageRule, ...] = ()
    """How lists come in pages; the first rule that fits an operation holds."""
    errors: ErrorFields = ErrorFields()
    """Properties of an error's body that become attributes of the exception."""
    version: Annotated[
        Annotated[Revision, Tag("revision counts")] | Annotated[PlainVersion, Tag("plain version")],
        Discriminator(_version_kind),
    ] = Revision()
    """The package's version: `{revision: 1, minor: 0, patch: 0}` with an API version date, and text such as
    `"1.2.3"` without."""

    @field_validator("version")
    @classmethod
    def _fits_api_version(cls, version: Revision | str, info: ValidationInfo) -> Revision | str:
        if "api_version" not in info.data:  # It is wrong itself.
            return version
        is_dated = is_date(info.data["api_version"])
        if is_dated and isinstance(version, str):
            raise ValueError("beside an API version that is a date it is written {revision: 1, minor: 0, patch: 0}")
        if not is_dated and isinstance(version, Revision):
            raise ValueError('without an API version date it is a text such as "1.2.3"')
        return version

    @property
    def is_dated(self) -> bool:
        """Whether the pin is a date, rather than a label or absent."""
        return is_date(self.api_version)

    @property
    def distribution_version(self) -> str:
        """The version of the package, such as `20250312001.0.0` or `1.2.3`."""
        if isinstance(self.version, str):
            return self.version
        major = str(self.version.revision)
        if self.is_dated:
            major = f"{str(self.api_version).replace('-', '')}{self.version.revision:03}"
        return f"{major}.{self.version.minor}.{self.version.patch}"

    @classmethod
    def default(cls, name: str, **values: Any) -> PackageConfig:
        """Make a configuration without a file.

        Raises:
            SpecError: the name or a value can't be used.
        """
        return validate_data(cls, {"name": name, **values})


def read_config(path: Path) -> PackageConfig:
    """Read `package.yaml`.

    Raises:
        SpecError: for each key it doesn't know and each value that doesn't fit, at its line.
    """
    return validate(PackageConfig, read_document(path))


def set_api_version(path: Path, api_version: str) -> None:
    """Change the pin in `package.yaml`; everything else in the file stays as it is.

    Raises:
        SpecError: the version is neither a date nor a label, or the file doesn't go with it or can't be edited.
    """
    document = read_document(path)
    try:
        validate_data(PackageConfig, document.data | {"api_version": api_version})
    except SpecError as error:
        raise SpecError(document.place(error.diagnostics)) from None

    def edit(config: CommentedMap) -> None:
        from ruamel.yaml.scalarstring import DoubleQuotedScalarString, ScalarString

        old = config.get("api_version")
        quoted = type(old) if isinstance(old, ScalarString) else DoubleQuotedScalarString
        if "api_version" in config:
            config["api_version"] = quoted(api_version)
            return
        # Behind the names, where the documentation has it, rather than at the end of the file.
        names = ("name", "import_name", "client", "title", "description", "license")
        place = 1 + max((list(config).index(name) for name in names if name in config), default=-1)
        config.insert(place, "api_version", quoted(api_version))

    edit_yaml(path, edit)


def set_version(path: Path, version: Revision | str) -> None:
    """Change the version in `package.yaml`; everything else in the file stays as it is.

    Args:
        path: of the file.
        version: counts beside an API version date, a text without one.

    Raises:
        SpecError: the version doesn't go with the rest of the file, or that can't be edited.
    """
    data = version if isinstance(version, str) else version.model_dump()
    document = read_document(path)
    try:
        validate_data(PackageConfig, document.data | {"version": data})
    except SpecError as error:
        raise SpecError(document.place(error.diagnostics)) from None

    def edit(config: CommentedMap) -> None:
        from ruamel.yaml.comments import CommentedMap as Mapping
        from ruamel.yaml.scalarstring import DoubleQuotedScalarString, ScalarString

        old = config.get("version")
        if isinstance(data, str):
            quoted = type(old) if isinstance(old, ScalarString) else DoubleQuotedScalarString
            config["version"] = quoted(data)
        elif isinstance(old, Mapping):
            old.update(data)
        else:
            config["version"] = Mapping(data)

    edit_yaml(path, edit)
