"""Take an extracted instance apart into statements: the numbers of one object with the strings beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from extract.schemas.markers import Role
from extract.validate.fields import (
    NUMBERS,
    FieldUse,
    Taken,
    choose_schema,
    field_uses,
    is_model,
    is_record,
    key_use,
    record_values,
    schema_uses,
)

Path = tuple[str | int, ...]
Node = tuple[Path, Any, FieldUse]  # where a value stands, the value, and what the field around it means

_PLAIN = (str, int, float, Decimal)
_LISTS = (list, tuple, set, frozenset)
_NESTED = (*_LISTS, BaseModel, Mapping)


@dataclass(slots=True)
class Given:
    """One field as it was given; `path` as it stands in a check: "quantities.3.value"."""

    path: str
    key: str
    value: Any
    role: Role | None = None


@dataclass(slots=True)
class Statement:
    """The direct fields of one object: its numbers, its quotes, and what is said about them."""

    path: Path
    numbers: list[Given] = field(default_factory=list)
    quotes: list[Given] = field(default_factory=list)
    slots: dict[Role, Given] = field(default_factory=dict)
    hint: tuple[int, int] | None = None
    _said: dict[Role, str] = field(default_factory=dict, repr=False)

    def fill(self, role: Role, given: Given) -> None:
        """Fill a slot that has nothing yet."""
        if self.slots.setdefault(role, given) is given and (words := str(given.value).strip()):
            self._said[role] = words

    def said(self, role: Role) -> str | None:
        """Return the string of a slot, stripped; None where it is absent or blank."""
        return self._said.get(role)


@dataclass(slots=True)
class Parts:
    """An extracted instance taken apart, in the order of its fields."""

    statements: list[Statement] = field(default_factory=list)
    listed: list[Given] = field(default_factory=list)


def take_apart(data: Any, schema: type[BaseModel] | None = None) -> Parts:
    """Return the statements, names and addresses of an instance, or of plain dicts and lists.

    Numbers of fields that are marked as not stated, booleans and nulls are left out. Works without recursion, so that no
    depth of nesting is too much.
    """
    parts = Parts()
    todo: list[Node] = [((), data, FieldUse(models=(schema,) if schema else ()))]
    while todo:
        path, node, use = todo.pop()
        if isinstance(node, _LISTS):
            todo.extend(reversed([((*path, i), item, use) for i, item in enumerate(node)]))
        elif is_model(node.__class__) or isinstance(node, Mapping) or is_record(node):
            todo.extend(reversed(_take_object(path, node, use.models, parts)))
        elif taken := use.takes(node):
            _take_alone(path, node, use, taken, parts)
    return parts


def can_be_taken(data: Any) -> bool:
    """Say whether something can be taken apart; the text of a JSON document cannot, nor an object of an unknown class."""
    return data is None or _is_nested(data) or isinstance(data, NUMBERS)


def _is_nested(value: Any) -> bool:
    return isinstance(value, _NESTED) or is_record(value)


def _take_alone(path: Path, value: Any, use: FieldUse, taken: Taken, parts: Parts) -> None:
    """Add a statement for a value that has no fields beside it: in a list of lists, or on its own."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    statement = Statement(path)
    _take_value(Given(".".join(map(str, path)), key, value, use.role), taken, statement, parts)
    if statement.numbers or statement.quotes:
        parts.statements.append(statement)


def _take_object(path: Path, node: Any, schemas: tuple[type[BaseModel], ...], parts: Parts) -> list[Node]:
    """Add the statement of one object, a model, a mapping or a dataclass; return what lies below it."""
    below: list[Node] = []
    statement, dotted = Statement(path), "".join(f"{step}." for step in path)
    for key, value, use in _fields(node, schemas):
        if value is None:
            continue
        if isinstance(value, _PLAIN):
            if taken := use.takes(value):
                _take_value(Given(dotted + key, key, value, use.role), taken, statement, parts)
        elif isinstance(value, _LISTS) and _is_flat(value):
            for i, item in enumerate(value):
                if taken := use.takes(item):
                    _take_value(Given(f"{dotted}{key}.{i}", key, item, use.role), taken, statement, parts)
        elif _is_nested(value):
            below.append(((*path, key), value, use))
        elif taken := use.takes(value):
            _take_value(Given(dotted + key, key, value, use.role), taken, statement, parts)
    if statement.numbers or statement.quotes:
        statement.hint = _hint(node)
        parts.statements.append(statement)
    return below


def _fields(node: Any, schemas: tuple[type[BaseModel], ...]) -> list[tuple[str, Any, FieldUse]]:
    if is_model(node.__class__):
        values, extra = node.__dict__, node.__pydantic_extra__
        known = [(name, values.get(name), use) for name, use in field_uses(node.__class__)]
        return known + _keys(extra, schema_uses(node.__class__)) if extra else known
    if not isinstance(node, Mapping):
        node = record_values(node)
    schema = choose_schema(schemas, frozenset(map(str, node))) if schemas else None
    return _keys(node, schema_uses(schema) if schema else {})


def _keys(node: Mapping[Any, Any], known: Mapping[str, FieldUse]) -> list[tuple[str, Any, FieldUse]]:
    return [(key, value, known.get(key) or key_use(key)) for key, value in ((str(key), value) for key, value in node.items())]


def _is_flat(values: Collection[Any]) -> bool:
    return all(isinstance(value, _PLAIN) or not _is_nested(value) for value in values)


def _take_value(given: Given, taken: Taken, statement: Statement, parts: Parts) -> None:
    """Put a value that holds no objects where it belongs: numbers, quotes, slots or listed names."""
    if taken is Taken.NUMBER:
        statement.numbers.append(given)
    elif taken is Taken.QUOTE:
        statement.quotes.append(given)
    elif taken is Taken.LISTED:
        parts.listed.append(given)
    elif given.role:
        statement.fill(given.role, given)


def _hint(node: Any) -> tuple[int, int] | None:
    """Return `start` and `end` of an object, where it has both as whole numbers."""
    if isinstance(node, Mapping):
        start, end = node.get("start"), node.get("end")
    else:
        start, end = getattr(node, "start", None), getattr(node, "end", None)
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool) or isinstance(end, bool):
        return None
    return (start, end) if 0 <= start < end else None
