"""The default schema: what a paper's abstract states."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from extract.schemas.markers import AddedByTool, NotStated, Quote, Role, Says

Kind = Literal["result", "improvement", "cost", "data", "setting"]
ModifierName = Literal["approx", "at_least", "at_most", "up_to"]


def json_number(value: Decimal | None) -> int | float | None:
    """Return an exact number as the JSON number that stands in a record: an int when it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, Field(allow_inf_nan=False), PlainSerializer(json_number, when_used="json")]


class Quantity(BaseModel):
    """A number stated in the text, with what it measures."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quote: Annotated[str, Quote()] = Field(
        description="Verbatim from the text: the shortest piece that holds the number with its unit and its sign or ~ < > +. "
        "A bare count without its noun. '83.6%', '~10x', '1.4 million parameters', 'twice', '7'."
    )
    value: Number = Field(
        description="The number as the text writes it, with its scale and without its unit: '83.6', '12,000', '1.4 million', '4.6G' "
        "(of 4.6 GFLOPs), 'twice', 'half', '2:4', '224' (of 224x224). It is converted afterwards."
    )
    value_high: Annotated[Number | None, Says(Role.VALUE_HIGH)] = Field(
        default=None,
        description="Upper end when one expression states a range (10-20%, between 3 and 5, from 86M to 632M parameters), else null.",
    )
    uncertainty: Annotated[Number | None, Says(Role.UNCERTAINTY)] = Field(default=None, description="What follows ±, else null.")
    unit: Annotated[str | None, Says(Role.UNIT)] = Field(
        default=None,
        description="%, points, x (times), ms, s, min, h, days, GPU-hours, GPU-days, FPS, bits, px, dB, epochs, GB/MB/TB/KB as "
        "written, FLOPs (of 4.6 GFLOPs), parameters, tokens, images, or the counted noun (languages, "
        "datasets, classes); null for a bare score such as 34.2 mAP.",
    )
    kind: Kind = Field(
        description="result: a measured outcome of an evaluation. improvement: a difference or ratio against something else. "
        "cost: an absolute resource (parameters, FLOPs, latency, memory, training time, price). data: sizes and numbers of "
        "data, datasets, classes, languages, tasks, people, models compared. setting: design and experiment (resolution, bits, epochs, "
        "k-shot, layers, label fraction, sparsity, thresholds, GPUs)."
    )
    metric: Annotated[str | None, Says(Role.METRIC)] = Field(
        default=None, description="What is measured or counted, as the text words it, else null."
    )
    subject: Annotated[str | None, Says(Role.SUBJECT)] = Field(
        default=None, description="Who or what has this value (method, model, system), as the text words it, else null."
    )
    dataset: Annotated[str | None, Says(Role.DATASET)] = Field(
        default=None, description="The dataset or benchmark it holds for, as the text words it, else null."
    )
    baseline: Annotated[str | None, Says(Role.BASELINE)] = Field(
        default=None, description="What a gain is measured against, as the text words it, else null."
    )
    condition: Annotated[str | None, Says(Role.CONDITION)] = Field(
        default=None,
        description="What tells this value from its neighbours: '1% of labels', 'R3D-152 backbone', 'at 320 px'; else null.",
    )
    modifier: Annotated[ModifierName | None, Says(Role.MODIFIER)] = Field(
        default=None,
        description="about, ~, nearly: approx. at least, over, more than, >, +: at_least. less than, under, <, only: at_most. "
        "up to: up_to. Else null.",
    )
    start: Annotated[int | None, AddedByTool(), NotStated()] = None
    end: Annotated[int | None, AddedByTool(), NotStated()] = None
    confidence: Annotated[float | None, AddedByTool(), NotStated()] = None


class Paper(BaseModel):
    """What the abstract of a paper states: names, links and every quantity."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    methods: Annotated[list[str], Says(Role.METHOD_NAME)] = Field(
        default_factory=list, description="Names the paper gives to its own methods, models, datasets or tools."
    )
    datasets: Annotated[list[str], Says(Role.DATASET_NAME)] = Field(
        default_factory=list, description="Datasets and benchmarks named in title or text, as worded there."
    )
    code_urls: Annotated[list[str], Says(Role.URL)] = Field(
        default_factory=list, description="Links to code, data or models, without trailing punctuation."
    )
    quantities: list[Quantity] = Field(default_factory=list, description="Every quantity the text states, in order of appearance.")
