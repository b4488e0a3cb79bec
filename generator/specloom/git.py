"""Asks git about a repository: what it holds, what it was, what it is called."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from specloom.diagnostics import Diagnostic, Location, SpecError


def git(root: Path, *arguments: str) -> str:
    """Run a git command in a repository and give what it prints.

    Raises:
        SpecError: `git-failed`, with what git says; `no-git` where there is none.
    """
    return git_bytes(root, *arguments).decode(errors="replace")


def git_bytes(root: Path, *arguments: str, sent: bytes = b"") -> bytes:
    """Do the same for output that is not text.

    Args:
        root: where the command runs.
        arguments: of the command.
        sent: what it reads from its standard input.
    """
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], input=sent, capture_output=True, check=False)
    except FileNotFoundError:
        raise SpecError(
            Diagnostic("no-git", "git is not installed, and this needs the history", location=Location(root))
        ) from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or f"it ended with {done.returncode}"
        message = f"git {arguments[0]} failed: {said}"
        hint = "This works inside of a git repository, with the history and the tags fetched."
        raise SpecError(Diagnostic("git-failed", message, hint=hint, location=Location(root)))
    return done.stdout


def tracked_files(root: Path, *places: str) -> list[str]:
    """List the files that git knows below some places, by path in the repository."""
    return [name for name in git(root, "ls-files", "-z", "--", *places).split("\0") if name]


def changed_files(root: Path) -> list[str]:
    """List what differs from the last commit, files that git doesn't know included."""
    entries = git(root, "status", "--porcelain", "-z", "--no-renames").split("\0")
    return [entry[3:] for entry in entries if entry]


def changed_since(root: Path, revision: str, places: Sequence[Path]) -> list[str]:
    """List the files below some places that differ from a revision, those that git doesn't know included."""
    paths = [str(place.resolve()) for place in places]
    names = git(root, "diff", "--name-only", "-z", revision, "--", *paths).split("\0")
    names += git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", *paths).split("\0")
    return [name for name in names if name]


def commit_time(root: Path) -> int:
    """When the last commit was made, in seconds since 1970."""
    return int(git(root, "log", "-1", "--format=%ct"))


def files_at(root: Path, commit: str, *places: str) -> dict[str, bytes]:
    """Read the ordinary files of a commit, by path from `root` on; links and submodules are left out.

    Args:
        root: a folder of the repository.
        commit: by its full name.
        places: files and folders, from `root` on; everything below `root` if there are none.
    """
    blobs: dict[str, str] = {}
    for line in filter(None, git(root, "ls-tree", "-r", "-z", commit, "--", *places).split("\0")):
        about, _, name = line.partition("\t")
        mode, _, identity = about.split(" ")
        # A link could lead to any file of this machine.
        if mode in ("100644", "100755"):
            blobs[name] = identity
    listed = "".join(f"{identity}\n" for identity in blobs.values())
    left = git_bytes(root, "cat-file", "--batch", sent=listed.encode())
    found: dict[str, bytes] = {}
    for name in blobs:
        head, _, left = left.partition(b"\n")
        size = int(head.split()[2])
        found[name], left = left[:size], left[size + 1 :]
    return found
