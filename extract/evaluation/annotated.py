"""One document with its quantities, from any of the shapes they come in.

Flat, as people annotate: `{"id", "title", "text", "quantities": […], "methods": […]}`. Or as records have it, below `data`:
`{"id", "title", "text", "data": {"quantities": […]}, "checks": […]}`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extract.evaluation.agreeing import Row
from extract.records import Verdict

LISTS = ("methods", "datasets", "code_urls")
QUANTITIES = "quantities"
_WORST_FIRST = tuple(Verdict)


class Unreadable(ValueError):
    """A line is not what was expected. The message says what is wrong, and `hint` what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Annotated:
    """What one line says of one document.

    `quantities` is None where the line holds data of another shape (`data`), which only fields can be compared of. `verdicts` has the
    worst verdict of each quantity's checks, and is empty without checks. Offsets are characters of `text`, end-exclusive.
    """

    id: str | None
    text: str | None
    quantities: tuple[Row, ...] | None
    data: Mapping[str, Any] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    is_record: bool = False
    failed: bool = False
    schema: str | None = None

    @property
    def num_unplaced(self) -> int:
        return sum(place_of(row) is None for row in self.quantities or ())

    @property
    def num_misplaced(self) -> int:
        """Count the quotes that do not stand where their offsets say."""
        if self.text is None:
            return 0
        places = [(place, row.get("quote")) for row in self.quantities or () if (place := place_of(row)) is not None]
        return sum(quote is not None and self.text[start:end] != quote for (start, end), quote in places)


def annotated_from(row: Any) -> Annotated:
    """Read one line.

    Raises:
        Unreadable: it is no document with quantities or data.
    """
    if not isinstance(row, dict):
        raise Unreadable("no JSON object", 'each line is one document: {"id", "text", "quantities": […]}')
    is_record = "status" in row and "data" in row
    failed = is_record and row["data"] is None
    data = row.get("data", row) if not failed else {}
    if not isinstance(data, dict):
        raise Unreadable("'data' is no JSON object", 'give the facts of the document as {"quantities": […]}')
    if data is row and QUANTITIES not in row:
        raise Unreadable("neither 'quantities' nor 'data'", 'give "quantities": [] for a text that states none')
    id_, text = _string(row, "id"), _string(row, "text")
    if id_ is None and text is None:
        raise Unreadable("neither 'id' nor 'text'", "documents are joined by id, or else by equal text")
    quantities = () if failed else _quantities(data)
    verdicts = _verdicts(row.get("checks"), len(quantities)) if quantities is not None else ()
    return Annotated(id_, text, quantities, data, verdicts, is_record, failed, row.get("schema") if is_record else None)


def place_of(row: Row) -> tuple[int, int] | None:
    """Return where a quantity stands, None where it has no place."""
    start, end = row.get("start"), row.get("end")
    return None if start is None or end is None else (start, end)


def _string(row: Row, name: str) -> str | None:
    content = row.get(name)
    if name == "id" and isinstance(content, int) and not isinstance(content, bool):
        return str(content)
    if content is not None and not isinstance(content, str):
        raise Unreadable(f"{name!r} is no string", f"give {name!r} as a JSON string")
    return content


def _quantities(data: Row) -> tuple[Row, ...] | None:
    if QUANTITIES not in data:
        return None
    rows = data[QUANTITIES]
    if not isinstance(rows, list):
        raise Unreadable("'quantities' is no list", 'give "quantities": [] for a text that states none')
    return tuple(_quantity(row, number) for number, row in enumerate(rows))


def _quantity(row: Any, number: int) -> Row:
    name = f"{QUANTITIES}.{number}"
    if not isinstance(row, dict):
        raise Unreadable(f"{name} is no JSON object", "a quantity has start, end, value, unit and the other fields of the schema paper")
    place = place_of(row)
    if place is not None and not (_is_whole(place[0]) and _is_whole(place[1]) and 0 <= place[0] < place[1]):
        raise Unreadable(f"{name}: start {place[0]!r} and end {place[1]!r} are no place", "give characters of the text, end exclusive")
    also = row.get("also")
    if also is not None and not (isinstance(also, dict) and all(isinstance(readings, list) for readings in also.values())):
        raise Unreadable(f"{name}.also is no object of lists", "give {slot: [other right answers]}")
    return row


def _is_whole(number: Any) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _verdicts(checks: Any, num_quantities: int) -> tuple[Verdict, ...]:
    """Return the worst verdict of each quantity's checks; nothing where there are no checks."""
    if not isinstance(checks, list) or not checks:
        return ()
    found: dict[int, list[Verdict]] = defaultdict(list)
    for check in checks:
        name, _, rest = str(check.get("path", "")).partition(".") if isinstance(check, dict) else ("", "", "")
        number = rest.partition(".")[0]
        if name == QUANTITIES and number.isdecimal():
            found[int(number)].append(_verdict(check.get("verdict")))
    return tuple(_worst(found[number]) for number in range(num_quantities))


def _verdict(name: Any) -> Verdict:
    if name not in list(Verdict):
        raise Unreadable(f"{name!r} is no verdict", f"verdicts are {', '.join(Verdict)}")
    return Verdict(name)


def _worst(verdicts: Iterable[Verdict]) -> Verdict:
    return min(verdicts, key=_WORST_FIRST.index, default=Verdict.NOT_CHECKED)
