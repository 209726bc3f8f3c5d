"""From the JSON that a model wrote to an instance of the schema; what cannot be read is kept aside, not lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from extract.records import Rejected
from extract.schemas.answers.coercing import Unreadable, converter, keys_of
from extract.schemas.answers.pruning import Pruner

_MAX_ROUNDS = 20
_MAX_CANDIDATES = 50
_MAX_DIGITS = 400
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read of a model's answer: `data` is None exactly when `problem` says why nothing could be read."""

    data: BaseModel | None
    rejected: list[Rejected] = field(default_factory=list)
    problem: str | None = None


def read_answer(json_text: str, schema: type[BaseModel], *, trusted: bool = False) -> Answer:
    """Read a model's answer as an instance of `schema`.

    Read leniently: text and code fences around the object, unknown keys, missing optional keys, numbers as numbers or as
    the text words them ("83.6%", "1.4 million"), one item where a list belongs. A list item that still does not fit is
    left out and returned in `rejected`; so is a bad value of an optional field. Numbers are exact, NaN and Infinity are
    none. Fields marked `AddedByTool` are taken from `trusted` answers only.
    """
    raw = json_object(json_text, keys_of(schema))
    if raw is None:
        return Answer(None, problem=_no_object(json_text))
    if not raw.keys() & keys_of(schema):
        return Answer(None, problem="the answer's JSON object has none of the expected keys")
    try:
        plain = converter(schema, trusted)(raw)
    except RecursionError:
        return Answer(None, problem="the answer is nested too deeply")
    return _validated(plain, raw, schema)


def json_object(text: str, keys: frozenset[str]) -> dict[str, Any] | None:
    """Find the JSON object in a model's answer; one that has one of `keys` before any other.

    Numbers with a fraction or an exponent become Decimals; NaN, Infinity and endless integers stay strings. Lone
    surrogates become U+FFFD. An object that holds nothing but the wanted one is opened.
    """
    found: dict[str, Any] | None = None
    for candidate in _objects(text):
        candidate = _opened(candidate, keys)
        if candidate.keys() & keys:
            found = candidate
            break
        found = found if found is not None else candidate
    if found is not None and (_ESCAPED_SURROGATE.search(text) or _SURROGATE.search(text)):
        found = _without_surrogates(found)
    return found


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) < _MAX_DIGITS else digits


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_int=_integer, parse_constant=str, strict=False)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the outermost JSON objects of a text, in order."""
    start = text.find("{")
    for _ in range(_MAX_CANDIDATES):
        if start < 0:
            return
        try:
            found, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            yield found
        start = text.find("{", end)


def _opened(found: dict[str, Any], keys: frozenset[str]) -> dict[str, Any]:
    if len(found) == 1 and not found.keys() & keys:
        (inner,) = found.values()
        return inner if isinstance(inner, dict) else found
    return found


def _no_object(text: str) -> str:
    if not text.strip():
        return "the answer is empty"
    return "the answer's JSON is malformed or cut off" if "{" in text else "the answer holds no JSON object"


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub(_REPLACEMENT, value)
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    return value


def _validated(plain: dict[str, Any], raw: Mapping[str, Any], schema: type[BaseModel]) -> Answer:
    """Validate, leaving out what does not fit, until the rest does or nothing can be left out any more."""
    pruner = Pruner(plain, raw, schema)
    for _ in range(_MAX_ROUNDS):
        try:
            return Answer(schema.model_validate(plain, by_alias=True, by_name=True), pruner.rejected)
        except ValidationError as error:
            problems = error.errors(include_url=False, include_context=False)
        for problem in problems:
            message = _message(problem)
            if not pruner.mark(problem["loc"], message):
                path = ".".join(map(str, problem["loc"])) or "the answer"
                return Answer(None, pruner.rejected, f"{path}: {message}")
        pruner.prune()
    return Answer(None, pruner.rejected, "too many parts of the answer do not fit the schema")


def _message(problem: ErrorDetails) -> str:
    given = problem["input"]
    return f"not a number: {str(given.given)[:80]!r}" if isinstance(given, Unreadable) else problem["msg"]
