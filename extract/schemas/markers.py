"""Markers that tell the validator and the models what a field of a schema is for.

Use them with `typing.Annotated`:

    class Trial(BaseModel):
        quote: str                                   # a field named `quote` is a quote without a marker
        sentence: Annotated[str, Quote()]            # so is this one
        dose: Decimal                                # every number is checked against the text …
        relevance: Annotated[int, NotStated()]       # … unless the text does not state it
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Quote:
    """The string is a verbatim piece of the text."""


@dataclass(frozen=True, slots=True)
class NotStated:
    """The number is a judgement or a computation: the text does not state it, and nothing checks it."""


@dataclass(frozen=True, slots=True)
class AddedByTool:
    """The field is filled after the model has answered; no model is asked for it."""


class Role(StrEnum):
    """What a field says about the number beside it."""

    UNIT = "unit"
    VALUE_HIGH = "value_high"
    UNCERTAINTY = "uncertainty"
    MODIFIER = "modifier"
    METRIC = "metric"
    SUBJECT = "subject"
    DATASET = "dataset"
    BASELINE = "baseline"
    CONDITION = "condition"
    METHOD_NAME = "method_name"
    DATASET_NAME = "dataset_name"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Says:
    """The field plays a role in a statement about a number, so that the validator knows how to check it."""

    role: Role
