"""The schema as models are asked, and how their answers are read."""

from __future__ import annotations

import json
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from extract.schemas.answers import answer_schema, read_answer
from extract.schemas.markers import AddedByTool, NotStated
from extract.schemas.paper import Paper
from tests.server.checking import strictness_fault


class Arm(Enum):
    DRUG = "drug"
    PLACEBO = "placebo"


class Dose(BaseModel):
    amount: Decimal
    unit: str | None = None


class Trial(BaseModel):
    """A trial with most kinds of field."""

    name: str = Field(description="As the text names it.")
    patients: int = Field(ge=1)
    arms: list[Arm]
    doses: list[Dose] = []
    ratio: float | None = None
    relevance: Annotated[int, NotStated()] = 3
    design: Literal["parallel", "cross-over"] | None = None
    tags: dict[str, int] = {}
    parts: list[Trial] = []
    found_at: Annotated[int | None, AddedByTool()] = None


QUANTITY = {"quote": "7", "value": "7", "kind": "data"}


def read_paper(answer: object, **options: Any) -> Any:
    return read_answer(answer if isinstance(answer, str) else json.dumps(answer), Paper, **options)


def test_the_asked_schema_of_paper_is_valid_in_strict_modes() -> None:
    """All keys required, no further ones, no defaults, no keyword beside a reference."""
    schema = answer_schema(Paper).model_json_schema()
    assert strictness_fault(schema, "paper") is None
    assert sorted(schema["$defs"]["Quantity"]["required"]) == sorted(
        ["quote", "value", "value_high", "uncertainty", "unit", "kind", "metric", "subject", "dataset", "baseline", "condition", "modifier"]
    )


def test_numbers_are_asked_for_as_strings_and_marked_fields_are_not_asked_for() -> None:
    """A number that the text does not state stays a number; what the tool adds is left out."""
    asked = answer_schema(Trial)
    types = {name: field.annotation for name, field in asked.model_fields.items()}
    assert {name: types[name] for name in ("name", "patients", "arms", "ratio", "relevance", "design", "tags")} == {
        "name": str,
        "patients": str,
        "arms": list[Arm],
        "ratio": str | None,
        "relevance": int | None,
        "design": Literal["parallel", "cross-over"] | None,
        "tags": dict[str, str],
    }
    assert "found_at" not in types
    assert all(field.is_required() for field in asked.model_fields.values())


def test_descriptions_are_kept_and_say_that_numbers_are_verbatim() -> None:
    """The note follows the field's own description."""
    fields = answer_schema(Trial).model_fields
    assert fields["name"].description == "As the text names it."
    assert "exactly as written in the text" in (fields["patients"].description or "")
    assert answer_schema(Trial).__doc__ == "A trial with most kinds of field."


def test_a_schema_that_contains_itself_can_be_asked_for() -> None:
    """The derived class refers to itself in turn."""
    assert answer_schema(Trial).model_json_schema()["$defs"]["Trial"]["properties"]["parts"]["items"] == {"$ref": "#/$defs/Trial"}
    assert answer_schema(Trial) is answer_schema(Trial)


def test_a_natural_answer_is_read_whole() -> None:
    """Numbers as strings or numbers, missing optional keys, unknown keys."""
    dose = {"amount": 2.50, "unit": "mg", "colour": "red"}
    answer = {"name": "T1", "patients": "120", "arms": ["Drug"], "doses": [dose], "found_at": 4, "more": 1}
    read = read_answer(json.dumps(answer), Trial)
    assert (read.rejected, read.problem) == ([], None)
    assert read.data == Trial(name="T1", patients=120, arms=[Arm.DRUG], doses=[Dose(amount=Decimal("2.5"), unit="mg")])


@pytest.mark.parametrize(
    "wrapped", ["{}", "```json\n{}\n```", "Sure! Here it is: {} Anything else? {{}}", "<think>{{1}}</think>{}", '{{"answer": {}}}']
)
def test_text_around_the_object_does_no_harm(wrapped: str) -> None:
    """Code fences, prose, an object around the wanted one."""
    read = read_paper(wrapped.format(json.dumps({"methods": ["M"], "quantities": [QUANTITY]})))
    assert (read.data.methods, len(read.data.quantities), read.problem) == (["M"], 1, None)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("", "the answer is empty"),
        ("I cannot.", "the answer holds no JSON object"),
        ('{"quantities": [{"quote": "7"', "malformed or cut off"),
        ('{"summary": 1}', "none of the expected keys"),
        ("{}", "none of the expected keys"),
        ("[" * 100_000, "no JSON object"),
        ('{"quantities":' * 50_000, "malformed or cut off"),
    ],
)
def test_an_answer_that_is_none_has_a_problem_and_no_data(answer: str, problem: str) -> None:
    """Nothing that cannot be read passes as a paper that states nothing."""
    read = read_paper(answer)
    assert (read.data, read.rejected) == (None, [])
    assert problem in read.problem


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": "many"}, "value: not a number: 'many'"),
        ({"value": float("nan")}, "value: not a number: 'NaN'"),
        ({"value": float("inf")}, "value: not a number: 'Infinity'"),
        ({"value": "1e999999999"}, "value: not a number: '1e999999999'"),
        ({"value": True}, "value: not a number: 'True'"),
        ({"quote": ["7"]}, "quote: Input should be a valid string"),
        ({"kind": "guess"}, "kind: Input should be 'result', 'improvement', 'cost', 'data' or 'setting'"),
        ({"value": None}, "value: Field required"),
    ],
)
def test_one_bad_item_costs_that_item(changes: dict[str, Any], message: str) -> None:
    """It stands in `rejected` as the model gave it, under the position it had there; the others are kept."""
    bad = {**QUANTITY, **changes}
    read = read_paper({"quantities": [QUANTITY, bad, {**QUANTITY, "quote": "8"}, bad]})
    assert [quantity.quote for quantity in read.data.quantities] == ["7", "8"]
    assert [(item.path, item.reason, item.message) for item in read.rejected] == [
        ("quantities.1", "schema_invalid", message),
        ("quantities.3", "schema_invalid", message),
    ]
    assert json.loads(read.rejected[0].model_dump_json())["item"]["kind"] == bad["kind"]


def test_a_bad_value_of_an_optional_field_costs_that_value() -> None:
    """Outside of lists there is no item to leave out."""
    read = read_answer('{"name": "T", "patients": 5, "arms": [], "ratio": "not many", "design": "loose"}', Trial)
    assert read.data == Trial(name="T", patients=5, arms=[])
    assert [item.path for item in read.rejected] == ["ratio", "design"]


def test_a_bad_value_that_is_needed_is_a_problem() -> None:
    """The document cannot have an instance without it."""
    read = read_answer('{"name": "T", "patients": 0, "arms": []}', Trial)
    assert (read.data, read.problem) == (None, "patients: Input should be greater than or equal to 1")


def test_places_and_confidence_are_taken_from_trusted_answers_only() -> None:
    """A model that was not asked for offsets makes them up."""
    answer = {"quantities": [{**QUANTITY, "start": 3, "end": 4, "confidence": 0.5}]}
    read = [read_paper(answer, trusted=trusted).data.quantities[0] for trusted in (False, True)]
    assert [(quantity.start, quantity.end, quantity.confidence) for quantity in read] == [(None, None, None), (3, 4, 0.5)]


def test_strange_characters_survive_as_far_as_json_can_write_them() -> None:
    """Half surrogates become U+FFFD, also where they stand for themselves; control characters are kept."""
    read = read_paper('{"methods": ["\\ud800a", "b\\u0000\x07", "\\ud83d\\ude00", "c\udfff"], "quantities": []}')
    assert read.data.methods == ["\N{REPLACEMENT CHARACTER}a", "b\x00\x07", "\N{GRINNING FACE}", "c\N{REPLACEMENT CHARACTER}"]
    assert json.loads(read.data.model_dump_json())["methods"] == read.data.methods


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6), st.booleans())
def test_every_digit_of_a_number_is_kept(number: Decimal, as_string: bool) -> None:
    """Whether it comes as a JSON number or as a string."""
    written = f'"{number}"' if as_string else str(number)
    read = read_paper(f'{{"quantities": [{{"quote": "x", "kind": "data", "value": {written}}}]}}')
    assert read.data.quantities[0].value == number


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text()


@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20))
def test_no_json_breaks_the_reader(value: object) -> None:
    """Whatever stands where quantities belong, there is an answer or a problem, and both can be written as JSON."""
    read = read_paper({"methods": value, "quantities": [value, QUANTITY]})
    assert (read.data is None) == (read.problem is not None)
    assert all(json.loads(item.model_dump_json()) for item in read.rejected)
    assert read.data is None or json.loads(read.data.model_dump_json())["quantities"]
