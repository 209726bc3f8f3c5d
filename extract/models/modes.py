"""The ways to ask a model for an answer of a given structure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

AUTO = "auto"


class Mode(StrEnum):
    """One way to ask, the best first."""

    JSON_SCHEMA = "json_schema"  # response_format with a strict JSON schema
    TOOLS = "tools"  # one strict function that has to be called
    JSON_WITH_SCHEMA = "json_with_schema"  # response_format json_object with a schema beside it: llama.cpp's spelling
    JSON = "json"  # response_format json_object, the schema in the prompt
    TEXT = "text"  # the schema in the prompt, JSON somewhere in the answer


def candidates(given: str) -> Sequence[Mode]:
    """Return the modes to try, in order, for what `--mode` says."""
    if given == AUTO:
        return tuple(Mode)
    if given == Mode.JSON:
        return (Mode.JSON_WITH_SCHEMA, Mode.JSON)
    return (Mode(given),)
