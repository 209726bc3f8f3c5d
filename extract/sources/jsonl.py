"""JSON Lines: one object per line, one document each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from extract.documents import Source
from extract.errors import InputError
from extract.sources.fields import BadLine, Item, to_item

_BOM = "\ufeff"


def read_jsonl(stream: BinaryIO, path: str) -> Iterator[Item]:
    """Yield the documents of a JSON Lines file, one line in memory at a time; blank lines are passed over.

    Raises InputError naming the line for one that is not a JSON object, or has no text.
    """
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            yield to_item(parse_line(line), Source(path=path, line=number))
        except BadLine as error:
            raise InputError(str(error), path=path, line=number, hint=error.hint) from error


def parse_line(line: bytes) -> dict[str, Any]:
    """Parse one line. Raises BadLine for bytes that are not UTF-8, not JSON (NaN is not), or not an object."""
    try:
        text = line.decode("utf-8").removeprefix(_BOM)
        value = json.loads(text, parse_constant=_refuse_constant)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8 (byte {error.start + 1} of the line)", "save the file as UTF-8") from error
    except UnicodeEncodeError as error:
        raise BadLine("holds half a surrogate pair (\\ud800 to \\udfff), which is no character", "write the whole character") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON ({error}); expected one object per line", "write each document as one JSON object on one line") from error
    if not isinstance(value, dict):
        raise BadLine("not a JSON object; expected one object per line", 'write each document as {"id": …, "title": …, "text": …}')
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")
