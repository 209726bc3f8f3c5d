"""Numbers and slots as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from extract.schemas.paper import Quantity

_MODIFIERS = {"approx": "≈ ", "at_least": "≥ ", "at_most": "≤ ", "up_to": "up to "}
_MOST_DIGITS = 15


def shown_number(value: Decimal | float | int) -> str:
    """Return a number with its thousands apart: 1400000 as 1,400,000; with an exponent where it would be very long."""
    exact = Decimal(str(value)).normalize()
    if not exact.is_finite():
        return str(value)
    if exact and not -_MOST_DIGITS <= exact.adjusted() <= _MOST_DIGITS:
        return f"{exact:E}"
    return f"{exact:,f}"


def shown_value(quantity: Quantity) -> str:
    """Return value, range, uncertainty, unit and bound of a quantity: "≥ 10–20 %", "83.6 ± 0.2 %"."""
    number = shown_number(quantity.value)
    if quantity.value_high is not None:
        number += f"–{shown_number(quantity.value_high)}"
    if quantity.uncertainty is not None:
        number += f" ± {shown_number(quantity.uncertainty)}"
    unit = {None: "", "x": "×"}.get(quantity.unit, f" {quantity.unit}")
    return f"{_MODIFIERS.get(quantity.modifier or '', '')}{number}{unit}"


def shown(value: Any) -> str:
    """Return any plain value as a person reads it; an empty string for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return shown_number(value)
    return value if isinstance(value, str) else str(value)


def at_path(data: Any, path: str) -> Any:
    """Return what stands at a path ("doses.0.amount") of plain data; None where nothing stands there."""
    for key in path.split("."):
        if isinstance(data, Mapping):
            data = data.get(key)
        elif isinstance(data, list) and key.isdigit() and int(key) < len(data):
            data = data[int(key)]
        else:
            return None
    return data


def scalars(data: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of an object that are neither null, lists nor objects."""
    if isinstance(data, Mapping):
        yield from ((str(key), value) for key, value in data.items() if value is not None and not isinstance(value, list | Mapping))
