"""Read annotated documents and runs: JSONL, or a run folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.errors import InputError
from extract.evaluation.annotated import Annotated, Unreadable, annotated_from
from extract.outputs.run_folder import RECORDS, RUN

_SHAPES = 'give JSONL with "id", "text" and "quantities" (or "data") on each line, or a run folder'


def read_annotated(path: Path) -> list[Annotated]:
    """Read the documents of a JSONL file or of a run folder. A torn last line of a run that was stopped is left out.

    Raises:
        InputError: there is no such file, a line cannot be read, a document stands there twice, or there is none.
    """
    file = path / RECORDS if path.is_dir() else path
    if path.is_dir() and not file.is_file():
        raise InputError(f"no {RECORDS} in this folder", path=str(path), hint=_SHAPES)
    try:
        with file.open("rb") as lines:
            found = list(parse(lines, str(file), may_be_torn=file.name == RECORDS and (file.parent / RUN).is_file()))
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=str(file), hint=_SHAPES) from error
    if not found:
        raise InputError("holds no document", path=str(file), hint=_SHAPES)
    return found


def parse(lines: Iterable[bytes], path: str, *, may_be_torn: bool = False) -> Iterator[Annotated]:
    """Read lines, empty ones apart; see `read_annotated`."""
    seen: dict[str, int] = {}
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        if may_be_torn and not raw.endswith(b"\n"):
            return
        try:
            one = annotated_from(_json(raw, is_first=number == 1))
        except Unreadable as error:
            raise InputError(str(error), path=path, line=number, hint=error.hint) from error
        name = f"id {one.id!r}" if one.id is not None else "this text"
        earlier = seen.setdefault(one.id if one.id is not None else f"text {one.text}", number)
        if earlier != number:
            raise InputError(f"{name} stands in line {earlier} already", path=path, line=number, hint="leave one of the two out")
        yield one


def _json(raw: bytes, *, is_first: bool) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig" if is_first else "utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"no UTF-8 (byte {error.start})", "save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"no JSON ({error.msg}, character {error.pos})", _SHAPES) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"JSON that cannot be read ({error})", _SHAPES) from error


def read_ids(path: Path) -> list[str]:
    """Read ids, one a line.

    Raises:
        InputError: the file cannot be read, or holds none.
    """
    try:
        ids = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", path=str(path), hint="give a file with one id a line") from error
    if not ids:
        raise InputError("holds no id", path=str(path), hint="give a file with one id a line")
    return ids


def chosen(gold: list[Annotated], ids: list[str], path: Path) -> list[Annotated]:
    """Return the documents with one of the ids.

    Raises:
        InputError: an id is none of the documents'.
    """
    unknown = sorted(set(ids) - {one.id for one in gold if one.id is not None})
    if unknown:
        message = f"ids that no document of GOLD has: {len(unknown)}, the first {unknown[0]!r}"
        raise InputError(message, path=str(path), hint="give ids of GOLD's documents")
    return [one for one in gold if one.id in set(ids)]
