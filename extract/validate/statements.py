"""Take an extracted instance apart into statements: the numbers of one object with the strings beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from extract.schemas.markers import Role
from extract.validate.fields import FieldUse, choose_schema, key_use, schema_uses

LISTED_ROLES = (Role.METHOD_NAME, Role.DATASET_NAME, Role.URL)
NUMBER_ROLES = (Role.VALUE_HIGH, Role.UNCERTAINTY)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """One field as it was given."""

    path: Path
    key: str
    value: Any
    role: Role | None = None

    @property
    def dotted(self) -> str:
        """The path as it stands in a check: "quantities.3.value"."""
        return ".".join(map(str, self.path))


@dataclass(slots=True)
class Statement:
    """The direct fields of one object: its numbers, its quotes, and what is said about them."""

    path: Path
    numbers: list[Given] = field(default_factory=list)
    quotes: list[Given] = field(default_factory=list)
    slots: dict[Role, Given] = field(default_factory=dict)
    hint: tuple[int, int] | None = None
    _said: dict[Role, str | None] = field(default_factory=dict, repr=False)

    def said(self, role: Role) -> str | None:
        """Return the string of a slot, stripped; None where it is absent or blank."""
        if role not in self._said:
            given = self.slots.get(role)
            self._said[role] = str(given.value).strip() or None if given else None
        return self._said[role]


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
    todo: list[tuple[Path, Any, tuple[type[BaseModel], ...]]] = [((), data, (schema,) if schema else ())]
    while todo:
        path, node, schemas = todo.pop()
        if isinstance(node, (list, tuple, set, frozenset)):
            todo.extend(reversed([((*path, i), item, schemas) for i, item in enumerate(node)]))
        elif isinstance(node, (BaseModel, Mapping)):
            todo.extend(reversed(_take_object(path, node, schemas, parts)))
    return parts


def is_number(value: Any) -> bool:
    """Tell numbers from everything else; booleans are none."""
    return isinstance(value, (int, float, Decimal, Fraction)) and not isinstance(value, bool)


def _take_object(
    path: Path, node: BaseModel | Mapping[Any, Any], schemas: tuple[type[BaseModel], ...], parts: Parts
) -> list[tuple[Path, Any, tuple[type[BaseModel], ...]]]:
    """Add the statement of one object; return what lies below it."""
    below: list[tuple[Path, Any, tuple[type[BaseModel], ...]]] = []
    statement = Statement(path)
    for key, value, use in _fields(node, schemas):
        if value is None or isinstance(value, bool):
            continue
        given = Given((*path, key), key, value, use.role)
        if isinstance(value, (str, int, float, Decimal)):
            _take_value(given, use, statement, parts)
        elif isinstance(value, (BaseModel, Mapping)) or (isinstance(value, (list, tuple, set, frozenset)) and not _is_flat(value)):
            below.append((given.path, value, use.models))
        else:
            _take_field(given, use, statement, parts)
    statement.hint = _hint(node)
    if statement.numbers or statement.quotes:
        parts.statements.append(statement)
    return below


def _fields(node: BaseModel | Mapping[Any, Any], schemas: tuple[type[BaseModel], ...]) -> Iterator[tuple[str, Any, FieldUse]]:
    if isinstance(node, BaseModel):
        uses = schema_uses(type(node))
        extra = node.__pydantic_extra__ or {}
        for key, value in [*((name, getattr(node, name, None)) for name in type(node).model_fields), *extra.items()]:
            yield key, value, uses.get(key) or key_use(key)
        return
    schema = choose_schema(schemas, frozenset(map(str, node)))
    known = schema_uses(schema) if schema else {}
    for key, value in node.items():
        yield str(key), value, known.get(str(key)) or key_use(str(key))


def _is_flat(values: Any) -> bool:
    return not any(isinstance(value, (BaseModel, Mapping, list, tuple, set, frozenset)) for value in values)


def _take_field(given: Given, use: FieldUse, statement: Statement, parts: Parts) -> None:
    """Put a field that holds no objects where it belongs: numbers, quotes, slots or listed names."""
    flat = given.value if isinstance(given.value, (list, tuple, set, frozenset)) else None
    if flat is not None:
        for i, value in enumerate(flat):
            if value is not None and not isinstance(value, bool):
                _take_value(Given((*given.path, i), given.key, value, use.role), use, statement, parts)
    else:
        _take_value(given, use, statement, parts)


def _take_value(given: Given, use: FieldUse, statement: Statement, parts: Parts) -> None:
    text = isinstance(given.value, str)
    if use.quote:
        statement.quotes.append(given)
    elif is_number(given.value) or (text and use.numeric):
        if not use.not_stated:
            statement.numbers.append(given)
    elif text and use.role in LISTED_ROLES:
        parts.listed.append(given)
    elif text and use.role and use.role not in NUMBER_ROLES:
        statement.slots.setdefault(use.role, given)


def _hint(node: BaseModel | Mapping[Any, Any]) -> tuple[int, int] | None:
    """Return `start` and `end` of an object, where it has both as whole numbers."""
    start, end = (node.get(key) if isinstance(node, Mapping) else getattr(node, key, None) for key in ("start", "end"))
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool) or isinstance(end, bool):
        return None
    return (start, end) if 0 <= start < end else None
