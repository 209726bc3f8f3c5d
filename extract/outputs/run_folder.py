"""The folder of a run: one run at a time, and only the run it was made for."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import ValidationError

from extract.errors import RunFolderError, UsageError
from extract.outputs.run_info import RunInfo

RECORDS = "records.jsonl"
RUN = "run.json"
_LOCK = ".lock"
_HASHED = {
    "rules": "the rules that read and check texts, which come with another version of extract",
    "prompt_sha256": "the words of the prompt",
}
_START_AGAIN = "give another --out, or --overwrite to start again (answers that are in the cache are not paid again)"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make the folder and hold it for this process; a folder that was made for nothing is gone afterwards.

    Raises:
        RunFolderError: another process is writing into it.
        UsageError: it cannot be made or written to.
    """
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise RunFolderError(f"{folder}: another run is writing into this folder", hint="wait for it, or give another --out") from error
    except OSError as error:
        raise UsageError(f"--out {folder}: cannot be used ({error.strerror})", hint="give a folder that can be written to") from error
    try:
        yield
    finally:
        lock.release()
        if is_new:
            _remove_unused(folder)


def _remove_unused(folder: Path) -> None:
    """Take a new folder away again where nothing came of the run."""
    if [path.name for path in folder.iterdir()] == [_LOCK]:
        (folder / _LOCK).unlink()
        folder.rmdir()


def earlier_run(folder: Path, fingerprint: dict[str, Any], *, overwrite: bool) -> RunInfo | None:
    """Return the run that the folder holds, to be continued; None where it holds none or is to be overwritten.

    Raises:
        RunFolderError: it holds a run with another fingerprint, or records without a readable run.json.
    """
    records, run = folder / RECORDS, folder / RUN
    if overwrite:
        records.unlink(missing_ok=True)
        run.unlink(missing_ok=True)
        return None
    if not run.exists():
        if records.exists():
            raise RunFolderError(f"{folder}: holds {RECORDS} but no {RUN}", hint=_START_AGAIN)
        return None
    earlier = _read(run)
    differing = differences(earlier.fingerprint, fingerprint)
    if differing:
        raise RunFolderError(f"{folder}: holds another run; what differs: {'; '.join(differing)}", hint=_START_AGAIN)
    return earlier


def _read(path: Path) -> RunInfo:
    try:
        return RunInfo.model_validate_json(path.read_bytes())
    except (ValidationError, OSError) as error:
        raise RunFolderError(f"{path}: cannot be read as a run", hint=_START_AGAIN) from error


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Name, for a person, what differs between two fingerprints."""
    return [
        _difference(name, before.get(name), after.get(name))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]


def _difference(name: str, before: Any, after: Any) -> str:
    if name in _HASHED:
        return _HASHED[name]
    if name != "inputs":
        return f"{name} was {before!r}, now {after!r}"
    old = {item["path"]: item for item in before or []}
    new = {item["path"]: item for item in after or []}
    changed = [path for path in dict.fromkeys([*old, *new]) if old.get(path) != new.get(path)]
    if not changed:
        return "the order of the inputs"
    more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
    return f"inputs ({', '.join(changed[:3])}{more})"


def new_run_id() -> str:
    """Return an id for a new run; the cache remembers it beside each answer, to tell whose money it was."""
    return uuid.uuid4().hex
