"""The schema as models are asked: numbers as verbatim strings, every key required, nothing a strict mode refuses."""

from __future__ import annotations

import types
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, RootModel, create_model
from pydantic.fields import FieldInfo

from extract.schemas.markers import AddedByTool, NotStated

NUMBER_NOTE = "Give it as a string, exactly as written in the text."
_NUMBERS = (int, float, Decimal, Fraction)
_DROPPED_KEYWORDS = frozenset({"title", "default", "examples", "uniqueItems", "minLength", "maxLength", "minItems", "maxItems"})
_KNOWN_FORMATS = frozenset({"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"})


class AskedModel(BaseModel):
    """Base of the classes that models are asked to fill. Its JSON schema holds only what strict modes accept."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON schema without defaults and constraints, with no keyword beside a `$ref`. Callers share it."""
        return _strict_schema(cls)


@lru_cache(maxsize=256)
def _strict_schema(model: type[AskedModel]) -> dict[str, Any]:
    schema = super(AskedModel, model).model_json_schema()
    return {**_strict(schema, schema.get("$defs", {})), "title": model.__name__}


@lru_cache(maxsize=256)
def answer_schema(schema: type[BaseModel]) -> type[BaseModel]:
    """Derive the class that a model is asked to fill from the class that the user wants.

    Every int, float and Decimal becomes a string that repeats the text; numbers marked `NotStated` stay numbers, fields
    marked `AddedByTool` are left out. All keys are required; optional ones may be null. Descriptions, literals and
    enumerations are kept, constraints and validators are not: they are applied when the answer is read.
    """
    return _Deriver().asked(schema)


def added_by_tool(field: FieldInfo) -> bool:
    """Say whether the field is filled after the model has answered."""
    return any(isinstance(marker, AddedByTool) for marker in field.metadata)


def not_stated(field: FieldInfo) -> bool:
    """Say whether the field's number is one that the text does not state."""
    return any(isinstance(marker, NotStated) for marker in field.metadata)


def allows_null(annotation: Any) -> bool:
    """Say whether None is one of the values of a type."""
    if get_origin(annotation) is Annotated:
        return allows_null(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return any(allows_null(member) for member in get_args(annotation))
    return annotation is None or annotation is types.NoneType or annotation is Any


def is_listed(annotation: Any) -> bool:
    """Say whether a type is written as a JSON array: lists, tuples, sets and their abstract kin."""
    origin = get_origin(annotation) or annotation
    return isinstance(origin, type) and issubclass(origin, Iterable) and not issubclass(origin, str | bytes | Mapping | BaseModel | Enum)


def _is_collection(annotation: Any) -> bool:
    return is_listed(annotation) or get_origin(annotation) is dict


class _Deriver:
    """One derivation. Classes that refer to themselves meet the name of the class under way."""

    def __init__(self) -> None:
        self._under_way: dict[type[BaseModel], str] = {}
        self._done: dict[type[BaseModel], type[BaseModel]] = {}
        self._namespace: dict[str, Any] = {}

    def asked(self, schema: type[BaseModel]) -> type[BaseModel]:
        root: type[BaseModel] = self._model(schema)
        for model in self._done.values():
            model.model_rebuild(_types_namespace=self._namespace)
        return root

    def _model(self, schema: type[BaseModel]) -> Any:
        if schema in self._done:
            return self._done[schema]
        if schema in self._under_way:
            return ForwardRef(self._under_way[schema])
        name = self._under_way[schema] = f"_asked_{len(self._under_way)}"
        fields: dict[str, Any] = {key: self._field(field) for key, field in schema.model_fields.items() if not added_by_tool(field)}
        model = create_model(schema.__name__, __base__=AskedModel, __doc__=schema.__doc__, **fields)
        self._done[schema] = self._namespace[name] = model
        return model

    def _field(self, field: FieldInfo) -> tuple[Any, FieldInfo]:
        asked = self._type(field.annotation, not_stated(field))
        note = field.description or ""
        if _holds_number(field.annotation) and not not_stated(field):
            note = f"{note.rstrip('.')}. {NUMBER_NOTE}" if note else NUMBER_NOTE
        if not field.is_required() and not allows_null(asked) and not _is_collection(asked):
            asked = asked | None
        return asked, Field(description=note or None)

    def _type(self, annotation: Any, stays: bool) -> Any:
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._type(args[0], stays or any(isinstance(marker, NotStated) for marker in args[1:]))
        if origin in (Union, types.UnionType):
            return Union[tuple(self._type(member, stays) for member in args)]  # noqa: UP007
        if origin is Literal or annotation is None or annotation is types.NoneType:
            return annotation
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return dict[str, self._type(args[1], stays)]  # type: ignore[misc]
        if is_listed(annotation):
            return self._list(args, stays)
        return self._plain(resolved(annotation), stays)

    def _list(self, args: tuple[Any, ...], stays: bool) -> Any:
        members = tuple(self._type(member, stays) for member in args if member is not Ellipsis)
        return list[Union[members] if members else Any]  # type: ignore[misc]  # noqa: UP007

    def _plain(self, annotation: Any, stays: bool) -> Any:
        if not isinstance(annotation, type):
            return annotation
        if issubclass(annotation, RootModel):
            return self._type(annotation.model_fields["root"].annotation, stays)
        if issubclass(annotation, BaseModel):
            return self._model(annotation)
        if is_number(annotation):
            return (int if issubclass(annotation, int) else float) if stays else str
        return annotation


def is_number(annotation: Any) -> bool:
    """Say whether a type is int, float, Decimal or Fraction; bool and enumerations are not."""
    return isinstance(annotation, type) and issubclass(annotation, _NUMBERS) and not issubclass(annotation, bool | Enum)


def resolved(annotation: Any) -> Any:
    """Follow `type X = …` and `NewType` to what they stand for."""
    for attribute in ("__value__", "__supertype__"):
        if not isinstance(annotation, type) and hasattr(annotation, attribute):
            return resolved(getattr(annotation, attribute))
    return annotation


def _holds_number(annotation: Any) -> bool:
    annotation = resolved(annotation)
    if get_origin(annotation) is Literal:
        return False
    return is_number(annotation) or any(_holds_number(member) for member in get_args(annotation))


def _strict(schema: Mapping[str, Any], definitions: Mapping[str, Any], inlined: Collection[str] = ()) -> dict[str, Any]:
    """Return a JSON schema as the strict modes want it. A `$ref` with keywords beside it is replaced by what it refers to."""
    name = schema["$ref"].rpartition("/")[2] if "$ref" in schema else None
    if name is not None and name not in inlined and len(schema) > 1:
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return _strict({**definitions[name], **beside}, definitions, (*inlined, name))
    if name is not None:
        return {"$ref": schema["$ref"]}
    kept = {key: value for key, value in schema.items() if key not in _DROPPED_KEYWORDS}
    if kept.get("format", "date") not in _KNOWN_FORMATS:
        del kept["format"]
    return {key: _strict_keyword(key, value, definitions, inlined) for key, value in kept.items()}


def _strict_keyword(key: str, value: Any, definitions: Mapping[str, Any], inlined: Collection[str]) -> Any:
    if key in ("properties", "$defs"):
        return {name: _strict(member, definitions, inlined) for name, member in value.items()}
    if key in ("anyOf", "prefixItems"):
        return [_strict(member, definitions, inlined) for member in value]
    if key in ("items", "additionalProperties") and isinstance(value, Mapping):
        return _strict(value, definitions, inlined)
    return value
