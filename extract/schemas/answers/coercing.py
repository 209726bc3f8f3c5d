"""Bring the plain values of a model's answer into the form that the schema takes, without judging them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from extract.numbers import read_value
from extract.schemas.answers.asking import added_by_tool, allows_null, is_listed, is_number, resolved

Convert: TypeAlias = Callable[[Any], Any]

_MAX_MAGNITUDE = 308
_MAX_LENGTH = 400
_PRECISION = 50
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_BLANKS = frozenset({"", "null"})
_BLANK_NUMBERS = _BLANKS | {"none", "n/a", "-"}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands where a number belongs and none could be read; no schema takes it."""

    given: object


@dataclass(frozen=True, slots=True)
class _Field:
    """How one field of a schema is read: the keys it may stand under, and what becomes of null and of a missing key."""

    name: str
    keys: tuple[str, ...]
    convert: Convert | None
    null_allowed: bool
    listed: bool
    required: bool


@lru_cache(maxsize=256)
def keys_of(schema: type[BaseModel]) -> frozenset[str]:
    """Return every key that a field of the schema may stand under."""
    return frozenset(key for name, field in schema.model_fields.items() for key in keys_for(name, field))


@lru_cache(maxsize=512)
def converter(schema: type[BaseModel], trusted: bool = False) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Return the function that turns a JSON object into what the schema validates.

    Unknown keys are dropped, and so are fields marked `AddedByTool` unless the answer is trusted; a missing key becomes
    null or an empty list where the schema demands the key and allows that.
    """
    fields = tuple(_field(name, field, trusted) for name, field in schema.model_fields.items() if trusted or not added_by_tool(field))

    def convert(raw: Mapping[str, Any]) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for field in fields:
            value = _value(raw, field.keys)
            if value is not None:
                plain[field.name] = value if field.convert is None else field.convert(value)
            elif field.null_allowed:
                plain[field.name] = None
            elif field.listed and field.required:
                plain[field.name] = []
        return plain

    return convert


def _value(raw: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    for key in keys:
        if key in raw:
            return raw[key]
    return None


def keys_for(name: str, field: FieldInfo) -> tuple[str, ...]:
    """Return the keys a field may stand under in an answer: its name, then its aliases."""
    aliases = (field.alias, field.validation_alias if isinstance(field.validation_alias, str) else None)
    return tuple(dict.fromkeys([name, *(alias for alias in aliases if alias)]))


def _field(name: str, field: FieldInfo, trusted: bool) -> _Field:
    return _Field(
        name=name,
        keys=keys_for(name, field),
        convert=_for_type(field.annotation, trusted),
        null_allowed=allows_null(field.annotation),
        listed=is_listed(field.annotation),
        required=field.is_required(),
    )


def _for_type(annotation: Any, trusted: bool) -> Convert | None:
    """Return how a value other than null is read as a type, or None where it is taken as it is."""
    annotation = resolved(annotation)
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _for_type(args[0], trusted)
    if origin in (Union, UnionType):
        return _for_union(args, trusted)
    if origin is Literal:
        return _choice(args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_for_type(args[1], trusted))
    if is_listed(annotation):
        return _listing([_for_type(member, trusted) for member in args if member is not Ellipsis])
    return _for_class(annotation, trusted) if isinstance(annotation, type) else None


def _for_class(annotation: type, trusted: bool) -> Convert | None:
    if issubclass(annotation, BaseModel):
        return lambda value: converter(annotation, trusted)(value) if isinstance(value, dict) else value
    if issubclass(annotation, Enum):
        return _choice(tuple(member.value for member in annotation))
    if is_number(annotation):
        return read_number
    return _text if issubclass(annotation, str) else None


def _for_union(members: tuple[Any, ...], trusted: bool) -> Convert | None:
    others = [resolved(member) for member in members if member is not NoneType]
    if len(others) == 1:
        convert = _for_type(others[0], trusted)
        blanks = _BLANK_NUMBERS if convert is read_number else _BLANKS
        return lambda value: None if _is_blank(value, blanks) else convert(value) if convert else value
    models = [member for member in others if isinstance(member, type) and issubclass(member, BaseModel)]
    if models:
        return lambda value: converter(_likeliest(models, value), trusted)(value) if isinstance(value, dict) else value
    return _number_or_same if any(is_number(member) for member in others) else None


def _is_blank(value: Any, blanks: frozenset[str]) -> bool:
    return isinstance(value, str) and len(value) < 5 and value.strip().casefold() in blanks


def _likeliest(models: list[type[BaseModel]], value: Mapping[str, Any]) -> type[BaseModel]:
    """Choose the member of a union that an object was meant for: its tags agree, and most of its keys are there."""

    def agreement(model: type[BaseModel]) -> tuple[int, int]:
        tags = [
            value.get(name) in get_args(field.annotation)
            for name, field in model.model_fields.items()
            if get_origin(field.annotation) is Literal
        ]
        return sum(tags) - len(tags), len(value.keys() & keys_of(model))

    return max(models, key=agreement)


def _choice(values: tuple[Any, ...]) -> Convert:
    known = {_folded(value): value for value in values if isinstance(value, str)}
    exact = frozenset(value for value in values if isinstance(value, str))

    def choose(value: Any) -> Any:
        if not isinstance(value, str) or value in exact:
            return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value
        return known.get(_folded(value), value)

    return choose


def _folded(value: str) -> str:
    return value.strip().casefold().replace(" ", "_").replace("-", "_")


def _mapping(convert: Convert | None) -> Convert | None:
    if convert is None:
        return None
    return lambda value: {key: convert(item) for key, item in value.items()} if isinstance(value, dict) else value


def _listing(converts: list[Convert | None]) -> Convert:
    """Read a list; one value where a list belongs is a list of one. Members of unlike types are left to the schema."""
    convert = converts[0] if len(converts) == 1 else None
    if convert is None:
        return lambda value: list(value) if isinstance(value, list) else [value]
    return lambda value: [convert(item) for item in (value if isinstance(value, list) else [value])]


def _text(value: Any) -> Any:
    if isinstance(value, str | bool) or not isinstance(value, int | Decimal):
        return value
    return str(value)


def _number_or_same(value: Any) -> Any:
    read = read_number(value)
    return value if isinstance(read, Unreadable) else read


def read_number(value: Any) -> Any:
    """Return the exact number that a model gave as a JSON number or as a string that words it, else `Unreadable`.

    A record must hold it as a JSON number, so one beyond 10^308 cannot be read, and NaN and Infinity are no numbers.
    """
    if isinstance(value, str):
        value = _worded(value.strip())
    elif isinstance(value, bool) or not isinstance(value, int | Decimal):
        return Unreadable(value)
    if isinstance(value, Decimal) and (not value.is_finite() or abs(value.adjusted()) > _MAX_MAGNITUDE):
        return Unreadable(value)
    return value


@lru_cache(maxsize=4096)
def _worded(text: str) -> Decimal | Unreadable:
    if len(text) > _MAX_LENGTH:
        return Unreadable(text)
    if _PLAIN_NUMBER.fullmatch(text):
        return Decimal(text)
    values = read_value(text)
    return exact_decimal(values[0].value) if values else Unreadable(text)


def exact_decimal(value: Fraction) -> Decimal:
    """Return a fraction as a Decimal: exact where it can be, else to 50 digits (one third)."""
    with localcontext() as context:
        context.prec = max(_PRECISION, len(str(value.numerator)), len(str(value.denominator)))
        return Decimal(value.numerator) / Decimal(value.denominator)
