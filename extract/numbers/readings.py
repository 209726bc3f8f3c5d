"""What the number reader makes of a piece of text."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Form(StrEnum):
    """How a number is written."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    WORD = "word"  # seven, half a million, a dozen
    FRACTION = "fraction"  # 1/14, 1 in 8, two thirds
    RATIO = "ratio"  # 2:4
    RANGE = "range"  # 10-20%, between 3 and 5
    DIMENSION = "dimension"  # 224x224
    POWER = "power"  # 10^{-3}, 4.7e-4
    MULTIPLIER = "multiplier"  # 3x, threefold, twice, half
    ORDERS = "orders"  # two orders of magnitude


class Distractor(StrEnum):
    """Why a number in the text is no quantity."""

    NAME = "name"  # ResNet-50, ImageNet-1K, F1, 3D, CO_2
    YEAR = "year"
    DATE = "date"
    CITATION = "citation"
    LIST_NUMBER = "list_number"
    REFERENCE = "reference"  # Figure 3, Table 2, Section 4
    URL = "url"
    FORMULA = "formula"  # O(n^2)
    PRONOUN = "pronoun"  # one of them
    DESIGN = "design"  # two-stage, single-path
    ORDINAL = "ordinal"  # first, 3rd
    CUTOFF = "cutoff"  # top 10, pass@100
    VAGUE = "vague"  # hundreds of, orders of magnitude


class Modifier(StrEnum):
    """What the text says around a number: about, at least, at most, up to."""

    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    UP_TO = "up_to"


class Value(NamedTuple):
    """One way to understand a number: exact, in the unit as normalised by `units`.

    `value` of "1.4 million parameters" is 1400000 with unit "parameters"; of "83.6%" it is 83.6 with unit "%";
    of "224x224" it is 224 with unit "px". `high` is the upper end where one expression states a range.
    """

    value: Fraction
    unit: str | None = None
    high: Fraction | None = None
    uncertainty: Fraction | None = None


class Reading(NamedTuple):
    """One number found in a text.

    `text[start:end] == quote` is the shortest piece that holds the number with its unit and its sign or one of ~ < > +;
    `text[number_start:number_end]` the number alone, without its unit. `values` holds every way to understand it, the
    likeliest first, and is never empty. A number that is no quantity says why in `distractor`.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    quote: str
    form: Form
    values: tuple[Value, ...]
    modifier: Modifier | None = None
    distractor: Distractor | None = None
