"""One document to its record."""

from __future__ import annotations

from typing import Any

from extract.documents import Document
from extract.errors import DocumentError, ErrorKind, ExtractError
from extract.models.base import Reply, Request
from extract.pipeline import Job, process
from extract.prompting import load_prompt
from extract.records import Record, Status
from extract.schemas import resolve_schema
from tests.fakes import FakeModel

TEXT = "BirdNet reaches 83.6% accuracy on FinchSet, while OwlNet stays at 71%."


def quantity(quote: str, value: str, **slots: Any) -> dict[str, Any]:
    """A quantity as a model gives it."""
    return {"quote": quote, "value": value, "unit": "%", "kind": "result", **slots}


def answer(*quantities: Any, **names: Any) -> dict[str, Any]:
    return {"methods": [], "datasets": [], "code_urls": [], "quantities": list(quantities), **names}


async def record_of(respond: Any, text: str = TEXT, **job: Any) -> Record:
    """Process one document with a model that answers as told."""
    schema = resolve_schema()
    model = FakeModel(respond if callable(respond) else lambda _: respond)
    made = Job(model=model, schema=schema, prompt=load_prompt(schema.model, schema.name), **job)
    return await process(Document(id="a#0", text=text, title="A title"), made)


async def test_a_right_answer_becomes_an_ok_record_with_the_source_own_quote() -> None:
    """A long quote is narrowed to the number with its unit, and its place is given."""
    record = await record_of(answer(quantity("BirdNet reaches 83.6% accuracy", "83.6", subject="BirdNet")))
    found = record.data.quantities[0]
    assert (record.status, record.error) == (Status.OK, None)
    assert (found.quote, TEXT[found.start : found.end]) == ("83.6%", "83.6%")


async def test_a_made_up_number_flags_the_document_and_stays_in_it() -> None:
    """The check says what was given and what the text states instead."""
    record = await record_of(answer(quantity("84.6%", "84.6")))
    assert record.status is Status.FLAGGED
    assert [check.verdict for check in record.checks if check.path == "quantities.0.value"] == ["unsupported"]
    assert (record.data.quantities[0].start, record.data.quantities[0].end) == (None, None)


async def test_what_is_flagged_can_be_dropped_but_does_not_vanish() -> None:
    """The item moves to `rejected` with the reason, and the checks that stay follow their items."""
    given = answer(quantity("84.6%", "84.6"), quantity("71%", "71"))
    record = await record_of(given, on_unsupported="drop")
    assert [float(item.value) for item in record.data.quantities] == [71.0]
    assert [(item.path, item.item["value"]) for item in record.rejected] == [("quantities.0", 84.6)]
    assert {check.path.split(".")[1] for check in record.checks} == {"0"}
    assert record.status is Status.FLAGGED


async def test_an_answer_without_anything_is_empty() -> None:
    """Read, and it states nothing."""
    assert (await record_of(answer())).status is Status.EMPTY


async def test_one_bad_quantity_costs_that_quantity() -> None:
    """The rest is kept, the bad one stands in `rejected` with its place in the answer."""
    record = await record_of(answer({"quote": "x"}, quantity("71%", "71")))
    assert [float(item.value) for item in record.data.quantities] == [71.0]
    assert [(item.path, item.reason) for item in record.rejected] == [("quantities.0", "schema_invalid")]


async def test_an_answer_of_which_nothing_can_be_read_is_not_called_empty() -> None:
    """It is partial: something was said, and none of it could be used."""
    assert (await record_of(answer({"quote": "x"}))).status is Status.PARTIAL


async def test_an_answer_that_is_no_json_fails_the_document() -> None:
    """The error kind is `invalid`, and what it cost is counted."""
    record = await record_of(Reply(json="I'd rather not.", requests=1, input_tokens=7))
    assert record.status is Status.FAILED
    assert record.error is not None and record.error.kind is ErrorKind.INVALID
    assert record.usage.input_tokens == 7


async def test_an_error_of_the_model_is_the_records_error() -> None:
    """Kind, message and whether a retry may help are kept."""
    record = await record_of(DocumentError(ErrorKind.REFUSED, "the model refused", retryable=False))
    assert record.status is Status.FAILED and record.data is None
    assert record.error is not None
    assert (record.error.kind, record.error.message, record.error.retryable) == (ErrorKind.REFUSED, "the model refused", False)


async def test_a_defect_costs_one_document_only() -> None:
    """An unexpected exception becomes a failed record that says so."""

    def respond(request: Request) -> dict[str, Any]:
        raise RuntimeError("boom")

    record = await record_of(respond)
    assert record.error is not None and record.error.message == "internal error: RuntimeError: boom"


async def test_the_chunks_of_a_long_text_become_one_record() -> None:
    """Quantities follow each other, and each has its place in the whole text."""
    text = "The first part found 12 birds in all. " + "Nothing else is said here by anyone at all. " * 3 + "The last part found 34 cats."

    def respond(request: Request) -> dict[str, Any]:
        return answer(*[quantity(n, n, unit=None, kind="data") for n in ("12", "34") if n in request.text])

    record = await record_of(respond, text=text, chunk_chars=80)
    assert [(float(q.value), text[q.start : q.end]) for q in record.data.quantities] == [(12.0, "12"), (34.0, "34")]
    assert record.usage.requests > 1


async def test_a_failed_chunk_makes_the_record_partial() -> None:
    """What the other chunks said is kept, and the error too."""
    text = "The first part found 12 birds in all. " + "Nothing else is said here by anyone at all. " * 3 + "The last part found 34 cats."

    def respond(request: Request) -> dict[str, Any] | ExtractError:
        if "34" in request.text:
            return DocumentError(ErrorKind.TIMED_OUT, "no answer", retryable=True)
        return answer(*[quantity("12", "12", unit=None, kind="data") for _ in [1] if "12" in request.text])

    record = await record_of(respond, text=text, chunk_chars=80)
    assert record.status is Status.PARTIAL
    assert [float(q.value) for q in record.data.quantities] == [12.0]
    assert record.error is not None and record.error.kind is ErrorKind.TIMED_OUT
