"""The built-in model: what it reads, what it leaves open, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from benchmarks.data import read_rows
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
    ("ZenoTalk is tested on a 300-hour radio corpus.", "data"),
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


def test_a_kind_goes_on_in_its_sentence() -> None:
    """A value that is joined to another of its unit is of the same kind, though words stand between them."""
    found = read_paper("ZenoNet reduces the error by 25.0% on noisy speech when a mask is there, and 61.2% on clean speech.")["quantities"]
    assert [(item["quote"], item["kind"]) for item in found] == [("25.0%", "improvement"), ("61.2%", "improvement")]


def test_a_size_behind_a_system_counts_its_parameters() -> None:
    """In brackets, alone, with a letter for the scale."""
    found = [quantity(f"We tune {words} further.") for words in ("ZenoNet-2 (124M)", "ZenoNet-2 (71.2)")]
    assert [(item["unit"], item["kind"], item["metric"]) for item in found] == [
        ("parameters", "cost", "parameters"),
        (None, "result", None),
    ]


def test_a_score_has_no_baseline() -> None:
    """Only a difference is measured against something."""
    found = read_paper("ZenoNet reaches 71.2% accuracy, 1.4% above AlbaNet.")["quantities"]
    assert [(item["kind"], item["baseline"]) for item in found] == [("result", None), ("improvement", "AlbaNet")]


def test_a_paper_s_own_parts_are_no_quantities() -> None:
    """Small counts of modules, challenges and the like are left out; counts of datasets are not."""
    found = read_paper("We propose two modules that solve three challenges, and evaluate on four datasets.")["quantities"]
    assert [(item["quote"], item["unit"]) for item in found] == [("four", "datasets")]


def test_other_fields_give_their_quantities(fixtures: Path) -> None:
    """Medicine, physics, economics and others: every value with its unit, in order, and nothing else."""
    for row in read_rows(fixtures / "other_fields" / "abstracts.jsonl"):
        found = [(item["start"], item["value"], item["unit"]) for item in read_paper(row["text"], row["title"])["quantities"]]
        assert found == [(item["start"], item["value"], item["unit"]) for item in row["quantities"]]


def test_other_fields_get_no_invented_names(fixtures: Path) -> None:
    """No methods or datasets where the text has none; slots hold words of the text, or plain names of what units measure."""
    for row in read_rows(fixtures / "other_fields" / "abstracts.jsonl"):
        paper = read_paper(row["text"], row["title"])
        assert (paper["methods"], paper["datasets"], {item["dataset"] for item in paper["quantities"]}) == ([], [], {None})
        said = {item[slot] for item in paper["quantities"] for slot in ("metric", "subject", "baseline")} - {
            None,
            "memory",
            "latency",
            "time",
        }
        assert [text for text in said if not set(text.split()) <= set(re.findall(r"[\w-]+", row["text"]))] == []


def test_an_undeclared_method_is_listed() -> None:
    """The system that the abstract speaks of most is its own where it presents none; a well-known one is not."""
    text = "ZenoFormer reaches 71.2% accuracy on ImageNet. ZenoFormer needs 4.5M parameters, ResNet-50 25M."
    assert read_paper(text)["methods"] == ["ZenoFormer"]
    assert read_paper(text.replace("ZenoFormer", "ResNet-50"))["methods"] == []


def test_the_only_dataset_holds_for_the_results_behind_it() -> None:
    """Where the text names one dataset, and ties no number to it; not where another number has it."""
    text = "We study ImageNet. It is hard. ZenoNet reaches an accuracy of 71.2%."
    assert quantity(text)["dataset"] == "ImageNet"
    tied = read_paper(f"{text} AlbaNet reaches a throughput of 310 FPS on ImageNet.")["quantities"]
    assert [item["dataset"] for item in tied] == [None, "ImageNet"]


def test_a_described_dataset_is_given_in_the_words_of_the_text() -> None:
    """Words that tell it from others, right behind the number; "several datasets" does not."""
    text = "ZenoTalk reaches an error reduction of 29% on {} corpus."
    found = [quantity(text.format(words))["dataset"] for words in ("the harbour radio", "this", "a new")]
    assert found == ["harbour radio corpus", None, None]


def test_what_is_compared_belongs_to_nobody() -> None:
    """A number of systems, people or test sets is of no system; other settings are."""
    found = read_paper("ZenoNet is judged by three annotators. ZenoNet uses 12 layers.")["quantities"]
    assert [(item["metric"], item["subject"]) for item in found] == [("annotators", None), ("layers", "ZenoNet")]


def test_a_gain_without_a_metric_takes_that_of_its_sentence() -> None:
    """The nearest one, without words for the gain itself; an average gain names none."""
    found = [quantity(f"ZenoNet {words}.")["metric"] for words in ("improves recall over AlbaNet (+7.7)", "has an average gain of 4%")]
    assert found == ["recall", None]


def test_a_metric_fits_its_unit() -> None:
    """Frames per second are no accuracy; "points" are what is named before them."""
    found = read_paper("ZenoNet reaches 40.1 mAP with 120 FPS. It beats AlbaNet by 1.4 REEF points.")["quantities"]
    assert [(item["quote"], item["metric"]) for item in found] == [("40.1", "mAP"), ("120 FPS", "speed"), ("1.4", "REEF")]


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
