"""Readings as plain values, for JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from extract.numbers.readings import Reading, Value


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as it stands in the lines of `extract numbers`: places, every way to understand it, what it is."""
    return {
        "quote": reading.quote,
        "start": reading.start,
        "end": reading.end,
        "form": str(reading.form),
        "values": [_value(value) for value in reading.values],
        "modifier": reading.modifier and str(reading.modifier),
        "distractor": reading.distractor and str(reading.distractor),
    }


def _value(value: Value) -> dict[str, Any]:
    return {
        "value": json_number(value.value),
        "value_high": json_number(value.high),
        "unit": value.unit,
        "uncertainty": json_number(value.uncertainty),
    }


def json_number(number: Fraction | None) -> int | float | None:
    """Return an exact number as a JSON number, an int when it is whole; one too large for a float as an int."""
    if number is None:
        return None
    if number.denominator == 1:
        return number.numerator
    try:
        return float(number)
    except OverflowError:
        return int(number)
