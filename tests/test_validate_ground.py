"""Grounding puts the source's own characters in the place of what a model gave."""

from __future__ import annotations

from decimal import Decimal

from extract.schemas.paper import Paper, Quantity
from extract.validate import ground

TEXT = "We propose Wren. Wren reaches 71.2\\% accuracy on CIFAR-10, and 71.2\\% on STL. It has 1.4 million parameters."


def quantity(quote: str, value: str, **more: object) -> Quantity:
    """Return a quantity with the fields that matter here."""
    return Quantity.model_validate({"quote": quote, "value": Decimal(value), "kind": "result", **more})


def test_a_quote_is_narrowed_to_the_number_with_its_unit() -> None:
    """`quote`, `start` and `end` become those of the source; what the model gave stands in the check."""
    result = ground(TEXT, Paper(quantities=[quantity("Wren reaches 71.2% accuracy", "71.2", unit="%")]))
    (item,) = result.data.quantities
    assert isinstance(result.data, Paper)
    assert (item.quote, TEXT[item.start : item.end]) == ("71.2\\%", "71.2\\%")
    assert (result.checks[0].reason, result.checks[0].given) == ("quote_respaced", "Wren reaches 71.2% accuracy")


def test_equal_quotes_get_different_places_in_order() -> None:
    """Two items with one quote stand for the two places that the text has."""
    result = ground(TEXT, {"quantities": [{"quote": "71.2\\%", "value": 71.2}, {"quote": "71.2\\%", "value": 71.2}]})
    starts = [item["start"] for item in result.data["quantities"]]
    assert starts == [TEXT.index("71.2"), TEXT.rindex("71.2")]


def test_the_occurrence_that_agrees_with_the_slots_is_chosen() -> None:
    """The dataset tells which of two equal numbers is meant."""
    result = ground(TEXT, {"quantities": [{"quote": "71.2%", "value": 71.2, "unit": "%", "dataset": "STL"}]})
    assert result.data["quantities"][0]["start"] == TEXT.rindex("71.2")


def test_offsets_of_an_item_are_a_hint_that_is_verified() -> None:
    """Right offsets choose the place, wrong ones are searched anew."""
    second = TEXT.rindex("71.2")
    right = {"quote": "71.2\\%", "value": 71.2, "start": second, "end": second + 6}
    wrong = {"quote": "1.4 million", "value": 1400000, "start": 2, "end": 9}
    result = ground(TEXT, [right, wrong])
    assert [item["start"] for item in result.data] == [second, TEXT.index("1.4")]


def test_offsets_are_moved_to_the_document() -> None:
    """A chunk's offsets become its document's; a quote that stands nowhere gets none and stays as given."""
    result = ground(TEXT, Paper(quantities=[quantity("1.4 million", "1400000"), quantity("9 million", "9000000")]), offset=1000)
    first, second = result.data.quantities
    assert (first.quote, first.start) == (TEXT[first.start - 1000 : first.end - 1000], 1000 + TEXT.index("1.4"))
    assert (second.quote, second.start, second.end) == ("9 million", None, None)
