"""The index that distributions go to: how to reach it, which files it has, and the upload itself."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import requests
from packaging.version import InvalidVersion, Version
from pypi_simple import NoSuchProjectError, PyPISimple
from twine.exceptions import TwineException
from twine.utils import DEFAULT_CONFIG_FILE, DEFAULT_REPOSITORY, TEST_REPOSITORY, get_repository_from_config

from specloom.config_values import check_server
from specloom.diagnostics import Diagnostic, SpecError
from specloom.publishing.projects import Project

_TIMEOUT = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Index:
    """A package index.

    Attributes:
        repository: as it was named: a section of .pypirc (`pypi` and `testpypi` need none), or an address.
        upload: the address that takes uploads.
        pages: the address of its simple index (PEP 503).
        username: for both, or "".
        password: likewise.
    """

    repository: str
    upload: str
    pages: str
    username: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def named(cls, repository: str, pages: str | None = None) -> Index:
        """Find an index by the name or the address of its repository.

        Args:
            repository: what twine takes for it.
            pages: the address of its simple index, if it can't be told from the one for uploads.

        Raises:
            SpecError: `unknown-repository`: it is neither, or its address isn't safe.
        """
        try:
            address = check_server(repository) if "://" in repository else None
            config = get_repository_from_config(DEFAULT_CONFIG_FILE, repository, address)
            upload = check_server(str(config["repository"]))
            pages = check_server(pages or simple_index(upload))
        except (TwineException, ValueError) as error:
            hint = "Name pypi, testpypi, a section of .pypirc, or give the address that takes uploads."
            raise SpecError(Diagnostic("unknown-repository", str(error), hint=hint)) from None
        username = os.environ.get("TWINE_USERNAME") or config.get("username") or ""
        password = os.environ.get("TWINE_PASSWORD") or config.get("password") or ""
        return cls(repository, upload, pages, username, password)

    def held(self, project: Project) -> dict[str, Mapping[str, str]]:
        """List the files that the index has of a version of a project: for each, its digests by algorithm.

        Raises:
            SpecError: `index-failed`: it gives no answer to go by.
        """
        # What only uploads may do is not said to another host.
        is_same_host = urlsplit(self.pages).netloc == urlsplit(self.upload).netloc
        auth = (self.username, self.password) if self.username and self.password and is_same_host else None
        try:
            with PyPISimple(self.pages, auth=auth) as client:
                page = client.get_project_page(project.name, timeout=_TIMEOUT)
        except NoSuchProjectError:
            return {}
        except (requests.RequestException, ValueError) as error:
            message = f"{self.pages} doesn't say which versions of {project.name} there are: {error}"
            hint = "Give the address of the simple index, if it is another one."
            raise SpecError(Diagnostic("index-failed", message, hint=hint)) from None
        version = Version(project.version)
        return {one.filename: one.digests for one in page.packages if _version(one.version) == version}

    def refuse_existing(self, project: Project) -> None:
        """Refuse to publish what is there: a version is published once.

        A version of which a part is there, since its upload broke off, may be completed.

        Raises:
            SpecError: `version-exists`.
        """
        held = self.held(project).keys()
        if held >= project.file_names or held - project.file_names:
            message = f"{self.repository} has {project.name} {project.version} already"
            hint = "A published version never changes. Run specloom release for the next one."
            raise SpecError(Diagnostic("version-exists", message, hint=hint))

    def missing(self, project: Project, files: Sequence[Path]) -> list[Path]:
        """Find out which distributions an earlier upload has not brought to the index.

        Args:
            project: that they are of.
            files: all of them.

        Raises:
            SpecError: `other-file-exists`: one is there and holds something else; or `index-failed`.
        """
        held = self.held(project)
        differing = [path.name for path in files if path.name in held and not _is_file(path, held[path.name])]
        if differing:
            message = f"{self.repository} has {', '.join(differing)} already, with other bytes than were built now"
            hint = "A published file never changes. Build it from the same commit, or run specloom release."
            raise SpecError(Diagnostic("other-file-exists", message, hint=hint))
        return [path for path in files if path.name not in held]

    @property
    def takes_attestations(self) -> bool:
        """Whether an upload to it, as it is told, is one of a trusted publisher, which attestations belong to."""
        return not self.password and self.upload.startswith((DEFAULT_REPOSITORY, TEST_REPOSITORY))

    def upload_files(self, files: Sequence[Path]) -> None:
        """Upload distributions: with the token that twine finds or, without one, as a trusted publisher.

        Args:
            files: the distributions, each with its attestation beside it or none of them.

        Raises:
            SpecError: `upload-failed`, with what twine says.
        """
        where = ["--repository-url", self.upload] if "://" in self.repository else ["--repository", self.repository]
        attested = ["--attestations"] if any(path.suffix == ".attestation" for path in files) else []
        _twine(["upload", "--non-interactive", "--disable-progress-bar", *attested, *where, *map(str, files)])


def simple_index(upload: str) -> str:
    """Say where the simple index is, by the convention: `simple/` beside `legacy/`, else below the address."""
    parts = urlsplit(upload)
    path = parts.path.rstrip("/")
    if path.endswith("/legacy"):
        path, netloc = path.removesuffix("/legacy"), parts.netloc.removeprefix("upload.")
    else:
        netloc = parts.netloc
    return urlunsplit((parts.scheme, netloc, f"{path}/simple/", "", ""))


def check_descriptions(files: Sequence[Path]) -> str:
    """Let twine judge how an index will show distributions; "" if it finds nothing."""
    try:
        _twine(["check", "--strict", *map(str, files)])
    except SpecError as error:
        return error.diagnostics[0].hint
    return ""


def _twine(arguments: Sequence[str]) -> None:
    # A variable that is empty, such as one of a secret that a workflow doesn't have, is as good as none.
    variables = {name: value for name, value in os.environ.items() if value or not name.startswith("TWINE_")}
    command = [sys.executable, "-m", "twine", "--no-color", *arguments]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        raise SpecError(Diagnostic(f"{arguments[0]}-failed", f"twine {arguments[0]} fails", hint=said))


def _is_file(path: Path, digests: Mapping[str, str]) -> bool:
    """Whether a file has the digests that an index tells; without one to go by it may be any."""
    known = {name: digest for name, digest in digests.items() if name in hashlib.algorithms_guaranteed}
    content = path.read_bytes()
    return bool(known) and all(hashlib.new(name, content).hexdigest() == digest for name, digest in known.items())


def _version(text: str | None) -> Version | None:
    try:
        return Version(text or "")
    except InvalidVersion:  # An index may hold files that are older than the rules.
        return None
