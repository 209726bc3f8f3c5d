"""Loose JSON from tools, read with care."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from extract.imports.annotations import BadAnnotation


def objects(value: Any, name: str) -> list[Mapping[str, Any]]:
    """Return a list of objects; null and a missing key are an empty one.

    Raises:
        BadAnnotation: it is something else.
    """
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise BadAnnotation(f"{name} is no list of objects", "export the annotations from the tool again, as JSON")
    return value


def whole_text(row: Mapping[str, Any], *names: str) -> str:
    """Return the text of a document, under the first of some names.

    Raises:
        BadAnnotation: there is none.
    """
    for name in names:
        if isinstance(row.get(name), str):
            return str(row[name])
    raise BadAnnotation(f'no text (a key "{names[0]}")', "export the annotations together with their texts")


def place(value: Any, name: str) -> int:
    """Return an offset.

    Raises:
        BadAnnotation: it is no whole number.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadAnnotation(f"{name} is {value!r}, no offset", "export the annotations from the tool again, as JSON")
    return value


def name_of(value: Any) -> str | None:
    """Return an id as a string."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None


def title_of(value: Any) -> str | None:
    """Return a title; an empty one stands for none."""
    return value if isinstance(value, str) and value else None


def unpacked(value: Any) -> Any:
    """Return what a string of JSON holds; other values as they are."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None
