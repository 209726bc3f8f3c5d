"""The files behind the PATHs of a command line, and standard input."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from extract.errors import InputError

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One file to read.

    `path` leads to it from where the command runs, and is what people read; `opened` is the same as the system spells it
    (names need not be UTF-8). `name` is the path relative to the PATH given, or the base name where
    that is the file itself, and is what ids are made of. `explicit` says that the file was named, not found in a folder.
    """

    path: str
    name: str
    explicit: bool
    opened: str = STDIN


def check_paths(paths: Sequence[str]) -> None:
    """Raise InputError for a path that leads nowhere, and for standard input named twice: before anything is read."""
    if paths.count(STDIN) > 1:
        raise InputError("named more than once, but it can be read once only", path=STDIN, hint="give - a single time")
    for path in paths:
        if path != STDIN and not Path(path).is_dir():
            _expect_file(path)


def find_files(path: str, *, warn: Callable[[str], None] | None = None) -> Iterator[InputFile]:
    """Yield the files behind a path: a folder's in the order of their names, folders within it included, hidden ones left out.

    Raises InputError for a path that leads nowhere and for a folder without files.
    """
    if path == STDIN:
        yield InputFile(path=STDIN, name=STDIN, explicit=True)
    elif Path(path).is_dir():
        yield from _files_of_folder(path, warn or (lambda message: None))
    else:
        _expect_file(path)
        yield InputFile(path=_printable(path), name=_printable(Path(path).name), explicit=True, opened=path)


def spool(stdin: BinaryIO) -> BinaryIO:
    """Return standard input as something that can be read again: itself, or a temporary file that holds all of it.

    Fingerprint first and read afterwards from what this returns; closing it removes the file.
    """
    if stdin.seekable():
        return stdin
    copy = tempfile.TemporaryFile(prefix="extract-stdin-")  # noqa: SIM115 (the caller reads it)
    shutil.copyfileobj(stdin, copy)
    copy.seek(0)
    return copy


def input_fingerprint(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> list[dict[str, Any]]:
    """Return name, size in bytes and SHA-256 of every file behind the paths, in the order they are read.

    Names are those that ids are made of, so that a run folder does not depend on where the command runs. `stdin` must be
    seekable (see `spool`) and is put back where it stood.
    """
    check_paths(paths)
    return [_fingerprint_of(file, stdin) for path in paths for file in find_files(path)]


@contextmanager
def open_input(file: InputFile, stdin: BinaryIO | None) -> Iterator[BinaryIO]:
    """Open a file for reading bytes from its start, or standard input, which is put back where it stood when
    it was read to its end.

    Errors of the system become InputErrors.
    """
    if file.path != STDIN:
        with _open_file(file.opened) as stream:
            yield stream
    elif stdin is None:
        raise InputError("there is no standard input here", path=STDIN, hint="name a file or a folder")
    elif stdin.seekable():
        place = stdin.tell()
        yield stdin
        stdin.seek(place)  # not in a `finally`: a reading given up may be closed while another is under way
    else:
        with spool(stdin) as copy:
            yield copy


def _open_file(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise InputError(f"cannot be opened: {error.strerror or error}", path=path, hint="give a file that you may read") from error


def _fingerprint_of(file: InputFile, stdin: BinaryIO | None) -> dict[str, Any]:
    if file.path == STDIN and stdin is not None and not stdin.seekable():
        raise ValueError("standard input would be gone after hashing it: pass what spool(stdin) returns")
    digest = hashlib.sha256()
    num_bytes = 0
    with open_input(file, stdin) as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
            num_bytes += len(piece)
    return {"path": file.name, "size": num_bytes, "sha256": digest.hexdigest()}


def _files_of_folder(folder: str, warn: Callable[[str], None]) -> Iterator[InputFile]:
    found = False
    for path in _walk(folder, warn):
        found = True
        name = os.path.relpath(path, folder).replace(os.sep, "/")
        yield InputFile(path=_printable(path), name=_printable(name), explicit=False, opened=path)
    if not found:
        raise InputError("the folder holds no files", path=folder, hint="hidden files are left out; name them one by one to read them")


def _walk(folder: str, warn: Callable[[str], None]) -> Iterator[str]:
    """Yield the visible files below a folder by name; links to folders are not followed, so that no loop is endless."""
    try:
        found = sorted(os.scandir(folder), key=lambda item: item.name)
    except OSError as error:
        raise InputError(f"the folder cannot be read: {error.strerror or error}", path=folder) from error
    for item in found:
        if item.name.startswith("."):
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _walk(item.path, warn)
        elif item.is_file():
            yield item.path
        else:
            warn(f"{_printable(item.path)}: skipped: neither a file nor a folder (or a link to a folder)")


def _expect_file(path: str) -> None:
    if not Path(path).exists():
        raise InputError("no such file or folder", path=path)
    if not Path(path).is_file():
        raise InputError("not a regular file", path=path, hint=f"read pipes through standard input: … {STDIN} < {path}")


def _printable(path: str) -> str:
    """Return a path as text that every file can hold: bytes of a name that are not UTF-8 are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")
