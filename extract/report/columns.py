"""The columns of the report's table."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `filter` says how it is narrowed down (typed text, or one button for each of few contents), `width` is a CSS track."""

    key: str
    label: str
    width: str = ""
    filter: Literal["", "text", "buttons"] = ""
    shown: bool = True

    def to_json(self) -> dict[str, Any]:
        """Return the column as plain data."""
        return asdict(self)


PAPER = (
    Column("value", "Value", "9.5rem"),
    Column("metric", "Metric", "16%", "text"),
    Column("dataset", "Dataset", "13%", "text"),
    Column("subject", "Method", "13%", "text"),
    Column("baseline", "Compared with", "11%"),
    Column("condition", "Condition", shown=False),
    Column("kind", "Kind", "7.8rem", "buttons"),
    Column("quote", "Quote", shown=False),
    Column("unit", "Unit", shown=False),
    Column("reason", "Reason", shown=False),
)
OTHER = (
    Column("value", "Value", "22%"),
    Column("field", "Field", "18%", "text"),
    Column("quote", "Quote", "30%", "text"),
    Column("reason", "Reason", shown=False),
)


def columns_for(schema: str) -> tuple[Column, ...]:
    """Return the columns for a schema as records name it ("paper@1")."""
    return PAPER if schema.partition("@")[0] == "paper" else OTHER
