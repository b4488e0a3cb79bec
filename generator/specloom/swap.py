"""Replaces a folder of output whole or not at all, whatever happens meanwhile."""

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from specloom.diagnostics import Diagnostic, Location, SpecError

_AT_FDCWD_LINUX = -100
_RENAME_EXCHANGE_LINUX = 2
_RENAME_SWAP_MACOS = 2


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep every other run off the same package; the system lets go of the lock of a killed one.

    Raises:
        SpecError: `busy`, or `unwritable`.
    """
    import fcntl

    try:
        path.parent.mkdir(exist_ok=True)
        _ignore(path.parent)
        file = path.open("a")
    except OSError as error:
        raise _unwritable(path.parent, error) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            hint = "Wait for it to end."
            raise SpecError(
                Diagnostic("busy", "another run is working on this package", hint=hint, location=Location(path))
            ) from None
        yield


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Make an empty folder beside `target`, and remove it in the end, as well as those of killed runs.

    To be called with the lock held.

    Raises:
        SpecError: `unwritable`.
    """
    target = target.resolve()
    folder = target.parent / f"{_prefix(target)}{secrets.token_hex(4)}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _heal(target)
        if target.exists() and not target.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "it is not a folder")
        folder.mkdir()
    except OSError as error:
        raise _unwritable(target.parent, error) from None
    try:
        yield folder
    finally:
        _remove(folder)


def swap_in(folder: Path, target: Path) -> None:
    """Put a folder from `staging` in the place of `target`; what was there is then removed by `staging`.

    Raises:
        SpecError: `unwritable`; `target` is as it was.
    """
    target = target.resolve()
    try:
        if not target.exists():
            folder.rename(target)
        elif not _exchange(folder, target):
            _exchange_in_steps(folder, target)
    except OSError as error:
        raise _unwritable(target, error) from None


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            result = libc.renamex_np(first, second, _RENAME_SWAP_MACOS)
        else:
            result = libc.renameat2(_AT_FDCWD_LINUX, first, _AT_FDCWD_LINUX, second, _RENAME_EXCHANGE_LINUX)
    except AttributeError:
        return False
    return bool(result == 0)


def _exchange_in_steps(folder: Path, target: Path) -> None:
    """Exchange two folders so that a run killed between the steps leaves what `_heal` puts right."""
    old = folder.with_name(f"{folder.name}.old")
    target.rename(old)
    try:
        folder.rename(target)
    except OSError:
        old.rename(target)
        raise
    old.rename(folder)


def _heal(target: Path) -> None:
    """Undo what killed runs left behind."""
    left = sorted(target.parent.glob(f"{_prefix(target)}*"))
    old = [path for path in left if path.name.endswith(".old")]
    if old and not target.exists():
        old[0].rename(target)
    for path in left:
        _remove(path)


def _prefix(target: Path) -> str:
    return f".{target.name}.staging-"


def _remove(folder: Path) -> None:
    # What can't be removed now is tried again by the next run; the output is right already.
    shutil.rmtree(folder, ignore_errors=True)


def _ignore(folder: Path) -> None:
    """Keep a folder out of version control, whatever the repository's own rules."""
    rules = folder / ".gitignore"
    if not rules.exists():
        rules.write_text("*\n", encoding="utf-8")


def _unwritable(folder: Path, error: OSError) -> SpecError:
    message = f"nothing can be written here: {(error.strerror or str(error)).lower()}"
    hint = "Check who owns the folder and whether the disk is full; nothing was changed."
    return SpecError(Diagnostic("unwritable", message, hint=hint, location=Location(folder)))
