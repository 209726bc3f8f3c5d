"""Where an export goes: it is put in place when it is whole, and replaces another one only where that was asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.errors import UsageError


@contextmanager
def new_target(path: Path, *, is_folder: bool, overwrite: bool, ours: frozenset[str]) -> Iterator[Path]:
    """Yield the path of a file or folder beside the target, which takes the target's place at the end.

    `ours` are the names and endings of files that an export has: a folder that holds others is not replaced.

    Raises:
        UsageError: the target exists and is not to be replaced, or cannot be written.
    """
    _refuse(path, is_folder=is_folder, overwrite=overwrite, ours=ours)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")  # two exports at once each have their own
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(new)
        if is_folder:
            new.mkdir()
        yield new
        _put_in_place(new, path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})", hint="give another --output") from error
    finally:
        _remove(new)


@contextmanager
def new_file(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """Yield the path of a file that takes its place at the end; see `new_target`."""
    with new_target(path, is_folder=False, overwrite=overwrite, ours=frozenset()) as new:
        yield new


def _refuse(path: Path, *, is_folder: bool, overwrite: bool, ours: frozenset[str]) -> None:
    if path.name in ("", ".."):
        raise UsageError(f"{path}: is no name", hint="give another --output")
    if not path.exists() or (is_folder and path.is_dir() and not any(path.iterdir())):
        return
    if not overwrite:
        raise UsageError(f"{path}: exists already", hint="give another --output, or --overwrite to replace it")
    if path.is_dir() != is_folder:
        raise UsageError(f"{path}: is {'a folder' if path.is_dir() else 'no folder'}", hint="give another --output")
    if is_folder:
        _refuse_foreign(path, ours)


def _refuse_foreign(path: Path, ours: frozenset[str]) -> None:
    """Refuse a folder that is no export: pages to read are .txt files too."""
    foreign = [found.name for found in path.iterdir() if not {found.name, found.suffix} & ours]
    if foreign:
        raise UsageError(f"{path}: holds files that no export writes ({', '.join(sorted(foreign)[:3])})", hint="give another --output")
    if not any((path / name).exists() for name in ours):
        raise UsageError(f"{path}: holds files that no export wrote", hint="give another --output")


def _put_in_place(new: Path, path: Path) -> None:
    """Replace the target; an earlier folder is deleted when the new one has its place."""
    if new.is_dir() and (path.exists() or path.is_symlink()):
        old = path.with_name(f".{path.name}.{os.getpid()}.old")
        _remove(old)
        path.rename(old)
        try:
            new.rename(path)
        finally:
            if not path.exists():
                old.rename(path)
        _remove(old)
    else:
        new.replace(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
