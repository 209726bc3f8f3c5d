"""The answers about a document's chunks to one instance, and instances without what is not supported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel

from extract.records import Check, Rejected


def merge(parts: Sequence[BaseModel]) -> BaseModel | None:
    """Make the instances of several chunks one: lists follow each other (names once), else the first value that is not null counts."""
    if len(parts) < 2:
        return parts[0] if parts else None
    fields = type(parts[0]).model_fields
    return parts[0].model_copy(update={name: _merged([getattr(part, name) for part in parts]) for name in fields})


def _merged(values: Sequence[Any]) -> Any:
    stated = [value for value in values if value is not None]
    if not stated or not isinstance(stated[0], list):
        return stated[0] if stated else None
    items = [item for value in stated for item in value]
    return list(dict.fromkeys(items)) if all(isinstance(item, str) for item in items) else items


def states_nothing(data: BaseModel) -> bool:
    """Say whether an instance is empty: every field null or an empty list."""
    return all(getattr(data, name) in (None, [], {}) for name in type(data).model_fields)


def without_items(data: BaseModel, checks: Sequence[Check]) -> tuple[BaseModel, list[Check], list[Rejected]]:
    """Take out every list item that a check flags; return what stays, the checks of what stays, and what was taken out.

    The paths of the checks that stay follow their items; the paths of rejected items are those before.
    """
    flagged = {tuple(check.path.split(".")[:2]): check for check in reversed(checks) if check.verdict.flags}
    update: dict[str, list[Any]] = {}
    rejected: list[Rejected] = []
    moved: dict[tuple[str, ...], str] = {}
    for name in type(data).model_fields:
        items = getattr(data, name)
        if not isinstance(items, list):
            continue
        kept = [n for n in range(len(items)) if (name, str(n)) not in flagged]
        moved |= {(name, str(n)): str(place) for place, n in enumerate(kept)}
        update[name] = [items[n] for n in kept]
        rejected += [_dropped(f"{name}.{n}", items[n], flagged[name, str(n)]) for n in range(len(items)) if n not in kept]
    return data.model_copy(update=update), list(_moved(checks, moved, update)), rejected


def _dropped(path: str, item: Any, check: Check) -> Rejected:
    plain = item.model_dump(mode="json") if isinstance(item, BaseModel) else item
    return Rejected(path=path, item=plain, reason=check.reason, message=check.message)


def _moved(checks: Iterable[Check], moved: dict[tuple[str, ...], str], lists: dict[str, list[Any]]) -> Iterable[Check]:
    for check in checks:
        name, *rest = check.path.split(".")
        if name not in lists or not rest:
            yield check
        elif (name, rest[0]) in moved:
            yield check.model_copy(update={"path": ".".join([name, moved[name, rest[0]], *rest[1:]])})
