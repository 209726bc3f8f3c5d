"""What the number under a span says, read as anywhere else in the project."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from extract.numbers import Reading, read_numbers, read_value
from extract.numbers.plain import json_number
from extract.schemas.paper import json_number as json_of_decimal


def reading_at(text: str, start: int, end: int) -> dict[str, Any] | None:
    """Return value, upper end, uncertainty, unit and modifier of the number in a span, None where it holds none, or cuts one.

    The text around it counts: "7" of "7 languages" has the unit "languages". One end of a range is a number of its own.
    """
    inside = [reading for reading in _readings(text) if reading.start < end and start < reading.end]
    best = max(inside, key=lambda reading: (reading.distractor is None, _shared(reading, start, end)), default=None)
    if best is not None and start <= best.number_start and best.number_end <= end:
        return _fields(best)
    return None if _cuts(text, start) or _cuts(text, end) else _alone(text[start:end], best)


def _cuts(text: str, place: int) -> bool:
    """Tell whether a border lies between two digits, a decimal point between them or not."""
    before, after = text[max(0, place - 2) : place].rstrip(".,")[-1:], text[place : place + 2].lstrip(".,")[:1]
    return before.isdigit() and after.isdigit()


def _alone(piece: str, around: Reading | None) -> dict[str, Any] | None:
    """Return what a piece says by itself, with the unit of the number it is a part of."""
    values = read_value(piece)
    if not values:
        return None
    unit = values[0].unit or (around.values[0].unit if around else None)
    modifier = around.modifier.value if around and around.modifier else None
    return {"value": json_number(values[0].value), "value_high": None, "uncertainty": None, "unit": unit, "modifier": modifier}


@lru_cache(maxsize=4)
def _readings(text: str) -> Sequence[Reading]:
    return tuple(read_numbers(text))


def _shared(reading: Reading, start: int, end: int) -> int:
    return min(reading.end, end) - max(reading.start, start)


def _fields(reading: Reading) -> dict[str, Any]:
    value = reading.values[0]
    return {
        "value": json_number(value.value),
        "value_high": json_number(value.high),
        "uncertainty": json_number(value.uncertainty),
        "unit": value.unit,
        "modifier": reading.modifier.value if reading.modifier else None,
    }


_MAX_MAGNITUDE = 400


def number_from(written: str) -> int | float | None:
    """Return the number that an annotator wrote into a field, None where it is none: "83.6", "1,400,000", "1.4 million"."""
    plain = written.strip()
    try:
        number = Decimal(plain)
    except InvalidOperation:
        values = read_value(plain)
        return json_number(values[0].value) if values else None
    is_usual = number.is_finite() and abs(number.adjusted()) <= _MAX_MAGNITUDE  # 1e999999999 would fill the memory
    return json_of_decimal(number) if is_usual else None
