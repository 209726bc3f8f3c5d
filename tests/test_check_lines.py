"""`extract check` reads lines of anyone's extractions and writes them back with their checks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.validate import BadLine, CheckedLine, LineError, Reason, check_line, check_lines

FIXTURE = Path(__file__).parent.parent / "fixtures" / "wrong_extractions.jsonl"
GOOD = '{"id": "a", "mine": [1], "text": "We reach 83.6%.", "data": {"quantities": [{"value": 83.6, "unit": "%"}]}}'


def test_a_line_comes_back_with_its_checks_and_every_other_key() -> None:
    """Nothing of the line is lost or moved; `checks` is added at its end."""
    before, after = json.loads(GOOD), json.loads(check_line(GOOD))
    (found,) = after.pop("checks")
    assert list(after.items()) == list(before.items())
    assert found == {
        "path": "quantities.0.value", "verdict": "supported", "reason": "value_stated", "message": "the text states 83.6%",
        "in": "text", "start": 9, "end": 14, "given": None, "nearest": None,
    }  # fmt: skip


def test_bad_lines_are_reported_with_their_number_and_the_rest_go_on() -> None:
    """Blank lines are passed over; what cannot be read is a value in its place."""
    lines = ["\ufeff" + GOOD, "", "{", "[]", '{"text": 3, "data": {}}', '{"text": "", "data": 3}', GOOD]
    found = list(check_lines(lines))
    assert [(type(item), item.number) for item in found] == [
        (CheckedLine, 1), (BadLine, 3), (BadLine, 4), (BadLine, 5), (BadLine, 6), (CheckedLine, 7),
    ]  # fmt: skip


def test_a_single_bad_line_raises() -> None:
    """The one-line form raises what the many-line form yields."""
    with pytest.raises(LineError, match="`text` is missing"):
        check_line('{"data": {}}')


def test_not_a_number_is_no_reason_to_fail() -> None:
    """NaN is no JSON, yet tools write it: its check says so, and the line that is written is JSON."""
    line = check_line('{"text": "We reach 83.6%.", "data": {"quantities": [{"value": NaN}]}}')
    assert json.loads(line, parse_constant=pytest.fail)["checks"][0]["verdict"] == "unsupported"


def test_the_wrong_extractions_of_the_fixture_show_their_reasons() -> None:
    """Only the correct extraction passes, and each kind of fault is told."""
    lines = [item for item in check_lines(FIXTURE.read_text(encoding="utf-8").splitlines()) if isinstance(item, CheckedLine)]
    assert [json.loads(item.json)["id"] for item in lines if not item.flagged] == ["correct"]
    checks = [found for item in lines for found in json.loads(item.json)["checks"]]
    reasons = {found["reason"] for found in checks if found["verdict"] in ("unsupported", "misattributed")}
    assert reasons >= {
        "value_not_in_text", "quote_digits_differ", "value_not_in_quote", "quote_not_in_text", "quote_spliced", "unit_differs",
        "scale_differs", "sign_differs", "other_dataset", "name_not_in_source", "before_after_swapped", "derived", "rounded", "in_name",
        "in_year", "in_citation", "other_metric", "other_subject", "bound_differs",
    }  # fmt: skip


def test_every_reason_has_a_description() -> None:
    """The codes are public: each says in a sentence what it means."""
    assert [reason for reason in Reason if not reason.description.endswith(".")] == []


def test_every_reason_is_given_somewhere() -> None:
    """No code is documented that the validator never gives."""
    folder = Path(__file__).parent.parent / "extract" / "validate"
    sources = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py") if path.name != "reasons.py")
    assert [reason.name for reason in Reason if f"Reason.{reason.name}" not in sources] == []
