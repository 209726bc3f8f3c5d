"""The validator works on any pydantic schema and on plain dicts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import BaseModel, Field

from extract.errors import UsageError
from extract.schemas.markers import NotStated, Quote, Role, Says
from extract.validate import check, ground

TEXT = "In trial A-7, 240 patients took 1.5 mg of drug X for 12 weeks. Pain fell by 31% in the drug arm."


class Dose(BaseModel):
    """A dose with a unit field that a marker names."""

    sentence: Annotated[str, Quote()]
    amount: Decimal
    measured_in: Annotated[str | None, Says(Role.UNIT)] = None
    relevance: Annotated[int, NotStated()] = 5


class Trial(BaseModel):
    """A nested schema with a list, an optional object and an alias."""

    num_patients: int = Field(alias="numPatients")
    doses: list[Dose] = []
    blinded: bool = False
    weeks: list[int] | None = None


def summary(data: object, schema: type[BaseModel] | None = None) -> list[tuple[str, str, str]]:
    """Return path, verdict and reason of every check."""
    return [(found.path, found.verdict.value, found.reason) for found in check(TEXT, data, schema=schema)]


def test_every_number_of_a_schema_is_checked_but_the_ones_marked_as_not_stated() -> None:
    """Nested numbers and lists of numbers count, booleans and marked judgements do not."""
    dose = Dose(sentence="1.5 mg of drug X", amount=Decimal("1.5"), measured_in="mg")
    assert summary(Trial(numPatients=204, doses=[dose], blinded=True, weeks=[12])) == [
        ("num_patients", "unsupported", "value_not_in_text"),
        ("weeks.0", "supported", "value_stated"),
        ("doses.0.sentence", "supported", "quote_exact"),
        ("doses.0.amount", "supported", "value_stated"),
    ]


def test_a_plain_dict_is_read_by_its_schema_or_by_its_keys() -> None:
    """The schema's markers hold for dicts too; without one, key names tell what a field is."""
    data = {"numPatients": 240, "doses": [{"sentence": "1.5 mg of X", "amount": 1.5, "measured_in": "g", "relevance": 3}]}
    assert summary(data, Trial) == [
        ("numPatients", "supported", "value_stated"),
        ("doses.0.sentence", "unsupported", "quote_not_in_text"),
        ("doses.0.amount", "unsupported", "unit_differs"),
    ]
    assert summary({"patients": 240, "quote": "fell by 31%", "id": 9, "start": 3}) == [
        ("quote", "supported", "quote_exact"),
        ("patients", "unsupported", "value_not_in_quote"),
    ]


def test_a_list_at_the_top_and_numbers_in_strings_are_read() -> None:
    """Other tools give lists of objects, and values as strings."""
    data = [{"value": "31%", "quote": "Pain fell by 31%"}, {"value": "1,5 mg", "unit": "mg"}]
    assert summary(data) == [
        ("0.quote", "supported", "quote_exact"),
        ("0.value", "supported", "value_stated"),
        ("1.value", "supported", "value_stated"),
    ]


def test_listed_names_and_addresses_are_checked_one_by_one() -> None:
    """Methods, datasets and links have to stand in title or text."""
    data = {"methods": ["Wren", "Finch"], "datasets": ["Owls"], "urls": ["https://example.org/x"]}
    found = check("See example.org/x. Wren wins.", data, title="Owls")
    assert [(c.path, c.verdict.value, c.reason, c.in_) for c in found] == [
        ("methods.0", "supported", "name_in_text", "text"),
        ("methods.1", "unsupported", "name_not_in_source", None),
        ("datasets.0", "supported", "name_in_title", "title"),
        ("urls.0", "supported", "url_in_text", "text"),
    ]


def test_numbers_without_fields_beside_them_are_checked_too() -> None:
    """In lists of lists, in lists at the top, and alone; the marker of the field around them holds."""

    class Table(BaseModel):
        rows: list[list[float]]
        ratings: Annotated[list[list[int]], NotStated()] = []

    assert summary(Table(rows=[[240, 1.5], [13]], ratings=[[4]])) == [
        ("rows.0.0", "supported", "value_stated"),
        ("rows.0.1", "supported", "value_stated"),
        ("rows.1.0", "unsupported", "value_not_in_text"),
    ]
    assert summary([12, 13]) == [("0", "supported", "value_stated"), ("1", "unsupported", "value_not_in_text")]
    assert summary(Decimal("1.5")) == [("", "supported", "value_stated")]


def test_dataclasses_are_read_like_models() -> None:
    """Their field names tell what is what, and they come back as they are, with their quotes narrowed."""

    @dataclass(frozen=True)
    class Finding:
        quote: str
        value: float
        start: int | None = None

    found = ground(TEXT, {"findings": {Finding("Pain fell by 31%", 31)}})
    assert found.data == {"findings": {Finding("31%", 31, TEXT.index("31%"))}}
    assert [check.verdict for check in found.checks] == ["supported", "supported"]


@pytest.mark.parametrize("data", ['{"patients": 99}', b"99", object(), Dose])
def test_what_cannot_be_taken_apart_is_an_error_and_no_empty_list(data: object) -> None:
    """Else a text of JSON would look as if nothing were wrong with it."""
    with pytest.raises(UsageError, match="cannot be checked"):
        check(TEXT, data)
