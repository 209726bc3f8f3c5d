"""What each field of a schema, or each key of a plain dict, says about the numbers beside it."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from extract.schemas.markers import NotStated, Quote, Role, Says

NUMBERS = (int, float, Decimal, Fraction)
_ROLES = {
    "unit": Role.UNIT, "value_high": Role.VALUE_HIGH, "uncertainty": Role.UNCERTAINTY, "modifier": Role.MODIFIER,
    "metric": Role.METRIC, "subject": Role.SUBJECT, "method": Role.SUBJECT, "model": Role.SUBJECT, "system": Role.SUBJECT,
    "dataset": Role.DATASET, "benchmark": Role.DATASET, "baseline": Role.BASELINE, "condition": Role.CONDITION,
    "methods": Role.METHOD_NAME, "datasets": Role.DATASET_NAME, "code_urls": Role.URL, "urls": Role.URL, "url": Role.URL,
}  # fmt: skip
_NOT_STATED_KEYS = frozenset({"id", "index", "start", "end", "confidence", "char_start", "char_end", "page", "line"})
_VALUE_KEYS = frozenset({"value", "value_high", "uncertainty"})


_LISTED_ROLES = (Role.METHOD_NAME, Role.DATASET_NAME, Role.URL)
_NUMBER_ROLES = (Role.VALUE_HIGH, Role.UNCERTAINTY)


class Taken(StrEnum):
    """What a value of a field is taken for."""

    QUOTE = "quote"
    NUMBER = "number"
    LISTED = "listed"  # a name or an address of a list
    SLOT = "slot"  # what is said about the numbers of its object


@dataclass(frozen=True, slots=True)
class FieldUse:
    """How the validator treats one field: what its strings and its numbers are taken for. `models` are the schemas below it."""

    role: Role | None = None
    text: Taken | None = None
    number: Taken | None = Taken.NUMBER
    models: tuple[type[BaseModel], ...] = ()

    def takes(self, value: Any) -> Taken | None:
        """Return what a value that holds no objects is taken for. Nulls and booleans are taken for nothing."""
        if isinstance(value, str):
            return self.text
        if self.number is None or value is None or isinstance(value, bool):
            return None
        return self.number if self.number is Taken.QUOTE or isinstance(value, NUMBERS) else None


@lru_cache(maxsize=4096)
def key_use(key: str) -> FieldUse:
    """Return what a key of a plain dict means; only its name can tell."""
    return _use(_ROLES.get(key), quote=key == "quote", not_stated=key in _NOT_STATED_KEYS, numeric=key in _VALUE_KEYS)


def _use(role: Role | None, *, quote: bool, not_stated: bool, numeric: bool, models: tuple[type[BaseModel], ...] = ()) -> FieldUse:
    """Work out the use of a field. Strings of `numeric` ones are read as numbers."""
    if quote:
        return FieldUse(role, Taken.QUOTE, Taken.QUOTE, models)
    number = None if not_stated else Taken.NUMBER
    if numeric:
        return FieldUse(role, number, number, models)
    slot = Taken.SLOT if role and role not in _NUMBER_ROLES else None
    return FieldUse(role, Taken.LISTED if role in _LISTED_ROLES else slot, number, models)


@lru_cache(maxsize=256)
def schema_uses(schema: type[BaseModel]) -> Mapping[str, FieldUse]:
    """Return what each field of a schema means, by its name and its aliases: from its markers, else from its name."""
    uses: dict[str, FieldUse] = {}
    for name, info in schema.model_fields.items():
        use = _field_use(name, info)
        for key in (name, info.alias, info.validation_alias, info.serialization_alias):
            if isinstance(key, str):
                uses.setdefault(key, use)
    return uses


@lru_cache(maxsize=1024)
def is_model(kind: type[Any]) -> bool:
    """Tell the classes of pydantic models; asking an instance takes several times as long."""
    return issubclass(kind, BaseModel)


def is_record(value: Any) -> bool:
    """Tell instances of dataclasses."""
    return is_dataclass(value) and not isinstance(value, type)


def record_values(record: Any) -> dict[str, Any]:
    """Return the fields of an instance of a dataclass, as they are."""
    return {one.name: getattr(record, one.name) for one in fields(record)}


@lru_cache(maxsize=256)
def field_uses(schema: type[BaseModel]) -> tuple[tuple[str, FieldUse], ...]:
    """Return the fields of a schema, in order, with what they mean."""
    uses = schema_uses(schema)
    return tuple((name, uses[name]) for name in schema.model_fields)


def choose_schema(schemas: tuple[type[BaseModel], ...], keys: frozenset[str]) -> type[BaseModel] | None:
    """Return the schema that shares most keys with a plain dict, the first of equals."""
    return max(schemas, key=lambda schema: len(keys & schema_uses(schema).keys()), default=None)


def _field_use(name: str, info: FieldInfo) -> FieldUse:
    parts = [*info.metadata, *_parts(info.annotation)]
    roles = [part.role for part in parts if isinstance(part, Says)]
    return _use(
        roles[0] if roles else _ROLES.get(name),
        quote=name == "quote" or any(isinstance(part, Quote) or part is Quote for part in parts),
        not_stated=any(isinstance(part, NotStated) or part is NotStated for part in parts),
        numeric=any(part in NUMBERS for part in parts if isinstance(part, type)),
        models=tuple(part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)),
    )


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield the classes and the markers inside an annotation: of unions, lists, dicts and Annotated."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from annotation.__metadata__
        yield from _parts(annotation.__origin__)
    elif origin in (Union, types.UnionType) or (isinstance(origin, type) and issubclass(origin, (list, tuple, set, frozenset, dict))):
        for inner in get_args(annotation):
            yield from _parts(inner)
    elif hasattr(annotation, "__value__"):  # a type alias
        yield from _parts(annotation.__value__)
    elif isinstance(annotation, type):
        yield annotation
