"""Names in a text: datasets, systems, metrics."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MentionKind(StrEnum):
    """What a name names."""

    DATASET = "dataset"
    SYSTEM = "system"  # a method, model, backbone, or words that stand for one: "our method", "the baseline"
    METRIC = "metric"
    OTHER = "other"  # a name whose kind the text does not show


class Role(StrEnum):
    """Whose thing a mention is."""

    NAMED = "named"  # a name like any other
    OWN = "own"  # the paper's own work, by name or as "our method"
    VARIANT = "variant"  # a size or version of the paper's own work: EfficientNet-B7 in the paper on EfficientNet
    RIVAL = "rival"  # words for others' work: "the baseline", "previous methods", "state of the art"


@dataclass(frozen=True, slots=True)
class Mention:
    """One name at one place: `text[start:end]`.

    Mentions of the same thing share `key` (CIFAR10 and CIFAR-10, "AudioCaps (AC)" and AC; "our method" has the key of
    the name that the paper gives its own work). `text` is the name spelled out where the place holds only the rest of it: at the
    "600" of "Kinetics-400/600" it is "Kinetics-600".
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    key: str
    role: Role = Role.NAMED
