"""A run folder read back: by the commands that show, score or export a run, finished or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from extract.errors import InputError, RunFolderError
from extract.outputs.record_file import read_lines
from extract.outputs.run_folder import RECORDS, RUN
from extract.outputs.run_info import RunInfo
from extract.records import Record

_MAKE_ONE = "give a folder that 'extract run ... --out DIR' wrote"


def read_run_info(folder: Path) -> RunInfo:
    """Read run.json of a run folder.

    Raises:
        RunFolderError: there is no such folder, it holds no run, or its run.json cannot be read.
    """
    if not folder.is_dir():
        raise RunFolderError(f"{folder}: {'is no folder' if folder.exists() else 'no such folder'}", hint=_MAKE_ONE)
    if not (folder / RUN).is_file():
        raise RunFolderError(f"{folder}: holds no {RUN}, so it is no run folder", hint=_MAKE_ONE)
    try:
        return RunInfo.model_validate_json((folder / RUN).read_bytes())
    except (ValidationError, OSError) as error:
        raise RunFolderError(f"{folder / RUN}: cannot be read as a run of this version", hint=_MAKE_ONE) from error


def read_records(folder: Path) -> Iterator[Record]:
    """Yield the records of a run one by one. A last line without its newline is being written, or torn, and is left out.

    Raises:
        InputError: the file cannot be read, or a line is no record.
    """
    path = folder / RECORDS
    try:
        for number, raw in enumerate(read_lines(path), 1):
            yield _record(raw, path, number)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=str(path), hint=_MAKE_ONE) from error


def _record(raw: bytes, path: Path, number: int) -> Record:
    try:
        return Record.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        message = f"not a record of this version ({place}{': ' if place else ''}{first['msg']})"
        raise InputError(message, path=str(path), line=number, hint=_MAKE_ONE) from error
