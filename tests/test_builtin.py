"""The built-in model: what it reads, what it leaves open, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from extract.documents import Document
from extract.errors import UsageError
from extract.language.attribution import attribute
from extract.language.passage import Passage
from extract.models.base import Request
from extract.models.builtin import BuiltinModel, read_paper
from extract.schemas.paper import Paper

TEXT = (
    "We propose ZenoNet, a small network. On ImageNet-1K, ZenoNet achieves 83.6% top-1 accuracy with only 21M parameters, "
    "outperforming ResNet-50 by 1.2%. It is trained for 300 epochs on three datasets. Code: https://github.com/foo/zeno."
)
KINDS = [
    ("ZenoNet reaches 71.2% accuracy.", "result"),
    ("ZenoNet improves accuracy by 2.1%.", "improvement"),
    ("ZenoNet is 2.8x faster than AlbaNet.", "improvement"),
    ("ZenoNet has 5.3 GFLOPs.", "cost"),
    ("ZenoNet needs 48 GB of memory.", "cost"),
    ("We collect 12,000 images.", "data"),
    ("Images have a resolution of 224x224.", "setting"),
    ("Weights are quantized to 4 bits.", "setting"),
]
OTHER_FIELDS = [
    (
        "In this trial, 412 patients received 10 mg of zolpidex for 12 weeks. Systolic pressure fell by 11.3 mmHg. P<0.001.",
        [(412, "patients"), (10, "mg"), (12, "weeks"), (11.3, "mmHg"), (0.001, None)],
    ),
    (
        "We report films of 8 nm thickness; the upper critical field is 29 T.",
        [(8, "nm"), (29, "T")],
    ),
    (
        "Using data on 1.3 million workers, we find that earnings rise by 2.8 percent. The policy costs $3.2 billion.",
        [(1300000, "workers"), (2.8, "%"), (3200000000, "USD")],
    ),
]


def quantity(text: str) -> dict[str, Any]:
    (found,) = read_paper(text)["quantities"]
    assert isinstance(found, dict)
    return found


def request(schema: type[BaseModel]) -> Request:
    return Request(document=Document(id="1", text=TEXT, title="ZenoNet: Small"), text=TEXT, messages=(), answer_schema=schema)


def test_names_and_links_are_listed() -> None:
    """Own names, datasets and links, each once."""
    paper = read_paper(TEXT, "ZenoNet: Small Networks for CIFAR-10")
    assert (paper["methods"], paper["datasets"], paper["code_urls"]) == (
        ["ZenoNet"],
        ["ImageNet-1K", "CIFAR-10"],
        ["https://github.com/foo/zeno"],
    )


def test_a_result_has_its_slots() -> None:
    """Quote, value, unit, kind, metric, subject and dataset, as the text words them; the rest is null."""
    first = read_paper(TEXT)["quantities"][0]
    first.pop("confidence")
    assert first == {
        "quote": "83.6%", "value": 83.6, "value_high": None, "uncertainty": None, "unit": "%", "kind": "result",
        "metric": "top-1 accuracy", "subject": "ZenoNet", "dataset": "ImageNet-1K", "baseline": None, "condition": None,
        "modifier": None, "start": TEXT.index("83.6%"), "end": TEXT.index("83.6%") + 5,
    }  # fmt: skip


def test_a_gain_has_its_baseline() -> None:
    """What a value is compared with is its baseline."""
    gain = next(item for item in read_paper(TEXT)["quantities"] if item["quote"] == "1.2%")
    assert (gain["kind"], gain["baseline"]) == ("improvement", "ResNet-50")


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kinds(text: str, kind: str) -> None:
    """Results, differences, resources, sizes of data and settings are told apart."""
    assert quantity(text)["kind"] == kind


def test_a_paper_s_own_parts_are_no_quantities() -> None:
    """Small counts of modules, challenges and the like are left out; counts of datasets are not."""
    found = read_paper("We propose two modules that solve three challenges, and evaluate on four datasets.")["quantities"]
    assert [(item["quote"], item["unit"]) for item in found] == [("four", "datasets")]


@pytest.mark.parametrize(("text", "expected"), OTHER_FIELDS)
def test_other_fields_give_quantities_with_fewer_slots(text: str, expected: list[tuple[float, str | None]]) -> None:
    """Medicine, physics and economics: values and units are right, and no dataset or baseline is made up."""
    found = read_paper(text)["quantities"]
    assert [(item["value"], item["unit"]) for item in found] == expected
    assert {(item["dataset"], item["baseline"]) for item in found} == {(None, None)}


@given(st.text(max_size=120), st.none() | st.text(max_size=30))
def test_every_answer_fits_the_schema(text: str, title: str | None) -> None:
    """Whatever the text: a valid paper, whose quotes are slices of the text."""
    paper = Paper.model_validate(read_paper(text, title))
    assert all(text[item.start : item.end] == item.quote for item in paper.quantities)


async def test_it_answers_requests_for_papers() -> None:
    """The reply's JSON is what `read_paper` returns; nothing was asked over a network."""
    model = BuiltinModel()
    await model.prepare(request(Paper))
    reply = await model.answer(request(Paper))
    assert (model.name, reply.requests, json.loads(reply.json)) == ("builtin", 0, read_paper(TEXT, "ZenoNet: Small"))


async def test_another_schema_is_refused() -> None:
    """The error names the option that helps."""

    class Trial(BaseModel):
        dose: int

    with pytest.raises(UsageError) as caught:
        await BuiltinModel().prepare(request(Trial))
    assert "--model" in (caught.value.hint or "")


def test_real_abstracts_give_valid_papers(shared: Path) -> None:
    """Every annotated abstract gives a valid paper, and nine in ten of the annotated quantities are found."""
    rows = [json.loads(line) for line in (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    hits = total = 0
    for row in rows:
        paper = Paper.model_validate(read_paper(row["text"], row["title"]))
        spans = [(item.start or 0, item.end or 0) for item in paper.quantities]
        hits += sum(any(start < item["end"] and item["start"] < end for start, end in spans) for item in row["quantities"])
        total += len(row["quantities"])
    assert hits > 0.9 * total


def test_links_say_what_a_number_looks_like() -> None:
    """The kinds of quantities are told apart by it: a score, a gain, a cost or a count."""
    passage = Passage("ZenoNet reaches 71.2% accuracy, beats AlbaNet by 3.1% and has 5.3M parameters.")
    links = attribute(passage)
    assert [links[index][0].figure for index in sorted(links)] == ["score", "gain", "cost"]
