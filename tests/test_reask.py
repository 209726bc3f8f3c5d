"""What is wrong with an answer goes back to the model, and the better answer stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract import Extractor, Record
from extract.chunks import Chunk
from extract.complaints import Examiner
from extract.documents import Document
from extract.models.base import Reply
from extract.records import Status
from extract.schemas.paper import Paper
from tests.server import RunningServer, Settings, run_server

TEXT = "BirdNet reaches 83.6% accuracy on FinchSet, while OwlNet stays at 71%."


def quantity(quote: str, value: str, **slots: Any) -> dict[str, Any]:
    names = ("value_high", "uncertainty", "metric", "subject", "dataset", "baseline", "condition", "modifier")
    return {"quote": quote, "value": value, "unit": "%", "kind": "result", **dict.fromkeys(names), **slots}


def answer(*quantities: Any) -> dict[str, Any]:
    return {"methods": [], "datasets": [], "code_urls": [], "quantities": list(quantities)}


RIGHT = answer(quantity("83.6%", "83.6"), quantity("71%", "71"))
WRONG = answer(quantity("84.6%", "84.6"), quantity("71%", "71"))


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with run_server() as server:
        yield server


def read(server: RunningServer, *answers: dict[str, Any], **options: Any) -> Record:
    """Read the text with a model that gives these answers, one after another."""
    server.configure(Settings(answers=tuple(json.dumps(each) for each in answers)))
    options = {"mode": "tools", **options}
    return next(iter(Extractor(model="tiny", base_url=server.url, **options).run(TEXT)))


def test_a_made_up_number_is_put_right_by_the_second_answer(running: RunningServer) -> None:
    """The model is told what the text states instead, and both requests are counted."""
    record = read(running, WRONG, RIGHT)
    told = json.dumps(running.bodies()[1]["messages"])
    assert (record.status, [str(item.value) for item in record.data.quantities]) == (Status.OK, ["83.6", "71"])
    assert "84.6%" in told and "nearest is 83.6%" in told
    assert record.usage.requests == 2


def test_what_still_fails_is_kept_and_marked(running: RunningServer) -> None:
    """The default is one more request."""
    record = read(running, WRONG, WRONG, RIGHT)
    assert (record.status, len(record.data.quantities), record.usage.requests) == (Status.FLAGGED, 2, 2)


def test_without_reask_nothing_is_sent_again(running: RunningServer) -> None:
    record = read(running, WRONG, RIGHT, reask=0)
    assert (record.status, record.usage.requests) == (Status.FLAGGED, 1)


@pytest.mark.parametrize("second", [answer(), answer(quantity("9%", "9")), answer(quantity("84.6%", "84.6"))])
def test_a_worse_second_answer_does_not_replace_a_better_one(running: RunningServer, second: dict[str, Any]) -> None:
    """One that drops right numbers to get rid of a wrong one is worse too."""
    record = read(running, answer(quantity("84.6%", "84.6"), *RIGHT["quantities"]), second)
    assert [str(item.value) for item in record.data.quantities] == ["84.6", "83.6", "71"]


def test_what_cannot_be_read_is_complained_of(running: RunningServer) -> None:
    """The item is shown with what is wrong with it."""
    record = read(running, answer(quantity("71%", "many")), RIGHT)
    assert "not a number: 'many'" in json.dumps(running.bodies()[1]["messages"])
    assert (record.rejected, len(record.data.quantities)) == ([], 2)


def test_asking_again_is_replayed_from_the_cache(running: RunningServer, tmp_path: Path) -> None:
    """Also when the words of the complaint have changed since: the second answer goes by its number."""
    first = read(running, WRONG, RIGHT, cache_dir=tmp_path)
    again = read(running, cache_dir=tmp_path)
    assert running.counts()["requests"] == 0
    assert (again.data, again.usage.cached, again.usage.requests) == (first.data, True, 0)


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "text"])
def test_hostile_text_in_a_complaint_reaches_the_model_as_it_is(running: RunningServer, mode: str) -> None:
    """Template marks in what the model gave are neither rendered nor lost."""
    record = read(running, answer(quantity("{{ 7 }} {% x %} {# 8 #}", "9")), RIGHT, mode=mode)
    assert "{{ 7 }} {% x %} {# 8 #}" in json.dumps(running.bodies()[1]["messages"])
    assert record.status is Status.OK


def test_a_complaint_names_quotes_and_ends() -> None:
    """Of very many faults the first are listed; a right answer has none."""
    examiner = Examiner(Chunk(Document(id="a", text=TEXT), 0, len(TEXT)), Paper)
    many = examiner.judge(Reply(json.dumps(answer(*[quantity(f"{n}.5%", f"{n}.5") for n in range(100, 200)]))))
    right = examiner.judge(Reply(json.dumps(RIGHT)))
    assert many.complaint is not None and len(many.complaint) < 5000
    assert 'the quote "100.5%": ' in many.complaint and "119.5" not in many.complaint
    assert right.complaint is None and right.score > many.score
