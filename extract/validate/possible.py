"""What a unit can measure at all: no accuracy is given in milliseconds, and no latency in parameters."""

from __future__ import annotations

import re

from extract.numbers.readings import Form
from extract.validate.agreement import stems
from extract.validate.comparable import sort_of
from extract.validate.metrics import concepts, concepts_of_last, head
from extract.validate.source import Source

REACH = 40  # characters
_DATA = re.compile(  # "960 hours of speech", "the 2000-hour X corpus"
    r"[\s-]+(?:of\s+)?(?:(?!for\b|on\b|in\b|to\b|and\b|with\b)[\w-]+\s+){0,3}?(?:datasets?|corpus|corpora|data|speech|audio|videos?|recordings?|footage)\b"
)

_SIZES = frozenset(("data", "pixels", "epochs", "rate", "power", "parameters", "flops", "macs", "gpu time", "cpu time", "tpu time"))
_EXCLUDED = {  # by kind of measure: the units and counted things that it is never given in
    "quality": _SIZES | {"time"},
    "distance": _SIZES | {"time"},
    "error": _SIZES - {"pixels", "data", "power"},
    "speed": frozenset(("parameters", "dB")),
    "memory": frozenset(("time", "dB", "epochs", "rate", "flops", "macs", "gpu time")),
    "parameters": frozenset(("time", "dB", "epochs", "rate", "flops", "macs", "gpu time", "pixels")),
    "compute": frozenset(("dB", "epochs", "data", "pixels")),
}
_OF_UNIT = {"time": "speed", "rate": "speed", "data": "memory", "power": "energy", "parameters": "parameters", "flops": "compute"}
_PHYSICAL = frozenset(("time", "data", "rate", "power"))
_SCORE = re.compile(r"\bscores?$", re.IGNORECASE)
_COUNTLESS = frozenset(("quality", "distance", "memory"))  # never a number of things


def is_impossible(source: Source, index: int, metric: str) -> bool:
    """Tell whether a number, by its unit or by what it counts, cannot be of a metric."""
    kind, reading = concepts_of_last(metric), source.passage.readings[index]
    measure = sort_of(reading)
    if measure.dimension == "time" and "time" in stems(head(metric)) and _DATA.match(source.text, reading.end):
        return True
    if measure.dimension in _PHYSICAL and _SCORE.search(head(metric)):
        return True
    if kind is None:
        return False
    if measure.dimension == "data" and head(metric).lower().endswith("precision"):
        return False
    if (measure.dimension or measure.noun) in _EXCLUDED.get(kind, ()):
        return True
    counts = bool(measure.noun) and reading.form in (Form.INTEGER, Form.WORD) and not concepts(measure.noun)
    return counts and kind in _COUNTLESS and not _follows(source.text[reading.end : reading.end + REACH], metric)


def is_of_unit(source: Source, index: int, metric: str) -> bool:
    """Tell whether the unit of a number is one that just such a metric is given in: a speed in frames per second."""
    measure = sort_of(source.passage.readings[index])
    return _OF_UNIT.get(measure.dimension or "") in concepts(metric)


def _follows(text: str, metric: str) -> bool:
    """Tell whether the metric's last word stands right behind what is counted: "4 decimal places precision"."""
    return head(metric).split()[-1].lower() in text.lower()
