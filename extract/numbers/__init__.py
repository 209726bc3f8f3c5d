"""Find and read every number in running scientific text."""

from extract.numbers.latex import View, undo_latex
from extract.numbers.reader import read_numbers, read_value, readings_of
from extract.numbers.readings import Distractor, Form, Modifier, Reading, Value
from extract.numbers.units import conversion, normal_unit, parse_unit, same_unit

__all__ = [
    "Distractor",
    "Form",
    "Modifier",
    "Reading",
    "Value",
    "View",
    "conversion",
    "normal_unit",
    "parse_unit",
    "read_numbers",
    "read_value",
    "readings_of",
    "same_unit",
    "undo_latex",
]
