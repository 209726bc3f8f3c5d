"""Take out of an answer what does not fit the schema, piece by piece, so that the rest can be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel

from extract.records import Rejected
from extract.schemas.answers.asking import allows_null
from extract.schemas.answers.coercing import Unreadable, keys_for, keys_of

SCHEMA_INVALID = "schema_invalid"


@dataclass(frozen=True, slots=True)
class _Place:
    """A piece that can be taken out: an item of a list, or the value of an optional field (with what replaces it)."""

    container: list[Any] | dict[str, Any]
    key: int | str
    path: tuple[int | str, ...]
    nullable: bool = False


class Pruner:
    """Marks what does not fit, then takes it out. Paths keep the positions that items had in the model's answer."""

    def __init__(self, plain: dict[str, Any], raw: Mapping[str, Any], schema: type[BaseModel]) -> None:
        self.rejected: list[Rejected] = []
        self._plain = plain
        self._raw = raw
        self._schema = schema
        self._positions: dict[int, list[int]] = {}
        self._marked: dict[tuple[int | str, ...], _Place] = {}

    def mark(self, location: Sequence[int | str], message: str) -> bool:
        """Mark the piece around an error to be taken out; False where none can be."""
        place = self._place(location)
        if place is None:
            return False
        if place.path not in self._marked:
            self._marked[place.path] = place
            item = plain_json(_at(self._raw, place.path, place.container[place.key]))  # type: ignore[index]
            inside = ".".join(str(part) for part in location[len(place.path) :])
            text = f"{inside}: {message}" if inside else message
            path = ".".join(map(str, place.path))
            self.rejected.append(Rejected(path=path, item=item, reason=SCHEMA_INVALID, message=text))
        return True

    def prune(self) -> None:
        """Take out everything that is marked, the last items of a list first."""
        for place in sorted(self._marked.values(), key=lambda place: str(place.key).zfill(9), reverse=True):
            if isinstance(place.container, list):
                del self._original(place.container)[place.key]  # type: ignore[arg-type]
                del place.container[place.key]  # type: ignore[arg-type]
            elif place.nullable:
                place.container[place.key] = None  # type: ignore[index]
            else:
                del place.container[place.key]  # type: ignore[arg-type]
        self._marked.clear()

    def _original(self, items: list[Any]) -> list[int]:
        """Return the positions that the items of a list had in the answer."""
        return self._positions.setdefault(id(items), list(range(len(items))))

    def _place(self, location: Sequence[int | str]) -> _Place | None:
        """Find the innermost item of a list or mapping around an error, else the innermost optional field."""
        found: _Place | None = None
        in_item = False
        value: Any = self._plain
        model: type[BaseModel] | None = self._schema
        path: tuple[int | str, ...] = ()
        for part in location:
            if isinstance(value, list) and isinstance(part, int) and part < len(value):
                in_item = True
                found = _Place(value, part, (*path, self._original(value)[part]))
                path, value = found.path, value[part]
            elif isinstance(value, dict) and model is not None and part in keys_of(model):
                name, field = _field(model, str(part))
                path = (*path, name)
                if name in value and not in_item and (allows_null(field.annotation) or not field.is_required()):
                    found = _Place(value, name, path, allows_null(field.annotation))
                value, model = value.get(name), _model_in(field.annotation)
            elif isinstance(value, dict) and part in value:
                in_item = True
                found = _Place(value, part, (*path, part))
                path, value = found.path, value[part]
        return found


def _field(model: type[BaseModel], key: str) -> tuple[str, Any]:
    return next((name, field) for name, field in model.model_fields.items() if key in keys_for(name, field))


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the one schema class that a type speaks of; None if there are several, or none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    models = {model for model in map(_model_in, get_args(annotation)) if model is not None}
    return models.pop() if len(models) == 1 else None


def _at(raw: Any, path: Sequence[int | str], otherwise: Any) -> Any:
    """Return what the model gave at a path, or `otherwise` where it was shaped differently."""
    for part in path:
        try:
            raw = raw[part]
        except (KeyError, IndexError, TypeError):
            return otherwise
    return raw


def plain_json(value: Any) -> Any:
    """Return a value with its Decimals as JSON numbers, or as strings where a JSON number would change them."""
    if isinstance(value, Decimal):
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    if isinstance(value, Unreadable):
        return plain_json(value.given)
    if isinstance(value, list):
        return [plain_json(item) for item in value]
    if isinstance(value, dict):
        return {key: plain_json(item) for key, item in value.items()}
    return value
